import {
  COLLECTION_STYLE,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { type Words, words } from '../model/index.ts';
import { usualEvents } from './yaml-usual.ts';
import { DEEPEST, type Refusal, secondDocument, syntaxFault } from './yaml-words.ts';

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

/** What YAML calls not printable: control characters, and halves of characters. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function codePointName(char: string): string {
  return `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Offsets that the parser, and this file after it, leaves open. */
const ABSENT = -1;

/** One value of the text; a tree of them mirrors the document. */
type Entry = {
  value: unknown;
  /** where it stands: a scalar where it begins; an empty value and a collection at their key, if they have one */
  offset: number;
  /** ABSENT in a list and at the top */
  keyOffset: number;
  /** how it is written, if it is one text */
  scalar: ScalarEvent | null;
  members: Map<string, Entry> | Entry[] | null;
};

type YamlEvent = ReturnType<typeof parseEvents>[number];

const DOCUMENT_START = /^\uFEFF?---(?=\s|$)/m;

/** Tags that change nothing: the value is what it would be without. */
const PLAIN_TAG = /^(?:!!|!<tag:yaml\.org,2002:)(?:str|map|seq)>?$/;
/** Tags of values that are no texts. */
const VALUE_TAG = /^(?:!!|!<tag:yaml\.org,2002:)(?:null|bool|int|float)>?$/;

/** The pointer of a path, as issues print it. */
export function pointerOf(path: Path): string {
  return path.join('/');
}

export function pathOf(pointer: string): Path {
  return pointer === '' ? [] : pointer.split('/');
}

export function readYaml(text: string): YamlText {
  const placeAt = placesIn(text);
  const { value, top, faults } = read(text, placeAt);
  const nearest = (path: Path): Place => placeAt(nearestOffset(top, path));
  return {
    value,
    faults: faults.map(({ offset, ...fault }) => ({ ...fault, place: placeAt(offset) })),
    place: nearest,
    keyPlace: (path) => {
      const keyOffset = entryAt(top, path)?.keyOffset ?? ABSENT;
      return keyOffset === ABSENT ? nearest(path) : placeAt(keyOffset);
    },
    placeInText: (path, offset) => {
      const entry = entryAt(top, path);
      if (!entry?.scalar || typeof entry.value !== 'string') return nearest(path);
      return placeAt(sourceOffset(text, entry.scalar, entry.value, offset) ?? entry.offset);
    },
  };
}

type Read = { value: unknown; top: Entry | null; faults: (Refusal & { path: string })[] };

function read(text: string, placeAt: (offset: number) => Place): Read {
  const events = firstUnreadable(text) ?? parsed(text);
  if (Array.isArray(events)) return readEvents(text, events, placeAt);
  return { value: undefined, top: null, faults: [{ ...events, path: '' }] };
}

function entryAt(top: Entry | null, path: Path): Entry | null {
  let entry = top;
  for (const name of path) entry = entry ? memberOf(entry, name) : null;
  return entry;
}

function nearestOffset(top: Entry | null, path: Path): number {
  let offset = 0;
  let entry = top;
  for (let depth = 0; entry; depth += 1) {
    if (entry.offset !== ABSENT) offset = entry.offset;
    const name = path[depth];
    entry = name === undefined ? null : memberOf(entry, name);
  }
  return offset;
}

function memberOf({ members }: Entry, name: string | number): Entry | null {
  return (Array.isArray(members) ? members[Number(name)] : members?.get(String(name))) ?? null;
}

function placesIn(text: string): (offset: number) => Place {
  let starts: number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    const within = Math.max(0, Math.min(offset, text.length));
    let line = 0;
    for (let past = starts.length; line + 1 < past; ) {
      const middle = (line + past) >> 1;
      if ((starts[middle] as number) <= within) line = middle;
      else past = middle;
    }
    return { line: line + 1, column: within - (starts[line] as number) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** What must be refused before the parser sees it: too much, or not text. */
function firstUnreadable(text: string): Refusal | null {
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
  const found = UNPRINTABLE.exec(text);
  if (!found) return null;
  return {
    code: 'yaml.control',
    message: words(
      `A study document is plain text. Here stands the control character ${codePointName(found[0])}.`,
      `研究文档须为纯文本。此处有控制字符“${codePointName(found[0])}”。`,
    ),
    hint: words('Remove it; save the file as UTF-8 text.', '请将其删去，并将文件存为 UTF-8 纯文本。'),
    offset: found.index,
  };
}

/** What the parser read, or the first thing that it could not. It recurses, and is told where to stop. */
function parsed(text: string): YamlEvent[] | Refusal {
  try {
    // it counts a bracket that might be a key as two levels
    return usualEvents(text) ?? parseEvents(text, { maxDepth: DEEPEST + 1 });
  } catch (error) {
    if (!(error instanceof YAMLException) || !error.mark) throw error;
    return syntaxFault(text, error.reason, error.mark.position);
  }
}

/** Walks the events of the parser once: values, the place of each, and what a study document may not hold. */
function readEvents(text: string, events: YamlEvent[], placeAt: (offset: number) => Place): Read {
  const faults: Read['faults'] = [];
  const path: (string | number)[] = [];
  let at = 0;
  let end = 0; // of what was read last, so that marks without an event of their own can be looked for behind it
  const fault = (code: string, offset: number, message: Words, hint: Words): void => {
    faults.push({ code, message, hint, path: pointerOf(path), offset });
  };

  const first = events[0];
  if (first?.type !== EVENT_ID.DOCUMENT) return { value: null, top: null, faults };
  if (first.explicitStart) end = text.search(DOCUMENT_START) + '---'.length;
  at = 1;
  const top = readNode(ABSENT);
  const second = events[at + 1]; // behind the end of the first
  if (second?.type !== EVENT_ID.DOCUMENT) return { value: top.value, top, faults };
  const offset = second.explicitStart
    ? end + text.slice(end).search(DOCUMENT_START)
    : startOf(events[at + 2] as YamlEvent, '');
  return { value: undefined, top, faults: [{ ...secondDocument(offset), path: '' }, ...faults] };

  function readNode(keyOffset: number): Entry {
    const event = events[at] as YamlEvent;
    at += 1;
    const start = startOf(event, keyOffset === ABSENT ? '-' : '');
    const atKey = keyOffset === ABSENT ? start : keyOffset;
    checkMarks(event, start);
    passBy(event);
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const value = scalarOf(event, start);
        return {
          value,
          offset: value === null && isEmpty(event) ? atKey : start,
          keyOffset,
          scalar: event,
          members: null,
        };
      }
      case EVENT_ID.SEQUENCE: {
        const { value, members } = readList();
        return { value, offset: atKey, keyOffset, scalar: null, members };
      }
      case EVENT_ID.MAPPING: {
        const { value, members } = readMap();
        return { value, offset: atKey, keyOffset, scalar: null, members };
      }
      default:
        return { value: undefined, offset: atKey, keyOffset, scalar: null, members: null };
    }
  }

  function readList(): { value: unknown[]; members: Entry[] } {
    const value: unknown[] = [];
    const members: Entry[] = [];
    while (events[at]?.type !== EVENT_ID.POP) {
      path.push(members.length);
      const entry = readNode(ABSENT);
      path.pop();
      members.push(entry);
      value.push(entry.value);
    }
    at += 1;
    return { value, members };
  }

  function readMap(): { value: Record<string, unknown>; members: Map<string, Entry> } {
    const value: Record<string, unknown> = {};
    const members = new Map<string, Entry>();
    while (events[at]?.type !== EVENT_ID.POP) {
      const { name, offset } = readKey();
      if (name === null || stoodBefore(members, name, offset)) {
        passNode();
        continue;
      }
      path.push(name);
      const entry = readNode(offset);
      path.pop();
      members.set(name, entry);
      if (entry.value !== undefined) value[name] = entry.value;
    }
    at += 1;
    return { value, members };
  }

  function readKey(): { name: string | null; offset: number } {
    const event = events[at] as YamlEvent;
    const offset = startOf(event, ':?');
    checkMarks(event, offset);
    passNode();
    const key = event.type === EVENT_ID.SCALAR ? scalarOf(event, offset) : null;
    if (key === null || key === '') {
      fault(
        'yaml.key',
        offset,
        words('Each key is a word. This key is empty or a collection.', '每个键须为一个词。此键为空，或为一组值。'),
        words('Write a word before the colon.', '请在冒号前写一个词。'),
      );
      return { name: null, offset };
    }
    const name = String(key);
    if (name === '__proto__' || name === '<<') {
      fault(
        'yaml.key',
        offset,
        words(`Each key is a word of the grammar. ${name} is none.`, `每个键须为语法中的词。“${name}”不是。`),
        words('Remove this key.', '请删去此键。'),
      );
      return { name: null, offset };
    }
    return { name, offset };
  }

  function stoodBefore(members: Map<string, Entry>, name: string, offset: number): boolean {
    const before = members.get(name);
    if (!before) return false;
    const { line } = placeAt(before.keyOffset);
    path.push(name);
    fault(
      'yaml.duplicateKey',
      offset,
      words(
        `A key stands once in its block. "${name}" stands here again; it was first on line ${line}.`,
        `同一层级中每个键只写一次。“${name}”在此重复，首次出现在第 ${line} 行。`,
      ),
      words('Remove one of the two, or join them.', '请删去其一，或合并两处。'),
    );
    path.pop();
    return true;
  }

  function checkMarks(event: YamlEvent, start: number): void {
    if (event.type === EVENT_ID.ALIAS) {
      const name = text.slice(event.anchorStart, event.anchorEnd);
      fault(
        'yaml.alias',
        start,
        words(
          `A study document spells everything out. Here stands the alias *${name}.`,
          `研究文档中的内容须逐一写明。此处使用了别名“*${name}”。`,
        ),
        words('Write the value itself here.', '请在此处直接写出其值。'),
      );
    }
    if (!('tagStart' in event) || (event.tagStart === ABSENT && event.anchorStart === ABSENT)) return;
    if (event.anchorStart !== ABSENT) {
      const name = text.slice(event.anchorStart, event.anchorEnd);
      fault(
        'yaml.alias',
        start,
        words(
          `A study document spells everything out. This value carries the anchor &${name}.`,
          `研究文档中的内容须逐一写明。此值带有锚点“&${name}”。`,
        ),
        words('Remove the anchor, and write the value wherever it is meant.', '请删去锚点，并在每处直接写出其值。'),
      );
    }
    const tag = tagOf(text, event);
    if (tag !== '' && !PLAIN_TAG.test(tag)) {
      fault(
        'yaml.tag',
        start,
        words(
          `A study document holds plain values. This one carries the tag ${tag}.`,
          `研究文档只含普通的值。此值带有标签“${tag}”。`,
        ),
        words(
          'Remove the tag; put a value that must stay text in quotes.',
          '请删去标签；须保留为文本的值请放在引号内。',
        ),
      );
    }
  }

  /** An escape in double quotes can bring in what the text itself may not hold. */
  function scalarOf(event: ScalarEvent, start: number): unknown {
    const source = getScalarValue(text, event);
    if (event.fast || event.style !== SCALAR_STYLE.DOUBLE_QUOTED) {
      const isText =
        event.tagStart === ABSENT ? event.style !== SCALAR_STYLE.PLAIN : !VALUE_TAG.test(tagOf(text, event));
      return isText ? source : plainValue(source);
    }
    const beyond = escapeBeyondUnicode(text, event);
    if (beyond !== null) {
      faults.push({ ...syntaxFault(text, 'unknown escape sequence', beyond + 1), path: '' });
      return source;
    }
    const found = UNPRINTABLE.exec(source);
    if (!found) return source;
    fault(
      'yaml.control',
      start,
      words(
        `A study document is plain text. This value holds the character ${codePointName(found[0])}.`,
        `研究文档须为纯文本。此值含有控制字符“${codePointName(found[0])}”。`,
      ),
      words('Remove the escape that stands for it.', '请删去代表该字符的转义符。'),
    );
    return source.replace(new RegExp(UNPRINTABLE, 'g'), '?');
  }

  /** Where a value begins: at its quote, at the | or > of a block; an empty one at the mark that announces it. */
  function startOf(event: YamlEvent, announcedBy: string): number {
    switch (event.type) {
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return event.start;
      case EVENT_ID.ALIAS:
        return event.anchorStart - 1;
      case EVENT_ID.SCALAR:
        if (isEmpty(event)) return startOfEmpty(event, announcedBy);
        if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
        if (isBlock(event)) return seek(text, Math.max(end, event.tagEnd, event.anchorEnd), '|>');
        return event.valueStart - 1;
      default:
        return ABSENT;
    }
  }

  function startOfEmpty(event: ScalarEvent, announcedBy: string): number {
    const marked = Math.max(event.tagStart, event.anchorStart - 1);
    if (marked >= 0 || announcedBy === '') return marked;
    const announced = seek(text, end, announcedBy);
    if (announced !== ABSENT) end = announced + 1; // so that the next one finds its own
    return announced;
  }

  function passBy(event: YamlEvent): void {
    if (event.type === EVENT_ID.SCALAR) {
      const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      end = Math.max(end, event.tagEnd, event.anchorEnd, event.valueEnd + (isQuoted ? 1 : 0));
    } else if (event.type === EVENT_ID.ALIAS) end = event.anchorEnd;
    else if ('start' in event) end = event.style === COLLECTION_STYLE.FLOW ? event.start + 1 : event.start;
  }

  /** One value with all that is in it. */
  function passNode(): void {
    for (let open = 0; ; ) {
      const event = events[at] as YamlEvent;
      at += 1;
      passBy(event);
      if ('start' in event) open += 1;
      else if (event.type === EVENT_ID.POP) open -= 1;
      if (open === 0) return;
    }
  }
}

function tagOf(text: string, event: { tagStart: number; tagEnd: number }): string {
  return event.tagStart === ABSENT ? '' : text.slice(event.tagStart, event.tagEnd);
}

function isEmpty(event: ScalarEvent): boolean {
  return event.valueStart === ABSENT;
}

function isBlock(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
}

/** The first of some marks from an offset on, past comments; ABSENT when there is none. */
function seek(text: string, from: number, marks: string): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] as string;
    if (marks.includes(char)) return at;
    if (char === '#' && (at === 0 || isWhite(text[at - 1]))) {
      const newline = text.indexOf('\n', at);
      if (newline < 0) return ABSENT;
      at = newline;
    }
  }
  return ABSENT;
}

