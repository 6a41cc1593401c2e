/**
 * The part of Markdown that a report's text may use: paragraphs, headings, lists, emphasis, strong, links, code;
 * and between two braces `{{...}}` a binding, left here as it is written.
 */
export type MarkdownBlock =
  | { kind: 'heading'; level: 3 | 4; pieces: Piece[]; line: number }
  | { kind: 'paragraph'; pieces: Piece[]; line: number }
  | { kind: 'list'; ordered: boolean; items: Piece[][]; line: number }
  /** a binding that stands on a line of its own */
  | { kind: 'binding'; text: string; line: number };

export type Piece =
  | { kind: 'text'; text: string; strong: boolean; emphasis: boolean; line: number }
  | { kind: 'code'; text: string; line: number }
  | { kind: 'link'; text: string; href: string; line: number }
  | { kind: 'binding'; text: string; line: number };

type Line = { text: string; line: number };

/** Reads a text; nothing in it is a fault, what is no markup is text. Lines are 1-based. */
export function parseMarkdown(source: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let paragraph: Line[] = [];
  let list: { ordered: boolean; items: Line[][]; line: number } | null = null;

  const flush = () => {
    const [first] = paragraph;
    if (first) blocks.push({ kind: 'paragraph', pieces: parsePieces(paragraph), line: first.line });
    if (list) blocks.push({ kind: 'list', ordered: list.ordered, items: list.items.map(parsePieces), line: list.line });
    paragraph = [];
    list = null;
  };

  source.split(/\r\n|\r|\n/).forEach((text, index) => {
    const line = index + 1;
    const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(text);
    const item = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/.exec(text);
    const alone = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(text);
    if (text.trim() === '') {
      flush();
    } else if (heading) {
      flush();
      const level = (heading[1] ?? '').length > 3 ? 4 : 3;
      blocks.push({ kind: 'heading', level, pieces: parsePieces([{ text: heading[2] ?? '', line }]), line });
    } else if (alone && paragraph.length === 0) {
      flush();
      blocks.push({ kind: 'binding', text: (alone[1] ?? '').trim(), line });
    } else if (item) {
      const ordered = item[1] !== undefined;
      if (!list || list.ordered !== ordered) {
        flush();
        list = { ordered, items: [], line };
      }
      list.items.push([{ text: item[2] ?? '', line }]);
    } else if (list && /^\s+/.test(text)) {
      list.items[list.items.length - 1]?.push({ text: text.trim(), line });
    } else {
      if (list) flush();
      paragraph.push({ text: text.trim(), line });
    }
  });
  flush();
  return blocks;
}

const MARKUP =
  /\\(?<escaped>[\\`*_{}[\]()#+.!-])|`(?<code>[^`]+)`|\{\{(?<binding>[^{}]*)\}\}|\[(?<text>[^\]]+)\]\((?<href>[^()\s]+)\)|(?<strong>\*\*|__)|(?<emphasis>[*_])/gu;

/** Pieces of one paragraph or item; strong and emphasis may run over its lines, the rest ends with the line. */
function parsePieces(lines: readonly Line[]): Piece[] {
  const pieces: Piece[] = [];
  let strong = false;
  let emphasis = false;

  const addText = (text: string, line: number) => {
    if (text === '') return;
    const last = pieces[pieces.length - 1];
    const sameStyle = last?.kind === 'text' && last.strong === strong && last.emphasis === emphasis;
    if (sameStyle && last.line === line) last.text += text;
    else pieces.push({ kind: 'text', text, strong, emphasis, line });
  };

  lines.forEach(({ text: source, line }, index) => {
    if (index > 0) addText(gapBetween(lines[index - 1]?.text ?? '', source), line);
    let from = 0;
    for (const match of source.matchAll(MARKUP)) {
      const at = match.index;
      const { escaped, code, binding, text, href, strong: starStar, emphasis: star } = match.groups ?? {};
      if (star === '_' && insideWord(source, at)) continue;
      if ((star || starStar) && !marksWords(source, at, match[0].length)) continue;
      addText(source.slice(from, at), line);
      from = at + match[0].length;
      if (escaped !== undefined) addText(escaped, line);
      else if (code !== undefined) pieces.push({ kind: 'code', text: code, line });
      else if (binding !== undefined) pieces.push({ kind: 'binding', text: binding.trim(), line });
      else if (href !== undefined) pieces.push({ kind: 'link', text: text ?? '', href, line });
      else if (starStar !== undefined) strong = !strong;
      else emphasis = !emphasis;
    }
    addText(source.slice(from), line);
  });
  return pieces;
}

const CJK = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/u;

/** A space between two lines of a paragraph; none in Chinese, unless two Latin words would run together. */
function gapBetween(before: string, after: string): string {
  const isChinese = CJK.test(before) || CJK.test(after);
  const areWords = /[A-Za-z0-9]$/.test(before) && /^[A-Za-z0-9]/.test(after);
  return isChinese && !areWords ? '' : ' ';
}

function insideWord(source: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(source[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(source[at + 1] ?? '');
}

/** A star between two spaces is a star. */
function marksWords(source: string, at: number, length: number): boolean {
  const before = source[at - 1] ?? ' ';
  const after = source[at + length] ?? ' ';
  return !(/\s/.test(before) && /\s/.test(after));
}
