import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.ts';
import { DEPTH_LIMIT, TEXT_LIMIT } from './parse.ts';
import { evaluated, faultsOf, scope } from './test-study.ts';
import { type Context, EvaluationFault, type Row } from './types.ts';

function faultOf(text: string, context: Context, stepBudget?: number): unknown {
  const { expression } = compileExpression(text, scope, undefined, stepBudget === undefined ? {} : { stepBudget });
  try {
    return expression?.evaluate(context);
  } catch (error) {
    expect(error).toBeInstanceOf(EvaluationFault);
    return (error as EvaluationFault).code;
  }
}

describe('the budget of steps', () => {
  const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ bloodLoss: index }));
  const cubic = 'surgery.all(a, surgery.all(b, surgery.all(c, a.bloodLoss + b.bloodLoss + c.bloodLoss >= 0.0)))';

  it('stops three nested quantifiers over 300 rows, soon', () => {
    const start = performance.now();
    expect(faultOf(cubic, { surgery: rows(300) })).toBe('expression.stepBudget');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('lets the same run over few rows', () => {
    expect(faultOf(cubic, { surgery: rows(20) })).toBe(true);
  });

  it('is for each evaluation anew', () => {
    const { expression } = compileExpression('surgery.all(s, s.bloodLoss >= 0.0)', scope, 'boolean', {
      stepBudget: 100,
    });
    for (let round = 0; round < 50; round += 1) expect(expression?.evaluate({ surgery: rows(10) })).toBe(true);
    expect(() => expression?.evaluate({ surgery: rows(1_000) })).toThrow(/budget of steps/);
    expect(expression?.evaluate({ surgery: rows(10) })).toBe(true);
  });

  it('counts lists that no condition goes through', () => {
    expect(faultOf('size(surgery.map(s, 1))', { surgery: rows(1_000) }, 500)).toBe('expression.stepBudget');
    expect(faultOf('sum(surgery.map(s, s.bloodLoss))', { surgery: rows(1_000) }, 500)).toBe('expression.stepBudget');
    expect(faultOf('3.5 in surgery.map(s, s.bloodLoss)', { surgery: rows(1_000) }, 3_500)).toBe(
      'expression.stepBudget',
    );
    expect(faultOf('true && false', {}, 2)).toBe('expression.stepBudget');
  });
});

describe('faults while evaluating', () => {
  it.each([
    ['1 / 0', 'expression.divisionByZero'],
    ['5 % 0', 'expression.divisionByZero'],
    ['presentation.weight / 0.0', 'expression.divisionByZero'],
    ['9007199254740991 + 1', 'expression.numberRange'],
    ['sum(9007199254740991, 9007199254740991)', 'expression.numberRange'],
    ['1.0e300 * 1.0e300', 'expression.numberRange'],
    ['presentation.nodules > 1', 'expression.wrongValue'],
    ['presentation.fever && true', 'expression.wrongValue'],
    ["presentation.birthDate > date('2016')", 'expression.wrongValue'],
    ['presentation.ageYears > 3', 'expression.wrongValue'],
  ])('%s is %s', (text, code) => {
    const context = { presentation: { weight: 3, nodules: 'three', fever: 'yes', birthDate: '2016', ageYears: 3 } };
    expect(faultOf(text, context)).toBe(code);
  });

  it('is not a fault to divide what is missing', () => {
    expect(evaluated('isMissing(presentation.weight / 0.0)')).toBe(true);
  });

  it('names the place and says what to do', () => {
    expect(() => evaluated('2 + presentation.nodules / (3 - 3)', { presentation: { nodules: 1 } })).toThrow(
      "A divisor must not be 0. In 'presentation.nodules / (3 - 3)' it is; guard it with a condition: b != 0 ? a / b : ...",
    );
  });
});

describe('the size of a text', () => {
  it.each([
    ['brackets', `${'('.repeat(5_000)}1${')'.repeat(4_999)}`],
    ['negations', `${'!'.repeat(9_000)}true`],
    ['minus signs', `${'-'.repeat(9_000)}1`],
    ['a long sum', Array.from({ length: 2_000 }, () => '1').join('+')],
    ['items of items', `presentation${'.a'.repeat(4_000)}`],
    ['choices', `${'true ? 1 : '.repeat(900)}1`],
    ['lists', `${'['.repeat(4_000)}1${']'.repeat(4_000)}`],
    ['length', ' '.repeat(TEXT_LIMIT + 1)],
  ])('%s: refused with a sentence', (_name, text) => {
    expect(faultsOf(text)).toEqual([expect.objectContaining({ code: 'expression.tooLarge' })]);
  });

  it('takes a chain of any length that fits, however deep its tree', () => {
    const text = Array.from({ length: 900 }, () => 'true').join(' && ');
    expect(evaluated(text)).toBe(true);
    expect(evaluated(text.replaceAll('&&', '||'))).toBe(true);
  });

  it('takes what is nested as deep as the limit and no deeper', () => {
    expect(evaluated(`${'!'.repeat(DEPTH_LIMIT - 2)}true`)).toBe(true);
    expect(faultsOf(`${'!'.repeat(DEPTH_LIMIT + 1)}true`)[0]?.code).toBe('expression.tooLarge');
  });
});
