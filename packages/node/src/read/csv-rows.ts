import type { Issue } from '@casewright/core/model';
import { CsvError, parse } from 'csv-parse/sync';
import { LIMITS } from './limits.ts';
import { LineCounter } from './line-counter.ts';

/** A fault of one file, before the file's name is put to it; an error unless it says otherwise. */
export type CsvFault = Omit<Issue, 'file' | 'severity'> & { severity?: Issue['severity'] };

/** One row as it stands in the file, and the line on which it begins. */
export type CsvRow = { cells: string[]; line: number };

type ParsedRecord = { record: string[]; info: { bytes: number } };

class TooManyColumns extends Error {}

/** The rows of a text, the header first; null, with a fault, when its structure cannot be trusted. */
export function csvRows(text: string, fault: (fault: CsvFault) => void): CsvRow[] | null {
  const bytes = Buffer.from(text, 'utf8');
  const lines = new LineCounter(bytes);
  let whole = 0; // records read to their end, the header among them, and where the last of them ends
  let end = 0;
  try {
    const records = parse(bytes, {
      info: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      max_record_size: LIMITS.recordCharacters,
      on_record: (parsed: unknown) => {
        const { record, info } = parsed as ParsedRecord;
        if (record.length > LIMITS.columns) throw new TooManyColumns(String(record.length));
        whole += 1;
        end = info.bytes;
        return parsed as string[];
      },
    }) as unknown as ParsedRecord[];
    return records.map(({ record, info }) => ({ cells: record, line: lines.lineOfRecordEndingAt(info.bytes) }));
  } catch (error) {
    if (error instanceof TooManyColumns) {
      fault({
        code: 'csv.tooManyColumns',
        message: `A table of records has at most ${LIMITS.columns} columns; this file has ${error.message}.`,
        hint: 'Keep the columns of the form only; large matrices do not belong into records.',
      });
      return null;
    }
    if (error instanceof CsvError) {
      fault(structureFault(error, whole === 0 ? { line: 1 } : { row: whole, line: lines.lineAfter(end) }));
      return null;
    }
    throw error;
  }
}

/** What csv-parse refuses, in words; its own position is where it gave up, not where the row begins. */
function structureFault(error: CsvError, place: { row?: number; line: number }): CsvFault {
  switch (error.code as string) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return {
        code: 'csv.unclosedQuote',
        ...place,
        message:
          'A cell that begins with a double quote ends with one; in this row a quote is opened and never closed, and the rest of the file would be one cell.',
        hint: 'Close the quote, or double it ("") where it belongs to the text.',
      };
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return {
        code: 'csv.strayQuote',
        ...place,
        message:
          'A double quote opens a cell, closes it, or is doubled inside a quoted cell; in this row one stands elsewhere.',
        hint: 'Put the whole cell into double quotes and double each quote that belongs to the text: "he said ""no""".',
      };
    case 'CSV_MAX_RECORD_SIZE':
      return {
        code: 'csv.rowTooLong',
        ...place,
        message: `A row has at most ${LIMITS.recordCharacters} characters; this one has more.`,
        hint: 'Keep whole reports out of the records; look for a quote that is not closed.',
      };
    default:
      return {
        code: 'csv.structure',
        ...place,
        message: `A table follows RFC 4180 (commas, double quotes); this row does not: ${error.message}.`,
        hint: 'Save the table again as CSV (UTF-8, separated by commas).',
      };
  }
}
