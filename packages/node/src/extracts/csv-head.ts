import { CsvRecords, findDelimiter } from '../tables/index.ts';

export type CsvHead = { readonly delimiter: string; readonly columns: string[]; readonly bytesPerRow: number };

/**
 * The beginning of a CSV in UTF-8: its delimiter and its columns.
 * @returns null where it is not UTF-8, or where it is open which character separates the columns
 */
export function headOfCsv(bytes: Buffer, delimiter: string | undefined): CsvHead | null {
  const sample = decoded(bytes);
  if (sample === null || sample.startsWith('\ufeff') || sample.includes('\0')) return null;
  const found = delimiter === undefined ? findDelimiter(sample, false) : ({ kind: 'found', delimiter } as const);
  if (found.kind === 'several') return null;
  let columns: string[] = [];
  let rows = 0;
  const records = new CsvRecords(
    found.delimiter,
    { columns: 16_384, recordCharacters: 64 * 1024 * 1024 },
    ({ cells }) => {
      if (rows === 0) columns = cells.map((cell) => cell.trim());
      rows += 1;
    },
  );
  records.push(sample);
  if (columns.length < 2 || columns[0]?.toLowerCase().startsWith('sep=')) return null;
  return { delimiter: found.delimiter, columns, bytesPerRow: bytes.length / Math.max(1, rows) };
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
