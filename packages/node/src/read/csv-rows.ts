import { type Issue, words } from '@casewright/core/model';
import { CsvError, parse } from 'csv-parse/sync';
import { LIMITS } from './limits.ts';
import { LineCounter } from './line-counter.ts';
import { type CsvRow, soundRows } from './sound-rows.ts';

/** A fault of one file, before the file's name is put to it; an error unless it says otherwise. */
export type CsvFault = Omit<Issue, 'file' | 'severity'> & { severity?: Issue['severity'] };

type ParsedRecord = { record: string[]; info: { bytes: number } };

class TooManyColumns extends Error {}

/** The rows of a text, the header first; null, with a fault, when its structure cannot be trusted. */
export function csvRows(text: string, fault: (fault: CsvFault) => void): CsvRow[] | null {
  return soundRows(text) ?? parsedRows(text, fault);
}

/** As `csvRows`, for any text. */
export function parsedRows(text: string, fault: (fault: CsvFault) => void): CsvRow[] | null {
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
        message: words(
          `A table of records has at most ${LIMITS.columns} columns; this file has ${error.message}.`,
          `记录表最多 ${LIMITS.columns} 列；此文件有 ${error.message} 列。`,
        ),
        hint: words(
          'Keep the columns of the form only; large matrices do not belong into records.',
          '请只保留表单的列；大型矩阵数据不属于病例记录。',
        ),
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
        message: words(
          'A cell that begins with a double quote ends with one; in this row a quote is opened and never closed, and the rest of the file would be one cell.',
          '以双引号开头的单元格须以双引号结尾；此行引号未闭合，其后全部内容会被读成一个单元格。',
        ),
        hint: words(
          'Close the quote, or double it ("") where it belongs to the text.',
          '请补上引号；引号若属于文本，请双写（""）。',
        ),
      };
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return {
        code: 'csv.strayQuote',
        ...place,
        message: words(
          'A double quote opens a cell, closes it, or is doubled inside a quoted cell; in this row one stands elsewhere.',
          '双引号只能用于单元格的开头、结尾，或在带引号的单元格内双写；此行有引号出现在别处。',
        ),
        hint: words(
          'Put the whole cell into double quotes and double each quote that belongs to the text: "he said ""no""".',
          '请将整个单元格置于双引号内，文本中的引号双写："he said ""no"""。',
        ),
      };
    case 'CSV_MAX_RECORD_SIZE':
      return {
        code: 'csv.rowTooLong',
        ...place,
        message: words(
          `A row has at most ${LIMITS.recordCharacters} characters; this one has more.`,
          `每行最多 ${LIMITS.recordCharacters} 个字符；此行超出。`,
        ),
        hint: words(
          'Keep whole reports out of the records; look for a quote that is not closed.',
          '请勿将整份报告放入记录；并检查是否有未闭合的引号。',
        ),
      };
    default:
      return {
        code: 'csv.structure',
        ...place,
        message: words(
          `A table follows RFC 4180 (commas, double quotes); this row does not: ${error.message}.`,
          `表格须符合 RFC 4180（逗号分隔、双引号）；此行不符：${error.message}。`,
        ),
        hint: words(
          'Save the table again as CSV (UTF-8, separated by commas).',
          '请将表格重新存为 CSV（UTF-8，逗号分隔）。',
        ),
      };
  }
}
