/** A sentence of a manuscript, its white space made single, and the line of the file on which it begins (from 1). */
export type Sentence = { text: string; line: number };

const ENDS = /[.!?]["'”’)\]]*(?=\s)|[。！？；]["'”’）】]*/gu;
/** A full stop after these ends no sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|et al|vs|cf|ca|approx|fig|figs|no|nos|dr|prof|resp|[A-Za-z])$/i;

/**
 * The sentences of a plain text or of Markdown. A blank line, a heading and an item of a list end one, too; the marks of
 * Markdown are taken off.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph: { text: string; line: number }[] = [];
  const flush = (): void => {
    sentences.push(...split(paragraph));
    paragraph = [];
  };
  let inNumberedList = false;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .forEach((raw, index) => {
      // within a paragraph a line may well begin with a number and a full stop
      const isNumbered = /^\s*\d{1,3}[.)]\s/.test(raw) && (paragraph.length === 0 || inNumberedList);
      const marks = isNumbered ? /^\s*\d{1,3}[.)]\s+/ : /^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+)/;
      const startsAnew = isNumbered || /^\s*(?:#{1,6}\s|>|[-*+]\s)/.test(raw);
      const plain = raw
        .replace(marks, '')
        .replaceAll(/\*\*|__|`/g, '')
        .trim();
      if (startsAnew || plain === '') {
        flush();
        inNumberedList = isNumbered;
      }
      if (plain !== '') paragraph.push({ text: plain, line: index + 1 });
      if (/^\s*#{1,6}\s/.test(raw)) flush();
    });
  flush();
  return sentences;
}

function split(lines: readonly { text: string; line: number }[]): Sentence[] {
  const starts: { at: number; line: number }[] = [];
  let whole = '';
  for (const { text, line } of lines) {
    const gap = whole === '' || /[\u3000-\u9fff\uff00-\uffef]$/u.test(whole) ? '' : ' ';
    starts.push({ at: whole.length + gap.length, line });
    whole += gap + text;
  }
  const lineAt = (at: number): number => starts.findLast((start) => start.at <= at)?.line ?? 1;
  const found: Sentence[] = [];
  let from = 0;
  const add = (to: number): void => {
    const piece = whole.slice(from, to);
    const lead = piece.length - piece.trimStart().length;
    const sentence = piece.trim().replaceAll(/\s+/g, ' ');
    if (sentence !== '') found.push({ text: sentence, line: lineAt(from + lead) });
    from = to;
  };
  for (const match of `${whole} `.matchAll(ENDS)) {
    if (match[0].startsWith('.') && ABBREVIATION.test(whole.slice(from, match.index))) continue;
    add(match.index + match[0].length);
  }
  add(whole.length);
  return found;
}
