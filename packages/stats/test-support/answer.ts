import {
  agrestiCoull,
  binomialTest,
  type ConfidenceScale,
  clopperPearson,
  DESCRIBED_PROBABILITIES,
  describe,
  exactUpperLimit,
  hodgesLehmann,
  jeffreys,
  kaplanMeier,
  medianInterval,
  midP,
  type ProportionInterval,
  restrictedMean,
  reverseKaplanMeier,
  type SurvivalCurve,
  survivalAt,
  survivalQuantile,
  survivalQuantilesMidpoint,
  wald,
  wilson,
  wilsonCorrected,
} from '../src/index.ts';
import type { Deviation } from './compare.ts';
import type { FixtureCase } from './fixture.ts';

export type Answer = { output: unknown; deviations?: Deviation[] };

/** The library's answer to an R call, in the form of R's. A call that is not understood is an error, never passed over. */
export function answer(fixture: FixtureCase): Answer {
  const call = fixture.r_call;
  if (call === 'desc_stats(d$x)') return { output: descriptionOf(column(fixture, 'x')) };
  if (call === 'median_sign_ci(d$x, conf)')
    return { output: medianOf(column(fixture, 'x'), parameter(fixture, 'conf')) };
  if (call.startsWith('wilcox.test(d$x, conf.int = TRUE, conf.level = conf')) {
    return { output: pseudomedianOf(column(fixture, 'x'), parameter(fixture, 'conf')) };
  }
  if (call === 'prop_cis(x, n, conf)') {
    return { output: proportionOf(parameter(fixture, 'x'), parameter(fixture, 'n'), parameter(fixture, 'conf')) };
  }
  if (call.startsWith('survfit(Surv(')) return survfit(fixture);
  throw new Error(`no answer to ${call}`);
}

function column(fixture: FixtureCase, name: string): (number | null)[] {
  const values = fixture.input.columns?.[name];
  if (!values) throw new Error(`${fixture.name} has no column ${name}`);
  return values as (number | null)[];
}

function parameter(fixture: FixtureCase, name: string): number {
  const value = fixture.input.params?.[name];
  if (typeof value !== 'number') throw new Error(`${fixture.name} has no number ${name}`);
  return value;
}

function descriptionOf(values: (number | null)[]) {
  const found = describe(values);
  const five = found.fiveNumbers;
  return {
    n: found.n + found.missing,
    missing: found.missing,
    n_used: found.n,
    mean: found.mean,
    sd: found.standardDeviation,
    var: found.variance,
    se: found.standardError,
    median: found.median,
    min: found.minimum,
    max: found.maximum,
    sum: found.sum,
    probs: [...DESCRIBED_PROBABILITIES],
    quantile_type2: found.quantiles[2],
    quantile_type6: found.quantiles[6],
    quantile_type7: found.quantiles[7],
    fivenum_tukey: five && [five.minimum, five.lowerHinge, five.median, five.upperHinge, five.maximum],
    iqr_type2: found.interquartileRange[2],
    iqr_type6: found.interquartileRange[6],
    iqr_type7: found.interquartileRange[7],
    mad: found.medianAbsoluteDeviation,
    skewness_type1: found.skewness[1],
    skewness_type2: found.skewness[2],
    skewness_type3: found.skewness[3],
    kurtosis_type1: found.kurtosis[1],
    kurtosis_type2: found.kurtosis[2],
    kurtosis_type3: found.kurtosis[3],
    mean_ci_t: found.meanInterval && [found.meanInterval.lower, found.meanInterval.upper],
    geometric_mean: found.geometricMean,
  };
}

function medianOf(values: (number | null)[], level: number) {
  const { rankLower, lower, upper, coverage, median } = medianInterval(values, level);
  return { k: rankLower ?? 0, lower, upper, exact_coverage: coverage, median };
}

function pseudomedianOf(values: (number | null)[], level: number) {
  const found = hodgesLehmann(values, level);
  return {
    pseudomedian: found.estimate,
    ci: [found.lower, found.upper],
    achieved_conf_attr: found.achievedLevel,
    statistic: found.statistic,
    p: found.pValue,
    r_method:
      found.method === 'exact'
        ? 'Wilcoxon signed rank exact test'
        : 'Wilcoxon signed rank test with continuity correction',
  };
}

