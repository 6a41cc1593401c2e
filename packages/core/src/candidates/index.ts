export type { Age, WhyNoAge } from './age.ts';
export { ageAt } from './age.ts';
export { CANDIDATE_STATUSES, type Candidate, type CandidateRemark } from './candidate.ts';
export { type CandidateLimits, candidatesOf } from './candidates.ts';
export { type CandidatesJson, candidatesJson, decidingRule, type Evidence, evidenceOf } from './candidates-json.ts';
export { type LatestWord, latestWord } from './latest-word.ts';
export type { Likeness } from './two-numbers.ts';
export type { ProposedFact, UnderstoodReport } from './understood-report.ts';
