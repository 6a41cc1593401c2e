import { isCjk, isWordCode, SOFT, SPACE } from './characters.ts';
import type { NormalText } from './normalise.ts';
import type { Token } from './tokens.ts';
import { LONG_WORD, mayMiss, partingOf, pluralsOf, spellingsOf } from './word-variants.ts';

/** A part of the automaton: where it begins, where it ends, whether it may be nothing. */
export type Fragment = { readonly first: number[]; readonly last: number[]; readonly isNullable: boolean };

/** A place of the normalised text where a pattern stands. */
export type Found = { readonly pattern: number; readonly start: number; readonly end: number };

// what a position takes beside a unit of its own: the bits of the classes, below zero
const ANY_WORD = -1;
const ANY_CJK = -2;
const BLANK = -4;
const BETWEEN = -8;
const VOWEL = -16;
const WORD_OR_CJK = ANY_WORD + ANY_CJK;

const VOWELS = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)));
const SENTENCE_ENDS = new Set([...'.!?。;；'].map((sign) => sign.charCodeAt(0)));
/** Chinese characters that a wildcard stands for, at most. */
const MOST_CHARACTERS = 10;

/** The positions that are alive at a step, each with the start of what it stands in. */
class Front {
  readonly positions: Int32Array;
  readonly startOf: Int32Array;
  count = 0;
  private readonly reachedAt: Float64Array;
  private step = 0;

  constructor(positions: number) {
    this.positions = new Int32Array(positions);
    this.startOf = new Int32Array(positions);
    this.reachedAt = new Float64Array(positions);
  }

  clear(): void {
    this.count = 0;
    this.step += 1;
  }

  reach(position: number, start: number): void {
    if (this.reachedAt[position] === this.step) {
      if (start < (this.startOf[position] as number)) this.startOf[position] = start;
      return;
    }
    this.reachedAt[position] = this.step;
    this.startOf[position] = start;
    this.positions[this.count] = position;
    this.count += 1;
  }
}

/** The automaton in flat arrays, and the two fronts of a run: texts are short, and the positions are many. */
type Ready = {
  readonly takes: Int32Array;
  /** followers of a position: from its place in `followFrom` to that of the next */
  readonly followFrom: Int32Array;
  readonly followers: Int32Array;
  readonly beginsWord: Uint8Array;
  readonly fronts: readonly [Front, Front];
};

/**
 * All patterns of a search as one automaton of positions (Glushkov), each of which takes one unit. It is run with the set
 * of positions that are alive, so a text of n units costs at most n times the positions, whatever stands in it.
 */
export class Automaton {
  private readonly takes: number[] = [];
  private readonly follow: number[][] = [];
  private readonly ends: number[] = [];
  /** positions that are not entered in the middle of a word */
  private readonly beginsWord: boolean[] = [];
  private readonly beginsByUnit = new Map<number, number[]>();
  private readonly beginsByKind: number[] = [];
  private ready: Ready | null = null;

  // --- making it ---

  /** Adds a pattern; `pattern` is what is found then. */
  add(pattern: number, fragment: Fragment): void {
    for (const position of fragment.last) this.ends[position] = pattern;
    for (const position of fragment.first) {
      const unit = this.takes[position] as number;
      if (unit < 0) this.beginsByKind.push(position);
      else this.beginsByUnit.set(unit, [...(this.beginsByUnit.get(unit) ?? []), position]);
    }
  }

  /** A phrase, each of its words in all its variants. */
  phrase(tokens: readonly Token[]): Fragment {
    const last = tokens.length - 1;
    return tokens.map((token, index) => this.token(token, index === last)).reduce((a, b) => this.sequence(a, b));
  }

  either(options: readonly Fragment[]): Fragment {
    return {
      first: options.flatMap(({ first }) => first),
      last: options.flatMap(({ last }) => last),
      isNullable: options.some(({ isNullable }) => isNullable),
    };
  }

  /** One fragment, then another, with at most so many words between them in one sentence. */
  near(left: Fragment, right: Fragment, words: number): Fragment {
    for (const position of right.first) this.beginsWord[position] = true;
    let exits = left.last;
    for (let count = 0; count <= words; count += 1) {
      const between = this.position(BETWEEN);
      this.link([...exits, between], [between]);
      this.link([...exits, between], right.first);
      if (count === words) break;
      const letter = this.position(ANY_WORD);
      const letters = this.position(ANY_WORD);
      const character = this.position(ANY_CJK);
      this.beginsWord[letter] = true;
      this.link([...exits, between], [letter, character]);
      this.link([letter, letters], [letters]);
      exits = [letter, letters, character];
    }
    return { first: left.first, last: right.last, isNullable: false };
  }