function proportionOf(x: number, n: number, level: number) {
  const pair = ({ lower, upper }: ProportionInterval) => [lower, upper];
  return {
    estimate: clopperPearson(x, n, level).estimate,
    clopper_pearson: pair(clopperPearson(x, n, level)),
    wilson: pair(wilson(x, n, level)),
    wilson_cc: pair(wilsonCorrected(x, n, level)),
    jeffreys_plain: pair(jeffreys(x, n, level, 'plain')),
    jeffreys_boundary_fixed: pair(jeffreys(x, n, level)),
    agresti_coull_unclamped: pair(agrestiCoull(x, n, level)),
    mid_p: pair(midP(x, n, level)),
    wald_unclamped: pair(wald(x, n, level)),
    binom_test_p_half: binomialTest(x, n, 0.5),
    rule_of_three_exact_upper_one_sided: x === 0 ? exactUpperLimit(x, n, level) : null,
  };
}

const SURVFIT =
  /^survfit\(Surv\((entry, )?time, (1 - )?status\) ~ (1|group), data = d(?:, conf\.type = '([a-z-]+)')?(?:, conf\.int = ([\d.]+))?(, timefix = FALSE)?(, weights = w)?(?:, conf\.type = '([a-z-]+)')?\)$/;

function survfit(fixture: FixtureCase): Answer {
  const call = SURVFIT.exec(fixture.r_call);
  if (!call) throw new Error(`no answer to ${fixture.r_call}`);
  const [, hasEntry, isReverse, grouping, scaleFirst, level, keepsNearTies, isWeighted, scaleLast] = call;
  const options = {
    level: Number(level ?? 0.95),
    confidence: (scaleFirst ?? scaleLast ?? 'log') as ConfidenceScale,
    mergeNearTies: !keepsNearTies,
  };
  const times = column(fixture, 'time') as number[];
  const groupOf = grouping === 'group' ? (fixture.input.columns?.['group'] as (string | null)[]) : null;
  const groups = groupOf ? (fixture.input.levels?.['group'] ?? []).filter((group) => groupOf.includes(group)) : [null];
  const curves = groups.map((group) => {
    const rows = times.map((_, row) => row).filter((row) => !groupOf || groupOf[row] === group);
    const pick = (name: string) => Float64Array.from(rows, (row) => column(fixture, name)[row] as number);
    const followUp = {
      entry: hasEntry ? pick('entry') : null,
      exit: pick('time'),
      event: Uint8Array.from(pick('status')),
      weight: isWeighted ? pick('w') : null,
    };
    return isReverse ? reverseKaplanMeier(followUp, options) : kaplanMeier(followUp, options);
  });
  // R names a group only beside others
  const names = groups.length === 1 ? ['all'] : groups.map((group) => `group=${group}`);
  return curvesAnswer(fixture, curves, names);
}

