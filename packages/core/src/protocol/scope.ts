import type { ExpressionType, Scope } from '../expression/index.ts';
import type { Labels } from '../model/index.ts';
import type { Form, Item, Study } from './schema.ts';

type Named = { type: ExpressionType; label: Labels };

const STUDY_LABEL: Labels = { en: 'Study', 'zh-CN': '研究' };
const DATA_LOCK_LABEL: Labels = { en: 'Date of data lock', 'zh-CN': '数据锁定日期' };

/** What the expressions of a study may name: its forms, its derived variables and `study`. */
export function scopeOf(study: Study): Scope {
  const lists = new Set(Object.keys(study.codeLists ?? {}));
  const variables = new Map<string, Named>();
  const forms = new Map<string, { label: Labels; items: ReadonlyMap<string, Named> }>();
  forms.set('study', {
    label: STUDY_LABEL,
    items: new Map([['dataLock', { type: { kind: 'date' }, label: DATA_LOCK_LABEL }]]),
  });
  variables.set('study', { type: { kind: 'row', form: 'study' }, label: STUDY_LABEL });
  for (const form of study.forms) {
    if (variables.has(form.id)) continue;
    const label = form.label as Labels;
    variables.set(form.id, { type: { kind: form.repeats ? 'rows' : 'row', form: form.id }, label });
    forms.set(form.id, { label, items: itemsOf(form, lists) });
  }
  for (const derived of study.derived ?? []) {
    const type = typeOf(derived.type, derived.codes, lists);
    if (type && !variables.has(derived.id)) variables.set(derived.id, { type, label: derived.label as Labels });
  }
  const codeLists = new Map(
    Object.entries(study.codeLists ?? {}).map(([id, list]) => [
      id,
      new Map(list.codes.map(({ code, label }) => [code, (label ?? { en: code }) as Labels])),
    ]),
  );
  return { variables, forms, codeLists };
}

/** The same scope with `row` as a row of a form. */
export function scopeWithRow(scope: Scope, form: string): Scope {
  const label = scope.forms.get(form)?.label;
  if (!label) return scope;
  const variables = new Map(scope.variables);
  variables.set('row', { type: { kind: 'row', form }, label });
  return { ...scope, variables };
}

function itemsOf(form: Form, lists: ReadonlySet<string>): Map<string, Named> {
  const items = new Map<string, Named>();
  for (const item of form.items) {
    const type = typeOf(item.type, item.codes, lists);
    if (type && !items.has(item.id)) items.set(item.id, { type, label: item.label as Labels });
  }
  return items;
}

/** null for a code whose list is missing or unknown: that is a fault of its own. */
function typeOf(type: Item['type'], list: string | undefined, lists: ReadonlySet<string>): ExpressionType | null {
  if (type === 'code' || type === 'codes') return list !== undefined && lists.has(list) ? { kind: type, list } : null;
  return { kind: type };
}

/** Items and derived variables that no expression can name, because their code list is missing or unknown. */
export function untypedIds(study: Study): Set<string> {
  const lists = new Set(Object.keys(study.codeLists ?? {}));
  const untyped = [...study.forms.flatMap((form) => form.items), ...(study.derived ?? [])].filter(
    ({ type, codes }) => typeOf(type, codes, lists) === null,
  );
  return new Set(untyped.map(({ id }) => id));
}
