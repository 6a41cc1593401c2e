import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Issue } from '@casewright/core/model';
import type { Question } from '@casewright/core/tables';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type ColumnMapping, columnsRead } from './columns.ts';
import { headOfCsv } from './csv-head.ts';
import { KEYS, type RawReport, reportFrom } from './raw-report.ts';
import { columnsOfTable } from './read-rows.ts';
import type { Reader, ReadingRequest } from './reader.ts';
import { stopWhereAsked } from './reader.ts';

/** Memory of the engine. */
const MEMORY = '512MB';
/** A row of a file may be so long; the engine reads a file by buffers, of 16 such rows unless told. */
const LONGEST_ROW = 16 * 1024 * 1024;
const BUFFER = 2 * LONGEST_ROW;
/** In the place of a row's number: the row behind the last. */
const END = -1;
const HEAD = 256 * 1024;

/** The engine is not there, or cannot read this file: another reader does. */
export class NotWithDuckDb extends Error {}

/**
 * Reads a large CSV, TSV or Parquet file with DuckDB: rows without a hit of the first pass never reach JavaScript. It loads
 * no extension from anywhere.
 *
 * @throws NotWithDuckDb where DuckDB cannot be loaded or cannot read the file as it is
 */
export function duckDbReader(file: string, memory: string = MEMORY): Reader {
  return async (request, onBatch) => {
    const engine = await openEngine(memory);
    try {
      return await readWith(engine.connection, file, request, onBatch);
    } finally {
      engine.close();
    }
  };
}

async function openEngine(memory: string): Promise<{ connection: DuckDBConnection; close(): void }> {
  try {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      memory_limit: memory,
    });
    const connection = await instance.connect();
    return {
      connection,
      close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    throw new NotWithDuckDb((error as Error).message);
  }
}

async function readWith(
  connection: DuckDBConnection,
  file: string,
  request: ReadingRequest,
  onBatch: Parameters<Reader>[1],
): ReturnType<Reader> {
  const name = path.basename(file);
  const questions: Question[] = [];
  const issues: Issue[] = [];
  const isParquet = /\.parquet$/i.test(file);
  const table = isParquet ? await parquetTable(connection, file) : csvTable(file, request);
  const mapping = columnsOfTable(table.columns, name, request, questions, issues);
  if (mapping === null) return { issues, questions };
  if (request.searched.found.size > 0) await keepFound(connection, request.searched.found);
  const wanted = columnsRead(mapping);
  const size = statSync(file).size;
  try {
    const result = await connection.stream(query(table.source, table.row, wanted, mapping, request));
    const total = isParquet ? await countRows(connection, table.source) : null;
    let read = 0;
    let isWhole = false;
    for (;;) {
      stopWhereAsked(request);
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      const rowsOf = chunk.getColumnVector(0);
      const keys = chunk.getColumnVector(1);
      const flags = chunk.getColumnVector(2);
      const looked = chunk.getColumnVector(3);
      const values = wanted.map((_column, index) => chunk.getColumnVector(index + 4));
      const patients: number[] = [];
      const candidates: RawReport[] = [];
      let rows = 0;
      for (let at = 0; at < chunk.rowCount; at += 1) {
        const row = Number(rowsOf.getItem(at));
        if (row === END) {
          isWhole = true;
          continue;
        }
        rows = row;
        const key = keys.getItem(at) as number | null;
        if (key === null) continue;
        patients.push(key);
        if (flags.getItem(at) !== true) continue;
        const cell = (column: string): string => String(values[wanted.indexOf(column)]?.getItem(at) ?? '');
        const report = reportFrom(cell, mapping, row);
        if (report !== null) candidates.push({ ...report, isWithoutHit: looked.getItem(at) !== true });
      }
      if (rows === 0) continue;
      read = rows;
      const done = total === null ? Math.min(0.99, (rows * table.bytesPerRow) / size) : rows / total;
      onBatch({ reports: patients.length, patients, candidates, rows, done });
    }
    // an engine that runs out of memory ends its stream without a word
    if (!isWhole) throw new NotWithDuckDb(`the stream ended after row ${read}`);
    onBatch({ reports: 0, patients: [], candidates: [], rows: read, done: 1 });
  } catch (error) {
    if (
      error instanceof Error &&
      /^(Invalid Input|IO|Conversion|Out of Memory|Binder|Not implemented)/.test(error.message)
    )
      throw new NotWithDuckDb(error.message);
    throw error;
  }
  return { issues, questions };
}

