import type { FormRow, Issue, Records, Value } from '../model/index.ts';
import type { Form, LoadedStudy } from '../protocol/index.ts';
import { blankRows } from './blank-row.ts';
import { type ParsedCell, quoted } from './cell-fault.ts';
import { cellReader } from './cell-reader.ts';
import { lookAlikeIssues } from './look-alike.ts';
import { byCodeUnit, byPatientAndRepeat } from './order.ts';
import { type Origin, originOf, rememberOrigin } from './origin.ts';
import { readScreening } from './screening-table.ts';
import { readSources } from './sources-table.ts';
import { readStates } from './states-table.ts';
import { TableReader, type TableRow } from './table-reader.ts';
import { fileOf, SCREENING_TABLE, SOURCES_TABLE, STATES_TABLE, type TextTable, tableName } from './text-table.ts';

/**
 * Reads the tables of a study's records: `records/<form>.csv`, `_forms`, `_sources` and `_screening`.
 *
 * Never throws for what users wrote: every fault is listed, each with file, row, line and column, and what could be read
 * is in the records all the same. A cell that cannot be read counts as not entered; a row without a usable patient or
 * repeat, or a second row for the same place, is left out.
 *
 * @returns records with rows by patient, then repeat; objects keyed by names of users have no prototype
 */
export function recordsFromTables(
  study: LoadedStudy,
  tables: readonly TextTable[],
): { records: Records; issues: Issue[] } {
  const issues: Issue[] = [];
  const byName = tablesByName(study, tables, issues);

  const forms: Record<string, readonly FormRow[]> = Object.create(null) as Record<string, readonly FormRow[]>;
  for (const form of study.document.forms) {
    const table = byName.get(form.id);
    forms[form.id] = table ? readForm(study, form, table, issues) : [];
  }
  const screeningTable = byName.get(SCREENING_TABLE);
  const screening = screeningTable ? readScreening(screeningTable, issues) : [];
  const statesTable = byName.get(STATES_TABLE);
  const states = statesTable ? readStates(study, statesTable, forms, issues) : [];
  const sourcesTable = byName.get(SOURCES_TABLE);
  const sources = sourcesTable ? readSources(study, sourcesTable, forms, issues) : [];

  const records: Records = { forms, states, sources, screening };
  issues.push(...unknownPatientIssues(study, records), ...lookAlikeIssues(records));
  return { records, issues };
}

function tablesByName(study: LoadedStudy, tables: readonly TextTable[], issues: Issue[]): Map<string, TextTable> {
  const expected = [...study.document.forms.map(({ id }) => id), STATES_TABLE, SOURCES_TABLE, SCREENING_TABLE];
  const byName = new Map<string, TextTable>();
  for (const table of tables) {
    const name = tableName(table.file);
    if (!expected.includes(name)) {
      issues.push({
        severity: 'error',
        code: 'records.unknownForm',
        file: table.file,
        message: `Each file of records bears the id of a form; the study has no form ${quoted(name)}.`,
        hint: `Rename the file, or add the form to the study document. Known: ${expected.map(fileOf).join(', ')}.`,
      });
    } else if (byName.has(name)) {
      issues.push({
        severity: 'error',
        code: 'records.tableTwice',
        file: table.file,
        message: `The rows of a form stand in one file; ${table.file} and ${byName.get(name)?.file} both hold ${name}.`,
        hint: 'Join them into one file.',
      });
    } else byName.set(name, table);
  }
  return byName;
}

