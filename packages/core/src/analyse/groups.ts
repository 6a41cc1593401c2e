import { patientContext, variableValue } from '../derive/index.ts';
import { InputError, isMissing, type Labels, type MissingReason, type Value } from '../model/index.ts';
import type { Variable } from '../protocol/index.ts';
import type { RunInputs } from './run-inputs.ts';
import type { PatientSet } from './statistic-rows.ts';

/** The variable an analysis names. The study was checked when it was loaded, so it is there. */
export function variableOf(inputs: RunInputs, ref: string): Variable {
  const variable = inputs.study.variable(ref);
  if (variable) return variable;
  throw new InputError('analyse.unknownVariable', `An analysis names variables of the study. ${ref} is none.`, ref);
}

/** The values of a variable, one for each patient in order. */
export function valuesOf(inputs: RunInputs, patients: readonly string[], ref: string): Value[] {
  return patients.map((patient) => variableValue(inputs.study, contextFor(inputs, patient), ref));
}

/** What expressions see of a patient; of a candidate without records everything is missing. */
export function contextFor(inputs: Pick<RunInputs, 'study' | 'records' | 'contexts'>, patient: string) {
  return inputs.contexts.get(patient) ?? patientContext(inputs.study, inputs.records, patient);
}

/** The codes that a variable may hold, in the order of their list; a boolean has yes and no. */
export function codesOf(variable: Variable): string[] {
  if (variable.type === 'boolean') return ['yes', 'no'];
  return (variable.codes ?? []).map(({ code }) => code);
}

/** The label of a code, or of yes and no. */
export function codeLabel(variable: Variable, code: string): Labels {
  if (variable.type === 'boolean') return code === 'yes' ? { en: 'yes', 'zh-CN': '是' } : { en: 'no', 'zh-CN': '否' };
  return variable.codes?.find((one) => one.code === code)?.label ?? { en: code };
}

/** Whether a value holds a code. Of several codes each is present, absent or not recorded by itself. */
export function stateOfCode(value: Value, code: string): 'present' | 'absent' | 'notRecorded' {
  if (isMissing(value)) return 'notRecorded';
  if (typeof value === 'boolean') return value === (code === 'yes') ? 'present' : 'absent';
  if (typeof value === 'string') return value === code ? 'present' : 'absent';
  if (typeof value === 'object' && value.kind === 'codes') {
    if (value.present.includes(code)) return 'present';
    return value.absent.includes(code) ? 'absent' : 'notRecorded';
  }
  return 'notRecorded';
}

/** Those of the patients (or rows) whose value meets a condition, in order. */
export function membersWhere<T>(
  members: readonly T[],
  values: readonly Value[],
  condition: (value: Value) => boolean,
): T[] {
  return members.filter((_member, index) => condition(values[index] as Value));
}

/** Patients (or rows) whose value is missing, by what made it so; several reasons at once are one kind, joined by '+'. */
export function missingByReason<T>(members: readonly T[], values: readonly Value[]): Map<string, T[]> {
  const byMask = new Map<number, { reasons: readonly MissingReason[]; members: T[] }>();
  for (const [index, value] of values.entries()) {
    if (!isMissing(value)) continue;
    const kind = byMask.get(value.mask) ?? { reasons: value.reasons, members: [] };
    kind.members.push(members[index] as T);
    byMask.set(value.mask, kind);
  }
  const ordered = [...byMask].sort(([a], [b]) => a - b);
  return new Map(ordered.map(([, { reasons, members }]) => [reasons.join('+'), members]));
}

/** A part of the patients with a column of the table: everybody, or one group of a variable. */
export type Part = { prefix: string; column: string | undefined; set: PatientSet };

/**
 * Everybody, then each group of a variable in the order of its codes, also those that nobody belongs to.
 * `ungrouped` are those whose group is missing; they stand among everybody only.
 */
export function partsOf(
  inputs: RunInputs,
  everybody: PatientSet,
  by: string | undefined,
): { parts: Part[]; grouping: { variable: Variable; ungrouped: PatientSet } | null } {
  const parts: Part[] = [{ prefix: '', column: undefined, set: everybody }];
  if (by === undefined) return { parts, grouping: null };
  const variable = variableOf(inputs, by);
  const values = valuesOf(inputs, everybody, by);
  for (const code of codesOf(variable)) {
    const group = `${variable.id}.${code}`;
    const members = membersWhere(everybody, values, (value) => stateOfCode(value, code) === 'present');
    parts.push({ prefix: `${group}.`, column: code, set: members });
  }
  const ungrouped = membersWhere(everybody, values, isMissing);
  return { parts, grouping: { variable, ungrouped } };
}
