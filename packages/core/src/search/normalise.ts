import { characterKinds, isCjk, isHyphen, isWordCode, ODD, SEPARATOR, SOFT, SPACE } from './characters.ts';
import { simplifiedCode } from './han-variants.ts';

/**
 * A text as terms are compared with it: small letters, plain width, simplified characters, one blank between words and none
 * beside a Chinese character, unseen marks gone, SOFT where a hyphen ends a line inside a word. Each unit knows the place
 * in the text it came from.
 */
export type NormalText = {
  readonly length: number;
  readonly codes: Uint16Array;
  /** offset in the text at which each unit begins, and at which it ends */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
};

/** Normalises a text. Linear; what it gives, given to it again, stays as it is but for SOFT. */
export function normaliseText(text: string): NormalText {
  const writer = new Writer(text.length + 16);
  const kinds = characterKinds();
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = kinds[code];
    if (kind === SEPARATOR) at = writer.separators(text, at, kinds);
    else if (kind === ODD) at = oddCharacter(text, at, writer);
    else {
      writer.put(plainCode(code), at, at + 1);
      at += 1;
    }
  }
  return writer.done();
}

/** The units as a text, in which patterns can be looked for. */
export function textOf({ codes, length }: NormalText): string {
  let text = '';
  for (let at = 0; at < length; at += 8192)
    text += String.fromCharCode(...codes.subarray(at, Math.min(length, at + 8192)));
  return text;
}

/** Written by one unit and read as one. */
function plainCode(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  if (code >= 0x4e00 && code <= 0x9fff) return simplifiedCode(code);
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code >= 0x0370 && code < 0x0590) {
    const small = String.fromCharCode(code).toLowerCase();
    return small.length === 1 ? small.charCodeAt(0) : code;
  }
  return code;
}

/** A character that is read as another, as several, or not at all. */
function oddCharacter(text: string, at: number, writer: Writer): number {
  const point = text.codePointAt(at) as number;
  const end = at + (point > 0xffff ? 2 : 1);
  if (point === SOFT) writer.softHyphen();
  const read = readAs(point);
  for (let unit = 0; unit < read.length; unit += 1) writer.put(plainCode(read.charCodeAt(unit)), at, end);
  return end;
}

const READ_AS = new Map<number, string>();

function readAs(point: number): string {
  const known = READ_AS.get(point);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(point);
  const isUnseen = /[\p{Cc}\p{Cf}\p{M}]/u.test(character);
  const read = isUnseen
    ? ''
    : character.normalize('NFKD').replaceAll(/\p{M}/gu, '').normalize('NFKC').toLowerCase().replaceAll(/\p{M}/gu, '');
  READ_AS.set(point, read);
  return read;
}

class Writer {
  private length = 0;
  private codes: Uint16Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  /** what stands between the last unit and the next: nothing, separators, or the hyphen of a line that goes on */
  private between: 'nothing' | 'separators' | 'hyphenation' = 'nothing';
  private betweenStart = 0;
  private betweenEnd = 0;
  private hasSoftHyphen = false;

  constructor(capacity: number) {
    this.codes = new Uint16Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
  }

  put(code: number, start: number, end: number): void {
    if (this.between !== 'nothing') this.putBetween(code);
    this.hasSoftHyphen = false;
    this.add(code, start, end);
  }

  softHyphen(): void {
    if (this.between === 'nothing') this.hasSoftHyphen = true;
  }

  /** Reads a run of separators; where it ends. */
  separators(text: string, from: number, kinds: Uint8Array): number {
    let at = from;
    let hyphens = 0;
    let lines = 0;
    let firstIsHyphen = false;
    for (; at < text.length && kinds[text.charCodeAt(at)] === SEPARATOR; at += 1) {
      const code = text.charCodeAt(at);
      if (isHyphen(code)) {
        hyphens += 1;
        if (at === from) firstIsHyphen = true;
      } else if (code === 0x0a || code === 0x0d) lines += 1;
      else if (code !== SPACE && code !== 0x09) hyphens += 2;
    }
    const opens = (firstIsHyphen && hyphens === 1) || (this.hasSoftHyphen && hyphens === 0);
    const isHyphenation = this.between === 'nothing' && opens && lines > 0;
    if (this.between === 'nothing') this.betweenStart = from;
    this.betweenEnd = at;
    this.between = isHyphenation ? 'hyphenation' : 'separators';
    this.hasSoftHyphen = false;
    return at;
  }

  done(): NormalText {
    if (this.between !== 'nothing' && this.length > 0 && !isCjk(this.codes[this.length - 1] as number))
      this.add(SPACE, this.betweenStart, this.betweenEnd);
    return { length: this.length, codes: this.codes, starts: this.starts, ends: this.ends };
  }

  private putBetween(next: number): void {
    const isHyphenation = this.between === 'hyphenation';
    this.between = 'nothing';
    if (isCjk(next)) return;
    if (this.length === 0) return;
    const last = this.codes[this.length - 1] as number;
    if (isCjk(last)) return;
    const isInWord = isHyphenation && isWordCode(last) && isWordCode(next);
    this.add(isInWord ? SOFT : SPACE, this.betweenStart, this.betweenEnd);
  }

  private add(code: number, start: number, end: number): void {
    if (this.length === this.codes.length) this.grow();
    this.codes[this.length] = code;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  private grow(): void {
    const capacity = this.codes.length * 2;
    const codes = new Uint16Array(capacity);
    codes.set(this.codes);
    const starts = new Uint32Array(capacity);
    starts.set(this.starts);
    const ends = new Uint32Array(capacity);
    ends.set(this.ends);
    [this.codes, this.starts, this.ends] = [codes, starts, ends];
  }
}
