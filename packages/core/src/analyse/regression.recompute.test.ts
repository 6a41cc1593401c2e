import {
  type CoxModel,
  coxRegression,
  fineGray,
  firthCox,
  firthLogistic,
  logisticRegression,
  proportionalHazardsTest,
} from '@casewright/stats';
import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { runAnalyses } from './index.ts';
import { type Invented, idOf, ninetyPatients, regressionStudy, regressionTables } from './testing/regression-study.ts';

/** Each analysis with what a reader of its plan knows of it: how it is fitted and from what. */
type Planned = {
  keys: string;
  model: 'cox' | 'firthCox' | 'fineGray' | 'logistic' | 'firthLogistic';
  predictors: readonly Predictor[];
  /** whether a patient is among those of whom is known what is explained */
  isIn: (one: Invented) => boolean;
  hasEvent: (one: Invented) => boolean;
  isStratified?: true;
  isLate?: true;
};
type Predictor = { id: string; of: (one: Invented) => string | number | undefined; levels?: readonly string[] };

const size: Predictor = { id: 'size', of: (one) => one.size };
const age: Predictor = { id: 'age', of: (one) => Number.parseInt(one.age ?? '', 10) };
const site: Predictor = { id: 'site', of: (one) => one.site || undefined, levels: ['b', 'a', 'c'] };
const marker: Predictor = { id: 'marker', of: (one) => one.marker || undefined, levels: ['no', 'yes'] };
const everybody = () => true;
const died = ({ end }: Invented) => end !== 'seen';

const PLAN: Readonly<Record<string, Planned>> = {
  cox: {
    keys: 'model: cox, endpoint: alive, covariates: [base.size, base.site, base.marker], references: { base.site: b }',
    model: 'cox',
    predictors: [size, site, marker],
    isIn: everybody,
    hasEvent: died,
  },
  late: {
    keys: 'model: firthCox, endpoint: late, covariates: [base.age, base.marker], strata: [base.centre]',
    model: 'firthCox',
    predictors: [age, marker],
    isIn: everybody,
    hasEvent: died,
    isStratified: true,
    isLate: true,
  },
  compete: {
    keys: 'model: fineGray, endpoint: ofIt, covariates: [base.size, base.marker]',
    model: 'fineGray',
    predictors: [size, marker],
    isIn: everybody,
    hasEvent: ({ end }) => end === 'death',
  },
  odds: {
    keys: 'model: logistic, outcome: base.response, covariates: [base.size, base.site], references: { base.site: b }',
    model: 'logistic',
    predictors: [size, site],
    isIn: ({ response }) => response !== '',
    hasEvent: ({ response }) => response === 'yes',
  },
  firth: {
    keys: 'model: firthLogistic, outcome: base.response, covariates: [base.marker]',
    model: 'firthLogistic',
    predictors: [marker],
    isIn: ({ response }) => response !== '',
    hasEvent: ({ response }) => response === 'yes',
  },
};

const PATIENTS = ninetyPatients();
const byId = new Map(PATIENTS.map((one, at) => [idOf(at), one]));

function results(): AnalysisResult[] {
  const analyses = Object.entries(PLAN).map(([id, { keys }]) => `id: ${id}, ${keys}`);
  const small = smallStudy(regressionStudy(analyses), regressionTables(PATIENTS));
  return runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
}

const WRONG = Number.NaN;

type Opened = { statistic: Statistic; numerator: readonly string[]; denominator: readonly string[] };

