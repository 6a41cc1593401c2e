import type { Experiencer, Negation, Temporality, TextSpan } from '../model/index.ts';
import { judgedText } from './judged-text.ts';
import { SECTION_HEADINGS, type SectionKind } from './section-headings.ts';

export type { SectionKind } from './section-headings.ts';

/** A part of a report from its heading on: `start` is where the heading begins, `body` where what it heads begins. */
export type Section = TextSpan & { kind: SectionKind; heading: string; body: number };

/** How a plain mention in a section is read, where its sentence says nothing else. */
export const SECTION_DEFAULTS: Readonly<
  Partial<Record<SectionKind, { negation?: Negation; temporality?: Temporality; experiencer?: Experiencer }>>
> = {
  familyHistory: { experiencer: 'other' },
  pastHistory: { temporality: 'historical' },
  socialHistory: { temporality: 'historical' },
  differential: { negation: 'possible' },
};

const KIND_OF: ReadonlyMap<string, SectionKind> = new Map(
  Object.entries(SECTION_HEADINGS).flatMap(([kind, headings]) =>
    headings.map((heading): [string, SectionKind] => [headingKey(judgedText(heading)), kind as SectionKind]),
  ),
);
const LONGEST_HEADING = 60;

/** A word for sections, in either language, as a study may write it; null where it names none that is known. */
export function sectionKindOf(name: string): SectionKind | null {
  return KIND_OF.get(headingKey(judgedText(name))) ?? null;
}

/** Blanks, brackets, numbers before it and what is said in brackets behind it make no difference to a heading. */
function headingKey(judged: string): string {
  return judged
    .replace(/\([^()]*\)/g, ' ')
    .replace(/^[\s\d.、()<>《》*#•·-]+|[\s:*()<>《》#.-]+$/g, '')
    .replace(/[\s_]+/g, ' ')
    .replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '')
    .replace(/s?\((?:es|s)\)$/, '');
}

/**
 * The parts of a report, in the order of the text. A heading stands where a line or a sentence begins, with a colon, in
 * brackets or alone on its line; a word that is none of the known headings begins a part only in capitals at the start of a line.
 */
export function findSections(text: string): Section[] {
  const judged = judgedText(text);
  const sections: Section[] = [];
  for (const place of headingPlaces(judged)) {
    const last = sections.at(-1);
    if (last !== undefined && place < last.body) continue;
    const heading = headingAt(text, judged, place, last?.kind);
    if (heading === null) continue;
    if (last !== undefined) last.end = place;
    sections.push({ ...heading, start: place, end: text.length });
  }
  return sections;
}

/** Where a heading may begin: at the start of a line, and behind the end of a sentence or a wide gap. */
function* headingPlaces(judged: string): Generator<number> {
  const begins = /(?:^|[\r\n.;。!?]|\s{2}|[)\]】](?=\s)|(?<=[\u4e00-\u9fff]),)[\s*#>•·]*/g;
  let last = -1;
  for (const found of judged.matchAll(begins)) {
    const place = found.index + found[0].length;
    if (place > last && place < judged.length) yield place;
    last = place;
  }
}

function headingAt(
  text: string,
  judged: string,
  start: number,
  within: SectionKind | undefined,
): Omit<Section, 'start' | 'end'> | null {
  const ahead = judged.slice(start, start + LONGEST_HEADING);
  // 【病理诊断】 and (诊断)
  const inBrackets = /^\(([^()\n:]{1,30})\)\s*:?/.exec(ahead);
  if (inBrackets !== null) {
    const kind = KIND_OF.get(headingKey(inBrackets[1] as string));
    // a bracket of parentheses in a sentence is no heading
    if (kind !== undefined && '【[〔［<'.includes(text[start] as string))
      return { kind, heading: text.slice(start, start + inBrackets[0].length), body: start + inBrackets[0].length };
    return null;
  }
  const withColon = /^((?:\d{1,2}[.、)]\s*)?[^:\r\n。;,]{1,50}?)\s*:/.exec(ahead);
  if (withColon !== null) {
    const words = withColon[1] as string;
    const body = start + withColon[0].length;
    const kind = KIND_OF.get(headingKey(words));
    if (kind !== undefined) return { kind, heading: text.slice(start, body), body };
    const isNamed = /^[A-Z][A-Z &/()-]{3,40}$/.test(text.slice(start, start + words.length).trim());
    const atLineStart = /(?:^|[\r\n])[\s*#>•·]*$/.test(judged.slice(Math.max(0, start - 20), start));
    if (isNamed && atLineStart && within !== undefined && within in SECTION_DEFAULTS)
      return { kind: 'other', heading: text.slice(start, body), body };
    return dated(text, start, words, body);
  }
  const alone = /^([^\r\n:。;,]{2,50}?)\s*(?=[\r\n]|$)/.exec(ahead);
  if (alone !== null) {
    const atLineStart = start === 0 || /[\r\n][\s*#>•·]*$/.test(judged.slice(Math.max(0, start - 20), start));
    const kind = KIND_OF.get(headingKey(alone[1] as string));
    const body = start + alone[0].length;
    if (kind !== undefined && atLineStart && body < text.length)
      return { kind, heading: text.slice(start, body), body };
  }
  return null;
}

/** `Addendum 2 (14 March 2019):`, `补充报告2019-03-14:`, `ADDENDUM #1` */
function dated(text: string, start: number, words: string, body: number): Omit<Section, 'start' | 'end'> | null {
  const bare = words.replace(
    /(?:\s*(?:#|no\.?|dated|on|of|from|第)?\s*[\d./年月日-]+(?:次|号)?|\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)+\s*$/,
    '',
  );
  if (bare === words) return null;
  const kind = KIND_OF.get(headingKey(bare));
  return kind === undefined ? null : { kind, heading: text.slice(start, body), body };
}

/** The section that a place lies in; null before the first heading. */
export function sectionAt(sections: readonly Section[], place: number): Section | null {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle] as Section).start <= place) low = middle + 1;
    else high = middle;
  }
  return sections[low - 1] ?? null;
}