  private token(token: Token, isLast: boolean): Fragment {
    switch (token.kind) {
      case 'word':
        return this.word(token.text, token.isWhole, isLast);
      case 'character':
        return this.single(token.code);
      case 'one':
        return this.single(WORD_OR_CJK);
      case 'separator': {
        const blank = this.single(BLANK);
        return token.isOptional ? { ...blank, isNullable: true } : blank;
      }
      case 'any':
        return token.inWord ? this.lettersOfAWord() : this.fewCharacters();
    }
  }

  private word(text: string, isWhole: boolean, isLast: boolean): Fragment {
    if (!isWhole) return this.row(text);
    const spellings = spellingsOf(text);
    const plurals = isLast ? spellings.flatMap(pluralsOf) : [];
    return this.either([
      ...spellings.map((spelling) => this.spelling(spelling)),
      ...plurals.map((plural) => this.spelling(plural)),
    ]);
  }

  private spelling(word: string): Fragment {
    const codes = [...word].map((letter) => letter.charCodeAt(0));
    const exact = codes.map((code) => this.position(code));
    this.linkRow(exact);
    const parting = partingOf(word);
    if (parting > 0) {
      const blank = this.position(BLANK);
      this.link([exact[parting - 1] as number], [blank]);
      this.link([blank], [exact[parting] as number]);
    }
    const ends = [exact[exact.length - 1] as number];
    if (word.length >= LONG_WORD && /^[a-z]+$/.test(word)) ends.push(...this.slips(word, codes, exact));
    return { first: [exact[0] as number], last: ends, isNullable: false };
  }

  /**
   * The same word with one slip behind its first two letters: two letters exchanged, one doubled or halved, a vowel for
   * another, in very long words a letter left out.
   * @returns where such a word ends
   */
  private slips(word: string, codes: readonly number[], exact: readonly number[]): number[] {
    const slipped = codes.map((code) => this.position(code));
    this.linkRow(slipped);
    const length = codes.length;
    const ends = [slipped[length - 1] as number];
    const goOn = (from: number, at: number): void => {
      if (at < length) this.link([from], [slipped[at] as number]);
      else ends.push(from);
    };
    for (let at = 2; at < length; at += 1) {
      const before = exact[at - 1] as number;
      const [previous, code, next] = [codes[at - 1], codes[at], codes[at + 1]] as [number, number, number | undefined];
      if (next !== undefined && next !== code) {
        const [second, first] = [this.position(next), this.position(code)];
        this.link([before], [second]);
        this.link([second], [first]);
        goOn(first, at + 2);
      }
      if (VOWELS.has(code)) {
        const vowel = this.position(VOWEL);
        this.link([before], [vowel]);
        goOn(vowel, at + 1);
      }
      if (code === previous) goOn(before, at + 1);
      else {
        const doubled = this.position(previous);
        this.link([before], [doubled]);
        goOn(doubled, at);
        if (at < length - 1 && mayMiss(word, at)) goOn(before, at + 1);
      }
    }
    return ends;
  }

  private row(text: string): Fragment {
    const positions = [...text].map((letter) => this.position(letter.charCodeAt(0)));
    this.linkRow(positions);
    return { first: [positions[0] as number], last: [positions[positions.length - 1] as number], isNullable: false };
  }

  private lettersOfAWord(): Fragment {
    const loop = this.position(ANY_WORD);
    this.link([loop], [loop]);
    return { first: [loop], last: [loop], isNullable: true };
  }

  private fewCharacters(): Fragment {
    const positions = Array.from({ length: MOST_CHARACTERS }, () => this.position(WORD_OR_CJK));
    this.linkRow(positions);
    return { first: [positions[0] as number], last: positions, isNullable: true };
  }

  private single(takes: number): Fragment {
    const position = this.position(takes);
    return { first: [position], last: [position], isNullable: false };
  }

  private sequence(a: Fragment, b: Fragment): Fragment {
    this.link(a.last, b.first);
    return {
      first: a.isNullable ? [...a.first, ...b.first] : a.first,
      last: b.isNullable ? [...a.last, ...b.last] : b.last,
      isNullable: a.isNullable && b.isNullable,
    };
  }

  private position(takes: number): number {
    this.takes.push(takes);
    this.follow.push([]);
    this.ends.push(-1);
    return this.takes.length - 1;
  }

  private link(from: readonly number[], to: readonly number[]): void {
    for (const position of from) {
      const follow = this.follow[position] as number[];
      for (const next of to) if (!follow.includes(next)) follow.push(next);
    }
  }

