import type { Context, Expression } from '../expression/index.ts';
import {
  dayOf,
  type FormRow,
  isMissing,
  type PartialDate,
  type PartialDateRule,
  type RecordRef,
  type Records,
} from '../model/index.ts';
import { evaluateFor } from './evaluate.ts';

/** The rows of one form by patient, and who is confirmed to have none. */
export type FormIndex = {
  form: string;
  rows: ReadonlyMap<string, readonly FormRow[]>;
  noneConfirmed: ReadonlySet<string>;
};

export function indexForm(records: Records, form: string): FormIndex {
  const rows = new Map<string, FormRow[]>();
  for (const row of records.forms[form] ?? []) {
    const own = rows.get(row.patient);
    if (own) own.push(row);
    else rows.set(row.patient, [row]);
  }
  const noneConfirmed = new Set<string>();
  for (const state of records.states) {
    if (state.form === form && state.state === 'noneConfirmed') noneConfirmed.add(state.patient);
  }
  return { form, rows, noneConfirmed };
}

/** A row that an endpoint looks at, with its date. */
export type DatedRow = { date: PartialDate; ref: RecordRef; source: string };

/** What one source of an endpoint says about one patient. */
export type SourceReading = {
  /** rows that meet the condition and have a date */
  matching: DatedRow[];
  /** how many rows meet the condition and have no date */
  undated: number;
  /** rows of which nobody can tell whether they meet the condition; null stands for one without a date */
  undecided: (DatedRow | null)[];
  /** the form has no rows and nobody confirmed that there are none */
  unstated: boolean;
};

/** A form, a date item of it and a condition on `row`, ready to be read for any patient. */
export type CompiledSource = {
  id: string;
  form: FormIndex;
  dateItem: string;
  where: Expression | null;
  pointer: string;
};

/** The context of a patient of whom nothing is known. */
const NOTHING: Context = {};

export function readSource(source: CompiledSource, patient: string, context: Context | undefined): SourceReading {
  const rows = source.form.rows.get(patient);
  const reading: SourceReading = { matching: [], undated: 0, undecided: [], unstated: false };
  if (!rows) {
    reading.unstated = !source.form.noneConfirmed.has(patient);
    return reading;
  }
  for (const row of rows) {
    const met = source.where ? evaluateFor(source.where, context ?? NOTHING, source.pointer, row.values) : true;
    if (met === false) continue;
    const dated = datedRow(source, row);
    if (isMissing(met)) reading.undecided.push(dated);
    else if (dated) reading.matching.push(dated);
    else reading.undated += 1;
  }
  return reading;
}

function datedRow(source: CompiledSource, row: FormRow): DatedRow | null {
  const date = row.values[source.dateItem];
  if (typeof date !== 'object' || date.kind !== 'date') return null;
  const ref = { form: source.form.form, patient: row.patient, item: source.dateItem };
  return { date, source: source.id, ref: row.repeat === null ? ref : { ...ref, repeat: row.repeat } };
}

/** The days that count: what lies outside is not looked at. */
export type Period = { from: number; to: number };

/** The row that was chosen, the day it stands for, and whether a date without a day could have changed either. */
export type Choice = { row: DatedRow; day: number; partial: boolean };

/**
 * The earliest or the latest row within a period. A date that names only a month or a year stands for a day by the
 * rule, moved into the period where the date reaches into it but that day does not.
 *
 * @returns null without a row that reaches into the period; 'refused' where the rule refuses and a date without a
 *   day could be the one that decides
 */
export function chooseRow(
  rows: readonly DatedRow[],
  pick: 'earliest' | 'latest',
  rule: PartialDateRule,
  period: Period,
): Choice | 'refused' | null {
  const sign = pick === 'earliest' ? 1 : -1;
  let best: { row: DatedRow; day: number } | null = null;
  let bound = Number.POSITIVE_INFINITY; // no row from here on can change the day
  for (const row of rows) {
    const span = spanWithin(row.date, period);
    if (!span) continue;
    bound = Math.min(bound, pick === 'earliest' ? span.to : -span.from);
    const day = Math.min(Math.max(dayOf(row.date, rule) ?? span.from, span.from), span.to);
    if (best === null || sign * day < sign * best.day) best = { row, day };
  }
  if (best === null) return null;
  const partial = rows.some((row) => {
    const span = spanWithin(row.date, period);
    return span !== null && span.from < span.to && (pick === 'earliest' ? span.from : -span.to) < bound;
  });
  return partial && rule === 'refuse' ? 'refused' : { ...best, partial };
}

/** The part of a date's days that lies in the period, or null. */
function spanWithin(date: PartialDate, period: Period): Period | null {
  const from = Math.max(date.earliest, period.from);
  const to = Math.min(date.latest, period.to);
  return from <= to ? { from, to } : null;
}
