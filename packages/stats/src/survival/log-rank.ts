import { chiSquareUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { cholesky, choleskySolve } from '../linear-algebra/index.ts';
import { assertFollowUp, type FollowUp, followUpOf } from './follow-up.ts';
import { assertGrouping, type Grouping, membersByGroup } from './grouping.ts';
import { mergeNearTies } from './near-ties.ts';
import { DAYS_PER_SUBJECT, timeRows } from './time-rows.ts';

/**
 * What each event time counts: 1 (log-rank), the number at risk (Gehan), its square root (Tarone-Ware), or
 * S(t-)^p (1 - S(t-))^q with the Kaplan-Meier estimate of all groups together (Fleming-Harrington; p = 1, q = 0 is
 * close to Peto and Peto's test and R's rho = 1).
 */
export type LogRankWeight =
  | 'logRank'
  | 'gehan'
  | 'taroneWare'
  | { readonly kind: 'flemingHarrington'; readonly p: number; readonly q: number };

export type LogRankOptions = {
  /** groups are compared within each stratum, and the comparisons are added up */
  readonly stratum?: Grouping | null;
  /** 'logRank' unless given */
  readonly weight?: LogRankWeight;
  /** false keeps times apart that differ by rounding only; true unless given */
  readonly mergeNearTies?: boolean;
};

export type LogRankTest = {
  /** rows of the follow-up in each group, whatever their weight */
  readonly subjects: Float64Array;
  /** events of each group, each times the weight of its time */
  readonly observed: Float64Array;
  /** the events expected of each group if all had the same hazard, weighted alike */
  readonly expected: Float64Array;
  /** of observed - expected: groups x groups, row by row, by the hypergeometric distribution */
  readonly variance: Float64Array;
  /** one array over the groups for each stratum */
  readonly observedByStratum: readonly Float64Array[];
  readonly expectedByStratum: readonly Float64Array[];
  /** how many groups are compared beyond the first: those with expected events, less 1 */
  readonly degreesOfFreedom: number;
  /** null where the groups cannot be compared */
  readonly chiSquare: number | null;
  readonly pValue: number | null;
  /** nobody had the event; or at no event time more than one group was at risk */
  readonly whyNull: 'noEvents' | 'noComparison' | null;
};

/**
 * Log-rank test that two or more groups have the same hazard at all times, with its weighted and stratified forms.
 *
 * At each event time the events of a group are compared with its share of those at risk, entry < t <= exit; the
 * variance is that of draws without replacement, 0 where one subject is left. A group that is never at risk at an
 * event time has no share in the degrees of freedom. Weights count as that many subjects. Linear for whole days, else
 * one sort; with k groups k^2 for each event time.
 *
 * @returns chi-square and p null with `whyNull` when nobody had the event, or no event fell while two groups were at
 *   risk
 * @throws InputError `followUp.*`, `grouping.*`, `logRank.groups` for fewer than two groups, `logRank.weight`
 * @see Mantel (1966) Cancer Chemother Rep 50:163; Fleming & Harrington (1991), 7.1; Klein & Moeschberger (2003), 7.3-7.5
 */
export function logRank(followUp: FollowUp, group: Grouping, options: LogRankOptions = {}): LogRankTest {
  const { stratum = null, weight = 'logRank' } = options;
  const { latestDay } = assertFollowUp(followUp);
  assertGrouping(group, followUp.exit.length);
  if (stratum) assertGrouping(stratum, followUp.exit.length);
  assertGroups(group.count);
  assertWeight(weight);

  const merges = latestDay === null && (options.mergeNearTies ?? true);
  const merged = merges ? mergeNearTies(followUp) : followUp;
  const variance = new Float64Array(group.count * group.count);
  const strata = stratum ? splitByStratum(merged, group, stratum) : [{ followUp: merged, group }];
  const parts = strata.map((part) => compareWithinStratum(part.followUp, part.group, weight, variance, latestDay));
  const observed = addUp(
    parts.map((part) => part.observed),
    group.count,
  );
  const expected = addUp(
    parts.map((part) => part.expected),
    group.count,
  );
  return {
    subjects: countMembers(group),
    observed,
    expected,
    variance,
    observedByStratum: parts.map((part) => part.observed),
    expectedByStratum: parts.map((part) => part.expected),
    ...chiSquareOf(observed, expected, variance),
  };
}

type Part = { observed: Float64Array; expected: Float64Array };

/** Adds the stratum's variance to the given matrix. */
function compareWithinStratum(
  { entry, exit, event, weight: count }: FollowUp,
  { code, count: groups }: Grouping,
  weight: LogRankWeight,
  variance: Float64Array,
  latestDay: number | null,
): Part {
  const { rows, exit: exitRow, entry: entryRow } = rowsOf(exit, entry, latestDay);
  // the events of a row beside its censorings, so that each subject touches one place in memory
  const leaving = new Float64Array(2 * rows * groups);
  for (let index = 0; index < exitRow.length; index += 1) {
    const place = 2 * (((exitRow[index] as number) | 0) * groups + (code[index] as number)) + (event[index] as number);
    leaving[place] = (leaving[place] as number) + (count ? (count[index] as number) : 1);
  }
  const atRisk = new Float64Array((rows + 1) * groups);
  if (entryRow) takeOffTheLate(atRisk, entryRow, code, groups, count);
  for (let place = rows * groups - 1; place >= 0; place -= 1) {
    const left = (leaving[2 * place] as number) + (leaving[2 * place + 1] as number);
    atRisk[place] = (atRisk[place] as number) + left + (atRisk[place + groups] as number);
  }

  const observed = new Float64Array(groups);
  const expected = new Float64Array(groups);
  let survival = 1; // of all groups together, just before the time
  for (let row = 0; row < rows; row += 1) {
    const from = row * groups;
    let n = 0;
    let d = 0;
    for (let group = 0; group < groups; group += 1) {
      n += atRisk[from + group] as number;
      d += leaving[2 * (from + group) + 1] as number;
    }
    if (d === 0) continue;
    const w = weightAt(weight, n, survival);
    survival *= (n - d) / n;
    const spread = n > 1 ? (w * w * d * (n - d)) / (n * n * (n - 1)) : 0;
    for (let group = 0; group < groups; group += 1) {
      const members = atRisk[from + group] as number;
      if (members === 0) continue;
      observed[group] = (observed[group] as number) + w * (leaving[2 * (from + group) + 1] as number);
      expected[group] = (expected[group] as number) + (w * d * members) / n;
      for (let other = 0; other < groups; other += 1) {
        const place = group * groups + other;
        const shared = (other === group ? n : 0) - (atRisk[from + other] as number);
        variance[place] = (variance[place] as number) + spread * members * shared;
      }
    }
  }
  return { observed, expected };
}

/** As `timeRows`; where nobody enters late a day is its own row, and nothing need be written down. */
function rowsOf(exit: Float64Array, entry: Float64Array | null | undefined, latestDay: number | null) {
  if (latestDay === null || entry || latestDay > DAYS_PER_SUBJECT * exit.length) return timeRows(exit, entry);
  return { rows: latestDay + 1, exit, entry: null };
}

/** Those who enter late count from the end backwards until their entry: there they are taken off again. */
function takeOffTheLate(
  atRisk: Float64Array,
  entryRow: Uint32Array,
  code: Uint32Array,
  groups: number,
  count: Float64Array | null | undefined,
): void {
  for (let index = 0; index < entryRow.length; index += 1) {
    const from = entryRow[index] as number;
    if (from === 0) continue;
    const before = (from - 1) * groups + (code[index] as number);
    atRisk[before] = (atRisk[before] as number) - (count ? (count[index] as number) : 1);
  }
}

function weightAt(weight: LogRankWeight, atRisk: number, survival: number): number {
  if (weight === 'logRank') return 1;
  if (weight === 'gehan') return atRisk;
  if (weight === 'taroneWare') return Math.sqrt(atRisk);
  return survival ** weight.p * (1 - survival) ** weight.q;
}

function chiSquareOf(
  observed: Float64Array,
  expected: Float64Array,
  variance: Float64Array,
): Pick<LogRankTest, 'chiSquare' | 'degreesOfFreedom' | 'pValue' | 'whyNull'> {
  const groups = observed.length;
  const compared = Array.from(expected.keys()).filter((group) => (expected[group] as number) > 0);
  // the differences add up to 0, so one group says nothing that the others have not said
  const free = compared.slice(1);
  const matrix = new Float64Array(free.length ** 2);
  const difference = new Float64Array(free.length);
  free.forEach((group, row) => {
    difference[row] = (observed[group] as number) - (expected[group] as number);
    free.forEach((other, column) => {
      matrix[row * free.length + column] = variance[group * groups + other] as number;
    });
  });
  const found = cholesky(matrix, free.length);
  if (found.rank === 0) {
    const whyNull = compared.length === 0 ? 'noEvents' : 'noComparison';
    return { chiSquare: null, degreesOfFreedom: 0, pValue: null, whyNull };
  }
  const solved = choleskySolve(found, difference);
  const chiSquare = solved.reduce((sum, value, row) => sum + value * (difference[row] as number), 0);
  const degreesOfFreedom = found.rank;
  return { chiSquare, degreesOfFreedom, pValue: chiSquareUpperTail(chiSquare, degreesOfFreedom), whyNull: null };
}

function splitByStratum(followUp: FollowUp, group: Grouping, stratum: Grouping) {
  const { start, members } = membersByGroup(stratum);
  const parts: { followUp: FollowUp; group: Grouping }[] = [];
  for (let place = 0; place < stratum.count; place += 1) {
    const rows = members.subarray(start[place], start[place + 1]);
    const code = new Uint32Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) code[row] = group.code[rows[row] as number] as number;
    parts.push({ followUp: followUpOf(followUp, rows), group: { code, count: group.count } });
  }
  return parts;
}

