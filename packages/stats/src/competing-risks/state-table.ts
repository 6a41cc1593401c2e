import { type FollowUp, timeRows } from '../survival/index.ts';

/** One row per distinct time at which somebody leaves, ascending, as flat columns. Subjects are counted by weight. */
export type StateTable = {
  readonly time: Float64Array;
  /** entered before the time and not left before it */
  readonly atRisk: Float64Array;
  readonly censored: Float64Array;
  /** of any cause */
  readonly events: Float64Array;
  /** events[cause - 1] */
  readonly eventsOf: readonly Float64Array[];
  /** for each subject the row at which it leaves */
  readonly exitRow: Uint32Array;
  /** for each subject the first row at which it is at risk; null where nobody enters late */
  readonly entryRow: Uint32Array | null;
};

/** Who is at risk and who leaves by which cause. The follow-up is taken as checked, near ties as joined. */
export function stateTable({ entry, exit, weight }: FollowUp, cause: Uint8Array, causes: number): StateTable {
  const all = timeRows(exit, entry);
  const states = causes + 1;
  const leaving = new Float64Array(all.rows * states);
  for (let index = 0; index < cause.length; index += 1) {
    const place = (all.exit[index] as number) * states + (cause[index] as number);
    leaving[place] = (leaving[place] as number) + (weight ? (weight[index] as number) : 1);
  }

  // days on which nobody leaves are left out, and whoever enters on one is at risk from the next row on
  const rowOf = new Uint32Array(all.rows + 1);
  let rows = 0;
  for (let row = 0; row < all.rows; row += 1) {
    rowOf[row] = rows;
    let left = 0;
    for (let state = 0; state < states; state += 1) left += leaving[row * states + state] as number;
    if (left > 0) rows += 1;
  }
  rowOf[all.rows] = rows;

  const time = new Float64Array(rows);
  const censored = new Float64Array(rows);
  const events = new Float64Array(rows);
  const eventsOf = Array.from({ length: causes }, () => new Float64Array(rows));
  for (let row = 0; row < all.rows; row += 1) {
    const to = rowOf[row] as number;
    if (to === rowOf[row + 1]) continue;
    time[to] = all.time[row] as number;
    censored[to] = leaving[row * states] as number;
    for (let state = 1; state < states; state += 1) {
      const count = leaving[row * states + state] as number;
      (eventsOf[state - 1] as Float64Array)[to] = count;
      events[to] = (events[to] as number) + count;
    }
  }
  const exitRow = renumbered(all.exit, rowOf);
  const entryRow = all.entry ? renumbered(all.entry, rowOf) : null;
  return {
    time,
    censored,
    events,
    eventsOf,
    exitRow,
    entryRow: entryRow?.some((row) => row > 0) ? entryRow : null,
    atRisk: riskSets(censored, events, entryRow, weight),
  };
}

function renumbered(rows: Uint32Array, rowOf: Uint32Array): Uint32Array {
  const found = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) found[index] = rowOf[rows[index] as number] as number;
  return found;
}

/** From the last row backwards: those who leave from then on, less those who have not entered by then. */
function riskSets(
  censored: Float64Array,
  events: Float64Array,
  entryRow: Uint32Array | null,
  weight: Float64Array | null | undefined,
): Float64Array {
  const rows = events.length;
  const atRisk = new Float64Array(rows);
  if (entryRow) {
    for (let index = 0; index < entryRow.length; index += 1) {
      const from = entryRow[index] as number;
      if (from > 0) atRisk[from - 1] = (atRisk[from - 1] as number) - (weight ? (weight[index] as number) : 1);
    }
  }
  let leaving = 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    leaving += (censored[row] as number) + (events[row] as number) + (atRisk[row] as number);
    atRisk[row] = leaving;
  }
  return atRisk;
}
