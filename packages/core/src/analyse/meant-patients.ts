import { evaluateFor } from '../derive/index.ts';
import { InputError, isMissing } from '../model/index.ts';
import { contextFor, membersWhere } from './groups.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import type { PatientSet, StatisticRows } from './statistic-rows.ts';

/**
 * Whom an analysis with an optional condition is about: those of its set of whom `when` is true, or the whole set.
 * Writes `n` (the set), `count` (those meant) and, with a condition, `missing` (those of whom it is not known: they are
 * not meant, and it is said).
 *
 * @param pointer - of the analysis in the study document
 */
export function writeMeant(
  inputs: RunInputs,
  analysis: { id: string; set: string; when?: string | undefined },
  statistics: StatisticRows,
  pointer: string,
): PatientSet {
  const everybody = membersOf(inputs.cohort, analysis.set);
  statistics.count('n', { denominator: everybody });
  if (analysis.when === undefined) {
    statistics.count('count', { numerator: everybody, denominator: everybody });
    return everybody;
  }
  const condition = inputs.study.expression(`${pointer}/when`);
  if (!condition) {
    throw new InputError(
      'analyse.notCompiled',
      `Patients are chosen by a condition that can be read. ${analysis.id} has none.`,
      pointer,
    );
  }
  const values = everybody.map((patient) => evaluateFor(condition, contextFor(inputs, patient), `${pointer}/when`));
  const meant = membersWhere(everybody, values, (value) => value === true);
  statistics.count('count', { numerator: meant, denominator: everybody });
  statistics.count('missing', { numerator: membersWhere(everybody, values, isMissing), denominator: everybody });
  return meant;
}
