import { CHOMPING_MODE, COLLECTION_STYLE, EVENT_ID, type parseEvents, SCALAR_STYLE } from 'js-yaml';

type YamlEvent = ReturnType<typeof parseEvents>[number];

/** Offsets that an event leaves open. */
const ABSENT = -1;
/** Deeper than any study nests, and far from where recursion could hurt. */
const DEEPEST_USUAL = 24;

/** What may change how the rest of a text is read: tabs, carriage returns, marks of documents and of byte order. */
const UNUSUAL = /[\t\r\uFEFF]|^(?:---|\.\.\.|%)/m;

/** Lines without content, and the indentation of the next one. */
const GAP = /(?: *(?:#[^\n]*)?\n)* */y;
const EMPTY_LINES = /(?: *\n)* */y;
const END_OF_LINE = / *\n/y;
const COMMENT_TO_END_OF_LINE = / +#[^\n]*\n/y;
const SPACES = / +/y;
const FLOW_GAP = /[ \n]*/y;

const PLAIN_KEY = /[A-Za-z0-9_][\w.-]{0,80}(?=:[ \n])/y;
const QUOTED_KEY = /"[^"\\\n]{0,80}"(?=:[ \n])/y;
const DOUBLE_QUOTED = /"[^"\\\n]*"/y;
const DOUBLE_QUOTED_WITH_ESCAPES = /"(?:[^"\\\n]|\\["\\/nt])*"/y;
const SINGLE_QUOTED = /'[^'\n]*'(?!')/y;
const SINGLE_QUOTED_WITH_QUOTES = /'(?:[^'\n]|'')*'/y;
const BLOCK_HEADER = /[|>][+-]?(?: +#[^\n]*| *)\n/y;
/** Up to the last visible character of the line, unless `: ` or ` #` ends it before. */
const PLAIN = /(?:[^\s,[\]{}#&*!|>'"%@`?:-]|-(?=\S))(?:[^\s:#]|:(?=\S)|(?<=\S)#| +(?=[^\s#]))*/y;
const FLOW_PLAIN =
  /(?:[^\s,[\]{}#&*!|>'"%@`?:-]|-(?=[^\s,[\]{}]))(?:[^\s:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#| +(?=[^\s#,[\]{}]))*/y;

const [NEWLINE, SPACE, DOUBLE_QUOTE, HASH, SINGLE_QUOTE, PLUS, COMMA, DASH] = [10, 32, 34, 35, 39, 43, 44, 45];
const [GREATER, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, BAR, CLOSE_BRACE] = [62, 91, 93, 123, 124, 125];

/**
 * The events of a YAML text that is written as study documents usually are, the same that js-yaml gives; null for any
 * other text, sound or not: js-yaml reads that. A study is read when the program has just started and nothing is
 * compiled, and a regular expression then goes over characters many times faster than a loop does.
 */
export function usualEvents(text: string): YamlEvent[] | null {
  if (!text.endsWith('\n') || UNUSUAL.test(text)) return null;
  return new UsualReader(text).read();
}

/** Its methods say whether they could read what stands at `at`; after one no, what was read counts for nothing. */
class UsualReader {
  private readonly text: string;
  private readonly events: YamlEvent[] = [];
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): YamlEvent[] | null {
    this.events.push({ type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] });
    const isMapping = this.columnOfContent() === 0 && this.readMapping(0, 0);
    if (!isMapping || this.at < this.text.length) return null;
    this.pop();
    return this.events;
  }

  private readMapping(indent: number, depth: number): boolean {
    if (depth > DEEPEST_USUAL) return false;
    this.open(EVENT_ID.MAPPING, COLLECTION_STYLE.BLOCK);
    for (;;) {
      if (!this.readKey() || !this.readValue(indent, depth)) return false;
      const next = this.columnOfContent();
      if (next > indent) return false;
      if (next < indent || this.at === this.text.length) return this.pop();
    }
  }

  private readSequence(indent: number, depth: number): boolean {
    if (depth > DEEPEST_USUAL) return false;
    this.open(EVENT_ID.SEQUENCE, COLLECTION_STYLE.BLOCK);
    while (this.startsItem()) {
      const dash = this.at;
      this.at += 1;
      if (!this.skip(SPACES) || this.startsItem()) return false;
      const column = indent + this.at - dash;
      const isRead = this.startsKey() ? this.readMapping(column, depth + 1) : this.readOnLine(indent, depth);
      if (!isRead) return false;
      const next = this.columnOfContent();
      if (next > indent) return false;
      if (next < indent || this.at === this.text.length) return this.pop();
    }
    return false;
  }

  private startsItem(): boolean {
    if (this.charAt(this.at) !== DASH) return false;
    const following = this.charAt(this.at + 1);
    return following === SPACE || following === NEWLINE;
  }

  private startsKey(): boolean {
    const { at } = this;
    const starts = this.skip(PLAIN_KEY) || this.skip(QUOTED_KEY);
    this.at = at;
    return starts;
  }

  private readKey(): boolean {
    const start = this.at;
    if (this.skip(PLAIN_KEY)) this.scalar(start, this.at, SCALAR_STYLE.PLAIN, true);
    else if (this.skip(QUOTED_KEY)) this.scalar(start + 1, this.at - 1, SCALAR_STYLE.DOUBLE_QUOTED, true);
    else return false;
    this.at += 1;
    return true;
  }

  /** What belongs to a key: on its line, or below it and further in. */
  private readValue(indent: number, depth: number): boolean {
    if (!this.skipToNextLine()) return this.skip(SPACES) && this.readOnLine(indent, depth);
    const next = this.columnOfContent();
    if (next > indent && this.at < this.text.length) {
      if (this.startsItem()) return this.readSequence(next, depth + 1);
      return this.startsKey() && this.readMapping(next, depth + 1);
    }
    if (next === indent && this.startsItem()) return false;
    this.scalar(ABSENT, ABSENT, SCALAR_STYLE.PLAIN, false);
    return true;
  }

  /** A text or a collection in brackets on the line of its key or dash, which stands at `indent`. */
  private readOnLine(indent: number, depth: number): boolean {
    switch (this.charAt(this.at)) {
      case BAR:
      case GREATER:
        return this.readBlockText(indent);
      case OPEN_BRACKET:
      case OPEN_BRACE:
        return this.readFlow(indent + 1, depth + 1) && this.skipToNextLine();
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        return this.readQuoted() && this.skipToNextLine();
      default:
        return this.readPlain(indent);
    }
  }

  private readPlain(indent: number): boolean {
    const start = this.at;
    if (!this.skip(PLAIN)) return false;
    const end = this.at;
    if (this.skip(COMMENT_TO_END_OF_LINE)) {
      this.scalar(start, end, SCALAR_STYLE.PLAIN, true);
      return true;
    }
    if (!this.skip(END_OF_LINE)) return false;
    const after = this.at;
    this.skip(EMPTY_LINES);
    const isFurtherIn = this.column() > indent && this.at < this.text.length;
    if (isFurtherIn && this.charAt(this.at) !== HASH) return false; // the text goes on
    this.at = after;
    this.scalar(start, end, SCALAR_STYLE.PLAIN, !isFurtherIn);
    return true;
  }

  private readQuoted(): boolean {
    const start = this.at + 1;
    if (this.skip(DOUBLE_QUOTED)) this.scalar(start, this.at - 1, SCALAR_STYLE.DOUBLE_QUOTED, true);
    else if (this.skip(DOUBLE_QUOTED_WITH_ESCAPES)) this.scalar(start, this.at - 1, SCALAR_STYLE.DOUBLE_QUOTED, false);
    else if (this.skip(SINGLE_QUOTED)) this.scalar(start, this.at - 1, SCALAR_STYLE.SINGLE_QUOTED, true);
    else if (this.skip(SINGLE_QUOTED_WITH_QUOTES)) this.scalar(start, this.at - 1, SCALAR_STYLE.SINGLE_QUOTED, false);
    else return false;
    return true;
  }

  private readBlockText(indent: number): boolean {
    const style = this.charAt(this.at) === BAR ? SCALAR_STYLE.LITERAL_BLOCK : SCALAR_STYLE.FOLDED_BLOCK;
    const mark = this.charAt(this.at + 1);
    const chomping = mark === PLUS ? CHOMPING_MODE.KEEP : mark === DASH ? CHOMPING_MODE.STRIP : CHOMPING_MODE.CLIP;
    if (!this.skip(BLOCK_HEADER)) return false;
    const start = this.at;
    this.skip(SPACES);
    const own = this.at - start;
    if (own <= indent || this.charAt(this.at) === NEWLINE) return false;
    this.at = start;
    this.skip(linesIndentedBy(own));
    this.scalar(start, this.at, style, false, chomping, own);
    return true;
  }

  /** A list or map in brackets, whose further lines are indented by `least` or more. */
  private readFlow(least: number, depth: number): boolean {
    if (depth > DEEPEST_USUAL) return false;
    const isMap = this.charAt(this.at) === OPEN_BRACE;
    const close = isMap ? CLOSE_BRACE : CLOSE_BRACKET;
    this.open(isMap ? EVENT_ID.MAPPING : EVENT_ID.SEQUENCE, COLLECTION_STYLE.FLOW);
    this.at += 1;
    for (let mayFollow = true; ; ) {
      if (!this.skipFlowGap(least)) return false;
      if (this.charAt(this.at) === close) {
        this.at += 1;
        return this.pop();
      }
      if (!mayFollow) return false;
      if (isMap && !(this.readKey() && this.skipFlowGap(least))) return false;
      if (!this.readFlowValue(least, depth) || !this.skipFlowGap(least)) return false;
      mayFollow = this.charAt(this.at) === COMMA;
      if (mayFollow) this.at += 1;
    }
  }

  private readFlowValue(least: number, depth: number): boolean {
    switch (this.charAt(this.at)) {
      case OPEN_BRACKET:
      case OPEN_BRACE:
        return this.readFlow(least, depth + 1);
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        return this.readQuoted();
    }
    const start = this.at;
    if (!this.skip(FLOW_PLAIN)) return false;
    const end = this.at;
    this.skip(SPACES);
    this.scalar(start, end, SCALAR_STYLE.PLAIN, this.charAt(this.at) !== NEWLINE);
    return true;
  }

  private skipFlowGap(least: number): boolean {
    const from = this.at;
    this.skip(FLOW_GAP);
    const hasBreak = this.text.lastIndexOf('\n', this.at - 1) >= from;
    return !hasBreak || this.column() >= least;
  }

  /** Goes to the next content and gives its column; that of the end of the text is 0. */
  private columnOfContent(): number {
    this.skip(GAP);
    return this.column();
  }

  private column(): number {
    return this.at - this.text.lastIndexOf('\n', this.at - 1) - 1;
  }

  private skipToNextLine(): boolean {
    return this.skip(END_OF_LINE) || this.skip(COMMENT_TO_END_OF_LINE);
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private charAt(at: number): number {
    return this.text.charCodeAt(at);
  }

  private open(type: typeof EVENT_ID.MAPPING | typeof EVENT_ID.SEQUENCE, style: number): void {
    this.events.push({
      type,
      start: this.at,
      anchorStart: ABSENT,
      anchorEnd: ABSENT,
      tagStart: ABSENT,
      tagEnd: ABSENT,
      style,
    } as YamlEvent);
  }

  private pop(): true {
    this.events.push({ type: EVENT_ID.POP });
    return true;
  }

  private scalar(
    valueStart: number,
    valueEnd: number,
    style: number,
    fast: boolean,
    chomping: number = CHOMPING_MODE.CLIP,
    indent = ABSENT,
  ): void {
    this.events.push({
      type: EVENT_ID.SCALAR,
      valueStart,
      valueEnd,
      anchorStart: ABSENT,
      anchorEnd: ABSENT,
      tagStart: ABSENT,
      tagEnd: ABSENT,
      style,
      chomping,
      indent,
      fast,
    } as YamlEvent);
  }
}

const indentedLines = new Map<number, RegExp>();

/** Lines indented by so much or more, and those without content between and after them. */
function linesIndentedBy(indent: number): RegExp {
  let pattern = indentedLines.get(indent);
  if (!pattern) {
    pattern = new RegExp(`(?:(?: {${indent}}[^\\n]*| *)\\n)*`, 'y');
    indentedLines.set(indent, pattern);
  }
  return pattern;
}
