import { InputError } from '../input/index.ts';
import {
  assertFollowUp,
  assertGrouping,
  type FollowUp,
  type Grouping,
  membersByGroup,
  mergeNearTies,
  type TimeRows,
  timeRows,
} from '../survival/index.ts';
import { assertColumn, assertCovariates, type Covariates } from './covariates.ts';

export type CoxInput = {
  readonly followUp: Omit<FollowUp, 'weight'>;
  readonly covariates: Covariates;
  /** each stratum has a baseline hazard of its own */
  readonly stratum?: Grouping | null;
  /** added to the logarithm of the hazard */
  readonly offset?: Float64Array | null;
  /** above 0, and not whole numbers only; 1 without the column */
  readonly weight?: Float64Array | null;
};

/**
 * Subjects in the order in which a sweep meets them: stratum after stratum, from the last time to the first, at each
 * time those with the event before those without. Covariates are centred and scaled, row by row.
 */
export type CoxData = {
  readonly subjects: number;
  readonly columns: number;
  /** the subject, by its place in the input, of each place in this order */
  readonly order: Uint32Array;
  readonly covariates: Float64Array;
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  readonly offset: Float64Array | null;
  readonly weight: Float64Array | null;
  /** the time of each one's entry, near ties joined; null without late entries */
  readonly entry: Float64Array | null;
  /** one block for each distinct time of each stratum at which somebody leaves, in this order */
  readonly blocks: CoxBlocks;
  /** places in this order by the time of their entry, stratum after stratum, the last to enter first; null without late entries */
  readonly late: LateEntries | null;
};

export type CoxBlocks = {
  readonly count: number;
  readonly time: Float64Array;
  readonly stratum: Uint32Array;
  /** those who leave are at places start[block] to start[block + 1] - 1, the first events[block] of them by the event */
  readonly start: Uint32Array;
  readonly events: Uint32Array;
};

export type LateEntries = {
  readonly places: Uint32Array;
  /** of each: after how many blocks of the sweep it is no longer at risk */
  readonly until: Uint32Array;
  /** for each place in the order of subjects: the number of the block at which it has not entered yet */
  readonly untilOf: Uint32Array;
};

/** Checks and sorts; linear for whole days. */
export function coxData(input: CoxInput, joinsNearTies: boolean): CoxData {
  const { followUp, covariates, stratum = null, offset = null, weight = null } = input;
  const subjects = followUp.exit.length;
  const plain = { entry: followUp.entry ?? null, exit: followUp.exit, event: followUp.event };
  assertFollowUp(plain);
  assertCovariates(covariates, subjects);
  if (stratum) assertGrouping(stratum, subjects);
  if (offset) assertColumn(offset, subjects, 'the offset');
  if (weight) assertWeights(weight, subjects);
  const { entry, exit, event } = joinsNearTies ? mergeNearTies(plain) : plain;
  const rows = timeRows(exit, entry);
  const sorted = sortForSweep(rows, event, stratum);
  const { centre, scale, values } = centredRows(covariates, sorted.order, weight);
  return {
    subjects,
    columns: covariates.length,
    order: sorted.order,
    covariates: values,
    centre,
    scale,
    offset: offset ? permuted(offset, sorted.order) : null,
    weight: weight ? permuted(weight, sorted.order) : null,
    entry: entry ? permuted(entry, sorted.order) : null,
    blocks: sorted.blocks,
    late: rows.entry ? lateEntries(rows.entry, rows.exit, sorted, stratum) : null,
  };
}

type Sorted = { order: Uint32Array; blocks: CoxBlocks; strata: number };

function sortForSweep(rows: TimeRows, event: Uint8Array, stratum: Grouping | null): Sorted {
  const subjects = event.length;
  // by time and event, the last time first and events before censorings; then, kept in that order, by stratum
  const cell = new Uint32Array(subjects);
  for (let index = 0; index < subjects; index += 1) {
    cell[index] = 2 * (rows.rows - 1 - (rows.exit[index] as number)) + (event[index] === 1 ? 0 : 1);
  }
  const byTime = membersByGroup({ code: cell, count: 2 * rows.rows }).members;
  const strata = stratum?.count ?? 1;
  const order = stratum ? byGroup(byTime, stratum) : byTime;

  const time = new Float64Array(subjects);
  const stratumOf = new Uint32Array(subjects);
  const start = new Uint32Array(subjects + 1);
  const events = new Uint32Array(subjects);
  let count = 0;
  for (let place = 0; place < subjects; place += 1) {
    const subject = order[place] as number;
    const at = rows.time[rows.exit[subject] as number] as number;
    const own = stratum ? (stratum.code[subject] as number) : 0;
    if (count === 0 || time[count - 1] !== at || stratumOf[count - 1] !== own) {
      time[count] = at;
      stratumOf[count] = own;
      start[count] = place;
      count += 1;
    }
    if (event[subject] === 1) events[count - 1] = (events[count - 1] as number) + 1;
  }
  start[count] = subjects;
  const blocks = {
    count,
    time: time.slice(0, count),
    stratum: stratumOf.slice(0, count),
    start: start.slice(0, count + 1),
    events: events.slice(0, count),
  };
  return { order, blocks, strata };
}

