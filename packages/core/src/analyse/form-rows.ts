import { evaluateFor } from '../derive/index.ts';
import type { Expression } from '../expression/index.ts';
import {
  type FormRow,
  InputError,
  isMissing,
  type Missing,
  missing,
  type RecordRef,
  type Value,
} from '../model/index.ts';
import { contextFor } from './groups.ts';
import type { RunInputs } from './run-inputs.ts';
import type { PatientSet } from './statistic-rows.ts';

/** The rows of a form that an analysis is about, and who has any. */
export type FormRows = {
  form: string;
  /** rows that count, in the order of patient, then repeat */
  rows: readonly FormRow[];
  /** rows of which it is not known whether they meet the condition */
  undecided: readonly FormRow[];
  /** why it is not known, of each of these */
  openBecause: ReadonlyMap<FormRow, Missing>;
  /** members with a row that counts */
  patients: PatientSet;
  /** members known to have none: it was confirmed, or none of their rows meets the condition */
  none: PatientSet;
  /** members of whom it is not known: nothing is entered or confirmed, or the condition is open for all that could count */
  unknown: PatientSet;
};

/**
 * The rows that the members of a set have in a form.
 *
 * @param members - ids in code-unit order
 * @param where - a condition on `row`; without it every row counts
 * @param pointer - where the condition stands in the study document
 */
export function formRows(
  inputs: RunInputs,
  members: PatientSet,
  form: string,
  where: Expression | null,
  pointer: string,
): FormRows {
  const isMember = new Set(members);
  const rows: FormRow[] = [];
  const openBecause = new Map<FormRow, Missing>();
  const entered = new Set<string>();
  for (const row of inputs.records.forms[form] ?? []) {
    if (!isMember.has(row.patient)) continue;
    entered.add(row.patient);
    const met = where ? evaluateFor(where, contextFor(inputs, row.patient), pointer, row.values) : true;
    if (isMissing(met)) openBecause.set(row, met);
    else if (met === true) rows.push(row);
  }
  const undecided = [...openBecause.keys()];
  const withRow = patientsOf(rows);
  const counted = new Set(withRow);
  const open = new Set(undecided.map(({ patient }) => patient));
  const confirmed = new Set(
    inputs.records.states
      .filter((state) => state.form === form && state.state === 'noneConfirmed')
      .map(({ patient }) => patient),
  );
  const others = members.filter((patient) => !counted.has(patient));
  const isNone = (patient: string) => (entered.has(patient) ? !open.has(patient) : confirmed.has(patient));
  return {
    form,
    rows,
    undecided,
    openBecause,
    patients: withRow,
    none: others.filter(isNone),
    unknown: others.filter((patient) => !isNone(patient)),
  };
}

/** The compiled condition on `row` of an analysis; null where it has none. */
export function rowCondition(inputs: RunInputs, where: string | undefined, pointer: string): Expression | null {
  if (where === undefined) return null;
  const expression = inputs.study.expression(`${pointer}/where`);
  if (expression) return expression;
  throw new InputError(
    'analyse.notCompiled',
    `Rows are chosen by a condition that can be read. The one at ${pointer} cannot.`,
    pointer,
  );
}

/** Whose rows these are, each patient once; rows stand in the order of their patients. */
export function patientsOf(rows: readonly Pick<FormRow, 'patient'>[]): string[] {
  const patients: string[] = [];
  for (const { patient } of rows) if (patients.at(-1) !== patient) patients.push(patient);
  return patients;
}

/** What a row holds in an item; an item that is absent was not entered. */
export function valueIn(row: FormRow, item: string): Value {
  return row.values[item] ?? missing('notEntered');
}

/** Points at a row, or at one of its values. */
export function refOf(form: string, row: FormRow, item?: string): RecordRef {
  return {
    form,
    patient: row.patient,
    ...(row.repeat === null ? {} : { repeat: row.repeat }),
    ...(item === undefined ? {} : { item }),
  };
}
