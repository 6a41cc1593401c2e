import { plainWidth } from './plain-width.ts';
import { HEADING, PREFIX, STAIN_RULES, STRUCTURES, type StainToken, TUMOUR_CELLS } from './stain-words.ts';

/** The share of cells that stain, in percent. One bound is null where the text leaves it open. */
export type StainedShare = {
  low: number | null;
  high: number | null;
  bound: 'exact' | 'about' | 'below' | 'above';
};

/** What a panel says of one marker. The name is the text's own: no list of markers is known here. */
export type StainFinding = {
  /** as written, without clone and result */
  marker: string;
  /** what stands in parentheses behind the name and is no result */
  clone: string | null;
  /**
   * of the tumour; null where the text gives a percentage only, names another structure only (`elsewhere`), or says that
   * the stain was not done. Focal and weak are positive; `±` and `+/-` are equivocal.
   */
  result: 'positive' | 'negative' | 'equivocal' | null;
  notDone: boolean;
  extent: 'diffuse' | 'focal' | 'scattered' | 'partial' | null;
  /** 1 to 3, where the text grades it (`++`, weak); a plain `+` has none */
  intensity: 1 | 2 | 3 | null;
  share: StainedShare | null;
  /** words for the part of the cell, as written */
  localisation: string | null;
  /** structures beside the tumour that are said to stain (vessels, lymphocytes), as written */
  elsewhere: readonly string[];
  /**
   * whose result it is: `own`; of a list that says so (`all`, 均, a slash); `implied` where markers without a result stand
   * before one with a result and nothing says that they share it
   */
  shares: 'own' | 'stated' | 'implied';
  /** the words it was read from, and where they stand */
  verbatim: string;
  start: number;
  end: number;
};

export type UnreadText = { text: string; start: number; end: number };

export type StainPanel = { findings: StainFinding[]; unread: UnreadText[] };

const LONGEST_PANEL = 20_000;
const MOST_WORDS_OF_A_NAME = 4;

/**
 * Reads the results of a panel of stains from the text of a report, in Chinese, English or both:
 * `Vimentin(+)、SMA(灶+)、Ki-67(约10%+)`, `CK/S100/CD34 negative`, `positive for A and B; negative for C`.
 *
 * A stretch of text is a finding only if every word of it is understood; any other stretch is returned as unread, never
 * half-read. Nothing is lost: each character belongs to a finding, to an unread stretch, or is a heading or a separator.
 * @returns findings in the order of the text; none, and the whole text unread, where it is longer than 20,000 characters
 */
export function parseStainPanel(text: string): StainPanel {
  if (text.length > LONGEST_PANEL) return { findings: [], unread: [{ text, start: 0, end: text.length }] };
  const plain = plainWidth(text);
  const panel: StainPanel = { findings: [], unread: [] };
  for (const sentence of sentencesOf(plain)) readSentence(text, plain, sentence, panel);
  panel.findings.sort((a, b) => a.start - b.start);
  return panel;
}

type Span = { start: number; end: number; slash: boolean };

/** A marker without a result of its own, waiting for that of the list. */
type Waiting = Omit<Draft, 'reading'> & { slash: boolean };
type Draft = { marker: string; clone: string | null; start: number; end: number; reading: Reading };

function readSentence(text: string, plain: string, sentence: Span, panel: StainPanel): void {
  let prefix: 'positive' | 'negative' | null = null;
  let waiting: Waiting[] = [];
  const leave = (start: number, end: number): void => {
    const verbatim = text.slice(start, end).trim();
    if (verbatim === '') return;
    const from = text.indexOf(verbatim, start);
    panel.unread.push({ text: verbatim, start: from, end: from + verbatim.length });
  };
  const drop = (): void => {
    for (const { start, end } of waiting) leave(start, end);
    waiting = [];
  };

  for (const { start: segmentStart, end, slash } of segmentsOf(plain, sentence)) {
    let start = segmentStart;
    const heading = HEADING.exec(plain.slice(start, end));
    if (heading) start += heading[0].length;
    if (plain.slice(start, end).trim() === '') continue;

    let adverbs = '';
    for (const [pattern, result] of PREFIX) {
      const found = pattern.exec(plain.slice(start, end));
      if (!found || found[0].trim() === '') continue;
      drop();
      prefix = result;
      adverbs = found[1] ?? '';
      start += found[0].length;
      break;
    }

    const drafts = readDrafts(plain, start, end);
    if (drafts === null) {
      drop();
      leave(start, end);
      continue;
    }
    for (const draft of drafts) {
      const { reading } = draft;
      if (adverbs !== '') readTokens(adverbs, 0, adverbs.length, reading);
      if (hasFinding(reading)) {
        const shares =
          reading.together || (waiting.length > 0 && slash && waiting.every((one) => one.slash || one === waiting[0]))
            ? 'stated'
            : 'implied';
        const first = waiting[0];
        const verbatim = { start: first?.start ?? draft.start, end: draft.end };
        for (const one of waiting) panel.findings.push(findingOf(text, one, reading, shares, { ...verbatim }));
        panel.findings.push(findingOf(text, draft, reading, waiting.length > 0 ? shares : 'own', draft));
        waiting = [];
      } else if (prefix !== null) {
        reading.result = prefix;
        panel.findings.push(findingOf(text, draft, reading, 'stated', draft));
      } else waiting.push({ ...draft, slash });
    }
  }
  drop();
}