  private linkRow(positions: readonly number[]): void {
    for (let at = 1; at < positions.length; at += 1)
      this.link([positions[at - 1] as number], [positions[at] as number]);
  }

  // --- running it ---

  /** Every place where a pattern stands, from each place on as long as it goes; in no order. */
  run(text: NormalText): Found[] {
    const { fronts } = this.madeReady();
    const classes = classesOfUnits();
    const found = new Map<number, Found>();
    let [alive, next] = fronts;
    alive.clear();
    const { codes, length } = text;
    let previous = SPACE;
    for (let at = 0; at < length; at += 1) {
      const code = codes[at] as number;
      const isInWord = (classes[code] as number) & (classes[previous] as number) & 1;
      next.clear();
      if (alive.count > 0) this.goOn(alive, next, code, isInWord === 1);
      if (isInWord === 0) this.begin(next, code, at);
      if (next.count > 0 && code !== SOFT) {
        const behind = at + 1 < length ? (codes[at + 1] as number) : SPACE;
        if (((classes[code] as number) & (classes[behind] as number) & 1) === 0) this.end(next, at + 1, found);
      }
      [alive, next] = [next, alive];
      previous = code;
    }
    return [...found.values()];
  }

  private goOn(alive: Front, next: Front, code: number, isInWord: boolean): void {
    const { takes, followFrom, followers, beginsWord } = this.ready as Ready;
    const classes = classesOfUnits()[code] as number;
    for (let index = 0; index < alive.count; index += 1) {
      const position = alive.positions[index] as number;
      const start = alive.startOf[position] as number;
      // a hyphen at the end of a line may be none: who is alive lives on
      if (code === SOFT) next.reach(position, start);
      const last = followFrom[position + 1] as number;
      for (let place = followFrom[position] as number; place < last; place += 1) {
        const follower = followers[place] as number;
        const taken = takes[follower] as number;
        if ((taken >= 0 ? taken === code : (classes & -taken) !== 0) && !(isInWord && beginsWord[follower] === 1))
          next.reach(follower, start);
      }
    }
  }

  private begin(next: Front, code: number, at: number): void {
    const byUnit = this.beginsByUnit.get(code);
    if (byUnit !== undefined) for (const position of byUnit) next.reach(position, at);
    if (this.beginsByKind.length === 0) return;
    const classes = classesOfUnits()[code] as number;
    for (const position of this.beginsByKind)
      if ((classes & -(this.takes[position] as number)) !== 0) next.reach(position, at);
  }

  private end(front: Front, end: number, found: Map<number, Found>): void {
    for (let index = 0; index < front.count; index += 1) {
      const position = front.positions[index] as number;
      const pattern = this.ends[position] as number;
      if (pattern < 0) continue;
      const start = front.startOf[position] as number;
      // of what a pattern finds from one place on, the longest: ends only rise
      found.set(start * this.takes.length + pattern, { pattern, start, end });
    }
  }

  /** Made when first run, and again when a pattern was added since. */
  private madeReady(): Ready {
    const count = this.takes.length;
    if (this.ready !== null && this.ready.takes.length === count) return this.ready;
    const followFrom = new Int32Array(count + 1);
    for (const [position, follow] of this.follow.entries())
      followFrom[position + 1] = (followFrom[position] as number) + follow.length;
    this.ready = {
      takes: Int32Array.from(this.takes),
      followFrom,
      followers: Int32Array.from(this.follow.flat()),
      beginsWord: Uint8Array.from({ length: count }, (_, position) => (this.beginsWord[position] === true ? 1 : 0)),
      fronts: [new Front(count), new Front(count)],
    };
    return this.ready;
  }
}

let classes: Uint8Array | null = null;

/** The classes that each unit is of, as bits; made when first asked for. */
function classesOfUnits(): Uint8Array {
  if (classes !== null) return classes;
  const made = new Uint8Array(0x10000);
  for (let code = 0; code < 0x10000; code += 1) {
    const isWord = isWordCode(code);
    const isCharacter = isCjk(code);
    if (isWord) made[code] = -ANY_WORD;
    if (isCharacter) made[code] = (made[code] as number) | -ANY_CJK;
    if (!isWord && !isCharacter && !SENTENCE_ENDS.has(code)) made[code] = -BETWEEN;
    if (code === SPACE || code === SOFT) made[code] = (made[code] as number) | -BLANK;
    if (VOWELS.has(code)) made[code] = (made[code] as number) | -VOWEL;
  }
  classes = made;
  return made;
}
