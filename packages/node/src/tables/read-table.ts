import { words } from '@casewright/core/model';
import type { ByteSource } from './byte-source.ts';
import { readCsv } from './read-csv.ts';
import { type TableKind, tableKind } from './table-kind.ts';
import { type ReadRequest, TableRefused, type TableSink } from './table-sink.ts';

/**
 * Reads the tables of a file into a sink, whatever its kind.
 * @returns whether it could be read; where not, a fault or a question in the sink says why
 */
export async function readTable(source: ByteSource, request: ReadRequest, sink: TableSink): Promise<boolean> {
  try {
    checkSize(source, request.limits.fileBytes);
    await readKind(tableKind(source, request.file), source, request, sink);
    return true;
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error;
    if (error.fault) sink.fault(error.fault);
    return false;
  }
}

/** Readers but that of CSV are loaded when they are needed. */
async function readKind(kind: TableKind, source: ByteSource, request: ReadRequest, sink: TableSink): Promise<void> {
  switch (kind) {
    case 'csv':
      return readCsv(source, request, sink);
    case 'archive':
      return (await import('./xlsx/read-xlsx.ts')).readXlsx(source, request, sink);
    case 'parquet':
      return (await import('./read-parquet.ts')).readParquet(source, request, sink);
    case 'json':
    case 'jsonl':
      return (await import('./read-json.ts')).readJson(source, kind, request, sink);
  }
}

function checkSize(source: ByteSource, limit: number): void {
  if (source.size <= limit) return;
  throw new TableRefused({
    code: 'table.tooLarge',
    message: words(
      `A file of tables has at most ${limit / 1024 / 1024} MiB; this one has ${Math.ceil(source.size / 1024 / 1024)}.`,
      `表格文件最大为 ${limit / 1024 / 1024} MiB；此文件为 ${Math.ceil(source.size / 1024 / 1024)} MiB。`,
    ),
    hint: words('Keep only the patients and columns of the study in it.', '请只保留本研究的患者和列。'),
  });
}
