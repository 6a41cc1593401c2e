import { membersByGroup } from '../survival/index.ts';
import type { StateTable } from './state-table.ts';

/** Variances of the probability of each state at each row of a table. */
export type StateVariances = { readonly eventFree: Float64Array; readonly incidence: readonly Float64Array[] };

/**
 * The infinitesimal jackknife: the sum over subjects of the squared influence that one more subject like this one would
 * have on the estimate. With a single cause and no late entries it is Greenwood's.
 *
 * The influence of a subject on the incidence F of a cause is, over the event times u at which it was at risk, the sum
 * of  a (dN' - d'/n) - (F(t) - F(u)) (dN - d/n) / (n - d),  with a = S(u-)/n, dN' the subject's event of the cause and
 * d' those of all. It moves along a line in F(t): so the sums over subjects of its square, of its product with the
 * slope of the line and of the squared slope say how all of them move, and no row has to look at each subject.
 *
 * @see Therneau & Grambsch (2000) 2.2; Therneau, Crowson & Atkinson (2023), the vignette on survival curves of R's survival
 */
export function stateVariances(table: StateTable, cause: Uint8Array, weight: Float64Array | null): StateVariances {
  const members = table.entryRow ? lateMembers(table, table.entryRow, cause, weight) : null;
  const incidence = table.eventsOf.map((_, place) => incidenceVariance(table, place, members));
  return { eventFree: eventFreeVariance(table, members), incidence };
}

/** Sums over subjects: how many, their influence U and the slope B of its line, U^2, U B and B^2. */
type Sums = { n: number; u: number; b: number; uu: number; ub: number; bb: number };

const noSums = (): Sums => ({ n: 0, u: 0, b: 0, uu: 0, ub: 0, bb: 0 });

function add(sums: Sums, n: number, u: number, b: number): void {
  sums.n += n;
  sums.u += n * u;
  sums.b += n * b;
  sums.uu += n * u * u;
  sums.ub += n * u * b;
  sums.bb += n * b * b;
}

/** F grows by a step: each influence moves along its line. */
function moveAlong(sums: Sums, step: number): void {
  sums.uu += step * (2 * sums.ub + step * sums.bb);
  sums.ub += step * sums.bb;
  sums.u += step * sums.b;
}

/** Every influence changes by du and every slope by db. */
function shift(sums: Sums, du: number, db: number): void {
  sums.uu += du * (2 * sums.u + du * sums.n);
  sums.ub += du * sums.b + db * sums.u + du * db * sums.n;
  sums.bb += db * (2 * sums.b + db * sums.n);
  sums.u += du * sums.n;
  sums.b += db * sums.n;
}

/** Who enters and who leaves at each row, where some enter late. */
type Members = {
  readonly entering: ReturnType<typeof membersByGroup>;
  readonly leaving: ReturnType<typeof membersByGroup>;
  readonly entryRow: Uint32Array;
  readonly cause: Uint8Array;
  readonly weight: Float64Array | null;
};

function lateMembers(
  table: StateTable,
  entryRow: Uint32Array,
  cause: Uint8Array,
  weight: Float64Array | null,
): Members {
  const count = table.time.length;
  return {
    // whoever enters after the last row is never at risk
    entering: membersByGroup({ code: entryRow, count: count + 1 }),
    leaving: membersByGroup({ code: table.exitRow, count }),
    entryRow,
    cause,
    weight,
  };
}

