import { evaluateFor } from '../derive/index.ts';
import type { Context, Expression, Row } from '../expression/index.ts';
import { isMissing, missing, type Value } from '../model/index.ts';
import type { Form, LoadedStudy } from '../protocol/index.ts';

/**
 * The core items that hold neither a value nor `not applicable` for one patient, as `form.item`, in the order of the
 * study document. An item that its form does not show for a row counts as not applicable; a repeating form without
 * rows lacks its core items unless it was confirmed that there are none.
 */
export function missingCoreItems(study: LoadedStudy, context: Context): string[] {
  return coreItemsOf(study).flatMap(({ form, item, pointer, shownWhen }) => {
    const rows = rowsOf(form, context);
    const complete = rows?.every((row) => {
      if (isComplete(row[item] ?? missing('notEntered'))) return true;
      return shownWhen !== null && evaluateFor(shownWhen, { ...context, row }, pointer) === false;
    });
    return complete ? [] : [`${form.id}.${item}`];
  });
}

type CoreItem = { form: Form; item: string; pointer: string; shownWhen: Expression | null };

const coreItems = new WeakMap<LoadedStudy, readonly CoreItem[]>();

/** The core items of a study, found once for all its patients. */
function coreItemsOf(study: LoadedStudy): readonly CoreItem[] {
  const known = coreItems.get(study);
  if (known) return known;
  const found = study.document.forms.flatMap((form, formIndex) =>
    form.items.flatMap((item, itemIndex): CoreItem[] => {
      if (item.core !== true) return [];
      const pointer = `forms/${formIndex}/items/${itemIndex}/shownWhen`;
      return [{ form, item: item.id, pointer, shownWhen: study.expression(pointer) }];
    }),
  );
  coreItems.set(study, found);
  return found;
}

/** The rows of a form; null where it has none and nobody confirmed that. */
function rowsOf(form: Form, context: Context): readonly Row[] | null {
  const held = context[form.id];
  if (held === undefined || isMissing(held)) return null;
  return form.repeats === true ? (held as readonly Row[]) : [held as Row];
}

function isComplete(value: Value): boolean {
  if (isMissing(value)) return value.reasons.every((reason) => reason === 'notApplicable');
  if (typeof value === 'object' && value.kind === 'codes') return value.present.length + value.absent.length > 0;
  return true;
}
