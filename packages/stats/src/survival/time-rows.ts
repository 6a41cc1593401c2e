/**
 * Rows of a table in time, with each subject's row. Rows are the days themselves where the follow-up is in whole days,
 * so a row may be one on which nobody leaves; else they are the distinct times of leaving.
 */
export type TimeRows = {
  readonly rows: number;
  readonly exit: Uint32Array;
  /** the first row at which a subject is at risk, after its entry; an entry of 0 is the start. null without entries */
  readonly entry: Uint32Array | null;
  /** the time of each row */
  readonly time: Float64Array;
};

/** Whole times up to this many per subject are counted in one array; sparser ones are sorted. */
export const DAYS_PER_SUBJECT = 16;

/** Linear for whole days, else one sort. The times are taken as checked. */
export function timeRows(exit: Float64Array, entry?: Float64Array | null): TimeRows {
  const latest = latestWhole(exit);
  const isCounted = latest !== null && latest <= DAYS_PER_SUBJECT * exit.length;
  const time = isCounted ? days(latest) : distinct(exit);
  const rows = time.length;
  return {
    rows,
    time,
    exit: isCounted ? new Uint32Array(exit) : placesOf(exit, time),
    entry: entry ? rowsAfter(entry, time) : null,
  };
}

function latestWhole(times: Float64Array): number | null {
  let latest = 0;
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] as number;
    if (time !== Math.floor(time)) return null;
    if (time > latest) latest = time;
  }
  return latest;
}

function days(latest: number): Float64Array {
  const time = new Float64Array(latest + 1);
  for (let day = 0; day <= latest; day += 1) time[day] = day;
  return time;
}

function distinct(times: Float64Array): Float64Array {
  const sorted = times.slice().sort();
  let rows = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    if (rows > 0 && sorted[index] === sorted[rows - 1]) continue;
    sorted[rows] = sorted[index] as number;
    rows += 1;
  }
  return sorted.slice(0, rows);
}

function placesOf(times: Float64Array, sorted: Float64Array): Uint32Array {
  const places = new Uint32Array(times.length);
  for (let index = 0; index < times.length; index += 1) places[index] = rowsBefore(sorted, times[index] as number);
  return places;
}

function rowsAfter(entries: Float64Array, sorted: Float64Array): Uint32Array {
  const rows = new Uint32Array(entries.length);
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] as number;
    if (entry === 0) continue;
    const row = rowsBefore(sorted, entry);
    rows[index] = sorted[row] === entry ? row + 1 : row;
  }
  return rows;
}

/** How many rows lie before a time. */
function rowsBefore(sorted: Float64Array, time: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
