import type { Context } from '../expression/index.ts';
import type { PartialDateRule, RecordRef, Records } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { chooseRow, readSource } from './dated-rows.ts';
import { compileEndpoint, type EndpointPlan, lastKnown, type TimeToEvent } from './endpoint.ts';

/** A day since 1970-01-01 and the record that supplied it. */
export type DecidedDay = { day: number; ref: RecordRef };

/** Calendar days between which a patient at risk was followed; days of an endpoint count from `zero`. */
export type FollowedSpan = { patient: string; zero: DecidedDay; end: DecidedDay };

/**
 * From time zero to the last day on which each patient at risk is known, also after the event: follow-up of a curve ends
 * at the event, that of a person does not. The end is the latest censoring row, or what ended the endpoint's own
 * follow-up where that is later; never after the data lock.
 *
 * @param endpoint - as derived by its rule for partial dates, which holds here too
 * @returns one span for each of `endpoint.patients`, in their order
 */
export function followedSpans(
  study: LoadedStudy,
  endpoint: TimeToEvent,
  contexts: ReadonlyMap<string, Context>,
  records: Records,
): FollowedSpan[] {
  const plan = compileEndpoint(study, endpoint.endpoint, records);
  return endpoint.patients.map((patient, index) => {
    const context = contexts.get(patient);
    const zero = zeroOf(plan, patient, context, endpoint.rule) as DecidedDay; // whoever is at risk has one
    const ended = {
      day: zero.day + (endpoint.timeDays[index] as number),
      ref: (endpoint.deciding[index] as RecordRef[]).at(-1) as RecordRef,
    };
    const { choice } = lastKnown(plan, patient, context, endpoint.rule);
    const isLater = choice !== null && choice !== 'refused' && choice.day > ended.day;
    return { patient, zero, end: isLater ? { day: choice.day, ref: choice.row.ref } : ended };
  });
}

/**
 * The day from which an endpoint counts, of each patient who has one, also of those who are not at risk.
 *
 * @throws InputError `derive.unknownEndpoint`
 */
export function timeZeros(
  study: LoadedStudy,
  endpointId: string,
  rule: PartialDateRule,
  patients: readonly string[],
  contexts: ReadonlyMap<string, Context>,
  records: Records,
): Map<string, DecidedDay> {
  const plan = compileEndpoint(study, endpointId, records);
  const zeros = new Map<string, DecidedDay>();
  for (const patient of patients) {
    const zero = zeroOf(plan, patient, contexts.get(patient), rule);
    if (zero) zeros.set(patient, zero);
  }
  return zeros;
}

function zeroOf(
  plan: EndpointPlan,
  patient: string,
  context: Context | undefined,
  rule: PartialDateRule,
): DecidedDay | null {
  const { matching } = readSource(plan.timeZero, patient, context);
  const period = { from: Number.NEGATIVE_INFINITY, to: plan.dataLock };
  const choice = chooseRow(matching, plan.endpoint.timeZero.pick ?? 'earliest', rule, period);
  return choice === null || choice === 'refused' ? null : { day: choice.day, ref: choice.row.ref };
}
