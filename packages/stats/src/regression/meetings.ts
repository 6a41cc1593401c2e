import type { CoxData } from './cox-data.ts';

/**
 * Who is at risk at whose event, as sums of weights over those who have gone in, one after another in an order that is
 * given: each is named by its place in that order, so that walking along it reads memory from front to back. Whoever leaves at a time
 * meets the events of earlier times, one who is censored those of its own time too, and none from before its entry. The
 * sums go by blocks (times of a stratum): with whole days these are few, whatever the number of subjects.
 *
 * @see Fenwick (1994) Software Pract Exper 24:327, of the sums
 */
export class Meetings {
  /** of each: twice its block, and 1 more for those without the event */
  private readonly turn: Uint32Array;
  private readonly late: Uint32Array | null;
  private readonly weight: Float64Array | null;
  /** of each stratum, at its first block: the weights of the events of those who have gone in */
  private readonly failedInStratum: Float64Array;
  /** of each block: the first of its stratum, and the first of the next */
  private readonly start: Uint32Array;
  private readonly end: Uint32Array;
  /** of each block: the weights at risk at its events, and those of all events of blocks before it */
  private readonly everAtRisk: Float64Array;
  private readonly everFailed: Float64Array;
  /** the same of those who have gone in, as Fenwick's sums: a block of place k in its stratum is at start + k */
  private readonly atRisk: Float64Array;
  private readonly failed: Float64Array;

  /** @param order - places in the order of the data, each once */
  constructor({ blocks, subjects, late, weight }: CoxData, order: Uint32Array) {
    const turn = new Uint32Array(subjects);
    this.start = new Uint32Array(blocks.count);
    this.end = new Uint32Array(blocks.count);
    for (let block = 0; block < blocks.count; block += 1) {
      const from = blocks.start[block] as number;
      const failing = from + (blocks.events[block] as number);
      turn.fill(2 * block, from, failing);
      turn.fill(2 * block + 1, failing, blocks.start[block + 1]);
      const isFirst = block === 0 || blocks.stratum[block] !== blocks.stratum[block - 1];
      this.start[block] = isFirst ? block : (this.start[block - 1] as number);
    }
    for (let block = blocks.count - 1; block >= 0; block -= 1) {
      const isLast = block === blocks.count - 1 || this.start[block + 1] !== this.start[block];
      this.end[block] = isLast ? block + 1 : (this.end[block + 1] as number);
    }
    this.turn = new Uint32Array(subjects);
    for (let at = 0; at < subjects; at += 1) this.turn[at] = turn[order[at] as number] as number;
    this.late = late ? late.untilOf.map((_, at) => late.untilOf[order[at] as number] as number) : null;
    this.weight = weight ? weight.map((_, at) => weight[order[at] as number] as number) : null;
    this.failedInStratum = new Float64Array(blocks.count);
    this.atRisk = new Float64Array(blocks.count);
    this.failed = new Float64Array(blocks.count);
    this.everAtRisk = new Float64Array(blocks.count);
    this.everFailed = new Float64Array(blocks.count + 1);
    this.sumAll();
  }

  goesIn(at: number): void {
    const turn = this.turn[at] as number;
    const w = this.weight ? (this.weight[at] as number) : 1;
    const start = this.start[turn >>> 1] as number;
    const end = this.end[turn >>> 1] as number;
    add(this.atRisk, start, end, first(turn), w);
    if (this.late) add(this.atRisk, start, end, this.until(at), -w);
    if (!hasEvent(turn)) return;
    add(this.failed, start, end, turn >>> 1, w);
    this.failedInStratum[start] = (this.failedInStratum[start] as number) + w;
  }

  /** Of those who have gone in: the events at which this one is at risk. */
  eventsMet(at: number): number {
    const turn = this.turn[at] as number;
    const start = this.start[turn >>> 1] as number;
    // to the first time of the stratum, but for those who enter late
    const until = this.late ? before(this.failed, start, this.until(at)) : (this.failedInStratum[start] as number);
    return until - before(this.failed, start, first(turn));
  }

  /** Of those who have gone in: whoever is at risk at this one's event; 0 without one. */
  atRiskAtEvent(at: number): number {
    const turn = this.turn[at] as number;
    return hasEvent(turn) ? before(this.atRisk, this.start[turn >>> 1] as number, (turn >>> 1) + 1) : 0;
  }

  /** `eventsMet` once all have gone in. */
  allEventsMet(at: number): number {
    const met = first(this.turn[at] as number);
    return (this.everFailed[this.until(at)] as number) - (this.everFailed[met] as number);
  }

  /** `atRiskAtEvent` once all have gone in. */
  allAtRiskAtEvent(at: number): number {
    const turn = this.turn[at] as number;
    return hasEvent(turn) ? (this.everAtRisk[turn >>> 1] as number) : 0;
  }

  /**
   * Pairs of events at one time among those from one place up to another, by the product of the weights; these follow
   * each other as in the data.
   */
  pairsAtOneTime(from: number, to: number): number {
    let pairs = 0;
    let current = -1;
    let before = 0;
    for (let at = from; at < to; at += 1) {
      const turn = this.turn[at] as number;
      if (!hasEvent(turn)) continue;
      if (turn !== current) before = 0;
      current = turn;
      const w = this.weight ? (this.weight[at] as number) : 1;
      pairs += w * before;
      before += w;
    }
    return pairs;
  }

  /** The block from which on a subject is not at risk. */
  private until(at: number): number {
    const end = this.end[(this.turn[at] as number) >>> 1] as number;
    return this.late ? Math.min(this.late[at] as number, end) : end;
  }

  private sumAll(): void {
    const { everAtRisk, everFailed, turn: turns } = this;
    for (let at = 0; at < turns.length; at += 1) {
      const turn = turns[at] as number;
      const w = this.weight ? (this.weight[at] as number) : 1;
      const end = this.end[turn >>> 1] as number;
      const from = first(turn);
      if (from < end) everAtRisk[from] = (everAtRisk[from] as number) + w;
      const until = this.until(at);
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

/** Pairs of events at one time of all subjects of the data, by the product of the weights. */
export function pairsAtOneTimeOf({ blocks, weight }: CoxData): number {
  let pairs = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    const from = blocks.start[block] as number;
    let before = 0;
    for (let place = from; place < from + (blocks.events[block] as number); place += 1) {
      const w = weight ? (weight[place] as number) : 1;
      pairs += w * before;
      before += w;
    }
  }
  return pairs;
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
