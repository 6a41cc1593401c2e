import type { Words } from './words.ts';

/**
 * A fault in what a user wrote. Never thrown: checks return all of them at once. The message gives the rule,
 * then this input's fact; the hint gives the remedy. No message quotes a patient's value unless it is the
 * unreadable cell itself.
 */
export type Issue = {
  readonly severity: 'error' | 'warning' | 'info';
  /** stable, e.g. `expression.unknownItem` */
  readonly code: string;
  /** path relative to the study folder, with forward slashes */
  readonly file?: string;
  /** 1-based */
  readonly line?: number;
  readonly column?: number;
  /** 1-based data row of a table (the header is row 0) */
  readonly row?: number;
  /** column name or item */
  readonly field?: string;
  /** pointer into the study document, e.g. `endpoints/0/censoring`, or a cell of a workbook, e.g. `Sheet1!B7` */
  readonly path?: string;
  readonly message: Words;
  readonly hint?: Words;
};

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error');
}
