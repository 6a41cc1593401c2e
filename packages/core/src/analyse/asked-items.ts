import { evaluateFor } from '../derive/index.ts';
import type { Expression } from '../expression/index.ts';
import { type FormRow, isMissing, missing, type Value } from '../model/index.ts';
import { valueIn } from './form-rows.ts';
import { contextFor } from './groups.ts';
import type { RunInputs } from './run-inputs.ts';

/** When an item is asked at all; null for one that always is. */
export type ShownWhen = { expression: Expression; pointer: string } | null;

export function shownWhenOf({ study }: RunInputs, form: string, item: string): ShownWhen {
  const formIndex = study.document.forms.findIndex(({ id }) => id === form);
  const itemIndex = study.document.forms[formIndex]?.items.findIndex(({ id }) => id === item) ?? -1;
  const pointer = `forms/${formIndex}/items/${itemIndex}/shownWhen`;
  const expression = study.expression(pointer);
  return expression ? { expression, pointer } : null;
}

/** What a row holds in an item. One that holds nothing because it is not asked of this row does not apply to it. */
export function askedValue(inputs: RunInputs, row: FormRow, item: string, shownWhen: ShownWhen): Value {
  const value = valueIn(row, item);
  if (holdsValue(value) || shownWhen === null) return value;
  const context = contextFor(inputs, row.patient);
  const isAsked = evaluateFor(shownWhen.expression, context, shownWhen.pointer, row.values) !== false;
  return isAsked ? value : missing('notApplicable');
}

/** Whether there is a value; several codes of which none is said to be present or absent are none. */
export function holdsValue(value: Value): boolean {
  if (isMissing(value)) return false;
  return typeof value !== 'object' || value.kind !== 'codes' || value.present.length + value.absent.length > 0;
}
