import { type Age, words } from '../model/index.ts';
import type { Arithmetic } from './typed.ts';
import { EvaluationFault } from './types.ts';

/** An age as a number of years: 12 months, 365.25 days or 365.25/7 weeks are one. */
export function ageInYears(age: Age): number {
  switch (age.unit) {
    case 'a':
      return age.value;
    case 'mo':
      return age.value / 12;
    case 'wk':
      return (age.value * 7) / 365.25;
    case 'd':
      return age.value / 365.25;
  }
}

export function isAge(value: unknown): value is Age {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'age';
}

/**
 * One step of arithmetic.
 * @param text - the place in the expression, for the message
 * @throws EvaluationFault `expression.divisionByZero`, `expression.numberRange`
 */
export function calculate(operator: Arithmetic, a: number, b: number, text: string): number {
  switch (operator) {
    case '+':
      return inRange(a + b, text);
    case '-':
      return inRange(a - b, text);
    case '*':
      return inRange(a * b, text);
    case '/':
    case '%':
      if (b === 0) {
        throw new EvaluationFault(
          'expression.divisionByZero',
          words(
            `A divisor must not be 0. In '${text}' it is; guard it with a condition: b != 0 ? a / b : ...`,
            `除数不得为0。“${text}”中除数为0；请加条件限定，如“b != 0 ? a / b : ...”。`,
          ),
        );
      }
      return inRange(operator === '/' ? a / b : a % b, text);
  }
}

/** Beyond this, whole numbers are no longer told apart. */
export function inRange(value: number, text: string): number {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new EvaluationFault(
    'expression.numberRange',
    words(
      `A number must stay between -9007199254740991 and 9007199254740991. '${text}' leaves that range.`,
      `数值须在 -9007199254740991 与 9007199254740991 之间。“${text}”超出此范围。`,
    ),
  );
}

/** Rounded half away from zero on the decimal digits that the number is written with: 1.005 to 2 digits is 1.01. */
export function roundTo(value: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(Math.abs(value)).split('e') as [string, string?];
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  const rounded = Number(`${shifted}e${-digits}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
