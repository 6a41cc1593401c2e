export { answersText, parseAnswers } from './answers-text.ts';
export type { Mapping } from './column-plan.ts';
export type { Grid, GridCell, GridFile, Merge } from './grid.ts';
export { gridFileOf } from './grid-of-workbook.ts';
export { type ColumnAccount, DISPOSITIONS, type Disposition, type LeftCell, type Proposal } from './proposal.ts';
export { proposeStudy } from './propose-study.ts';
export type { Answers, Choice, ProposalQuestion } from './questions.ts';
