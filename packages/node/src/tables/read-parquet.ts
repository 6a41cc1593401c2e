import { isoDay, words } from '@casewright/core/model';
import { type Cell, EMPTY_CELL } from '@casewright/core/tables';
import { type FileMetaData, parquetMetadata, parquetRead, type SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ByteSource } from './byte-source.ts';
import { cellFault } from './read-csv.ts';
import { type ReadRequest, refuse, TableRefused, type TableSink } from './table-sink.ts';

const FOOTER = 8;
const MOST_METADATA = 32 * 1024 * 1024;
const DAY = 86_400_000_000_000n;

/** A day and a time of it, as a column of days or instants holds them: nanoseconds since 1970-01-01. */
type Instant = { readonly nanoseconds: bigint; readonly isDay: boolean };

/**
 * Reads a Parquet file, one group of rows after the other. Whole numbers and decimals keep every digit, days and instants
 * are read in no time zone, and what is nested comes as JSON. Sizes that the file claims are judged before they are used.
 */
export async function readParquet(source: ByteSource, request: ReadRequest, sink: TableSink): Promise<void> {
  sink.facts({ format: 'parquet' });
  const metadata = metadataOf(source, request);
  const columns = topColumns(metadata.schema);
  if (columns.length > request.limits.columns) refuseColumns(request.limits.columns);
  const decimals = takeDecimals(metadata.schema);
  sink.beginSheet({ name: '', hidden: false });
  sink.row({ number: 1, cells: columns.map(({ name }) => ({ kind: 'text', text: name })) });
  let number = 1;
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    for (const values of await groupRows(source, metadata, rowStart, rowEnd)) {
      number += 1;
      const cells = columns.map((column, index) => cellOf(values[index], column, decimals));
      sink.row({ number, cells: cells.map((cell, index) => judged(cell, number, index, columns, request, sink)) });
    }
    const waiting = sink.waiting();
    if (waiting) await waiting;
    rowStart = rowEnd;
  }
  sink.endSheet({ merged: [], hiddenColumns: [] });
}

/** The metadata at the end of the file, its claims held against the file. @throws TableRefused */
function metadataOf(source: ByteSource, { limits }: ReadRequest): FileMetaData {
  const footer = source.slice(Math.max(0, source.size - FOOTER), source.size);
  if (source.size < 12 || Buffer.from(footer.subarray(4)).toString('latin1') !== 'PAR1') refuseDamaged();
  const length = new DataView(footer.buffer, footer.byteOffset, footer.byteLength).getUint32(0, true);
  if (length > source.size - FOOTER - 4 || length > MOST_METADATA) refuseDamaged();
  const bytes = source.slice(source.size - FOOTER - length, source.size);
  const metadata = guarded(() => parquetMetadata(copyOf(bytes), { geoparquet: false }));
  let unpacked = 0;
  let rows = 0;
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows);
    if (!Number.isSafeInteger(count) || count < 0) refuseDamaged();
    rows += count;
    for (const { meta_data: column } of group.columns) {
      if (!column) return refuseDamaged();
      const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
      const size = Number(column.total_compressed_size);
      const values = Number(column.num_values);
      if (start < 0 || size < 0 || start + size > source.size || Number(column.data_page_offset) < 0) refuseDamaged();
      // one bit a value at least, unless all of a run are equal: eight thousand rows to a byte is beyond any writer
      if (values < 0 || values > (size + 64) * 8192) refuseDamaged();
      unpacked += Math.max(0, Number(column.total_uncompressed_size));
    }
  }
  if (rows !== Number(metadata.num_rows)) refuseDamaged();
  if (unpacked > limits.unpackedBytes) refuseUnpacked(limits.unpackedBytes);
  return metadata;
}

async function groupRows(
  source: ByteSource,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<unknown[][]> {
  let rows: unknown[][] = [];
  const file = {
    byteLength: source.size,
    slice: (start: number, end = source.size) => answeredFor(copyOf(source.slice(start, end))),
  };
  try {
    await parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd,
      compressors,
      utf8: false,
      geoparquet: false,
      parsers: {
        timestampFromMilliseconds: (value) => instant(value, 1_000_000n),
        timestampFromMicroseconds: (value) => instant(value, 1_000n),
        timestampFromNanoseconds: (value) => instant(value, 1n),
        dateFromDays: (days) =>
          days === null || days === undefined ? null : { nanoseconds: BigInt(days) * DAY, isDay: true },
        stringFromBytes: wholeText,
        jsonFromBytes: wholeText,
      },
      onComplete: (read: unknown[][]) => {
        rows = read;
      },
    });
  } catch (error) {
    if (error instanceof TableRefused) throw error;
    refuseDamaged();
  }
  return rows;
}

/**
 * A promise that, with all that follows from it, counts as looked after. hyparquet reads columns side by side and may
 * give up on the first failure; what fails in the others would then end the process. One of them reaches us always,
 * and all have one reason, the damaged file.
 */
function answeredFor<T>(value: T | Promise<T>): Promise<T> {
  const promise = Promise.resolve(value);
  promise.catch(() => {});
  const follow: Promise<T>['then'] = (done, failed) =>
    answeredFor(Promise.prototype.then.call(promise, done, failed) as ReturnType<typeof follow>) as never;
  return Object.defineProperty(promise, 'then', { value: follow });
}

function instant(value: bigint | null | undefined, factor: bigint): Instant | null {
  return value === null || value === undefined ? null : { nanoseconds: BigInt(value) * factor, isDay: false };
}

