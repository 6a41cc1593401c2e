import { assertNumber, InputError } from '../input/index.ts';
import { binomialWeight } from './binomial-weight.ts';

/** An urn with marked and unmarked balls, of which some are drawn without putting back. */
export type Urn = { marked: number; unmarked: number; drawn: number };

/** The fewest and the most marked balls that a draw can hold. @throws InputError `hypergeometric.urn` */
export function hypergeometricRange(urn: Urn): { least: number; most: number } {
  assertUrn(urn);
  return rangeOf(urn);
}

function rangeOf({ marked, unmarked, drawn }: Urn): { least: number; most: number } {
  return { least: Math.max(0, drawn - unmarked), most: Math.min(marked, drawn) };
}

/**
 * Probability of exactly k marked balls among those drawn.
 *
 * @returns 0 where the urn cannot give k
 * @throws InputError `hypergeometric.urn` unless the counts are whole, 0 or more, and no more are drawn than there are
 * @see Loader (2000) Fast and accurate computation of binomial probabilities: the binomial weights of both colours
 */
export function hypergeometricPmf(k: number, urn: Urn): number {
  assertNumber('count', k);
  assertUrn(urn);
  return weightAt(k, urn);
}

/**
 * P(X <= k), computed in the lower tail itself.
 *
 * @throws InputError `hypergeometric.urn`
 */
export function hypergeometricCdf(k: number, urn: Urn): number {
  assertNumber('count', k);
  assertUrn(urn);
  const whole = Math.floor(k);
  const { least, most } = rangeOf(urn);
  if (whole < least) return 0;
  if (whole >= most) return 1;
  return whole < mode(urn) ? sumDown(whole, urn) : 1 - sumUp(whole + 1, urn);
}

/**
 * P(X > k), computed in the upper tail itself.
 *
 * @throws InputError `hypergeometric.urn`
 */
export function hypergeometricUpperTail(k: number, urn: Urn): number {
  assertNumber('count', k);
  assertUrn(urn);
  const whole = Math.floor(k);
  const { least, most } = rangeOf(urn);
  if (whole < least) return 1;
  if (whole >= most) return 0;
  return whole < mode(urn) ? 1 - sumDown(whole, urn) : sumUp(whole + 1, urn);
}

/**
 * The likeliest number of marked balls; probabilities rise up to it and fall after it.
 *
 * @throws InputError `hypergeometric.urn`
 */
export function hypergeometricMode(urn: Urn): number {
  assertUrn(urn);
  return mode(urn);
}

/** P(X = k + 1) / P(X = k). */
export function hypergeometricStep(k: number, { marked, unmarked, drawn }: Urn): number {
  return ((marked - k) / (k + 1)) * ((drawn - k) / (unmarked - drawn + k + 1));
}

function mode({ marked, unmarked, drawn }: Urn): number {
  return Math.floor(((marked + 1) * (drawn + 1)) / (marked + unmarked + 2));
}

function weightAt(k: number, urn: Urn): number {
  const { least, most } = rangeOf(urn);
  if (!Number.isInteger(k) || k < least || k > most) return 0;
  const { marked, unmarked, drawn } = urn;
  const total = marked + unmarked;
  if (total === 0) return 1;
  const share = drawn / total;
  const rest = (total - drawn) / total;
  const ofMarked = binomialWeight(k, marked, share, rest);
  const ofUnmarked = binomialWeight(drawn - k, unmarked, share, rest);
  return ofMarked * (ofUnmarked / binomialWeight(drawn, total, share, rest));
}

/** Terms below this share of the sum so far no longer change it. */
const NEGLIGIBLE = 1e-20;

/** P(X <= k) for k below the mode, where the terms fall towards the end. */
function sumDown(k: number, urn: Urn): number {
  const { least } = rangeOf(urn);
  let term = weightAt(k, urn);
  let sum = term;
  for (let j = k - 1; j >= least && term > sum * NEGLIGIBLE; j -= 1) {
    term /= hypergeometricStep(j, urn);
    sum += term;
  }
  return sum;
}

/** P(X >= k) for k above the mode, where the terms fall towards the end. */
function sumUp(k: number, urn: Urn): number {
  const { most } = rangeOf(urn);
  let term = weightAt(k, urn);
  let sum = term;
  for (let j = k; j < most && term > sum * NEGLIGIBLE; j += 1) {
    term *= hypergeometricStep(j, urn);
    sum += term;
  }
  return sum;
}

export function assertUrn({ marked, unmarked, drawn }: Urn): void {
  const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0;
  if (isCount(marked) && isCount(unmarked) && isCount(drawn) && drawn <= marked + unmarked) return;
  throw new InputError(
    'hypergeometric.urn',
    `An urn holds whole numbers of balls, and no more are drawn than it holds. This one has ${marked} marked and ${unmarked} unmarked, and ${drawn} are drawn. Count again.`,
  );
}
