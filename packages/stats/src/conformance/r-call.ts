import { type FixtureCase, notUnderstood } from './fixture-case.ts';

/** A call of R as written: its function, and its arguments in order, with the names that they have. */
export type RCall = { kind: 'call'; of: string; arguments: { name: string | null; value: RValue }[] };

/** What an argument can be here: a text, a number, a name of something, or a call. */
export type RValue = { kind: 'text'; value: string } | { kind: 'number'; value: number } | RName | RCall;

type RName = { kind: 'name'; value: string };

const TOKEN =
  /\s*(?:('[^']*'|"[^"]*")|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z.][\w.]*(?:::[\w.]+)?)|([(),=]))/y;

type Token = { text?: string; number?: string; name?: string; sign?: string };

/** Reads a call of calls, texts, numbers and names; anything else in R's grammar is not understood. */
export function readCall(fixture: FixtureCase): RCall {
  const tokens = tokensOf(fixture);
  let at = 0;
  const take = (sign: string): void => {
    if (tokens[at]?.sign !== sign) notUnderstood(fixture);
    at += 1;
  };
  const value = (): RValue => {
    const token = tokens[at];
    at += 1;
    if (token?.text !== undefined) return { kind: 'text', value: token.text.slice(1, -1) };
    if (token?.number !== undefined) return { kind: 'number', value: Number(token.number) };
    if (token?.name === undefined) return notUnderstood(fixture);
    if (tokens[at]?.sign !== '(') return { kind: 'name', value: token.name };
    return call(token.name);
  };
  const call = (of: string): RCall => {
    const found: RCall = { kind: 'call', of, arguments: [] };
    take('(');
    while (tokens[at]?.sign !== ')') {
      if (found.arguments.length > 0) take(',');
      const name = tokens[at + 1]?.sign === '=' ? (tokens[at]?.name ?? notUnderstood(fixture)) : null;
      if (name !== null) at += 2;
      found.arguments.push({ name, value: value() });
    }
    take(')');
    return found;
  };
  const whole = value();
  if (whole.kind !== 'call' || at !== tokens.length) return notUnderstood(fixture);
  return whole;
}

function tokensOf(fixture: FixtureCase): Token[] {
  const text = fixture.r_call.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < text.length; end = TOKEN.lastIndex) {
    const [, quoted, number, name, sign] = TOKEN.exec(text) ?? notUnderstood(fixture);
    tokens.push({
      ...(quoted !== undefined && { text: quoted }),
      ...(number !== undefined && { number }),
      ...(name !== undefined && { name }),
      ...(sign !== undefined && { sign }),
    });
  }
  return tokens;
}

/**
 * The named arguments of a call. One without a name, one that stands twice and one that is not among those known are not
 * understood, so that no option is passed over.
 */
export class Arguments {
  readonly #fixture: FixtureCase;
  readonly #values = new Map<string, RValue>();

  constructor(fixture: FixtureCase, call: RCall, known: readonly string[]) {
    this.#fixture = fixture;
    for (const { name, value } of call.arguments) {
      if (name === null || !known.includes(name) || this.#values.has(name)) notUnderstood(fixture);
      this.#values.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  number(name: string, otherwise: number): number {
    const value = this.#values.get(name);
    if (!value) return otherwise;
    return value.kind === 'number' ? value.value : notUnderstood(this.#fixture);
  }

  /** A text that is one of those known, and what it stands for. */
  choice<T>(name: string, known: Readonly<Record<string, T>>, otherwise?: string): T {
    const value = this.#values.get(name);
    const text = value ? (value.kind === 'text' ? value.value : null) : otherwise;
    if (text == null || !Object.hasOwn(known, text)) return notUnderstood(this.#fixture);
    return known[text] as T;
  }

  /** A name of something. */
  name(name: string): string {
    const value = this.#values.get(name);
    return value?.kind === 'name' ? value.value : notUnderstood(this.#fixture);
  }

  /** The arguments of a call such as list(a = 1), none where the argument is not there. */
  list(name: string, known: readonly string[]): Arguments {
    const value = this.#values.get(name);
    if (!value) return new Arguments(this.#fixture, { kind: 'call', of: 'list', arguments: [] }, known);
    if (value.kind !== 'call' || value.of !== 'list') return notUnderstood(this.#fixture);
    return new Arguments(this.#fixture, value, known);
  }
}
