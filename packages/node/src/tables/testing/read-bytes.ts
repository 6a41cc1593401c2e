import type { Answers, Merged, Question, Sheet, SheetRow, Workbook } from '@casewright/core/tables';
import { bytesSource } from '../byte-source.ts';
import { FaultList } from '../fault-list.ts';
import { TABLE_LIMITS, type TableLimits } from '../limits.ts';
import { readTable } from '../read-table.ts';
import type { FileFacts, ReadRequest, TableSink } from '../table-sink.ts';

type Asked = {
  answers?: Answers;
  encoding?: ReadRequest['encoding'];
  delimiter?: string;
  limits?: Partial<TableLimits>;
};

/** As `readWorkbook`, of bytes and without a worker. */
export async function readBytes(file: string, bytes: Uint8Array, asked: Asked = {}): Promise<Workbook> {
  const faults = new FaultList(file);
  const questions: Question[] = [];
  const facts: FileFacts = {};
  const sheets: (Sheet & { rows: SheetRow[] })[] = [];
  const sink: TableSink = {
    facts: (more) => Object.assign(facts, more),
    beginSheet: (sheet) => sheets.push({ ...sheet, rows: [], merged: [] }),
    row: (row) => sheets.at(-1)?.rows.push(row),
    endSheet: ({ merged, hiddenColumns }: { merged: Merged[]; hiddenColumns: number[] }) => {
      Object.assign(sheets.at(-1) as Sheet, { merged }, hiddenColumns.length > 0 ? { hiddenColumns } : {});
    },
    fault: (fault) => faults.add(fault),
    ask: (question) => questions.push(question),
    waiting: () => null,
  };
  const request: ReadRequest = {
    file,
    answers: asked.answers ?? {},
    encoding: asked.encoding,
    delimiter: asked.delimiter,
    sheets: 'all',
    limits: { ...TABLE_LIMITS, ...asked.limits },
  };
  const wasRead = await readTable(bytesSource(bytes), request, sink);
  return { file, format: 'csv', ...facts, sheets: wasRead ? sheets : [], questions, issues: faults.all() };
}

/** The texts of the cells of a sheet, row by row. */
export function textsOf(sheet: Sheet | undefined): string[][] {
  return (sheet?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text));
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
