import type { CandidateStatus, ReportCode } from '../model/index.ts';
import type { Age, WhyNoAge } from './age.ts';
import type { TwoNumbers } from './two-numbers.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** Something about a candidate that a person should know before judging; it decides nothing. */
export type CandidateRemark =
  /** no report that supports the status has a date, or one of them has none and may be the earliest */
  | { code: 'noDate' | 'someWithoutDate'; reports: string[] }
  | { code: 'noAge'; why: WhyNoAge }
  | { code: 'textWithoutCode' }
  | { code: 'codeWithoutText' }
  /** outside of the dates or ages of the search; `perhaps` where the dates leave it open */
  | { code: 'outsideDates' | 'outsideAges'; side: 'before' | 'after'; perhaps: boolean }
  | { code: 'sameTextTwice'; reports: string[] }
  /** a report that speaks against the status and was not followed */
  | { code: 'contradicted'; reports: string[] }
  | { code: 'twoNumbers'; other: string; because: TwoNumbers['because'] };

/** One patient with a mention or a code of the search, and what follows from all reports together. */
export type Candidate = {
  patient: string;
  status: CandidateStatus;
  /** name of the rule by which that report has the latest word */
  rule: string;
  /** id of the report that decided; null of a candidate by codes only */
  deciding: string | null;
  /** date of the earliest report that by itself supports the status, as precise as it is given */
  firstDate: string | null;
  /** id of that report */
  firstReport: string | null;
  age: Age | null;
  birthDate: string | null;
  codes: ReportCode[];
  remarks: CandidateRemark[];
  /** those with a mention or a code, in the order of their dates */
  reports: UnderstoodReport[];
};

/** The statuses, from the surest to the least, as lists show them. */
export const CANDIDATE_STATUSES: readonly CandidateStatus[] = [
  'case',
  'probable',
  'possible',
  'history',
  'family',
  'not',
];
