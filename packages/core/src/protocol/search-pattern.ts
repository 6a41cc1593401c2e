import { type Words, words } from '../model/index.ts';

/**
 * The pattern language of search terms. It says what is written, and nothing in it can be tried in more than one way at
 * a cost: letters and characters for themselves, `*` for any letters of a word, `?` for one, `(x)` for what may be left
 * out, `(x|y)` for a choice, and `A NEAR/3 B` or `A THEN/3 B` for two parts with at most so many words between.
 */
export type SearchPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** any letters of one word, or none */
  | { readonly kind: 'any' }
  /** one letter, figure or character */
  | { readonly kind: 'one' };

/** One way to write a term: a flat row of pieces, its choices made. */
export type SearchPhrase = readonly SearchPiece[];

export type SearchPattern =
  | { readonly kind: 'phrases'; readonly phrases: readonly SearchPhrase[] }
  | {
      readonly kind: 'near';
      readonly left: readonly SearchPhrase[];
      readonly right: readonly SearchPhrase[];
      /** most words, or Chinese characters, between the two */
      readonly words: number;
      /** the left one first; in either order where not */
      readonly inOrder: boolean;
    };

/** What is wrong with a pattern, and at which of its characters. */
export type SearchPatternFault = { readonly offset: number; readonly message: Words; readonly hint: Words };

/** Bounds of the language; what goes beyond them says nothing that a person can check. */
export const SEARCH_PATTERN_LIMITS = {
  characters: 200,
  wildcards: 4,
  phrases: 64,
  depth: 3,
  wordsBetween: 20,
} as const;

const NEAR = /\s(NEAR|THEN)\/(\d{1,9})\s/g;
const FOREIGN = /[[\]{}\\^$+<>]/;

/** Reads a pattern. Never throws: what is wrong is said. */
export function parseSearchPattern(text: string): SearchPattern | SearchPatternFault {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof Refused) return error.fault;
    throw error;
  }
}

/** Whether reading a pattern gave a fault. */
export function isPatternFault(read: SearchPattern | SearchPatternFault): read is SearchPatternFault {
  return 'offset' in read;
}

class Refused extends Error {
  readonly fault: SearchPatternFault;

  constructor(offset: number, message: Words, hint: Words) {
    super(message.en);
    this.fault = { offset, message, hint };
  }
}

function read(text: string): SearchPattern {
  const { characters, wordsBetween } = SEARCH_PATTERN_LIMITS;
  if (text.length > characters) {
    throw new Refused(
      characters,
      words(
        `A search pattern has at most ${characters} characters. This one has ${text.length}.`,
        `检索式最多 ${characters} 个字符。此处有 ${text.length} 个。`,
      ),
      words('Write several patterns.', '请拆成几个检索式。'),
    );
  }
  const foreign = FOREIGN.exec(text);
  if (foreign) {
    throw new Refused(
      foreign.index,
      words(
        `A search pattern is made of words, *, ?, (x), (x|y), NEAR/n and THEN/n; regular expressions are not taken. This one holds "${foreign[0]}".`,
        `检索式由词语以及 *、?、(x)、(x|y)、NEAR/n 和 THEN/n 组成，不接受正则表达式。此处含有“${foreign[0]}”。`,
      ),
      words(
        'Write the words themselves, each way of writing them as a pattern of its own.',
        '请直接写出词语，每种写法各作一个检索式。',
      ),
    );
  }
  const found = [...text.matchAll(NEAR)];
  const [near, another] = found;
  if (near === undefined) return { kind: 'phrases', phrases: phrasesOf(text, 0) };
  if (another !== undefined) {
    throw new Refused(
      another.index + 1,
      words(
        'A search pattern has at most one NEAR or THEN. This one has more.',
        '每个检索式最多有一个 NEAR 或 THEN。此处不止一个。',
      ),
      words('Keep the two parts that matter most.', '请只保留最重要的两部分。'),
    );
  }
  const between = Number(near[2]);
  if (between > wordsBetween) {
    throw new Refused(
      near.index + 1,
      words(
        `Between two parts stand at most ${wordsBetween} words. This pattern asks for ${between}.`,
        `两部分之间最多相隔 ${wordsBetween} 个词（字）。此处为 ${between}。`,
      ),
      words('Write a smaller number.', '请改为较小的数。'),
    );
  }
  return {
    kind: 'near',
    left: phrasesOf(text.slice(0, near.index), 0),
    right: phrasesOf(text.slice(near.index + near[0].length), near.index + near[0].length),
    words: between,
    inOrder: near[1] === 'THEN',
  };
}

