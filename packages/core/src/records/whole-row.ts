import type { Row } from '../expression/index.ts';
import { missing } from '../model/index.ts';
import type { Form } from '../protocol/index.ts';

const NOT_ENTERED = missing('notEntered');

/**
 * A row as expressions read it: every item of its form is there, in the form's order, what was not entered as missing.
 * Rows of one form then have one shape, and reading an item from many of them one after the other costs less.
 */
export function wholeRow(form: Form, values: Row): Row {
  const row: Record<string, Row[string]> = {};
  for (const { id } of form.items) row[id] = Object.hasOwn(values, id) ? (values[id] ?? NOT_ENTERED) : NOT_ENTERED;
  return row;
}
