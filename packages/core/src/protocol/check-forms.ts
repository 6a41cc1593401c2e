import { type Checking, reportUnknown } from './checking.ts';
import { offerWords } from './offer-words.ts';
import type { Form, Item } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Code lists and forms: what an item's type can bear, what refers to what, and the expressions of a form. */
export function checkForms(checking: Checking): void {
  for (const [id, list] of Object.entries(checking.study.codeLists ?? {})) {
    for (const [index, { code, label }] of list.codes.entries()) {
      if (label !== undefined) continue;
      checking.fault({
        code: 'code.noLabel',
        path: ['codeLists', id, 'codes', index],
        message: `A code must have a label, since readers see labels. The code "${code}" of "${id}" has none.`,
        hint: 'Add label: with each language of the study.',
      });
    }
  }
  for (const [index, form] of checking.study.forms.entries()) checkForm(checking, form, ['forms', index]);
}

function checkForm(checking: Checking, form: Form, path: Path): void {
  for (const [index, item] of form.items.entries()) checkItem(checking, form, item, [...path, 'items', index]);
  if (form.mayBeNone && !form.repeats) {
    checking.fault({
      code: 'form.mayBeNone',
      path: [...path, 'mayBeNone'],
      message: `Only a form that repeats can be confirmed to have no rows. "${form.id}" does not repeat.`,
      hint: 'Remove mayBeNone, or set repeats: true.',
    });
  }
  if (form.datedBy !== undefined) checkDateItem(checking, form.id, form.datedBy, [...path, 'datedBy'], 'form.datedBy');
  for (const [index, link] of (form.links ?? []).entries()) checkLink(checking, form, link, [...path, 'links', index]);
  for (const [index, check] of (form.checks ?? []).entries()) {
    checking.compile([...path, 'checks', index, 'require'], check.require, { row: form.id, expected: 'boolean' });
  }
}

/** A key that names a date item of a form; `fault` is the code when it names another kind of item. */
export function checkDateItem(checking: Checking, formId: string, itemId: string, path: Path, fault: string): void {
  const form = checking.names.forms.get(formId);
  if (!form) return;
  const item = checking.names.item(formId, itemId);
  if (!item) {
    const dates = form.items.filter(({ type }) => type === 'date').map(({ id }) => id);
    reportUnknown(checking, 'unknownItem', path, `An item of the form "${formId}"`, itemId, dates);
  } else if (item.type !== 'date') {
    checking.fault({
      code: fault,
      path,
      message: `What dates a row must be a date. "${itemId}" of "${formId}" is ${article(item.type)}.`,
      hint: 'Name a date item of this form.',
    });
  }
}

