import { normalQuantile } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { assertConfidenceScale, type ConfidenceScale, survivalLimits } from './confidence-limits.ts';
import { assertFollowUp, type FollowUp } from './follow-up.ts';
import { type RiskTable, riskTable } from './risk-table.ts';

export type SurvivalOptions = {
  /** two-sided confidence level; 0.95 unless given */
  readonly level?: number;
  /** scale of the limits; 'log-log' unless given */
  readonly confidence?: ConfidenceScale;
  /** false keeps times apart that differ by rounding only; true unless given */
  readonly mergeNearTies?: boolean;
};

/**
 * An estimated survival curve as flat columns with one row per distinct time of leaving, ascending; times of
 * censoring only are rows too. null is what cannot be estimated.
 */
export type SurvivalCurve = {
  readonly level: number;
  readonly confidence: ConfidenceScale;
  /** rows of the follow-up, whatever their weight */
  readonly subjects: number;
  readonly time: Float64Array;
  /** at risk just before the time, by weight */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  /** S(t), from the time on */
  readonly survival: Float64Array;
  /** of S(t), by Greenwood; null where S = 0 */
  readonly standardError: readonly (number | null)[];
  /** of log S(t); null where S = 0 */
  readonly logStandardError: readonly (number | null)[];
  /** limits of S(t); null where S = 0, and on the log-log, logit and arcsin scales where S = 1 */
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  /** Nelson-Aalen estimate of the cumulative hazard */
  readonly cumulativeHazard: Float64Array;
  readonly cumulativeHazardStandardError: Float64Array;
};

/** The same columns without nulls, for sweeps over long curves: NaN where a value cannot be estimated. */
export type SurvivalColumns = RiskTable & {
  readonly survival: Float64Array;
  readonly logStandardError: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly cumulativeHazard: Float64Array;
  readonly cumulativeHazardStandardError: Float64Array;
};

/**
 * Kaplan-Meier estimate of S(t) from right-censored, optionally left-truncated follow-up.
 *
 * At each distinct event time t, S is multiplied by (n - d) / n: d events among the n subjects with
 * entry < t <= exit, so a subject censored at t still counts at t, and one who enters at t does not yet (an entry of 0
 * is the start, and counts at 0). A late entry's risk set that dies out sends S to 0 for good. Greenwood variance;
 * pointwise limits. Weights count as that many subjects. O(n log n) time, linear for whole days.
 *
 * @param followUp - columns in any order, in one unit of time
 * @returns a curve without rows for an empty follow-up; without events S stays 1
 * @throws InputError `followUp.*` with the index of the subject, `level.range`, `survival.confidence`
 * @see Kaplan & Meier (1958) J Am Stat Assoc 53:457; Aalen (1978) Ann Stat 6:701 for the cumulative hazard
 */
export function kaplanMeier(followUp: FollowUp, options: SurvivalOptions = {}): SurvivalCurve {
  return survivalCurve(kaplanMeierColumns(followUp, options), followUp.exit.length, options);
}

/** A curve from its columns, with null for what cannot be estimated. */
export function survivalCurve(columns: SurvivalColumns, subjects: number, options: SurvivalOptions): SurvivalCurve {
  const { level = 0.95, confidence = 'log-log' } = options;
  const { survival, logStandardError } = columns;
  return {
    level,
    confidence,
    subjects,
    time: columns.time,
    atRisk: columns.atRisk,
    events: columns.events,
    censored: columns.censored,
    survival,
    standardError: Array.from(logStandardError, (error, row) => estimable(error * (survival[row] as number))),
    logStandardError: Array.from(logStandardError, estimable),
    lower: Array.from(columns.lower, estimable),
    upper: Array.from(columns.upper, estimable),
    cumulativeHazard: columns.cumulativeHazard,
    cumulativeHazardStandardError: columns.cumulativeHazardStandardError,
  };
}

/**
 * The Kaplan-Meier estimate as typed columns only, with nothing allocated for a subject.
 *
 * @returns the rows of `kaplanMeier`, NaN for its null
 * @throws InputError as `kaplanMeier`
 */
export function kaplanMeierColumns(followUp: FollowUp, options: SurvivalOptions = {}): SurvivalColumns {
  const { level = 0.95, confidence = 'log-log' } = options;
  assertLevel(level);
  assertConfidenceScale(confidence);
  const checked = assertFollowUp(followUp);
  const table = riskTable(followUp, options.mergeNearTies ?? true, checked);
  const { atRisk, events } = table;
  const rows = table.time.length;
  const survivals = new Float64Array(rows);
  const logStandardError = new Float64Array(rows);
  const lower = new Float64Array(rows);
  const upper = new Float64Array(rows);
  const cumulativeHazard = new Float64Array(rows);
  const cumulativeHazardStandardError = new Float64Array(rows);

  const z = -normalQuantile((1 - level) / 2);
  const limits = { lower: 0, upper: 0 };
  let survival = 1;
  let varianceOfLog = 0; // Greenwood: sum of d / (n (n - d))
  let hazard = 0; // sum of d / n
  let varianceOfHazard = 0; // sum of d / n^2
  for (let row = 0; row < rows; row += 1) {
    const n = atRisk[row] as number;
    const d = events[row] as number;
    if (d > 0) {
      survival *= (n - d) / n;
      varianceOfLog += d / (n * (n - d));
      hazard += d / n;
      varianceOfHazard += d / (n * n);
    }
    const error = survival === 0 ? Number.NaN : Math.sqrt(varianceOfLog);
    survivalLimits(confidence, survival, error, z, limits);
    survivals[row] = survival;
    logStandardError[row] = error;
    lower[row] = limits.lower;
    upper[row] = limits.upper;
    cumulativeHazard[row] = hazard;
    cumulativeHazardStandardError[row] = Math.sqrt(varianceOfHazard);
  }
  return {
    ...table,
    survival: survivals,
    logStandardError,
    lower,
    upper,
    cumulativeHazard,
    cumulativeHazardStandardError,
  };
}

function estimable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
