export type { Age, WhyNoAge } from './age.ts';
export { ageAt } from './age.ts';
export { CANDIDATE_STATUSES, type Candidate, type CandidateRemark } from './candidate.ts';
export {
  ageWords,
  EXPERIENCER_WORDS,
  NEGATION_WORDS,
  remarkWords,
  STATUS_MEANINGS,
  TEMPORALITY_WORDS,
  wordRule,
} from './candidate-words.ts';
export { type CandidateLimits, candidatesOf } from './candidates.ts';
export { type CandidatesJson, candidatesJson, decidingRule, type Evidence, evidenceOf } from './candidates-json.ts';
export {
  type EvidencePageData,
  type PageCandidate,
  type PageFact,
  type PageMention,
  type PageReport,
  pageCandidate,
  type Since,
} from './evidence-page-data.ts';
export { evidenceWords } from './evidence-words.ts';
export { type FactWords, factWords } from './fact-words.ts';
export { type LatestWord, latestWord } from './latest-word.ts';
export { type SuggestedTerm, suggestTerms } from './suggest-terms.ts';
export type { Likeness } from './two-numbers.ts';
export { type UnderstoodReport, understandReport } from './understood-report.ts';
