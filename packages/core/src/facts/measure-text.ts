import { plainWidth } from './plain-width.ts';

/** How a number is bounded by the word or sign before it. */
export type Bound = 'exact' | 'about' | 'below' | 'above';

export type BoundedNumber = {
  value: number;
  bound: Bound;
  /** what stands behind the number: `%`, `g/L`, `cm`; empty where there is nothing */
  unit: string;
};

const NUMBER = String.raw`\d{1,12}(?:\.\d{1,10})?`;
const ABOUT = '约|大约|about|approx\\.?|approximately|ca\\.?|c\\.|~|≈';
const BELOW = '<|<=|≤|小于|低于|不足|less than|under|below';
const ABOVE = '>|>=|≥|大于|高于|超过|more than|over|above';
const BOUNDED = new RegExp(
  `^(?:(?<about>${ABOUT})|(?<below>${BELOW})|(?<above>${ABOVE}))?\\s*(?<value>-?${NUMBER})\\s*(?<unit>[%‰a-zµμ°℃\\u4e00-\\u9fff][^\\d<>≤≥~()]{0,11}|10[*^]\\d+/u?L)?$`,
  'i',
);

/**
 * One number, perhaps bounded (`约10%`, `>100`, `<0.5 mg/L`), perhaps with a unit behind it. Where a group of digits behind a
 * comma could be thousands or decimals, it is none.
 * @returns null for anything that is not wholly this
 */
export function parseBoundedNumber(text: string): BoundedNumber | null {
  const found = BOUNDED.exec(plainWidth(text).trim());
  if (!found?.groups) return null;
  const { about, below, above, value, unit } = found.groups;
  const bound = about ? 'about' : below ? 'below' : above ? 'above' : 'exact';
  return { value: Number(value), bound, unit: (unit ?? '').trim() };
}

export type SizeText = {
  /** one to three, in the order of the text */
  axes: readonly number[];
  unit: 'cm' | 'mm' | null;
  bound: Bound;
};

const SIZE = new RegExp(
  `^(?:(?<about>${ABOUT})|(?<below>${BELOW})|(?<above>${ABOVE}))?\\s*(?<axes>${NUMBER}\\s*(?:cm|mm|厘米|毫米)?(?:\\s*[×x*✕╳·Xх]\\s*${NUMBER}\\s*(?:cm|mm|厘米|毫米)?){0,2})$`,
  'i',
);

/**
 * The axes of a tumour: `3×2×2cm`, `3.5cm x 2cm`, `约3*2 cm`, `35 mm`. Where axes name units, they must be the same one.
 * @returns null for anything that is not wholly this
 */
export function parseSize(text: string): SizeText | null {
  const found = SIZE.exec(plainWidth(text).trim());
  if (!found?.groups) return null;
  const { about, below, above } = found.groups;
  const pieces = (found.groups['axes'] as string).split(/[×x*✕╳·Xх]/i);
  const units = new Set<'cm' | 'mm'>();
  const axes = pieces.map((piece) => {
    if (/cm|厘米/i.test(piece)) units.add('cm');
    if (/mm|毫米/i.test(piece)) units.add('mm');
    return Number(/[\d.]+/.exec(piece)?.[0]);
  });
  if (units.size > 1) return null;
  return { axes, unit: [...units][0] ?? null, bound: about ? 'about' : below ? 'below' : above ? 'above' : 'exact' };
}

/** A span of time in one of the units of an age: years, months, weeks or days. */
export type DurationText = { value: number; unit: 'a' | 'mo' | 'wk' | 'd'; bound: Bound };

const YEARS = '岁|周岁|年|y|yr|yrs|year|years|y/o|yo|years? old|a';
const MONTHS = '个月|月龄|月|mo|mos|mon|mth|mths|month|months|m';
const DURATION = new RegExp(
  `^(?:(?<about>${ABOUT})|(?<below>${BELOW})|(?<above>${ABOVE}))?\\s*(?:(?:(?<years>${NUMBER})\\s*(?:${YEARS})(?<half>半)?)?\\s*(?:and|零|又|,)?\\s*(?:(?<months>${NUMBER})\\s*(?<monthWord>${MONTHS}))?|(?<weeks>${NUMBER})\\s*(?:周|星期|wk|wks|week|weeks|w)|(?<days>${NUMBER})\\s*(?:天|日|日龄|d|day|days)|(?<halfYear>半年|半岁))\\.?$`,
  'i',
);

/**
 * An age or a duration with its unit: `2岁3月`, `12mo`, `5 y`, `3周`, `10 days`, `5岁半`. Years with months become months.
 * @returns null for anything that is not wholly this; a bare `m` (months or minutes?) counts only beside years
 */
export function parseDuration(text: string): DurationText | null {
  const found = DURATION.exec(plainWidth(text).trim());
  if (!found?.groups) return null;
  const { about, below, above, years, half, months, monthWord, weeks, days, halfYear } = found.groups;
  const bound: Bound = about ? 'about' : below ? 'below' : above ? 'above' : 'exact';
  if (weeks !== undefined) return { value: Number(weeks), unit: 'wk', bound };
  if (days !== undefined) return { value: Number(days), unit: 'd', bound };
  if (halfYear !== undefined) return { value: 6, unit: 'mo', bound };
  if (years === undefined && months === undefined) return null;
  if (years === undefined)
    return monthWord?.toLowerCase() === 'm' ? null : { value: Number(months), unit: 'mo', bound };
  if (months === undefined && half === undefined) return { value: Number(years), unit: 'a', bound };
  if (!Number.isInteger(Number(years)) || (months !== undefined && half !== undefined)) return null;
  if (months !== undefined && Number(months) >= 12) return null;
  return { value: Number(years) * 12 + (half === undefined ? Number(months) : 6), unit: 'mo', bound };
}
