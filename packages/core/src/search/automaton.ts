import { isCjk, isWordCode, SOFT, SPACE } from './characters.ts';
import type { NormalText } from './normalise.ts';
import type { Token } from './tokens.ts';
import { LONG_WORD, mayMiss, partingOf, pluralsOf, spellingsOf } from './word-variants.ts';

/** A part of the automaton: where it begins, where it ends, whether it may be nothing. */
export type Fragment = { readonly first: number[]; readonly last: number[]; readonly isNullable: boolean };

/** A place of the normalised text where a pattern stands. */
export type Found = { readonly pattern: number; readonly start: number; readonly end: number };

// what a position takes beside a unit of its own
const ANY_WORD = -1;
const ANY_CJK = -2;
const BLANK = -3;
const BETWEEN = -4;
const WORD_OR_CJK = -5;
const VOWEL = -6;

const VOWELS = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)));
const SENTENCE_ENDS = new Set([...'.!?。;；'].map((sign) => sign.charCodeAt(0)));
/** Chinese characters that a wildcard stands for, at most. */
const MOST_CHARACTERS = 10;

/** Where a run keeps the start of each position that is alive, and at which step it was reached last. */
type Room = { startOf: Int32Array; nextStart: Int32Array; readonly stamp: Float64Array; now: number };

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
  private room: Room | null = null;

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
    const found = new Map<string, Found>();
    let alive: number[] = [];
    let next: number[] = [];
    const room = this.roomToRun();
    let { startOf, nextStart } = room;
    const { stamp } = room;
    const { codes, length } = text;
    let previous = SPACE;
    for (let at = 0; at < length; at += 1) {
      const code = codes[at] as number;
      const isInWord = isWordCode(code) && isWordCode(previous);
      next.length = 0;
      room.now += 1;
      const { now } = room;
      const reach = (position: number, start: number): void => {
        if (stamp[position] === now) {
          if (start < (nextStart[position] as number)) nextStart[position] = start;
          return;
        }
        stamp[position] = now;
        nextStart[position] = start;
        next.push(position);
      };
      for (const position of alive) {
        const start = startOf[position] as number;
        // a hyphen at the end of a line may be none: who is alive lives on
        if (code === SOFT) reach(position, start);
        for (const follower of this.follow[position] as number[])
          if (this.accepts(follower, code) && !(isInWord && this.beginsWord[follower])) reach(follower, start);
      }
      if (!isInWord) {
        for (const position of this.beginsByUnit.get(code) ?? []) reach(position, at);
        for (const position of this.beginsByKind) if (this.accepts(position, code)) reach(position, at);
      }
      const behind = at + 1 < length ? (codes[at + 1] as number) : SPACE;
      if (code !== SOFT && !(isWordCode(code) && isWordCode(behind))) {
        for (const position of next) {
          const pattern = this.ends[position] as number;
          if (pattern >= 0) keep(found, { pattern, start: nextStart[position] as number, end: at + 1 });
        }
      }
      [alive, next] = [next, alive];
      [startOf, nextStart] = [nextStart, startOf];
      previous = code;
    }
    return [...found.values()];
  }

  /** Kept from run to run: a text is short, and the positions are many. */
  private roomToRun(): Room {
    const count = this.takes.length;
    if (this.room === null || this.room.stamp.length !== count)
      this.room = {
        startOf: new Int32Array(count),
        nextStart: new Int32Array(count),
        stamp: new Float64Array(count),
        now: 0,
      };
    return this.room;
  }

  private accepts(position: number, code: number): boolean {
    const takes = this.takes[position] as number;
    if (takes >= 0) return takes === code;
    switch (takes) {
      case ANY_WORD:
        return isWordCode(code);
      case ANY_CJK:
        return isCjk(code);
      case BLANK:
        return code === SPACE || code === SOFT;
      case BETWEEN:
        return !isWordCode(code) && !isCjk(code) && !SENTENCE_ENDS.has(code);
      case WORD_OR_CJK:
        return isWordCode(code) || isCjk(code);
      case VOWEL:
        return VOWELS.has(code);
      default:
        return false;
    }
  }
}

/** Of what a pattern finds from one place on, the longest. */
function keep(found: Map<string, Found>, one: Found): void {
  const key = `${one.pattern} ${one.start}`;
  const known = found.get(key);
  if (known === undefined || known.end < one.end) found.set(key, one);
}