function wholeText(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse({
      code: 'table.encoding',
      message: words(
        'The texts of a Parquet file are UTF-8; one of this file is not.',
        'Parquet 文件的文本须为 UTF-8；此文件中有文本不是。',
      ),
      hint: words('Write the file again from where it came.', '请从来源处重新导出文件。'),
    });
  }
}

function topColumns([root, ...elements]: readonly SchemaElement[]): SchemaElement[] {
  const columns: SchemaElement[] = [];
  let inside = 0;
  for (const element of elements) {
    if (inside === 0) columns.push(element);
    else inside -= 1;
    inside += element.num_children ?? 0;
  }
  if (!root || columns.length !== (root.num_children ?? 0)) refuseDamaged();
  return columns;
}

/** Decimals are read as the whole numbers that they are stored as, so that no digit is lost; the scale is kept here. */
function takeDecimals(schema: readonly SchemaElement[]): ReadonlyMap<SchemaElement, number> {
  const scales = new Map<SchemaElement, number>();
  for (const element of schema) {
    if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL') continue;
    scales.set(element, element.scale ?? (element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : 0));
    delete element.converted_type;
    delete element.logical_type;
  }
  return scales;
}

function cellOf(value: unknown, column: SchemaElement, decimals: ReadonlyMap<SchemaElement, number>): Cell {
  if (value === null || value === undefined) return EMPTY_CELL;
  const scale = decimals.get(column);
  if (scale !== undefined && (typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint8Array)) {
    return numberCell(withScale(value instanceof Uint8Array ? signed(value) : BigInt(value), scale));
  }
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean', text: String(value) };
    case 'bigint':
      return numberCell(String(value));
    case 'number':
      return Number.isFinite(value)
        ? { kind: 'number', text: String(value), number: value }
        : { kind: 'error', text: String(value) };
    case 'string':
      return value === '' ? EMPTY_CELL : { kind: 'text', text: value };
    default:
      if (value instanceof Uint8Array) return bytesCell(value, column);
      if (typeof value === 'object' && 'nanoseconds' in value) return instantCell(value as Instant, column);
      return { kind: 'text', text: JSON.stringify(value, nestedValue) };
  }
}

function instantCell({ nanoseconds, isDay }: Instant, column: SchemaElement): Cell {
  const days = nanoseconds >= 0n ? nanoseconds / DAY : -((-nanoseconds + DAY - 1n) / DAY);
  if (days < -100_000_000n || days > 100_000_000n) return { kind: 'error', text: `${nanoseconds} ns` };
  const date = isoDay(Number(days));
  if (isDay) return { kind: 'date', text: date, date };
  const rest = nanoseconds - days * DAY;
  const seconds = Number(rest / 1_000_000_000n);
  const fraction = String(rest % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const type = column.logical_type;
  const zone = type?.type === 'TIMESTAMP' && type.isAdjustedToUTC ? 'Z' : '';
  return { kind: 'dateTime', text: `${date}T${clock}${fraction === '' ? '' : `.${fraction}`}${zone}`, date };
}

/** A whole number that a double keeps has its value; any other only its digits. */
function numberCell(text: string): Cell {
  const number = Number(text);
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').length;
  const isKept = text.includes('.') ? digits <= 15 : Number.isSafeInteger(number);
  return isKept ? { kind: 'number', text, number } : { kind: 'number', text };
}

function withScale(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return isNegative ? value - (1n << BigInt(bytes.length * 8)) : value;
}

/** Bytes that say nothing of what they are: text where they are UTF-8, else their digits. */
function bytesCell(bytes: Uint8Array, { type }: SchemaElement): Cell {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (type === 'BYTE_ARRAY') return text === '' ? EMPTY_CELL : { kind: 'text', text };
  } catch {}
  return { kind: 'text', text: `0x${Buffer.from(bytes).toString('hex')}` };
}

function nestedValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return bytesCell(value, { name: '', type: 'BYTE_ARRAY' }).text;
  return value;
}

function judged(
  cell: Cell,
  line: number,
  index: number,
  columns: readonly SchemaElement[],
  { limits }: ReadRequest,
  sink: TableSink,
): Cell {
  const fault = cell.kind === 'text' ? cellFault(cell.text, limits.cellCharacters) : null;
  if (!fault) return cell;
  sink.fault({ ...fault, line, column: index + 1, field: columns[index]?.name ?? '' });
  return fault.severity === 'warning' ? cell : EMPTY_CELL;
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch {
    return refuseDamaged();
  }
}

function refuseDamaged(): never {
  return refuse({
    code: 'parquet.damaged',
    message: words(
      'A Parquet file is whole and its description fits it; this one is cut off, damaged, or made to mislead.',
      'Parquet 文件须完整且与其描述相符；此文件不完整、已损坏或有意误导。',
    ),
    hint: words('Write it again from where it came.', '请从来源处重新导出。'),
  });
}

function refuseUnpacked(limit: number): never {
  return refuse({
    code: 'parquet.unpackedSize',
    message: words(
      `A Parquet file holds at most ${limit / 1024 / 1024} MiB when unpacked; this one would hold more.`,
      `Parquet 文件解压后最大为 ${limit / 1024 / 1024} MiB；此文件将超出。`,
    ),
    hint: words('Keep only the rows and columns of the study in it.', '请只保留本研究的行和列。'),
  });
}

function refuseColumns(columns: number): never {
  return refuse({
    code: 'table.tooManyColumns',
    message: words(`A table has at most ${columns} columns; this one has more.`, `表格最多 ${columns} 列；此表超出。`),
    hint: words('Keep the columns that the study needs.', '请只保留研究所需的列。'),
  });
}
