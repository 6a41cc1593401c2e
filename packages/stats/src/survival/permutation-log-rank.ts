import { assertBound, assertLevel, assertWhole, InputError } from '../input/index.ts';
import { cholesky, choleskyInverse } from '../linear-algebra/index.ts';
import { clopperPearson } from '../proportions/index.ts';
import { seededUniform } from '../random/index.ts';
import { assertFollowUp, type FollowUp, followUpOf } from './follow-up.ts';
import { assertGrouping, type Grouping, membersByGroup } from './grouping.ts';
import { mergeNearTies } from './near-ties.ts';
import { timeRows } from './time-rows.ts';

export type PermutationOptions = {
  /** groups are exchanged within each stratum only */
  readonly stratum?: Grouping | null;
  /** up to this many different groupings are gone through; 1,000,000 unless given. Beyond, some are drawn */
  readonly budget?: number;
  /** how many are drawn then; 10,000 unless given */
  readonly draws?: number;
  /** the same seed draws the same groupings; 1 unless given */
  readonly seed?: number;
  /** of the interval of a p value from draws; 0.95 unless given */
  readonly level?: number;
  /** false keeps times apart that differ by rounding only; true unless given */
  readonly mergeNearTies?: boolean;
};

export type PermutationLogRank = {
  /** the groups' sums of log-rank scores, squared and weighed by their variance over all groupings */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly method: 'exact' | 'monteCarlo' | null;
  /** the smallest p value that any grouping would have had; null unless exact */
  readonly smallestAttainable: number | null;
  /** of the exact p value, from draws; null where it is exact itself */
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number } | null;
  readonly draws: number;
  readonly whyNull: 'noEvents' | 'noComparison' | null;
};

/**
 * Permutation form of the log-rank test, for few subjects: how rare the observed grouping is among all that give the
 * groups the same sizes. A subject's score is its event less the hazard it met (Nelson-Aalen, all groups together), so a
 * group's sum is observed less expected, and the scores stay while groups are exchanged. Exact under the hypothesis
 * that neither survival nor censoring differs between the groups.
 *
 * Subjects with equal scores are exchanged together: with few events there are few groupings, however many subjects.
 *
 * @param followUp - from the start, each row one subject
 * @returns from draws p = (1 + those at least as rare)/(1 + draws), never 0, and an interval of the exact one
 * @throws InputError `followUp.*`, `grouping.*`, `logRank.groups` for fewer than two groups, `permutation.entry` with the
 *   index of a subject who enters late, `permutation.weight`, `permutation.draws`
 * @see Peto & Peto (1972) J R Stat Soc A 135:185; Heimann & Neuhaus (1998) Biometrics 54:168
 */
export function permutationLogRank(
  followUp: FollowUp,
  group: Grouping,
  options: PermutationOptions = {},
): PermutationLogRank {
  const { stratum = null, budget = 1_000_000, draws = 10_000, seed = 1, level = 0.95 } = options;
  const subjects = followUp.exit.length;
  assertFollowUp(followUp);
  assertGrouping(group, subjects);
  if (stratum) assertGrouping(stratum, subjects);
  assertPermutable(followUp, group.count, draws);
  assertBound('work budget', budget);
  assertWhole('seed', seed, 0);
  assertLevel(level);
  const merged = (options.mergeNearTies ?? true) ? mergeNearTies(followUp) : followUp;
  const strata = stratum ?? { code: new Uint32Array(subjects), count: 1 };
  const parts = partsOf(merged, group, strata);
  const nothing = {
    statistic: null,
    pValue: null,
    method: null,
    smallestAttainable: null,
    interval: null,
    draws: 0,
  } as const;
  if (!followUp.event.includes(1)) return { ...nothing, whyNull: 'noEvents' };
  const rarity = rarityOf(parts, group.count);
  if (!rarity) return { ...nothing, whyNull: 'noComparison' };

  const observed = rarity(sumsOf(parts, group.count));
  const asRareFrom = leastAsRare(observed);
  const exact = allGroupings(parts, group.count, rarity, asRareFrom, budget);
  if (exact) return { ...nothing, ...exact, statistic: observed, method: 'exact', whyNull: null };

  const uniform = seededUniform(seed);
  let hits = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    for (const part of parts) shuffle(part.codes, uniform);
    if (rarity(sumsOf(parts, group.count)) >= asRareFrom) hits += 1;
  }
  const { lower, upper } = clopperPearson(hits, draws, level);
  return {
    ...nothing,
    statistic: observed,
    pValue: (hits + 1) / (draws + 1),
    method: 'monteCarlo',
    interval: { lower: lower as number, upper: upper as number, level },
    draws,
    whyNull: null,
  };
}

