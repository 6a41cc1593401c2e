import { InputError } from '../input/index.ts';
import { assertFollowUp } from '../survival/index.ts';

/** Rows of follow-up for a weighted Cox regression: each row's subject, when it is at risk, and how much it counts. */
export type FineGrayRows = {
  readonly subject: Uint32Array;
  readonly entry: Float64Array;
  readonly exit: Float64Array;
  readonly event: Uint8Array;
  readonly weight: Float64Array;
};

/**
 * Fine and Gray's weights written out, as R's finegray does it: whoever had another event stays at risk beyond it, in a
 * row for each stretch between censorings that has an event of the cause in it, by the share G(t-)/G(T-) that is not
 * censored by then. A Cox regression of the rows, clustered by subject, is the model of `fineGray` with Efron's way with
 * ties and a variance that takes G as known. It is here to reproduce published numbers: there can be as many rows as
 * subjects times censoring times, where `fineGray` needs none.
 *
 * At a tied time events come before censorings, so that those with an event are no longer at risk of being censored.
 *
 * @param cause - of each subject 0 for censored, 1 and up the causes
 * @param which - the cause of interest
 * @returns one row or more a subject, subject after subject
 * @throws InputError `followUp.*` with the index of the subject, `competing.cause`
 * @see Geskus (2011) Biometrics 67:39; R: survival::finegray
 */
export function fineGrayRows(exit: Float64Array, cause: Uint8Array, which = 1): FineGrayRows {
  if (!(which >= 1 && Number.isInteger(which))) {
    throw new InputError('competing.cause', `Causes are numbered from 1. This asks for ${which}. Give a whole number.`);
  }
  assertFollowUp({ exit, event: cause.map((code) => Math.min(code, 1)) });
  const cuts = distinct(exit.filter((_, subject) => cause[subject] === 0));
  const wanted = distinct(exit.filter((_, subject) => cause[subject] === which));
  const sorted = exit.slice().sort();
  const others = exit.filter((_, subject) => cause[subject] !== 0).sort();
  // after each cut: how many are not censored by it
  const shares = new Float64Array(cuts.length);
  let share = 1;
  cuts.forEach((time, place) => {
    const leftBefore = upTo(sorted, time, false);
    const eventsNow = upTo(others, time, true) - upTo(others, time, false);
    const atRisk = exit.length - leftBefore - eventsNow;
    const censored = upTo(sorted, time, true) - leftBefore - eventsNow;
    share *= (atRisk - censored) / atRisk;
    shares[place] = share;
  });
  const last = Math.max(0, ...exit);
  const rows: { subject: number; entry: number; exit: number; event: number; weight: number }[] = [];
  for (let subject = 0; subject < exit.length; subject += 1) {
    const time = exit[subject] as number;
    const code = cause[subject] as number;
    if (code === 0 || code === which) {
      rows.push({ subject, entry: 0, exit: time, event: code === 0 ? 0 : 1, weight: 1 });
      continue;
    }
    const first = upTo(cuts, time, false); // the first cut at or after its event
    const own = first === 0 ? 1 : (shares[first - 1] as number);
    rows.push({ subject, entry: 0, exit: cuts[first] ?? Math.max(time, last), event: 0, weight: 1 });
    for (let place = first; place < cuts.length; place += 1) {
      const from = cuts[place] as number;
      const to = cuts[place + 1] ?? last;
      const hasEvent = upTo(wanted, to, true) > upTo(wanted, from, true);
      if (hasEvent) rows.push({ subject, entry: from, exit: to, event: 0, weight: (shares[place] as number) / own });
    }
  }
  return {
    subject: Uint32Array.from(rows, (row) => row.subject),
    entry: Float64Array.from(rows, (row) => row.entry),
    exit: Float64Array.from(rows, (row) => row.exit),
    event: Uint8Array.from(rows, (row) => row.event),
    weight: Float64Array.from(rows, (row) => row.weight),
  };
}

function distinct(times: Float64Array): Float64Array {
  return times.sort().filter((time, place, all) => place === 0 || time !== all[place - 1]);
}

/** How many of sorted times lie before a time, or at it too. */
function upTo(sorted: Float64Array, time: number, isIncluded: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] as number;
    if (value < time || (isIncluded && value === time)) low = middle + 1;
    else high = middle;
  }
  return low;
}
