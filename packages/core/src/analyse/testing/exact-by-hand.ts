/** Exact tests the slow way of the textbook: every table, every way to deal the values, is looked at. */

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i += 1) sum += Math.log(i);
  return sum;
}

/** The probability of a table, and of every table with the same margins. */
export function tablesWith(table: readonly (readonly number[])[]): { observed: number; all: number[] } {
  const rows = table.map((row) => row.reduce((sum, cell) => sum + cell, 0));
  const columns = (table[0] ?? []).map((_cell, column) => table.reduce((sum, row) => sum + (row[column] as number), 0));
  const n = rows.reduce((sum, row) => sum + row, 0);
  const margins = [...rows, ...columns].reduce((sum, margin) => sum + logFactorial(margin), 0) - logFactorial(n);
  const probability = (cells: readonly number[]) =>
    Math.exp(margins - cells.reduce((sum, cell) => sum + logFactorial(cell), 0));
  const all: number[] = [];
  const fill = (row: number, left: readonly number[], cells: readonly number[]): void => {
    if (row === rows.length - 1) {
      all.push(probability([...cells, ...left]));
      return;
    }
    const place = (column: number, toPlace: number, filled: readonly number[]): void => {
      if (column === columns.length - 1) {
        if (toPlace <= (left[column] as number)) {
          const whole = [...filled, toPlace];
          fill(
            row + 1,
            left.map((count, at) => count - (whole[at] as number)),
            [...cells, ...whole],
          );
        }
        return;
      }
      for (let cell = 0; cell <= Math.min(toPlace, left[column] as number); cell += 1)
        place(column + 1, toPlace - cell, [...filled, cell]);
    };
    place(0, rows[row] as number, []);
  };
  fill(0, columns, []);
  return { observed: probability(table.flat()), all };
}

type Ratio = { estimate: number | null; lower: number | null; upper: number | null };

