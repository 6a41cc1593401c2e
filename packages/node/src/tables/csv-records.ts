/** What is unusual about a record; each is for the caller to judge. */
export type CsvOddity = 'strayQuote' | 'textAfterQuote';

export type CsvRecord = {
  readonly cells: string[];
  /** 1-based line on which it begins */
  readonly line: number;
  readonly oddity: CsvOddity | null;
};

/** Why a text cannot be cut into records, and the line on which the record begins that shows it. */
export type CsvBreak = { readonly kind: 'unclosedQuote' | 'tooManyColumns' | 'recordTooLong'; readonly line: number };

export class CsvBroken extends Error {
  readonly at: CsvBreak;

  constructor(at: CsvBreak) {
    super(at.kind);
    this.at = at;
  }
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * Cuts a text that comes in pieces into records (RFC 4180, with any delimiter and any of the three line ends). A quote
 * inside a cell that does not begin with one is a letter of it; lines without anything are passed over. At most one
 * record and one piece are held.
 */
export class CsvRecords {
  private readonly delimiter: number;
  private readonly onRecord: (record: CsvRecord) => void;
  private readonly limits: { readonly columns: number; readonly recordCharacters: number };
  private text = '';
  private line = 1;

  constructor(
    delimiter: string,
    limits: { readonly columns: number; readonly recordCharacters: number },
    onRecord: (record: CsvRecord) => void,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
    this.limits = limits;
    this.onRecord = onRecord;
  }

  /** @throws CsvBroken */
  push(piece: string): void {
    this.cut(this.text === '' ? piece : this.text + piece, false);
  }

  /** The text has ended. @throws CsvBroken */
  end(): void {
    this.cut(this.text, true);
  }

  private cut(text: string, final: boolean): void {
    let start = 0;
    while (start < text.length) {
      const next = this.record(text, start, final);
      if (next < 0) break;
      start = next;
    }
    this.text = text.slice(start);
    if (this.text.length > this.limits.recordCharacters) {
      const inQuotes = this.text.includes('"');
      throw new CsvBroken({ kind: inQuotes ? 'unclosedQuote' : 'recordTooLong', line: this.line });
    }
  }

  /** Cuts the record that begins here; where the next begins, or -1 when this one goes on beyond the text. */
  private record(text: string, start: number, final: boolean): number {
    const cells: string[] = [];
    let oddity: CsvOddity | null = null;
    let lines = 0;
    let at = start;
    for (;;) {
      const cellStart = at;
      let quoted: string | null = null;
      if (text.charCodeAt(at) === QUOTE) {
        let close = text.indexOf('"', at + 1);
        while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
        if (close < 0 || (close === text.length - 1 && !final)) {
          if (!final) return -1;
          throw new CsvBroken({ kind: 'unclosedQuote', line: this.line });
        }
        quoted = text.slice(at + 1, close);
        at = close + 1;
      }
      const bareStart = at;
      let code = text.charCodeAt(at);
      while (at < text.length && code !== this.delimiter && code !== LINE_FEED && code !== RETURN) {
        if (code === QUOTE) oddity ??= 'strayQuote';
        at += 1;
        code = text.charCodeAt(at);
      }
      const ends = at >= text.length;
      if ((ends || (code === RETURN && at === text.length - 1)) && !final) return -1;
      if (quoted === null) cells.push(text.slice(bareStart, at));
      else {
        lines += linesIn(quoted);
        if (at === bareStart) cells.push(quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted);
        else {
          oddity = 'textAfterQuote';
          cells.push(text.slice(cellStart, at));
        }
      }
      if (!ends && code === this.delimiter) {
        if (cells.length >= this.limits.columns) throw new CsvBroken({ kind: 'tooManyColumns', line: this.line });
        at += 1;
        continue;
      }
      if (at > start) this.onRecord({ cells, line: this.line, oddity });
      if (ends) return at;
      this.line += lines + 1;
      return code === RETURN && text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
    }
  }
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) count += 1;
  }
  return count;
}
