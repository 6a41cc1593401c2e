import { concordanceOf, coxRegression } from '../regression/index.ts';
import { fitCoxph } from './coxph.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { modelFrame } from './model-frame.ts';

const OF_MODEL = /^f <- (coxph\(.+\)); concordance\(f\)$/;
const OF_COLUMN = /^concordance\(Surv\(time, status\) ~ (\w+), data = d(, reverse = TRUE)?\)$/;

/** Of a Cox model's linear predictor, or of a column. */
export function concordance(fixture: FixtureCase): Answer {
  const model = OF_MODEL.exec(fixture.r_call)?.[1];
  if (model) {
    const fitted = fitCoxph(fixture, model);
    if (!fitted) return notUnderstood(fixture);
    // R then counts each stratum apart
    if (fitted.frame.stratum) return notUnderstood(fixture);
    const found = concordanceOf(fitted.model.data, fitted.model.linearPredictor, fitted.options.cluster ?? null);
    return { output: inTheFormOfR(found, true) };
  }
  const call = OF_COLUMN.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, column = '', isReverse] = call;
  const frame = modelFrame(fixture, column, ['time', 'status'], false);
  const followUp = { exit: frame.numbers('time'), event: Uint8Array.from(frame.numbers('status')) };
  // R takes a higher score for a later event unless told otherwise
  const score = frame.numbers(column).map((value) => (isReverse ? value : -value));
  const { data } = coxRegression({ followUp, covariates: frame.columns }, { maximumIterations: 0 });
  return { output: inTheFormOfR(concordanceOf(data, score), 'se' in (fixture.output as object)) };
}

function inTheFormOfR(found: ReturnType<typeof concordanceOf>, hasError: boolean) {
  const { standardError } = found;
  return {
    concordance: found.concordance,
    counts: {
      concordant: found.concordant,
      discordant: found.discordant,
      'tied.x': found.tiedScores,
      'tied.y': found.tiedTimes,
      'tied.xy': found.tiedBoth,
    },
    var: standardError === null ? null : standardError ** 2,
    ...(hasError ? { se: standardError } : {}),
  };
}
