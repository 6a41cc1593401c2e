import type { TextSpan } from '../model/index.ts';
import { judgedText } from './judged-text.ts';
import { findSections, type Section } from './sections.ts';
import { isHan } from './tokens.ts';

/** A full stop behind these ends no sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  'dr mr mrs ms prof st vs v e.g i.e eg ie fig figs approx ca cf al resp dept hosp pt jr sr inc a.m p.m am pm etc esp incl ref refs vol viz dx hx rx tx sx tel ext ave'.split(
    ' ',
  ),
);
/** A line that begins so begins something new. */
const LIST_ITEM =
  /^[ \t\u3000]*(?:[-*•·●○]\s|\(?\d{1,2}[.)、](?!\d)|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、|[A-Za-z][.)]\s)/;
/** A line this long without an end was wrapped rather than ended. */
const WRAPPED_LINE = { latin: 48, han: 22 };

/**
 * The sentences of a report, in the order of the text and without the white space around them. A line ends a sentence
 * unless it was wrapped; a heading begins one; `keep` are spans that no sentence may end inside of.
 */
export function splitSentences(
  text: string,
  sections: readonly Section[] = findSections(text),
  keep: readonly TextSpan[] = [],
): TextSpan[] {
  const judged = judgedText(text);
  const cuts = new Set<number>([text.length]);
  for (const section of sections) cuts.add(section.start);
  for (const cut of cutsAtSigns(text, judged)) cuts.add(cut);
  for (const cut of cutsAtLines(text, judged)) cuts.add(cut);
  const inside = insideOf(keep);
  const sentences: TextSpan[] = [];
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut === 0 || (cut < text.length && inside(cut))) continue;
    const sentence = trimmed(text, from, cut);
    if (sentence !== null) sentences.push(sentence);
    from = cut;
  }
  return sentences;
}

function cutsAtSigns(text: string, judged: string): number[] {
  const cuts: number[] = [];
  const ends = /[.。!?;]["')]*/g;
  for (const found of judged.matchAll(ends)) {
    const at = found.index;
    const after = at + found[0].length;
    const next = judged[after];
    const before = judged[at - 1];
    const sign = judged[at] as string;
    const isSpaceNext = next === undefined || /\s/.test(next);
    // a Chinese semicolon ends a sentence, an English one a clause
    if (sign === ';') {
      if (text[at] === '；' || (isHan(before) && isHan(next))) cuts.push(after);
    } else if (sign === '。') cuts.push(after);
    else if (sign === '.') {
      if (endsAtPoint(text, judged, at, after)) cuts.push(after);
    } else if (sign === '?') {
      // a question mark before a word asks about that word; one in brackets is part of its sentence
      const asksAhead = before === undefined || /[\s:(,;/-]/.test(before);
      const inBrackets = found[0].includes(')') && judged[at - 1] === '(';
      if (!asksAhead && !inBrackets && (isSpaceNext || isHan(next) || text[at] === '？')) cuts.push(after);
    } else if (isSpaceNext || isHan(next) || isHan(before)) cuts.push(after);
  }
  return cuts;
}

function endsAtPoint(text: string, judged: string, at: number, after: number): boolean {
  const next = judged[after];
  const before = judged[at - 1];
  if (isHan(before) || isHan(next)) return !(before !== undefined && /\d/.test(before) && isItemNumber(judged, at));
  if (next !== undefined && !/\s/.test(next))
    // "seen.No", where the space was lost
    return (
      before !== undefined &&
      /[a-z)]/.test(before) &&
      /[A-Z]/.test(text[after] ?? '') &&
      /[a-z]/.test(text[after + 1] ?? '') &&
      /[a-z)]/.test(text[at - 1] ?? '')
    );
  const word = /[a-z.]{1,8}$/.exec(judged.slice(Math.max(0, at - 8), at))?.[0] ?? '';
  if (ABBREVIATIONS.has(word)) return word === 'etc' ? /[A-Z]/.test(nextVisible(text, after)) : false;
  if (/^no$/.test(word) && /\d/.test(nextVisible(text, after))) return false;
  // an initial, and the number of an item
  if (/(?:^|[\s(])[a-z]$/.test(judged.slice(Math.max(0, at - 2), at)) && /[A-Z]/.test(text[at - 1] ?? '')) return false;
  return !isItemNumber(judged, at);
}

/** `2.` at the start of a line, a sentence or behind a gap numbers what follows. */
function isItemNumber(judged: string, at: number): boolean {
  return /(?:^|[\r\n]|[:;.。]|\s{2})\s*\d{1,2}$/.test(judged.slice(Math.max(0, at - 12), at));
}

function nextVisible(text: string, from: number): string {
  return /^\s*(\S)/.exec(text.slice(from, from + 40))?.[1] ?? '';
}

function cutsAtLines(text: string, judged: string): number[] {
  const cuts: number[] = [];
  let line: TextSpan = { start: 0, end: 0 };
  let at = 0;
  while (at < judged.length) {
    const code = judged.charCodeAt(at);
    if (code !== 10 && code !== 13) {
      at += 1;
      continue;
    }
    let breaks = 0;
    line.end = at;
    while (line.end > line.start && isBlank(judged[line.end - 1])) line.end -= 1;
    while (at < judged.length && isBlank(judged[at])) {
      if (judged[at] === '\n' || (judged[at] === '\r' && judged[at + 1] !== '\n')) breaks += 1;
      at += 1;
    }
    if (breaks > 1 || endsAtLine(text, judged, line, at)) cuts.push(at);
    line = { start: at, end: at };
  }
  return cuts;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

function endsAtLine(text: string, judged: string, line: TextSpan, nextStart: number): boolean {
  const next = text.slice(nextStart, nextStart + 24);
  if (LIST_ITEM.test(next)) return true;
  const last = judged[line.end - 1];
  if (last === undefined || /[.。!?;:]/.test(last)) return true;
  if (/[,、(/&+-]/.test(last)) return false;
  const first = next[0] ?? '';
  const length = line.end - line.start;
  if (isHan(last) || isHan(first)) return !(length >= WRAPPED_LINE.han && (isHan(first) || isHan(last)));
  if (/[a-z(,;]/.test(first)) return false;
  return length < WRAPPED_LINE.latin;
}

/** Whether a place lies inside one of the spans. */
function insideOf(spans: readonly TextSpan[]): (place: number) => boolean {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let at = 0;
  let reach = -1;
  // places are asked for in rising order
  return (place) => {
    while (at < sorted.length && (sorted[at] as TextSpan).start < place) {
      reach = Math.max(reach, (sorted[at] as TextSpan).end);
      at += 1;
    }
    return place < reach;
  };
}

function trimmed(text: string, from: number, to: number): TextSpan | null {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] as string)) start += 1;
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1;
  return end > start ? { start, end } : null;
}
