import type { Context, Expression } from '../expression/index.ts';
import {
  exactDate,
  InputError,
  type Labels,
  PARTIAL_DATE_RULES,
  type PartialDateRule,
  parsePartialDate,
  type RecordRef,
  type Records,
  type ResultNote,
} from '../model/index.ts';
import type { Endpoint, LoadedStudy } from '../protocol/index.ts';
import {
  type Choice,
  type CompiledSource,
  chooseRow,
  type DatedRow,
  type FormIndex,
  indexForm,
  readSource,
  type SourceReading,
} from './dated-rows.ts';
import { EndpointNotes, type NotedPatients } from './endpoint-notes.ts';

/** The rule for partial dates of an endpoint that names none. */
export const DEFAULT_PARTIAL_DATE_RULE: PartialDateRule = 'midpoint';

/**
 * Follow-up of those at risk for an endpoint, as columns of one length in the order of the patients asked for.
 * Days are whole and count from each patient's time zero.
 */
export type TimeToEvent = {
  endpoint: string;
  /** how partial dates were read */
  rule: PartialDateRule;
  patients: string[];
  timeDays: Float64Array;
  /** 1: the event, 0: censored, or ended by a competing event */
  event: Uint8Array;
  /** 1: a competing event ended follow-up */
  competing: Uint8Array;
  /** the day observation starts, 0 where it starts at time zero; null where the endpoint declares no delayed entry */
  entryDays: Float64Array | null;
  /** the record of time zero, then that of the event or of the censoring */
  deciding: RecordRef[][];
  /** the event source that supplied the event; null for the censored */
  eventSource: (string | null)[];
  /** the source that supplied the competing event; null where none ended follow-up */
  competingSource: (string | null)[];
  /** everybody else that was asked for, each with the reason */
  notAtRisk: { patient: string; reason: Labels }[];
  /** how many patients had a date without a day among those that decide; with the rule 'refuse', how many it left out */
  partialDates: number;
  notes: ResultNote[];
  /** whom each note speaks of, in the order of the notes */
  noted: NotedPatients[];
};

/**
 * Time to the first event of an endpoint, by its declaration in the study document.
 *
 * Time zero is the earliest (or latest) row that meets its condition. The event is the earliest dated row among the
 * event sources from time zero to the data lock; on one day an event comes before a competing event and before
 * censoring. A competing event ends follow-up. Without either, follow-up ends at the latest row among the censoring
 * sources, at most at the data lock. Whoever has no time zero, an unknown event status, no end of follow-up or an end
 * before time zero is listed in `notAtRisk` with the reason, never censored and never dropped in silence.
 *
 * @param rule - how a date without a day is read; the endpoint's own rule unless given. A date is moved to the nearest
 *   day that is possible where the rule's day lies before time zero or after the data lock and the date does not.
 * @throws InputError `derive.unknownEndpoint`
 */
export function deriveEndpoint(
  study: LoadedStudy,
  endpointId: string,
  patients: readonly string[],
  contexts: ReadonlyMap<string, Context>,
  records: Records,
  rule?: PartialDateRule,
): TimeToEvent {
  const plan = compileEndpoint(study, endpointId, records);
  const usedRule = rule ?? plan.endpoint.partialDates ?? DEFAULT_PARTIAL_DATE_RULE;
  const notes = new EndpointNotes(plan.endpoint, usedRule);
  const followed: FollowedPatient[] = [];
  const notAtRisk: TimeToEvent['notAtRisk'] = [];
  for (const patient of patients) {
    const outcome = followPatient(plan, patient, contexts.get(patient), usedRule, notes);
    if (!('reason' in outcome)) {
      followed.push(outcome);
      continue;
    }
    notAtRisk.push({ patient, reason: outcome.reason });
    if (outcome.reason === REASONS.partialDateRefused) notes.refusedDates.push(patient);
  }
  return {
    endpoint: endpointId,
    rule: usedRule,
    patients: followed.map((one) => one.patient),
    timeDays: Float64Array.from(followed, (one) => one.time),
    event: Uint8Array.from(followed, (one) => one.event),
    competing: Uint8Array.from(followed, (one) => (one.competingSource === null ? 0 : 1)),
    entryDays: plan.entry ? Float64Array.from(followed, (one) => one.entry) : null,
    deciding: followed.map((one) => one.deciding),
    eventSource: followed.map((one) => one.eventSource),
    competingSource: followed.map((one) => one.competingSource),
    notAtRisk,
    partialDates: notes.partialDates.length + notes.refusedDates.length,
    notes: notes.list(),
    noted: notes.noted(),
  };
}

