import type { Item } from '../protocol/index.ts';
import { clause, headUnit, speaksOfAge } from './vocabulary.ts';
import { label, say, type Writing } from './writing.ts';

/** A form in words; its id where the study has no such form. */
export function formLabel(w: Writing, form: string): string {
  const found = w.study.form(form);
  return found ? clause(label(w, found.label)) : form;
}

/** An item in words; its id where the form has no such item. */
export function itemLabel(w: Writing, form: string, item: string): string {
  const found = w.study.item(form, item);
  return found ? clause(label(w, found.label)) : item;
}

/** The codes that an item may hold, with their words, in the order of their list; a yes-or-no has both. */
export function itemCodes(w: Writing, form: string, id: string): { code: string; text: string }[] {
  const item = w.study.item(form, id);
  if (item?.type === 'boolean') {
    return [
      { code: 'yes', text: say(w, 'Yes', '是') },
      { code: 'no', text: say(w, 'No', '否') },
    ];
  }
  const list = item?.codes === undefined ? null : w.study.codeList(item.codes);
  return (list?.codes ?? []).map(({ code, label: labels }) => ({ code, text: labels ? label(w, labels) : code }));
}

/** A code of an item in words. */
export function codeText(w: Writing, form: string, item: string, code: string): string {
  return itemCodes(w, form, item).find((one) => one.code === code)?.text ?? code;
}

/** ', cm' or '，岁': the unit after the name of a number; '' where it has none. */
export function unitAfter(w: Writing, item: Item): string {
  const comma = say(w, ', ', '，');
  if (item.type === 'age') return `${comma}${say(w, 'years', '岁')}`;
  return item.unit === undefined || item.unit === '1'
    ? ''
    : `${comma}${headUnit(w, item.unit, speaksOfAge(item.label))}`;
}