function addUp(columns: readonly Float64Array[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const column of columns) {
    for (let place = 0; place < length; place += 1) sum[place] = (sum[place] as number) + (column[place] as number);
  }
  return sum;
}

function countMembers({ code, count }: Grouping): Float64Array {
  const subjects = new Float64Array(count);
  for (let index = 0; index < code.length; index += 1) {
    const group = code[index] as number;
    subjects[group] = (subjects[group] as number) + 1;
  }
  return subjects;
}

function assertGroups(groups: number): void {
  if (groups >= 2) return;
  throw new InputError(
    'logRank.groups',
    `A comparison needs two groups or more. There is ${groups}. Name a variable with two values among these subjects.`,
  );
}

function assertWeight(weight: LogRankWeight): void {
  if (weight === 'logRank' || weight === 'gehan' || weight === 'taroneWare') return;
  const isPower = (power: number) => power >= 0 && power < Number.POSITIVE_INFINITY;
  if (typeof weight === 'object' && weight.kind === 'flemingHarrington' && isPower(weight.p) && isPower(weight.q))
    return;
  const given = typeof weight === 'object' ? `p = ${weight.p}, q = ${weight.q}` : String(weight);
  throw new InputError(
    'logRank.weight',
    `A log-rank test weighs its times by one of logRank, gehan, taroneWare, or by Fleming and Harrington with p and q of 0 or more. This is ${given}. Choose one of them.`,
  );
}
