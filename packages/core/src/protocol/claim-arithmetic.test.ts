import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arithmetic, parseArithmetic, statisticsIn } from './claim-arithmetic.ts';

/** With every sign and parenthesis written out. */
function spelled(expression: Arithmetic): string {
  if (expression.kind === 'number') return String(expression.value);
  if (expression.kind === 'statistic') return expression.id;
  return `(${spelled(expression.left)} ${expression.operator} ${spelled(expression.right)})`;
}

describe('arithmetic over statistics', () => {
  it.each([
    ['{{a.n}}', 'a.n'],
    ['{{ a.n }} + 2', '(a.n + 2)'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['1 + 2 * 3 / 4', '(1 + ((2 * 3) / 4))'],
    ['(1 + {{a.b-c+d/e@12mo}}) * 0.5', '((1 + a.b-c+d/e@12mo) * 0.5)'],
  ])('%s is read as %s', (text, expected) => {
    const { expression } = parseArithmetic(text);
    expect(expression && spelled(expression)).toBe(expected);
  });

  it.each([
    ['1 +', 3, 'breaks off'],
    ['(1 + 2', 0, 'not closed'],
    ['1 2', 2, '"2" does not follow'],
    ['{{a.n}} + recurred', 10, '"recurred" is neither'],
    ['{{}}', 0, '"{{}}" is neither'],
    ['1 ^ 2', 2, '"^" does not follow'],
    ['', 0, 'breaks off'],
  ])('%s is a fault at character %i', (text, start, words) => {
    const { fault } = parseArithmetic(text);
    expect(fault?.start).toBe(start);
    expect(fault?.message.en).toContain(words);
  });

  it('names its statistics in the order of reading', () => {
    const { expression } = parseArithmetic('{{b.n}} - ({{a.n}} + {{b.n}})');
    expect(expression && statisticsIn(expression)).toEqual(['b.n', 'a.n', 'b.n']);
  });

  it('reads what it has spelled out, and never throws for what somebody writes', () => {
    const leaf = fc.oneof(
      fc.nat(999).map((value): Arithmetic => ({ kind: 'number', value })),
      fc.constantFrom('a.n', 'b.c-d').map((id): Arithmetic => ({ kind: 'statistic', id })),
    );
    const { tree } = fc.letrec<{ tree: Arithmetic }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({
          kind: fc.constant('operation' as const),
          operator: fc.constantFrom('+', '-', '*', '/'),
          left: tie('tree'),
          right: tie('tree'),
        }),
      ),
    }));
    fc.assert(
      fc.property(tree, (expression) => {
        const text = spelled(expression).replaceAll(/[ab]\.[a-z-]+/g, '{{$&}}');
        expect(parseArithmetic(text).expression).toEqual(expression);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseArithmetic(text)));
    expect(parseArithmetic('('.repeat(5000)).fault?.message.en).toContain('more than 1000');
  });
});
