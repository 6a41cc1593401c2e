import { guardedText } from '@casewright/core/tables';

/** A byte order mark, without which Excel takes UTF-8 for the computer's own code page. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as CSV for a spreadsheet: UTF-8 with a byte order mark, lines ended by CR LF (RFC 4180). A cell that a
 * spreadsheet could run as a formula starts with an apostrophe, which makes it text; a plain negative number stays one.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const written = new Map<string, string>(); // a notice or a method stands in every row
  const cell = (text: string): string => {
    if (PLAIN.test(text)) return text;
    const known = written.get(text);
    if (known !== undefined) return known;
    const made = csvCell(text);
    written.set(text, made);
    return made;
  };
  const lines = [columns, ...rows].map((cells) => cells.map(cell).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

/** Most cells: words and numbers that no spreadsheet reads otherwise, and that need no quotes. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 .:;()/%_-]{0,59}$/;

function csvCell(text: string): string {
  const safe = guardedText(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
