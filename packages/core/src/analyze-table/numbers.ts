import type { Cell, Column } from '../tables/index.ts';
import { isEmptyText } from './asked.ts';

/** What a cell holds of a number. */
export type NumberCell =
  | { kind: 'number'; value: number; decimals: number }
  | { kind: 'empty' }
  | { kind: 'date' }
  /** a comma that may part decimals or thousands */
  | { kind: 'comma' }
  | { kind: 'text' };

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d.*)?$|^\d{4}年\d{1,2}月/;

/** Reads a cell as a number. @param comma - what a comma is; null where nobody said, and then none is read */
export function numberCell(cell: Cell, comma: 'comma' | 'point' | null): NumberCell {
  if (cell.kind === 'empty' || cell.kind === 'error') return { kind: 'empty' };
  if (cell.kind === 'date' || cell.kind === 'dateTime') return { kind: 'date' };
  if (cell.kind === 'boolean') return { kind: 'number', value: cell.text === 'true' ? 1 : 0, decimals: 0 };
  if (cell.kind === 'number' && cell.number !== undefined) return numberOf(cell.number, String(cell.number));
  const text = cell.text.trim().replace(/^\u2212/, '-');
  if (isEmptyText(text)) return { kind: 'empty' };
  if (PLAIN.test(text)) return numberOf(Number(text), text);
  if (DATE.test(text)) return { kind: 'date' };
  if (DECIMAL_COMMA.test(text) || THOUSANDS.test(text)) {
    if (comma === 'comma' && DECIMAL_COMMA.test(text))
      return numberOf(Number(text.replace(',', '.')), text.replace(',', '.'));
    if (comma === 'point' && THOUSANDS.test(text))
      return numberOf(Number(text.replaceAll(',', '')), text.replaceAll(',', ''));
    return { kind: comma === null ? 'comma' : 'text' };
  }
  return { kind: 'text' };
}

function numberOf(value: number, written: string): NumberCell {
  if (!Number.isFinite(value)) return { kind: 'text' };
  const decimals = /e/i.test(written) ? 3 : (written.split('.')[1]?.length ?? 0);
  return { kind: 'number', value, decimals };
}

/** Every cell of a column as a number, and the rows of the cells that are none, by kind. */
export function readNumbers(column: Column, comma: 'comma' | 'point' | null) {
  const values: (number | null)[] = [];
  const rowsOf = { empty: [] as number[], date: [] as number[], comma: [] as number[], text: [] as number[] };
  let decimals = 0;
  let count = 0;
  for (const [at, cell] of column.cells.entries()) {
    const read = numberCell(cell, comma);
    if (read.kind === 'number') {
      values.push(read.value);
      decimals = Math.max(decimals, read.decimals);
      count += 1;
    } else {
      values.push(null);
      rowsOf[read.kind].push(column.rows[at] as number);
    }
  }
  return { values, rowsOf, decimals, count };
}

export type ReadNumbers = ReturnType<typeof readNumbers>;
