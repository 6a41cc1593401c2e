/** What a spreadsheet may take for the start of a formula, full-width forms included; behind the apostrophes of a guard. */
const FORMULA_START = /^'*\s*[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A text as it is written for a spreadsheet: one that could be run as a formula gets an apostrophe before it, which makes
 * it text; a plain negative number stays one. A text that has such an apostrophe of its own gets another, so that
 * `unguardedText` gives back every text as it was.
 */
export function guardedText(text: string): string {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** The text that `guardedText` was given; for cells of files that this program wrote. */
export function unguardedText(written: string): string {
  return written.startsWith("'") && FORMULA_START.test(written) ? written.slice(1) : written;
}
