export { DECISION_WORDS, DECISIONS, type Decision } from './decision.ts';
export { lettersOf, remembered } from './evidence-hash.ts';
export { type ReturnedSheet, readSheet, type SheetVotes, type Vote } from './read-sheet.ts';
export { type MergedLog, mergeLog } from './screening-log.ts';
export { type ScreeningInputs, screeningResult } from './screening-result.ts';
export {
  adjudicationSheet,
  type Disputed,
  type ScreenedPatient,
  type ScreeningSheet,
  screeningSheet,
  sheetRow,
} from './screening-sheet.ts';
export {
  changesSince,
  type ExtractChanges,
  type FinalDecision,
  type NonHitSample,
  type ScreeningRun,
  type ScreeningState,
  type SheetRow,
  stateAfterRun,
  toScreen,
} from './screening-state.ts';
export { decisionsAfter, type Settled, settle } from './settle.ts';
export { shownReports } from './shown-reports.ts';
