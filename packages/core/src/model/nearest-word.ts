/**
 * The name closest to what was written, by the number of letters to change, add, drop or swap, case aside.
 * @returns null when nothing is close enough to be meant: no name begins so, and more than a third of the letters differ
 */
export function nearestWord(written: string, names: Iterable<string>): string | null {
  const wanted = written.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const known = name.toLowerCase();
    // the beginning of a name is as good as one slip
    const distance = wanted.length >= 3 && known.startsWith(wanted) ? 1 : editDistance(wanted, known, least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** The names most like what was written: at most `count`, the closest first, none in which half the letters differ. */
export function nearestWords(written: string, names: Iterable<string>, count: number): string[] {
  const wanted = written.toLowerCase();
  const limit = Math.max(3, Math.floor(wanted.length / 2)) + 1;
  const scored: { name: string; distance: number }[] = [];
  for (const name of names) {
    const distance = editDistance(wanted, name.toLowerCase(), limit);
    if (distance < limit) scored.push({ name, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return scored.slice(0, count).map(({ name }) => name);
}

/** Changes, insertions, deletions and swaps of neighbours that turn one text into the other; `limit` when there are as many or more. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return Math.min(at(last, to.length), limit);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
