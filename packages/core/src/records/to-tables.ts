import type { FormState, Records } from '../model/index.ts';
import type { Form, LoadedStudy } from '../protocol/index.ts';
import { writeCell } from './cell.ts';
import { byCodeUnit, byPatientAndRepeat } from './order.ts';
import { bySource } from './source-order.ts';
import { STATE_CELLS } from './states-table.ts';
import {
  fileOf,
  SCREENING_COLUMNS,
  SCREENING_TABLE,
  SOURCES_COLUMNS,
  SOURCES_TABLE,
  STATES_COLUMNS,
  STATES_TABLE,
  type TextTable,
} from './text-table.ts';

/**
 * The tables that `recordsFromTables` reads as these records: one for each form of the study, empty ones too, then
 * `_forms`, `_sources` and `_screening`. Rows are sorted and columns follow the study document, so that the same records
 * give the same tables.
 * @throws InputError `cell.notWritable` for a value that no cell can hold
 */
export function tablesFromRecords(study: LoadedStudy, records: Records): TextTable[] {
  return [
    ...study.document.forms.map((form) => formTable(form, records)),
    statesTable(records.states),
    sourcesTable(records),
    screeningTable(records),
  ];
}

function formTable(form: Form, records: Records): TextTable {
  const rows = [...(records.forms[form.id] ?? [])].sort(byPatientAndRepeat);
  return {
    file: fileOf(form.id),
    columns: [...(form.repeats ? ['patient', 'repeat'] : ['patient']), ...form.items.map(({ id }) => id)],
    rows: rows.map(({ patient, repeat, values }) => [
      patient,
      ...(form.repeats ? [repeat ?? ''] : []),
      ...form.items.map((item) => {
        const value = values[item.id];
        return value === undefined ? '' : writeCell(item, value);
      }),
    ]),
  };
}

function statesTable(states: readonly FormState[]): TextTable {
  const sorted = [...states].sort((a, b) => byCodeUnit(a.patient, b.patient) || byCodeUnit(a.form, b.form));
  const cellOf = (state: FormState['state']): string =>
    Object.keys(STATE_CELLS).find((cell) => STATE_CELLS[cell] === state) as string;
  return {
    file: fileOf(STATES_TABLE),
    columns: [...STATES_COLUMNS],
    rows: sorted.map(({ patient, form, state }) => [patient, form, cellOf(state)]),
  };
}

function sourcesTable(records: Records): TextTable {
  return {
    file: fileOf(SOURCES_TABLE),
    columns: [...SOURCES_COLUMNS],
    rows: [...records.sources]
      .sort(bySource)
      .map((note) => [
        note.form,
        note.patient,
        note.repeat ?? '',
        note.item,
        note.verbatim,
        note.document,
        note.sentence,
        note.abstractor,
        note.abstractedOn,
      ]),
  };
}

function screeningTable(records: Records): TextTable {
  const entries = [...records.screening].sort((a, b) => byCodeUnit(a.candidate, b.candidate));
  const details = mergedOrder(entries.map((entry) => Object.keys(entry.details)));
  return {
    file: fileOf(SCREENING_TABLE),
    columns: [...SCREENING_COLUMNS, ...details],
    rows: entries.map((entry) => [
      entry.candidate,
      entry.patient ?? '',
      entry.decision,
      entry.reason,
      ...details.map((column) => entry.details[column] ?? ''),
    ]),
  };
}

/** All names once, in an order that agrees with each list as far as the lists agree among themselves. */
function mergedOrder(lists: readonly (readonly string[])[]): string[] {
  const merged: string[] = [];
  for (const list of lists) {
    let next = merged.length; // an unknown name goes before the known one that follows it
    for (const name of [...list].reverse()) {
      const at = merged.indexOf(name);
      if (at < 0) merged.splice(next, 0, name);
      else next = at;
    }
  }
  return merged;
}
