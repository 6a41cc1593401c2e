import { plainWidth } from '../facts/index.ts';

const NAMES: Readonly<Record<string, string>> = {
  岁: 'a',
  年: 'a',
  y: 'a',
  yr: 'a',
  year: 'a',
  years: 'a',
  月: 'mo',
  个月: 'mo',
  mo: 'mo',
  month: 'mo',
  months: 'mo',
  周: 'wk',
  wk: 'wk',
  week: 'wk',
  weeks: 'wk',
  天: 'd',
  日: 'd',
  d: 'd',
  day: 'd',
  days: 'd',
  小时: 'h',
  h: 'h',
  分钟: 'min',
  min: 'min',
  厘米: 'cm',
  毫米: 'mm',
  公斤: 'kg',
  千克: 'kg',
  dl: 'dL',
  ml: 'mL',
  l: 'L',
  µl: 'uL',
  ul: 'uL',
  fl: 'fL',
  u: 'U',
  iu: '[iU]',
  mu: 'mU',
  ku: 'kU',
  '℃': 'Cel',
  '°c': 'Cel',
  mmhg: 'mm[Hg]',
  umol: 'umol',
  µmol: 'umol',
  ug: 'ug',
  µg: 'ug',
  // the letter of Greek beside the sign, which look the same
  μg: 'ug',
  μl: 'uL',
  μmol: 'umol',
};

/** A unit as sheets write it in the codes of UCUM: `10^9/L` as `10*9/L`, 岁 as `a`; what is not known stays as it is. */
export function ucumOf(unit: string): string {
  return plainWidth(unit)
    .replace(/\s+/g, '')
    .replace(/^[x×*]/i, '')
    .split('/')
    .map((part) => {
      const power = /^10[\^*]?(\d{1,2})$/.exec(part) ?? /^e(\d{1,2})$/i.exec(part);
      if (power) return `10*${power[1]}`;
      return NAMES[part.toLowerCase()] ?? part;
    })
    .join('/');
}

/** Units of an age or a duration. */
export function timeUnitOf(unit: string | null): 'a' | 'mo' | 'wk' | 'd' | null {
  const ucum = unit === null ? null : ucumOf(unit);
  return ucum === 'a' || ucum === 'mo' || ucum === 'wk' || ucum === 'd' ? ucum : null;
}
