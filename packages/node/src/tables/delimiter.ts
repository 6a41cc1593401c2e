import { CsvBroken, CsvRecords } from './csv-records.ts';

/** Delimiters that are looked for, the likeliest first. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type FoundDelimiter =
  | { readonly kind: 'found'; readonly delimiter: string }
  /** each of these cuts the text into a table */
  | { readonly kind: 'several'; readonly delimiters: string[] };

const SAMPLE_RECORDS = 200;
const NEARLY_ALL = 0.9;

type Cutting = { delimiter: string; headerCells: number; share: number };

/**
 * The delimiter of a text, by its beginning: one that cuts the header into columns and nearly every record into as many.
 * @param isWhole - whether the sample is all of the text, so that its last record is a whole one
 */
export function findDelimiter(sample: string, isWhole: boolean): FoundDelimiter {
  const cuttings = DELIMITERS.map((delimiter) => cut(sample, delimiter, isWhole)).filter(
    ({ headerCells }) => headerCells > 1,
  );
  const even = cuttings.filter(({ share }) => share >= NEARLY_ALL);
  if (even.length > 1) return { kind: 'several', delimiters: even.map(({ delimiter }) => delimiter) };
  const best = even[0] ?? cuttings.toSorted((a, b) => b.share - a.share || b.headerCells - a.headerCells)[0];
  return { kind: 'found', delimiter: best?.delimiter ?? ',' };
}

/** How a delimiter cuts the sample: the columns of the header, and the share of records with as many. */
function cut(sample: string, delimiter: string, isWhole: boolean): Cutting {
  const counts: number[] = [];
  const records = new CsvRecords(
    delimiter,
    { columns: Number.MAX_SAFE_INTEGER, recordCharacters: Number.MAX_SAFE_INTEGER },
    ({ cells }) => {
      if (counts.length < SAMPLE_RECORDS) counts.push(cells.length);
    },
  );
  try {
    records.push(sample);
    if (isWhole || counts.length === 0) records.end();
  } catch (error) {
    if (!(error instanceof CsvBroken)) throw error;
  }
  const [headerCells = 0, ...others] = counts;
  const alike = others.filter((count) => count === headerCells).length;
  return { delimiter, headerCells, share: others.length === 0 ? 1 : alike / others.length };
}
