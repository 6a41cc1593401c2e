import { InputError } from '../input/index.ts';
import { type Influence, type InfluenceOptions, influenceOf } from './influence.ts';

/**
 * Any result again without each subject in turn: one call of `estimate` for everybody and one for each subject, so
 * n + 1 times its work. `subjectsOf` takes columns along.
 *
 * @param subjects - how many there are
 * @param estimate - the result for the subjects at these places, ascending; null where it cannot be estimated. What it
 *   throws is thrown on
 * @returns as `influenceOf`
 * @throws InputError `influence.subjects` unless there are 0 or more, a whole number
 * @see Miller (1974) Biometrika 61:1
 */
export function leaveOneOut(
  subjects: number,
  estimate: (kept: Uint32Array) => number | null,
  options: InfluenceOptions = {},
): Influence {
  if (!(Number.isInteger(subjects) && subjects >= 0)) {
    throw new InputError(
      'influence.subjects',
      `Subjects are a whole number, 0 or more. These are ${subjects}. Count them.`,
    );
  }
  const everybody = Uint32Array.from({ length: subjects }, (_, place) => place);
  const without = Array.from(everybody, (left) => estimate(everybody.filter((place) => place !== left)));
  return influenceOf(estimate(everybody), without, options);
}

/** The values of a column for some subjects, in the order given. */
export function subjectsOf<Column extends Float64Array | Uint8Array | Uint32Array>(
  column: Column,
  kept: Uint32Array,
): Column {
  const picked = new (column.constructor as new (length: number) => Column)(kept.length);
  for (let place = 0; place < kept.length; place += 1) picked[place] = column[kept[place] as number] as number;
  return picked;
}
