import { evaluateFor } from '../derive/index.ts';
import { type AnalysisResult, InputError, isMissing, type Json, type ResultNote, type Value } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { contextFor, membersWhere, type Part, partsOf } from './groups.ts';
import { limitsOfProportion, type ProportionLimits, writeProportion } from './proportion.ts';
import { assembleResult, DEFAULT_LEVEL } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

type BoundsAnalysis = AnalysisOfKind<'bounds'>;

/**
 * A proportion as it was reported beside all patients of a wider set, with the bounds that the unknown put to it: the
 * least if none of those in whom it is unknown had it, the most if all of them had. A patient of the wider set whose
 * condition is known counts as known, whatever kept them out of the narrower one.
 *
 * @param of - the proportion of the plan that is bounded
 * @param pointer - where its condition stands
 */
export function analyseBounds(
  inputs: RunInputs,
  analysis: BoundsAnalysis,
  of: AnalysisOfKind<'proportion'>,
  pointer: string,
): AnalysisResult {
  const condition = inputs.study.expression(pointer);
  if (!condition) {
    throw new InputError(
      'analyse.notCompiled',
      `Bounds are of a proportion whose condition can be read. ${of.id} has none.`,
      pointer,
    );
  }
  const complete = new Set(membersOf(inputs.cohort, analysis.set));
  const everybody = membersOf(inputs.cohort, analysis.against);
  const values = new Map(
    everybody.map((patient) => [patient, evaluateFor(condition, contextFor(inputs, patient), pointer)]),
  );
  const interval = of.interval ?? 'clopper-pearson';
  const level = of.level ?? DEFAULT_LEVEL;
  const chosen = limitsOfProportion(interval);
  const statistics = new StatisticRows(analysis.id);
  const { parts, grouping } = partsOf(inputs, everybody, of.by);
  statistics.count('n', { numerator: everybody.filter((patient) => complete.has(patient)), denominator: everybody });
  for (const part of parts) writePart(statistics, part, complete, values, chosen.limits, level);
  if (grouping) {
    const { variable, ungrouped } = grouping;
    statistics.count(`${variable.id}.missing`, { row: variable.id, numerator: ungrouped, denominator: everybody });
  }
  const method = {
    name: 'Best and worst bounds',
    variant: `complete cases against all; ${chosen.variant} limits`,
    reference: chosen.reference,
  };
  const options: Record<string, Json> = {
    of: of.id,
    against: analysis.against,
    when: of.when,
    by: of.by ?? null,
    interval,
    level,
  };
  const unknown = [...values.values()].filter(isMissing).length;
  return assembleResult(inputs, analysis, method, options, statistics, unknown === 0 ? [NONE_UNKNOWN] : []);
}

function writePart(
  statistics: StatisticRows,
  { prefix, column, set }: Part,
  complete: ReadonlySet<string>,
  values: ReadonlyMap<string, Value>,
  limits: ProportionLimits,
  level: number,
): void {
  const where = (patients: PatientSet, condition: (value: Value) => boolean): string[] =>
    membersWhere(
      patients,
      patients.map((patient) => values.get(patient) ?? false),
      condition,
    );
  const isKnown = (value: Value) => !isMissing(value);
  const row = (name: string, numerator: PatientSet, denominator: PatientSet, among: PatientSet): void => {
    const place = { row: name, column, numerator, denominator };
    statistics.count(`${prefix}${name}.count`, place);
    statistics.count(`${prefix}${name}.n`, { row: name, column, numerator: denominator, denominator: among });
    writeProportion(statistics, `${prefix}${name}.proportion`, place, limits, level);
  };
  const narrow = set.filter((patient) => complete.has(patient));
  const narrowKnown = where(narrow, isKnown);
  const known = where(set, isKnown);
  const had = where(set, (value) => value === true);
  row(
    'complete',
    where(narrow, (value) => value === true),
    narrowKnown,
    narrow,
  );
  row('known', had, known, set);
  row('least', had, set, set);
  row(
    'most',
    where(set, (value) => value !== false),
    set,
    set,
  );
  statistics.count(`${prefix}unknown`, { column, numerator: where(set, isMissing), denominator: set });
  const leftOut = set.filter((patient) => !complete.has(patient));
  statistics.count(`${prefix}leftOut`, { column, numerator: leftOut, denominator: set });
}

const NONE_UNKNOWN: ResultNote = {
  code: 'bounds.noneUnknown',
  severity: 'info',
  text: {
    en: 'In nobody is it unknown, so both bounds are the proportion among all.',
    'zh-CN': '所有患者的情况均已知，故上下界均等于全部患者中的比例。',
  },
};