type Table = { source: string; row: string; columns: string[]; bytesPerRow: number };

function csvTable(file: string, request: ReadingRequest): Table {
  const head = headOfCsv(bytesAtStart(file), request.delimiter);
  if (head === null || (request.encoding !== undefined && request.encoding !== 'utf-8'))
    throw new NotWithDuckDb('encoding');
  const columns = head.columns.map((column) => `${text(column)}: 'VARCHAR'`).join(', ');
  if (new Set(head.columns).size < head.columns.length || head.columns.some((column) => column === ''))
    throw new NotWithDuckDb('columns');
  return {
    source: `read_csv(${text(file)}, delim=${text(head.delimiter)}, header=true, auto_detect=false, quote='"', escape='"', columns={${columns}}, parallel=false, max_line_size=${LONGEST_ROW}, buffer_size=${BUFFER}, nullstr='')`,
    row: 'row_number() OVER ()',
    columns: head.columns,
    bytesPerRow: head.bytesPerRow,
  };
}

async function parquetTable(connection: DuckDBConnection, file: string): Promise<Table> {
  const source = `read_parquet(${text(file)}, file_row_number=true)`;
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${source}`);
    const columns = described.getRowsJS().map(([column]) => String(column));
    return { source, row: 'file_row_number + 1', columns, bytesPerRow: 0 };
  } catch (error) {
    throw new NotWithDuckDb((error as Error).message);
  }
}

async function countRows(connection: DuckDBConnection, source: string): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${source}`);
  return Number(counted.getRowsJS()[0]?.[0] ?? 0);
}

async function keepFound(connection: DuckDBConnection, found: ReadonlySet<number>): Promise<void> {
  await connection.run('CREATE TEMP TABLE found_before (row_found BIGINT)');
  const rows = [...found];
  for (let at = 0; at < rows.length; at += 5000)
    await connection.run(
      `INSERT INTO found_before VALUES ${rows
        .slice(at, at + 5000)
        .map((row) => `(${row})`)
        .join(',')}`,
    );
}

/**
 * One row for each row of the source: its number, the key of its patient, whether it is a candidate, and only then its cells;
 * and one behind them all, without which the answer is not whole.
 */
function query(
  source: string,
  row: string,
  wanted: readonly string[],
  mapping: ColumnMapping,
  request: ReadingRequest,
): string {
  const cell = (column: string): string => `CAST(${identifier(column)} AS VARCHAR)`;
  const { searched, seed, source: place, drawnBelow, coarse, codePattern } = request;
  const matches = [
    ...mapping.text.map((column) => `regexp_matches(${cell(column)}, ${text(coarse.re2)})`),
    ...(codePattern === null
      ? []
      : mapping.code.map((column) => `regexp_matches(${cell(column)}, ${text(codePattern)})`)),
  ];
  const hit = matches.length === 0 ? 'false' : `coalesce(${matches.join(' OR ')}, false)`;
  const before = searched.found.size > 0 ? 'row_at IN (SELECT row_found FROM found_before)' : 'false';
  const looked = searched.rows > 0 ? `(CASE WHEN row_at <= ${searched.rows} THEN ${before} ELSE ${hit} END)` : hit;
  const drawn = drawnBelow >= KEYS ? 'true' : `${hexKey(`'${seed}|${place}|' || row_at`)} < ${drawnBelow}`;
  const flag = `(looked OR ${drawn})`;
  const content = [...mapping.text, ...mapping.code].map((column) => `${identifier(column)} IS NOT NULL`).join(' OR ');
  const patient = `trim(${cell(mapping.patient)})`;
  const key = `CASE WHEN ${patient} <> '' AND (${content}) THEN ${hexKey(patient)} END`;
  return `SELECT row_at, patient_key, flagged, looked, ${wanted.map((column) => `CASE WHEN flagged THEN ${cell(column)} END`).join(', ')}
    FROM (SELECT *, ${key} AS patient_key, ${flag} AS flagged FROM (SELECT *, ${looked} AS looked FROM (SELECT ${row} AS row_at, * FROM ${source})))
    UNION ALL SELECT ${END}, NULL, false, false${', NULL'.repeat(wanted.length)}`;
}

function hexKey(expression: string): string {
  return `CAST(CAST('0x' || substr(md5(${expression}), 1, 13) AS UBIGINT) AS DOUBLE)`;
}

function bytesAtStart(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(HEAD);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, HEAD, 0));
  } finally {
    closeSync(descriptor);
  }
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
