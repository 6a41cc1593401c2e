import { LIMITS } from './limits.ts';

/** One row as it stands in the file, and the line on which it begins. */
export type CsvRow = { cells: string[]; line: number };

const COMMA = 0x2c;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const LINE_END = /\r\n|\n|\r/g;

/**
 * The rows of a text that is sound, found by looking for the next comma, quote or line end: a small table costs a tenth
 * of what the parser takes to get going. Null where anything is not as it should be, which is for the parser to judge.
 */
export function soundRows(text: string): CsvRow[] | null {
  const rows: CsvRow[] = [];
  const textOf = text.length > LARGE ? sharedCells() : (cell: string) => cell;
  let cells: string[] = [];
  let line = 1;
  let beginsOnLine = 1;
  let rowStart = 0;
  let at = 0;
  for (;;) {
    let quoted: string | null = null;
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at);
      if (end < 0) return null;
      quoted = text.slice(at + 1, end);
      line += quoted.match(LINE_END)?.length ?? 0;
      at = end + 1;
    }
    const end = endOfCell(text, at);
    const found = text.charCodeAt(end); // NaN after the last character
    if (found === QUOTE || (quoted !== null && end > at)) return null;
    cells.push(textOf(quoted === null ? text.slice(at, end) : quoted.replaceAll('""', '"')));
    at = end + 1;
    if (found === COMMA) continue;
    const isEmpty = end === rowStart;
    if (cells.length > LIMITS.columns || end - rowStart > LIMITS.recordCharacters) return null;
    if (!isEmpty) rows.push({ cells, line: beginsOnLine });
    if (end === text.length) return rows;
    if (found === RETURN && text.charCodeAt(at) === LINE_FEED) at += 1;
    line += 1;
    cells = [];
    beginsOnLine = line;
    rowStart = at;
  }
}

/** A text so long, in characters, that the same cells stand in it over and over. */
const LARGE = 100_000;
/** Cells that are shared: short ones, as codes, ids and days are, and not more of them than a column of ids has. */
const SHARED_LENGTH = 40;
const SHARED_CELLS = 50_000;

/** Gives equal cells as one text: thousands of rows hold the same codes, and each would be kept for itself. */
function sharedCells(): (cell: string) => string {
  const known = new Map<string, string>();
  return (cell) => {
    if (cell.length < 2 || cell.length > SHARED_LENGTH) return cell;
    const before = known.get(cell);
    if (before !== undefined) return before;
    if (known.size < SHARED_CELLS) known.set(cell, cell);
    return cell;
  };
}

/** The place of the next comma, quote or line end; the length of the text where there is none. */
function endOfCell(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > COMMA) continue;
    if (code === COMMA || code === LINE_FEED || code === QUOTE || code === RETURN) return at;
  }
  return at;
}

/** The quote that closes a cell: the first that is not doubled; -1 where there is none. */
function closingQuote(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