/** The rules that an endpoint's results are also computed under. */
export function otherPartialDateRules(rule: PartialDateRule): PartialDateRule[] {
  return PARTIAL_DATE_RULES.filter((other) => other !== rule);
}

/** An endpoint ready to be read for any patient. */
export type EndpointPlan = {
  endpoint: Endpoint;
  timeZero: CompiledSource;
  entry: CompiledSource | null;
  events: CompiledSource[];
  competing: CompiledSource[];
  censoring: CompiledSource[];
  /** day number; infinite without a data lock */
  dataLock: number;
};

type FollowedPatient = {
  patient: string;
  time: number;
  event: 0 | 1;
  entry: number;
  deciding: RecordRef[];
  eventSource: string | null;
  competingSource: string | null;
};

/** @throws InputError `derive.unknownEndpoint` */
export function compileEndpoint(study: LoadedStudy, endpointId: string, records: Records): EndpointPlan {
  const endpoints = study.document.endpoints ?? [];
  const index = endpoints.findIndex((candidate) => candidate.id === endpointId);
  const endpoint = endpoints[index];
  if (!endpoint) {
    throw new InputError(
      'derive.unknownEndpoint',
      `An endpoint must be declared in the study. ${endpointId} is not.`,
      endpointId,
    );
  }
  const forms = new Map<string, FormIndex>();
  const indexed = (form: string): FormIndex => {
    const known = forms.get(form) ?? indexForm(records, form);
    forms.set(form, known);
    return known;
  };
  const compile = (
    source: { form: string; date: string; where?: string | undefined },
    id: string,
    part: string,
  ): CompiledSource => ({
    id,
    form: indexed(source.form),
    dateItem: source.date,
    where: source.where === undefined ? null : compiledCondition(study, `endpoints/${index}/${part}/where`),
    pointer: `endpoints/${index}/${part}/where`,
  });
  const dataLock = study.document.dataLock === undefined ? null : parsePartialDate(study.document.dataLock);
  return {
    endpoint,
    timeZero: compile(endpoint.timeZero, 'timeZero', 'timeZero'),
    entry: endpoint.entry ? compile(endpoint.entry, 'entry', 'entry') : null,
    events: endpoint.events.map((source, i) => compile(source, source.id, `events/${i}`)),
    competing: (endpoint.competing ?? []).map((source, i) => compile(source, source.id, `competing/${i}`)),
    censoring: (endpoint.censoring ?? []).map((source, i) => compile(source, source.id, `censoring/${i}`)),
    dataLock: dataLock?.latest ?? Number.POSITIVE_INFINITY,
  };
}

function compiledCondition(study: LoadedStudy, pointer: string): Expression {
  const expression = study.expression(pointer);
  if (expression) return expression;
  throw new InputError(
    'derive.notCompiled',
    `A condition must be readable before it is used. The one at ${pointer} is not.`,
    pointer,
  );
}

