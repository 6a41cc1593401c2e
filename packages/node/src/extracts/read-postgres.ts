import { type Issue, words } from '@casewright/core/model';
import type { Question } from '@casewright/core/tables';
import type { Client } from 'pg';
import { type ColumnMapping, columnsRead, isColumn } from './columns.ts';
import { ExtractRefused } from './extract-fault.ts';
import { KEYS, type RawReport, reportFrom } from './raw-report.ts';
import { columnsOfTable } from './read-rows.ts';
import { type Reader, type ReadingRequest, stopWhereAsked } from './reader.ts';

const BATCH = 2000;

/**
 * Reads a table or view of PostgreSQL, named behind a # of the URL (`#reports`, `#archive.reports`), in one read-only
 * transaction: the server looks for the terms itself, and only rows that may hold one, or may be drawn, are sent, as they
 * come. The password stands in no fault.
 */
export function postgresReader(url: string): Reader {
  return async (request, onBatch) => {
    const [address = '', table = ''] = url.split('#');
    const place = decodeURIComponent(table);
    if (!/^[\p{L}_][\p{L}\p{N}_$]*(\.[\p{L}_][\p{L}\p{N}_$]*)?$/u.test(place))
      throw refused('extract.postgresTable', TABLE);
    const { default: pg } = await import('pg');
    const { default: Cursor } = await import('pg-cursor');
    const client: Client = new pg.Client({
      connectionString: address,
      application_name: 'casewright',
      statement_timeout: 0,
    });
    // a lost connection shows at the next query
    client.on('error', () => {});
    try {
      await client.connect();
    } catch {
      await client.end().catch(() => {});
      throw refused('extract.postgresConnect', CONNECT);
    }
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const source = place.split('.').map(identifier).join('.');
      const columns = await columnsOf(client, source, place);
      const questions: Question[] = [];
      const issues: Issue[] = [];
      const mapping = columnsOfTable(columns, place, request, questions, issues);
      if (mapping !== null) {
        const cursor = client.query(new Cursor<Row>(...query(source, mapping, request)));
        await readAll(cursor, mapping, request, onBatch);
      }
      return { issues, questions };
    } catch (error) {
      if (!isFromServer(error)) throw error;
      throw refused(
        'extract.postgresQuery',
        words(
          `The server answers what it is asked. It refused with ${error.code}.`,
          `服务器应能执行查询。此处被拒绝，代码 ${error.code}。`,
        ),
      );
    } finally {
      await client.query('ROLLBACK').catch(() => {});
      await client.end().catch(() => {});
    }
  };
}

type Row = { row_at: string; patient_key: string; flagged: boolean } & Record<string, unknown>;

async function readAll(
  cursor: { read(rows: number): Promise<Row[]>; close(): Promise<void> },
  mapping: ColumnMapping,
  request: ReadingRequest,
  onBatch: Parameters<Reader>[1],
): Promise<void> {
  let last = 0;
  for (;;) {
    stopWhereAsked(request);
    const rows = await cursor.read(BATCH);
    if (rows.length === 0) break;
    const candidates: RawReport[] = [];
    for (const row of rows) {
      last = Number(row.row_at);
      if (!row.flagged) continue;
      const report = reportFrom((column) => String(row[column] ?? ''), mapping, last);
      if (report !== null) candidates.push(report);
    }
    onBatch({
      reports: rows.length,
      patients: rows.map((row) => Number(row.patient_key)),
      candidates,
      rows: last,
      done: 0,
    });
  }
  await cursor.close();
  onBatch({ reports: 0, patients: [], candidates: [], rows: last, done: 1 });
}

async function columnsOf(client: Client, source: string, place: string): Promise<string[]> {
  try {
    const { fields } = await client.query(`SELECT * FROM ${source} LIMIT 0`);
    return fields.map(({ name }) => name);
  } catch (error) {
    if (!isFromServer(error)) throw error;
    throw refused(
      'extract.postgresTable',
      words(
        `The table or view stands in the database and may be read. "${place}" does not, or may not.`,
        `所指的表或视图须在数据库中且有读取权限。“${place}”不存在或无权读取。`,
      ),
    );
  }
}

/** Rows with a patient and something to read, in an order that the table itself does not have. */
function query(source: string, mapping: ColumnMapping, request: ReadingRequest): [string, unknown[]] {
  const { searched, seed, source: place, drawnBelow, coarse, codePattern } = request;
  const cell = (column: string): string => `${identifier(column)}::text`;
  const wanted = columnsRead(mapping);
  const values: unknown[] = [];
  const matches: string[] = [];
  const lookFor = (columns: readonly string[], operator: string, pattern: string | null): void => {
    if (pattern === null || columns.length === 0) return;
    values.push(pattern);
    matches.push(...columns.map((column) => `${cell(column)} ${operator} $${values.length}`));
  };
  lookFor(mapping.text, '~*', coarse.posix.anyCase);
  lookFor(mapping.text, '~', coarse.posix.asWritten);
  lookFor(mapping.code, '~*', codePattern?.replace('(?i)', '') ?? null);
  const hit = matches.length === 0 ? 'false' : `coalesce(${matches.join(' OR ')}, false)`;
  const key = (text: string): string => `('x' || substr(md5(${text}), 1, 13))::bit(52)::bigint`;
  const known = [...searched.found];
  values.push(known);
  const looked = `CASE WHEN row_at <= ${searched.rows} THEN row_at = ANY($${values.length}::bigint[]) ELSE ${hit} END`;
  const drawn = drawnBelow >= KEYS ? 'true' : `${key(`'${seed}|${place}|' || row_at`)} < ${drawnBelow}`;
  const order = [mapping.patient, mapping.date, mapping.id, ...mapping.text, ...mapping.code]
    .filter(isColumn)
    .map((column) => `${cell(column)} COLLATE "C"`);
  const content = [...mapping.text, ...mapping.code]
    .map((column) => `btrim(coalesce(${cell(column)}, '')) <> ''`)
    .join(' OR ');
  return [
    `SELECT row_at, patient_key, flagged, ${wanted.map((column) => `CASE WHEN flagged THEN ${cell(column)} END AS ${identifier(column)}`).join(', ')}
     FROM (SELECT *, ${key(`btrim(${cell(mapping.patient)})`)} AS patient_key, (${looked}) OR ${drawn} AS flagged
       FROM (SELECT row_number() OVER (ORDER BY ${order.join(', ')}) AS row_at, * FROM ${source}
         WHERE btrim(coalesce(${cell(mapping.patient)}, '')) <> '' AND (${content})) AS numbered) AS looked
     ORDER BY row_at`,
    values,
  ];
}

const TABLE = words(
  'The URL of a database names the table or view with the reports behind a #. This one names none that could be.',
  '数据库 URL 须在 # 之后写明含报告的表或视图。此处未写明，或名称不合规。',
);
const CONNECT = words(
  'The database can be reached with the address, user and password of its URL. This one could not.',
  '数据库须能以 URL 中的地址、用户名和口令连接。此处无法连接。',
);

function refused(code: string, message: Issue['message']): ExtractRefused {
  return new ExtractRefused({
    code,
    file: 'PostgreSQL',
    message,
    hint: words(
      'Write postgresql://READER@HOST/DATABASE#VIEW, and see that the reader may connect and read it.',
      '请写作 postgresql://只读用户@主机/数据库#视图，并确认该用户可连接和读取。',
    ),
  });
}

function isFromServer(error: unknown): error is { code: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  );
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
