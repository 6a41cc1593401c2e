import { logFactorial } from '../distributions/index.ts';
import { completionBounds } from './completion-bounds.ts';
import { bundleOf, type Path, type PathBundle, pathsUpTo, weightBetween } from './path-bundle.ts';
import { marginsOf, type TableOfCounts } from './table-of-counts.ts';
import { TIE } from './tie.ts';
import { twoColumnTail } from './two-column-tail.ts';

/** Nodes and paths that are held at once, about a quarter of a gigabyte. */
const HELD = 2_000_000;
/** Steps of work that making a node costs. */
const NODE = 8;
/** Log weights that differ by less than this differ by rounding. */
const SAME = 1e-10;

/**
 * The probability, given all margins, of the tables that are no likelier than this one.
 *
 * Columns are filled one after the other. What has been filled matters only by what it leaves of each row and by its
 * weight, so partial tables that agree in both are one (a node of Mehta and Patel's network, and a path to it). A path
 * ends early where every way to complete it is under the observed weight, and then counts as a whole, or over it.
 *
 * @param budget - of steps: fillings of a column or a row, paths continued, and terms summed
 * @returns null when the budget, or the room for paths, was not enough
 */
export function exactTableP(table: TableOfCounts, budget: number): { pValue: number; work: number } | null {
  const network = networkOf(table);
  if (!network) return null;
  const { rows, columns, scale, limit, keyOf } = network;
  let pValue = 0;
  let work = 0;
  const isAllowed = (steps: number) => {
    work += steps;
    return work <= budget;
  };

  const start: Node = {
    left: rows,
    logAll: 0,
    ceiling: 0,
    floor: 0,
    paths: new Map([[0, { logWeight: 0, count: 1 }]]),
  };
  let nodes = new Map([[0, start]]);
  for (let stage = 0; stage < columns.length - 2; stage += 1) {
    const column = columns[stage] as number;
    const bounds = completionBounds(columns.slice(stage + 1), rows.length);
    const next = new Map<number, Node>();
    let held = 0;
    const reach = (left: number[]): Node => {
      const key = keyOf(left);
      const known = next.get(key);
      if (known) return known;
      const node = { left, logAll: bounds.logAll(left), ceiling: bounds.ceiling(left), floor: null, paths: new Map() };
      next.set(key, node);
      held += 1;
      work += NODE;
      return node;
    };
    for (const { left, paths } of nodes.values()) {
      if (paths.size === 0) continue;
      const bundle = bundleOf(paths.values());
      const all = bundle.logWeights.length;
      if (work + fillings(left, column, budget) > budget) return null;
      eachFilling(left, column, (leaves, logWeight) => {
        const node = reach(leaves);
        const done = pathsUpTo(bundle, limit - logWeight - node.ceiling);
        pValue += weightBetween(bundle, 0, done, logWeight + node.logAll + scale);
        if (done === all) return isAllowed(1);
        node.floor ??= bounds.floor(leaves);
        const open = pathsUpTo(bundle, limit - logWeight - node.floor, done);
        held -= node.paths.size;
        for (let k = done; k < open; k += 1) follow(node, bundle, k, logWeight);
        held += node.paths.size;
        return isAllowed(1 + open - done) && held <= HELD;
      });
      if (work > budget || held > HELD) return null;
    }
    nodes = next;
  }

  for (const { left, paths } of nodes.values()) {
    if (paths.size === 0) continue;
    pValue += twoColumnTail(left, columns.at(-2) as number, bundleOf(paths.values()), limit, scale, isAllowed);
    if (work > budget) return null;
  }
  return { pValue: Math.min(1, pValue), work };
}

/** What is left of each row, largest first; what is known of the completions; the paths to here that are open. */
type Node = {
  left: readonly number[];
  logAll: number;
  ceiling: number;
  /** null until it is asked for */
  floor: number | null;
  paths: Map<number, Path>;
};

type Network = {
  /** the shorter side, largest first */
  rows: number[];
  /** the longer side, smallest first: the many ways to fill the large ones come last, where they are summed at once */
  columns: number[];
  /** log of the probability of a table, less its log weight */
  scale: number;
  /** the observed log weight, and what ties with it */
  limit: number;
  keyOf(left: readonly number[]): number;
};

/** The weight of a table is the product of 1 / n! over its cells. */
function networkOf(table: TableOfCounts): Network | null {
  const { rows, columns, total } = marginsOf(table);
  const [shorter, longer] = rows.length <= columns.length ? [rows, columns] : [columns, rows];
  const base = Math.max(...shorter) + 1;
  // more states than that are no budget's
  if (base ** shorter.length > Number.MAX_SAFE_INTEGER) return null;
  const sum = (counts: ArrayLike<number>) => Array.from(counts, logFactorial).reduce((all, one) => all + one, 0);
  return {
    rows: shorter.toSorted((a, b) => b - a),
    columns: longer.toSorted((a, b) => a - b),
    scale: sum(rows) + sum(columns) - logFactorial(total),
    limit: Math.log1p(TIE) - table.reduce((all, row) => all + sum(row), 0),
    keyOf: (left) => left.reduce((key, count) => key * base + count, 0),
  };
}

/** Continues one of the paths to a node. */
function follow(node: Node, { logWeights, counts }: PathBundle, k: number, step: number): void {
  const logWeight = (logWeights[k] as number) + step;
  const count = counts[k] as number;
  const key = Math.round(logWeight / SAME);
  const known = node.paths.get(key);
  if (known) known.count += count;
  else node.paths.set(key, { logWeight, count });
}

/** How many ways there are to take a column from the rows, as far as that is under a limit. */
function fillings(rows: readonly number[], column: number, limit: number): number {
  let ways = new Float64Array(column + 1);
  ways[0] = 1;
  for (const row of rows) {
    const more = new Float64Array(column + 1);
    let window = 0;
    for (let rest = 0; rest <= column; rest += 1) {
      window += ways[rest] as number;
      if (rest > row) window -= ways[rest - row - 1] as number;
      more[rest] = Math.min(window, 2 * limit);
    }
    ways = more;
  }
  return ways[column] as number;
}

/** Visits every way to take a column from the rows, with what is left, largest first, until told to stop. */
function eachFilling(
  rows: readonly number[],
  column: number,
  visit: (left: number[], logWeight: number) => boolean,
): void {
  const left = [...rows];
  const after = rows.map((_, row) => rows.slice(row + 1).reduce((sum, count) => sum + count, 0));
  const fill = (row: number, rest: number, logWeight: number): boolean => {
    if (row === rows.length)
      return visit(
        left.toSorted((a, b) => b - a),
        logWeight,
      );
    const size = rows[row] as number;
    for (let x = Math.max(0, rest - (after[row] as number)); x <= Math.min(size, rest); x += 1) {
      left[row] = size - x;
      if (!fill(row + 1, rest - x, logWeight - logFactorial(x))) return false;
    }
    left[row] = size;
    return true;
  };
  fill(0, column, 0);
}
