import { InputError } from './input-error.ts';
import type { Language } from './labels.ts';
import type { Statistic } from './result.ts';

/**
 * How a number is written, for people and for files. Nothing else in the program rounds.
 *
 * Rounding is of the decimal that JavaScript prints for the double (the shortest one that gives it back), half away
 * from zero: 0.285 is 0.29 to two places, as a reader with pencil and paper would have it, although the double is
 * a little below. No locale of the machine is asked, so the same number gives the same text everywhere.
 */

const MINUS = '−';
const EN_DASH = '–';
/** between two numbers, where an en dash would pass for a minus sign */
const CHINESE_DASH = '～';

/** Days in a month and in a year where days are shown as months or years; order and ties always use days. */
export const DAYS_PER_WEEK = 7;
export const DAYS_PER_MONTH = 30.4375;
export const DAYS_PER_YEAR = 365.25;
export type TimeUnit = 'day' | 'week' | 'month' | 'year';

/** `value` = 0.DIGITS times ten to the `exponent`, as the shortest decimal that gives the double back. */
type Decimal = { negative: boolean; digits: string; exponent: number };

/** Text with a fixed number of decimals, half away from zero; never '-0'. Thousands are set off from 10,000 on. */
export function formatDecimal(value: number, decimals: number, _language: Language): string {
  return asText(roundDecimal(decimalOf(value), decimals), decimals);
}

/** A whole number; a value that is not whole is rounded. */
export function formatCount(value: number, language: Language): string {
  if (Number.isInteger(value) && value >= 0 && value < 10_000) return String(value);
  return formatDecimal(value, 0, language);
}

/** A probability (0 to 1) as a percentage with its sign: 0.8712 is '87.1%'. */
export function formatPercent(probability: number, _language: Language, decimals = 1): string {
  const decimal = decimalOf(probability);
  return `${asText(roundDecimal({ ...decimal, exponent: decimal.exponent + 2 }, decimals), decimals)}%`;
}

/** A p value to three places; '<0.001' below that, and '>0.999' where only rounding would make it 1. */
export function formatP(p: number): string {
  if (p < 0.001) return '<0.001';
  const text = formatDecimal(p, 3, 'en');
  return text === '1.000' && p < 1 ? '>0.999' : text;
}

/** Two printed numbers as a range: a dash, or the word where a minus sign would stand beside it. */
export function formatRange(lower: string, upper: string, language: Language): string {
  if (!lower.includes(MINUS) && !upper.includes(MINUS))
    return `${lower}${language === 'zh-CN' ? CHINESE_DASH : EN_DASH}${upper}`;
  return language === 'zh-CN' ? `${lower} 至 ${upper}` : `${lower} to ${upper}`;
}

/** A time in days as a number of the unit, without its word: days are whole, months and years have one decimal. */
export function formatDuration(
  days: number,
  unit: TimeUnit,
  language: Language,
  decimals = unit === 'day' ? 0 : 1,
): string {
  return formatDecimal(inTimeUnit(days, unit), decimals, language);
}

/** Days as a number of the unit; nothing is rounded. */
export function inTimeUnit(days: number, unit: TimeUnit): number {
  if (unit === 'day') return days;
  if (unit === 'week') return days / DAYS_PER_WEEK;
  return days / (unit === 'month' ? DAYS_PER_MONTH : DAYS_PER_YEAR);
}

/** A date as precise as it was written: '2019-03' stays, and is '2019年3月' in Chinese. */
export function formatDate(written: string, language: Language): string {
  if (language !== 'zh-CN' || !/^\d{4}(-\d\d){0,2}$/.test(written)) return written;
  return written
    .split('-')
    .map((part, index) => `${Number(part)}${['年', '月', '日'][index] ?? ''}`)
    .join('');
}

const TIME_UNIT_WORDS = {
  day: { one: 'day', many: 'days', 'zh-CN': '天' },
  week: { one: 'week', many: 'weeks', 'zh-CN': '周' },
  month: { one: 'month', many: 'months', 'zh-CN': '个月' },
  year: { one: 'year', many: 'years', 'zh-CN': '年' },
} as const;

/** The word for a unit of time beside a number: '1 month', '12 months', '12 个月'. */
export function timeUnitWord(unit: TimeUnit, language: Language, count = 2): string {
  const words = TIME_UNIT_WORDS[unit];
  if (language === 'zh-CN') return words['zh-CN'];
  return count === 1 ? words.one : words.many;
}

const WHY_NULL_WORDS = {
  notReached: { en: 'not reached', 'zh-CN': '未达到' },
  notEstimable: { en: 'not estimable', 'zh-CN': '无法估计' },
  tooFewEvents: { en: 'too few events', 'zh-CN': '事件数过少' },
  unbounded: { en: 'no upper bound', 'zh-CN': '无上限' },
  suppressed: { en: 'suppressed', 'zh-CN': '不予公开' },
} as const;

/** Why there is no number, in words, as a reader sees it in the number's place. */
export function formatWhyNull(reason: NonNullable<Statistic['whyNull']>, language: Language): string {
  return WHY_NULL_WORDS[reason][language];
}

/** A value as exactly as it is shown: 12 significant digits without trailing zeros, or the reason in words. */
export function formatExact(value: number | null, whyNull: Statistic['whyNull'], language: Language): string {
  if (value === null) return formatWhyNull(whyNull ?? 'notEstimable', language);
  const text = String(numberToFile(value));
  return text.startsWith('-') ? `${MINUS}${text.slice(1)}` : text;
}

/**
 * The number that goes into a file: 12 significant digits, never minus zero.
 * @throws InputError `number.notFinite`: a file holds null with a reason, never NaN or infinity
 */
export function numberToFile(value: number): number {
  assertFinite(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e12) return value === 0 ? 0 : value;
  const rounded = Number(value.toPrecision(12));
  return rounded === 0 ? 0 : rounded;
}

function assertFinite(value: number): void {
  if (Number.isFinite(value)) return;
  throw new InputError(
    'number.notFinite',
    `A printed number must be finite. This one is ${value}. Give null with a reason instead.`,
  );
}

function decimalOf(value: number): Decimal {
  assertFinite(value);
  const [mantissa = '', power = '0'] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { negative: value < 0, digits: whole + fraction, exponent: whole.length + Number(power) };
}

/** Digits of the value times ten to `decimals`, rounded to a whole number. */
function roundDecimal({ negative, digits, exponent }: Decimal, decimals: number): { negative: boolean; whole: bigint } {
  const kept = exponent + decimals; // how many digits stay in front of the cut; negative when zeros do
  const padded = digits.padEnd(Math.max(kept, 0), '0');
  const floor = kept > 0 ? BigInt(padded.slice(0, kept)) : 0n;
  const firstDropped = kept >= 0 ? (padded[kept] ?? '0') : '0';
  const whole = firstDropped >= '5' ? floor + 1n : floor;
  return { negative: negative && whole !== 0n, whole };
}

function asText({ negative, whole }: { negative: boolean; whole: bigint }, decimals: number): string {
  const digits = whole.toString().padStart(decimals + 1, '0');
  const integer = digits.slice(0, digits.length - decimals);
  const fraction = decimals > 0 ? `.${digits.slice(digits.length - decimals)}` : '';
  return `${negative ? MINUS : ''}${groupThousands(integer)}${fraction}`;
}

function groupThousands(integer: string): string {
  return integer.length < 5 ? integer : integer.replace(/\B(?=(\d{3})+$)/g, ',');
}
