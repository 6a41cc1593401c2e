import type { Context } from '../expression/index.ts';
import {
  type CodeStates,
  formatDecimal,
  isMissing,
  isNotEntered,
  type Language,
  labelIn,
  type Records,
  type Value,
} from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { measureUnit, missingWords, type PatientCard, type PatientLine, speaksOfAge } from '../report/index.ts';

/**
 * The records of each patient as labelled text, items that hold nothing left out, then the derived variables.
 * Rows of a repeating form are numbered by their repeat.
 */
export function patientLines(
  study: LoadedStudy,
  records: Records,
  contexts: ReadonlyMap<string, Context>,
  language: Language,
): PatientCard[] {
  const linesOf = new Map<string, PatientLine[]>();
  for (const patient of contexts.keys()) linesOf.set(patient, []);
  for (const form of study.document.forms) {
    const items = form.items.map((item) => ({
      item,
      textOf: remembered((value: Value) => valueText(study, value, item, language)),
    }));
    const labelsOf = remembered((place: string) => items.map(({ item }) => `${place}${labelIn(item.label, language)}`));
    for (const row of records.forms[form.id] ?? []) {
      const lines = linesOf.get(row.patient);
      if (!lines) continue;
      const place = row.repeat === null ? '' : `${labelIn(form.label, language)} ${row.repeat} · `;
      const labels = labelsOf(place);
      for (const [index, { item, textOf }] of items.entries()) {
        const value = row.values[item.id];
        if (isNotEntered(value)) continue;
        const isVerbatim = item.type === 'text' && !isMissing(value);
        const label = labels[index] as string;
        lines.push({ label, value: textOf(value), ...(isVerbatim ? { verbatim: true } : {}) });
      }
    }
  }
  for (const { derived } of study.derivedInOrder) {
    const label = labelIn(derived.label, language);
    const textOf = remembered((value: Value) => valueText(study, value, derived, language));
    for (const [patient, context] of contexts) {
      const value = context[derived.id] as Value | undefined;
      if (value === undefined) continue;
      linesOf.get(patient)?.push({ label, value: textOf(value) });
    }
  }
  return [...linesOf].map(([patient, lines]) => ({ patient, lines }));
}

/** Equal cells of a table share their value, and what it is in words is asked of thousands of patients. */
function remembered<Of, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new Map<Of, Made>();
  return (of) => {
    let made = known.get(of);
    if (made === undefined) {
      made = make(of);
      known.set(of, made);
    }
    return made;
  };
}

/** What an item or a derived variable says of its values. */
type Held = {
  label: { en: string };
  codes?: string | undefined;
  unit?: string | undefined;
  decimals?: number | undefined;
};

function valueText(
  study: LoadedStudy,
  value: Value,
  { codes: codeListId, unit, decimals, label }: Held,
  language: Language,
): string {
  if (isMissing(value)) return missingWords({ language }, value.reasons.join('+'));
  if (typeof value === 'boolean')
    return labelIn(value ? { en: 'yes', 'zh-CN': '是' } : { en: 'no', 'zh-CN': '否' }, language);
  if (typeof value === 'number') {
    const digits = decimals === undefined ? String(value) : formatDecimal(value, decimals, language);
    return unit ? withUnit(digits, measureUnit({ language }, unit, speaksOfAge(label))) : digits;
  }
  if (typeof value === 'string') return codeListId ? codeText(study, codeListId, value, language) : value;
  switch (value.kind) {
    case 'date':
      return value.text;
    case 'age':
      return withUnit(String(value.value), measureUnit({ language }, value.unit, true));
    case 'codes':
      return codeStatesText(study, value, codeListId ?? '', language);
  }
}

/** '5 years', '5岁': no space where the unit is Chinese. */
function withUnit(digits: string, unit: string): string {
  return unit === '%' || /^\p{Script=Han}/u.test(unit) ? `${digits}${unit}` : `${digits} ${unit}`;
}

function codeText(study: LoadedStudy, list: string, code: string, language: Language): string {
  const label = study.codeList(list)?.codes.find((entry) => entry.code === code)?.label;
  return label ? labelIn(label, language) : code;
}

function codeStatesText(study: LoadedStudy, states: CodeStates, list: string, language: Language): string {
  const name = (code: string): string => codeText(study, list, code, language);
  const absent = states.absent.map((code) => (language === 'en' ? `no ${name(code)}` : `无${name(code)}`));
  return [...states.present.map(name), ...absent].join(language === 'en' ? ', ' : '、');
}
