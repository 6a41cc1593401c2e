import { missing, type Value } from '../model/index.ts';
import type { Row } from './types.ts';

const NOT_ENTERED = missing('notEntered');

/** Rows after which answers are remembered: fewer are answered before remembering would pay. */
const MANY = 200;
/** Answers that are kept. Where rows hold so many different things, hardly two hold the same. */
const KEPT = 5000;
/** Items of a row that may decide: of more, finding the answer costs what working it out does. */
export const REMEMBERED_ITEMS = 6;

/** Answers by the value of an item, or what follows by the value of the next item. */
type Answers = Map<Value, Answers | Value>;

/**
 * Answers for rows of which a few items decide: rows that hold the same there have the same answer, and thousands of
 * rows hold the same few codes. What is a fault is none the less met anew each time.
 *
 * @param items - the names of the items that are read, at least one
 * @param answer - works it out from a row
 */
export function rememberedRows(items: readonly string[], answer: (row: Row) => Value): (row: Row) => Value {
  const known: Answers = new Map();
  const [last, ...others] = [...items].reverse() as [string, ...string[]];
  others.reverse();
  let asked = 0;
  let kept = 0;
  return (row) => {
    if (asked < MANY || kept >= KEPT) {
      asked += 1;
      return answer(row);
    }
    let answers = known;
    for (const item of others) {
      const value = row[item] ?? NOT_ENTERED;
      let next = answers.get(value) as Answers | undefined;
      if (next === undefined) {
        next = new Map();
        answers.set(value, next);
      }
      answers = next;
    }
    const value = row[last] ?? NOT_ENTERED;
    const before = answers.get(value) as Value | undefined;
    if (before !== undefined) return before;
    const made = answer(row);
    answers.set(value, made);
    kept += 1;
    return made;
  };
}
