import { type Words, words } from '../model/index.ts';

/**
 * Arithmetic over the numbers of results, as a claim writes it: `{{table1.sex.M.count}} + {{table1.sex.F.count}}`.
 * Each statistic stands between double braces, as in the text of a report, since ids hold signs of their own.
 */
export type Arithmetic =
  | { kind: 'number'; value: number }
  | { kind: 'statistic'; id: string }
  | { kind: 'operation'; operator: '+' | '-' | '*' | '/'; left: Arithmetic; right: Arithmetic };

type Token = { text: string; start: number };
export type ArithmeticFault = { message: Words; start: number };

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
    return {
      expression: null,
      fault: {
        message: words(`It has more than ${LONGEST} characters.`, `算式超过 ${LONGEST} 个字符。`),
        start: LONGEST,
      },
    };
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
    if (!token) throw new Unreadable(words('It breaks off.', '算式不完整。'), text.length);
    at += 1;
    if (token.text === '(') {
      const inner = sum();
      if (peek() !== ')') throw new Unreadable(words('A parenthesis is not closed.', '括号未闭合。'), token.start);
      at += 1;
      return inner;
    }
    const id = /^\{\{\s*(\S+)\s*\}\}$/.exec(token.text)?.[1];
    if (id !== undefined) return { kind: 'statistic', id };
    if (/^\d/.test(token.text)) return { kind: 'number', value: Number(token.text) };
    throw new Unreadable(
      words(
        `"${token.text}" is neither a number nor a statistic between {{ and }}.`,
        `“${token.text}”既不是数字，也不是 {{ 与 }} 之间的统计量。`,
      ),
      token.start,
    );
  };

  try {
    const expression = sum();
    const rest = tokens[at];
    if (rest)
      throw new Unreadable(
        words(`"${rest.text}" does not follow from what stands before it.`, `“${rest.text}”与前文不相连。`),
        rest.start,
      );
    return { expression, fault: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { expression: null, fault: { message: error.said, start: error.start } };
  }
}

/** The ids of the statistics that an expression names, in the order of reading. */
export function statisticsIn(expression: Arithmetic): string[] {
  if (expression.kind === 'statistic') return [expression.id];
  if (expression.kind === 'number') return [];
  return [...statisticsIn(expression.left), ...statisticsIn(expression.right)];
}

class Unreadable extends Error {
  readonly said: Words;
  readonly start: number;
  constructor(said: Words, start: number) {
    super(said.en);
    this.said = said;
    this.start = start;
  }
}
