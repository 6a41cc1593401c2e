import {
  baselineHazard,
  type CoxInput,
  type CoxModel,
  type CoxOptions,
  concordanceOf,
  coxRegression,
  coxResiduals,
  proportionalHazardsTest,
  referenceValues,
  schoenfeldResiduals,
  type TimeScale,
} from '../regression/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, type FixtureCase, notUnderstood, thinned } from './fixture-case.ts';
import { matrixOf } from './logrank.ts';
import { type ModelFrame, modelFrame } from './model-frame.ts';

const CALL =
  /^(?:f <- )?coxph\(Surv\((entry, )?time, status\) ~ (.+?), data = d((?:, (?:[^,()]+|control ?= ?coxph\.control\([^)]*\)))*)\)(?:; class\(f\) <- 'coxph'; f)?$/;
const ARGUMENTS = ['ties', 'method', 'weights', 'cluster', 'robust', 'control'];
const TIES = ['efron', 'breslow', 'exact'] as const;

export type FittedCall = { model: CoxModel; input: CoxInput; frame: ModelFrame; options: CoxOptions };

export function coxph(fixture: FixtureCase): Answer {
  const fitted = fitCoxph(fixture, fixture.r_call);
  return fitted ? coxphAnswer(fixture, fitted) : notUnderstood(fixture);
}

/** The model of a call of coxph(); null for a call that is not understood. */
export function fitCoxph(fixture: FixtureCase, text: string): FittedCall | null {
  const call = CALL.exec(text);
  if (!call) return null;
  const [, hasEntry, rhs = '', rest = ''] = call;
  const given = new Map(
    [...rest.matchAll(/, (\w+) ?= ?((?:coxph\.control\([^)]*\))|[^,]+)/g)].map(
      ([, name, value]) => [name, value] as const,
    ),
  );
  if ([...given.keys()].some((name) => !ARGUMENTS.includes(name as string))) return null;
  const isRobust = given.get('robust') ?? null;
  if (isRobust !== null && isRobust !== 'TRUE' && isRobust !== 'FALSE') return null;
  const ties = tiesOf(given.get('ties') ?? given.get('method'));
  const control = controlOf(given.get('control'));
  if (!ties || !control) return null;
  const weights = given.get('weights');
  const cluster = given.get('cluster');
  const beside = [
    'time',
    'status',
    ...(hasEntry ? ['entry'] : []),
    ...(weights ? [weights] : []),
    ...(cluster ? [cluster] : []),
  ];
  const frame = modelFrame(fixture, rhs, beside, false);
  const weight = weights ? frame.numbers(weights) : null;
  const input: CoxInput = {
    followUp: {
      entry: hasEntry ? frame.numbers('entry') : null,
      exit: frame.numbers('time'),
      event: Uint8Array.from(frame.numbers('status')),
    },
    covariates: frame.columns,
    stratum: frame.stratum,
    offset: frame.offset,
    weight,
  };
  // R: weights that are not whole numbers make the variance robust, unless told not to
  const isFractional = weight?.some((value) => !Number.isInteger(value)) ?? false;
  const options: CoxOptions = {
    ties,
    ...control,
    robust: isRobust === null ? isFractional : isRobust === 'TRUE',
    cluster: cluster ? frame.grouping(cluster) : null,
  };
  return { model: coxRegression(input, options), input, frame, options };
}

function tiesOf(text: string | undefined) {
  if (text === undefined) return 'efron';
  return TIES.find((ties) => text === `'${ties}'`) ?? null;
}

/** Ours goes on to the last digits, so that R's tolerances and a large number of rounds change nothing; timefix does. */
function controlOf(text: string | undefined): Pick<CoxOptions, 'mergeNearTies'> | null {
  if (text === undefined) return {};
  const options: { mergeNearTies?: boolean } = {};
  for (const part of text.slice('coxph.control('.length, -1).split(',')) {
    const [name = '', value = ''] = part.split('=').map((word) => word.trim());
    if (name === 'timefix' && (value === 'TRUE' || value === 'FALSE')) options.mergeNearTies = value === 'TRUE';
    else if (name !== 'eps' && !(name === 'iter.max' && Number(value) >= 20)) return null;
  }
  return options;
}