/** Equal but for rounding is as rare; where the groups are alike the statistic is 0, or what rounding leaves of it. */
function leastAsRare(observed: number): number {
  return observed * (1 - 1e-9) - 1e-12;
}

/** One stratum: scores and groups of its subjects. */
type Part = { scores: Float64Array; codes: Uint32Array };

function partsOf(followUp: FollowUp, group: Grouping, strata: Grouping): Part[] {
  const { start, members } = membersByGroup(strata);
  return Array.from({ length: strata.count }, (_, place) => {
    const own = members.subarray(start[place], start[place + 1]);
    return {
      scores: scoresOf(followUpOf(followUp, own)),
      codes: Uint32Array.from(own, (index) => group.code[index] as number),
    };
  });
}

/** Each subject's event less the cumulative hazard up to and including its time. */
function scoresOf({ exit, event }: FollowUp): Float64Array {
  const { rows, exit: rowOf } = timeRows(exit);
  const leaving = new Float64Array(rows);
  const events = new Float64Array(rows);
  for (let index = 0; index < exit.length; index += 1) {
    const row = rowOf[index] as number;
    leaving[row] = (leaving[row] as number) + 1;
    events[row] = (events[row] as number) + (event[index] as number);
  }
  let atRisk = exit.length;
  let hazard = 0;
  const met = leaving.map((left, row) => {
    if (left > 0) hazard += (events[row] as number) / atRisk;
    atRisk -= left;
    return hazard;
  });
  return Float64Array.from(rowOf, (row, index) => (event[index] as number) - (met[row] as number));
}

function sumsOf(parts: readonly Part[], groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (const { scores, codes } of parts) {
    for (let at = 0; at < scores.length; at += 1) {
      const code = codes[at] as number;
      sums[code] = (sums[code] as number) + (scores[at] as number);
    }
  }
  return sums;
}

/** The quadratic form of a grouping's sums by their variance over all groupings; null where that is 0. */
function rarityOf(parts: readonly Part[], groups: number): ((sums: Float64Array) => number) | null {
  const size = groups - 1; // the scores add up to 0
  const variance = new Float64Array(size * size);
  for (const { scores, codes } of parts) {
    const n = scores.length;
    if (n < 2) continue;
    const squares = scores.reduce((sum, score) => sum + score * score, 0) / (n - 1);
    const members = new Float64Array(groups);
    for (const code of codes) members[code] = (members[code] as number) + 1;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) {
        const shared = (members[i] as number) * ((i === j ? 1 : 0) - (members[j] as number) / n);
        variance[i * size + j] = (variance[i * size + j] as number) + squares * shared;
      }
    }
  }
  const factor = cholesky(variance, size);
  if (factor.rank === 0) return null;
  const inverse = choleskyInverse(factor);
  return (sums) => {
    let form = 0;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) {
        form += (sums[i] as number) * (inverse[i * size + j] as number) * (sums[j] as number);
      }
    }
    return form;
  };
}

