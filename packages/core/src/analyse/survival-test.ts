import {
  type Finding,
  type FindingCode,
  type FollowUp,
  findingOf,
  type Grouping,
  guardSurvivalComparison,
  judgedAs,
  logRank,
  logRankTrend,
  permutationLogRank,
  type RestrictedMean,
  restrictedMean,
  restrictedMeanContrast,
} from '@casewright/stats';
import type { TimeToEvent } from '../derive/index.ts';
import { type AnalysisResult, isMissing, type Json, type ResultNote, type Words, words } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { competingSubjects } from './competing-subjects.ts';
import { codeLabel, codesOf, membersWhere, stateOfCode, valuesOf, variableOf } from './groups.ts';
import { comparisonNotes } from './guard-notes.ts';
import { writeNoted } from './noted-patients.ts';
import { assembleResult, DEFAULT_LEVEL, type Method, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type Place, StatisticRows, UCUM_TIME } from './statistic-rows.ts';
import { curveOf, endingBetween, type Subjects, subjectsAmong, withOutcome } from './subjects.ts';
import { notAtRiskNotes } from './survival-notes.ts';
import { DAYS_PER_UNIT, DEFAULT_TIME_UNIT } from './time-axis.ts';
import { withoutCompetingNote } from './without-competing-note.ts';

type SurvivalTest = AnalysisOfKind<'survivalTest'>;

/** One of the groups that are compared. */
type Group = { code: string; prefix: string; subjects: Subjects };

type Comparison = {
  analysis: SurvivalTest;
  statistics: StatisticRows;
  groups: readonly Group[];
  /** members of all groups, with their follow-up and the group of each */
  all: Subjects;
  grouping: Grouping;
  level: number;
  /** whose the numbers of the comparison are */
  place: Omit<Place, 'name'>;
  /** how the library judges tests and effects with these data */
  guard: ReturnType<typeof guardSurvivalComparison>;
};

type Tested = { method: Method; options: Record<string, Json>; notes: ResultNote[] };

/**
 * Groups of patients compared over time: by the log-rank test, by its permutation form, by its trend over ordered
 * groups, or by the difference of restricted mean survival times to a horizon that the plan sets. Compared are the
 * groups that the plan names, or all that have anybody; who is in none is counted apart.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule
 */
export function analyseSurvivalTest(inputs: RunInputs, analysis: SurvivalTest, endpoint: TimeToEvent): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const everybody = endpoint.patients;
  const by = variableOf(inputs, analysis.by);
  const values = valuesOf(inputs, everybody, by.ref);
  const levels = analysis.levels ?? codesOf(by);
  const statistics = new StatisticRows(analysis.id, inputs.durationDecimals);
  const groups = levels
    .map((code): Group => {
      const members = membersWhere(everybody, values, (value) => stateOfCode(value, code) === 'present');
      return { code, prefix: `${by.id}.${code}.`, subjects: subjectsAmong(endpoint, members) };
    })
    .filter(({ subjects }) => subjects.patients.length > 0 || analysis.levels !== undefined);
  const taken = new Map(
    groups.flatMap(({ subjects }, at) => subjects.patients.map((patient) => [patient, at] as const)),
  );
  const compared = everybody.filter((patient) => taken.has(patient));
  const all = subjectsAmong(endpoint, compared);
  const grouping = { code: Uint32Array.from(compared, (patient) => taken.get(patient) ?? 0), count: groups.length };

  const ungrouped = membersWhere(everybody, values, isMissing);
  const without = new Set([...ungrouped, ...compared]);
  statistics.count('n', { numerator: compared, denominator: everybody });
  statistics.count('missing', { numerator: ungrouped, denominator: everybody });
  const outside = everybody.filter((patient) => !without.has(patient));
  statistics.count('outside', { numerator: outside, denominator: everybody });
  for (const { code, prefix, subjects } of groups) {
    const place = { column: code, denominator: subjects.patients };
    const events = withOutcome(subjects, 1);
    const deciding = endingBetween(subjects, 0, Number.POSITIVE_INFINITY, 1);
    statistics.count(`${prefix}n`, { column: code, numerator: subjects.patients, denominator: compared });
    statistics.count(`${prefix}events`, { name: 'events', ...place, numerator: events, deciding });
  }
  const level = analysis.level ?? DEFAULT_LEVEL;
  const place = { numerator: withOutcome(all, 1), denominator: compared };
  const guard = guardOf(analysis, endpoint, all, grouping);
  const { method, options, notes } = testOf({ analysis, statistics, groups, all, grouping, level, place, guard });

  const notAtRisk = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: notAtRisk, denominator: asked });
  const noted = withoutCompetingNote(endpoint);
  writeNoted(statistics, noted, asked);
  const full: Record<string, Json> = {
    endpoint: analysis.endpoint,
    by: analysis.by,
    levels: groups.map(({ code }) => code),
    test: analysis.test,
    level,
    ...options,
    partialDates: endpoint.rule,
  };
  return assembleResult(inputs, analysis, method, full, statistics, [
    ...notAtRiskNotes(endpoint),
    ...noted.notes,
    ...notes,
    ...comparisonNotes({
      findings: analysis.test === 'rmstDifference' ? ofMeans(guard.test.findings) : guard.test.findings,
      groupName: (group) => labelOf(by, groups[group]?.code ?? ''),
    }),
  ]);
}

