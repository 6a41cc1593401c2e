import { normalQuantile } from '../distributions/index.ts';
import { assertLevel, assertWhole } from '../input/index.ts';
import {
  assertConfidenceScale,
  type ConfidenceScale,
  mergeNearTies,
  type SurvivalOptions,
  survivalLimits,
} from '../survival/index.ts';
import { anyCauseFollowUp, type CompetingFollowUp, causesIn } from './competing-follow-up.ts';
import { stateVariances } from './influence-variance.ts';
import { stateTable } from './state-table.ts';

export type CumulativeIncidenceOptions = SurvivalOptions & {
  /** how many causes there are, also those that nobody had; the highest that occurs unless given */
  readonly causes?: number;
};

/** The probability of a state from each time on. */
export type StateProbability = {
  readonly probability: Float64Array;
  /** by the infinitesimal jackknife, as R's survfit */
  readonly standardError: Float64Array;
  /**
   * limits of the probability itself on the scale asked for; null where they cannot be estimated: on the plain scale
   * nowhere, on the log scale at 0, on the others at 0 and 1
   */
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
};

/** Flat columns with one row per distinct time of leaving, ascending; times of censoring only are rows too. */
export type CumulativeIncidence = {
  readonly level: number;
  readonly confidence: ConfidenceScale;
  /** rows of the follow-up, whatever their weight */
  readonly subjects: number;
  readonly time: Float64Array;
  /** at risk just before the time, by weight */
  readonly atRisk: Float64Array;
  readonly censored: Float64Array;
  /** events[cause - 1] */
  readonly events: readonly Float64Array[];
  /** still without any event */
  readonly eventFree: StateProbability;
  /** incidence[cause - 1]: has had the event of the cause */
  readonly incidence: readonly StateProbability[];
};

/**
 * Aalen-Johansen estimate of the cumulative incidence of each of several causes, of which a subject has at most one.
 *
 * At each event time t the incidence of a cause rises by S(t-) d/n: d events of the cause among the n subjects with
 * entry < t <= exit, S the Kaplan-Meier estimate of being free of every cause. One less Kaplan-Meier with the other
 * causes censored is larger than this wherever they occur. Standard errors are those of the infinitesimal jackknife
 * (not Gray's variance, of which they differ in the third digit); pointwise limits. Weights count as that many
 * subjects. O(n log n) time, linear for whole days.
 *
 * @param followUp - columns in any order, in one unit of time
 * @returns no rows for an empty follow-up
 * @throws InputError `followUp.*` or `competing.cause` with the index of the subject, `level.range`, `survival.confidence`
 * @see Aalen & Johansen (1978) Scand J Stat 5:141; R: survfit with a factor as status
 */
export function cumulativeIncidence(
  followUp: CompetingFollowUp,
  options: CumulativeIncidenceOptions = {},
): CumulativeIncidence {
  const { level = 0.95, confidence = 'log-log', causes = causesIn(followUp.cause) } = options;
  assertLevel(level);
  assertConfidenceScale(confidence);
  assertWhole('number of causes', causes, 0);
  const checked = anyCauseFollowUp(followUp, causes);
  const merged = (options.mergeNearTies ?? true) ? mergeNearTies(checked) : checked;
  const table = stateTable(merged, followUp.cause, causes);
  const variances = stateVariances(table, followUp.cause, merged.weight ?? null);
  const { eventFree, incidence } = stateProbabilities(table.atRisk, table.events, table.eventsOf);

  const z = -normalQuantile((1 - level) / 2);
  const others = otherEvents(table.events, table.eventsOf);
  return {
    level,
    confidence,
    subjects: followUp.exit.length,
    time: table.time,
    atRisk: table.atRisk,
    censored: table.censored,
    events: table.eventsOf,
    eventFree: withLimits(eventFree, variances.eventFree, confidence, z),
    incidence: incidence.map((probability, place) => {
      // as long as no other cause has occurred the incidence is 1 - S, and has its variance to the last digit
      const variance = (variances.incidence[place] as Float64Array).map((value, row) =>
        (others[place]?.[row] as number) === 0 ? (variances.eventFree[row] as number) : value,
      );
      return withLimits(probability, variance, confidence, z);
    }),
  };
}

function stateProbabilities(atRisk: Float64Array, events: Float64Array, eventsOf: readonly Float64Array[]) {
  const eventFree = new Float64Array(atRisk.length);
  const incidence = eventsOf.map(() => new Float64Array(atRisk.length));
  const reached = eventsOf.map(() => 0);
  let survival = 1;
  for (let row = 0; row < atRisk.length; row += 1) {
    const n = atRisk[row] as number;
    for (let place = 0; place < eventsOf.length; place += 1) {
      reached[place] = (reached[place] as number) + (survival * (eventsOf[place]?.[row] as number)) / n;
      (incidence[place] as Float64Array)[row] = reached[place] as number;
    }
    survival *= (n - (events[row] as number)) / n;
    eventFree[row] = survival;
  }
  return { eventFree, incidence };
}

/** For each cause how many events of other causes there have been up to each row. */
function otherEvents(events: Float64Array, eventsOf: readonly Float64Array[]): Float64Array[] {
  return eventsOf.map((own) => {
    let sum = 0;
    return events.map((count, row) => {
      sum += count - (own[row] as number);
      return sum;
    });
  });
}

function withLimits(
  probability: Float64Array,
  variance: Float64Array,
  confidence: ConfidenceScale,
  z: number,
): StateProbability {
  const rows = probability.length;
  const standardError = variance.map(Math.sqrt);
  const lower: (number | null)[] = new Array(rows);
  const upper: (number | null)[] = new Array(rows);
  const limits = { lower: 0, upper: 0 };
  for (let row = 0; row < rows; row += 1) {
    stateLimits(confidence, probability[row] as number, standardError[row] as number, z, limits);
    lower[row] = Number.isNaN(limits.lower) ? null : limits.lower;
    upper[row] = Number.isNaN(limits.upper) ? null : limits.upper;
  }
  return { probability, standardError, lower, upper };
}

/** As those of a survival probability; the plain interval exists at 0 too, where its error is 0. */
function stateLimits(
  confidence: ConfidenceScale,
  probability: number,
  standardError: number,
  z: number,
  into: { lower: number; upper: number },
): void {
  if (confidence === 'plain') {
    into.lower = Math.max(0, probability - z * standardError);
    into.upper = Math.min(1, probability + z * standardError);
    return;
  }
  survivalLimits(confidence, probability, standardError / probability, z, into);
}
