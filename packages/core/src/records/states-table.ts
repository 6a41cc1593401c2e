import type { FormRow, FormState, Issue } from '../model/index.ts';
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
): FormState[] {
  const reader = new TableReader(table, issues);
  reader.checkColumns(STATES_COLUMNS, new Set(STATES_COLUMNS), `one of ${STATES_COLUMNS.join(', ')}`);
  if (!STATES_COLUMNS.every((column) => reader.has(column))) return [];

  const withRows = new Set(
    Object.entries(forms).flatMap(([form, rows]) => rows.map(({ patient }) => JSON.stringify([patient, form]))),
  );
  const seen = new Map<string, number>();
  const states: FormState[] = [];
  for (const row of reader.rows()) {
    const state = readState(study, reader, row);
    if (!state) continue;
    const key = JSON.stringify([state.patient, state.form]);
    const first = seen.get(key);
    if (first !== undefined) {
      reader.fault(row, 'form', {
        code: 'records.duplicateState',
        message: `What is stated about a form of a patient stands in one row; row ${first} already says it.`,
        hint: 'Remove one of the two rows.',
      });
      continue;
    }
    seen.set(key, row.origin.row);
    const contradiction = contradictionOf(study, state, withRows.has(key));
    if (contradiction) {
      reader.fault(row, 'state', contradiction);
      continue;
    }
    rememberOrigin(state, row.origin);
    states.push(state);
  }
  return states.sort((a, b) => byCodeUnit(a.patient, b.patient) || byCodeUnit(a.form, b.form));
}

function readState(study: LoadedStudy, reader: TableReader, row: TableRow): FormState | null {
  const patient = row.cell('patient');
  const form = row.cell('form').trim();
  const cell = row.cell('state').trim();
  const state = Object.hasOwn(STATE_CELLS, cell) ? STATE_CELLS[cell] : undefined;
  if (patient.trim() === '') {
    reader.fault(row, 'patient', {
      code: 'records.missingPatient',
      message: 'Each row names its patient; this one names none.',
      hint: 'Enter the id of the patient, or remove the row.',
    });
  }
  if (!study.form(form)) {
    reader.fault(row, 'form', {
      code: 'records.unknownForm',
      message: `A state is about a form of the study; ${quoted(form)} is none.`,
      hint: `Write one of ${study.document.forms.map(({ id }) => id).join(', ')}.`,
    });
  }
  if (state === undefined) {
    reader.fault(row, 'state', {
      code: 'records.state',
      message: `A form is entered or none-confirmed; this cell reads ${quoted(cell)}.`,
      hint: 'Write entered, or none-confirmed where somebody made sure that there is nothing to enter.',
    });
  }
  return patient.trim() !== '' && study.form(form) && state !== undefined ? { patient, form, state } : null;
}

function contradictionOf(study: LoadedStudy, { patient, form, state }: FormState, hasRows: boolean): CellFault | null {
  if (state === 'entered') {
    if (hasRows) return null;
    return {
      code: 'records.enteredWithoutRows',
      message: `A form that is entered has rows; patient ${quoted(patient)} has none in ${form}.`,
      hint: 'Enter the rows, write none-confirmed where there is nothing to enter, or remove the statement.',
    };
  }
  if (hasRows) {
    return {
      code: 'records.noneWithRows',
      message: `A form that was confirmed as none has no rows; patient ${quoted(patient)} has some in ${form}.`,
      hint: 'Remove the rows or the statement, whichever the chart contradicts.',
    };
  }
  if (study.form(form)?.mayBeNone) return null;
  return {
    code: 'records.noneNotOffered',
    message: `Only a form whose study document says mayBeNone can be confirmed as none; ${form} cannot.`,
    hint: 'Remove the statement, or set mayBeNone for the form.',
  };
}
