import { type Influence, influenceOf } from '@casewright/stats';
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
import type { NumbersWithout } from './numbers-without.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/**
 * An analysis of the plan again and again, each time without one patient: between which values a headline number moves,
 * and whose leaving moves it most. A patient who is not in a number's own sets leaves it as it is.
 *
 * @param of - the analysis
 * @param full - its result with everybody
 * @param without - its result without one patient
 * @param quickly - the same numbers without whole results, where there is a way; null where there is none
 * @throws InputError `analyse.unknownStatistic` where the plan names a number that the analysis does not have, or none
 *   and the kind has no usual ones
 */
export function analyseLeaveOneOut(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'leaveOneOut'>,
  of: Analysis,
  full: AnalysisResult,
  without: (patient: string) => AnalysisResult,
  quickly: (wanted: readonly Statistic[]) => NumbersWithout | null,
): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  // of nobody an analysis need not have the numbers that it has of somebody
  const chosen = everybody.length === 0 ? [] : chosenNumbers(analysis, of, full);
  const wanted = new Set(chosen.map(({ id }) => id));
  const byResult: NumbersWithout = (patient) => {
    const { statistics } = without(patient);
    return new Map(statistics.flatMap(({ id, value }) => (wanted.has(id) ? [[id, value]] : [])));
  };
  const again = everybody.map(quickly(chosen) ?? byResult);
  const statistics = new StatisticRows(analysis.id);
  const rows: ResultRow[] = [];
  statistics.count('n', { denominator: everybody });
  for (const statistic of chosen) {
    const influence = influenceOf(
      statistic.value,
      again.map((values) => values.get(statistic.id) ?? null),
    );
    const suffix = statistic.id.slice(full.id.length + 1);
    const members = (set: SetId | undefined) => (set === undefined ? undefined : full.recordSets?.[set]);
    const place = { name: 'value', row: suffix, at: statistic.at };
    const own = { numerator: members(statistic.numerator), denominator: members(statistic.denominator) };
    statistics.like(`${suffix}.value`, { ...place, ...own }, statistic.value, statistic);
    writeRange(statistics, statistic, suffix, everybody, influence);
    for (const [at, patient] of everybody.entries()) {
      const [value = null, change = null] = [influence.without[at], influence.change[at]];
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
  { minimum, maximum, largestChange, notEstimable }: Influence,
): void {
  const place = { row: suffix, denominator: everybody, ...(statistic.at ? { at: statistic.at } : {}) };
  const whose = (places: readonly number[]): string[] => places.map((at) => everybody[at] as string);
  statistics.like(
    `${suffix}.minimum`,
    { name: 'leftOut.minimum', ...place, numerator: whose(minimum.subjects) },
    minimum.value,
    statistic,
  );
  statistics.like(
    `${suffix}.maximum`,
    { name: 'leftOut.maximum', ...place, numerator: whose(maximum.subjects) },
    maximum.value,
    statistic,
  );
  // those who move it as far to the other side are among them
  statistics.changeOf(
    `${suffix}.change`,
    { name: 'leftOut.change', ...place, numerator: whose(largestChange.subjects) },
    largestChange.value,
    statistic,
  );
  statistics.count(`${suffix}.notEstimable`, {
    name: 'leftOut.notEstimable',
    ...place,
    numerator: whose(notEstimable),
  });
}
