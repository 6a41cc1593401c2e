import type { Context } from '../expression/index.ts';
import {
  type CodeStates,
  formatDecimal,
  isMissing,
  isNotEntered,
  type Labels,
  type Language,
  labelIn,
  type Missing,
  type MissingReason,
  type Records,
  type Value,
} from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';

/** What a patient's id opens in the team's view: plain labelled text, in the order of the forms. */
export type PatientLines = { patient: string; lines: { label: string; value: string }[] };

const REASONS: Record<MissingReason, Labels> = {
  notEntered: { en: 'not entered', 'zh-CN': '未录入' },
  notDone: { en: 'not done', 'zh-CN': '未做' },
  notReported: { en: 'not reported', 'zh-CN': '未报告' },
  notApplicable: { en: 'not applicable', 'zh-CN': '不适用' },
  unknown: { en: 'unknown', 'zh-CN': '不详' },
  refused: { en: 'refused', 'zh-CN': '拒绝' },
  imprecise: { en: 'date too imprecise', 'zh-CN': '日期精度不足' },
  noRows: { en: 'nothing entered', 'zh-CN': '未录入任何记录' },
};

/**
 * The records of each patient as labelled text, items that hold nothing left out, then the derived variables.
 * Rows of a repeating form are numbered by their repeat.
 */
export function patientLines(
  study: LoadedStudy,
  records: Records,
  contexts: ReadonlyMap<string, Context>,
  language: Language,
): PatientLines[] {
  const linesOf = new Map<string, { label: string; value: string }[]>();
  for (const patient of contexts.keys()) linesOf.set(patient, []);
  for (const form of study.document.forms) {
    for (const row of records.forms[form.id] ?? []) {
      const lines = linesOf.get(row.patient);
      if (!lines) continue;
      const place = row.repeat === null ? '' : `${labelIn(form.label, language)} ${row.repeat} · `;
      for (const item of form.items) {
        const value = row.values[item.id];
        if (isNotEntered(value)) continue;
        const text = valueText(study, value, item.codes, item.unit, undefined, language);
        lines.push({ label: `${place}${labelIn(item.label, language)}`, value: text });
      }
    }
  }
  for (const { derived } of study.derivedInOrder) {
    for (const [patient, context] of contexts) {
      const value = context[derived.id] as Value | undefined;
      if (value === undefined) continue;
      const text = valueText(study, value, derived.codes, derived.unit, derived.decimals, language);
      linesOf.get(patient)?.push({ label: labelIn(derived.label, language), value: text });
    }
  }
  return [...linesOf].map(([patient, lines]) => ({ patient, lines }));
}

function valueText(
  study: LoadedStudy,
  value: Value,
  codeListId: string | undefined,
  unit: string | undefined,
  decimals: number | undefined,
  language: Language,
): string {
  if (isMissing(value)) return missingText(value, language);
  if (typeof value === 'boolean')
    return labelIn(value ? { en: 'yes', 'zh-CN': '是' } : { en: 'no', 'zh-CN': '否' }, language);
  if (typeof value === 'number') {
    const digits = decimals === undefined ? String(value) : formatDecimal(value, decimals, language);
    return unit ? `${digits} ${unit}` : digits;
  }
  if (typeof value === 'string') return codeListId ? codeText(study, codeListId, value, language) : value;
  switch (value.kind) {
    case 'date':
      return value.text;
    case 'age':
      return `${value.value} ${value.unit}`;
    case 'codes':
      return codeStatesText(study, value, codeListId ?? '', language);
  }
}

function missingText(value: Missing, language: Language): string {
  return value.reasons.map((reason) => labelIn(REASONS[reason], language)).join(language === 'en' ? ', ' : '、');
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
