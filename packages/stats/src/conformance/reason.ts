/** A value that is not R's, at its path in R's answer. Values are as JavaScript writes them. */
export type Difference =
  | { is: 'value'; path: string; r: string; ours: string }
  /** the field is one of those where the library does not follow R, and is not as stated there */
  | { is: 'notAsStated'; path: string; r: string; ours: string }
  /** a list of another length; both are counts */
  | { is: 'length'; path: string; r: number; ours: number }
  | { is: 'notEmpty'; path: string; ours: string }
  | { is: 'unknownToR'; path: string }
  /** R errs or warns, and the library does neither */
  | { is: 'noWarning'; path: '' };

/** What of a case is not understood, or what it lacks to be answered. Rows are counted from 1. */
export type Unanswered =
  | { lacks: 'call'; call: string }
  | { lacks: 'interaction'; names: readonly string[] }
  | { lacks: 'column'; name: string }
  | { lacks: 'columnNames' }
  | { lacks: 'newdata'; name: string }
  | { lacks: 'parameter' | 'list' | 'matrix' | 'wholeList'; name: string }
  | { lacks: 'number' | 'level'; name: string; row: number };

/** Why a case has the verdict that it has: a code with its facts, for whoever tells it to put in words. */
export type Reason =
  | { why: 'differs'; differences: readonly Difference[] }
  | { why: 'nothingToCompare' }
  | { why: 'notAllCompared'; compared: number; of: number }
  /** a pass, with values that deviate as docs/validation.md states */
  | { why: 'deviates'; values: number }
  | { why: 'noMethod'; method: string }
  | { why: 'unanswered'; unanswered: Unanswered }
  /** the library refuses an input that R answers: code, sentence and index of its InputError */
  | { why: 'refused'; code: string; message: string; at: number | undefined }
  /** a fault of the library */
  | { why: 'broke'; message: string };
