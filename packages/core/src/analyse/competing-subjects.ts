import { type CompetingFollowUp, type CumulativeIncidence, cumulativeIncidence } from '@casewright/stats';
import type { TimeToEvent } from '../derive/index.ts';
import type { RecordRef } from '../model/index.ts';
import { type CurveOptions, type Subjects, subjectsAmong } from './subjects.ts';

/** How follow-up ended: censored, with the event, or with what competes with it. */
export type Ending = 0 | 1 | 2;

/** The patients of one curve with what ended their follow-up. */
export type CompetingSubjects = Subjects & { cause: Uint8Array };

export function competingSubjects(endpoint: TimeToEvent, members: readonly string[]): CompetingSubjects {
  const subjects = subjectsAmong(endpoint, members);
  const competing = new Map(endpoint.patients.map((patient, at) => [patient, endpoint.competing[at] as number]));
  const { event } = subjects.followUp;
  const cause = Uint8Array.from(subjects.patients, (patient, at) =>
    event[at] === 1 ? 1 : 2 * (competing.get(patient) ?? 0),
  );
  return { ...subjects, cause };
}

/** The same patients with any of the events as the event: who is still free of all. */
export function freeOfAny(subjects: CompetingSubjects): Subjects {
  const event = subjects.cause.map((cause) => (cause === 0 ? 0 : 1));
  return { ...subjects, followUp: { ...subjects.followUp, event } };
}

export function incidenceOf({ followUp, cause }: CompetingSubjects, options: CurveOptions): CumulativeIncidence {
  const columns: CompetingFollowUp = { entry: followUp.entry ?? null, exit: followUp.exit, cause };
  return cumulativeIncidence(columns, { ...options, causes: 2 });
}

/** Those who left up to and including a day in one of the ways. */
export function endedBy({ patients, followUp, cause }: CompetingSubjects, day: number, ending: Ending): string[] {
  return patients.filter((_patient, at) => (followUp.exit[at] as number) <= day && cause[at] === ending);
}

/** Those who left at one time in one of the ways. */
export function endedOn({ patients, followUp, cause }: CompetingSubjects, day: number, ending: Ending): string[] {
  return patients.filter((_patient, at) => followUp.exit[at] === day && cause[at] === ending);
}

/** The records that ended the follow-up of those who left between two days, both counted, in one of the ways. */
export function recordsOf(
  { ending: records, followUp, cause }: CompetingSubjects,
  from: number,
  to: number,
  ending: Ending,
): RecordRef[] {
  return records.filter((_ref, at) => {
    const day = followUp.exit[at] as number;
    return day >= from && day <= to && cause[at] === ending;
  });
}
