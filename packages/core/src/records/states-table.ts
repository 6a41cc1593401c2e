import { type FormRow, type FormState, type Issue, words } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { type CellFault, quoted } from './cell-fault.ts';
import { byCodeUnit } from './order.ts';
import { rememberOrigin } from './origin.ts';
import { TableReader, type TableRow } from './table-reader.ts';
import { STATES_COLUMNS, type TextTable } from './text-table.ts';

/** How a cell of `_forms.csv` writes each state. */
export const STATE_CELLS: Readonly<Record<string, FormState['state']>> = {
  entered: 'entered',
  'none-confirmed': 'noneConfirmed',
};

/** Reads what was stated about whole forms; a state that contradicts the rows is a fault and is left out. */
export function readStates(
  study: LoadedStudy,
  table: TextTable,
  forms: Readonly<Record<string, readonly FormRow[]>>,
  issues: Issue[],
  shared: (text: string) => string,
): FormState[] {
  const reader = new TableReader(table, issues);
  reader.checkColumns(
    STATES_COLUMNS,
    new Set(STATES_COLUMNS),
    words(`one of ${STATES_COLUMNS.join(', ')}`, ` ${STATES_COLUMNS.join('、')} 之一`),
  );
  if (!STATES_COLUMNS.every((column) => reader.has(column))) return [];

  const withRows = new Map(
    Object.entries(forms).map(([form, rows]) => [form, new Set(rows.map(({ patient }) => patient))]),
  );
  const seen = new Map<string, number>();
  const states: FormState[] = [];
  for (const row of reader.rows()) {
    const state = readState(study, reader, row, shared);
    if (!state) continue;
    const key = `${state.form}/${state.patient}`; // no form has a slash in its id
    const first = seen.get(key);
    if (first !== undefined) {
      reader.fault(row, 'form', {
        code: 'records.duplicateState',
        message: words(
          `What is stated about a form of a patient stands in one row; row ${first} already says it.`,
          `一例患者的一张表单只能有一行状态说明；第 ${first} 行已有说明。`,
        ),
        hint: words('Remove one of the two rows.', '请删去两行之一。'),
      });
      continue;
    }
    seen.set(key, row.origin.row);
    const contradiction = contradictionOf(study, state, withRows.get(state.form)?.has(state.patient) === true);
    if (contradiction) {
      reader.fault(row, 'state', contradiction);
      continue;
    }
    rememberOrigin(state, row.origin);
    states.push(state);
  }
  return states.sort((a, b) => byCodeUnit(a.patient, b.patient) || byCodeUnit(a.form, b.form));
}

function readState(
  study: LoadedStudy,
  reader: TableReader,
  row: TableRow,
  shared: (text: string) => string,
): FormState | null {
  const patient = shared(row.cell('patient'));
  const form = shared(row.cell('form').trim());
  const cell = row.cell('state').trim();
  const state = Object.hasOwn(STATE_CELLS, cell) ? STATE_CELLS[cell] : undefined;
  if (patient.trim() === '') {
    reader.fault(row, 'patient', {
      code: 'records.missingPatient',
      message: words('Each row names its patient; this one names none.', '每行须写明患者编号；此行未写。'),
      hint: words('Enter the id of the patient, or remove the row.', '请填写患者编号，或删去该行。'),
    });
  }
  if (!study.form(form)) {
    reader.fault(row, 'form', {
      code: 'records.unknownForm',
      message: words(
        `A state is about a form of the study; ${quoted(form)} is none.`,
        `状态须针对研究中的表单；${quoted(form)} 不是。`,
      ),
      hint: words(
        `Write one of ${study.document.forms.map(({ id }) => id).join(', ')}.`,
        `请写以下之一：${study.document.forms.map(({ id }) => id).join('、')}。`,
      ),
    });
  }
  if (state === undefined) {
    reader.fault(row, 'state', {
      code: 'records.state',
      message: words(
        `A form is entered or none-confirmed; this cell reads ${quoted(cell)}.`,
        `表单状态为 entered（已录入）或 none-confirmed（确认无）；此单元格为 ${quoted(cell)}。`,
      ),
      hint: words(
        'Write entered, or none-confirmed where somebody made sure that there is nothing to enter.',
        '请写 entered；经核实确无内容可录时写 none-confirmed。',
      ),
    });
  }
  return patient.trim() !== '' && study.form(form) && state !== undefined ? { patient, form, state } : null;
}

function contradictionOf(study: LoadedStudy, { patient, form, state }: FormState, hasRows: boolean): CellFault | null {
  if (state === 'entered') {
    if (hasRows) return null;
    return {
      code: 'records.enteredWithoutRows',
      message: words(
        `A form that is entered has rows; patient ${quoted(patient)} has none in ${form}.`,
        `已录入的表单须有记录行；患者 ${quoted(patient)} 在 ${form} 中没有。`,
      ),
      hint: words(
        'Enter the rows, write none-confirmed where there is nothing to enter, or remove the statement.',
        '请录入记录行；确无内容时写 none-confirmed；或删去此说明。',
      ),
    };
  }
  if (hasRows) {
    return {
      code: 'records.noneWithRows',
      message: words(
        `A form that was confirmed as none has no rows; patient ${quoted(patient)} has some in ${form}.`,
        `确认无内容的表单不应有记录行；患者 ${quoted(patient)} 在 ${form} 中有记录。`,
      ),
      hint: words(
        'Remove the rows or the statement, whichever the chart contradicts.',
        '请对照病历，删去记录行或此说明。',
      ),
    };
  }
  if (study.form(form)?.mayBeNone) return null;
  return {
    code: 'records.noneNotOffered',
    message: words(
      `Only a form whose study document says mayBeNone can be confirmed as none; ${form} cannot.`,
      `只有研究文档中标有 mayBeNone 的表单才能确认为无；${form} 不能。`,
    ),
    hint: words('Remove the statement, or set mayBeNone for the form.', '请删去此说明，或为该表单设置 mayBeNone。'),
  };
}
