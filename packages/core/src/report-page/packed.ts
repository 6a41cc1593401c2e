/**
 * Lists of whole numbers as short texts, for a page of thousands of patients: what a number is drawn from would
 * otherwise be most of the page.
 */

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const BITS = 6;
/** Three characters hold the numbers below this. */
export const PACKABLE = 1 << (3 * BITS);

/** Whole numbers below `PACKABLE`, in their order, three characters each. */
export function packNumbers(numbers: readonly number[]): string {
  return numbers.map((one) => packNumber(one, 3)).join('');
}

export function unpackNumbers(text: string): number[] {
  return Array.from({ length: text.length / 3 }, (_, place) => unpackNumber(text, place * 3, 3));
}

/** Rows of one length, column by column: what occurs in a column stands once in `held`, and rows say which of it. */
export type PackedRows = { held: string[]; rows: string[] };

export function packRows(rows: readonly (readonly number[])[]): PackedRows {
  const held = (rows[0] ?? []).map((_, column) => [...new Set(rows.map((row) => row[column] as number))]);
  const placeOf = held.map((values) => new Map(values.map((value, place) => [value, place])));
  return {
    held: held.map(packNumbers),
    rows: rows.map((row) =>
      row
        .map((value, column) => packNumber(placeOf[column]?.get(value) as number, widthFor(held[column]?.length ?? 0)))
        .join(''),
    ),
  };
}

/** One of the rows, by what their columns hold. */
export function unpackRow(held: readonly string[], row: string): number[] {
  let at = 0;
  return held.map((values) => {
    const width = widthFor(values.length / 3);
    const place = unpackNumber(row, at, width);
    at += width;
    return unpackNumber(values, place * 3, 3);
  });
}

/** Characters that tell so many values apart; none are needed where there is one. */
function widthFor(values: number): number {
  return values <= 1 ? 0 : values <= 1 << BITS ? 1 : values <= 1 << (2 * BITS) ? 2 : 3;
}

function packNumber(value: number, width: number): string {
  let text = '';
  for (let digit = width - 1; digit >= 0; digit -= 1) text += character(value >> (digit * BITS));
  return text;
}

function unpackNumber(text: string, at: number, width: number): number {
  let value = 0;
  for (let digit = 0; digit < width; digit += 1) value = (value << BITS) | valueAt(text, at + digit);
  return value;
}

/** Some of the places from 0 on, six of them to a character. */
export function packPlaces(places: readonly number[]): string {
  const held = new Uint8Array(Math.ceil((Math.max(-1, ...places) + 1) / BITS));
  for (const place of places) {
    const at = Math.floor(place / BITS);
    held[at] = (held[at] as number) | (1 << (place % BITS));
  }
  return Array.from(held, character).join('');
}

/** The places in ascending order. */
export function unpackPlaces(text: string): number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const bits = valueAt(text, at);
    for (let bit = 0; bit < BITS; bit += 1) if (bits & (1 << bit)) places.push(at * BITS + bit);
  }
  return places;
}

function character(value: number): string {
  return CHARACTERS[value & ((1 << BITS) - 1)] as string;
}

function valueAt(text: string, at: number): number {
  return CHARACTERS.indexOf(text[at] as string);
}