function findingOf(
  text: string,
  { marker, clone }: { marker: string; clone: string | null },
  reading: Reading,
  shares: StainFinding['shares'],
  { start, end }: { start: number; end: number },
): StainFinding {
  return {
    marker,
    clone,
    result: reading.result,
    notDone: reading.notDone,
    extent: reading.extent,
    intensity: reading.result === 'negative' ? null : reading.intensity,
    share: reading.share,
    localisation: reading.localisation.length > 0 ? reading.localisation.join(' ') : null,
    elsewhere: reading.elsewhere,
    shares,
    verbatim: text.slice(start, end).trim(),
    start,
    end,
  };
}

/** Sentences: what is behind `;`, a full stop or a new line shares nothing with what is before. */
function sentencesOf(plain: string): Span[] {
  return spansOf(plain, { start: 0, end: plain.length, slash: false }, (index) => {
    const character = plain[index] as string;
    if (';。\n\r|'.includes(character)) return 1;
    return character === '.' &&
      /^\.(?:\s|$)/.test(plain.slice(index, index + 2)) &&
      !/\b(?:pos|neg)$/i.test(plain.slice(0, index))
      ? 1
      : 0;
  });
}

function segmentsOf(plain: string, sentence: Span): Span[] {
  return spansOf(plain, sentence, (index) => {
    const character = plain[index] as string;
    if (character === '、' || character === ',') return 1;
    if (character === '/') return isListSlash(plain, index) ? 1 : 0;
    if ('和及与'.includes(character)) return /[A-Za-z0-9)]\s*$/.test(plain.slice(sentence.start, index)) ? 1 : 0;
    return /^\sand\s/i.test(plain.slice(index, index + 5)) ? 5 : 0;
  });
}

/** A slash between names, not that of `+/-`, nor of a pair that is one antibody (AE1/AE3: the same letters, other figures). */
function isListSlash(plain: string, index: number): boolean {
  if (/[+-]\s*$/.test(plain.slice(Math.max(0, index - 3), index))) return false;
  if (/^\/\s*[+-]/.test(plain.slice(index, index + 3))) return false;
  const before = /([A-Za-z]+)\d{1}$/.exec(plain.slice(Math.max(0, index - 8), index))?.[1];
  const after = /^\/([A-Za-z]+)\d{1}(?!\d)/.exec(plain.slice(index, index + 9))?.[1];
  return before === undefined || after === undefined || !before.endsWith(after);
}

/** Cuts a span at the separators outside parentheses; `separator` gives the length of the one at a place, or 0. */
function spansOf(plain: string, whole: Span, separator: (index: number) => number): Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let start = whole.start;
  let slash = false;
  for (let index = whole.start; index < whole.end; index += 1) {
    const character = plain[index];
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    const length = separator(index);
    if (length === 0) continue;
    spans.push({ start, end: index, slash });
    slash = character === '/';
    start = index + length;
    index = start - 1;
  }
  spans.push({ start, end: whole.end, slash });
  return spans;
}

/** The markers of one segment, each with what is said of it; null where a word of it is not understood. */
function readDrafts(plain: string, start: number, end: number): Draft[] | null {
  const drafts: Draft[] = [];
  let at = start;
  while (at < end) {
    const reading = newReading();
    const before = readTokens(plain, at, end, reading, true);
    const name = nameAt(plain, before, end);
    if (name === null) {
      if (plain.slice(before, end).trim() !== '') return null;
      const last = drafts.at(-1);
      if (before > at && plain.slice(at, before).trim() !== '' && !last) return null;
      break;
    }
    const cloned = cloneAt(plain, name.end, end);
    let stop = readTokens(plain, cloned?.end ?? name.end, end, reading);
    const behind = cloned === null ? cloneAt(plain, stop, end) : null;
    if (behind) stop = behind.end;
    const clone = cloned?.clone ?? behind?.clone ?? null;
    if (reading.fault) return null;
    const marker = plain.slice(name.start, name.end).trim();
    if (NO_NAME.test(marker) || (drafts.length > 0 && !hasFinding(reading))) return null;
    drafts.push({ marker, clone, start: skipSpace(plain, at, end), end: stop, reading });
    if (stop === at) return null;
    at = stop;
    if (at < end && !hasFinding(reading)) return null;
  }
  return drafts.length > 0 ? drafts : null;
}

