import { normalUpperTail } from '../distributions/index.ts';
import { firthLogistic as fit } from '../regression/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { modelFrame } from './model-frame.ts';

const BY_BRGLM2 = /^glm\((\w+) ~ (.+?), family = binomial, data = d, method = brglm2::brglm_fit, type = 'AS_mean'.*\)$/;
const BY_PROFILE = /^firth_logistic\(model\.matrix\(~ (.+), d\), d\$(\w+)\)$/;

/** Estimates with Wald's p, as brglm2 has them, or with penalised likelihood ratio tests and profile limits. */
export function firthLogistic(fixture: FixtureCase): Answer {
  const wald = BY_BRGLM2.exec(fixture.r_call);
  const profile = BY_PROFILE.exec(fixture.r_call);
  const [y, rhs] = wald ? [wald[1], wald[2]] : [profile?.[2], profile?.[1]];
  if (y === undefined || rhs === undefined) return notUnderstood(fixture);
  const frame = modelFrame(fixture, rhs, [y], true);
  const { coefficients, penalisedLogLikelihood, verdict } = fit(Uint8Array.from(frame.numbers(y)), frame.columns);
  const estimates = coefficients.map(({ estimate }) => estimate);
  const errors = coefficients.map(({ standardError }) => standardError);
  const warnings = verdict === 'converged' ? [] : [verdict];
  if (wald) {
    const pValues = estimates.map((estimate, k) => 2 * normalUpperTail(Math.abs(estimate / (errors[k] as number))));
    return { output: { terms: frame.names, coef: estimates, se: errors, wald_p: pValues }, warnings };
  }
  return {
    output: {
      terms: frame.names,
      coef: estimates,
      se_information: errors,
      penalised_loglik: penalisedLogLikelihood,
      plr_chisq: coefficients.map(({ chiSquare }) => chiSquare),
      plr_p: coefficients.map(({ pValue }) => pValue),
      profile_lower: coefficients.map(({ lower }) => lower),
      profile_upper: coefficients.map(({ upper }) => upper),
    },
    warnings,
  };
}
