import {
  type Advice,
  coxRegression,
  type Finding,
  findingOf,
  fineGray,
  firthCox,
  firthLogistic,
  guardCox,
  guardFineGray,
  guardLogistic,
  InputError,
  judgedAs,
  logisticRegression,
  type ModelTest,
  proportionalHazardsTest,
  waldTest,
} from '@casewright/stats';
import type { Statistic } from '../model/index.ts';
import { eventsOf, type Regression, type RegressionModel } from './regression-frame.ts';

/** A ratio with its limits; null is what has no estimate, and of a limit what lies beyond all numbers. */
export type Ratio = { estimate: number; lower: number | null; upper: number | null; pValue: number };

export type Fit = {
  /** what was fitted; not the model of the plan where that has no estimate */
  method: Regression['model'];
  advice: Advice<string>;
  /** one for each column; null without an estimate */
  ratios: readonly (Ratio | null)[];
  whyNull: NonNullable<Statistic['whyNull']>;
  /** of each term that has several columns; null where the method has no such test */
  terms: readonly (ModelTest | null)[];
  /** that no predictor has an effect; null where the method has no such test */
  global: ModelTest | null;
  /** of each term, and of all; null where it was not tested */
  proportionalHazards: { terms: readonly (number | null)[]; global: number | null } | null;
};

type Options = {
  level: number;
  /** what becomes of a model with fewer than five events a predictor */
  tooFew: 'refused' | 'penalised' | 'asPlanned';
};

type Fitted = Pick<Fit, 'ratios' | 'terms' | 'global' | 'proportionalHazards'>;

/**
 * Fits the model of the plan, or what the guard puts in its place.
 *
 * Plain Cox and logistic regression give way to Firth's penalised likelihood where they have no estimate because the
 * predictors separate the events, or where the plan insists on fewer than five events a predictor. With five to nine
 * the model of the plan stands. Fine and Gray's regression has no penalised form, and nothing takes its place: another
 * model would answer another question. No coefficient is given of a fit that did not converge.
 */
export function fitModel(planned: Regression['model'], model: RegressionModel, options: Options): Fit {
  const advice = adviceOn(planned, model);
  const isTooFew = findingOf(advice, 'underFiveEventsAPredictor') !== null;
  const method = chosen(planned, advice, isTooFew && options.tooFew === 'penalised');
  const nothing: Fit = {
    method,
    advice,
    ratios: model.covariates.map(() => null),
    whyNull: 'notEstimable',
    terms: model.terms.map(() => null),
    global: null,
    proportionalHazards: null,
  };
  if (model.covariates.length === 0) return nothing;
  if (isTooFew && options.tooFew === 'refused') return { ...nothing, whyNull: 'tooFewEvents' };
  if (!isFit(method, advice)) return nothing;
  const fitted = fit(method, model, options.level);
  return fitted === null ? nothing : { ...nothing, ...fitted };
}

function adviceOn(planned: Regression['model'], model: RegressionModel): Advice<string> {
  const { followUp, covariates, stratum, cause, event, patients } = model;
  // codes of which all patients have the same, or nobody any, have no column to judge
  if (covariates.length === 0)
    return {
      recommended: null,
      methods: [],
      findings: patients.length === 0 ? [{ code: 'noSubjects', subjects: 0 }] : [],
    };
  if (!followUp) return guardLogistic(event, covariates);
  if (planned === 'fineGray') return guardFineGray({ exit: followUp.exit, cause, covariates });
  return guardCox({ followUp, covariates, stratum });
}

const PENALISED: Partial<Record<Regression['model'], Regression['model']>> = {
  cox: 'firthCox',
  logistic: 'firthLogistic',
};

const NO_MAXIMUM: readonly Finding['code'][] = ['separated', 'notConverged'];

function chosen(planned: Regression['model'], advice: Advice<string>, isPenalised: boolean): Regression['model'] {
  const penalised = PENALISED[planned];
  const hasNoMaximum = advice.findings.some(({ code }) => NO_MAXIMUM.includes(code));
  return penalised && (hasNoMaximum || isPenalised) ? penalised : planned;
}

function isFit(method: Regression['model'], advice: Advice<string>): boolean {
  const { standing, because } = judgedAs(advice, method);
  // without anything that competes it is Cox regression by another name; the plan is warned when it is checked
  return standing !== 'unfit' || because.every((code) => code === 'nothingCompetes');
}

