import { hypergeometricCdf, hypergeometricUpperTail } from '../distributions/index.ts';
import { assertLevel, InputError } from '../input/index.ts';

/** How many of a finite population are marked, as a sample shows it: whole numbers but for the estimate. */
export type PopulationCount = {
  /** marked in the sample, times population / sample; null when nobody was drawn */
  estimate: number | null;
  /** two-sided limits */
  lower: number;
  upper: number;
  /** one-sided at the same level: no more than these are marked */
  upperOneSided: number;
};

/** A simple random sample without putting back. */
export type PopulationSample = { marked: number; drawn: number; population: number };

/**
 * How many of a finite population are marked, from a simple random sample of it drawn without replacement. The limits are
 * exact: all counts that a hypergeometric test of the sample does not refuse, with (1 - level) / 2 in each tail, or
 * 1 - level above for `upperOneSided`. They cover with at least the level. What was drawn is known: with everybody drawn
 * all limits are the count itself.
 *
 * @returns with nobody drawn the estimate is null and the limits are 0 and the whole population
 * @throws InputError `population.sample` unless the counts are whole, 0 or more, no more are marked than drawn and no more
 *   drawn than there are; `level.range`
 * @see Buonaccorsi (1987) Am Stat 41:215; Konijn (1973) Statistical Theory of Sample Survey Design and Analysis, 2.5
 */
export function markedInPopulation(sample: PopulationSample, level = 0.95): PopulationCount {
  assertLevel(level);
  assertSample(sample);
  const { marked, drawn, population } = sample;
  const tail = (1 - level) / 2;
  return {
    estimate: drawn === 0 ? null : (marked * population) / drawn,
    lower: lowerLimit(sample, tail),
    upper: upperLimit(sample, tail),
    upperOneSided: upperLimit(sample, 1 - level),
  };
}

/** The most marked in the population that leave so few in the sample a probability above the tail. */
function upperLimit({ marked, drawn, population }: PopulationSample, tail: number): number {
  const isBearable = (count: number): boolean =>
    hypergeometricCdf(marked, { marked: count, unmarked: population - count, drawn }) > tail;
  return lastHolding(marked, population - (drawn - marked), isBearable);
}

/** The fewest marked in the population that leave so many in the sample a probability above the tail. */
function lowerLimit({ marked, drawn, population }: PopulationSample, tail: number): number {
  const isTooFew = (count: number): boolean =>
    hypergeometricUpperTail(marked - 1, { marked: count, unmarked: population - count, drawn }) <= tail;
  const most = population - (drawn - marked);
  return isTooFew(marked) ? lastHolding(marked, most, isTooFew) + 1 : marked;
}

/** The last number from `first` to `last` that holds, where those that hold come first and `first` does. */
function lastHolding(first: number, last: number, holds: (count: number) => boolean): number {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function assertSample({ marked, drawn, population }: PopulationSample): void {
  const counts = [marked, drawn, population];
  if (counts.every((count) => Number.isSafeInteger(count) && count >= 0) && marked <= drawn && drawn <= population)
    return;
  throw new InputError(
    'population.sample',
    `A sample holds whole numbers, no more marked than drawn and no more drawn than there are. This one has ${marked} marked of ${drawn} drawn from ${population}. Count again.`,
  );
}
