import { mean, medianInterval, quantile, standardDeviation } from '@casewright/stats';
import { type AnalysisResult, isMissing, type Json, type RecordRef, type Value } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { type Described, describedVariable, isNumeric } from './described-variable.ts';
import { codesOf, membersWhere, missingByReason, type Part, partsOf, stateOfCode, valuesOf } from './groups.ts';
import { middleRanks, numberOf, usualDecimals } from './numeric-values.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { writeStandardised } from './standardised-differences.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/** R's rule, and with it the quartiles that most readers can check. */
export const DEFAULT_QUANTILE_TYPE = 7;

/**
 * Each variable of a table by itself: counts and proportions of each declared code among those recorded, quantiles of
 * numbers and ages (ages in years), and the missing by reason; for everybody, then for each group of `by`.
 * A median may bear its exact interval between two order statistics, with the coverage that it truly has.
 */
export function analyseDescribe(inputs: RunInputs, analysis: AnalysisOfKind<'describe'>): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const level = analysis.level ?? DEFAULT_LEVEL;
  const quantileType = analysis.quantileType ?? DEFAULT_QUANTILE_TYPE;
  const described = analysis.variables.map((spec) => describedVariable(inputs, spec));
  const statistics = new StatisticRows(analysis.id);
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);
  for (const part of parts) {
    statistics.count(`${part.prefix}n`, { column: part.column, numerator: part.set, denominator: everybody });
    for (const one of described) {
      const column: Column = { described: one, part, values: valuesOf(inputs, part.set, one.variable.ref) };
      if (one.variable.type === 'codes') describeCodes(statistics, column);
      else if (one.variable.type === 'code' || one.variable.type === 'boolean') describeCode(statistics, column);
      else if (isNumeric(one.variable)) describeNumber(statistics, column, level, quantileType);
      else describeRecorded(statistics, column);
    }
  }
  const [, first, second] = parts;
  const standardised = analysis.standardisedDifference === true && first !== undefined && second !== undefined;
  if (standardised) writeStandardised(inputs, statistics, described, [first, second], level);
  if (grouping && !statistics.has(`${grouping.variable.id}.missing`)) {
    statistics.count(`${grouping.variable.id}.missing`, {
      row: grouping.variable.id,
      numerator: grouping.ungrouped,
      denominator: everybody,
    });
  }
  const intervals = described.some((one) => one.medianInterval);
  const method = {
    name: 'Descriptive statistics',
    variant: `Quantiles of type ${quantileType}${intervals ? '; exact interval of the median between order statistics' : ''}${standardised ? '; standardised differences by the mean of both variances' : ''}`,
    reference: standardised
      ? [REFERENCES.quantiles, REFERENCES.standardisedDifference].join('; ')
      : REFERENCES.quantiles,
  };
  const options: Record<string, Json> = {
    variables: described.map((one) => ({
      variable: one.variable.ref,
      as: one.id,
      decimals: one.decimals,
      medianInterval: one.medianInterval,
      statistics: [...one.statistics],
    })),
    by: analysis.by ?? null,
    ...(standardised ? { standardisedDifference: true } : {}),
    level,
    quantileType,
  };
  return assembleResult(inputs, analysis, method, options, statistics, []);
}

export type Column = { described: Described; part: Part; values: readonly Value[] };

/** How many values are recorded; how many are missing, and why. */
function describeRecorded(statistics: StatisticRows, { described, part, values }: Column): PatientSet {
  const name = `${part.prefix}${described.id}`;
  const place = { row: described.id, column: part.column, denominator: part.set };
  const members = part.set;
  const recorded = membersWhere(members, values, (value) => !isMissing(value));
  const missing = membersWhere(members, values, isMissing);
  statistics.count(`${name}.n`, { ...place, numerator: recorded });
  statistics.count(`${name}.missing`, { ...place, numerator: missing });
  for (const [reason, without] of missingByReason(members, values)) {
    statistics.count(`${name}.missing.${reason}`, {
      ...place,
      numerator: without,
    });
  }
  return recorded;
}

function describeCode(statistics: StatisticRows, column: Column): void {
  const { described, part, values } = column;
  const recorded = describeRecorded(statistics, column);
  for (const code of codesOf(described.variable)) {
    const name = `${part.prefix}${described.id}.${code}`;
    const members = membersWhere(part.set, values, (value) => stateOfCode(value, code) === 'present');
    writeShare(statistics, name, {
      row: `${described.id}.${code}`,
      column: part.column,
      numerator: members,
      denominator: recorded,
    });
  }
}

