import type { Cohort } from '../cohort/index.ts';
import type { TimeToEvent } from '../derive/index.ts';
import type { Context } from '../expression/index.ts';
import { type Hash, InputError, type Records, type Sha256 } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';

/** All that the analyses are computed from. */
export type RunInputs = {
  study: LoadedStudy;
  records: Records;
  contexts: ReadonlyMap<string, Context>;
  cohort: Cohort;
  studyHash: Hash;
  snapshot: Hash;
  /** name and version of the program, as results name it */
  engine: string;
  /** the host's own; the program's unless given */
  sha256?: Sha256;
  /** the plan again without a patient, or by another rule: what it was allowed with everybody, it is allowed here */
  isRepeated?: boolean;
  /** follow-up that no dates of records were counted from; without it each endpoint is derived from the records */
  followUp?: (endpoint: string) => TimeToEvent;
  /** digits after the point of printed durations, where times are not whole days */
  durationDecimals?: number;
  /** the steps of curves have no numbers of their own: nobody will see them, or there are too many patients to list */
  hasNoSteps?: boolean;
};

/** The members of an analysis set, by id in code-unit order. */
export function membersOf(cohort: Cohort, set: string): readonly string[] {
  const members = set === 'eligible' ? cohort.eligible : cohort.sets.get(set);
  if (members) return members;
  throw new InputError('analyse.unknownSet', `An analysis runs on an analysis set of the study. ${set} is none.`, set);
}
