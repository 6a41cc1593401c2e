import { drawingKey, type RawReport } from './raw-report.ts';

/** Reports without a hit, from which those with the smallest keys are drawn: each has the same chance, in any order. */
export class Drawing {
  private readonly size: number;
  private readonly seed: number;
  private kept: { key: number; source: number; report: RawReport }[] = [];
  private limit = Number.POSITIVE_INFINITY;

  constructor({ size, seed }: { size: number; seed: number }) {
    this.size = size;
    this.seed = seed;
  }

  offer(source: number, report: RawReport): void {
    if (this.size === 0) return;
    const key = drawingKey(this.seed, source, report.row);
    if (key > this.limit) return;
    this.kept.push({ key, source, report });
    if (this.kept.length >= 2 * this.size + 1000) this.prune();
  }

  /** What was offered of a source that is read again from its start. */
  forget(source: number): void {
    this.kept = this.kept.filter((one) => one.source !== source);
    this.limit = Number.POSITIVE_INFINITY;
  }

  /** The drawn, in the order of the sources. */
  drawn(): { source: number; report: RawReport }[] {
    this.prune();
    return [...this.kept].sort((a, b) => a.source - b.source || a.report.row - b.report.row);
  }

  private prune(): void {
    this.kept = this.kept.sort((a, b) => a.key - b.key).slice(0, this.size);
    if (this.kept.length === this.size) this.limit = this.kept.at(-1)?.key ?? this.limit;
  }
}

/** Counts different keys: a table of 52-bit numbers, whatever their number, without an object for each. */
export class DistinctKeys {
  private table = new Float64Array(1 << 16).fill(-1);
  count = 0;

  add(key: number): void {
    if (this.count * 2 > this.table.length) this.grow();
    if (this.put(key)) this.count += 1;
  }

  private put(key: number): boolean {
    const mask = this.table.length - 1;
    for (let at = (key % 4294967291) & mask; ; at = (at + 1) & mask) {
      if (this.table[at] === key) return false;
      if (this.table[at] === -1) {
        this.table[at] = key;
        return true;
      }
    }
  }

  private grow(): void {
    const before = this.table;
    this.table = new Float64Array(before.length * 2).fill(-1);
    for (const key of before) if (key !== -1) this.put(key);
  }
}