/** What the raw tables say of the ids that a number lists; NaN where the ids do not belong there. */
function again(planned: Planned, { statistic, numerator, denominator }: Opened): number | null {
  const [, ...parts] = statistic.id.split('.');
  const patients = denominator.map((id) => byId.get(id) as Invented);
  const counted = numerator.map((id) => byId.get(id) as Invented);
  const isOfModel = parts[0] === 'univariable' || parts[0] === 'multivariable';
  const own = isOfModel ? parts.slice(1) : parts;
  const predictor = planned.predictors.find(({ id }) => id === own[0]);
  const level = predictor?.levels?.find((one) => one === own[1]);
  const name = own.slice(predictor ? (level === undefined ? 1 : 2) : 0).join('.');
  const inModel = parts[0] === 'univariable' && predictor ? [predictor] : planned.predictors;
  const isComplete = (one: Invented) => inModel.every(({ of }) => of(one) !== undefined);
  const all = (some: readonly Invented[], condition: (one: Invented) => boolean) => some.every(condition);
  const those = (condition: (one: Invented) => boolean, from = patients) => {
    const expected = from.filter(condition).length;
    return counted.length === expected && all(counted, condition) ? expected : WRONG;
  };
  const isAtLevel = (one: Invented) => predictor?.of(one) === level;
  switch (name) {
    case 'n':
      if (!isOfModel) return those(planned.isIn);
      if (!all(patients, planned.isIn)) return WRONG;
      if (level === undefined) return those(isComplete);
      return all(patients, isComplete) ? those(isAtLevel) : WRONG;
    case 'notAtRisk':
      return those((one) => !planned.isIn(one));
    case 'competing':
      return those(({ end }) => end === 'other');
    case 'missing':
      if (!isOfModel) return those((one) => !planned.isIn(one));
      return all(patients, planned.isIn) ? those((one) => !isComplete(one)) : WRONG;
    case 'strata.missing':
      return those(({ centre }) => centre === undefined);
    case 'events':
      if (isOfModel && !all(patients, isComplete)) return WRONG;
      if (level !== undefined && !all(patients, isAtLevel)) return WRONG;
      return those(planned.hasEvent);
    default:
  }
  if (!all(patients, (one) => planned.isIn(one) && isComplete(one))) return WRONG;
  if (Number.isNaN(those(planned.hasEvent))) return WRONG;
  const fitted = fit(planned, inModel, patients);
  if (name === 'eventsPerPredictor') return fitted.events / fitted.columns.length;
  const columns = fitted.columns.flatMap((column, at) =>
    column.predictor === predictor && (level === undefined || column.level === level) ? [at] : [],
  );
  const [column] = columns as [number];
  const at = (values: readonly number[]) =>
    level !== undefined || predictor?.levels === undefined ? values[column] : undefined;
  switch (name) {
    case 'hazardRatio':
    case 'subdistributionHazardRatio':
    case 'oddsRatio':
      return at(fitted.estimate) ?? WRONG;
    case 'hazardRatio.lower':
    case 'subdistributionHazardRatio.lower':
    case 'oddsRatio.lower':
      return at(fitted.lower) ?? WRONG;
    case 'hazardRatio.upper':
    case 'subdistributionHazardRatio.upper':
    case 'oddsRatio.upper':
      return at(fitted.upper) ?? WRONG;
    case 'pValue':
      if (predictor === undefined) return fitted.test?.pValue ?? WRONG;
      return at(fitted.pValue) ?? overall(planned, inModel, patients, predictor);
    case 'statistic':
      return fitted.test?.statistic ?? WRONG;
    case 'degreesOfFreedom':
      return fitted.test?.degreesOfFreedom ?? WRONG;
    case 'proportionalHazards': {
      const terms = inModel.map((one) =>
        fitted.columns.flatMap((other, place) => (other.predictor === one ? [place] : [])),
      );
      const test = proportionalHazardsTest(fitted.cox as CoxModel, 'km', terms);
      return predictor ? (test.terms[inModel.indexOf(predictor)]?.pValue ?? WRONG) : (test.global.pValue ?? WRONG);
    }
    default:
      throw new Error(`nobody knows ${statistic.id}`);
  }
}

type Refit = {
  columns: { predictor: Predictor; level: string | undefined }[];
  events: number;
  estimate: number[];
  lower: number[];
  upper: number[];
  pValue: number[];
  variance: Float64Array;
  test: { statistic: number; degreesOfFreedom: number; pValue: number | null } | null;
  cox: CoxModel | null;
};