/** Each curve's own columns one after the other, as R's survfit has them, with all that its summary says. */
function curvesAnswer(fixture: FixtureCase, curves: SurvivalCurve[], names: string[]): Answer {
  const params = fixture.input.params ?? {};
  const probs = (params['probs'] as number[] | undefined) ?? [0.25, 0.5, 0.75];
  const atTimes = (params['times'] as number[] | null | undefined) ?? null;
  const horizon = (params['tau'] as number | undefined) ?? Math.max(...curves.map((curve) => curve.time.at(-1) ?? 0));
  const all = <T>(pick: (curve: SurvivalCurve) => ArrayLike<T>) => curves.flatMap((curve) => Array.from(pick(curve)));
  const each = <T>(pick: (curve: SurvivalCurve) => T) => curves.map(pick);
  const means = each((curve) => restrictedMean(curve, horizon));
  const medians = each((curve) => survivalQuantile(curve, 0.5));
  const byTable = each((curve) => probs.map((p) => survivalQuantile(curve, p)));
  const byQuantile = each((curve) => survivalQuantilesMidpoint(curve, probs));
  const output: Record<string, unknown> = {
    curve: thinned(fixture, {
      ...(names.length > 1 ? { stratum: curves.flatMap((curve, k) => Array.from(curve.time, () => names[k])) } : {}),
      time: all((curve) => curve.time),
      n_risk: all((curve) => curve.atRisk),
      n_event: all((curve) => curve.events),
      n_censor: all((curve) => curve.censored),
      surv: all((curve) => curve.survival),
      std_err_log: all((curve) => curve.logStandardError),
      std_err: all((curve) => curve.standardError),
      lower: all((curve) => curve.lower),
      upper: all((curve) => curve.upper),
      cumhaz: all((curve) => curve.cumulativeHazard),
      std_err_cumhaz: all((curve) => curve.cumulativeHazardStandardError),
    }),
    strata: names,
    conf_type: curves[0]?.confidence,
    table: {
      records: each((curve) => curve.subjects),
      n_max: each((curve) => Math.max(...curve.atRisk)),
      n_start: each((curve) => curve.atRisk[0]),
      events: each((curve) => curve.events.reduce((sum, events) => sum + events, 0)),
      rmean: means.map(({ mean }) => mean),
      se_rmean: means.map(({ standardError }) => standardError),
      median: medians.map(({ time }) => time),
      median_lower: medians.map(({ lower }) => lower),
      median_upper: medians.map(({ upper }) => upper),
    },
    quantiles: {
      probs,
      quantile: byQuantile.map((row) => row.map(({ time }) => time)),
      lower: byQuantile.map((row) => row.map(({ lower }) => lower)),
      upper: byQuantile.map((row) => row.map(({ upper }) => upper)),
      table_rule: {
        quantile: byTable.map((row) => row.map(({ time }) => time)),
        lower: byTable.map((row) => row.map(({ lower }) => lower)),
        upper: byTable.map((row) => row.map(({ upper }) => upper)),
      },
    },
  };
  if (atTimes === null) return { output };

  const ascending = [...atTimes].sort((a, b) => a - b);
  const read = curves.map((curve) => ascending.map((time) => survivalAt(curve, time)));
  const points = read.flat();
  // summary() counts between one asked time and the next
  const between = (count: 'cumulativeEvents' | 'cumulativeCensored') =>
    read.flatMap((row) => row.map((point, k) => point[count] - (row[k - 1]?.[count] ?? 0)));
  output['at_times'] = {
    ...(names.length > 1 ? { stratum: curves.flatMap((_, k) => ascending.map(() => names[k])) } : {}),
    time: points.map(({ time }) => time),
    n_risk: points.map(({ atRisk }) => atRisk),
    n_event: between('cumulativeEvents'),
    n_censor: between('cumulativeCensored'),
    surv: points.map(({ survival }) => survival),
    std_err: points.map(({ standardError }) => standardError),
    lower: points.map(({ lower }) => lower),
    upper: points.map(({ upper }) => upper),
  };
  return { output, deviations: limitsBeforeTheFirstRow(curves, ascending) };
}

/** The rows that R's answer kept of a long table. */
function thinned(fixture: FixtureCase, table: Record<string, unknown[]>): Record<string, unknown[]> {
  const kept = (fixture.output as { curve: { row_index?: number[] } }).curve.row_index;
  if (!kept) return table;
  const rows = Object.entries(table).map(([name, values]) => [name, kept.map((row) => values[row])]);
  return { row_index: kept, ...Object.fromEntries(rows) };
}

/** docs/validation.md: at times before anybody leaves, summary() prints limits of 1 and 1 on every scale. */
function limitsBeforeTheFirstRow(curves: SurvivalCurve[], times: number[]): Deviation[] {
  const isOpen = curves[0]?.confidence !== 'plain' && curves[0]?.confidence !== 'log';
  if (!isOpen) return [];
  const applies = (index: number) => {
    const first = curves[Math.floor(index / times.length)]?.time[0] ?? Number.POSITIVE_INFINITY;
    return (times[index % times.length] as number) < first;
  };
  return ['lower', 'upper'].map((limit) => ({ path: `at_times.${limit}.#`, applies, ours: null, r: 1 }));
}