function byGroup(order: Uint32Array, { code, count }: Grouping): Uint32Array {
  const codes = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) codes[place] = code[order[place] as number] as number;
  const { members } = membersByGroup({ code: codes, count });
  for (let place = 0; place < members.length; place += 1) members[place] = order[members[place] as number] as number;
  return members;
}

/** The sweep goes back in time: at the first block at or before its entry a subject is no longer at risk. */
function lateEntries(
  entryRow: Uint32Array,
  exitRow: Uint32Array,
  { order, blocks }: Sorted,
  stratum: Grouping | null,
): LateEntries | null {
  const untilOf = new Uint32Array(order.length);
  const blockOf = new Uint32Array(order.length);
  for (let block = 0; block < blocks.count; block += 1)
    blockOf.fill(block, blocks.start[block], blocks.start[block + 1]);
  const rowOfBlock = new Uint32Array(blocks.count);
  for (let block = 0; block < blocks.count; block += 1) {
    rowOfBlock[block] = exitRow[order[blocks.start[block] as number] as number] as number;
  }
  const lastOfStratum = new Uint32Array(stratum?.count ?? 1);
  for (let block = 0; block < blocks.count; block += 1) lastOfStratum[blocks.stratum[block] as number] = block;
  let isLate = false;
  for (let place = 0; place < order.length; place += 1) {
    const row = entryRow[order[place] as number] as number;
    const end = (lastOfStratum[blocks.stratum[blockOf[place] as number] as number] as number) + 1;
    let low = blockOf[place] as number;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rowOfBlock[middle] as number) >= row) low = middle + 1;
      else high = middle;
    }
    untilOf[place] = low;
    if (low < end) isLate = true;
  }
  if (!isLate) return null;
  const { members } = membersByGroup({ code: untilOf, count: blocks.count + 1 });
  const until = new Uint32Array(members.length);
  for (let at = 0; at < members.length; at += 1) until[at] = untilOf[members[at] as number] as number;
  return { places: members, until, untilOf };
}

/** Centred at the weighted mean and divided by the mean distance from it, so that no column rules the others. */
function centredRows(covariates: Covariates, order: Uint32Array, weight: Float64Array | null) {
  const columns = covariates.length;
  const subjects = order.length;
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  // first as rows in the order of the input, then row by row in the order of the sweep: columns read out of order
  // would be a miss of the cache for each number
  const rows = new Float64Array(subjects * columns);
  for (let place = 0; place < columns; place += 1) {
    const column = covariates[place] as Float64Array;
    const mean = weightedMean(column, weight);
    let distance = 0;
    for (let index = 0; index < subjects; index += 1) distance += Math.abs((column[index] as number) - mean);
    const spread = distance / Math.max(1, subjects);
    const isConstant = !(spread > 1e-13 * Math.abs(mean));
    centre[place] = mean;
    if (!isConstant) scale[place] = spread;
    const factor = isConstant ? 0 : 1 / spread;
    for (let index = 0, at = place; index < subjects; index += 1, at += columns) {
      rows[at] = ((column[index] as number) - mean) * factor;
    }
  }
  const values = new Float64Array(subjects * columns);
  for (let place = 0, to = 0; place < subjects; place += 1) {
    const from = (order[place] as number) * columns;
    for (let k = 0; k < columns; k += 1, to += 1) values[to] = rows[from + k] as number;
  }
  return { centre, scale, values };
}

export function weightedMean(column: Float64Array, weight: Float64Array | null): number {
  let sum = 0;
  let total = 0;
  for (let index = 0; index < column.length; index += 1) {
    const w = weight ? (weight[index] as number) : 1;
    sum += w * (column[index] as number);
    total += w;
  }
  return total === 0 ? 0 : sum / total;
}

function permuted(column: Float64Array, order: Uint32Array): Float64Array {
  const values = new Float64Array(order.length);
  for (let place = 0; place < order.length; place += 1) values[place] = column[order[place] as number] as number;
  return values;
}

function assertWeights(weight: Float64Array, subjects: number): void {
  assertColumn(weight, subjects, 'the weights');
  const index = weight.findIndex((value) => !(value > 0));
  if (index < 0) return;
  throw new InputError(
    'cox.weight',
    `A weight in a model is above 0. Subject ${index} has ${weight[index]}. Leave the subject out, or give a positive number.`,
    index,
  );
}