function fit(planned: Planned, inModel: readonly Predictor[], patients: readonly Invented[]): Refit {
  const columns = inModel.flatMap((predictor): Refit['columns'] =>
    predictor.levels === undefined
      ? [{ predictor, level: undefined }]
      : predictor.levels.slice(1).map((level) => ({ predictor, level })),
  );
  const covariates = columns.map(({ predictor, level }) =>
    Float64Array.from(patients, (one) => {
      const value = predictor.of(one);
      return level === undefined ? (value as number) : value === level ? 1 : 0;
    }),
  );
  const event = Uint8Array.from(patients, (one) => (planned.hasEvent(one) ? 1 : 0));
  const exit = Float64Array.from(patients, ({ time }) => time);
  const entry = planned.isLate ? Float64Array.from(patients, (one) => one.entry ?? 0) : null;
  const stratum = planned.isStratified
    ? { code: Uint32Array.from(patients, ({ centre }) => (centre === 'one' ? 0 : 1)), count: 2 }
    : null;
  const cases = event.reduce((sum, one) => sum + one, 0);
  const ones = new Float64Array(patients.length).fill(1);
  const exp = (value: number | null) => Math.exp(value as number);
  const of = <T>(list: readonly T[], value: (one: T) => number | null) => list.map((one) => value(one) as number);
  switch (planned.model) {
    case 'cox': {
      const model = coxRegression({ followUp: { entry, exit, event }, covariates, stratum });
      const c = model.coefficients;
      return {
        columns,
        events: cases,
        estimate: of(c, (one) => one.hazardRatio),
        lower: of(c, (one) => one.lower),
        upper: of(c, (one) => one.upper),
        pValue: of(c, (one) => one.pValue),
        variance: model.variance,
        test: model.likelihoodRatioTest,
        cox: model,
      };
    }
    case 'fineGray': {
      const cause = Uint8Array.from(patients, ({ end }) => ({ seen: 0, death: 1, other: 2 })[end]);
      const model = fineGray({ exit, cause, covariates });
      const c = model.coefficients;
      return {
        columns,
        events: cases,
        estimate: of(c, (one) => one.hazardRatio),
        lower: of(c, (one) => one.lower),
        upper: of(c, (one) => one.upper),
        pValue: of(c, (one) => one.pValue),
        variance: model.variance,
        test: model.waldTest,
        cox: null,
      };
    }
    case 'firthCox': {
      const model = firthCox({ followUp: { entry, exit, event }, covariates, stratum });
      const c = model.coefficients;
      return {
        columns,
        events: cases,
        estimate: of(c, (one) => exp(one.estimate)),
        lower: of(c, (one) => exp(one.lower)),
        upper: of(c, (one) => exp(one.upper)),
        pValue: of(c, (one) => one.pValue),
        variance: model.variance,
        test: model.test,
        cox: null,
      };
    }
    case 'logistic': {
      const model = logisticRegression(event, [ones, ...covariates]);
      const c = model.coefficients.slice(1);
      return {
        columns,
        events: Math.min(cases, patients.length - cases),
        estimate: of(c, (one) => one.oddsRatio),
        lower: of(c, (one) => exp(one.lower)),
        upper: of(c, (one) => exp(one.upper)),
        pValue: of(c, (one) => one.pValue),
        variance: model.variance,
        test: model.likelihoodRatioTest,
        cox: null,
      };
    }
    case 'firthLogistic': {
      const model = firthLogistic(event, [ones, ...covariates]);
      const c = model.coefficients.slice(1);
      return {
        columns,
        events: Math.min(cases, patients.length - cases),
        estimate: of(c, (one) => exp(one.estimate)),
        lower: of(c, (one) => exp(one.lower)),
        upper: of(c, (one) => exp(one.upper)),
        pValue: of(c, (one) => one.pValue),
        variance: model.variance,
        test: null,
        cox: null,
      };
    }
  }
}

/** Wald's test of a predictor of three levels, its two by two variance turned round by hand; exp(-x / 2) is its p value. */
function overall(
  planned: Planned,
  inModel: readonly Predictor[],
  patients: readonly Invented[],
  predictor: Predictor,
): number {
  const { columns, estimate, variance } = fit(planned, inModel, patients);
  const shift = planned.model === 'logistic' ? 1 : 0; // the intercept
  const places = columns.flatMap((column, at) => (column.predictor === predictor ? [at] : []));
  const width = columns.length + shift;
  const v = (i: number, j: number) =>
    variance[((places[i] as number) + shift) * width + (places[j] as number) + shift] as number;
  const [x, y] = places.map((at) => Math.log(estimate[at] as number)) as [number, number];
  const determinant = v(0, 0) * v(1, 1) - v(0, 1) * v(1, 0);
  return Math.exp(-(x * x * v(1, 1) - 2 * x * y * v(0, 1) + y * y * v(0, 0)) / determinant / 2);
}

function opened(result: AnalysisResult, statistic: Statistic, without?: { set: string; id: string }): Opened {
  const members = (name: 'numerator' | 'denominator') =>
    (result.recordSets?.[statistic[name] ?? ''] ?? []).filter((id) => !(without?.set === name && without.id === id));
  return { statistic, numerator: members('numerator'), denominator: members('denominator') };
}

const agrees = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

describe('every number of a regression', () => {
  const all = results();

  it('is worked out again from only the ids that it lists', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const result of all) {
      for (const statistic of result.statistics) {
        const value = again(PLAN[result.id] as Planned, opened(result, statistic));
        compared += 1;
        if (!agrees(statistic.value, value)) wrong.push(`${statistic.id}: ${statistic.value} against ${value}`);
        expect(statistic.value, statistic.id).not.toBeNull();
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  it('notices an id that is taken out of one of its sets', () => {
    const blind: string[] = [];
    for (const result of all) {
      for (const statistic of result.statistics) {
        const removals = (['numerator', 'denominator'] as const).flatMap((set) =>
          (result.recordSets?.[statistic[set] ?? ''] ?? []).slice(0, 3).map((id) => ({ set, id })),
        );
        const notices = removals.some(
          (without) => !agrees(statistic.value, again(PLAN[result.id] as Planned, opened(result, statistic, without))),
        );
        if (removals.length > 0 && !notices) blind.push(statistic.id);
      }
    }
    // nobody is without a time zero or a stratum, and 0 stays 0 whoever else is left out
    expect(blind.filter((id) => !/\.notAtRisk$|\.strata\.missing$|univariable\.(age|site)\.missing$/.test(id))).toEqual(
      [],
    );
  });
});
