import { article, idsOf } from './check-forms.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Variable } from './names.ts';
import type { Item } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** What an analysis refers to: that it exists, and that it can bear what is asked of it. */

type Bearing = 'group' | 'coded' | 'number' | 'described' | 'predictor';

export const BEARING: Readonly<Record<Bearing, { types: readonly Variable['type'][]; words: string; remedy: string }>> =
  {
    group: {
      types: ['code', 'boolean'],
      words: 'a code or yes-or-no, one for each patient',
      remedy: 'Derive a code from it (e.g. bands of a number), and use that.',
    },
    coded: {
      types: ['code', 'codes', 'boolean'],
      words: 'a code, several codes or yes-or-no',
      remedy: 'Derive a code from it (e.g. bands of a number), and use that.',
    },
    number: {
      types: ['integer', 'decimal', 'age'],
      words: 'a number',
      remedy: 'Use a number, or count codes by describe.',
    },
    described: {
      types: ['integer', 'decimal', 'age', 'code', 'codes', 'boolean'],
      words: 'a number, an age, a code or yes-or-no',
      remedy: 'Derive a number from a date (e.g. yearsBetween), or a code from a text.',
    },
    predictor: {
      types: ['integer', 'decimal', 'age', 'code', 'boolean'],
      words: 'a number, an age, a code or yes-or-no',
      remedy: 'Derive a number or a code from it, and use that.',
    },
  };

/** The variable, when it exists and can bear what is asked of it; the fault is reported. */
export function bear(checking: Checking, ref: string, path: Path, bearing: Bearing, purpose: string): Variable | null {
  const variable = variableAt(checking, ref, path);
  if (!variable) return null;
  const { types, words, remedy } = BEARING[bearing];
  if (types.includes(variable.type)) return variable;
  reportUnfit(checking, path, `${sentence(purpose)} must be ${words}. "${ref}" is ${article(variable.type)}.`, remedy);
  return null;
}

export function reportUnfit(checking: Checking, path: Path, message: string, hint: string): void {
  checking.fault({ code: 'analysis.variable', path, message, hint });
}

/** The variable of a reference; an unknown one, or an item of a repeating form, is reported. */
export function variableAt(checking: Checking, ref: string, path: Path): Variable | null {
  const variable = checking.variable(ref);
  if (variable) return variable;
  const [formId = '', itemId] = ref.split('.');
  const form = checking.names.forms.get(formId);
  if (itemId === undefined) {
    if (form) {
      reportUnfit(
        checking,
        path,
        `An analysis uses one variable. "${ref}" is a whole form.`,
        `Name an item, e.g. ${ref}.${form.items[0]?.id ?? 'item'}.`,
      );
    } else {
      const known = [...checking.names.derived.keys(), ...singleItems(checking)];
      reportUnknown(checking, 'unknownVariable', path, 'A variable', ref, known);
    }
  } else if (!form) {
    reportUnknown(checking, 'unknownForm', path, 'A form', formId, checking.names.forms.keys());
  } else if (!checking.names.item(formId, itemId)) {
    reportUnknown(checking, 'unknownItem', path, `An item of the form "${formId}"`, itemId, idsOf(form.items));
  } else if (form.repeats) {
    checking.fault({
      code: 'analysis.repeating',
      path,
      message: `An analysis uses one value for each patient. The form "${formId}" repeats, so "${ref}" can be several.`,
      hint: `Derive one value, e.g. earliest(${formId}.map(r, r.date)) or ${formId}.exists(r, ...), and use that.`,
    });
  }
  return null;
}

function singleItems(checking: Checking): string[] {
  return [...checking.names.forms.values()]
    .filter((form) => !form.repeats)
    .flatMap((form) => form.items.map((item) => `${form.id}.${item.id}`));
}

/** Whether a form exists; an unknown one is reported. */
export function formAt(checking: Checking, id: string, path: Path): boolean {
  if (checking.names.forms.has(id)) return true;
  reportUnknown(checking, 'unknownForm', path, 'A form', id, checking.names.forms.keys());
  return false;
}

/** The item of a form, when it is of one of the types; what is wrong with it is reported. */
export function itemAt(
  checking: Checking,
  formId: string,
  id: string,
  path: Path,
  types: readonly string[] | null,
  purpose: string,
): Item | null {
  const item = checking.names.item(formId, id);
  if (!item) {
    const known = idsOf(checking.names.forms.get(formId)?.items ?? []);
    reportUnknown(checking, 'unknownItem', path, `An item of the form "${formId}"`, id, known);
    return null;
  }
  if (types && !types.includes(item.type)) {
    reportUnfit(
      checking,
      path,
      `${sentence(purpose)} must be ${types.map(article).join(' or ')}. "${id}" of "${formId}" is ${article(item.type)}.`,
      'Name another item, or change its type.',
    );
    return null;
  }
  return item;
}

export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
