import { type CandidateStatus, type Words, words } from '../model/index.ts';

/** What a status is called. */
export const STATUS_WORDS: Readonly<Record<CandidateStatus, Words>> = {
  case: words('case', '确诊'),
  probable: words('probable', '很可能'),
  possible: words('possible', '可能'),
  history: words('history', '既往史'),
  family: words('family', '他人'),
  not: words('not', '非病例'),
};
