import path from 'node:path';
import { type Issue, words } from '@casewright/core/model';
import type { Question, SheetRow } from '@casewright/core/tables';
import { streamRows } from '../tables/index.ts';
import { type ColumnMapping, mapColumns } from './columns.ts';
import { keyOf, type RawReport, reportFrom } from './raw-report.ts';
import { type Reader, type ReadingRequest, stopWhereAsked } from './reader.ts';

const BATCH = 512;
/** An extract of a hospital is larger than the table of a study. */
const LIMITS = {
  fileBytes: 64 * 1024 ** 3,
  unpackedBytes: 4 * 1024 ** 3,
  jsonBytes: 256 * 1024 * 1024,
  milliseconds: 24 * 3600 * 1000,
  heapMegabytes: 900,
};

/** Reads a file of rows of any kind: CSV, TSV, XLSX, Parquet, JSON, JSON lines. */
export function rowReader(file: string): Reader {
  return async (request, onBatch) => {
    const name = path.basename(file);
    const questions: Question[] = [];
    const issues: Issue[] = [];
    let columns: string[] | null = null;
    let mapping: ColumnMapping | null = null;
    let rows = 0;
    let pending: RawReport[] = [];
    const flush = (done: number): void => {
      stopWhereAsked(request);
      onBatch({
        reports: pending.length,
        patients: pending.map((one) => keyOf(one.hospitalNumber)),
        candidates: pending,
        rows,
        done,
      });
      pending = [];
    };
    const workbook = await streamRows(
      file,
      {
        limits: LIMITS,
        answers: request.answers,
        ...(request.encoding === undefined ? {} : { encoding: request.encoding }),
        ...(request.delimiter === undefined ? {} : { delimiter: request.delimiter }),
      },
      (row) => {
        if (columns === null) {
          columns = row.cells.map(({ text }) => text.trim());
          mapping = columnsOfTable(columns, name, request, questions, issues);
          return;
        }
        rows += 1;
        if (mapping === null) return;
        const report = reportFrom(cellsOf(row, columns), mapping, rows);
        if (report !== null) pending.push(report);
        if (pending.length >= BATCH) flush(0);
      },
    );
    flush(1);
    return { issues: [...workbook.issues, ...issues], questions: [...workbook.questions, ...questions] };
  };
}

/** What the columns hold: as remembered, else by their names. Faults and questions are added to the lists. */
export function columnsOfTable(
  columns: readonly string[],
  file: string,
  request: ReadingRequest,
  questions: Question[],
  issues: Issue[],
): ColumnMapping | null {
  const remembered = request.remembered(columns);
  if (remembered !== null) return remembered;
  const mapped = mapColumns(columns, file, request.answers);
  questions.push(...mapped.questions);
  if (mapped.mapping !== null) request.remember(columns, mapped.mapping);
  else if (mapped.questions.length === 0) issues.push(noColumns(file, columns));
  return mapped.mapping;
}

function cellsOf({ cells }: SheetRow, columns: readonly string[]): (column: string) => string {
  return (column) => {
    const cell = cells[columns.indexOf(column)];
    return cell === undefined ? '' : (cell.date ?? cell.text);
  };
}

function noColumns(file: string, columns: readonly string[]): Issue {
  const named = columns.slice(0, 12).join(', ');
  return {
    severity: 'error',
    code: 'extract.columns',
    file,
    message: words(
      `An extract has a column with the number of the patient, and one with the text of reports or with diagnosis codes. This file has the columns ${named}.`,
      `提取数据须有患者编号列，以及报告文本列或诊断编码列。此文件的列为：${named}。`,
    ),
    hint: words(
      'Say what the columns hold in a mapping file, or name them patient_id, report_id, report_date, report_type, text, birth_date, code.',
      '请在列对应文件中说明各列内容，或将列命名为 patient_id、report_id、report_date、report_type、text、birth_date、code。',
    ),
  };
}