/** What coxph(), its summary and what the case asks for say of a model. */
export function coxphAnswer(fixture: FixtureCase, { model, input, frame, options }: FittedCall): Answer {
  const p = frame.columns.length;
  const expected = fixture.output as Record<string, unknown>;
  const each = (pick: (coefficient: CoxModel['coefficients'][number]) => number | null) => model.coefficients.map(pick);
  const concordance = concordanceOf(model.data, model.linearPredictor, options.cluster ?? null);
  const output: Record<string, unknown> = {
    terms: frame.names,
    n: model.subjects,
    n_event: model.events,
    coef: each(({ estimate }) => estimate),
    var: matrixOf(model.variance, p),
    se: Array.from({ length: p }, (_, k) => Math.sqrt(model.variance[k * p + k] as number)),
    ...(model.robustScoreTest
      ? { naive_var: matrixOf(model.modelVariance, p), robust_score: model.robustScoreTest.statistic }
      : {}),
    hr: each(({ hazardRatio }) => hazardRatio),
    hr_lower: each(({ lower }) => lower),
    hr_upper: each(({ upper }) => upper),
    z: each(({ z }) => z),
    p: each(({ pValue }) => pValue),
    loglik_null: model.nullLogLikelihood,
    loglik: model.logLikelihood,
    lr_test: model.likelihoodRatioTest.statistic,
    lr_df: model.likelihoodRatioTest.degreesOfFreedom,
    lr_p: model.likelihoodRatioTest.pValue,
    score_test: model.scoreTest.statistic,
    score_p: model.scoreTest.pValue,
    wald_test: model.waldTest.statistic,
    wald_p: model.waldTest.pValue,
    concordance: concordance.concordance,
    concordance_se: concordance.standardError,
    concordance_counts: {
      concordant: concordance.concordant,
      discordant: concordance.discordant,
      'tied.x': concordance.tiedScores,
      'tied.y': concordance.tiedTimes,
      'tied.xy': concordance.tiedBoth,
    },
    means: meansOf(model, input),
  };
  if ('basehaz_uncentered' in expected)
    output['basehaz_uncentered'] = baselineOf(expected['basehaz_uncentered'], model, frame);
  if ('martingale' in expected) Object.assign(output, residualsOf(model, input));
  if ('zph' in expected) {
    const scales = Object.entries(expected['zph'] as Record<string, { x: unknown }>);
    output['zph'] = Object.fromEntries(
      scales.map(([scale, { x }]) => [scale, zphOf(model, frame, scale as TimeScale, x)]),
    );
  }
  return {
    output,
    deviations: testsOnNothing(model),
    warnings: warningsOf(model),
  };
}

function warningsOf({ verdict, coefficients }: CoxModel): string[] {
  const isWithout = coefficients.some(({ estimate }) => estimate === null);
  return [...(verdict === 'converged' ? [] : [verdict]), ...(isWithout ? ['a column has no estimate'] : [])];
}

/** Without events R centres indicators as it does other columns. */
function meansOf(model: CoxModel, input: CoxInput): number[] {
  if (model.events > 0) return Array.from(referenceValues(input));
  return input.covariates.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
}

function baselineOf(expected: unknown, model: CoxModel, frame: ModelFrame) {
  const { stratum, time, hazard } = baselineHazard(model);
  const table: Record<string, unknown[]> = { time: Array.from(time), cumhaz: Array.from(hazard) };
  if (frame.stratum) table['stratum'] = Array.from(stratum, (code) => frame.stratum?.labels[code]);
  return thinned(expected, table);
}

function residualsOf(model: CoxModel, input: CoxInput) {
  const p = model.coefficients.length;
  const rows = (values: Float64Array) =>
    Array.from({ length: values.length / p }, (_, row) => Array.from(values.subarray(row * p, (row + 1) * p)));
  const { martingale, deviance, score, dfbeta } = coxResiduals(model);
  const schoenfeld = schoenfeldResiduals(model);
  // R centres the offset too
  const { offset } = input;
  const centre = offset ? offset.reduce((sum, value) => sum + value, 0) / offset.length : 0;
  const reference = referenceValues(input).reduce(
    (sum, value, k) => sum + value * (model.coefficients[k]?.estimate ?? 0),
    centre,
  );
  return {
    martingale: Array.from(martingale),
    deviance: Array.from(deviance),
    score_residuals: rows(score),
    dfbeta: rows(dfbeta),
    schoenfeld: rows(schoenfeld.residuals),
    schoenfeld_row_times: Array.from(schoenfeld.time),
    linear_predictors_centered: Array.from(model.linearPredictor, (value) => value - reference),
  };
}

function zphOf(model: CoxModel, frame: ModelFrame, scale: TimeScale, expected: unknown) {
  const found = proportionalHazardsTest(
    model,
    scale,
    frame.terms.map(({ columns }) => columns),
  );
  const all = [...found.terms, found.global];
  return {
    terms: [...frame.terms.map(({ name }) => name), 'GLOBAL'],
    chisq: all.map(({ chiSquare }) => chiSquare),
    df: all.map(({ degreesOfFreedom }) => degreesOfFreedom),
    p: all.map(({ pValue }) => pValue),
    x: thinned(expected, { time: Array.from(found.time), x: Array.from(found.scaledTime) }),
  };
}

/** docs/validation.md: on 0 degrees of freedom R has a p value of 1. */
function testsOnNothing({ likelihoodRatioTest }: CoxModel): Deviation[] {
  if (likelihoodRatioTest.degreesOfFreedom > 0) return [];
  return ['lr_p', 'score_p', 'wald_p'].map((path) => ({ path, applies: () => true, ours: null, r: 1 }));
}
