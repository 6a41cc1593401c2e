import { missing, type Value } from '../model/index.ts';
import type { Form } from '../protocol/index.ts';

const NOT_ENTERED = missing('notEntered');

/**
 * Makes rows of a form that hold nothing yet: each item is `notEntered` until it is set. Rows that name every item, in one
 * order, are of one shape to the engine, and an expression reads them a quarter faster than rows that name only what
 * was entered.
 */
export function blankRows(form: Form): () => Record<string, Value> {
  const blank = Object.fromEntries(form.items.map(({ id }) => [id, NOT_ENTERED])) as Record<string, Value>;
  // Each place has held every kind of value before the first row is copied, or the engine would change the shape later.
  for (const kind of [0, 0.5, '', false, NOT_ENTERED]) for (const { id } of form.items) blank[id] = kind;
  return () => ({ ...blank });
}