function followPatient(
  plan: EndpointPlan,
  patient: string,
  context: Context | undefined,
  rule: PartialDateRule,
  notes: EndpointNotes,
): FollowedPatient | { reason: Labels } {
  const zero = timeZeroOf(plan, patient, readSource(plan.timeZero, patient, context), rule, notes);
  if ('reason' in zero) return zero;
  const start = zero.day;
  const observed = { from: start, to: plan.dataLock };

  const events = readAll(plan.events, patient, context);
  const competing = readAll(plan.competing, patient, context);
  if (certainlyBefore(events, zero)) notes.eventsBeforeTimeZero.push(patient);
  if (afterLock(events, plan.dataLock)) notes.eventsAfterLock.push(patient);
  const event = chooseRow(sinceTimeZero(events.matching, zero), 'earliest', rule, observed);
  const competitor = chooseRow(sinceTimeZero(competing.matching, zero), 'earliest', rule, observed);
  if (event === 'refused' || competitor === 'refused') return { reason: REASONS.partialDateRefused };
  const competes = competitor !== null && (event === null || competitor.day < event.day);
  const first = competes ? competitor : event;

  const openBefore = first?.day ?? plan.dataLock;
  const open = mayHoldAnEvent(events, zero, openBefore) ?? mayHoldAnEvent(competing, zero, openBefore);
  if (open && !first) return { reason: REASONS[open] };
  if (open) notes.earlierEventPossible.push(patient);

  const end = first ?? endOfFollowUp(plan, patient, context, rule, notes);
  if ('reason' in end) return end;
  if (end.day < start) return { reason: REASONS.endsBeforeTimeZero };

  const entry = entryOf(plan, patient, context, rule);
  if ('reason' in entry) return entry;
  const entryDays = Math.max(0, entry.day - start);
  if (plan.entry && entryDays > 0 && end.day - start <= entryDays) return { reason: REASONS.leftBeforeEntry };

  if (competes) notes.competingEvents.push(patient);
  if (zero.partial || end.partial || entry.partial) notes.partialDates.push(patient);
  return {
    patient,
    time: end.day - start,
    event: first && !competes ? 1 : 0,
    entry: entryDays,
    deciding: [zero.row.ref, end.row.ref],
    eventSource: first && !competes ? first.row.source : null,
    competingSource: first && competes ? first.row.source : null,
  };
}

/** Reasons that hold for any endpoint; none of them names a value. */
const REASONS = {
  timeZeroUnknown: { en: 'time zero is not recorded', 'zh-CN': '起点未记录' },
  timeZeroUndated: { en: 'time zero has no date', 'zh-CN': '起点日期缺失' },
  timeZeroAfterLock: { en: 'time zero lies after the data lock', 'zh-CN': '起点晚于数据锁定日' },
  noTimeZero: { en: 'has no time zero', 'zh-CN': '无起点' },
  partialDateRefused: {
    en: 'a date that decides names no day, and the endpoint refuses such dates',
    'zh-CN': '关键日期不精确到日，且该终点不接受此类日期',
  },
  eventUnknown: { en: 'whether the event happened is not recorded', 'zh-CN': '是否发生事件未记录' },
  eventUndated: { en: 'had the event on an unknown date', 'zh-CN': '已发生事件但日期不详' },
  noEnd: { en: 'no date ends the follow-up', 'zh-CN': '无随访终止日期' },
  endsBeforeTimeZero: { en: 'follow-up ends before time zero', 'zh-CN': '随访终止早于起点' },
  entryUnknown: { en: 'the start of observation is not recorded', 'zh-CN': '观察开始日期未记录' },
  leftBeforeEntry: { en: 'follow-up ended before observation started', 'zh-CN': '随访在观察开始前已终止' },
} as const satisfies Record<string, Labels>;

function timeZeroOf(
  plan: EndpointPlan,
  patient: string,
  reading: SourceReading,
  rule: PartialDateRule,
  notes: EndpointNotes,
): Choice | { reason: Labels } {
  const { endpoint, dataLock } = plan;
  const anyDay = { from: Number.NEGATIVE_INFINITY, to: dataLock };
  const choice = chooseRow(reading.matching, endpoint.timeZero.pick ?? 'earliest', rule, anyDay);
  if (choice === 'refused') return { reason: REASONS.partialDateRefused };
  if (reading.undecided.length > 0) notes.timeZeroUndecided.push(patient);
  if (choice) return choice;
  if (reading.matching.length > 0) return { reason: REASONS.timeZeroAfterLock };
  if (reading.undated > 0) return { reason: REASONS.timeZeroUndated };
  if (reading.undecided.length > 0 || reading.unstated) return { reason: REASONS.timeZeroUnknown };
  return { reason: (endpoint.notAtRisk as Labels | undefined) ?? REASONS.noTimeZero };
}

