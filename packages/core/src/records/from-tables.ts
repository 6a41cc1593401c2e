import { type FormRow, type Issue, type Records, sameWords, type Value, words } from '../model/index.ts';
import type { Form, LoadedStudy } from '../protocol/index.ts';
import { blankRows } from './blank-row.ts';
import { type ParsedCell, quoted } from './cell-fault.ts';
import { cellReader } from './cell-reader.ts';
import { lookAlikeIssues } from './look-alike.ts';
import { byCodeUnit, byPatientAndRepeat } from './order.ts';
import { type Origin, originOf, rememberOrigin } from './origin.ts';
import { readScreening } from './screening-table.ts';
import { sharedTexts } from './shared-text.ts';
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
  const shared = sharedTexts();

  const forms: Record<string, readonly FormRow[]> = Object.create(null) as Record<string, readonly FormRow[]>;
  for (const form of study.document.forms) {
    const table = byName.get(form.id);
    forms[form.id] = table ? readForm(study, form, table, issues, shared) : [];
  }
  const screeningTable = byName.get(SCREENING_TABLE);
  const screening = screeningTable ? readScreening(screeningTable, issues, shared) : [];
  const statesTable = byName.get(STATES_TABLE);
  const states = statesTable ? readStates(study, statesTable, forms, issues, shared) : [];
  const sourcesTable = byName.get(SOURCES_TABLE);
  const sources = sourcesTable ? readSources(study, sourcesTable, forms, issues, shared) : [];

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
        message: words(
          `Each file of records bears the id of a form; the study has no form ${quoted(name)}.`,
          `记录文件以表单编号命名；研究中没有表单 ${quoted(name)}。`,
        ),
        hint: words(
          `Rename the file, or add the form to the study document. Known: ${expected.map(fileOf).join(', ')}.`,
          `请重命名该文件，或在研究文档中添加该表单。可用文件：${expected.map(fileOf).join('、')}。`,
        ),
      });
    } else if (byName.has(name)) {
      issues.push({
        severity: 'error',
        code: 'records.tableTwice',
        file: table.file,
        message: words(
          `The rows of a form stand in one file; ${table.file} and ${byName.get(name)?.file} both hold ${name}.`,
          `一张表单的记录存于一个文件；${table.file} 与 ${byName.get(name)?.file} 均为 ${name}。`,
        ),
        hint: words('Join them into one file.', '请合并为一个文件。'),
      });
    } else byName.set(name, table);
  }
  return byName;
}

function readForm(
  study: LoadedStudy,
  form: Form,
  table: TextTable,
  issues: Issue[],
  shared: (text: string) => string,
): FormRow[] {
  const reader = new TableReader(table, issues);
  const keys = form.repeats ? ['patient', 'repeat'] : ['patient'];
  const items = form.items.map((item) => ({
    id: item.id,
    read: cellReader(item, item.codes === undefined ? null : study.codeList(item.codes)),
  }));
  const known = new Set([...keys, ...form.items.map(({ id }) => id)]);
  reader.checkColumns(
    keys,
    known,
    words(
      `one of its keys (${keys.join(', ')}) or an item of the form ${form.id}`,
      `主键（${keys.join('、')}）或表单 ${form.id} 的项目`,
    ),
  );

  const blankRow = blankRows(form);
  const rows: FormRow[] = [];
  const seen = new Map<string, Origin>();
  for (const tableRow of reader.rows()) {
    const values = blankRow();
    readValues(reader, tableRow, items, values);
    const patient = readPatient(reader, tableRow);
    const repeat = form.repeats ? readRepeat(reader, tableRow) : null;
    if (patient === null || (form.repeats && repeat === null)) continue;
    const key = repeat === null ? patient : `${repeat}/${patient}`; // a repeat is a number
    const first = seen.get(key);
    if (first) {
      reader.fault(tableRow, form.repeats ? 'repeat' : 'patient', {
        code: 'records.duplicateRow',
        message: form.repeats
          ? words(
              `Each repeat of a patient has one row; row ${first.row} already holds repeat ${repeat} of patient ${quoted(patient)}.`,
              `患者的每个序号只有一行；第 ${first.row} 行已是患者 ${quoted(patient)} 的序号 ${repeat}。`,
            )
          : words(
              `A form that does not repeat has one row for each patient; row ${first.row} already holds patient ${quoted(patient)}.`,
              `非重复表单中每例患者只有一行；第 ${first.row} 行已是患者 ${quoted(patient)}。`,
            ),
        hint: form.repeats
          ? words('Remove one of the rows, or give it the next free number.', '请删去其中一行，或改用下一个可用序号。')
          : words('Remove one of the rows, or correct the id of the patient.', '请删去其中一行，或更正患者编号。'),
      });
      continue;
    }
    seen.set(key, tableRow.origin);
    const row: FormRow = { patient: shared(patient), repeat: repeat === null ? null : shared(repeat), values };
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
      message: words('Each row names its patient; this one names none.', '每行须写明患者编号；此行未写。'),
      hint: words('Enter the id of the patient, or remove the row.', '请填写患者编号，或删去该行。'),
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
    message: words(
      `The rows of a patient in a repeating form are numbered 1, 2, 3 ...; ${repeat === '' ? 'this row has no number' : `this one reads ${quoted(repeat)}`}.`,
      `重复表单中患者的各行依次编号为1、2、3……；${repeat === '' ? '此行没有序号' : `此行为 ${quoted(repeat)}`}。`,
    ),
    hint: words(
      'Give the row a number that the patient has not used in this form.',
      '请给该行一个此患者在本表单中尚未使用的序号。',
    ),
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
  const where =
    records.screening.length > 0
      ? sameWords(fileOf(SCREENING_TABLE))
      : words('a form that does not repeat', '某一非重复表单');
  const issues: Issue[] = [];
  const report = (record: object & { patient: string }): void => {
    if (known.has(record.patient)) return;
    issues.push({
      severity: 'error',
      code: 'records.unknownPatient',
      ...originOf(record),
      field: 'patient',
      message: words(
        `Every patient of the records stands in ${where.en}; ${quoted(record.patient)} does not.`,
        `记录中的每例患者均须列于 ${where['zh-CN']}；${quoted(record.patient)} 未列入。`,
      ),
      hint: words(
        `Correct the id, or enter the patient in ${where.en}.`,
        `请更正编号，或将该患者录入 ${where['zh-CN']}。`,
      ),
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
