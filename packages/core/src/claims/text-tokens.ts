import { type PartialDate, parsePartialDate } from '../model/index.ts';
import { plainWord } from '../protocol/index.ts';

/** A piece of a sentence of a manuscript; `start` and `end` count its characters. */
export type TextToken = { text: string; start: number; end: number } & (
  | { kind: 'word'; word: string }
  /** `isWeak`: a bare "one" or "zero", which is a number only where a claim asks for one there */
  | { kind: 'number'; value: number; halfUnit: number; isWeak: boolean }
  | { kind: 'date'; date: PartialDate }
);

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  /(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?/
    .source;

/** What may stand at a place of a sentence, in the order in which it is tried, and what is read from it. */
const READERS: readonly [RegExp, (place: Place, parts: readonly (string | undefined)[]) => TextToken[]][] = [
  [/https?:\/\/\S+|(?:doi:?\s*)?10\.\d{4,9}\/\S+/iuy, () => []],
  [/\[\d+(?:\s*[,;–-]\s*\d+)*\]/uy, () => []],
  [/\d+(?:\.\d+)?\s?[%％]\s*(?=CI\b|confidence\b|置信|可信)/iuy, () => []],
  [/(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])/uy, (place, [year, month, day]) => dateOrWord(place, year, month, day)],
  [
    new RegExp(`(\\d{1,2})\\s+${MONTH}\\s+(\\d{4})(?!\\d)`, 'iuy'),
    (place, [day, month, year]) => dateOrWord(place, year, monthOf(month), day),
  ],
  [
    new RegExp(`${MONTH}\\s+(?:(\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?(\\d{4})(?!\\d)`, 'iuy'),
    (place, [month, day, year]) => dateOrWord(place, year, monthOf(month), day),
  ],
  [
    /(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?/uy,
    (place, [year, month, day]) => dateOrWord(place, year, month, day),
  ],
  [
    /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d|(?:st|nd|rd|th)\b)(\s?(?:[%％]|per\s?cent\b))?/iuy,
    (place, [digits = '', percent]) => [numberToken(place, digits, percent !== undefined)],
  ],
  [
    /[零〇一二两三四五六七八九十百]+(?=\s*(?:例|名|人|岁|个|处|次))/uy,
    (place) => [{ ...place, kind: 'number', value: hanValue(place.text), halfUnit: 0.5, isWeak: false }],
  ],
  [/\p{Script=Han}/uy, (place) => [wordToken(place)]],
  [/(?!\p{Script=Han})\p{L}(?:(?!\p{Script=Han})[\p{L}\p{N}'’-])*/uy, (place) => wordTokens(place)],
];

/**
 * Words, numbers and dates of a sentence, in order. Addresses, numbers of references, levels of confidence and ordinals
 * are none of them.
 */
export function textTokens(sentence: string): TextToken[] {
  const tokens: TextToken[] = [];
  for (let at = 0; at < sentence.length; ) {
    const read = readAt(sentence, at);
    if (read) tokens.push(...read.tokens);
    at = read?.end ?? at + 1;
  }
  return tokens;
}

function readAt(sentence: string, at: number): { tokens: TextToken[]; end: number } | null {
  for (const [pattern, tokensOf] of READERS) {
    pattern.lastIndex = at;
    const match = pattern.exec(sentence);
    if (!match) continue;
    const end = at + match[0].length;
    return { tokens: tokensOf({ text: match[0].trim(), start: at, end }, match.slice(1)), end };
  }
  return null;
}

type Place = { text: string; start: number; end: number };

function wordToken(place: Place): TextToken {
  return { ...place, kind: 'word', word: plainWord(place.text) };
}

/** 'sixteen' and 'twenty-one' are numbers; 'three-year' is a number and a word. */
function wordTokens(place: Place): TextToken[] {
  const whole = englishValue(place.text);
  if (whole !== null) return [englishToken(place, whole)];
  const hyphen = place.text.indexOf('-');
  const first = hyphen < 0 ? null : englishValue(place.text.slice(0, hyphen));
  if (first === null || hyphen === place.text.length - 1) return [wordToken(place)];
  const middle = place.start + hyphen;
  return [
    englishToken({ text: place.text.slice(0, hyphen), start: place.start, end: middle }, first),
    ...wordTokens({ text: place.text.slice(hyphen + 1), start: middle + 1, end: place.end }),
  ];
}

function englishToken(place: Place, value: number): TextToken {
  return { ...place, kind: 'number', value, halfUnit: 0.5, isWeak: value <= 1 };
}

function numberToken(place: Place, digits: string, isPercent: boolean): TextToken {
  const scale = isPercent ? 100 : 1;
  const decimals = digits.split('.')[1]?.length ?? 0;
  return {
    ...place,
    kind: 'number',
    value: Number(digits.replaceAll(',', '')) / scale,
    halfUnit: 0.5 / 10 ** decimals / scale,
    isWeak: false,
  };
}

/** Digits that look like a date and are none are left as a word. */
function dateOrWord(
  place: Place,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): TextToken[] {
  const parts = [year, month?.padStart(2, '0'), day?.padStart(2, '0')];
  const date = parsePartialDate(parts.filter((part) => part !== undefined).join('-'));
  return [date ? { ...place, kind: 'date', date } : wordToken(place)];
}

function monthOf(word: string | undefined): string | undefined {
  const place = MONTHS.indexOf(word?.slice(0, 3).toLowerCase() ?? '');
  return place < 0 ? undefined : String(place + 1);
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A number from zero to ninety-nine in English words; null when it is none. */
function englishValue(text: string): number | null {
  const [first = '', second, ...more] = text.toLowerCase().split('-');
  if (more.length > 0) return null;
  const tens = TENS.indexOf(first);
  if (second === undefined) {
    const unit = UNITS.indexOf(first);
    return unit >= 0 ? unit : tens >= 0 ? 20 + 10 * tens : null;
  }
  const unit = UNITS.indexOf(second);
  return tens >= 0 && unit >= 1 && unit <= 9 ? 20 + 10 * tens + unit : null;
}

const HAN_DIGITS = '零一二三四五六七八九';

/** A number below a thousand in Chinese characters. */
function hanValue(text: string): number {
  let value = 0;
  let digit = 0;
  for (const character of text) {
    if (character === '十' || character === '百') {
      value += (digit === 0 ? 1 : digit) * (character === '十' ? 10 : 100);
      digit = 0;
    } else digit = character === '两' ? 2 : Math.max(0, HAN_DIGITS.indexOf(character));
  }
  return value + digit;
}
