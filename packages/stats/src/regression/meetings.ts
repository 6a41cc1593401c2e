import type { CoxData } from './cox-data.ts';

/**
 * Who is at risk at whose event, as sums of weights over those who have gone in, in any order. Whoever leaves at a time
 * meets the events of earlier times, one who is censored those of its own time too, and none from before its entry. The
 * sums go by blocks (times of a stratum): with whole days these are few, whatever the number of subjects.
 *
 * @see Fenwick (1994) Software Pract Exper 24:327, of the sums
 */
export class Meetings {
  /** of each place in the order of the data: twice its block, and 1 more for those without the event */
  private readonly turn: Uint32Array;
  private readonly late: Uint32Array | null;
  private readonly weight: Float64Array | null;
  /** of each block: the first of its stratum, and the first of the next */
  private readonly start: Uint32Array;
  private readonly end: Uint32Array;
  /** of each block: the weights at risk at its events, and those of all events of blocks before it */
  private readonly everAtRisk: Float64Array;
  private readonly everFailed: Float64Array;
  /** the same of those who have gone in, as Fenwick's sums: a block of place k in its stratum is at start + k */
  private readonly atRisk: Float64Array;
  private readonly failed: Float64Array;

  constructor({ blocks, subjects, late, weight }: CoxData) {
    this.late = late?.untilOf ?? null;
    this.weight = weight;
    this.turn = new Uint32Array(subjects);
    this.start = new Uint32Array(blocks.count);
    this.end = new Uint32Array(blocks.count);
    for (let block = 0; block < blocks.count; block += 1) {
      const from = blocks.start[block] as number;
      const failing = from + (blocks.events[block] as number);
      this.turn.fill(2 * block, from, failing);
      this.turn.fill(2 * block + 1, failing, blocks.start[block + 1]);
      const isFirst = block === 0 || blocks.stratum[block] !== blocks.stratum[block - 1];
      this.start[block] = isFirst ? block : (this.start[block - 1] as number);
    }
    for (let block = blocks.count - 1; block >= 0; block -= 1) {
      const isLast = block === blocks.count - 1 || this.start[block + 1] !== this.start[block];
      this.end[block] = isLast ? block + 1 : (this.end[block + 1] as number);
    }
    this.atRisk = new Float64Array(blocks.count);
    this.failed = new Float64Array(blocks.count);
    this.everAtRisk = new Float64Array(blocks.count);
    this.everFailed = new Float64Array(blocks.count + 1);
    this.sumAll();
  }

  goesIn(place: number): void {
    const turn = this.turn[place] as number;
    const w = this.weight ? (this.weight[place] as number) : 1;
    const start = this.start[turn >>> 1] as number;
    const end = this.end[turn >>> 1] as number;
    add(this.atRisk, start, end, first(turn), w);
    if (this.late) add(this.atRisk, start, end, this.until(place), -w);
    if (hasEvent(turn)) add(this.failed, start, end, turn >>> 1, w);
  }

  /** Of those who have gone in: the events at which this one is at risk. */
  eventsMet(place: number): number {
    const turn = this.turn[place] as number;
    const start = this.start[turn >>> 1] as number;
    return before(this.failed, start, this.until(place)) - before(this.failed, start, first(turn));
  }

  /** Of those who have gone in: whoever is at risk at this one's event; 0 without one. */
  atRiskAtEvent(place: number): number {
    const turn = this.turn[place] as number;
    return hasEvent(turn) ? before(this.atRisk, this.start[turn >>> 1] as number, (turn >>> 1) + 1) : 0;
  }

  /** `eventsMet` once all have gone in. */
  allEventsMet(place: number): number {
    const met = first(this.turn[place] as number);
    return (this.everFailed[this.until(place)] as number) - (this.everFailed[met] as number);
  }

  /** `atRiskAtEvent` once all have gone in. */
  allAtRiskAtEvent(place: number): number {
    const turn = this.turn[place] as number;
    return hasEvent(turn) ? (this.everAtRisk[turn >>> 1] as number) : 0;
  }

  /**
   * Pairs of events at one time, by the product of the weights.
   *
   * @param places - ascending, so that those of one time follow each other; all unless given
   */
  pairsAtOneTime(places: Uint32Array | null): number {
    let pairs = 0;
    let current = -1;
    let before = 0;
    const count = places ? places.length : this.turn.length;
    for (let at = 0; at < count; at += 1) {
      const place = places ? (places[at] as number) : at;
      const turn = this.turn[place] as number;
      if (!hasEvent(turn)) continue;
      if (turn !== current) before = 0;
      current = turn;
      const w = this.weight ? (this.weight[place] as number) : 1;
      pairs += w * before;
      before += w;
    }
    return pairs;
  }

  /** The block from which on a subject is not at risk. */
  private until(place: number): number {
    const end = this.end[(this.turn[place] as number) >>> 1] as number;
    return this.late ? Math.min(this.late[place] as number, end) : end;
  }

  private sumAll(): void {
    const { everAtRisk, everFailed, turn: turns } = this;
    for (let place = 0; place < turns.length; place += 1) {
      const turn = turns[place] as number;
      const w = this.weight ? (this.weight[place] as number) : 1;
      const end = this.end[turn >>> 1] as number;
      const from = first(turn);
      if (from < end) everAtRisk[from] = (everAtRisk[from] as number) + w;
      const until = this.until(place);
      if (until < end) everAtRisk[until] = (everAtRisk[until] as number) - w;
      if (hasEvent(turn)) everFailed[from] = (everFailed[from] as number) + w;
    }
    for (let block = 0; block < everAtRisk.length; block += 1) {
      everFailed[block + 1] = (everFailed[block + 1] as number) + (everFailed[block] as number);
      if (this.start[block] === block) continue;
      everAtRisk[block] = (everAtRisk[block] as number) + (everAtRisk[block - 1] as number);
    }
  }
}

function hasEvent(turn: number): boolean {
  return (turn & 1) === 0;
}

/** The first block at whose events one is at risk and does not fail: its own for those without the event. */
function first(turn: number): number {
  return (turn >>> 1) + (hasEvent(turn) ? 1 : 0);
}

function add(sums: Float64Array, start: number, end: number, block: number, weight: number): void {
  const size = end - start;
  for (let at = block - start + 1; at <= size; at += at & -at) {
    sums[start + at - 1] = (sums[start + at - 1] as number) + weight;
  }
}

/** The sum over the blocks of a stratum before this one. */
function before(sums: Float64Array, start: number, block: number): number {
  let sum = 0;
  for (let at = block - start; at > 0; at -= at & -at) sum += sums[start + at - 1] as number;
  return sum;
}