function incidenceVariance(table: StateTable, place: number, members: Members | null): Float64Array {
  const { atRisk, censored, events } = table;
  const own = table.eventsOf[place] as Float64Array;
  const rows = atRisk.length;
  const variance = new Float64Array(rows);
  const left = noSums();
  const present = noSums();
  const path = influencePath(rows);
  let survival = 1;
  for (let row = 0; row < rows; row += 1) {
    const n = atRisk[row] as number;
    const d = events[row] as number;
    const dOwn = own[row] as number;
    enter(present, members, row, n);
    const step = (survival * dOwn) / n;
    const isLast = d === n; // nobody stays free of the event, so that F stands still from here on
    const slope = isLast ? 0 : d / (n * (n - d));
    moveAlong(left, step);
    moveAlong(present, step);
    shift(present, -step / n, slope);
    path.advance(row, step, n, slope);

    const jump = survival / n;
    const turn = isLast ? 0 : -1 / (n - d);
    if (members) {
      const { start, members: subjects } = members.leaving;
      for (let at = start[row] as number; at < (start[row + 1] as number); at += 1) {
        const subject = subjects[at] as number;
        const count = members.weight ? (members.weight[subject] as number) : 1;
        const from = members.entryRow[subject] as number;
        const u = path.influenceSince(from);
        const b = path.slopeSince(from);
        add(present, -count, u, b);
        const cause = members.cause[subject] as number;
        add(left, count, cause === place + 1 ? u + jump : u, cause === 0 ? b : b + turn);
      }
    } else {
      const u = path.influenceSince(0);
      const b = path.slopeSince(0);
      add(left, censored[row] as number, u, b);
      add(left, d - dOwn, u, b + turn);
      add(left, dOwn, u + jump, b + turn);
      const stay = n - d - (censored[row] as number);
      Object.assign(present, noSums());
      add(present, stay, u, b);
    }
    survival *= (n - d) / n;
    variance[row] = Math.max(0, left.uu + present.uu);
  }
  return variance;
}

function eventFreeVariance(table: StateTable, members: Members | null): Float64Array {
  const { atRisk, censored, events } = table;
  const rows = atRisk.length;
  const variance = new Float64Array(rows);
  const left = noSums();
  const present = noSums();
  const path = influencePath(rows);
  let survival = 1;
  for (let row = 0; row < rows; row += 1) {
    const n = atRisk[row] as number;
    const d = events[row] as number;
    enter(present, members, row, n);
    survival *= (n - d) / n;
    if (survival === 0) break; // for good, and nobody's influence changes that
    const slope = d / (n * (n - d));
    const turn = -1 / (n - d);
    shift(present, 0, slope);
    path.advance(row, 0, n, slope);
    if (members) {
      const { start, members: subjects } = members.leaving;
      for (let at = start[row] as number; at < (start[row + 1] as number); at += 1) {
        const subject = subjects[at] as number;
        const count = members.weight ? (members.weight[subject] as number) : 1;
        const b = path.slopeSince(members.entryRow[subject] as number);
        add(present, -count, 0, b);
        add(left, count, 0, members.cause[subject] === 0 ? b : b + turn);
      }
    } else {
      const b = path.slopeSince(0);
      add(left, censored[row] as number, 0, b);
      add(left, d, 0, b + turn);
      const stay = n - d - (censored[row] as number);
      Object.assign(present, noSums());
      add(present, stay, 0, b);
    }
    variance[row] = survival * survival * Math.max(0, left.bb + present.bb);
  }
  return variance;
}

function enter(present: Sums, members: Members | null, row: number, n: number): void {
  if (!members) {
    if (row === 0) present.n = n;
    return;
  }
  const { start, members: subjects } = members.entering;
  for (let at = start[row] as number; at < (start[row + 1] as number); at += 1) {
    present.n += members.weight ? (members.weight[subjects[at] as number] as number) : 1;
  }
}

/**
 * The influence and its slope for a subject that has been at risk since a row, without an event of its own: from sums
 * up to now less those up to its entry.
 */
function influencePath(rows: number) {
  // before each row: F, the sum of steps/n, of slopes, and of slopes times how far F has come since each of them
  const incidence = new Float64Array(rows + 1);
  const taken = new Float64Array(rows + 1);
  const slopes = new Float64Array(rows + 1);
  const given = new Float64Array(rows + 1);
  let now = 0;
  return {
    advance(row: number, step: number, n: number, slope: number): void {
      now = row + 1;
      incidence[now] = (incidence[row] as number) + step;
      taken[now] = (taken[row] as number) + step / n;
      given[now] = (given[row] as number) + step * (slopes[row] as number);
      slopes[now] = (slopes[row] as number) + slope;
    },
    slopeSince(from: number): number {
      return (slopes[now] as number) - (slopes[from] as number);
    },
    influenceSince(from: number): number {
      const grown = (incidence[now] as number) - (incidence[from] as number);
      const gained = (given[now] as number) - (given[from] as number) - grown * (slopes[from] as number);
      return gained - ((taken[now] as number) - (taken[from] as number));
    },
  };
}