/** Each code of a multiple answer by itself: present among those in whom it is recorded either way. */
function describeCodes(statistics: StatisticRows, column: Column): void {
  const { described, part, values } = column;
  describeRecorded(statistics, column);
  const members = part.set;
  for (const code of codesOf(described.variable)) {
    const name = `${part.prefix}${described.id}.${code}`;
    const inState = (state: string) => membersWhere(members, values, (value) => stateOfCode(value, code) === state);
    const known = membersWhere(members, values, (value) => stateOfCode(value, code) !== 'notRecorded');
    const place = { row: `${described.id}.${code}`, column: part.column, denominator: known };
    writeShare(statistics, name, { ...place, numerator: inState('present') });
    statistics.count(`${name}.absent`, { ...place, numerator: inState('absent') });
    const open = inState('notRecorded');
    statistics.count(`${name}.notRecorded`, { ...place, numerator: open, denominator: part.set });
  }
}

type SharePlace = { row: string; column: string | undefined; numerator: PatientSet; denominator: PatientSet };

function writeShare(statistics: StatisticRows, name: string, place: SharePlace): void {
  const of = place.denominator.length;
  statistics.count(`${name}.count`, place);
  statistics.probability(
    `${name}.proportion`,
    { name: 'proportion', ...place },
    of === 0 ? null : place.numerator.length / of,
  );
}

/** Quantiles of a number or an age among those in whom it is recorded, and the missing by reason. */
export function describeNumber(statistics: StatisticRows, column: Column, level: number, type: 2 | 6 | 7): void {
  const { described, part, values } = column;
  const recorded = describeRecorded(statistics, column);
  const ranked = rankedValues(part.set, values);
  const sorted = Float64Array.from(ranked, (one) => one.value);
  const name = `${part.prefix}${described.id}`;
  const unit = described.variable.type === 'age' ? 'a' : (described.variable.unit ?? '1');
  const n = sorted.length;
  const decimalsOf = (value: number | null): number =>
    described.decimals ?? usualDecimals(described.variable.type, value);
  const write = (statistic: string, value: number | null, ranks: readonly number[] = []): void => {
    const deciding = ranks.flatMap((rank) => recordOf(described.variable, ranked[rank]?.patient));
    const place = { name: statistic, row: described.id, column: part.column, denominator: recorded, deciding };
    statistics.decimal(`${name}.${statistic}`, place, value, unit, decimalsOf(value));
  };
  const quantileAt = (probability: number): number | null => (n === 0 ? null : quantile(sorted, probability, type));

  if (described.statistics.has('median') || described.medianInterval) {
    write('median', quantileAt(0.5), n === 0 ? [] : middleRanks(n));
  }
  if (described.medianInterval) {
    const interval = n === 0 ? null : medianInterval(sorted, level);
    const [lower, upper] = [interval?.lower ?? null, interval?.upper ?? null];
    write('median.lower', lower, lower === null ? [] : [(interval?.rankLower ?? 1) - 1]);
    write('median.upper', upper, upper === null ? [] : [(interval?.rankUpper ?? 1) - 1]);
    const place = { name: 'median.coverage', row: described.id, column: part.column, denominator: recorded };
    statistics.probability(`${name}.median.coverage`, place, lower === null ? null : (interval?.coverage ?? null));
  }
  if (described.statistics.has('quartiles')) {
    write('quartile1', quantileAt(0.25));
    write('quartile3', quantileAt(0.75));
  }
  if (described.statistics.has('range')) {
    write('minimum', sorted[0] ?? null, [0]);
    write('maximum', sorted[n - 1] ?? null, [n - 1]);
  }
  if (described.statistics.has('mean')) write('mean', n === 0 ? null : mean(sorted));
  if (described.statistics.has('standardDeviation'))
    write('standardDeviation', n < 2 ? null : standardDeviation(sorted));
}

type Ranked = { patient: string; value: number };

/** Recorded values ascending; equal ones in the order of their patients. */
function rankedValues(patients: readonly string[], values: readonly Value[]): Ranked[] {
  const ranked: Ranked[] = [];
  for (const [index, value] of values.entries()) {
    const number = numberOf(value);
    if (number !== null) ranked.push({ patient: patients[index] as string, value: number });
  }
  return ranked.sort((a, b) => a.value - b.value);
}

function recordOf(variable: Variable, patient: string | undefined): RecordRef[] {
  if (variable.form === null || variable.item === null || patient === undefined) return [];
  return [{ form: variable.form, patient, item: variable.item }];
}
