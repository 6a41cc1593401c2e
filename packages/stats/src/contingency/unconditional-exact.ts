import { hypergeometricCdf, hypergeometricMode, hypergeometricUpperTail, type Urn } from '../distributions/index.ts';
import { assertWord } from '../input/index.ts';
import { largestBinomialMean } from './binomial-mean.ts';
import { noLikelierP } from './fisher-exact.ts';
import { lastWhere } from './last-where.ts';
import { TIE } from './tie.ts';
import { assertTwoByTwo, type TwoByTwo } from './two-by-two.ts';

/** Of the first row's risk against the second's. */
export type Alternative = 'twoSided' | 'less' | 'greater';

export type UnconditionalOptions = {
  /** what orders the tables: the p value of Fisher's test (Boschloo), or the z score with pooled variance (Barnard) */
  statistic?: 'boschloo' | 'pooled';
  alternative?: Alternative;
};

export type UnconditionalExact = {
  /** Fisher's p value, or z: above 0 when the first row's risk is larger */
  statistic: number;
  pValue: number;
  /** the common risk at which that p value is reached */
  nuisance: number;
  /** tables with these rows that are at least as extreme */
  extremeTables: number;
};

/**
 * Exact test of two independent proportions that fixes the rows only, not the total of events: the largest probability,
 * over every common risk, of the tables that are at least as extreme as the observed one. With small groups it is
 * stronger than Fisher's test, and errs no more often than stated.
 *
 * Two-sided, tables are ordered by the two-sided Fisher p (by all tables no likelier) or by the size of z; programs that
 * double a one-sided p differ. Statistics that agree to 1e-9 (z) or a share of 1e-7 (p) are taken as equal.
 *
 * @returns p 1 when a row is empty, or nobody or everybody has the event
 * @throws InputError `table.count`
 * @see Barnard (1947) Biometrika 34:123; Boschloo (1970) Stat Neerl 24:1; Suissa & Shuster (1985) J R Stat Soc A 148:317
 */
export function unconditionalExact(table: TwoByTwo, options: UnconditionalOptions = {}): UnconditionalExact {
  assertTwoByTwo(table);
  const { statistic = 'boschloo', alternative = 'twoSided' } = options;
  assertWord('statistic', statistic, ['boschloo', 'pooled']);
  assertWord('alternative', alternative, ['twoSided', 'less', 'greater']);
  const [a, b, c, d] = table;
  const rows = { first: a + b, second: c + d };
  const order = (statistic === 'pooled' ? byScore : byFisher)(rows, alternative);
  const isExtreme = order.atLeastAsExtremeAs(a, a + c);

  // given the total of events the tables are an urn's draws, and the total itself is binomial with the common risk
  const total = rows.first + rows.second;
  const shares = new Float64Array(total + 1);
  let extremeTables = 0;
  let ordinary: Stretch | null = null;
  for (let events = 0; events <= total; events += 1) {
    const least = Math.max(0, events - rows.second);
    const most = Math.min(rows.first, events);
    const isOrdinary = (x: number) => !isExtreme(x, events);
    ordinary = ordinaryStretch(isOrdinary, order.centre(events), { first: least, last: most }, ordinary);
    const { first, last } = ordinary;
    const urn = urnWith(rows, events);
    shares[events] = Math.min(1, hypergeometricCdf(first - 1, urn) + hypergeometricUpperTail(last, urn));
    extremeTables += first - least + (most - last);
  }
  const { mean, at } = largestBinomialMean(shares);
  return { statistic: order.statistic(a, a + c), pValue: Math.min(1, mean), nuisance: at, extremeTables };
}

type Rows = { first: number; second: number };

/** How tables are ordered: each is named by the events of its first row and those of both. */
type Order = {
  statistic(x: number, events: number): number;
  atLeastAsExtremeAs(x: number, events: number): (x: number, events: number) => boolean;
  /** the least extreme x with so many events: from there on tables grow more extreme */
  centre(events: number): number;
};

function byScore({ first, second }: Rows, alternative: Alternative): Order {
  const total = first + second;
  const score = (x: number, events: number) => {
    const share = events / total;
    const z = (x / first - (events - x) / second) / Math.sqrt(share * (1 - share) * (1 / first + 1 / second));
    return Number.isNaN(z) ? 0 : z;
  };
  const extreme = alternative === 'twoSided' ? Math.abs : alternative === 'less' ? (z: number) => -z : (z: number) => z;
  return {
    statistic: score,
    atLeastAsExtremeAs(x, events) {
      const observed = extreme(score(x, events));
      const limit = observed - 1e-9 * Math.max(1, Math.abs(observed));
      return (otherX, otherEvents) => extreme(score(otherX, otherEvents)) >= limit;
    },
    centre(events) {
      const least = Math.max(0, events - second);
      const most = Math.min(first, events);
      if (alternative !== 'twoSided') return alternative === 'less' ? most : least;
      const even = total === 0 ? 0 : Math.floor((events * first) / total);
      return even < most && Math.abs(score(even + 1, events)) < Math.abs(score(even, events)) ? even + 1 : even;
    },
  };
}

function byFisher(rows: Rows, alternative: Alternative): Order {
  const p = (x: number, events: number) => {
    const urn = urnWith(rows, events);
    if (alternative === 'less') return hypergeometricCdf(x, urn);
    if (alternative === 'greater') return hypergeometricUpperTail(x - 1, urn);
    return noLikelierP(x, urn);
  };
  return {
    statistic: p,
    atLeastAsExtremeAs(x, events) {
      const limit = p(x, events) * (1 + TIE);
      return (otherX, otherEvents) => p(otherX, otherEvents) <= limit;
    },
    centre(events) {
      if (alternative === 'less') return Math.min(rows.first, events);
      if (alternative === 'greater') return Math.max(0, events - rows.second);
      return hypergeometricMode(urnWith(rows, events));
    },
  };
}

function urnWith({ first, second }: Rows, events: number): Urn {
  return { marked: first, unmarked: second, drawn: events };
}

type Stretch = { first: number; last: number };

/** The tables around the centre that are not extreme, near those of the total before; empty where even the centre is. */
function ordinaryStretch(isOrdinary: (x: number) => boolean, centre: number, range: Stretch, before: Stretch | null) {
  if (!isOrdinary(centre)) return { first: range.last + 1, last: range.last };
  return {
    first: lastWhere(isOrdinary, centre, range.first - 1, before?.first),
    last: lastWhere(isOrdinary, centre, range.last + 1, before?.last),
  };
}
