import { type ConfidenceScale, conditionalSurvival as conditional, kaplanMeier } from '../survival/index.ts';
import { type Answer, type FixtureCase, notUnderstood, numbers, parameter } from './fixture-case.ts';

const CALL =
  /^list\(s = summary\(survfit\(Surv\(time, status\) ~ 1, data = d, start\.time = t0, conf\.type = '([a-z-]+)'\), times = t1, extend = TRUE\), f = summary\(survfit\(Surv\(time, status\) ~ 1, data = d\), times = c\(t0, t1\), extend = TRUE\)\)$/;

/** survfit's start.time, which counts events at the start, beside the ratio of two survival probabilities. */
export function conditionalSurvival(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const followUp = { exit: numbers(fixture, 'time'), event: Uint8Array.from(numbers(fixture, 'status')) };
  const [from, to] = [parameter(fixture, 't0'), parameter(fixture, 't1')];
  const started = conditional(kaplanMeier(followUp, { confidence: call[1] as ConfidenceScale }), from, to, {
    countsEventsAtStart: true,
  });
  const ratio = conditional(kaplanMeier(followUp, { confidence: 'log-log' }), from, to);
  return {
    output: {
      r_start_time: {
        n_risk: started.atRisk,
        cond_surv: started.survival,
        std_err: started.standardError,
        lower: started.lower,
        upper: started.upper,
      },
      ratio: {
        cond_surv: ratio.survival,
        std_err_log: ratio.logStandardError,
        std_err: ratio.standardError,
        lower_loglog: ratio.lower,
        upper_loglog: ratio.upper,
      },
    },
  };
}
