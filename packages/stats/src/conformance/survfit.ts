import {
  CONFIDENCE_SCALES,
  type ConfidenceScale,
  kaplanMeier,
  nelsonAalen,
  restrictedMean,
  reverseKaplanMeier,
  type SurvivalCurve,
  survivalAt,
  survivalQuantile,
  survivalQuantilesMidpoint,
} from '../survival/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, dropLevels, type FixtureCase, factor, notUnderstood, numbers, thinned } from './fixture-case.ts';

const SURVFIT = /^survfit\(Surv\((entry, )?time, (1 - )?status\) ~ (1|group), data = d((?:, [^,]+)*)\)$/;
const SCALES: readonly string[] = CONFIDENCE_SCALES;
const ARGUMENTS = ['conf.type', 'conf.int', 'timefix', 'weights', 'stype', 'ctype'];

/** One curve for each group, or one for all. */
export function survfit(fixture: FixtureCase): Answer {
  const call = SURVFIT.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, hasEntry, isReverse, grouping, rest = ''] = call;
  const given = new Map(
    rest
      .split(', ')
      .slice(1)
      .map((argument) => argument.split(' = ') as [string, string]),
  );
  if ([...given.keys()].some((name) => !ARGUMENTS.includes(name))) return notUnderstood(fixture);
  const weights = given.get('weights');
  const isHazard = given.get('stype') === '2';
  if (!isHazard && given.has('ctype')) return notUnderstood(fixture);
  const options = {
    level: Number(given.get('conf.int') ?? 0.95),
    confidence: (given.get('conf.type')?.replaceAll("'", '') ?? 'log') as ConfidenceScale,
    mergeNearTies: given.get('timefix') !== 'FALSE',
  };
  if (!SCALES.includes(options.confidence) || !(options.level > 0 && options.level < 1)) return notUnderstood(fixture);
  const times = numbers(fixture, 'time');
  const group = grouping === 'group' ? dropLevels(factor(fixture, 'group')) : null;
  const curves = (group ? group.levels : ['all']).map((_, place) => {
    const rows = Array.from(times.keys()).filter((row) => !group || group.codes[row] === place);
    const pick = (name: string) => {
      const values = numbers(fixture, name);
      return Float64Array.from(rows, (row) => values[row] as number);
    };
    const followUp = {
      entry: hasEntry ? pick('entry') : null,
      exit: pick('time'),
      event: Uint8Array.from(pick('status')),
      weight: weights ? pick(weights) : null,
    };
    if (isReverse) return reverseKaplanMeier(followUp, options);
    if (!isHazard) return kaplanMeier(followUp, options);
    return nelsonAalen(followUp, { ...options, ties: given.get('ctype') === '2' ? 'oneByOne' : 'together' });
  });
  // R names a group only beside others
  const names = group && group.levels.length > 1 ? group.levels.map((name) => `group=${name}`) : ['all'];
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
    curve: thinned((fixture.output as { curve?: unknown }).curve, {
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
  // where nobody has left yet, R's restricted mean of a single subject is an error
  const warnings = curves.some((curve) => horizon < (curve.time[0] ?? 0))
    ? ['the horizon lies before anybody left']
    : [];
  if (atTimes === null) return { output, warnings };

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
  return { output, warnings, deviations: limitsBeforeTheFirstRow(curves, ascending) };
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
