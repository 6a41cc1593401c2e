import { assertFollowUp, type CheckedFollowUp, type FollowUp } from './follow-up.ts';
import { mergeNearTies } from './near-ties.ts';
import { DAYS_PER_SUBJECT } from './time-rows.ts';

/** One row per distinct time at which somebody leaves, ascending, as flat columns. Subjects are counted by weight. */
export type RiskTable = {
  readonly time: Float64Array;
  /** entered before the time and not left before it: those who leave at the time are still at risk */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
};

/**
 * Who is at risk, has the event or is censored at each time. Linear for whole days, else one sort of each column.
 *
 * @param checked - what `assertFollowUp` gave, where it was asked already
 * @throws InputError `followUp.*`
 */
export function riskTable(
  followUp: FollowUp,
  joinsNearTies: boolean,
  checked: CheckedFollowUp = assertFollowUp(followUp),
): RiskTable {
  const { latestDay: latest } = checked;
  if (latest === null) return sortedTimes(joinsNearTies ? mergeNearTies(followUp) : followUp);
  return latest <= DAYS_PER_SUBJECT * followUp.exit.length ? countedDays(followUp, latest) : sortedTimes(followUp);
}

function countedDays({ entry, exit, event, weight }: FollowUp, latest: number): RiskTable {
  // the events of a day beside its censorings: one place in memory for each subject
  const leaving = new Float64Array(2 * (latest + 1));
  for (let index = 0; index < exit.length; index += 1) {
    const place = 2 * ((exit[index] as number) | 0) + (event[index] as number);
    leaving[place] = (leaving[place] as number) + (weight ? (weight[index] as number) : 1);
  }
  let rows = 0;
  for (let day = 0; day <= latest; day += 1) {
    if ((leaving[2 * day] as number) + (leaving[2 * day + 1] as number) > 0) rows += 1;
  }
  const table = emptyTable(rows);
  let row = 0;
  for (let day = 0; day <= latest; day += 1) {
    const censored = leaving[2 * day] as number;
    const events = leaving[2 * day + 1] as number;
    if (censored + events === 0) continue;
    table.time[row] = day;
    table.events[row] = events;
    table.censored[row] = censored;
    row += 1;
  }
  if (!entry) return withRiskSets(table, null, null);
  const entered = new Float64Array(latest + 1);
  for (let index = 0; index < entry.length; index += 1) {
    const day = entry[index] as number;
    entered[day] = (entered[day] as number) + (weight ? (weight[index] as number) : 1);
  }
  return withRiskSets(
    table,
    Float64Array.from(entered, (_, day) => day),
    entered,
  );
}

function sortedTimes({ entry, exit, event, weight }: FollowUp): RiskTable {
  const withEvent = sortedColumn(exit, weight, event, 1);
  const withCensoring = sortedColumn(exit, weight, event, 0);
  const table = emptyTable(countDistinct(withEvent.time, withCensoring.time));
  let row = -1;
  let nextEvent = 0;
  let nextCensoring = 0;
  while (nextEvent < withEvent.time.length || nextCensoring < withCensoring.time.length) {
    const time = Math.min(withEvent.time[nextEvent] ?? Infinity, withCensoring.time[nextCensoring] ?? Infinity);
    row += 1;
    table.time[row] = time;
    for (; withEvent.time[nextEvent] === time; nextEvent += 1) {
      table.events[row] = (table.events[row] as number) + (withEvent.weight?.[nextEvent] ?? 1);
    }
    for (; withCensoring.time[nextCensoring] === time; nextCensoring += 1) {
      table.censored[row] = (table.censored[row] as number) + (withCensoring.weight?.[nextCensoring] ?? 1);
    }
  }
  if (!entry) return withRiskSets(table, null, null);
  const entries = sortedColumn(entry, weight, null, 1);
  return withRiskSets(table, entries.time, entries.weight);
}

/**
 * Fills the risk sets. From the last time backwards those who leave from then on are at risk; of them those who have
 * not entered by then are taken off. (Summed backwards, the last risk set is exactly those who leave in it.)
 */
function withRiskSets(table: RiskTable, entryTime: Float64Array | null, entryWeight: Float64Array | null): RiskTable {
  const { time, atRisk, events, censored } = table;
  let leaving = 0;
  let notEntered = 0;
  let entry = (entryTime?.length ?? 0) - 1;
  for (let row = time.length - 1; row >= 0; row -= 1) {
    leaving += (events[row] as number) + (censored[row] as number);
    // entry 0 is the start itself, so nobody enters late at time 0
    while (entryTime && entry >= 0 && (entryTime[entry] as number) >= (time[row] as number) && entryTime[entry] !== 0) {
      notEntered += entryWeight ? (entryWeight[entry] as number) : 1;
      entry -= 1;
    }
    atRisk[row] = leaving - notEntered;
  }
  return table;
}

/** The times of those with the event (1), those without (0) or everybody, ascending, each with its weight. */
function sortedColumn(
  column: Float64Array,
  weight: Float64Array | null | undefined,
  event: Uint8Array | null,
  wanted: 0 | 1,
): { time: Float64Array; weight: Float64Array | null } {
  const chosen = new Uint32Array(column.length);
  let count = 0;
  for (let index = 0; index < column.length; index += 1) {
    if (event && event[index] !== wanted) continue;
    chosen[count] = index;
    count += 1;
  }
  const time = new Float64Array(count);
  for (let place = 0; place < count; place += 1) time[place] = column[chosen[place] as number] as number;
  time.sort();
  if (!weight) return { time, weight: null };
  const order = chosen.subarray(0, count).sort((a, b) => (column[a] as number) - (column[b] as number));
  return { time, weight: Float64Array.from(order, (index) => weight[index] as number) };
}

function countDistinct(a: Float64Array, b: Float64Array): number {
  let count = 0;
  let nextA = 0;
  let nextB = 0;
  while (nextA < a.length || nextB < b.length) {
    const time = Math.min(a[nextA] ?? Infinity, b[nextB] ?? Infinity);
    while (a[nextA] === time) nextA += 1;
    while (b[nextB] === time) nextB += 1;
    count += 1;
  }
  return count;
}

function emptyTable(rows: number): RiskTable {
  return {
    time: new Float64Array(rows),
    atRisk: new Float64Array(rows),
    events: new Float64Array(rows),
    censored: new Float64Array(rows),
  };
}
