import type { Context, Row } from '../expression/index.ts';
import { missing, parsePartialDate, type Records, type Value } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';

type PatientRows = { readonly rows: Map<string, Row[]>; readonly noneConfirmed: Set<string> };

const NOT_ENTERED = missing('notEntered');
const NO_ROWS = missing('noRows');

const indexes = new WeakMap<Records, ReadonlyMap<string, PatientRows>>();

/**
 * What expressions may read of one patient: each form's row, or rows where it repeats, and `study`. Derived variables
 * are not in it. A form that does not repeat and has no row is `missing('notEntered')`; a repeating form without rows is
 * `missing('noRows')`, or `[]` where somebody confirmed that there are none.
 */
export function formContext(study: LoadedStudy, records: Records, patient: string): Context {
  const own = indexOf(records).get(patient);
  const context = Object.create(null) as Record<string, Value | Row | readonly Row[]>;
  for (const form of study.document.forms) {
    const rows = own?.rows.get(form.id);
    if (!form.repeats) context[form.id] = rows?.[0] ?? NOT_ENTERED;
    else context[form.id] = rows ?? (own?.noneConfirmed.has(form.id) ? [] : NO_ROWS);
  }
  const { dataLock } = study.document;
  context['study'] = { dataLock: (dataLock === undefined ? null : parsePartialDate(dataLock)) ?? NOT_ENTERED };
  return context;
}

/** Rows by patient and form, gathered once for each set of records: contexts of all patients cost one pass. */
function indexOf(records: Records): ReadonlyMap<string, PatientRows> {
  const known = indexes.get(records);
  if (known) return known;
  const index = new Map<string, PatientRows>();
  const of = (patient: string): PatientRows => {
    let entry = index.get(patient);
    if (!entry) {
      entry = { rows: new Map(), noneConfirmed: new Set() };
      index.set(patient, entry);
    }
    return entry;
  };
  for (const [form, rows] of Object.entries(records.forms)) {
    for (const row of rows) {
      const own = of(row.patient).rows;
      const sofar = own.get(form);
      if (sofar) sofar.push(row.values);
      else own.set(form, [row.values]);
    }
  }
  for (const { patient, form, state } of records.states) {
    if (state === 'noneConfirmed') of(patient).noneConfirmed.add(form);
  }
  indexes.set(records, index);
  return index;
}
