import { missing, type Value } from '../model/index.ts';
import type { Row } from './types.ts';

const NOT_ENTERED = missing('notEntered');

/** Rows after which answers are remembered: fewer are answered before remembering would pay. */
const MANY = 500;
/** Different values of an item, or pairs of values, whose answers are kept. */
const KEPT = 5000;

/**
 * Answers for rows of which one item or two decide: rows that hold the same there have the same answer, and thousands
 * of rows hold the same few codes. What is a fault is none the less met anew each time.
 *
 * @param items - the names of the items that are read, one or two
 * @param answer - works it out from a row
 */
export function rememberedRows(items: readonly string[], answer: (row: Row) => Value): (row: Row) => Value {
  const [first, second] = items as [string, string | undefined];
  const known = new Map<Value, Map<Value, Value>>();
  let asked = 0;
  let kept = 0;
  return (row) => {
    if (asked < MANY) {
      asked += 1;
      return answer(row);
    }
    const value = row[first] ?? NOT_ENTERED;
    const other = second === undefined ? NOT_ENTERED : (row[second] ?? NOT_ENTERED);
    const answers = known.get(value);
    const before = answers?.get(other);
    if (before !== undefined) return before;
    const made = answer(row);
    if (kept < KEPT) {
      if (answers) answers.set(other, made);
      else known.set(value, new Map([[other, made]]));
      kept += 1;
    }
    return made;
  };
}
