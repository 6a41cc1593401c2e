export { CASE_FINDING, CASE_FINDING_TITLE } from './case-finding-id.ts';
export { readScreeningResult } from './read-screening-result.ts';
export { type RecordItem, type RecordLine, recordItems } from './record-items.ts';
export { type ScreeningReason, screeningReasons } from './screening-reasons.ts';
export { STATUS_WORDS } from './status-words.ts';
