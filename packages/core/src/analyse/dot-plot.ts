import { type AnalysisResult, type Json, numberToFile, type ResultRow } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { DEFAULT_QUANTILE_TYPE, describeNumber } from './describe.ts';
import { type Described, describedVariable } from './described-variable.ts';
import { codesOf, partsOf, stateOfCode, valuesOf } from './groups.ts';
import { numberOf } from './numeric-values.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

const STATISTICS = new Set(['median', 'range']);

/**
 * Every value of some numbers as a dot, with the median: of everybody, or of each group. `rows` are the dots, first with
 * their patients, then for the public without, rounded to a step that is named beside them; a group that is missing is
 * a null, so that no value is left out.
 */
export function analyseDotPlot(inputs: RunInputs, analysis: AnalysisOfKind<'dotPlot'>): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const plotted = analysis.variables.map(
    (spec): Described => ({ ...describedVariable(inputs, spec), statistics: STATISTICS, medianInterval: false }),
  );
  const statistics = new StatisticRows(analysis.id);
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);
  for (const part of parts) {
    statistics.count(`${part.prefix}n`, { column: part.column, numerator: part.set, denominator: everybody });
    for (const one of plotted) {
      const values = valuesOf(inputs, part.set, one.variable.ref);
      describeNumber(statistics, { described: one, part, values }, DEFAULT_LEVEL, DEFAULT_QUANTILE_TYPE);
    }
  }
  if (grouping) {
    statistics.count(`${grouping.variable.id}.missing`, {
      row: grouping.variable.id,
      numerator: grouping.ungrouped,
      denominator: everybody,
    });
  }
  const groups = grouping ? valuesOf(inputs, everybody, grouping.variable.ref) : [];
  const groupOf = (index: number): string | null => {
    const value = groups[index];
    if (!grouping || value === undefined) return null;
    return codesOf(grouping.variable).find((code) => stateOfCode(value, code) === 'present') ?? null;
  };
  const dots = plotted.flatMap((one) => dotsOf(inputs, one, everybody, groupOf));
  const method = {
    name: 'Dot plot',
    variant: `Every value a dot; median of type ${DEFAULT_QUANTILE_TYPE}`,
    reference: REFERENCES.quantiles,
  };
  const options: Record<string, Json> = {
    variables: plotted.map((one) => ({ variable: one.variable.ref, as: one.id, decimals: one.decimals })),
    by: analysis.by ?? null,
  };
  return assembleResult(inputs, analysis, method, options, statistics, [], [...dots, ...publicDots(plotted, dots)]);
}

function dotsOf(
  inputs: RunInputs,
  { id, variable }: Described,
  everybody: PatientSet,
  groupOf: (index: number) => string | null,
): ResultRow[] {
  return valuesOf(inputs, everybody, variable.ref).flatMap((held, index): ResultRow[] => {
    const value = numberOf(held);
    if (value === null) return [];
    const cells = { shown: 'dot', variable: id, group: groupOf(index), value: numberToFile(value) };
    return [{ cells, patient: everybody[index] as string }];
  });
}

/** The same dots without patients, each moved to the nearest multiple of a step, in the order of their values. */
function publicDots(plotted: readonly Described[], dots: readonly ResultRow[]): ResultRow[] {
  return plotted.flatMap(({ id, variable }): ResultRow[] => {
    const own = dots.filter(({ cells }) => cells['variable'] === id);
    const step = publicStep(
      own.map(({ cells }) => cells['value'] as number),
      variable,
    );
    const rounded = own.map(({ cells }) => ({
      shown: 'publicDot',
      variable: id,
      group: cells['group'] ?? null,
      value: numberToFile(Math.round((cells['value'] as number) / step) * step),
    }));
    rounded.sort((a, b) => a.value - b.value || byGroup(a.group, b.group));
    return [{ cells: { shown: 'publicStep', variable: id, step } }, ...rounded.map((cells) => ({ cells }))];
  });
}

function byGroup(a: unknown, b: unknown): number {
  const [first, second] = [String(a), String(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** About a twentieth of the range, a round number; of ages in years a quarter of a year at least, whole numbers of a count. */
function publicStep(values: readonly number[], variable: Pick<Variable, 'type' | 'unit'>): number {
  const range = values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  const isInYears = variable.type === 'age' || variable.unit === 'a';
  const least = variable.type === 'integer' ? 1 : isInYears ? 0.25 : 0;
  return Math.max(roundUp(range / 20), least);
}

/** The next of 1, 2, 5, 10, 20 ... (and their tenths) that is not below a number; of 0 a tenth. */
function roundUp(value: number): number {
  if (value <= 0) return 0.1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(1));
}