/** Goes through all ways to give the classes of equal scores to the groups; null when they are more than the budget. */
function allGroupings(
  parts: readonly Part[],
  groups: number,
  rarity: (sums: Float64Array) => number,
  asRareFrom: number,
  budget: number,
): { pValue: number; smallestAttainable: number } | null {
  const classes = parts.flatMap(({ scores, codes }, part) => {
    const sorted = scores.slice().sort();
    const found: { part: number; score: number; count: number }[] = [];
    for (const score of sorted) {
      const last = found[found.length - 1];
      // scores that differ by rounding are equal
      if (last && score - last.score <= 1e-12 * codes.length) last.count += 1;
      else found.push({ part, score, count: 1 });
    }
    return found;
  });
  const left = parts.map(({ codes }) => {
    const members = new Float64Array(groups);
    for (const code of codes) members[code] = (members[code] as number) + 1;
    return members;
  });
  const sums = new Float64Array(groups);
  let groupings = 0;
  let all = 0;
  let asRare = 0;
  let rarest = 0;
  let ofRarest = 0;

  /** Gives `rest` of a class to group and those after it; the weight counts the ways to choose them. */
  const deal = (place: number, group: number, rest: number, logWeight: number): boolean => {
    const one = classes[place];
    if (!one) {
      groupings += 1;
      const weight = Math.exp(logWeight);
      const value = rarity(sums);
      all += weight;
      if (value >= asRareFrom) asRare += weight;
      if (value > rarest * (1 + 1e-9)) {
        rarest = value;
        ofRarest = weight;
      } else if (value >= rarest * (1 - 1e-9)) ofRarest += weight;
      return groupings <= budget;
    }
    const room = left[one.part] as Float64Array;
    const isLast = group === groups - 1;
    const least = isLast ? rest : 0;
    for (let taken = least; taken <= rest; taken += 1) {
      if (taken > (room[group] as number)) break;
      room[group] = (room[group] as number) - taken;
      sums[group] = (sums[group] as number) + taken * one.score;
      const further = logWeight - logFactorial(taken);
      const next = classes[place + 1];
      const goesOn = isLast
        ? deal(place + 1, 0, next?.count ?? 0, further + (next ? logFactorial(next.count) : 0))
        : deal(place, group + 1, rest - taken, further);
      room[group] = (room[group] as number) + taken;
      sums[group] = (sums[group] as number) - taken * one.score;
      if (!goesOn) return false;
    }
    return true;
  };
  const first = classes[0]?.count ?? 0;
  // the weights of all groupings add up to n!/(n1! n2! ...) of each stratum: their logarithm keeps them within doubles
  const total = left.reduce(
    (sum, members) =>
      sum + logFactorial(members.reduce((a, b) => a + b, 0)) - members.reduce((a, b) => a + logFactorial(b), 0),
    0,
  );
  if (!deal(0, 0, first, logFactorial(first) - total)) return null;
  return { pValue: Math.min(1, asRare / all), smallestAttainable: ofRarest / all };
}

const LOG_FACTORIALS = [0];

function logFactorial(n: number): number {
  for (let k = LOG_FACTORIALS.length; k <= n; k += 1)
    LOG_FACTORIALS.push((LOG_FACTORIALS[k - 1] as number) + Math.log(k));
  return LOG_FACTORIALS[n] as number;
}

/** @see Fisher & Yates (1938); Durstenfeld (1964) */
function shuffle(codes: Uint32Array, uniform: () => number): void {
  for (let last = codes.length - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    const kept = codes[last] as number;
    codes[last] = codes[other] as number;
    codes[other] = kept;
  }
}

function assertPermutable({ entry, weight }: FollowUp, groups: number, draws: number): void {
  if (!(draws >= 1 && Number.isInteger(draws))) {
    throw new InputError(
      'permutation.draws',
      `Groupings are drawn a whole number of times, once or more. This asks for ${draws}. Give 10,000 for two digits of p.`,
    );
  }
  if (groups < 2) {
    throw new InputError(
      'logRank.groups',
      `A comparison needs two groups or more. There is ${groups}. Name a variable with two values among these subjects.`,
    );
  }
  if (weight) {
    throw new InputError(
      'permutation.weight',
      'A permutation test exchanges subjects, each of them one row. These rows have weights. Write each subject out.',
    );
  }
  const late = entry?.findIndex((time) => time > 0) ?? -1;
  if (late < 0) return;
  throw new InputError(
    'permutation.entry',
    `A permutation test exchanges subjects observed from the start. Subject ${late} enters at ${entry?.[late]}. Use the log-rank test, which takes late entries.`,
    late,
  );
}