function checkLink(checking: Checking, form: Form, link: { item: string; form: string }, path: Path): void {
  const item = checking.names.item(form.id, link.item);
  if (!item) {
    reportUnknown(
      checking,
      'unknownItem',
      [...path, 'item'],
      `An item of the form "${form.id}"`,
      link.item,
      idsOf(form.items),
    );
  } else if (item.type !== 'text' && item.type !== 'integer') {
    checking.fault({
      code: 'form.link',
      path: [...path, 'item'],
      message: `A link holds the repeat of another row, so it is a text or an integer. "${link.item}" is ${article(item.type)}.`,
      hint: 'Change the type of the item, or link by another one.',
    });
  }
  const target = checking.names.forms.get(link.form);
  if (!target) {
    reportUnknown(checking, 'unknownForm', [...path, 'form'], 'A form', link.form, checking.names.forms.keys());
  } else if (!target.repeats) {
    checking.fault({
      code: 'form.link',
      path: [...path, 'form'],
      message: `A link leads to a row of a form that repeats. "${link.form}" has one row a patient.`,
      hint: 'Remove the link: that row is found by the patient.',
    });
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal']);
const WITH_RANGE: ReadonlySet<string> = new Set(['integer', 'decimal', 'age']);
const CODED: ReadonlySet<string> = new Set(['code', 'codes']);

function checkItem(checking: Checking, form: Form, item: Item, path: Path): void {
  const misplaced = (code: string, key: string, rule: string): void =>
    checking.fault({
      code,
      path: [...path, key],
      message: `${rule} "${item.id}" is ${article(item.type)}.`,
      hint: `Remove ${key}, or change the type of the item.`,
    });
  checkCodeList(checking, item, path);
  if (item.unit !== undefined && !NUMBERS.has(item.type)) misplaced('item.unit', 'unit', 'Only numbers have a unit.');
  if (item.decimals !== undefined && item.type !== 'decimal')
    misplaced('item.decimals', 'decimals', 'Only decimal numbers have decimals.');
  if (item.precision !== undefined && item.type !== 'date')
    misplaced('item.precision', 'precision', 'Only dates have a precision.');
  if (item.unlisted !== undefined && item.type !== 'codes')
    misplaced('item.unlisted', 'unlisted', 'Only several codes can leave one unlisted.');
  for (const bound of ['minimum', 'maximum'] as const) {
    if (item[bound] !== undefined && !WITH_RANGE.has(item.type))
      misplaced('item.range', bound, 'Only numbers and ages have a range.');
  }
  if (item.minimum !== undefined && item.maximum !== undefined && item.minimum > item.maximum) {
    checking.fault({
      code: 'item.range',
      path: [...path, 'minimum'],
      message: `A range begins at or below its end. That of "${item.id}" begins at ${item.minimum} and ends at ${item.maximum}.`,
      hint: 'Exchange the two, or correct one.',
    });
  }
  if (item.section !== undefined && !(form.sections ?? []).some(({ id }) => id === item.section)) {
    reportUnknown(
      checking,
      'unknownSection',
      [...path, 'section'],
      `A section of the form "${form.id}"`,
      item.section,
      idsOf(form.sections ?? []),
    );
  }
  if (typeof item.required === 'string') {
    checking.compile([...path, 'required'], item.required, { row: form.id, expected: 'boolean' });
  }
  if (item.shownWhen !== undefined) {
    checking.compile([...path, 'shownWhen'], item.shownWhen, { row: form.id, expected: 'boolean' });
  }
}

/** Codes need a list, and nothing else has one; for items and derived variables alike. */
export function checkCodeList(
  checking: Checking,
  item: { id: string; type: string; codes?: string | undefined },
  path: Path,
): void {
  if (CODED.has(item.type) && item.codes === undefined) {
    checking.fault({
      code: 'item.noCodeList',
      path,
      message: `A code belongs to a list. "${item.id}" is ${article(item.type)} and names no list.`,
      hint: `Add codes: with the id of a list. ${offerWords(item.id, [...checking.names.codeLists.keys()])}`,
    });
  } else if (!CODED.has(item.type) && item.codes !== undefined) {
    checking.fault({
      code: 'item.codeList',
      path: [...path, 'codes'],
      message: `Only codes have a code list. "${item.id}" is ${article(item.type)}.`,
      hint: 'Remove codes, or change the type to code.',
    });
  } else if (item.codes !== undefined && !checking.names.codeLists.has(item.codes)) {
    reportUnknown(
      checking,
      'unknownCodeList',
      [...path, 'codes'],
      'A code list',
      item.codes,
      checking.names.codeLists.keys(),
    );
  }
}

export function idsOf(parts: readonly { id: string }[]): string[] {
  return parts.map(({ id }) => id);
}

/** A type as a noun, for messages. */
export function article(type: string): string {
  switch (type) {
    case 'integer':
      return 'a whole number';
    case 'decimal':
      return 'a number';
    case 'boolean':
      return 'yes or no';
    case 'codes':
      return 'several codes';
    case 'age':
      return 'an age';
    default:
      return `a ${type}`;
  }
}