function skipSpace(plain: string, start: number, end: number): number {
  let at = start;
  while (at < end && plain[at] === ' ') at += 1;
  return at;
}

const LATIN_WORD = /(?=[A-Za-z0-9]*[A-Za-zα-ω])[A-Za-z0-9α-ω]+(?:[-.][A-Za-z0-9α-ω]+)*(?:\/[A-Za-z]+\d(?!\d))?|\d+/y;
const NO_NAME = /^(?:no|not|non|none|without|other|others|rest|remaining|only|some|many|most)\b/i;
const CJK_WORD = /[\u4e00-\u9fff]+/y;
const ONLY_STRUCTURE = new RegExp(`^(?:${STRUCTURES}|${TUMOUR_CELLS})+$`, 'i');

/** The name at a place: up to four words of letters and figures, or Chinese up to what begins a result. */
function nameAt(plain: string, start: number, end: number): { start: number; end: number } | null {
  let at = skipSpace(plain, start, end);
  const first = at;
  let last = at;
  for (let count = 0; count < MOST_WORDS_OF_A_NAME && at < end; count += 1) {
    // a result, a percentage or a word of the grammar ends the name
    if (shareAt(plain, at, end) !== null) break;
    if (count > 0 && tokenAt(plain, at, end) !== null) break;
    LATIN_WORD.lastIndex = at;
    const latin = LATIN_WORD.exec(plain);
    const word = latin && latin.index === at ? latin[0] : chineseName(plain, at, end);
    if (word === null) break;
    if (count === 0 && /^\d+$/.test(word)) break;
    const token = tokenAt(plain, at, end);
    if (token && token.end - at >= word.length && !/[\u4e00-\u9fff]/.test(word)) break;
    at += word.length;
    last = at;
    if (at < end && plain[at] === ' ') at += 1;
    else if (!(at < end && /[A-Za-z\u4e00-\u9fff]/.test(plain[at] as string))) break;
  }
  const name = plain.slice(first, last);
  return last > first && name.length <= 40 && /[A-Za-zα-ω\u4e00-\u9fff]/.test(name)
    ? { start: first, end: last }
    : null;
}

/** Chinese characters up to the first that begins a result; not the name of a structure or of the tumour's cells. */
function chineseName(plain: string, start: number, end: number): string | null {
  CJK_WORD.lastIndex = start;
  const run = CJK_WORD.exec(plain.slice(0, end));
  if (!run || run.index !== start) return null;
  let length = 0;
  while (length < run[0].length) {
    const token = tokenAt(plain, start + length, end);
    if (
      token &&
      token.token.kind !== 'structure' &&
      token.token.kind !== 'localisation' &&
      token.token.kind !== 'tumour'
    )
      break;
    length += 1;
  }
  const name = run[0].slice(0, length);
  return name.length >= 2 && !ONLY_STRUCTURE.test(name) ? name : null;
}

/** `(D5F3)` behind a name: letters and figures that are no result. */
function cloneAt(plain: string, start: number, end: number): { clone: string; end: number } | null {
  const found = /^\s*\(\s*([A-Za-z0-9][A-Za-z0-9.\-/ ]{0,18}?)\s*\)/.exec(plain.slice(start, end));
  const clone = found?.[1];
  if (clone === undefined || /^\d+$/.test(clone)) return null;
  const token = tokenAt(clone, 0, clone.length);
  if (token || shareAt(clone, 0, clone.length) !== null) return null;
  if (/^[A-Za-z]+$/.test(clone) && clone.length > 4) return null;
  return { clone, end: start + (found?.[0].length ?? 0) };
}

type Reading = {
  result: StainFinding['result'];
  notDone: boolean;
  extent: StainFinding['extent'];
  intensity: StainFinding['intensity'];
  share: StainedShare | null;
  localisation: string[];
  elsewhere: string[];
  together: boolean;
  signs: number;
  fault: boolean;
};

function newReading(): Reading {
  return {
    result: null,
    notDone: false,
    extent: null,
    intensity: null,
    share: null,
    localisation: [],
    elsewhere: [],
    together: false,
    signs: 0,
    fault: false,
  };
}

function hasFinding({ result, share, elsewhere, notDone }: Reading): boolean {
  return result !== null || share !== null || elsewhere.length > 0 || notDone;
}

