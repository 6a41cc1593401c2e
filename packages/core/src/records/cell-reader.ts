import type { Value } from '../model/index.ts';
import type { CodeList, Item } from '../protocol/index.ts';
import { parseCell } from './cell.ts';
import type { ParsedCell } from './cell-fault.ts';

/** How many different texts of one item are remembered: more than the days of a study, less than a hospital's sentences. */
const REMEMBERED = 20_000;

/**
 * Reads the cells of one item. What was read once is not read again, and equal cells share one value: values are never
 * changed, a column holds the same few texts over and over, and what is shared stays in the processor's cache.
 */
export function cellReader(item: Item, list: CodeList | null): (text: string) => ParsedCell<Value> {
  const known = new Map<string, ParsedCell<Value>>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const cell = parseCell(item, list, text);
    if (known.size < REMEMBERED) known.set(text, cell);
    return cell;
  };
}
