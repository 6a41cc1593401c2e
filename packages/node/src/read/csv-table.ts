import type { Issue } from '@casewright/core/model';
import type { TextTable } from '@casewright/core/records';
import { type CsvFault, type CsvRow, csvRows } from './csv-rows.ts';
import { decodeText } from './decode.ts';
import { LIMITS } from './limits.ts';

/** Faults of one kind that are named one by one; the rest are counted. */
const NAMED = 100;

/**
 * Reads the bytes of one CSV file as RFC 4180 has it: commas, double quotes, any of the three line ends. Texts are kept
 * as they stand, those that look like formulas too; lines without anything are passed over.
 *
 * @returns the table, or null when its structure cannot be trusted (encoding, quotes, header, limits); rows with too few
 *   or too many cells are named and come filled up or cut, and a cell with a NUL comes empty
 */
export function readCsvTable(bytes: Uint8Array, file: string): { table: TextTable | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const fault = ({ severity = 'error', ...rest }: CsvFault): void => {
    issues.push({ severity, file, ...rest });
  };
  const text = textOf(bytes, fault);
  if (text === null) return { table: null, issues };
  const records = csvRows(text, fault);
  if (records === null) return { table: null, issues };
  const [header, ...rows] = records;
  if (!header) {
    fault({
      code: 'csv.empty',
      message: 'A table begins with a line of column names; this file holds nothing.',
      hint: 'Write the column names, or remove the file.',
    });
    return { table: null, issues };
  }
  if (!headerIsSound(header.cells, fault)) return { table: null, issues };
  const columns = header.cells;
  const counts = new Map<string, number>();
  const limited = (rowFault: CsvFault): void => {
    const count = (counts.get(rowFault.code) ?? 0) + 1;
    counts.set(rowFault.code, count);
    if (count <= NAMED) fault(rowFault);
  };
  const table: TextTable = {
    file,
    columns,
    rows: rows.map((row, index) => soundRow(row, index + 1, columns, limited)),
    lines: rows.map(({ line }) => line),
  };
  for (const [code, count] of counts) {
    if (count <= NAMED) continue;
    fault({
      code,
      message: `${count - NAMED} more rows of this file have the same fault (${code}); the first ${NAMED} are named.`,
      hint: 'Correct these first: they often have one cause.',
    });
  }
  return { table, issues };
}

function textOf(bytes: Uint8Array, fault: (fault: CsvFault) => void): string | null {
  if (bytes.length > LIMITS.fileBytes) {
    fault({
      code: 'csv.tooLarge',
      message: `A table of records has at most ${LIMITS.fileBytes / 1024 / 1024} MiB; this file has ${Math.ceil(bytes.length / 1024 / 1024)}.`,
      hint: 'Keep only the patients and items of the study in it.',
    });
    return null;
  }
  if (looksLikeUnmarkedUtf16(bytes)) {
    fault({
      code: 'file.encoding',
      message: 'A file is UTF-8 text; every other byte of this one is zero, as in UTF-16 without its mark.',
      hint: 'Save the file as UTF-8 (in a spreadsheet: "CSV UTF-8").',
    });
    return null;
  }
  const { text, fault: decodingFault } = decodeText(bytes);
  if (decodingFault) {
    fault(decodingFault);
    return null;
  }
  return text;
}

function looksLikeUnmarkedUtf16(bytes: Uint8Array): boolean {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (marked) return false;
  const sample = bytes.subarray(0, 400);
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  return sample.length >= 4 && Math.max(even, odd) > sample.length / 5 && Math.min(even, odd) === 0;
}

function headerIsSound(header: readonly string[], fault: (fault: CsvFault) => void): boolean {
  const [only = ''] = header;
  const delimiter = header.length === 1 ? ([';', '\t', '|'] as const).find((mark) => only.includes(mark)) : undefined;
  if (delimiter) {
    const name = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[delimiter];
    fault({
      code: 'csv.delimiter',
      line: 1,
      message: `The columns of a table are separated by commas; these are separated by ${name}.`,
      hint: 'Save it separated by commas. Where decimals were written with a comma, write them with a point.',
    });
    return false;
  }
  const places = new Map<string, number[]>();
  header.forEach((name, index) => {
    const key = name.trim();
    places.set(key, [...(places.get(key) ?? []), index + 1]);
  });
  let sound = true;
  for (const [key, columns] of places) {
    if (key === '') {
      sound = false;
      fault({
        code: 'csv.columnWithoutName',
        line: 1,
        message: `Each column has a name; column ${columns.join(', ')} has none.`,
        hint: 'Name it, or remove it with its cells.',
      });
    } else if (columns.length > 1) {
      sound = false;
      fault({
        code: 'csv.repeatedColumn',
        line: 1,
        field: header[(columns[0] as number) - 1] as string,
        message: `Each column has a name of its own; columns ${columns.join(', ')} share one, spaces aside.`,
        hint: 'Rename them, or remove all but one.',
      });
    }
  }
  return sound;
}

function soundRow(
  { cells, line }: CsvRow,
  row: number,
  columns: readonly string[],
  fault: (fault: CsvFault) => void,
): string[] {
  if (cells.length !== columns.length) {
    fault({
      code: 'csv.raggedRow',
      row,
      line,
      message: `Each row has as many cells as there are columns, ${columns.length}; this one has ${cells.length}.`,
      hint: 'Add or remove cells; a comma inside a text needs double quotes around the cell.',
    });
  }
  return columns.map((field, index) => {
    const cell = cells[index] ?? '';
    if (cell.includes('\0')) {
      fault({
        code: 'csv.nul',
        row,
        line,
        field,
        message: 'A cell holds text; this one holds a NUL character, which no text has.',
        hint: 'Find out what wrote it, and remove it.',
      });
      return '';
    }
    if (cell.length > LIMITS.cellCharacters) {
      fault({
        code: 'csv.cellTooLong',
        row,
        line,
        field,
        message: `A cell has at most ${LIMITS.cellCharacters} characters; this one has ${cell.length}.`,
        hint: 'Keep the sentence that says it, and name the document it is from.',
      });
      return '';
    }
    if (cell.includes('\ufffd')) {
      fault({
        severity: 'warning',
        code: 'csv.replacementCharacter',
        row,
        line,
        field,
        message: 'This cell holds the character U+FFFD, with which programs replace what they could not read.',
        hint: 'Look the text up where it came from and write it again.',
      });
    }
    return cell;
  });
}
