import { InputError } from '../model/index.ts';
import type { Item, LoadedStudy } from '../protocol/index.ts';

/** The item of a form that an analysis names. The study was checked when it was loaded, so it is there. */
export function itemOf(study: LoadedStudy, form: string, id: string): Item {
  const item = study.item(form, id);
  if (item) return item;
  throw new InputError('analyse.unknownItem', `An analysis names items of its form. ${form} has no ${id}.`, id);
}

/** The codes that an item may hold, in the order of their list; a yes-or-no has both. */
export function codesOfItem(study: LoadedStudy, item: Item): string[] {
  if (item.type === 'boolean') return ['yes', 'no'];
  const list = item.codes === undefined ? null : study.codeList(item.codes);
  return (list?.codes ?? []).map(({ code }) => code);
}
