import type { DateFact, Found } from './fact.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const YEAR = '(?:19|20)\\d{2}';

const FORMS: readonly (readonly [RegExp, (groups: readonly string[]) => (string | number | undefined)[]])[] = [
  // year, month, day
  [
    new RegExp(`(?<!\\d)(${YEAR})\\s?[-/.年]\\s?(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})\\s?日?(?!\\d)`, 'g'),
    ([y, m, d]) => [y, m, d],
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${MONTH})[,\\s]+(${YEAR})(?!\\d)`, 'gi'),
    ([d, m, y]) => [y, monthOf(m), d],
  ],
  [
    new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s?,\\s?(${YEAR})(?!\\d)`, 'gi'),
    ([m, d, y]) => [y, monthOf(m), d],
  ],
  [new RegExp(`(?<!\\d)(${YEAR})\\s?年\\s?(\\d{1,2})\\s?月(?!\\s?\\d)`, 'g'), ([y, m]) => [y, m]],
  [new RegExp(`(?<![\\d/-])(${YEAR})-(\\d{2})(?![-\\d/])`, 'g'), ([y, m]) => [y, m]],
  [new RegExp(`\\b(${MONTH})\\s+(?:of\\s+)?(${YEAR})(?!\\d)`, 'gi'), ([m, y]) => [y, monthOf(m)]],
  [new RegExp(`(?<!\\d)(${YEAR})\\s?年(?!\\s?\\d)`, 'g'), ([y]) => [y]],
  [new RegExp(`\\b(?:in|since|during|from)\\s+(${YEAR})(?![\\d/.-])`, 'gi'), ([y]) => [y]],
];

function monthOf(word: string | undefined): number {
  return MONTHS.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;
}

/** Dates that say their year in four figures, as precisely as written. What could be day or month first is left out. */
export function datesIn(words: string): Found<DateFact>[] {
  const found: Found<DateFact>[] = [];
  for (const [form, parts] of FORMS) {
    for (const match of words.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      const [year, ...rest] = parts(match.slice(1));
      const date = [String(year), ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
      found.push({ value: { kind: 'date', date }, rule: 'date', start, end });
    }
  }
  return found;
}
