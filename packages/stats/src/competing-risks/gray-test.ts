import { chiSquareUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { type Cholesky, cholesky, choleskySolve } from '../linear-algebra/index.ts';
import {
  assertGrouping,
  type FollowUp,
  type Grouping,
  membersByGroup,
  mergeNearTies,
  timeRows,
} from '../survival/index.ts';
import { anyCauseFollowUp, type CompetingFollowUp, causesIn } from './competing-follow-up.ts';
import { withoutReplacement } from './gray-variance.ts';

export type GrayOptions = {
  /** the cause whose incidence is compared; 1 unless given */
  readonly cause?: number;
  /** groups are compared within each stratum, and the comparisons are added up */
  readonly stratum?: Grouping | null;
  /** event times weigh (1 - F(t-))^rho, F the incidence of all groups together; 0 unless given */
  readonly rho?: number;
  /** false keeps times apart that differ by rounding only; true unless given */
  readonly mergeNearTies?: boolean;
};

export type GrayTest = {
  /** of each group but the last: weighted events of the cause less those expected */
  readonly score: Float64Array;
  /** of the scores, row by row */
  readonly variance: Float64Array;
  readonly degreesOfFreedom: number;
  /** null where the groups cannot be compared */
  readonly chiSquare: number | null;
  readonly pValue: number | null;
  readonly whyNull: 'noEvents' | 'noComparison' | 'noVariance' | null;
};

/**
 * Gray's test that two or more groups have the same cumulative incidence of a cause, where other causes compete.
 *
 * It compares the hazards of the subdistribution: whoever had another event stays at risk, in the share that would not
 * have been censored, n (1 - F(t-)) / S(t-) for a group with n at risk. Unlike a log-rank test with the other causes
 * censored it speaks of what patients meet, not of a hazard. O(n log n) time, linear for whole days; with k groups k^3
 * for each event time.
 *
 * @param followUp - from the start; weights count as that many subjects
 * @returns chi-square and p null with `whyNull` when nobody had the event of the cause, the groups were never at risk
 *   together, or Gray's estimate of the variance, as it can among a few subjects with ties, is none: negative somewhere
 * @throws InputError `followUp.*`, `grouping.*`, `competing.cause`, `gray.groups` for fewer than two groups, `gray.rho`,
 *   `gray.entry` with the index of a subject who enters late
 * @see Gray (1988) Ann Stat 16:1141; R: cmprsk::cuminc
 */
export function grayTest(followUp: CompetingFollowUp, group: Grouping, options: GrayOptions = {}): GrayTest {
  const { cause = 1, stratum = null, rho = 0 } = options;
  const subjects = followUp.exit.length;
  assertCause(cause);
  const checked = anyCauseFollowUp(followUp, Math.max(cause, causesIn(followUp.cause)));
  assertGrouping(group, subjects);
  if (stratum) assertGrouping(stratum, subjects);
  assertGray(followUp, group.count, rho);
  const merged = (options.mergeNearTies ?? true) ? mergeNearTies(checked) : checked;

  const all = group.count;
  const compared = all - 1;
  const score = new Float64Array(compared);
  const variance = new Float64Array(compared * compared);
  const strata = membersByGroup(stratum ?? { code: new Uint32Array(subjects), count: 1 });
  let events = 0;
  for (let place = 0; place + 1 < strata.start.length; place += 1) {
    const members = strata.members.subarray(strata.start[place], strata.start[place + 1]);
    const table = groupTable(merged, followUp.cause, group, members, cause);
    events += compareIncidence(table, all, rho, score, variance);
  }
  return { score, variance, ...chiSquareOf(score, variance, events) };
}

/** Who leaves at each row, three cells a group: censored, with the cause, with another. */
type GroupTable = { rows: number; leaving: Float64Array; atStart: Float64Array };

function groupTable(
  { exit, weight }: FollowUp,
  causes: Uint8Array,
  group: Grouping,
  members: Uint32Array,
  cause: number,
): GroupTable {
  const times = new Float64Array(members.length);
  for (let at = 0; at < members.length; at += 1) times[at] = exit[members[at] as number] as number;
  const { rows, exit: rowOf } = timeRows(times);
  const leaving = new Float64Array(rows * group.count * 3);
  const atStart = new Float64Array(group.count);
  for (let at = 0; at < members.length; at += 1) {
    const subject = members[at] as number;
    const code = group.code[subject] as number;
    const count = weight ? (weight[subject] as number) : 1;
    const own = causes[subject] as number;
    const state = own === 0 ? 0 : own === cause ? 1 : 2;
    const place = ((rowOf[at] as number) * group.count + code) * 3 + state;
    leaving[place] = (leaving[place] as number) + count;
    atStart[code] = (atStart[code] as number) + count;
  }
  return { rows, leaving, atStart };
}

/**
 * One stratum: adds its scores and their variance, and says how many events of the cause it had. F is the incidence of
 * all groups together, S and F of a group its own; "before" is just before the time.
 */
function compareIncidence(
  { rows, leaving, atStart }: GroupTable,
  groups: number,
  rho: number,
  score: Float64Array,
  variance: Float64Array,
): number {
  const compared = groups - 1;
  const atRisk = atStart.slice();
  const freeBefore = new Float64Array(groups).fill(1);
  const free = freeBefore.slice();
  const ownBefore = new Float64Array(groups);
  const share = new Float64Array(groups); // n / S before, what a group weighs among all
  const a = new Float64Array(groups * groups);
  const c = new Float64Array(groups * groups);
  const crossed = new Float64Array(groups * groups);
  const squared = new Float64Array(groups);
  let incidenceBefore = 0;
  let total = 0;
  const cell = (row: number, group: number, state: number) => leaving[(row * groups + group) * 3 + state] as number;

  /** Adds events of a group whose influence on the score of group i is own(i) + turn c(i). */
  const addTerm = (group: number, weight: number, turn: number, hasOwn: boolean) => {
    squared[group] = (squared[group] as number) + weight * turn * turn;
    for (let i = 0; i < compared; i += 1) {
      const at = i * groups + group;
      const left = (hasOwn ? (a[at] as number) : 0) - turn * (c[at] as number);
      crossed[at] = (crossed[at] as number) + weight * left * turn;
      for (let j = 0; j < compared; j += 1) {
        const other = j * groups + group;
        const right = (hasOwn ? (a[other] as number) : 0) - turn * (c[other] as number);
        variance[i * compared + j] = (variance[i * compared + j] as number) + weight * left * right;
      }
    }
  };

  for (let row = 0; row < rows; row += 1) {
    let events = 0;
    let others = 0;
    let sumOfShares = 0;
    let expectedOfAll = 0;
    for (let group = 0; group < groups; group += 1) {
      const n = atRisk[group] as number;
      share[group] = 0;
      if (n <= 0) continue;
      const d = cell(row, group, 1);
      events += d;
      others += cell(row, group, 2);
      free[group] = ((freeBefore[group] as number) * (n - d - cell(row, group, 2))) / n;
      share[group] = n / (freeBefore[group] as number);
      sumOfShares += share[group] as number;
      expectedOfAll += (share[group] as number) * (1 - (ownBefore[group] as number));
    }
    if (events + others > 0) {
      total += events;
      const incidence = incidenceBefore + events / sumOfShares;
      const w = (1 - incidenceBefore) ** rho;
      for (let i = 0; i < groups; i += 1) {
        for (let j = 0; j < groups; j += 1) {
          const at = i * groups + j;
          const shared = (share[i] as number) * ((i === j ? 1 : 0) - (share[j] as number) / sumOfShares);
          a[at] = w * shared;
          // a group alone at risk is compared with none, also once all of the others have had the event
          if (shared !== 0) c[at] = (c[at] as number) + (w * shared * events) / (sumOfShares * (1 - incidenceBefore));
        }
      }
      for (let i = 0; i < compared; i += 1) {
        const expected = (events * (share[i] as number) * (1 - (ownBefore[i] as number))) / expectedOfAll;
        score[i] = (score[i] as number) + w * (cell(row, i, 1) - expected);
      }
      for (let group = 0; group < groups; group += 1) {
        const n = atRisk[group] as number;
        if (n <= 0) continue;
        const before = freeBefore[group] as number;
        const after = free[group] as number;
        const ratio = after > 0 ? (1 - incidence) / after : 0;
        if (events > 0) {
          const spread = withoutReplacement(events, sumOfShares * before);
          addTerm(group, (spread * before * events) / (sumOfShares * n), 1 - ratio, true);
        }
        const competing = cell(row, group, 2);
        if (competing > 0 && after > 0) {
          addTerm(group, (withoutReplacement(competing, n) * before ** 2 * competing) / n ** 2, -ratio, false);
        }
      }
      for (let group = 0; group < groups; group += 1) {
        const n = atRisk[group] as number;
        if (n <= 0) continue;
        ownBefore[group] = (ownBefore[group] as number) + ((freeBefore[group] as number) * cell(row, group, 1)) / n;
        freeBefore[group] = free[group] as number;
      }
      incidenceBefore = incidence;
    }
    for (let group = 0; group < groups; group += 1) {
      const left = cell(row, group, 0) + cell(row, group, 1) + cell(row, group, 2);
      atRisk[group] = (atRisk[group] as number) - left;
    }
  }

  for (let i = 0; i < compared; i += 1) {
    for (let j = 0; j < compared; j += 1) {
      for (let group = 0; group < groups; group += 1) {
        const [left, right] = [i * groups + group, j * groups + group];
        const [cLeft, cRight] = [c[left] as number, c[right] as number];
        variance[i * compared + j] =
          (variance[i * compared + j] as number) +
          cLeft * cRight * (squared[group] as number) +
          cLeft * (crossed[right] as number) +
          cRight * (crossed[left] as number);
      }
    }
  }
  return total;
}

function chiSquareOf(
  score: Float64Array,
  variance: Float64Array,
  events: number,
): Pick<GrayTest, 'chiSquare' | 'degreesOfFreedom' | 'pValue' | 'whyNull'> {
  const found = cholesky(variance, score.length);
  // of numbers of events: what is smaller is rounding
  const isNothing = variance.every((value) => Math.abs(value) < 1e-14);
  if (events === 0 || isNothing) {
    const whyNull = events === 0 ? 'noEvents' : 'noComparison';
    return { chiSquare: null, degreesOfFreedom: 0, pValue: null, whyNull };
  }
  // the scores of all groups add up to 0: whether their variance is one does not hang on the group that is left out
  if (!isVariance(variance, found))
    return { chiSquare: null, degreesOfFreedom: 0, pValue: null, whyNull: 'noVariance' };
  const solved = choleskySolve(found, score);
  const chiSquare = solved.reduce((sum, value, row) => sum + value * (score[row] as number), 0);
  return { chiSquare, degreesOfFreedom: found.rank, pValue: chiSquareUpperTail(chiSquare, found.rank), whyNull: null };
}

/** Whether a matrix is what its factor multiplies to again, which it is unless it is negative in some direction. */
function isVariance(matrix: Float64Array, { size, factor }: Cholesky): boolean {
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(largest)) return false;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = 0;
      for (let k = 0; k <= column; k += 1) {
        const left = k === row ? 1 : (factor[row * size + k] as number);
        const right = k === column ? 1 : (factor[column * size + k] as number);
        value += left * right * (factor[k * size + k] as number);
      }
      if (Math.abs(value - (matrix[row * size + column] as number)) > 1e-9 * largest) return false;
    }
  }
  return true;
}

function assertGray({ entry }: CompetingFollowUp, groups: number, rho: number): void {
  if (groups < 2) {
    throw new InputError(
      'gray.groups',
      `A comparison needs two groups or more. There is ${groups}. Name a variable with two values among these subjects.`,
    );
  }
  if (!(rho >= 0 && rho < Number.POSITIVE_INFINITY)) {
    throw new InputError(
      'gray.rho',
      `The power of Gray's weights is 0 or more. This one is ${rho}. Give 0 for his test.`,
    );
  }
  const late = entry?.findIndex((time) => time > 0) ?? -1;
  if (late < 0) return;
  throw new InputError(
    'gray.entry',
    `Gray's test is for subjects observed from the start. Subject ${late} enters at ${entry?.[late]}. Compare the cause-specific hazards by a log-rank test instead.`,
    late,
  );
}

function assertCause(cause: number): void {
  if (!(cause >= 1 && Number.isInteger(cause))) {
    throw new InputError('competing.cause', `Causes are numbered from 1. This asks for ${cause}. Give a whole number.`);
  }
}
