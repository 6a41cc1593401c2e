import { normalQuantile, standardisedDifference, standardisedDifferenceOfProportions } from '@casewright/stats';
import { isMissing, type Value } from '../model/index.ts';
import { type Described, isNumeric } from './described-variable.ts';
import { codesOf, type Part, stateOfCode, valuesOf } from './groups.ts';
import { numberOf } from './numeric-values.ts';
import type { RunInputs } from './run-inputs.ts';
import type { StatisticRows } from './statistic-rows.ts';

/**
 * How far two groups lie apart in each variable of a table: the difference of means, or of the proportions of each code,
 * first group less second, over the root of the mean of both variances. It is no test. Beside them stands how large a
 * difference chance alone makes in groups of these sizes, for a small study has large ones with nothing behind them.
 *
 * @param parts - the two groups
 */
export function writeStandardised(
  inputs: RunInputs,
  statistics: StatisticRows,
  described: readonly Described[],
  parts: readonly [Part, Part],
  level: number,
): void {
  const sizes = parts.map(({ set }) => set.length) as [number, number];
  const both = [...parts[0].set, ...parts[1].set].sort();
  const chance = sizes.includes(0) ? null : -normalQuantile((1 - level) / 2) * Math.sqrt(1 / sizes[0] + 1 / sizes[1]);
  const name = 'standardisedDifference';
  const ofAll = { name: `${name}.chance`, numerator: parts[0].set, denominator: both };
  statistics.decimal(`${name}.chance`, ofAll, chance, '1', 2);
  for (const one of described) {
    const values = parts.map(({ set }) => valuesOf(inputs, set, one.variable.ref)) as [Value[], Value[]];
    if (isNumeric(one.variable)) {
      const known = parts.map(({ set }, at) => set.filter((_patient, index) => isNumber(values[at]?.[index])));
      const [first, second] = values.map((own) => own.map(numberOf).filter((value) => value !== null)) as [
        number[],
        number[],
      ];
      const value = standardisedDifference(first, second).byAverageVariance;
      statistics.decimal(`${one.id}.${name}`, { name, row: one.id, ...placeOf(known) }, value, '1', 2);
      continue;
    }
    for (const code of codesOf(one.variable)) {
      const states = values.map((own) => own.map((value) => stateOfCode(value, code)));
      const known = parts.map(({ set }, at) => set.filter((_patient, index) => states[at]?.[index] !== 'notRecorded'));
      const [first, second] = known.map((set, at) => ({
        events: states[at]?.filter((state) => state === 'present').length ?? 0,
        n: set.length,
      })) as [{ events: number; n: number }, { events: number; n: number }];
      const value = standardisedDifferenceOfProportions(first, second);
      const place = { name, row: `${one.id}.${code}`, ...placeOf(known) };
      statistics.decimal(`${one.id}.${code}.${name}`, place, value, '1', 2);
    }
  }
}

function isNumber(value: Value | undefined): boolean {
  return value !== undefined && !isMissing(value) && numberOf(value) !== null;
}

/** Those of the first group among those of both, in whom the variable is recorded. */
function placeOf(known: readonly (readonly string[])[]): { numerator: readonly string[]; denominator: string[] } {
  return { numerator: known[0] ?? [], denominator: known.flat().sort() };
}