function readForm(study: LoadedStudy, form: Form, table: TextTable, issues: Issue[]): FormRow[] {
  const reader = new TableReader(table, issues);
  const keys = form.repeats ? ['patient', 'repeat'] : ['patient'];
  const items = form.items.map((item) => ({
    id: item.id,
    read: cellReader(item, item.codes === undefined ? null : study.codeList(item.codes)),
  }));
  const known = new Set([...keys, ...form.items.map(({ id }) => id)]);
  reader.checkColumns(keys, known, `one of its keys (${keys.join(', ')}) or an item of the form ${form.id}`);

  const blankRow = blankRows(form);
  const rows: FormRow[] = [];
  const seen = new Map<string, Origin>();
  for (const tableRow of reader.rows()) {
    const values = blankRow();
    readValues(reader, tableRow, items, values);
    const patient = readPatient(reader, tableRow);
    const repeat = form.repeats ? readRepeat(reader, tableRow) : null;
    if (patient === null || (form.repeats && repeat === null)) continue;
    const key = JSON.stringify([patient, repeat]);
    const first = seen.get(key);
    if (first) {
      reader.fault(tableRow, form.repeats ? 'repeat' : 'patient', {
        code: 'records.duplicateRow',
        message: form.repeats
          ? `Each repeat of a patient has one row; row ${first.row} already holds repeat ${repeat} of patient ${quoted(patient)}.`
          : `A form that does not repeat has one row for each patient; row ${first.row} already holds patient ${quoted(patient)}.`,
        hint: form.repeats
          ? 'Remove one of the rows, or give it the next free number.'
          : 'Remove one of the rows, or correct the id of the patient.',
      });
      continue;
    }
    seen.set(key, tableRow.origin);
    const row: FormRow = { patient, repeat, values };
    rememberOrigin(row, tableRow.origin);
    rows.push(row);
  }
  return rows.sort(byPatientAndRepeat);
}

type ReadItem = { readonly id: string; readonly read: (text: string) => ParsedCell<Value> };

function readValues(
  reader: TableReader,
  tableRow: TableRow,
  items: readonly ReadItem[],
  values: Record<string, Value>,
): void {
  for (const { id, read } of items) {
    const text = tableRow.cell(id);
    if (text === '') continue;
    const cell = read(text);
    if (cell.fault) reader.fault(tableRow, id, cell.fault);
    else values[id] = cell.value;
  }
}

/** The patient of a row; null, with a fault, where the cell names none. */
function readPatient(reader: TableReader, tableRow: TableRow): string | null {
  if (!reader.has('patient')) return null; // said once for the whole table
  const patient = tableRow.cell('patient');
  if (patient.trim() === '') {
    reader.fault(tableRow, 'patient', {
      code: 'records.missingPatient',
      message: 'Each row names its patient; this one names none.',
      hint: 'Enter the id of the patient, or remove the row.',
    });
    return null;
  }
  return patient;
}

function readRepeat(reader: TableReader, tableRow: TableRow): string | null {
  if (!reader.has('repeat')) return null;
  const repeat = tableRow.cell('repeat').trim();
  if (/^[1-9]\d{0,8}$/.test(repeat)) return repeat;
  reader.fault(tableRow, 'repeat', {
    code: 'records.repeat',
    message: `The rows of a patient in a repeating form are numbered 1, 2, 3 ...; ${repeat === '' ? 'this row has no number' : `this one reads ${quoted(repeat)}`}.`,
    hint: 'Give the row a number that the patient has not used in this form.',
  });
  return null;
}

/**
 * A patient is known by the screening log; in a study without one, by a form that does not repeat; in a study of
 * repeating forms only, by any row.
 */
function unknownPatientIssues(study: LoadedStudy, records: Records): Issue[] {
  const known = knownPatients(study, records);
  if (!known) return [];
  const where = records.screening.length > 0 ? fileOf(SCREENING_TABLE) : 'a form that does not repeat';
  const issues: Issue[] = [];
  const report = (record: object & { patient: string }): void => {
    if (known.has(record.patient)) return;
    issues.push({
      severity: 'error',
      code: 'records.unknownPatient',
      ...originOf(record),
      field: 'patient',
      message: `Every patient of the records stands in ${where}; ${quoted(record.patient)} does not.`,
      hint: `Correct the id, or enter the patient in ${where}.`,
    });
  };
  for (const form of study.document.forms) (records.forms[form.id] ?? []).forEach(report);
  records.states.forEach(report);
  return issues;
}

function knownPatients(study: LoadedStudy, records: Records): ReadonlySet<string> | null {
  if (records.screening.length > 0) {
    return new Set(
      records.screening.flatMap(({ candidate, patient }) => (patient === null ? [candidate] : [patient, candidate])),
    );
  }
  const single = study.document.forms.filter((form) => !form.repeats);
  if (single.length === 0) return null;
  return new Set(single.flatMap((form) => (records.forms[form.id] ?? []).map(({ patient }) => patient)));
}

/** Every patient with a row or a stated form, by code unit. */
export function patientsOf(records: Records): string[] {
  const patients = new Set<string>(records.states.map(({ patient }) => patient));
  for (const rows of Object.values(records.forms)) for (const row of rows) patients.add(row.patient);
  return [...patients].sort(byCodeUnit);
}
