import {
  clopperPearson,
  cochranArmitage,
  conditionalOddsRatio,
  exactTrend,
  findingOf,
  fisherExact,
  fisherTable,
  guardTwoByTwo,
  miettinenNurminen,
  newcombe,
  type TwoByTwo,
} from '@casewright/stats';
import type { Json, ResultNote, Value } from '../model/index.ts';
import type { ComparedGroup, Comparison, Tested } from './association-parts.ts';
import { codesOf, stateOfCode } from './groups.ts';
import { ZERO_CELL } from './guard-notes.ts';
import { writeProportion } from './proportion.ts';
import { ratioDecimals } from './ratio-decimals.ts';
import { REFERENCES } from './result-parts.ts';
import type { PatientSet } from './statistic-rows.ts';

const DIFFERENCES = {
  newcombe: { limits: newcombe, name: 'Newcombe', reference: REFERENCES.newcombe },
  'miettinen-nurminen': {
    limits: miettinenNurminen,
    name: 'Miettinen-Nurminen',
    reference: REFERENCES.miettinenNurminen,
  },
} as const;

/** What counts as the event: yes, or the code that the plan names. */
function eventOf({ analysis }: Comparison): string {
  return analysis.event ?? 'yes';
}

function withEvent({ members, outcomes }: ComparedGroup, event: string): PatientSet {
  return members.filter((_patient, at) => stateOfCode(outcomes[at] as Value, event) === 'present');
}

/** Two risks, their difference, and as far as the test asks for them odds ratio and Fisher's test. */
export function compareRisks(comparison: Comparison): Tested {
  const { analysis, statistics, compared, level } = comparison;
  const [first, second] = writeRisks(comparison) as [Risk, Risk];
  const numerator = inOrder(compared, [...first.events, ...second.events]);
  const place = { numerator, denominator: compared };
  const interval = analysis.interval ?? 'newcombe';
  const chosen = DIFFERENCES[interval];
  const counts = (risk: Risk) => ({ events: risk.events.length, n: risk.n });
  const difference = chosen.limits(counts(first), counts(second), level);
  statistics.points('riskDifference', { name: 'riskDifference', ...place }, difference.estimate);
  statistics.points('riskDifference.lower', { name: 'riskDifference.lower', ...place }, difference.lower);
  statistics.points('riskDifference.upper', { name: 'riskDifference.upper', ...place }, difference.upper);
  const ofDifference = `${chosen.name} limits of the risk difference`;
  const options: Record<string, Json> = { event: analysis.event ?? null, interval };
  if (analysis.test === 'riskDifference') {
    const method = { name: 'Risk difference', variant: ofDifference, reference: chosen.reference };
    return { method, options, notes: [] };
  }
  const table: TwoByTwo = [
    first.events.length,
    first.n - first.events.length,
    second.events.length,
    second.n - second.events.length,
  ];
  writeOddsRatio(comparison, table, place);
  const notes = findingOf(guardTwoByTwo(table).oddsRatio, 'zeroCells') === null ? [] : [ZERO_CELL];
  const exact = `${ofDifference}; conditional odds ratio with exact limits`;
  if (analysis.test === 'oddsRatio') {
    const reference = [chosen.reference, REFERENCES.conditionalOddsRatio].join('; ');
    return { method: { name: 'Odds ratio', variant: exact, reference }, options, notes };
  }
  const { p, smallestAttainable } = fisherExact(table);
  const isComparable = first.n > 0 && second.n > 0;
  const whole = { denominator: compared, numerator };
  statistics.pValue('pValue', { name: 'pValue', ...whole }, isComparable ? p.twoSided : null);
  statistics.pValue(
    'pValue.smallestAttainable',
    { name: 'pValue.smallestAttainable', ...whole },
    isComparable ? smallestAttainable.twoSided : null,
  );
  const method = {
    name: 'Fisher’s exact test',
    variant: `two-sided; ${exact}`,
    reference: [REFERENCES.fisher, chosen.reference, REFERENCES.conditionalOddsRatio].join('; '),
  };
  return { method, options, notes };
}

type Risk = { events: PatientSet; n: number };

/** x/N of each group with exact limits. */
function writeRisks(comparison: Comparison): Risk[] {
  const { statistics, groups, level } = comparison;
  const event = eventOf(comparison);
  return groups.map((group) => {
    const { code, prefix, members } = group;
    const events = withEvent(group, event);
    const place = { column: code, numerator: events, denominator: members };
    statistics.count(`${prefix}count`, place);
    statistics.count(`${prefix}n`, { column: code, numerator: members, denominator: comparison.compared });
    writeProportion(statistics, `${prefix}proportion`, place, clopperPearson, level);
    return { events, n: members.length };
  });
}

