import { type Context, EvaluationFault, type Expression } from '../expression/index.ts';
import { InputError, type Value } from '../model/index.ts';

/**
 * The value of an expression for one patient.
 *
 * @param pointer - where the expression stands in the study document
 * @throws InputError `derive.fault` where evaluation meets a real fault, such as a division by zero or too many steps
 */
export function evaluateFor(expression: Pick<Expression, 'evaluate'>, context: Context, pointer: string): Value {
  try {
    return expression.evaluate(context);
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    throw new InputError(
      'derive.fault',
      `An expression gives a value or is missing for every patient. The one at ${pointer} cannot be worked out for somebody: ${error.message} Correct the expression, or the record that brings it about.`,
      pointer,
    );
  }
}
