/**
 * Arithmetic over the numbers of results, as a claim writes it: `{{table1.sex.M.count}} + {{table1.sex.F.count}}`.
 * Each statistic stands between double braces, as in the text of a report, since ids hold signs of their own.
 */
export type Arithmetic =
  | { kind: 'number'; value: number }
  | { kind: 'statistic'; id: string }
  | { kind: 'operation'; operator: '+' | '-' | '*' | '/'; left: Arithmetic; right: Arithmetic };

type Token = { text: string; start: number };
export type ArithmeticFault = { message: string; start: number };

/** More than anybody writes, and little enough that no depth of brackets is a danger. */
const LONGEST = 1000;

/**
 * Reads sums, differences, products and quotients with the usual precedence, and parentheses.
 * @returns `expression` is null when there is a fault, whose `start` counts characters of the text
 */
export function parseArithmetic(
  text: string,
): { expression: Arithmetic; fault: null } | { expression: null; fault: ArithmeticFault } {
  if (text.length > LONGEST)
    return { expression: null, fault: { message: `It has more than ${LONGEST} characters.`, start: LONGEST } };
  const tokens: Token[] = [...text.matchAll(/\{\{[^{}]*\}\}|\d+(?:\.\d+)?|[\p{L}_][\w.]*|\S/gu)].map((match) => ({
    text: match[0],
    start: match.index,
  }));
  let at = 0;
  const peek = (): string => tokens[at]?.text ?? '';

  const sum = (): Arithmetic => chain(product, ['+', '-']);
  const product = (): Arithmetic => chain(term, ['*', '/']);
  const chain = (part: () => Arithmetic, operators: readonly string[]): Arithmetic => {
    let left = part();
    while (operators.includes(peek())) {
      const operator = peek() as '+' | '-' | '*' | '/';
      at += 1;
      left = { kind: 'operation', operator, left, right: part() };
    }
    return left;
  };
  const term = (): Arithmetic => {
    const token = tokens[at];
    if (!token) throw new Unreadable('It breaks off.', text.length);
    at += 1;
    if (token.text === '(') {
      const inner = sum();
      if (peek() !== ')') throw new Unreadable('A parenthesis is not closed.', token.start);
      at += 1;
      return inner;
    }
    const id = /^\{\{\s*(\S+)\s*\}\}$/.exec(token.text)?.[1];
    if (id !== undefined) return { kind: 'statistic', id };
    if (/^\d/.test(token.text)) return { kind: 'number', value: Number(token.text) };
    throw new Unreadable(`"${token.text}" is neither a number nor a statistic between {{ and }}.`, token.start);
  };

  try {
    const expression = sum();
    const rest = tokens[at];
    if (rest) throw new Unreadable(`"${rest.text}" does not follow from what stands before it.`, rest.start);
    return { expression, fault: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { expression: null, fault: { message: error.message, start: error.start } };
  }
}

/** The ids of the statistics that an expression names, in the order of reading. */
export function statisticsIn(expression: Arithmetic): string[] {
  if (expression.kind === 'statistic') return [expression.id];
  if (expression.kind === 'number') return [];
  return [...statisticsIn(expression.left), ...statisticsIn(expression.right)];
}

class Unreadable extends Error {
  readonly start: number;
  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}