function fit(method: Regression['model'], model: RegressionModel, level: number): Fitted | null {
  try {
    switch (method) {
      case 'cox':
        return fitCox(model, level);
      case 'firthCox':
        return fitFirthCox(model, level);
      case 'fineGray':
        return fitFineGray(model, level);
      case 'logistic':
        return fitLogistic(model, level);
      case 'firthLogistic':
        return fitFirthLogistic(model, level);
    }
  } catch (error) {
    // columns that depend on each other have no single solution: no estimate, and the note says so
    if (error instanceof InputError && error.code === 'covariates.dependent') return null;
    throw error;
  }
}

function fitCox(model: RegressionModel, level: number): Fitted | null {
  const { covariates, stratum, terms } = model;
  const found = coxRegression({ followUp: followUpOf(model), covariates, stratum }, { level });
  if (found.verdict !== 'converged') return null;
  const zph = proportionalHazardsTest(
    found,
    'km',
    terms.map(({ columns }) => columns),
  );
  return {
    ratios: found.coefficients.map(({ hazardRatio, lower, upper, pValue }) =>
      hazardRatio === null || pValue === null ? null : { estimate: hazardRatio, lower, upper, pValue },
    ),
    terms: waldTests(model, found),
    global: found.likelihoodRatioTest,
    proportionalHazards: { terms: zph.terms.map(({ pValue }) => pValue), global: zph.global.pValue },
  };
}

function fitFirthCox(model: RegressionModel, level: number): Fitted | null {
  const { covariates, stratum, terms } = model;
  const found = firthCox({ followUp: followUpOf(model), covariates, stratum }, level);
  if (found.verdict !== 'converged') return null;
  return {
    ratios: found.coefficients.map(exponentiated),
    // with one term the test of the model is that of the term
    terms: terms.map(() => (terms.length === 1 ? found.test : null)),
    global: found.test,
    proportionalHazards: null,
  };
}

function fitFineGray(model: RegressionModel, level: number): Fitted | null {
  const { covariates, cause } = model;
  const found = fineGray({ exit: followUpOf(model).exit, cause, covariates }, { level });
  if (found.verdict !== 'converged') return null;
  return {
    ratios: found.coefficients.map(({ hazardRatio, lower, upper, pValue }) => ({
      estimate: hazardRatio,
      lower,
      upper,
      pValue,
    })),
    terms: waldTests(model, found),
    global: found.waldTest,
    proportionalHazards: null,
  };
}

function fitLogistic(model: RegressionModel, level: number): Fitted | null {
  const found = logisticRegression(model.event, withIntercept(model), { level });
  if (found.verdict !== 'converged') return null;
  const estimates = found.coefficients.map(({ estimate }) => estimate);
  return {
    ratios: found.coefficients
      .slice(1)
      .map(({ estimate, lower, upper, pValue }) =>
        estimate === null || pValue === null ? null : exponentiated({ estimate, lower, upper, pValue }),
      ),
    terms: model.terms.map(({ columns }) =>
      waldTest(
        estimates,
        found.variance,
        columns.map((column) => column + 1),
      ),
    ),
    global: found.likelihoodRatioTest,
    proportionalHazards: null,
  };
}

function fitFirthLogistic(model: RegressionModel, level: number): Fitted | null {
  const found = firthLogistic(model.event, withIntercept(model), level);
  if (found.verdict !== 'converged') return null;
  return {
    ratios: found.coefficients.slice(1).map(exponentiated),
    terms: model.terms.map(() => null),
    global: null,
    proportionalHazards: null,
  };
}

function exponentiated(found: { estimate: number; lower: number | null; upper: number | null; pValue: number }): Ratio {
  const exp = (value: number | null) => (value === null ? null : Math.exp(value));
  return { ...found, estimate: Math.exp(found.estimate), lower: exp(found.lower), upper: exp(found.upper) };
}

function waldTests(
  { terms }: RegressionModel,
  found: { coefficients: readonly { estimate: number | null }[]; variance: Float64Array },
): ModelTest[] {
  const estimates = found.coefficients.map(({ estimate }) => estimate);
  return terms.map(({ columns }) => waldTest(estimates, found.variance, columns));
}

function withIntercept({ covariates, patients }: RegressionModel): Float64Array[] {
  return [new Float64Array(patients.length).fill(1), ...covariates];
}

function followUpOf({ followUp }: RegressionModel) {
  return followUp as NonNullable<typeof followUp>;
}

/** How many events there are for each number that the model estimates; null where it estimates none. */
export function eventsAPredictor(model: RegressionModel): number | null {
  return model.covariates.length === 0 ? null : eventsOf(model) / model.covariates.length;
}
