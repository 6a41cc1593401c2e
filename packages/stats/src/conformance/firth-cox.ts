import { firthCox as fit } from '../regression/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { modelFrame } from './model-frame.ts';

const CALL = /^firth_cox\(model\.matrix\(~ (.+), d\)\[, -1, drop = FALSE\], d\$time, d\$status(, d\$entry)?\)$/;

export function firthCox(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, rhs = '', hasEntry] = call;
  const frame = modelFrame(fixture, rhs, ['time', 'status', ...(hasEntry ? ['entry'] : [])], false);
  const model = fit({
    followUp: {
      entry: hasEntry ? frame.numbers('entry') : null,
      exit: frame.numbers('time'),
      event: Uint8Array.from(frame.numbers('status')),
    },
    covariates: frame.columns,
  });
  const { coefficients } = model;
  return {
    output: {
      terms: frame.names,
      coef: coefficients.map(({ estimate }) => estimate),
      se_information: coefficients.map(({ standardError }) => standardError),
      penalised_loglik: model.penalisedLogLikelihood,
      penalised_loglik_null: model.nullPenalisedLogLikelihood,
      plr_global: model.test.statistic,
      loglik: model.logLikelihood,
      plr_chisq: coefficients.map(({ chiSquare }) => chiSquare),
      plr_p: coefficients.map(({ pValue }) => pValue),
      profile_lower: coefficients.map(({ lower }) => lower),
      profile_upper: coefficients.map(({ upper }) => upper),
    },
    warnings: model.verdict === 'converged' ? [] : [model.verdict],
  };
}
