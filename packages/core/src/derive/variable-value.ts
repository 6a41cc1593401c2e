import type { Context, Row } from '../expression/index.ts';
import { InputError, isMissing, missing, type Value } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';

/**
 * The value of a variable for one patient.
 *
 * @param ref - `form.item` of a form that does not repeat, or the id of a derived variable
 * @returns missing with its reasons where nothing is recorded
 * @throws InputError `derive.unknownVariable`
 */
export function variableValue(study: LoadedStudy, context: Context, ref: string): Value {
  const variable = study.variable(ref);
  if (!variable) {
    throw new InputError(
      'derive.unknownVariable',
      `A variable is an item of a single form or derived. ${ref} is neither.`,
      ref,
    );
  }
  if (variable.form === null || variable.item === null)
    return (context[variable.id] as Value | undefined) ?? missing('notEntered');
  const row = context[variable.form];
  if (row === undefined) return missing('notEntered');
  if (isMissing(row)) return row;
  return (row as Row)[variable.item] ?? missing('notEntered');
}
