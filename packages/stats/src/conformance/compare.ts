import type { Difference } from './reason.ts';

/** Of numbers: relative, and absolute for those near 0. A case of behaviour has no digits, and null. */
export type Tolerance = { kind: string; rel: number | null; abs?: number };

/** What a comparison of an answer with R's found. A value is a number, a null or a text at the end of a path. */
export type Comparison = { compared: number; maxRelativeError: number; differences: Difference[]; deviations: number };

/**
 * A field where the library does not follow R on purpose. It is not passed over: both values must be as stated, so a
 * deviation that has gone is a difference; or, where R's own number is rough, two numbers must agree as stated.
 */
export type Deviation = {
  /** the path, e.g. `at_times.lower.3`, or one for all indices, `at_times.lower.#` */
  path: string;
  /** whether it holds for an index of the path */
  applies: (index: number) => boolean;
} & (
  | { ours: number | boolean | null; r: number | boolean | null }
  | {
      /** whether two numbers agree as stated */
      agree: (ours: number, r: number) => boolean;
    }
);

/**
 * Compares every value of R's answer with the library's, at the case's own tolerance. R's NA, NaN and infinities mean
 * that something could not be estimated and equal the library's null. A field on one side only is a difference.
 */
export function compareWithR(
  expected: unknown,
  actual: unknown,
  tolerance: Tolerance,
  deviations: readonly Deviation[] = [],
): Comparison {
  const found: Comparison = { compared: 0, maxRelativeError: 0, differences: [], deviations: 0 };
  if (tolerance.rel === null) throw new Error(`a case of ${tolerance.kind} has no digits to compare`);
  const relative = tolerance.rel;
  const absolute = tolerance.abs ?? 0;

  const differs = (difference: Difference): void => void found.differences.push(difference);
  const visit = (path: string, theirs: unknown, ours: unknown): void => {
    if (Array.isArray(theirs)) {
      const list = Array.isArray(ours) ? ours : [];
      if (theirs.length !== list.length) differs({ is: 'length', path, r: theirs.length, ours: list.length });
      if (theirs.length === 0) {
        found.compared += 1; // that there is none is an answer too
        if (!Array.isArray(ours)) differs({ is: 'notEmpty', path, ours: String(ours) });
      }
      for (const [index, value] of theirs.entries()) visit(`${path}.${index}`, value, list[index]);
      return;
    }
    if (typeof theirs === 'object' && theirs !== null) {
      const fields = (typeof ours === 'object' && ours !== null ? ours : {}) as Record<string, unknown>;
      for (const key of new Set([...Object.keys(theirs), ...Object.keys(fields)])) {
        const inner = path === '' ? key : `${path}.${key}`;
        if (!(key in theirs)) differs({ is: 'unknownToR', path: inner });
        else visit(inner, (theirs as Record<string, unknown>)[key], fields[key]);
      }
      return;
    }
    found.compared += 1;
    const r = isNotEstimable(theirs) ? null : theirs;
    const deviation = deviationAt(path, deviations);
    if (deviation) {
      found.deviations += 1;
      if (!isAsStated(deviation, ours, r)) differs({ is: 'notAsStated', path, r: String(r), ours: String(ours) });
      return;
    }
    if (typeof r !== 'number' || typeof ours !== 'number') {
      if (r !== ours) differs({ is: 'value', path, r: String(r), ours: String(ours) });
      return;
    }
    const error = Math.abs(r - ours);
    if (Math.abs(r) > absolute) found.maxRelativeError = Math.max(found.maxRelativeError, error / Math.abs(r));
    if (!(error <= absolute || error <= relative * Math.abs(r))) {
      differs({ is: 'value', path, r: String(r), ours: String(ours) });
    }
  };
  visit('', expected, actual);
  return found;
}

function isNotEstimable(value: unknown): boolean {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity';
}

function isAsStated(deviation: Deviation, ours: unknown, r: unknown): boolean {
  if (!('agree' in deviation)) return r === deviation.r && ours === deviation.ours;
  if (typeof r !== 'number' || typeof ours !== 'number') return r === ours;
  return deviation.agree(ours, r);
}

function deviationAt(path: string, deviations: readonly Deviation[]): Deviation | undefined {
  const index = Number(/\.(\d+)$/.exec(path)?.[1] ?? -1);
  const general = path.replace(/\.\d+/g, '.#');
  return deviations.find(
    (deviation) => (deviation.path === path || deviation.path === general) && deviation.applies(index),
  );
}
