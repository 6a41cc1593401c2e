import { clause } from './vocabulary.ts';
import type { Writing } from './writing.ts';

/** The plain-language sentence of an expression of the study document, without a full stop; '' when there is none. */
export function explained(w: Writing, pointer: string): string {
  return clause(w.study.expression(pointer)?.explain(w.language) ?? '');
}
