import { evaluateFor } from '../derive/index.ts';
import type { Context, Row } from '../expression/index.ts';
import { isMissing, missing, type Value } from '../model/index.ts';
import type { Form, LoadedStudy } from '../protocol/index.ts';

/**
 * The core items that hold neither a value nor `not applicable` for one patient, as `form.item`, in the order of the
 * study document. An item that its form does not show for a row counts as not applicable; a repeating form without
 * rows lacks its core items unless it was confirmed that there are none.
 */
export function missingCoreItems(study: LoadedStudy, context: Context): string[] {
  return study.document.forms.flatMap((form, formIndex) =>
    form.items.flatMap((item, itemIndex) => {
      if (item.core !== true) return [];
      const pointer = `forms/${formIndex}/items/${itemIndex}/shownWhen`;
      const shownWhen = study.expression(pointer);
      const rows = rowsOf(form, context);
      const complete = rows?.every((row) => {
        if (isComplete(row[item.id] ?? missing('notEntered'))) return true;
        return shownWhen !== null && evaluateFor(shownWhen, { ...context, row }, pointer) === false;
      });
      return complete ? [] : [`${form.id}.${item.id}`];
    }),
  );
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
