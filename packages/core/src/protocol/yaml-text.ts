import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument, type Scalar } from 'yaml';
import { type Words, words } from '../model/index.ts';
import { syntaxWords } from './yaml-words.ts';

/**
 * A YAML text as plain data, with the place of every value in it. Read strictly: a study document is a protocol,
 * so everything it says stands where it says it: no aliases, tags, merge keys or second documents.
 */

/** 1-based; columns count UTF-16 code units, as editors do. */
export type Place = { line: number; column: number };
export type Path = readonly (string | number)[];
export type YamlFault = { code: string; message: Words; hint: Words; path: string; place: Place };

export type YamlText = {
  /** plain objects, arrays, strings, numbers, booleans and nulls; undefined when the text cannot be read at all */
  value: unknown;
  faults: YamlFault[];
  /** where a value stands: a scalar itself, a collection by its key; the nearest holder where the path names nothing */
  place(path: Path): Place;
  /** where a key stands, known or unknown to the grammar */
  keyPlace(path: Path): Place;
  /** where the character at `offset` of a string value stands, in a plain, quoted or block scalar */
  placeInText(path: Path, offset: number): Place;
};

const LARGEST_TEXT = 8_000_000;
const DEEPEST = 64;
const WIDEST_INDENT = 400;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

function codePointName(char: string): string {
  return `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

type Entry = { keyOffset: number | null; node: Node | null };

/** The pointer of a path, as issues print it. */
export function pointerOf(path: Path): string {
  return path.join('/');
}

export function pathOf(pointer: string): Path {
  return pointer.split('/');
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const faults: YamlFault[] = [];
  const entries = new Map<string, Entry>();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col };
  };
  const lookUp = (path: Path): Entry | undefined => entries.get(keyOf(path));
  const nearest = (path: Path): Place => {
    for (let length = path.length; length >= 0; length -= 1) {
      const entry = lookUp(path.slice(0, length));
      if (!entry) continue;
      const offset = offsetOf(entry);
      if (offset !== null) return placeAt(offset);
    }
    return { line: 1, column: 1 };
  };
  const answer = (value: unknown): YamlText => ({
    value,
    faults,
    place: nearest,
    keyPlace: (path) => {
      const keyOffset = lookUp(path)?.keyOffset;
      return keyOffset === null || keyOffset === undefined ? nearest(path) : placeAt(keyOffset);
    },
    placeInText: (path, offset) => {
      const node = lookUp(path)?.node;
      if (!node || !isScalar(node) || !node.range || typeof node.value !== 'string') return nearest(path);
      return placeAt(sourceOffset(text, node, offset));
    },
  });

  const unreadable = firstUnreadable(text);
  if (unreadable) {
    lineStarts(text, lines);
    faults.push({ ...unreadable, path: '', place: placeAt(unreadable.offset) });
    return answer(undefined);
  }

  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false, // checked below, in linear time and with words
    version: '1.2',
    schema: 'core',
    merge: false,
    logLevel: 'error', // 'silent' would pass over a second document
  });
  for (const error of document.errors) {
    faults.push({
      code: error.code === 'MULTIPLE_DOCS' ? 'yaml.documents' : 'yaml.syntax',
      ...syntaxWords(error.code, error.message),
      path: '',
      place: placeAt(error.pos[0]),
    });
  }
  const fault = (code: string, path: Path, offset: number, message: Words, hint: Words): void => {
    faults.push({ code, message, hint, path: pointerOf(path), place: placeAt(offset) });
  };
  const value = plainValue(document.contents as Node | null, [], null);
  return answer(document.errors.length > 0 ? undefined : value);

  function plainValue(node: Node | null, path: Path, keyOffset: number | null): unknown {
    entries.set(keyOf(path), { keyOffset, node });
    if (node === null) return null;
    const start = node.range?.[0] ?? 0;
    if (isAlias(node)) {
      fault(
        'yaml.alias',
        path,
        start,
        words(
          `A study document spells everything out. Here stands the alias *${node.source}.`,
          `研究文档中的内容须逐一写明。此处使用了别名“*${node.source}”。`,
        ),
        words('Write the value itself here.', '请在此处直接写出其值。'),
      );
      return undefined;
    }
    if ('anchor' in node && node.anchor) {
      fault(
        'yaml.alias',
        path,
        start,
        words(
          `A study document spells everything out. This value carries the anchor &${node.anchor}.`,
          `研究文档中的内容须逐一写明。此值带有锚点“&${node.anchor}”。`,
        ),
        words('Remove the anchor, and write the value wherever it is meant.', '请删去锚点，并在每处直接写出其值。'),
      );
    }
    if (node.tag && isForeignTag(node)) {
      fault(
        'yaml.tag',
        path,
        start,
        words(
          `A study document holds plain values. This one carries the tag ${node.tag}.`,
          `研究文档只含普通的值。此值带有标签“${node.tag}”。`,
        ),
        words(
          'Remove the tag; put a value that must stay text in quotes.',
          '请删去标签；须保留为文本的值请放在引号内。',
        ),
      );
    }
    if (isScalar(node)) {
      if (typeof node.value === 'string') return soundText(node.value, path, start);
      return node.value === undefined ? null : node.value;
    }
    if (isSeq(node)) return node.items.map((child, index) => plainValue(child as Node | null, [...path, index], null));
    if (isMap(node)) return plainMap(node.items as { key: Node | null; value: Node | null }[], path);
    return null;
  }

  /** An escape in double quotes can bring in what the text itself may not hold. */
  function soundText(value: string, path: Path, start: number): string {
    const control = CONTROL.exec(value) ?? LONE_SURROGATE.exec(value);
    if (!control) return value;
    fault(
      'yaml.control',
      path,
      start,
      words(
        `A study document is plain text. This value holds the character ${codePointName(control[0])}.`,
        `研究文档须为纯文本。此值含有控制字符“${codePointName(control[0])}”。`,
      ),
      words('Remove the escape that stands for it.', '请删去代表该字符的转义符。'),
    );
    return value
      .split('')
      .map((char) => (CONTROL.test(char) || LONE_SURROGATE.test(char) ? '?' : char))
      .join('');
  }

  function plainMap(pairs: { key: Node | null; value: Node | null }[], path: Path): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const seen = new Map<string, number>();
    for (const { key, value: child } of pairs) {
      const offset = key?.range?.[0] ?? 0;
      if (!isScalar(key) || key.value === null || key.value === '') {
        fault(
          'yaml.key',
          path,
          offset,
          words('Each key is a word. This key is empty or a collection.', '每个键须为一个词。此键为空，或为一组值。'),
          words('Write a word before the colon.', '请在冒号前写一个词。'),
        );
        continue;
      }
      const name = soundText(String(key.value), path, offset);
      if (name === '__proto__' || name === '<<') {
        fault(
          'yaml.key',
          path,
          offset,
          words(`Each key is a word of the grammar. ${name} is none.`, `每个键须为语法中的词。“${name}”不是。`),
          words('Remove this key.', '请删去此键。'),
        );
        continue;
      }
      const first = seen.get(name);
      if (first !== undefined) {
        fault(
          'yaml.duplicateKey',
          [...path, name],
          offset,
          words(
            `A key stands once in its block. "${name}" stands here again; it was first on line ${placeAt(first).line}.`,
            `同一层级中每个键只写一次。“${name}”在此重复，首次出现在第 ${placeAt(first).line} 行。`,
          ),
          words('Remove one of the two, or join them.', '请删去其一，或合并两处。'),
        );
        continue;
      }
      seen.set(name, offset);
      const plain = plainValue(child, [...path, name], offset);
      if (plain !== undefined) object[name] = plain;
    }
    return object;
  }
}

function keyOf(path: Path): string {
  return path.join('\u0000');
}

/** A scalar stands where it begins; an empty value and a collection under a key stand at the key; one in a list where it begins. */
function offsetOf({ keyOffset, node }: Entry): number | null {
  const atKey = node === null || !isScalar(node) || (node.value === null && node.source === '');
  if (atKey && keyOffset !== null) return keyOffset;
  return node?.range?.[0] ?? keyOffset;
}

function isForeignTag(node: Node): boolean {
  return !['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq', 'tag:yaml.org,2002:str'].includes(node.tag ?? '');
}

type Unreadable = { code: string; message: Words; hint: Words; offset: number };

/** What must be refused before the parser sees it: too much, too deep (it recurses), or not text. */
function firstUnreadable(text: string): Unreadable | null {
  if (text.length > LARGEST_TEXT) {
    return {
      code: 'yaml.tooLarge',
      message: words(
        `A study document has at most ${LARGEST_TEXT} characters. This one has ${text.length}.`,
        `研究文档不得超过 ${LARGEST_TEXT} 个字符。此文档有 ${text.length} 个。`,
      ),
      hint: words(
        'Records belong into records/*.csv, not into the study document.',
        '病例记录应放在 records/*.csv 中，不应写入研究文档。',
      ),
      offset: 0,
    };
  }
  const control = CONTROL.exec(text);
  if (control) {
    return {
      code: 'yaml.control',
      message: words(
        `A study document is plain text. Here stands the control character ${codePointName(control[0])}.`,
        `研究文档须为纯文本。此处有控制字符“${codePointName(control[0])}”。`,
      ),
      hint: words('Remove it; save the file as UTF-8 text.', '请将其删去，并将文件存为 UTF-8 纯文本。'),
      offset: control.index,
    };
  }
  return looksDeep(text) ? tooDeep(text) : null;
}

/** Cheap and never too low: every bracket counts, those in texts too. Only a text that looks deep is lexed for it. */
function looksDeep(text: string): boolean {
  let flow = 0;
  let inline = 0;
  let indent = 0;
  let inIndent = true;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x0a: // a line ends
      case 0x0d:
        inline = 0;
        indent = 0;
        inIndent = true;
        continue;
      case 0x20:
        if (inIndent) indent += 1;
        break;
      case 0x5b: // [ {
      case 0x7b:
        flow += 1;
        inIndent = false;
        break;
      case 0x5d: // ] }
      case 0x7d:
        flow = Math.max(0, flow - 1);
        inIndent = false;
        break;
      case 0x2d: // - ? :
      case 0x3f:
      case 0x3a:
        inline += 1;
        inIndent = false;
        break;
      default:
        inIndent = false;
    }
    if (flow > DEEPEST || inline > DEEPEST || indent > WIDEST_INDENT) return true;
  }
  return false;
}

function tooDeep(text: string): Unreadable | null {
  let offset = 0;
  let flow = 0;
  let inline = 0;
  let indent = 0;
  let atLineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow += 1;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (token === '-' || token === '?' || token === ':') inline += 1;
    else if (token === '\n' || token === '\r\n') {
      inline = 0;
      atLineStart = true;
    } else if (atLineStart && /^ +$/.test(token)) indent = token.length;
    else if (token !== '' && !CONTROL_TOKENS.has(token)) {
      atLineStart = false;
      indent = 0;
    }
    if (flow > DEEPEST || inline > DEEPEST || indent > WIDEST_INDENT) {
      return {
        code: 'yaml.tooDeep',
        message: words(
          `A study document nests at most ${DEEPEST} levels. Here it nests deeper.`,
          `研究文档的嵌套不得超过 ${DEEPEST} 层。此处超过了。`,
        ),
        hint: words(
          'Write the parts of a study one under the other, as docs/study-document.md shows.',
          '请按 docs/study-document.md 的写法，将研究的各部分依次列出。',
        ),
        offset,
      };
    }
    if (!CONTROL_TOKENS.has(token)) offset += token.length;
  }
  return null;
}

/** Marks that the lexer puts between the pieces of the source: document start, end of flow, and the two kinds of scalar. */
const CONTROL_TOKENS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

function lineStarts(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}

/**
 * Where the character at `offset` of a scalar's value stands in the source. The characters of the value that are
 * not white space stand in the source in the same order, however the scalar is written; so they are counted.
 */
function sourceOffset(text: string, node: Scalar, offset: number): number {
  const value = node.value as string;
  const [start, end] = node.range as [number, number, number];
  let before = 0; // how many characters that are not white space come before
  for (let index = 0; index < offset && index < value.length; index += 1) if (!isWhite(value[index])) before += 1;
  const onWhite = offset >= value.length || isWhite(value[offset]);
  let last = start;
  let seen = 0;
  for (const { at, next, char } of sourceCharacters(text, node, start, end)) {
    if (isWhite(char)) continue;
    if (seen === before && !onWhite) return at;
    if (seen === before) break;
    seen += 1;
    last = next;
  }
  return last;
}

function isWhite(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

/** The characters of a scalar as its value has them, each with where it begins and ends in the source. */
function* sourceCharacters(
  text: string,
  node: Scalar,
  start: number,
  end: number,
): Generator<{ at: number; next: number; char: string }> {
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const newline = text.indexOf('\n', start); // the header: |, >, -, +, digits, a comment
    for (let at = newline + 1; newline >= 0 && at < end; at += 1) yield { at, next: at + 1, char: text[at] as string };
    return;
  }
  const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : null;
  const from = quote ? start + 1 : start;
  const to = quote ? end - 1 : end;
  for (let at = from; at < to; ) {
    const char = text[at] as string;
    if (quote === "'" && char === "'") {
      yield { at, next: at + 2, char };
      at += 2;
    } else if (quote === '"' && char === '\\') {
      const length = escapeLength(text[at + 1] ?? '');
      for (const decoded of decodeEscape(text.slice(at, at + length))) yield { at, next: at + length, char: decoded };
      at += length;
    } else {
      yield { at, next: at + 1, char };
      at += 1;
    }
  }
}

function escapeLength(letter: string): number {
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2;
}

/** The UTF-16 code units that an escape stands for; white ones all as a space, since they are not counted. */
function decodeEscape(written: string): string[] {
  const letter = written[1] ?? '';
  if (letter === 'x' || letter === 'u' || letter === 'U') {
    const code = Number.parseInt(written.slice(2), 16);
    return Number.isNaN(code) || code > 0x10ffff ? ['?'] : String.fromCodePoint(code).split('');
  }
  return 'tnr\n \t'.includes(letter) ? [' '] : [letter];
}
