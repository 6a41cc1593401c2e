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

/** @throws InputError `followUp.*`, `covariates.*`, `grouping.*`, `cox.weight` with the index of the subject */
export function assertCoxInput({ followUp, covariates, stratum, offset, weight }: CoxInput): void {
  const { entry = null, exit, event } = followUp;
  const subjects = exit.length;
  assertFollowUp({ entry, exit, event });
  assertCovariates(covariates, subjects);
  if (stratum) assertGrouping(stratum, subjects);
  if (offset) assertColumn(offset, subjects, 'the offset');
  if (weight) assertWeights(weight, subjects);
}

/** Checks and sorts; linear for whole days. */
export function coxData(input: CoxInput, joinsNearTies: boolean): CoxData {
  assertCoxInput(input);
  const { followUp, covariates, stratum = null, offset = null, weight = null } = input;
  const subjects = followUp.exit.length;
  const plain = { entry: followUp.entry ?? null, exit: followUp.exit, event: followUp.event };
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

type Sorted = { order: Uint32Array; blocks: CoxBlocks };

/** Cells of time, event and stratum are counted all at once while they are no more than this for each subject. */
const CELLS_PER_SUBJECT = 16;

function sortForSweep(rows: TimeRows, event: Uint8Array, stratum: Grouping | null): Sorted {
  const subjects = event.length;
  const cells = 2 * rows.rows;
  const strata = stratum?.count ?? 1;
  // by time and event, the last time first and events before censorings
  const cell = new Uint32Array(subjects);
  for (let index = 0; index < subjects; index += 1) {
    cell[index] = 2 * (rows.rows - 1 - (rows.exit[index] as number)) + 1 - (event[index] as number);
  }
  if (strata * cells <= CELLS_PER_SUBJECT * subjects) {
    if (stratum) {
      for (let index = 0; index < subjects; index += 1) {
        cell[index] = (cell[index] as number) + cells * (stratum.code[index] as number);
      }
    }
    const { start, members } = membersByGroup({ code: cell, count: strata * cells });
    return { order: members, blocks: blocksOfCells(start, rows, strata) };
  }
  const { members } = membersByGroup({ code: cell, count: cells });
  // kept in that order, by stratum
  const order = stratum ? byGroup(members, stratum) : members;
  return { order, blocks: blocksOfOrder(order, cell, rows, stratum) };
}

function blocksOfCells(start: Uint32Array, { rows, time }: TimeRows, strata: number): CoxBlocks {
  const blocks = emptyBlocks(strata * rows);
  let count = 0;
  for (let stratum = 0, at = 0; stratum < strata; stratum += 1) {
    for (let row = rows - 1; row >= 0; row -= 1, at += 2) {
      const from = start[at] as number;
      if (start[at + 2] === from) continue;
      blocks.time[count] = time[row] as number;
      blocks.stratum[count] = stratum;
      blocks.start[count] = from;
      blocks.events[count] = (start[at + 1] as number) - from;
      count += 1;
    }
  }
  return firstBlocks(blocks, count, start[start.length - 1] as number);
}

function blocksOfOrder(order: Uint32Array, cell: Uint32Array, rows: TimeRows, stratum: Grouping | null): CoxBlocks {
  const blocks = emptyBlocks(order.length);
  let count = 0;
  for (let place = 0; place < order.length; place += 1) {
    const subject = order[place] as number;
    const own = cell[subject] as number;
    const time = rows.time[rows.rows - 1 - (own >>> 1)] as number;
    const code = stratum ? (stratum.code[subject] as number) : 0;
    if (count === 0 || blocks.time[count - 1] !== time || blocks.stratum[count - 1] !== code) {
      blocks.time[count] = time;
      blocks.stratum[count] = code;
      blocks.start[count] = place;
      count += 1;
    }
    if (own % 2 === 0) blocks.events[count - 1] = (blocks.events[count - 1] as number) + 1;
  }
  return firstBlocks(blocks, count, order.length);
}

function emptyBlocks(most: number): Omit<CoxBlocks, 'count'> {
  return {
    time: new Float64Array(most),
    stratum: new Uint32Array(most),
    start: new Uint32Array(most + 1),
    events: new Uint32Array(most),
  };
}

function firstBlocks(
  { time, stratum, start, events }: Omit<CoxBlocks, 'count'>,
  count: number,
  end: number,
): CoxBlocks {
  start[count] = end;
  return {
    count,
    time: time.slice(0, count),
    stratum: stratum.slice(0, count),
    start: start.slice(0, count + 1),
    events: events.slice(0, count),
  };
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

/** Rows written at a time: as many as stay in the cache while each column adds its number to them. */
const ROWS_AT_ONCE = 2_048;

/** Centred at the weighted mean and divided by the mean distance from it, so that no column rules the others. */
function centredRows(covariates: Covariates, order: Uint32Array, weight: Float64Array | null) {
  const columns = covariates.length;
  const subjects = order.length;
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  const factor = new Float64Array(columns);
  for (let place = 0; place < columns; place += 1) {
    const column = covariates[place] as Float64Array;
    const mean = weightedMean(column, weight);
    let distance = 0;
    for (let index = 0; index < subjects; index += 1) distance += Math.abs((column[index] as number) - mean);
    const spread = distance / Math.max(1, subjects);
    centre[place] = mean;
    if (!(spread > 1e-13 * Math.abs(mean))) continue; // constant
    scale[place] = spread;
    factor[place] = 1 / spread;
  }
  const rowOf = new Uint32Array(subjects);
  for (let place = 0; place < subjects; place += 1) rowOf[order[place] as number] = place * columns;
  const values = new Float64Array(subjects * columns);
  for (let from = 0; from < subjects; from += ROWS_AT_ONCE) {
    const to = Math.min(subjects, from + ROWS_AT_ONCE);
    for (let place = 0; place < columns; place += 1) {
      const column = covariates[place] as Float64Array;
      const mean = centre[place] as number;
      const by = factor[place] as number;
      for (let index = from; index < to; index += 1) {
        values[(rowOf[index] as number) + place] = ((column[index] as number) - mean) * by;
      }
    }
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
