import { normalQuantile } from '../distributions/index.ts';
import { assertLevel, assertWord } from '../input/index.ts';
import { assertConfidenceScale, survivalLimits } from './confidence-limits.ts';
import { assertFollowUp, type FollowUp } from './follow-up.ts';
import { type SurvivalCurve, type SurvivalOptions, survivalCurve } from './kaplan-meier.ts';
import { riskTable } from './risk-table.ts';

export type HazardOptions = SurvivalOptions & {
  /**
   * 'together': d events at one time among n add d/n (Nelson-Aalen, unless given). 'oneByOne': they are taken for d
   * events shortly after one another and add 1/n + 1/(n - 1) + ... (Fleming-Harrington)
   */
  readonly ties?: 'together' | 'oneByOne';
};

/**
 * Nelson-Aalen estimate of the cumulative hazard H(t), and of survival as exp(-H(t)).
 *
 * Risk sets and options as `kaplanMeier`. The error of log S is that of H, which is Aalen's (the sum of d/n^2), or with
 * ties one by one the sum of 1/(n - i)^2. S is never 0, so that limits exist after the last event too.
 *
 * @returns a curve without rows for an empty follow-up
 * @throws InputError `followUp.*` with the index of the subject, `level.range`, `survival.confidence`, `option.word`
 * @see Aalen (1978) Ann Stat 6:701; Fleming & Harrington (1984) Commun Stat 13:2469; R: survfit with stype = 2
 */
export function nelsonAalen(followUp: FollowUp, options: HazardOptions = {}): SurvivalCurve {
  const { level = 0.95, confidence = 'log-log', ties = 'together' } = options;
  assertLevel(level);
  assertConfidenceScale(confidence);
  assertWord('way of counting ties', ties, ['together', 'oneByOne']);
  const checked = assertFollowUp(followUp);
  const table = riskTable(followUp, options.mergeNearTies ?? true, checked);
  const rows = table.time.length;
  const survival = new Float64Array(rows);
  const logStandardError = new Float64Array(rows);
  const lower = new Float64Array(rows);
  const upper = new Float64Array(rows);
  const cumulativeHazard = new Float64Array(rows);
  const z = -normalQuantile((1 - level) / 2);
  const limits = { lower: 0, upper: 0 };
  let hazard = 0;
  let variance = 0;
  for (let row = 0; row < rows; row += 1) {
    const n = table.atRisk[row] as number;
    const d = table.events[row] as number;
    if (ties === 'together') {
      hazard += d / n;
      variance += d / (n * n);
    } else {
      for (let failed = 0; failed < d; failed += 1) {
        hazard += 1 / (n - failed);
        variance += 1 / ((n - failed) * (n - failed));
      }
    }
    survival[row] = Math.exp(-hazard);
    logStandardError[row] = Math.sqrt(variance);
    cumulativeHazard[row] = hazard;
    survivalLimits(confidence, survival[row] as number, logStandardError[row] as number, z, limits);
    lower[row] = limits.lower;
    upper[row] = limits.upper;
  }
  return survivalCurve(
    {
      ...table,
      survival,
      logStandardError,
      lower,
      upper,
      cumulativeHazard,
      cumulativeHazardStandardError: logStandardError,
    },
    followUp.exit.length,
    options,
  );
}
