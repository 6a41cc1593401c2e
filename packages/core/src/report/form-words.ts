import type { Item } from '../protocol/index.ts';
import { type Beginnings, beginningsOf } from './number-kinds.ts';
import { clause, speaksOfAge, unitSuffix } from './vocabulary.ts';
import { label, once, say, type Writing } from './writing.ts';

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

export type CodeWords = { readonly code: string; readonly text: string };

/** The codes that an item may hold, with their words, in the order of their list; a yes-or-no has both. */
export function itemCodes(w: Writing, form: string, id: string): readonly CodeWords[] {
  const item = w.study.item(form, id);
  return item ? once(w, item, codesOfItem) : [];
}

/** The same, to find the code that an id begins with. */
export function itemCodeBeginnings(w: Writing, form: string, id: string): Beginnings<CodeWords> {
  const item = w.study.item(form, id);
  return item ? once(w, item, beginningsOfItem) : new Map();
}

function beginningsOfItem(w: Writing, item: Item): Beginnings<CodeWords> {
  return beginningsOf(once(w, item, codesOfItem), ({ code }) => code);
}

function codesOfItem(w: Writing, item: Item): readonly CodeWords[] {
  if (item.type === 'boolean') {
    return [
      { code: 'yes', text: say(w, 'Yes', '是') },
      { code: 'no', text: say(w, 'No', '否') },
    ];
  }
  const list = item.codes === undefined ? null : w.study.codeList(item.codes);
  return (list?.codes ?? []).map(({ code, label: labels }) => ({ code, text: labels ? label(w, labels) : code }));
}

/** A code of an item in words. */
export function codeText(w: Writing, form: string, item: string, code: string): string {
  return itemCodes(w, form, item).find((one) => one.code === code)?.text ?? code;
}

/** ', cm' or '（岁）': the unit after the name of a number; '' where it has none. */
export function unitAfter(w: Writing, item: Item): string {
  if (item.type === 'age') return unitSuffix(w, 'a', true);
  return item.unit === undefined || item.unit === '1' ? '' : unitSuffix(w, item.unit, speaksOfAge(item.label));
}