function entryOf(
  plan: EndpointPlan,
  patient: string,
  context: Context | undefined,
  rule: PartialDateRule,
): { day: number; partial: boolean } | { reason: Labels } {
  const fromTimeZero = { day: Number.NEGATIVE_INFINITY, partial: false };
  if (!plan.entry) return fromTimeZero;
  const reading = readSource(plan.entry, patient, context);
  const anyDay = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const choice = chooseRow(reading.matching, 'earliest', rule, anyDay);
  if (choice === 'refused') return { reason: REASONS.partialDateRefused };
  if (choice) return choice;
  const unknown = reading.undated > 0 || reading.undecided.length > 0 || reading.unstated;
  return unknown ? { reason: REASONS.entryUnknown } : fromTimeZero;
}

function endOfFollowUp(
  plan: EndpointPlan,
  patient: string,
  context: Context | undefined,
  rule: PartialDateRule,
  notes: EndpointNotes,
): Choice | { reason: Labels } {
  const { choice, undecided } = lastKnown(plan, patient, context, rule);
  if (undecided) notes.censoringUndecided.push(patient);
  if (choice === null) return { reason: REASONS.noEnd };
  if (choice === 'refused') return { reason: REASONS.partialDateRefused };
  if ('afterLock' in choice.row) notes.clippedAtLock.push(patient);
  return choice;
}

/** The latest row among the censoring sources, at most at the data lock, whatever happened before it. */
export function lastKnown(
  plan: EndpointPlan,
  patient: string,
  context: Context | undefined,
  rule: PartialDateRule,
): { choice: Choice | 'refused' | null; undecided: boolean } {
  const { matching, undecided } = readAll(plan.censoring, patient, context);
  const clipped = matching.map((row) =>
    row.date.earliest > plan.dataLock ? { ...row, date: exactDate(plan.dataLock), afterLock: true } : row,
  );
  const choice = chooseRow(clipped, 'latest', rule, { from: Number.NEGATIVE_INFINITY, to: plan.dataLock });
  return { choice, undecided: undecided.length > 0 };
}

function readAll(sources: readonly CompiledSource[], patient: string, context: Context | undefined): SourceReading {
  const readings = sources.map((source) => readSource(source, patient, context));
  return {
    matching: readings.flatMap((reading) => reading.matching),
    undated: readings.reduce((sum, reading) => sum + reading.undated, 0),
    undecided: readings.flatMap((reading) => reading.undecided),
    unstated: readings.some((reading) => reading.unstated),
  };
}

/** Rows that may lie on or after time zero; one that may, although its last day is before the day chosen for time zero, is set on that day. */
function sinceTimeZero(rows: readonly DatedRow[], zero: Choice): DatedRow[] {
  return rows
    .filter((row) => row.date.latest >= zero.row.date.earliest)
    .map((row) => (row.date.latest < zero.day ? { ...row, date: exactDate(zero.day) } : row));
}

function certainlyBefore(reading: SourceReading, zero: Choice): boolean {
  return reading.matching.some((row) => row.date.latest < zero.row.date.earliest);
}

function afterLock(reading: SourceReading, dataLock: number): boolean {
  return reading.matching.some((row) => row.date.earliest > dataLock);
}

/** Why an event before a day cannot be ruled out, or null where it can. */
function mayHoldAnEvent(reading: SourceReading, zero: Choice, before: number): 'eventUndated' | 'eventUnknown' | null {
  if (reading.undated > 0) return 'eventUndated';
  const open = reading.undecided.some(
    (row) => row === null || (row.date.latest >= zero.row.date.earliest && row.date.earliest <= before),
  );
  return open || reading.unstated ? 'eventUnknown' : null;
}
