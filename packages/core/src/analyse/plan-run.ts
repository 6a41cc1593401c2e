import { deriveEndpoint, type TimeToEvent } from '../derive/index.ts';
import type { PartialDateRule } from '../model/index.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';

/** One run of the plan: what it is computed from, and the endpoints that its analyses share, each worked out once. */
export type PlanRun = {
  inputs: RunInputs;
  /** time to event of an analysis set by the endpoint's own rule */
  endpointOf(of: { endpoint: string; set: string }): TimeToEvent;
};

export function startRun(inputs: RunInputs): PlanRun {
  return {
    inputs,
    endpointOf: remembered(
      ({ endpoint, set }) =>
        inputs.followUp?.(endpoint) ??
        deriveEndpoint(inputs.study, endpoint, membersOf(inputs.cohort, set), inputs.contexts, inputs.records),
    ),
  };
}

/** The same run as if one patient had never been a candidate: nobody else's follow-up depends on theirs. */
export function runWithout(run: PlanRun, patient: string): PlanRun {
  const { cohort } = run.inputs;
  const others = (members: readonly string[]): string[] => members.filter((member) => member !== patient);
  const sets = new Map([...cohort.sets].map(([id, members]) => [id, others(members)]));
  const inputs = { ...run.inputs, cohort: { ...cohort, eligible: others(cohort.eligible), sets }, isRepeated: true };
  return { inputs, endpointOf: remembered((of) => endpointWithout(run.endpointOf(of), patient)) };
}

/** The same run with every date that names no day read by one rule, whatever rule an endpoint has. */
export function runUnderRule(run: PlanRun, rule: PartialDateRule): PlanRun {
  const { inputs } = run;
  return {
    inputs: { ...inputs, isRepeated: true },
    endpointOf: remembered(({ endpoint, set }) => {
      const members = membersOf(inputs.cohort, set);
      const derived = deriveEndpoint(inputs.study, endpoint, members, inputs.contexts, inputs.records, rule);
      return { ...derived, partialDates: 0 };
    }),
  };
}

function remembered(derive: PlanRun['endpointOf']): PlanRun['endpointOf'] {
  const known = new Map<string, TimeToEvent>();
  return (of) => {
    const key = `${of.endpoint} ${of.set}`;
    const endpoint = known.get(key) ?? derive(of);
    known.set(key, endpoint);
    return endpoint;
  };
}

/** Without its notes, which count patients, and without other rules for partial dates: only its own estimates are read. */
function endpointWithout(endpoint: TimeToEvent, patient: string): TimeToEvent {
  const kept = [...endpoint.patients.keys()].filter((index) => endpoint.patients[index] !== patient);
  const pick = <T>(column: ArrayLike<T>): T[] => kept.map((index) => column[index] as T);
  return {
    ...endpoint,
    patients: pick(endpoint.patients),
    timeDays: Float64Array.from(pick(endpoint.timeDays)),
    event: Uint8Array.from(pick(endpoint.event)),
    competing: Uint8Array.from(pick(endpoint.competing)),
    entryDays: endpoint.entryDays ? Float64Array.from(pick(endpoint.entryDays)) : null,
    deciding: pick(endpoint.deciding),
    eventSource: pick(endpoint.eventSource),
    competingSource: pick(endpoint.competingSource),
    notAtRisk: endpoint.notAtRisk.filter((one) => one.patient !== patient),
    partialDates: 0,
    notes: [],
    noted: [],
  };
}
