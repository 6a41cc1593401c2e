import { logFactorial } from '../distributions/index.ts';
import { seededUniform } from '../random/index.ts';
import { marginsOf, type TableOfCounts } from './table-of-counts.ts';
import { TIE } from './tie.ts';

/** How many of the tables drawn at random with the same margins are no likelier than this one. */
export function rarerTables(table: TableOfCounts, draws: number, seed: number): number {
  const { rows, columns, total } = marginsOf(table);
  const uniform = seededUniform(seed);
  let observed = 0;
  for (const row of table) for (let j = 0; j < row.length; j += 1) observed -= logFactorial(row[j] as number);
  const limit = observed + Math.log1p(TIE);

  const left = new Array<number>(rows.length);
  let rarer = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = 0; i < rows.length; i += 1) left[i] = rows[i] as number;
    let logWeight = 0;
    let rest = total;
    for (const column of columns) {
      let drawn = column;
      let below = rest;
      for (let i = 0; i < rows.length; i += 1) {
        const marked = left[i] as number;
        below -= marked;
        const count = drawCount(uniform(), marked, below, drawn);
        logWeight -= logFactorial(count);
        left[i] = marked - count;
        drawn -= count;
      }
      rest -= column;
    }
    if (logWeight <= limit) rarer += 1;
  }
  return rarer;
}

/** A hypergeometric count from a uniform number: its probabilities are taken off from the mode outwards. */
function drawCount(u: number, marked: number, unmarked: number, drawn: number): number {
  const least = Math.max(0, drawn - unmarked);
  const most = Math.min(marked, drawn);
  if (least === most) return least;
  const mode = Math.floor(((marked + 1) * (drawn + 1)) / (marked + unmarked + 2));
  const atMode = Math.exp(
    logFactorial(marked) -
      logFactorial(mode) -
      logFactorial(marked - mode) +
      logFactorial(unmarked) -
      logFactorial(drawn - mode) -
      logFactorial(unmarked - drawn + mode) -
      logFactorial(marked + unmarked) +
      logFactorial(drawn) +
      logFactorial(marked + unmarked - drawn),
  );
  let left = u - atMode;
  let [low, high] = [mode, mode];
  let [below, above] = [atMode, atMode];
  while (left > 0 && (low > least || high < most)) {
    if (high < most) {
      above *= ((marked - high) * (drawn - high)) / ((high + 1) * (unmarked - drawn + high + 1));
      high += 1;
      left -= above;
      if (left <= 0) return high;
    }
    if (low > least) {
      below *= (low * (unmarked - drawn + low)) / ((marked - low + 1) * (drawn - low + 1));
      low -= 1;
      left -= below;
      if (left <= 0) return low;
    }
  }
  // what rounding leaves of the last probability falls to the mode
  return mode;
}
