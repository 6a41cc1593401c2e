import { InputError } from '../input/index.ts';
import type { Grouping } from '../survival/index.ts';
import type { CoxData } from './cox-data.ts';
import { orderOf } from './order-of.ts';

export type Concordance = {
  /** the share of comparable pairs in which the higher score has the event first, ties of scores as half; null without pairs */
  readonly concordance: number | null;
  readonly standardError: number | null;
  /** pairs, by the product of the weights */
  readonly concordant: number;
  readonly discordant: number;
  /** comparable pairs with one score */
  readonly tiedScores: number;
  /** pairs with the event at one time, with different scores and with one */
  readonly tiedTimes: number;
  readonly tiedBoth: number;
};

/**
 * Harrell's concordance of a score with the order of events, in strata and with late entries. A pair is comparable when
 * one has the event while the other is at risk beyond that time. The error is the infinitesimal jackknife's, over
 * clusters where there are some. O(n log n).
 *
 * @param score - of each subject, in the order of the input; higher means earlier
 * @returns concordance and error null where no pair is comparable
 * @throws InputError `covariates.length` unless each subject has a score
 * @see Harrell et al. (1982) JAMA 247:2543; Therneau & Watson (2015) Mayo Technical Report 85
 */
export function concordanceOf(data: CoxData, score: Float64Array, cluster: Grouping | null = null): Concordance {
  if (score.length !== data.subjects) {
    throw new InputError(
      'covariates.length',
      `Each subject has a score. There are ${data.subjects} subjects and ${score.length} scores. Give each one.`,
    );
  }
  const { blocks, late, order, weight } = data;
  const { rank, ranks } = scoreRanks(score, order);
  const present = new WeightTree(ranks); // those at risk beyond the time
  const failed = new WeightTree(ranks); // those with the event at this time or later, of the stratum
  const before = { below: 0, equal: 0, above: 0 };
  // of each subject: weights of those it is concordant, discordant and tied with
  const concordantOf = new Float64Array(data.subjects);
  const discordantOf = new Float64Array(data.subjects);
  const tiedOf = new Float64Array(data.subjects);
  let concordant = 0;
  let discordant = 0;
  let tiedScores = 0;
  let tiedTimes = 0;
  let tiedBoth = 0;
  const weightOf = (place: number) => (weight ? (weight[place] as number) : 1);
  const addTo = (column: Float64Array, place: number, value: number) => {
    column[place] = (column[place] as number) + value;
  };
  // whoever is at risk meets the events from its coming into the sweep to its going: their sums then, less those before
  const meet = (place: number, sign: number) => {
    addTo(concordantOf, place, sign * before.above);
    addTo(discordantOf, place, sign * before.below);
    addTo(tiedOf, place, sign * before.equal);
  };
  const come = (place: number) => {
    present.change(rank[place] as number, weightOf(place));
    failed.around(rank[place] as number, before);
    meet(place, -1);
  };
  const endStratum = (from: number, to: number, blocksEnd: number) => {
    failed.settle();
    for (let place = from; place < to; place += 1) {
      if (late && (late.untilOf[place] as number) < blocksEnd) continue;
      failed.aroundSettled(rank[place] as number, before);
      meet(place, 1);
    }
    failed.clear();
    present.clear();
  };
  let removed = 0;
  let firstOfStratum = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    const from = blocks.start[block] as number;
    const to = blocks.start[block + 1] as number;
    if (block > 0 && blocks.stratum[block] !== blocks.stratum[block - 1]) {
      endStratum(firstOfStratum, from, block);
      firstOfStratum = from;
      while (late && removed < late.until.length && (late.until[removed] as number) <= block) removed += 1;
    }
    for (; late && removed < late.until.length && (late.until[removed] as number) <= block; removed += 1) {
      const place = late.places[removed] as number;
      present.change(rank[place] as number, -weightOf(place));
      failed.around(rank[place] as number, before);
      meet(place, 1);
    }
    const firstCensored = from + (blocks.events[block] as number);
    for (let place = firstCensored; place < to; place += 1) come(place);
    for (let place = from; place < firstCensored; place += 1) {
      present.around(rank[place] as number, before);
      const w = weightOf(place);
      concordant += w * before.below;
      discordant += w * before.above;
      tiedScores += w * before.equal;
      addTo(concordantOf, place, before.below);
      addTo(discordantOf, place, before.above);
      addTo(tiedOf, place, before.equal);
    }
    const { all, alike } = pairsWithin(from, firstCensored);
    tiedTimes += all - alike;
    tiedBoth += alike;
    for (let place = from; place < firstCensored; place += 1) failed.change(rank[place] as number, weightOf(place));
    for (let place = from; place < firstCensored; place += 1) come(place);
  }
  endStratum(firstOfStratum, data.subjects, blocks.count);

  const pairs = concordant + discordant + tiedScores;
  const counts = { concordant, discordant, tiedScores, tiedTimes, tiedBoth };
  if (pairs === 0) return { concordance: null, standardError: null, ...counts };
  const concordance = (concordant + tiedScores / 2) / pairs;
  const influence = new Float64Array(cluster ? cluster.count : data.subjects);
  for (let place = 0; place < data.subjects; place += 1) {
    const [c, d, t] = [concordantOf[place] as number, discordantOf[place] as number, tiedOf[place] as number];
    const own = (weightOf(place) * (c + t / 2 - concordance * (c + d + t))) / pairs;
    const subject = order[place] as number;
    addTo(influence, cluster ? (cluster.code[subject] as number) : place, own);
  }
  const standardError = Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0));
  return { concordance, standardError, ...counts };

  /** Pairs among those with the event at one time, and those of them with one score. */
  function pairsWithin(from: number, to: number): { all: number; alike: number } {
    if (to - from < 2) return { all: 0, alike: 0 };
    const sorted = Uint32Array.from({ length: to - from }, (_, k) => from + k).sort(
      (a, b) => (rank[a] as number) - (rank[b] as number),
    );
    let sum = 0;
    let squares = 0;
    let alike = 0;
    let own = 0;
    let ownSquares = 0;
    sorted.forEach((place, k) => {
      const w = weightOf(place);
      if (k > 0 && rank[place] !== rank[sorted[k - 1] as number]) {
        alike += (own * own - ownSquares) / 2;
        own = 0;
        ownSquares = 0;
      }
      own += w;
      ownSquares += w * w;
      sum += w;
      squares += w * w;
    });
    alike += (own * own - ownSquares) / 2;
    return { all: (sum * sum - squares) / 2, alike };
  }
}