function phrasesOf(text: string, offset: number): SearchPhrase[] {
  const reader = { text, offset, at: 0 };
  const phrases = choices(reader, 0).options.map(joined);
  if (reader.at < text.length) throw unpaired(offset + reader.at);
  for (const phrase of phrases) checkPhrase(phrase, offset);
  return phrases;
}

type Reader = { readonly text: string; readonly offset: number; at: number };

/** `x|y|z` up to a closing parenthesis or the end; at the top a bar is as foreign as in a text. */
function choices(reader: Reader, depth: number): { options: SearchPiece[][]; isChoice: boolean } {
  const options = row(reader, depth);
  let isChoice = false;
  while (reader.text[reader.at] === '|') {
    if (depth === 0) throw unpaired(reader.offset + reader.at);
    isChoice = true;
    reader.at += 1;
    options.push(...row(reader, depth));
  }
  return { options, isChoice };
}

function row(reader: Reader, depth: number): SearchPiece[][] {
  let rows: SearchPiece[][] = [[]];
  const append = (options: readonly SearchPiece[][]): void => {
    rows = rows.flatMap((before) => options.map((option) => [...before, ...option]));
    if (rows.length > SEARCH_PATTERN_LIMITS.phrases) throw tooMany(reader.offset + reader.at);
  };
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] as string;
    if (character === ')' || character === '|') break;
    reader.at += 1;
    if (character === '*') append([[{ kind: 'any' }]]);
    else if (character === '?') append([[{ kind: 'one' }]]);
    else if (character === '(') append(group(reader, depth + 1));
    else append([[{ kind: 'text', text: character }]]);
  }
  return rows;
}

function group(reader: Reader, depth: number): SearchPiece[][] {
  const opened = reader.offset + reader.at - 1;
  if (depth > SEARCH_PATTERN_LIMITS.depth) throw tooMany(opened);
  const before = reader.at;
  const { options, isChoice } = choices(reader, depth);
  if (reader.text[reader.at] !== ')' || reader.at === before) throw unpaired(opened);
  reader.at += 1;
  return isChoice ? options : [...options, []];
}

function joined(pieces: readonly SearchPiece[]): SearchPhrase {
  const phrase: SearchPiece[] = [];
  for (const piece of pieces) {
    const last = phrase.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text')
      phrase[phrase.length - 1] = { kind: 'text', text: last.text + piece.text };
    else phrase.push(piece);
  }
  return phrase;
}

/** What a phrase says for certain must be enough to look for. */
function checkPhrase(phrase: SearchPhrase, offset: number): void {
  const wildcards = phrase.filter(({ kind }) => kind !== 'text').length;
  if (wildcards > SEARCH_PATTERN_LIMITS.wildcards) {
    throw new Refused(
      offset,
      words(
        `A search pattern has at most ${SEARCH_PATTERN_LIMITS.wildcards} wildcards. This one has ${wildcards}.`,
        `检索式最多有 ${SEARCH_PATTERN_LIMITS.wildcards} 个通配符。此处有 ${wildcards} 个。`,
      ),
      words('Write the words out.', '请写出完整词语。'),
    );
  }
  const text = phrase.map((piece) => (piece.kind === 'text' ? piece.text : ' ')).join('');
  const characters = text.match(/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const least = wildcards > 0 && characters === 0 ? 3 : 2;
  if (letters >= least) return;
  throw new Refused(
    offset,
    words(
      `A search pattern holds at least two letters or characters, three where it has a wildcard. This one holds ${letters}, and would be found nearly everywhere.`,
      `检索式至少含两个字母或汉字，有通配符时至少三个字母。此处只有 ${letters} 个，几乎处处都会命中。`,
    ),
    words('Write more of the word.', '请写出词语的更多部分。'),
  );
}

function unpaired(offset: number): Refused {
  return new Refused(
    offset,
    words(
      'In a search pattern a parenthesis has its pair and holds something, and a bar stands inside of one. Here it is otherwise.',
      '检索式中的括号须成对且括号内有内容，竖线须在括号内。此处不符。',
    ),
    words('Write (x) for what may be left out, (x|y) for a choice.', '可省略的部分写作 (x)，二者择一写作 (x|y)。'),
  );
}

function tooMany(offset: number): Refused {
  return new Refused(
    offset,
    words(
      `The choices of a search pattern make at most ${SEARCH_PATTERN_LIMITS.phrases} phrases, in parentheses at most ${SEARCH_PATTERN_LIMITS.depth} deep. These make more.`,
      `检索式的各种选择最多组成 ${SEARCH_PATTERN_LIMITS.phrases} 个短语，括号最多 ${SEARCH_PATTERN_LIMITS.depth} 层。此处超出。`,
    ),
    words('Write several patterns.', '请拆成几个检索式。'),
  );
}
