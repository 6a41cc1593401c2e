import type { Context } from '../expression/index.ts';
import { InputError, type Records } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { formContext } from '../records/index.ts';
import { evaluateFor } from './evaluate.ts';

/**
 * What expressions see of each patient: the forms, the study's own facts, and every derived variable.
 *
 * @returns one context for every patient with any record, by id in code-unit order
 * @throws InputError `derive.fault` where a derived variable meets a real fault (a division by zero, too many steps);
 *   a missing value is never one
 */
export function patientContexts(study: LoadedStudy, records: Records): Map<string, Context> {
  return new Map(patientsWithRecords(records).map((patient) => [patient, patientContext(study, records, patient)]));
}

/** The context of one patient; of somebody without records every form is missing, and so is what derives from it. */
export function patientContext(study: LoadedStudy, records: Records, patient: string): Context {
  const context: Record<string, Context[string]> = { ...formContext(study, records, patient) };
  for (const { derived, pointer } of study.derivedInOrder) {
    const expression = study.expression(pointer);
    if (!expression)
      throw new InputError(
        'derive.notCompiled',
        `A derived variable needs its expression. ${derived.id} has none.`,
        pointer,
      );
    context[derived.id] = evaluateFor(expression, context, pointer);
  }
  return context;
}

/** Everybody who has a row of a form or a statement about one, in code-unit order. */
export function patientsWithRecords(records: Records): string[] {
  const patients = new Set<string>();
  for (const rows of Object.values(records.forms)) for (const row of rows) patients.add(row.patient);
  for (const state of records.states) patients.add(state.patient);
  return [...patients].sort(byCodeUnit);
}

/** The order of ids everywhere: by code unit, the same on every machine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
