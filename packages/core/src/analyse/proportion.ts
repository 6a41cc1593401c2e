import { clopperPearson, wilson } from '@casewright/stats';
import { evaluateFor } from '../derive/index.ts';
import { type AnalysisResult, InputError, isMissing, type Json, type ResultNote } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { contextFor, membersWhere, partsOf } from './groups.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

const LIMITS = {
  'clopper-pearson': { limits: clopperPearson, variant: 'Clopper-Pearson', reference: REFERENCES.clopperPearson },
  wilson: { limits: wilson, variant: 'Wilson', reference: REFERENCES.wilson },
} as const;

type LimitsMethod = (typeof LIMITS)[keyof typeof LIMITS];
export type ProportionLimits = LimitsMethod['limits'];

/** The limits of a proportion by the name that the plan has for them. */
export function limitsOfProportion(interval: keyof typeof LIMITS): LimitsMethod {
  return LIMITS[interval];
}

/**
 * The share of patients of whom a condition is true among those of whom it is known, with a two-sided interval. Where
 * nobody or everybody has it, a one-sided limit of the same level stands beside, so that text can say which it gives.
 */
export function analyseProportion(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'proportion'>,
  pointer: string,
): AnalysisResult {
  const condition = inputs.study.expression(`${pointer}/when`);
  if (!condition) {
    throw new InputError(
      'analyse.notCompiled',
      `A proportion needs a condition that can be read. ${analysis.id} has none.`,
      pointer,
    );
  }
  const everybody = membersOf(inputs.cohort, analysis.set);
  const level = analysis.level ?? DEFAULT_LEVEL;
  const interval = analysis.interval ?? 'clopper-pearson';
  const chosen = limitsOfProportion(interval);
  const statistics = new StatisticRows(analysis.id);
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);
  const ofPatient = new Map(
    everybody.map((patient) => [patient, evaluateFor(condition, contextFor(inputs, patient), pointer)]),
  );
  for (const { prefix, column, set } of parts) {
    const values = set.map((patient) => ofPatient.get(patient) ?? false);
    const known = membersWhere(set, values, (value) => !isMissing(value));
    const missing = membersWhere(set, values, isMissing);
    const counted = membersWhere(set, values, (value) => value === true);
    statistics.count(`${prefix}count`, { column, numerator: counted, denominator: known });
    statistics.count(`${prefix}n`, { column, numerator: known, denominator: set });
    writeProportion(
      statistics,
      `${prefix}proportion`,
      { column, numerator: counted, denominator: known },
      chosen.limits,
      level,
    );
    statistics.count(`${prefix}missing`, { column, numerator: missing, denominator: set });
  }
  if (grouping) {
    statistics.count(`${grouping.variable.id}.missing`, {
      row: grouping.variable.id,
      numerator: grouping.ungrouped,
      denominator: everybody,
    });
  }
  const method = { name: 'Proportion', variant: `${chosen.variant}, two-sided`, reference: chosen.reference };
  const options: Record<string, Json> = { when: analysis.when, by: analysis.by ?? null, interval, level };
  const missing = [...ofPatient.values()].filter(isMissing).length;
  return assembleResult(inputs, analysis, method, options, statistics, missing === 0 ? [] : [leftOut(missing)]);
}

type ProportionPlace = {
  column?: string | undefined;
  row?: string | undefined;
  numerator: PatientSet;
  denominator: PatientSet;
};

/** A proportion with its two-sided limits and, at 0 or 1, the one-sided limit on the side that is open. */
export function writeProportion(
  statistics: StatisticRows,
  id: string,
  place: ProportionPlace,
  limits: ProportionLimits,
  level: number,
): void {
  const events = place.numerator.length;
  const n = place.denominator.length;
  const share = n === 0 ? null : limits(events, n, level);
  statistics.probability(id, { name: 'proportion', ...place }, share?.estimate ?? null);
  statistics.probability(`${id}.lower`, { name: 'proportion.lower', ...place }, share?.lower ?? null);
  statistics.probability(`${id}.upper`, { name: 'proportion.upper', ...place }, share?.upper ?? null);
  if (n === 0 || (events > 0 && events < n) || level <= 0.5) return;
  const oneSided = limits(events, n, 2 * level - 1); // its two tails are each as large as the one that is wanted
  if (events === 0)
    statistics.probability(`${id}.upperOneSided`, { name: 'proportion.upperOneSided', ...place }, oneSided.upper);
  else statistics.probability(`${id}.lowerOneSided`, { name: 'proportion.lowerOneSided', ...place }, oneSided.lower);
}

function leftOut(count: number): ResultNote {
  return {
    code: 'proportion.missing',
    severity: 'warning',
    text: {
      en: `For ${count === 1 ? '1 patient' : `${count} patients`} it is not known whether the condition holds; missing is not a no, so the denominator leaves them out.`,
      'zh-CN': `${count}例患者的情况不明；缺失不等于“否”，故未计入分母。`,
    },
  };
}
