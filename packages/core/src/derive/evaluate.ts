import { type Context, EvaluationFault, type Expression, type Row } from '../expression/index.ts';
import { InputError, type Value, words } from '../model/index.ts';

/**
 * The value of an expression for one patient.
 *
 * @param pointer - where the expression stands in the study document
 * @throws InputError `derive.fault` where evaluation meets a real fault, such as a division by zero or too many steps
 */
export function evaluateFor(
  expression: Pick<Expression, 'evaluate'>,
  context: Context,
  pointer: string,
  row?: Row,
): Value {
  try {
    return expression.evaluate(context, row);
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    throw new InputError(
      'derive.fault',
      words(
        `An expression gives a value or is missing for every patient. The one at ${pointer} cannot be worked out for somebody: ${error.words.en} Correct the expression, or the record that brings it about.`,
        `表达式对每例患者都须得出值或缺失。${pointer} 处的表达式对某例患者无法计算：${error.words['zh-CN']}请更正表达式，或更正相应的记录。`,
      ),
      pointer,
    );
  }
}
