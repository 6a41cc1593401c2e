import { byCodeUnit } from '../derive/index.ts';
import { type AnalysisResult, type Cell, type FormRow, isMissing, type ResultRow, valueCell } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { askedValue, shownWhenOf } from './asked-items.ts';
import { formRows, refOf, rowCondition, valueIn } from './form-rows.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';

/**
 * The rows of a form as they were entered, by patient and date: `rows` name a patient, so the public gets the counts only.
 *
 * @param pointer - of the analysis in the study document
 */
export function analyseListing(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'listing'>,
  pointer: string,
): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const where = rowCondition(inputs, analysis.where, pointer);
  const held = formRows(inputs, everybody, analysis.form, where, `${pointer}/where`);
  const statistics = new StatisticRows(analysis.id);
  const place = { denominator: everybody };
  statistics.count('n', place);
  statistics.count('count', { ...place, numerator: held.patients });
  statistics.count('none', { ...place, numerator: held.none });
  statistics.count('unknown', { ...place, numerator: held.unknown });
  const refs = (rows: readonly FormRow[]) => rows.map((row) => refOf(analysis.form, row));
  statistics.records('rows', place, refs(held.rows));
  if (where) statistics.records('undecided', place, refs(held.undecided));

  const datedBy = inputs.study.form(analysis.form)?.datedBy;
  const listed = held.rows.map((row, index) => ({
    row,
    index,
    day: datedBy === undefined ? null : dayIn(row, datedBy),
  }));
  listed.sort((a, b) => byCodeUnit(a.row.patient, b.row.patient) || compareDays(a.day, b.day) || a.index - b.index);
  const items = analysis.items.map((item) => ({ item, shownWhen: shownWhenOf(inputs, analysis.form, item) }));
  const rows = listed.map(({ row }): ResultRow => {
    const cells: Record<string, Cell> = { repeat: row.repeat };
    for (const { item, shownWhen } of items) cells[item] = valueCell(askedValue(inputs, row, item, shownWhen));
    return { cells, patient: row.patient };
  });
  const method = { name: 'Listing', variant: 'Rows as entered, by patient and date', reference: REFERENCES.reporting };
  const options = {
    form: analysis.form,
    items: [...analysis.items],
    where: analysis.where ?? null,
    orderedBy: datedBy ?? null,
  };
  return assembleResult(inputs, analysis, method, options, statistics, [], rows);
}

/** The first day that a date allows; null where there is none. */
function dayIn(row: FormRow, item: string): number | null {
  const value = valueIn(row, item);
  return isMissing(value) || typeof value !== 'object' || value.kind !== 'date' ? null : value.earliest;
}

/** Undated rows stand after the dated ones of their patient. */
function compareDays(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a - b;
}