/** The groups' follow-up before the library's guard: competing events as such, and the horizon of the plan. */
function guardOf(
  analysis: SurvivalTest,
  endpoint: TimeToEvent,
  all: Subjects,
  grouping: Grouping,
): Comparison['guard'] {
  const { cause } = competingSubjects(endpoint, all.patients);
  const { entry = null, exit } = all.followUp;
  return guardSurvivalComparison({ entry, exit, cause }, grouping, horizonOf(analysis) ?? undefined);
}

function horizonOf({ test, timeUnit, until }: SurvivalTest): number | null {
  return test === 'rmstDifference' ? (until ?? 0) * DAYS_PER_UNIT[timeUnit ?? DEFAULT_TIME_UNIT] : null;
}

/** Restricted means do without hazards and their order. */
function ofMeans(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ code }) => code === 'noCommonFollowUp' || code === 'exhaustedRiskSet');
}

function labelOf(by: Variable, code: string): Words {
  const label = codeLabel(by, code);
  return words(label.en, label['zh-CN'] ?? label.en);
}

function testOf(comparison: Comparison): Tested {
  switch (comparison.analysis.test) {
    case 'logRank':
    case 'trend':
      return testLogRank(comparison);
    case 'permutationLogRank':
      return testPermutation(comparison);
    case 'rmstDifference':
      return compareRestrictedMeans(comparison);
  }
}

function testLogRank(comparison: Comparison): Tested {
  const { analysis, statistics, groups, all, grouping, place, guard } = comparison;
  const isTrend = analysis.test === 'trend';
  const test = groups.length < 2 ? null : logRank(all.followUp, grouping);
  writeExpected(comparison, test?.expected ?? null);
  const scores = groups.map((_group, at) => at + 1);
  const trend = test && isTrend ? logRankTrend(test, scores) : null;
  const statistic = isTrend ? (trend?.z ?? null) : (test?.chiSquare ?? null);
  const pValue = isTrend ? (trend?.pValue ?? null) : (test?.pValue ?? null);
  statistics.decimal('statistic', { name: 'statistic', ...place }, statistic, '1', 2);
  if (!isTrend) {
    const degrees = statistic === null ? null : (test?.degreesOfFreedom ?? null);
    statistics.decimal('degreesOfFreedom', { name: 'degreesOfFreedom', ...place }, degrees, '1', 0);
  }
  statistics.pValue('pValue', { name: 'pValue', ...place }, pValue);
  const isRough = pValue !== null && findingOf(guard.test, 'fewEvents') !== null;
  return {
    method: isTrend
      ? { name: 'Log-rank test for trend', variant: 'groups scored in order', reference: REFERENCES.logRankTrend }
      : { name: 'Log-rank test', variant: 'chi-square approximation', reference: REFERENCES.logRank },
    options: isTrend ? { scores } : {},
    notes: isRough ? [FEW_EVENTS_NOTE] : [],
  };
}

/** The events that each group would have had if all had the same hazard. */
function writeExpected({ statistics, groups, all }: Comparison, expected: Float64Array | null): void {
  for (const [at, { code, prefix, subjects }] of groups.entries()) {
    const place = { name: 'expected', column: code, numerator: subjects.patients, denominator: all.patients };
    statistics.decimal(`${prefix}expected`, place, expected?.[at] ?? null, '1', 2);
  }
}

