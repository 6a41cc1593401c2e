import { type Language, type MissingReason, type TimeUnit, timeUnitWord } from '../model/index.ts';
import { label, say, type Writing } from './writing.ts';

type Speaking = { readonly language: Language };

const MISSING_WORDS: Readonly<Record<MissingReason, readonly [string, string]>> = {
  notEntered: ['not entered', '未录入'],
  notDone: ['not done', '未做'],
  notReported: ['not reported', '未报告'],
  notApplicable: ['not applicable', '不适用'],
  unknown: ['unknown', '不详'],
  refused: ['refused', '拒绝'],
  imprecise: ['date too imprecise', '日期不够精确'],
  noRows: ['no entries, none confirmed', '无记录且未确认为无'],
};

/** Why a value is missing, in words; several reasons joined by '+' are each named. */
export function missingWords(w: Speaking, reason: string): string {
  return reason
    .split('+')
    .map((one) => {
      const words = MISSING_WORDS[one as MissingReason];
      return words ? say(w, words[0], words[1]) : one;
    })
    .join(say(w, ' and ', '、'));
}

const UNIT_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  a: ['years', '年'],
  mo: ['months', '个月'],
  wk: ['weeks', '周'],
  d: ['days', '天'],
  h: ['hours', '小时'],
  min: ['minutes', '分钟'],
  '/a': ['a patient-year', '每人年'],
  count: ['patients', '例'],
  '{row}': ['rows', '条记录'],
  '{report}': ['reports', '份报告'],
  '{series}': ['series', '个系列'],
  probability: ['probability', '概率'],
  '%': ['percentage points', '个百分点'],
  ratio: ['ratio', '比值'],
  '1': ['no unit', '无单位'],
  '10*9/L': ['×10⁹/L', '×10⁹/L'],
  '10*12/L': ['×10¹²/L', '×10¹²/L'],
  Cel: ['°C', '°C'],
  'ug/L': ['µg/L', 'µg/L'],
  'mm[Hg]': ['mmHg', 'mmHg'],
  '[lb_av]': ['lb', '磅'],
  '[in_i]': ['in', '英寸'],
  '/min': ['per minute', '次/分'],
};

/** A unit of time as the head of a column or an axis has it: 'months', '月'. */
export function timeUnitNoun(w: Speaking, unit: TimeUnit): string {
  return timeUnitWord(unit, w.language).replace('个', '');
}

/**
 * The unit of a variable beside its number: ages in Chinese have a word of their own, and a percentage is no difference
 * of percentages.
 */
export function measureUnit(w: Speaking, unit: string, isAge = false): string {
  if (unit === '%') return '%';
  return isAge && unit === 'a' ? say(w, 'years', '岁') : unitWords(w, unit);
}

/** The same as the head of a column has it, where nothing is counted: '月', not '个月'. */
export function headUnit(w: Speaking, unit: string, isAge = false): string {
  return measureUnit(w, unit, isAge).replace(/^个(?=月)/, '');
}

/** ', cm' or '（岁）': the unit behind the name of a number. */
export function unitSuffix(w: Speaking, unit: string, isAge = false): string {
  const words = headUnit(w, unit, isAge);
  return say(w, `, ${words}`, `（${words}）`);
}

/** Whether a label speaks of an age. */
export function speaksOfAge(label: { en: string }): boolean {
  return /\bage\b/i.test(label.en);
}

/** A UCUM unit (or count, probability, ratio, 1) as it is written for readers. */
export function unitWords(w: Speaking, unit: string): string {
  const words = UNIT_WORDS[unit];
  const per = /^\/\((\d+)\.a\)$/.exec(unit)?.[1];
  if (per !== undefined) return say(w, `per ${per} patient-years`, `每 ${per} 人年`);
  return words ? say(w, words[0], words[1]) : unit.replaceAll(/[{}]/g, '');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** '31 March 2025' or '2025年3月31日' for `2025-03-31`. */
export function dateWords(w: Speaking, isoDate: string): string {
  const [year = '', month = '', day = ''] = isoDate.split('-');
  return say(w, `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`, `${year}年${Number(month)}月${Number(day)}日`);
}

/** 'a, b and c' or 'a、b和c'. */
export function listWords(w: Speaking, words: readonly string[]): string {
  const head = words.slice(0, -1).join(say(w, ', ', '、'));
  const last = words[words.length - 1] ?? '';
  return head === '' ? last : `${head}${say(w, ' and ', '和')}${last}`;
}

const GENERAL_REASONS: Readonly<Record<string, readonly [string, string]>> = {
  notMet: ['criterion not met', '不符合该条件'],
  coreMissing: ['core variables missing', '核心变量缺失'],
  missing: ['not recorded, so not known to be met', '未记录，无法判断是否符合'],
};

/** A reason of the screening log in the words of the study's list, else made readable: 'guardian_objected' is 'guardian objected'. */
export function reasonWords(w: Writing, code: string): string {
  const own = listedReason(w, code);
  if (own !== null) return own;
  const words = GENERAL_REASONS[code];
  return words ? say(w, words[0], words[1]) : code.replaceAll(/[-_]/g, ' ');
}

/** What the study's list of reasons calls a decision of the screening log; null where there is no such list or code. */
export function listedReason(w: Writing, code: string): string | null {
  const { reasons } = w.document.eligibility;
  const list = reasons === undefined ? null : w.study.codeList(reasons);
  const found = list?.codes.find((one) => one.code === code);
  return found?.label ? label(w, found.label) : null;
}

/** The text with a capital first letter, where the script has one. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The text with a small first letter, unless it starts with an abbreviation or a name: 'MRI', 'R0', 'Ki-67', 'Clavien-Dindo'. */
export function small(text: string): string {
  return /^[A-Z][a-z](?!\S*(?:\d|[-–][A-Z]))/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}

/** The text without a full stop at its end. */
export function clause(text: string): string {
  return text.trim().replace(/[.。]+$/, '');
}