/**
 * Reads words of the grammar from a place on.
 * @param only - words before a name: stops at the first that could be a result
 * @returns the place of the first that is none
 */
function readTokens(plain: string, start: number, end: number, reading: Reading, only = false): number {
  let at = start;
  let structure: string | null = null;
  let own = false;
  let depth = 0;
  while (at < end) {
    const share = shareAt(plain, at, end);
    if (share) {
      if (only) return at;
      if (structure === null || own) {
        if (reading.share) reading.fault = true;
        reading.share = share.share;
      }
      at = share.end;
      continue;
    }
    const found = tokenAt(plain, at, end);
    if (!found) break;
    const { token } = found;
    if (only && !['noise', 'extent', 'intensity', 'tumour'].includes(token.kind)) return at;
    // behind a finished result, outside parentheses, a space begins the next marker
    if (
      !only &&
      depth === 0 &&
      token.kind === 'noise' &&
      hasFinding(reading) &&
      /^\s+[A-Za-z\u4e00-\u9fff]/.test(plain.slice(at, end))
    ) {
      const next = at + (/^\s+/.exec(plain.slice(at, end))?.[0].length ?? 0);
      const following = tokenAt(plain, next, end);
      if (!following || following.token.kind === 'tumour') return next;
    }
    const character = plain[at];
    // a clone may stand behind the result: ALK(+)(D5F3)
    if (character === '(' && depth === 0 && hasFinding(reading) && cloneAt(plain, at, end)) break;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (token.kind === 'structure') structure = plain.slice(at, found.end);
    else if (token.kind === 'tumour') own = true;
    else if (token.kind === 'boundary') {
      structure = null;
      own = false;
    } else take(token, plain.slice(at, found.end), structure !== null && !own ? structure : null, reading);
    at = found.end;
  }
  if (depth !== 0 && !only) reading.fault = true;
  return at;
}

function take(token: StainToken, word: string, structure: string | null, reading: Reading): void {
  switch (token.kind) {
    case 'result':
      if (structure !== null) {
        if (token.result === 'positive') reading.elsewhere.push(structure);
        return;
      }
      if (reading.result !== null && reading.result !== token.result) reading.fault = true;
      if (/[+]/.test(word)) reading.signs += 1;
      // "+~++" is graded by neither of the two
      reading.intensity = reading.signs > 1 ? null : (token.intensity ?? reading.intensity);
      reading.result = token.result;
      return;
    case 'intensity':
      if (structure === null) reading.intensity = token.intensity;
      return;
    case 'extent':
      if (structure === null) reading.extent = token.extent;
      return;
    case 'localisation':
      if (structure === null) reading.localisation.push(word);
      return;
    case 'notDone':
      reading.notDone = true;
      return;
    case 'together':
      reading.together = true;
      return;
    default:
  }
}

function tokenAt(plain: string, start: number, end: number): { token: StainToken; end: number } | null {
  for (const [pattern, token] of STAIN_RULES) {
    pattern.lastIndex = start;
    const found = pattern.exec(plain);
    if (found && found.index + found[0].length <= end) return { token, end: start + found[0].length };
  }
  return null;
}

const SHARE =
  /(?<bound>约为?|大约|小于|不足|低于|大于|超过|高于|about|approx(?:\.|imately)?|ca\.?|less than|more than|over|[~≈<>≤≥])?\s*(?<low>\d{1,3}(?:\.\d+)?)\s*%?(?:\s*(?:-|~|至|到|to)\s*(?<high>\d{1,3}(?:\.\d+)?))?\s*%/iy;

/** A percentage: `约10%`, `<1%`, `10-15%`, `5%~8%`. */
function shareAt(plain: string, start: number, end: number): { share: StainedShare; end: number } | null {
  SHARE.lastIndex = start;
  const found = SHARE.exec(plain);
  if (!found || found.index + found[0].length > end) return null;
  const low = Number(found.groups?.['low']);
  const upper = found.groups?.['high'];
  const high = upper === undefined ? low : Number(upper);
  if (high > 100 || low > high) return null;
  const word = (found.groups?.['bound'] ?? '').toLowerCase();
  const next = start + found[0].length;
  if (upper !== undefined) return { share: { low, high, bound: word === '' ? 'exact' : 'about' }, end: next };
  if (/^(?:小于|不足|低于|less than|<|≤)$/.test(word)) return { share: { low: null, high, bound: 'below' }, end: next };
  if (/^(?:大于|超过|高于|more than|over|>|≥)$/.test(word))
    return { share: { low, high: null, bound: 'above' }, end: next };
  return { share: { low, high, bound: word === '' ? 'exact' : 'about' }, end: next };
}