function writeOddsRatio(
  { statistics, level }: Comparison,
  table: TwoByTwo,
  place: { numerator: PatientSet; denominator: PatientSet },
): void {
  const odds = conditionalOddsRatio(table, level);
  const open = odds.whyNull === 'infinite' ? 'unbounded' : 'notEstimable';
  const cannot = odds.whyNull === 'notEstimable';
  const write = (name: string, value: number | null): void =>
    statistics.decimal(name, { name, ...place }, value, 'ratio', ratioDecimals(value), open);
  write('oddsRatio', odds.estimate);
  write('oddsRatio.lower', cannot ? null : odds.lower);
  write('oddsRatio.upper', cannot ? null : odds.upper);
}

/** A trend of risks over groups in the order of the plan, which count 1, 2, 3 ... */
export function compareTrend(comparison: Comparison): Tested {
  const { analysis, statistics, groups, compared } = comparison;
  const risks = writeRisks(comparison);
  const used = risks.flatMap(({ events, n }, at) => (n > 0 ? [{ events: events.length, n, score: at + 1 }] : []));
  const table = [used.map(({ events }) => events), used.map(({ n }) => n), used.map(({ score }) => score)] as const;
  const trend = used.length < 2 ? null : cochranArmitage(...table);
  const exact = used.length < 2 ? null : exactTrend(...table);
  const place = {
    numerator: inOrder(
      compared,
      risks.flatMap(({ events }) => events),
    ),
    denominator: compared,
  };
  statistics.decimal('statistic', { name: 'statistic', ...place }, trend?.z ?? null, '1', 2);
  const isExact = exact !== null && exact.whyNull !== 'work';
  statistics.pValue('pValue', { name: 'pValue', ...place }, (isExact ? exact.pValue : trend?.pValue) ?? null);
  const beside = (name: string, value: number | null): void =>
    statistics.pValue(`pValue.${name}`, { name: `pValue.${name}`, ...place }, value);
  if (isExact && exact.pValue !== null) {
    beside('smallestAttainable', exact.smallestAttainable);
    beside('approximate', trend?.pValue ?? null);
  }
  return {
    method: {
      name: 'Cochran-Armitage test for trend',
      variant: `two-sided, ${isExact ? 'exact' : 'normal approximation without continuity correction'}; groups scored in order`,
      reference: isExact ? [REFERENCES.trend, REFERENCES.exactTrend].join('; ') : REFERENCES.trend,
    },
    options: {
      event: analysis.event ?? null,
      scores: groups.map((_group, at) => at + 1),
      pValue: isExact ? 'exact' : 'normal',
    },
    notes: [],
  };
}

/** Every code of the outcome in every group, and the exact test of a table of any size. */
export function compareTables(comparison: Comparison): Tested {
  const { statistics, groups, compared, outcome, level } = comparison;
  const codes = codesOf(outcome);
  const table = groups.map((group) => {
    const { code, prefix, members } = group;
    statistics.count(`${prefix}n`, { column: code, numerator: members, denominator: compared });
    return codes.map((row) => {
      const held = withEvent(group, row);
      statistics.count(`${prefix}${row}.count`, { row, column: code, numerator: held, denominator: members });
      return held.length;
    });
  });
  const isComparable = groups.filter(({ members }) => members.length > 0).length > 1;
  const test = fisherTable(table, { level });
  const place = { denominator: compared };
  statistics.pValue('pValue', { name: 'pValue', ...place }, isComparable ? test.pValue : null);
  const isDrawn = test.method === 'monteCarlo';
  if (isDrawn) {
    statistics.pValue('pValue.lower', { name: 'pValue.lower', ...place }, test.interval.lower);
    statistics.pValue('pValue.upper', { name: 'pValue.upper', ...place }, test.interval.upper);
  }
  return {
    method: {
      name: 'Fisher-Freeman-Halton test',
      variant: isDrawn ? 'random tables with these margins' : 'exact, over all tables with these margins',
      reference: REFERENCES.freemanHalton,
    },
    options: isDrawn ? { draws: test.draws, seed: test.seed } : {},
    notes: isDrawn ? [randomTables(test.draws, test.seed)] : [],
  };
}

function randomTables(draws: number, seed: number): ResultNote {
  return {
    code: 'association.randomTables',
    severity: 'info',
    text: {
      en: `Too many tables have these margins to look at each; the p value is estimated from ${draws} random ones (seed ${seed}), and its own limits are given.`,
      'zh-CN': `具有相同边际的列联表过多，无法逐一计算；P 值由 ${draws} 个随机列联表估计（随机种子 ${seed}），并给出其置信限。`,
    },
  };
}

/** Those of the patients, in the order of the whole. */
function inOrder(whole: PatientSet, some: readonly string[]): PatientSet {
  const wanted = new Set(some);
  return whole.filter((patient) => wanted.has(patient));
}