function testPermutation(comparison: Comparison): Tested {
  const { analysis, statistics, groups, all, grouping, level, place, guard } = comparison;
  const { draws = DEFAULT_DRAWS, seed = 1 } = analysis;
  const isLate = findingOf(guard.test, 'lateEntry') !== null;
  const canTest = groups.length >= 2 && !isLate;
  // from time zero, every one of them: a column of zeros is no late entry, and would be refused as one
  const followUp: FollowUp = { exit: all.followUp.exit, event: all.followUp.event };
  const test = canTest ? permutationLogRank(followUp, grouping, { level, draws, seed }) : null;
  writeExpected(comparison, canTest ? logRank(followUp, grouping).expected : null);
  statistics.pValue('pValue', { name: 'pValue', ...place }, test?.pValue ?? null);
  const write = (name: string, value: number | null): void =>
    statistics.pValue(`pValue.${name}`, { name: `pValue.${name}`, ...place }, value);
  if (test?.smallestAttainable != null) write('smallestAttainable', test.smallestAttainable);
  if (test?.interval) {
    write('lower', test.interval.lower);
    write('upper', test.interval.upper);
  }
  const isDrawn = test?.method === 'monteCarlo';
  return {
    method: {
      name: 'Permutation log-rank test',
      variant: isDrawn ? 'random groupings' : 'exact, over all groupings of these sizes',
      reference: REFERENCES.permutation,
    },
    options: isDrawn ? { draws: test.draws, seed } : {},
    notes: [...(isLate ? [LATE_ENTRY] : []), ...(isDrawn ? [drawnNote(test.draws, seed)] : [])],
  };
}

/** What leaves the horizon of a restricted mean beyond what was observed. */
const UNSEEN: readonly FindingCode[] = ['noSubjects', 'groupWithoutSubjects', 'horizonBeyondFollowUp'];

function compareRestrictedMeans({ analysis, statistics, groups, level, place, guard }: Comparison): Tested {
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const perUnit = DAYS_PER_UNIT[unit];
  const tau = horizonOf(analysis) ?? 0;
  const curves = groups.map(({ subjects }) => curveOf(subjects, { level, confidence: 'log-log' }));
  const { standing, because } = judgedAs(guard.effect, 'restrictedMeanDifference');
  const isSeen = standing !== 'unfit';
  const isBeyond = because.some((code) => UNSEEN.includes(code));
  const means = curves.map((curve): RestrictedMean => restrictedMean(curve, tau));
  for (const [at, { code, prefix, subjects }] of groups.entries()) {
    const own = { name: 'restrictedMean', column: code, denominator: subjects.patients };
    const mean = isSeen ? (means[at]?.mean ?? null) : null;
    statistics.duration(`${prefix}restrictedMean`, own, mean, unit, 'notEstimable');
  }
  const [first, second] = means;
  // the contrast is of the second to the first, so that the first group of the plan is named first
  const contrast = isSeen && first && second ? restrictedMeanContrast(second, first, level).difference : null;
  const write = (name: string, days: number | null): void =>
    statistics.decimal(name, { name, ...place }, days === null ? null : days / perUnit, UCUM_TIME[unit], 1);
  write('difference', contrast?.estimate ?? null);
  write('difference.lower', contrast?.lower ?? null);
  write('difference.upper', contrast?.upper ?? null);
  statistics.pValue('pValue', { name: 'pValue', ...place }, contrast?.pValue ?? null);
  return {
    method: {
      name: 'Difference of restricted mean survival times',
      variant: 'area under the Kaplan-Meier curve to a horizon set before; normal limits',
      reference: REFERENCES.restrictedMean,
    },
    options: { until: analysis.until ?? null, timeUnit: unit, daysPerUnit: perUnit },
    notes: isBeyond ? [HORIZON] : [],
  };
}

const FEW_EVENTS_NOTE: ResultNote = {
  code: 'survivalTest.fewEvents',
  severity: 'warning',
  text: {
    en: 'With fewer than ten events the chi-square approximation is rough; the permutation form of the test does without it.',
    'zh-CN': '事件不足十例，卡方近似较粗略；可改用不依赖该近似的置换对数秩检验。',
  },
};

const LATE_ENTRY: ResultNote = {
  code: 'survivalTest.lateEntry',
  severity: 'warning',
  text: {
    en: 'A permutation exchanges patients who were observed from time zero; some are observed only later, so it is not made.',
    'zh-CN': '置换检验要求患者自起点起即被观察；部分患者为延迟进入，故未作该检验。',
  },
};

const HORIZON: ResultNote = {
  code: 'survivalTest.horizonBeyond',
  severity: 'warning',
  text: {
    en: 'The horizon lies beyond the last patient observed in one of the groups, so restricted means are not estimated: name an earlier one.',
    'zh-CN': '所设时限超出某组末例患者的观察时间，故不估计限制性平均生存时间；请设较早的时限。',
  },
};

/** Random groupings unless the plan says otherwise: p to about two digits. */
const DEFAULT_DRAWS = 10_000;

function drawnNote(draws: number, seed: number): ResultNote {
  return {
    code: 'survivalTest.randomGroupings',
    severity: 'info',
    text: {
      en: `There are too many groupings to look at each; the p value is estimated from ${draws} random ones (seed ${seed}), and its own limits are given.`,
      'zh-CN': `可能的分组过多，无法逐一计算；P 值由 ${draws} 次随机置换估计（随机种子 ${seed}），并给出其置信限。`,
    },
  };
}
