import { InputError } from '../input/index.ts';

/** One characteristic of all records; missing is null, which is a category of its own. */
export type Characteristic = ArrayLike<string | number | boolean | null>;

/** How well records hide among others with the same quasi-identifiers; a class is all records that share them. */
export type DisclosureRisk = {
  records: number;
  classes: number;
  /** size of each class, ascending, and of the class of each record */
  classSizes: number[];
  classSizeOfRecord: Uint32Array;
  /** k of k-anonymity: the size of the smallest class; null without records */
  smallestClass: number | null;
  /** records that are alone in their class */
  uniques: number;
  /** below the k that was asked for */
  recordsBelow: number;
  classesBelow: number;
  /** different sensitive values in each class, ascending; the least of them is l of l-diversity */
  distinctSensitive: number[];
  /** exp of the least entropy of the sensitive values in a class: entropy l-diversity; null without records */
  smallestEntropyDiversity: number | null;
  /** probability that a record is identified by somebody who knows its quasi-identifiers: mean, and largest */
  meanRisk: number | null;
  largestRisk: number | null;
};

/**
 * Risk that records of a table are recognised by what others may know of the patients.
 *
 * @param quasiIdentifiers - characteristics that others may know (age, sex, centre), columns of one length
 * @param sensitive - what they could learn, a column of that length
 * @param k - the smallest class that is taken as safe, 2 or more
 * @returns without records counts of 0, and null for k, the diversity and the risks
 * @throws InputError `disclosure.columns` with the column unless all have one length and there is one, `disclosure.k`
 * @see Sweeney (2002) Int J Uncertain Fuzz 10:557; Machanavajjhala et al (2007) ACM Trans Knowl Discov Data 1:3
 */
export function disclosureRisk(
  quasiIdentifiers: readonly Characteristic[],
  sensitive: Characteristic,
  k: number,
): DisclosureRisk {
  assertColumns(quasiIdentifiers, sensitive);
  assertK(k);
  const records = sensitive.length;
  const { codes, count } = quasiIdentifiers.map(coded).reduce(refined, { codes: new Uint32Array(records), count: 1 });
  const sizes = new Uint32Array(records === 0 ? 0 : count);
  for (const code of codes) sizes[code] = (sizes[code] as number) + 1;
  const classSizeOfRecord = codes.map((code) => sizes[code] as number);
  const { distinct, entropies } = diversity(codes, sizes, coded(sensitive));
  const smallest = least(sizes);
  return {
    records,
    classes: sizes.length,
    classSizes: Array.from(sizes.slice().sort()),
    classSizeOfRecord,
    smallestClass: smallest,
    uniques: countWhere(classSizeOfRecord, (size) => size === 1),
    recordsBelow: countWhere(classSizeOfRecord, (size) => size < k),
    classesBelow: countWhere(sizes, (size) => size < k),
    distinctSensitive: Array.from(distinct.slice().sort()),
    smallestEntropyDiversity: entropies.length === 0 ? null : Math.exp(least(entropies) as number),
    // each class adds 1 to the sum of 1 / size over its records
    meanRisk: records === 0 ? null : sizes.length / records,
    largestRisk: smallest === null ? null : 1 / smallest,
  };
}

/** Each record's category, numbered as they first occur. */
type Codes = { codes: Uint32Array; count: number };

function coded(column: Characteristic): Codes {
  const numbers = new Map<string | number | boolean | null, number>();
  const codes = Uint32Array.from({ length: column.length }, (_, record) => {
    const value = column[record] ?? null;
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
  return { codes, count: numbers.size };
}

/** The categories of two columns taken together. */
function refined(classes: Codes, column: Codes): Codes {
  const together = Float64Array.from(
    classes.codes,
    (code, record) => code * column.count + (column.codes[record] as number),
  );
  return coded(together);
}

/** Different sensitive values in each class, and their entropy. */
function diversity(codes: Uint32Array, sizes: Uint32Array, sensitive: Codes) {
  const distinct = new Uint32Array(sizes.length);
  const entropies = new Float64Array(sizes.length);
  const { codes: cells } = refined({ codes, count: sizes.length }, sensitive);
  const cellSizes = new Map<number, { size: number; of: number }>();
  for (let record = 0; record < codes.length; record += 1) {
    const cell = cells[record] as number;
    const known = cellSizes.get(cell);
    if (known) known.size += 1;
    else cellSizes.set(cell, { size: 1, of: codes[record] as number });
  }
  for (const { size, of } of cellSizes.values()) {
    const share = size / (sizes[of] as number);
    distinct[of] = (distinct[of] as number) + 1;
    entropies[of] = (entropies[of] as number) - share * Math.log(share);
  }
  return { distinct, entropies };
}

function countWhere(values: Uint32Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (holds(value)) count += 1;
  return count;
}

function least(values: Uint32Array | Float64Array): number | null {
  let smallest: number | null = null;
  for (const value of values) smallest = smallest === null || value < smallest ? value : smallest;
  return smallest;
}

function assertColumns(quasiIdentifiers: readonly Characteristic[], sensitive: Characteristic): void {
  if (quasiIdentifiers.length === 0) {
    throw new InputError(
      'disclosure.columns',
      'Records are recognised by one characteristic or more. There is none. Name what others may know.',
    );
  }
  for (const [index, column] of quasiIdentifiers.entries()) {
    if (column.length === sensitive.length) continue;
    throw new InputError(
      'disclosure.columns',
      `All columns have a value for each record. Column ${index} has ${column.length}, the sensitive one ` +
        `${sensitive.length}. Write null for a missing one.`,
      index,
    );
  }
}

function assertK(k: number): void {
  if (Number.isInteger(k) && k >= 2) return;
  throw new InputError('disclosure.k', `A safe class has two records or more. This k is ${k}. Write a whole number.`);
}
