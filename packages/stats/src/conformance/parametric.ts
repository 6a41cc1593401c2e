import { parametricSurvival, type SurvivalDistribution } from '../regression/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { matrixOf } from './logrank.ts';
import { modelFrame } from './model-frame.ts';

const CALL =
  /^survreg\(Surv\(time, status\) ~ (.+?), data = d, dist = '(weibull|exponential|lognormal|loglogistic)'(?:, control = survreg\.control\([^)]*\))?\)$/;

export function parametric(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, rhs = '', distribution] = call;
  const frame = modelFrame(fixture, rhs, ['time', 'status'], true);
  const model = parametricSurvival(
    { exit: frame.numbers('time'), event: Uint8Array.from(frame.numbers('status')) },
    frame.columns,
    distribution as SurvivalDistribution,
  );
  const found = model.logScale ? [...model.coefficients, model.logScale] : model.coefficients;
  return {
    output: {
      terms: model.logScale ? [...frame.names, 'Log(scale)'] : frame.names,
      coef_and_log_scale: found.map(({ estimate }) => estimate),
      se: found.map(({ standardError }) => standardError),
      z: found.map(({ z }) => z),
      p: found.map(({ pValue }) => pValue),
      var: matrixOf(model.variance, found.length),
      scale: model.scale,
      loglik: model.logLikelihood,
      loglik_null: model.nullLogLikelihood,
      lr_chisq: model.likelihoodRatioTest.statistic,
      df: found.length,
    },
    warnings: model.verdict === 'converged' ? [] : [model.verdict],
  };
}