/** The conditional odds ratio: where the mean of the first cell is what was seen; limits: where a tail is as small as asked. */
export function oddsRatioByHand([a, b, c, d]: readonly [number, number, number, number], tail: number): Ratio {
  const least = Math.max(0, a - d);
  const most = Math.min(a + b, a + c);
  if (least === most) return { estimate: null, lower: null, upper: null };
  const counts = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  const weights = counts.map(
    (k) => -logFactorial(k) - logFactorial(a + b - k) - logFactorial(a + c - k) - logFactorial(d - a + k),
  );
  const share = (logOdds: number, condition: (k: number) => boolean, value: (k: number) => number = () => 1) => {
    const terms = counts.map((k, at) => (weights[at] as number) + k * logOdds);
    const top = Math.max(...terms);
    const total = terms.reduce((sum, term) => sum + Math.exp(term - top), 0);
    return (
      counts.reduce((sum, k, at) => sum + (condition(k) ? value(k) * Math.exp((terms[at] as number) - top) : 0), 0) /
      total
    );
  };
  const where = (isTooLow: (logOdds: number) => boolean): number => {
    let [low, high] = [-60, 60];
    for (let round = 0; round < 200; round += 1) {
      const middle = (low + high) / 2;
      if (isTooLow(middle)) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  };
  return {
    estimate:
      a === most
        ? null
        : a === least
          ? 0
          : where(
              (odds) =>
                share(
                  odds,
                  () => true,
                  (k) => k,
                ) < a,
            ),
    lower: a === least ? 0 : where((odds) => share(odds, (k) => k >= a) < tail),
    upper: a === most ? null : where((odds) => share(odds, (k) => k <= a) > tail),
  };
}

/**
 * Wilcoxon's test over every way to deal the values to two samples of these sizes. A way is known by its sum of ranks,
 * ties at their middle, so ways of one sum are counted together; ranks are doubled to be whole.
 */
export function rankSumByHand(first: readonly number[], second: readonly number[]): { p: number; smallest: number } {
  const all = [...first, ...second];
  const doubled = (value: number) =>
    2 * all.filter((other) => other < value).length + all.filter((other) => other === value).length + 1;
  return dealtByHand(
    all.map((value) => doubled(value)),
    first.length,
    first.reduce((sum, value) => sum + doubled(value), 0),
  );
}

/** How often a sum of scores lies as far from its mean as the one seen, or as far as any, when so many are drawn of all. */
export function dealtByHand(scores: readonly number[], size: number, seen: number): { p: number; smallest: number } {
  const mean = (scores.reduce((sum, score) => sum + score, 0) * size) / scores.length;
  // ways[k]: sums of k scores, each with the number of ways to it; a sum is known by its first nine decimals
  const key = (sum: number) => Math.round(sum * 1e9);
  const ways = Array.from({ length: size + 1 }, () => new Map<number, { sum: number; count: number }>());
  ways[0]?.set(0, { sum: 0, count: 1 });
  for (const score of scores) {
    for (let k = size; k > 0; k -= 1) {
      for (const { sum, count } of [...(ways[k - 1]?.values() ?? [])]) {
        const to = sum + score;
        const known = ways[k]?.get(key(to));
        ways[k]?.set(key(to), { sum: to, count: count + (known?.count ?? 0) });
      }
    }
  }
  const dealt = [...(ways[size]?.values() ?? [])].map(({ sum, count }) => ({ far: Math.abs(sum - mean), count }));
  const total = dealt.reduce((sum, { count }) => sum + count, 0);
  const share = (least: number) =>
    dealt.reduce((sum, { far, count }) => (far >= least - 1e-9 ? sum + count : sum), 0) / total;
  return { p: share(Math.abs(seen - mean)), smallest: share(Math.max(...dealt.map(({ far }) => far))) };
}

/** Hodges and Lehmann's shift: the median of all differences, and those at the ranks that hold at least the level. */
export function shiftByHand(first: readonly number[], second: readonly number[], level: number) {
  const differences = first.flatMap((a) => second.map((b) => a - b)).sort((a, b) => a - b);
  const [m, n] = [first.length, second.length];
  // how many orders of m + n different values have each count of pairs
  const ways = new Map<string, number[]>();
  const waysOf = (a: number, b: number): number[] => {
    const key = `${a} ${b}`;
    const known = ways.get(key);
    if (known) return known;
    const made = new Array<number>(a * b + 1).fill(0);
    if (a === 0 || b === 0) made[0] = 1;
    else {
      waysOf(a - 1, b).forEach((count, u) => {
        made[u + b] = (made[u + b] as number) + count;
      });
      waysOf(a, b - 1).forEach((count, u) => {
        made[u] = (made[u] as number) + count;
      });
    }
    ways.set(key, made);
    return made;
  };
  const all = waysOf(m, n);
  const total = all.reduce((sum, count) => sum + count, 0);
  const below = (rank: number) => all.slice(0, rank).reduce((sum, count) => sum + count, 0) / total;
  // the largest rank below which no more than the half of what may be missed lies
  let rank = 0;
  while (below(rank + 1) <= (1 - level) / 2) rank += 1;
  const at = Math.max(1, rank);
  const middle = differences.length / 2;
  const estimate =
    differences.length % 2 === 1
      ? (differences[Math.floor(middle)] as number)
      : ((differences[middle - 1] as number) + (differences[middle] as number)) / 2;
  return {
    estimate,
    lower: differences[at - 1] as number,
    upper: differences[differences.length - at] as number,
    coverage: 1 - 2 * below(at),
  };
}

/** A trend over every way to deal the events to the groups, each weighed by the ways to choose within the groups. */
export function trendByHand(groups: readonly { x: number; n: number; score: number }[]): {
  p: number;
  smallest: number;
} {
  const total = (of: (group: (typeof groups)[number]) => number) => groups.reduce((sum, one) => sum + of(one), 0);
  const events = total(({ x }) => x);
  const expected = (events * total(({ n, score }) => n * score)) / total(({ n }) => n);
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const dealt: { far: number; ways: number }[] = [];
  const deal = (at: number, left: number, sum: number, ways: number): void => {
    const group = groups[at];
    if (!group) {
      if (left === 0) dealt.push({ far: Math.abs(sum - expected), ways });
      return;
    }
    for (let k = 0; k <= Math.min(left, group.n); k += 1)
      deal(at + 1, left - k, sum + k * group.score, ways * choose(group.n, k));
  };
  deal(0, events, 0, 1);
  const all = dealt.reduce((sum, { ways }) => sum + ways, 0);
  const share = (least: number) =>
    dealt.reduce((sum, { far, ways }) => (far >= least - 1e-9 ? sum + ways : sum), 0) / all;
  const observed = Math.abs(total(({ x, score }) => x * score) - expected);
  return { p: share(observed), smallest: share(Math.max(...dealt.map(({ far }) => far))) };
}

/** The upper tail of the normal distribution, by adding up its density. */
export function upperNormal(z: number): number {
  const [steps, far] = [20_000, 12];
  const h = (far - z) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((z + step * h) ** 2) / 2);
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

/** The upper tail of chi-square: a sum for even degrees of freedom, from the normal tail for odd ones. */
export function pearsonTail(x: number, degrees: number): number {
  const half = x / 2;
  let term = degrees % 2 === 0 ? Math.exp(-half) : Math.sqrt((2 * x) / Math.PI) * Math.exp(-half);
  let sum = degrees % 2 === 0 ? term : 2 * upperNormal(Math.sqrt(x));
  for (let k = degrees % 2 === 0 ? 2 : 3; k <= degrees; k += 2) {
    if (degrees % 2 === 0) {
      if (k === degrees) break;
      term *= half / (k / 2);
      sum += term;
    } else {
      sum += term;
      term *= x / k;
    }
  }
  return sum;
}
