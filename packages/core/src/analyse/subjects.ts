import {
  type CompetingFollowUp,
  type ConfidenceScale,
  type FollowUp,
  kaplanMeier,
  type SurvivalCurve,
} from '@casewright/stats';
import type { TimeToEvent } from '../derive/index.ts';
import type { RecordRef } from '../model/index.ts';

/** The patients of one curve, ids in code-unit order, with their follow-up in days and the records that ended it. */
export type Subjects = {
  patients: readonly string[];
  followUp: FollowUp;
  /** of each, the record of the event or of the censoring */
  ending: readonly RecordRef[];
};

/** Those of an endpoint's patients who are among the members, both in code-unit order. */
export function subjectsAmong(endpoint: TimeToEvent, members: readonly string[]): Subjects {
  const wanted = new Set(members);
  const kept = [...endpoint.patients.keys()].filter((index) => wanted.has(endpoint.patients[index] as string));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (index) => column[index] as number);
  return {
    patients: kept.map((index) => endpoint.patients[index] as string),
    followUp: {
      entry: endpoint.entryDays ? pick(endpoint.entryDays) : null,
      exit: pick(endpoint.timeDays),
      event: Uint8Array.from(kept, (index) => endpoint.event[index] as number),
    },
    ending: kept.map((index) => (endpoint.deciding[index] as RecordRef[]).at(-1) as RecordRef),
  };
}

/** The same follow-up with the event as the only cause. */
export function asCauses({ followUp }: Subjects): CompetingFollowUp {
  return { entry: followUp.entry ?? null, exit: followUp.exit, cause: followUp.event };
}

export type CurveOptions = { level: number; confidence: ConfidenceScale };

export function curveOf(subjects: Subjects, options: CurveOptions): SurvivalCurve {
  return kaplanMeier(subjects.followUp, options);
}

/** At risk just before a day: observed from earlier on (or from time zero) and not gone before it. */
export function atRiskOn(subjects: Subjects, day: number): string[] {
  const { entry, exit } = subjects.followUp;
  return subjects.patients.filter((_patient, index) => {
    const entered = !entry || entry[index] === 0 || (entry[index] as number) < day;
    return entered && (exit[index] as number) >= day;
  });
}

/** Those who left up to and including a day, by the event (1) or censored (0). */
export function leftBy(subjects: Subjects, day: number, event: 0 | 1): string[] {
  const { exit, event: events } = subjects.followUp;
  return subjects.patients.filter((_patient, index) => (exit[index] as number) <= day && events[index] === event);
}

/** Those who left at one time, by the event (1) or censored (0). */
export function leftOn(subjects: Subjects, day: number, event: 0 | 1): string[] {
  const { exit, event: events } = subjects.followUp;
  return subjects.patients.filter((_patient, index) => exit[index] === day && events[index] === event);
}

export function withOutcome(subjects: Subjects, event: 0 | 1): string[] {
  return leftBy(subjects, Number.POSITIVE_INFINITY, event);
}

/** The records that ended the follow-up of those who left between two days, both counted, with an outcome. */
export function endingBetween(subjects: Subjects, from: number, to: number, event: 0 | 1): RecordRef[] {
  const { exit, event: events } = subjects.followUp;
  return subjects.ending.filter((_ref, index) => {
    const day = exit[index] as number;
    return day >= from && day <= to && events[index] === event;
  });
}

/** The records at the day of a quantile; where it lies between two days, those at both. */
export function endingAtQuantile(subjects: Subjects, day: number | null, event: 0 | 1): RecordRef[] {
  if (day === null) return [];
  const { exit, event: events } = subjects.followUp;
  let before = Number.NEGATIVE_INFINITY;
  let after = Number.POSITIVE_INFINITY;
  for (let index = 0; index < exit.length; index += 1) {
    if (events[index] !== event) continue;
    const time = exit[index] as number;
    if (time <= day) before = Math.max(before, time);
    if (time >= day) after = Math.min(after, time);
  }
  const refs = endingBetween(subjects, before, before, event);
  return after === before ? refs : [...refs, ...endingBetween(subjects, after, after, event)];
}

/** Time observed by all together, in days. */
export function observedDays(subjects: Subjects): number {
  const { entry, exit } = subjects.followUp;
  let days = 0;
  for (let index = 0; index < exit.length; index += 1) days += (exit[index] as number) - (entry?.[index] ?? 0);
  return days;
}