const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);

const LONGEST_WORD = Math.max(...[...WORDS.keys()].map((word) => word.length));

/** What a text without quotes stands for by the core schema of YAML 1.2 (section 10.3.2 of its specification). */
function plainValue(source: string): unknown {
  const word = source.length <= LONGEST_WORD ? WORDS.get(source) : undefined;
  if (word !== undefined) return word;
  const code = source.charCodeAt(0);
  const beginsNumber = (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e; // 0-9 + - .
  if (!beginsNumber) return source;
  if (NUMBER.test(source) || /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/.test(source)) return Number(source);
  return source;
}

/** Where an escape stands that names no character; the parser takes any eight digits after \U. */
function escapeBeyondUnicode(text: string, { valueStart, valueEnd }: ScalarEvent): number | null {
  for (const written of text.slice(valueStart, valueEnd).matchAll(/\\(?:U([0-9A-Fa-f]{8})|[\s\S])/g)) {
    if (written[1] !== undefined && Number.parseInt(written[1], 16) > 0x10ffff) return valueStart + written.index;
  }
  return null;
}

/**
 * Where the character at `offset` of a scalar's value stands in the source. The characters of the value that are
 * not white space stand in the source in the same order, however the scalar is written; so they are counted.
 * @returns null when nothing but white space comes before
 */
function sourceOffset(text: string, scalar: ScalarEvent, value: string, offset: number): number | null {
  let before = 0; // how many characters that are not white space come before
  for (let index = 0; index < offset && index < value.length; index += 1) if (!isWhite(value[index])) before += 1;
  const onWhite = offset >= value.length || isWhite(value[offset]);
  let last: number | null = null;
  let seen = 0;
  for (const { at, next, char } of sourceCharacters(text, scalar)) {
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
  { style, valueStart, valueEnd }: ScalarEvent,
): Generator<{ at: number; next: number; char: string }> {
  for (let at = valueStart; at < valueEnd; ) {
    const char = text[at] as string;
    if (style === SCALAR_STYLE.SINGLE_QUOTED && char === "'") {
      yield { at, next: at + 2, char };
      at += 2;
    } else if (style === SCALAR_STYLE.DOUBLE_QUOTED && char === '\\') {
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
