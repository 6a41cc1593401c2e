import { basename, resolve } from 'node:path';
import { type Issue, words } from '@casewright/core/model';
import type { Answers, Encoding, Question, Sheet, SheetRow, TableFormat, Workbook } from '@casewright/core/tables';
import { TABLE_LIMITS, type TableLimits } from './limits.ts';
import { runWorker } from './run-worker.ts';
import type { FileFacts, ReadRequest, TableFault } from './table-sink.ts';
import type { WorkerMessage } from './worker-messages.ts';

export type ReadOptions = {
  /** found where it is not asked for */
  readonly encoding?: Encoding;
  /** of a CSV, one character; found where it is not asked for */
  readonly delimiter?: string;
  readonly answers?: Answers;
  readonly limits?: Partial<TableLimits>;
};

export type StreamOptions = ReadOptions & {
  /** the sheet to read; the first that is not hidden where none is asked for */
  readonly sheet?: string;
};

/**
 * Reads all sheets of a CSV, XLSX, Parquet or JSON file. Bad input is never thrown: `issues` name every fault found, and
 * `sheets` is empty where the file as a whole cannot be trusted or a question about all of it is open.
 */
export async function readWorkbook(path: string, options: ReadOptions = {}): Promise<Workbook> {
  const sheets: (Sheet & { rows: SheetRow[] })[] = [];
  const limits = { ...TABLE_LIMITS, ...options.limits };
  let cells = 0;
  const outcome = await runReading(path, requestOf(path, options, limits, 'all'), (message) => {
    if (message.kind === 'sheet') sheets.push({ name: message.name, hidden: message.hidden, rows: [], merged: [] });
    const sheet = sheets.at(-1);
    if (!sheet) return;
    if (message.kind === 'rows') {
      for (const row of JSON.parse(message.rows) as SheetRow[]) {
        cells += row.cells.length;
        sheet.rows.push(row);
      }
      if (cells > limits.cells) throw new TooManyCells();
    }
    if (message.kind === 'sheetEnd') sheets[sheets.length - 1] = ended(sheet, message);
  });
  return workbookOf(path, outcome, outcome.wasRead ? sheets : []);
}

/**
 * Reads one sheet row by row, in memory that does not grow with the file. Rows come in the order of the file and before
 * it is known whether the file is sound: what was made of them is to be thrown away where `issues` holds an error.
 *
 * @returns the workbook, its sheet without rows
 */
export async function streamRows(
  path: string,
  options: StreamOptions,
  onRow: (row: SheetRow) => void,
): Promise<Workbook> {
  const sheets: Sheet[] = [];
  const limits = { ...TABLE_LIMITS, ...options.limits };
  const which = options.sheet === undefined ? 'first' : { name: options.sheet };
  const outcome = await runReading(path, requestOf(path, options, limits, which), (message) => {
    if (message.kind === 'sheet') sheets.push({ name: message.name, hidden: message.hidden, rows: [], merged: [] });
    if (message.kind === 'rows') for (const row of JSON.parse(message.rows) as SheetRow[]) onRow(row);
    const sheet = sheets.at(-1);
    if (message.kind === 'sheetEnd' && sheet) sheets[sheets.length - 1] = ended(sheet, message);
  });
  return workbookOf(path, outcome, outcome.wasRead ? sheets : []);
}

class TooManyCells extends Error {}

type Outcome = { wasRead: boolean; facts: FileFacts; issues: Issue[]; questions: Question[] };

async function runReading(
  path: string,
  request: ReadRequest,
  onMessage: (message: WorkerMessage) => void,
): Promise<Outcome> {
  let outcome: Outcome = { wasRead: false, facts: {}, issues: [], questions: [] };
  const failed = (fault: TableFault): Outcome => ({
    ...outcome,
    wasRead: false,
    issues: [...outcome.issues, { severity: 'error', file: request.file, ...fault }],
  });
  try {
    const fault = await runWorker({ path: resolve(path), request }, (message) => {
      if (message.kind === 'end') outcome = message;
      else onMessage(message);
    });
    return fault ? failed(fault) : outcome;
  } catch (error) {
    if (error instanceof TooManyCells) return failed(tooManyCells(request.limits.cells));
    throw error;
  }
}

function requestOf(
  path: string,
  options: ReadOptions,
  limits: TableLimits,
  sheets: ReadRequest['sheets'],
): ReadRequest {
  return {
    file: basename(path),
    encoding: options.encoding,
    delimiter: options.delimiter,
    answers: options.answers ?? {},
    sheets,
    limits,
  };
}

function ended<S extends Sheet>(sheet: S, { merged, hiddenColumns }: WorkerMessage & { kind: 'sheetEnd' }): S {
  return { ...sheet, merged, ...(hiddenColumns.length > 0 ? { hiddenColumns } : {}) };
}

function workbookOf(path: string, { facts, issues, questions }: Outcome, sheets: Sheet[]): Workbook {
  const { format = formatOfName(path), encoding, delimiter } = facts;
  return {
    file: basename(path),
    format,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    sheets,
    questions,
    issues,
  };
}

function formatOfName(path: string): TableFormat {
  const ending = /\.(xlsx|xlsm|xls|parquet|jsonl|ndjson|json)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'parquet' || ending === 'json' || ending === 'jsonl') return ending;
  if (ending === 'ndjson') return 'jsonl';
  return ending === undefined ? 'csv' : 'xlsx';
}

function tooManyCells(limit: number): TableFault {
  return {
    code: 'table.tooManyCells',
    message: words(
      `A file that is read as a whole has at most ${limit} cells; this one has more.`,
      `整体读取的文件最多 ${limit} 个单元格；此文件超出。`,
    ),
    hint: words('Keep only the rows and columns of the study in it.', '请只保留本研究的行和列。'),
  };
}
