import { type ItemType, type Labels, type Words, words } from '../model/index.ts';
import type { Analysis, AnalysisSet, CodeList, Derived, Endpoint, Form, Item, Study } from './schema.ts';

/** When a fact is known; a later one must not decide what comes before it. */
export const KNOWN_ORDER = ['diagnosis', 'treatment', 'followUp'] as const;
export type Known = (typeof KNOWN_ORDER)[number];

/** Ends a sentence that begins "known only"; in Chinese it comes before "is known". */
export const KNOWN_WORDS: Readonly<Record<Known, Words>> = {
  diagnosis: words('at diagnosis', '诊断时'),
  treatment: words('with the treatment', '治疗时'),
  followUp: words('during follow-up', '随访期间'),
};

/** A value that each patient has once: an item of a form that does not repeat, or a derived variable. */
export type Variable = {
  /** `form.item`, or the id of a derived variable */
  ref: string;
  id: string;
  label: Labels;
  type: ItemType;
  codes: readonly { code: string; label: Labels }[] | null;
  unit: string | null;
  decimals: number | null;
  form: string | null;
  item: string | null;
  /** the latest of what it is made from */
  known: Known;
};

/** Ids that mean something by themselves. */
export const RESERVED_IDS: ReadonlySet<string> = new Set(['study', 'row', 'eligible', 'patient', 'repeat']);

/** What the parts of a study document call each other by. Of two with the same id the first counts. */
export type Names = {
  forms: ReadonlyMap<string, Form>;
  codeLists: ReadonlyMap<string, CodeList>;
  derived: ReadonlyMap<string, Derived>;
  endpoints: ReadonlyMap<string, Endpoint>;
  analysisSets: ReadonlyMap<string, AnalysisSet>;
  analyses: ReadonlyMap<string, Analysis>;
  item(form: string, item: string): Item | null;
};

export function namesOf(study: Study): Names {
  const forms = byId(study.forms);
  const items = new Map(study.forms.map((form) => [form.id, byId(form.items)]));
  return {
    forms,
    codeLists: new Map(Object.entries(study.codeLists ?? {})),
    derived: byId(study.derived),
    endpoints: byId(study.endpoints),
    analysisSets: byId(study.analysisSets),
    analyses: byId(study.analyses),
    item: (form, item) => items.get(form)?.get(item) ?? null,
  };
}

function byId<T extends { id: string }>(parts: readonly T[] | undefined): Map<string, T> {
  const map = new Map<string, T>();
  for (const part of parts ?? []) if (!map.has(part.id)) map.set(part.id, part);
  return map;
}

export function knownOf(form: Form, item: Item | null): Known {
  return item?.known ?? form.known;
}

export function latestKnown(all: Iterable<Known>): Known {
  let latest = 0;
  for (const known of all) latest = Math.max(latest, KNOWN_ORDER.indexOf(known));
  return KNOWN_ORDER[latest] as Known;
}

export function isLater(a: Known, than: Known): boolean {
  return KNOWN_ORDER.indexOf(a) > KNOWN_ORDER.indexOf(than);
}

/** The variable that an item of a form that does not repeat is. */
export function itemVariable(names: Names, form: Form, item: Item): Variable {
  return {
    ref: `${form.id}.${item.id}`,
    id: item.id,
    label: item.label as Labels,
    type: item.type,
    codes: codesOf(names, item.codes),
    unit: item.unit ?? null,
    decimals: item.decimals ?? null,
    form: form.id,
    item: item.id,
    known: knownOf(form, item),
  };
}

export function derivedVariable(names: Names, derived: Derived, known: Known): Variable {
  return {
    ref: derived.id,
    id: derived.id,
    label: derived.label as Labels,
    type: derived.type,
    codes: codesOf(names, derived.codes),
    unit: derived.unit ?? null,
    decimals: derived.decimals ?? null,
    form: null,
    item: null,
    known,
  };
}

function codesOf(names: Names, list: string | undefined): Variable['codes'] {
  if (list === undefined) return null;
  const codes = names.codeLists.get(list)?.codes;
  return codes ? codes.map(({ code, label }) => ({ code, label: (label ?? { en: code }) as Labels })) : null;
}
