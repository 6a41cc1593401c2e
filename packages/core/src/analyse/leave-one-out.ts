import {
  type AnalysisResult,
  InputError,
  type Json,
  joinWords,
  type ResultRow,
  type SetId,
  type Statistic,
  type Words,
  words,
} from '../model/index.ts';
import type { Analysis, AnalysisOfKind } from '../protocol/index.ts';
import { headlineNumbers } from './headline-numbers.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/** A number without one of the patients; null where it cannot be estimated without them. */
type Without = { patient: string; value: number | null };

/** Differences of computed numbers below this share are rounding, not influence. */
const ROUNDING = 1e-9;

/**
 * An analysis of the plan again and again, each time without one patient: between which values a headline number moves,
 * and whose leaving moves it most. A patient who is not in a number's own sets leaves it as it is.
 *
 * @param of - the analysis
 * @param full - its result with everybody
 * @param without - its result without one patient
 * @throws InputError `analyse.unknownStatistic` where the plan names a number that the analysis does not have, or none
 *   and the kind has no usual ones
 */
export function analyseLeaveOneOut(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'leaveOneOut'>,
  of: Analysis,
  full: AnalysisResult,
  without: (patient: string) => AnalysisResult,
): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const chosen = chosenNumbers(analysis, of, full);
  const wanted = new Set(chosen.map(({ id }) => id));
  const again = everybody.map((patient) => {
    const { statistics } = without(patient);
    return { patient, values: new Map(statistics.flatMap(({ id, value }) => (wanted.has(id) ? [[id, value]] : []))) };
  });
  const statistics = new StatisticRows(analysis.id);
  const rows: ResultRow[] = [];
  statistics.count('n', { denominator: everybody });
  for (const statistic of chosen) {
    const each = again.map(({ patient, values }) => ({ patient, value: values.get(statistic.id) ?? null }));
    const suffix = statistic.id.slice(full.id.length + 1);
    const members = (set: SetId | undefined) => (set === undefined ? undefined : full.recordSets?.[set]);
    const place = { name: 'value', row: suffix, at: statistic.at };
    const own = { numerator: members(statistic.numerator), denominator: members(statistic.denominator) };
    statistics.like(`${suffix}.value`, { ...place, ...own }, statistic.value, statistic);
    writeRange(statistics, statistic, suffix, everybody, each);
    for (const { patient, value } of each) {
      const change = value === null || statistic.value === null ? null : value - statistic.value;
      rows.push({ patient, cells: { statistic: statistic.id, value, change } });
    }
  }
  const method = {
    name: 'Leave one patient out',
    variant: 'the analysis repeated without each patient in turn',
    reference: REFERENCES.leaveOneOut,
  };
  const options: Record<string, Json> = { of: of.id, statistics: chosen.map(({ id }) => id) };
  return assembleResult(inputs, analysis, method, options, statistics, [], rows);
}

function chosenNumbers(analysis: AnalysisOfKind<'leaveOneOut'>, of: Analysis, full: AnalysisResult): Statistic[] {
  if (analysis.statistics === undefined) {
    const usual = headlineNumbers(of, full);
    if (usual.length > 0 || full.statistics.length === 0) return usual;
    const fact = words(
      `No number of "${of.id}" is one that it is usually quoted by.`,
      `“${of.id}”没有通常引用的主要数字。`,
    );
    throw unknownStatistic(fact, analysis.id);
  }
  return analysis.statistics.map((name) => {
    const found = full.statistics.find(({ id }) => id === name || id === `${of.id}.${name}`);
    if (found) return found;
    throw unknownStatistic(words(`"${of.id}" has no "${name}".`, `“${of.id}”中没有“${name}”。`), analysis.id);
  });
}

function unknownStatistic(fact: Words, at: string): InputError {
  return new InputError(
    'analyse.unknownStatistic',
    joinWords(
      words('Leaving one patient out is tried on numbers of an analysis.', '逐例剔除针对某项分析的数字。'),
      fact,
      words(
        'Name some of its numbers under statistics:, as results.json has them.',
        '请在 statistics: 中写明其数字，写法与 results.json 相同。',
      ),
    ),
    at,
  );
}

function writeRange(
  statistics: StatisticRows,
  statistic: Statistic,
  suffix: string,
  everybody: PatientSet,
  each: readonly Without[],
): void {
  const place = { row: suffix, denominator: everybody, ...(statistic.at ? { at: statistic.at } : {}) };
  const estimated = each.flatMap(({ patient, value }) => (value === null ? [] : [{ patient, value }]));
  const values = estimated.map(({ value }) => value);
  const [least, most] = values.length === 0 ? [null, null] : [Math.min(...values), Math.max(...values)];
  const whose = (value: number | null): string[] =>
    value === null ? [] : estimated.filter((one) => isSame(one.value, value)).map(({ patient }) => patient);
  statistics.like(
    `${suffix}.minimum`,
    { name: 'leftOut.minimum', ...place, numerator: whose(least) },
    least,
    statistic,
  );
  statistics.like(`${suffix}.maximum`, { name: 'leftOut.maximum', ...place, numerator: whose(most) }, most, statistic);
  writeChange(statistics, statistic, suffix, place, estimated);
  statistics.count(`${suffix}.notEstimable`, {
    name: 'leftOut.notEstimable',
    ...place,
    numerator: each.filter(({ value }) => value === null).map(({ patient }) => patient),
  });
}

/** The largest change and whose leaving makes it; those who move it as far to the other side are among them. */
function writeChange(
  statistics: StatisticRows,
  statistic: Statistic,
  suffix: string,
  place: { row: string; denominator: PatientSet },
  estimated: readonly { patient: string; value: number }[],
): void {
  const from = statistic.value;
  const changes = from === null ? [] : estimated.map(({ patient, value }) => ({ patient, change: value - from }));
  const furthest = changes.reduce<number | null>(
    (most, { change }) => (most === null || Math.abs(change) > Math.abs(most) + ROUNDING ? change : most),
    null,
  );
  const numerator = changes
    .filter(({ change }) => furthest !== null && isSame(Math.abs(change), Math.abs(furthest)))
    .map(({ patient }) => patient);
  statistics.changeOf(`${suffix}.change`, { name: 'leftOut.change', ...place, numerator }, furthest, statistic);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));
}