/** For each place in the order of the data the place of its score among the distinct scores. */
function scoreRanks(score: Float64Array, order: Uint32Array): { rank: Uint32Array; ranks: number } {
  const ascending = orderOf(score);
  const rankOf = new Uint32Array(score.length);
  let ranks = 0;
  for (let at = 0; at < ascending.length; at += 1) {
    const index = ascending[at] as number;
    if (at > 0 && score[index] !== score[ascending[at - 1] as number]) ranks += 1;
    rankOf[index] = ranks;
  }
  const rank = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) rank[place] = rankOf[order[place] as number] as number;
  return { rank, ranks: ascending.length === 0 ? 0 : ranks + 1 };
}

/** Weights by rank, with their sums below, at and above a rank (Fenwick 1994). */
class WeightTree {
  private readonly sums: Float64Array;
  private readonly own: Float64Array;
  private total = 0;

  constructor(ranks: number) {
    this.sums = new Float64Array(ranks + 1);
    this.own = new Float64Array(ranks);
  }

  change(rank: number, weight: number): void {
    this.total += weight;
    this.own[rank] = (this.own[rank] as number) + weight;
    for (let at = rank + 1; at < this.sums.length; at += at & -at) this.sums[at] = (this.sums[at] as number) + weight;
  }

  around(rank: number, into: { below: number; equal: number; above: number }): void {
    let below = 0;
    for (let at = rank; at > 0; at -= at & -at) below += this.sums[at] as number;
    this.split(rank, below, into);
  }

  /** From the tree to sums below each rank, to be read many times and changed no more. */
  settle(): void {
    let below = 0;
    for (let rank = 0; rank < this.own.length; rank += 1) {
      this.sums[rank] = below;
      below += this.own[rank] as number;
    }
  }

  aroundSettled(rank: number, into: { below: number; equal: number; above: number }): void {
    this.split(rank, this.sums[rank] as number, into);
  }

  clear(): void {
    this.sums.fill(0);
    this.own.fill(0);
    this.total = 0;
  }

  private split(rank: number, below: number, into: { below: number; equal: number; above: number }): void {
    const equal = this.own[rank] as number;
    into.below = below;
    into.equal = equal;
    into.above = this.total - below - equal;
  }
}
