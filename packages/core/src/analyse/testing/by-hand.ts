/**
 * The numbers of a report worked out the slow way of the textbook, with nothing of the program's own: what the program
 * prints is checked against these. Everything here is written to be read, not to be fast.
 */

/** One patient's follow-up in days; an entry of 0 is the start; `competing`: an event of another kind ended it. */
export type Followed = { days: number; event: boolean; entry: number; competing?: boolean };

export type Point = { day: number; survival: number; lower: number | null; upper: number | null; error: number | null };

const Z: Record<string, number> = {
  '0.95': 1.959963984540054,
  '0.9': 1.6448536269514722,
  '0.8': 1.2815515655446004,
  '0.5': 0.6744897501960817,
};

/** The normal quantile of a two-sided level, from the tables. */
export function normalOf(level: number): number {
  const z = Z[String(level)];
  if (z === undefined) throw new Error(`no table value for the level ${level}`);
  return z;
}

/** The quantile of Student's distribution of a two-sided level: the density is added up until half the level is reached. */
export function studentOf(level: number, degrees: number): number {
  const key = `${level} ${degrees}`;
  const known = STUDENT.get(key) ?? searchStudent(level, degrees);
  STUDENT.set(key, known);
  return known;
}

const STUDENT = new Map<string, number>();

function searchStudent(level: number, degrees: number): number {
  const density = (x: number): number => (1 + (x * x) / degrees) ** (-(degrees + 1) / 2);
  const steps = 20_000;
  // x = u / (1 - u) brings the whole half-line into 0..1
  const area = (to: number): number => {
    const end = to / (1 + to);
    const h = end / steps;
    let sum = 0;
    for (let step = 0; step <= steps; step += 1) {
      const u = step * h;
      const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
      sum += (weight * density(u / (1 - u))) / (1 - u) ** 2;
    }
    return (sum * h) / 3;
  };
  const whole = area(1e9);
  let [low, high] = [0, 1000];
  for (let round = 0; round < 50; round += 1) {
    const middle = (low + high) / 2;
    if (area(middle) / whole < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function atRiskOn(people: readonly Followed[], day: number): number {
  return people.filter(({ days, entry }) => days >= day && (entry === 0 || entry < day)).length;
}

/** S on a day: the product over all event days up to it, with Greenwood's error and the limits of a scale. */
export function survivalOn(people: readonly Followed[], day: number, scale: string, level: number): Point {
  let survival = 1;
  let greenwood = 0;
  for (const time of eventDays(people)) {
    if (time > day) break;
    const n = atRiskOn(people, time);
    const d = people.filter(({ days, event }) => event && days === time).length;
    survival *= 1 - d / n;
    greenwood += d / (n * (n - d));
  }
  if (survival >= 1 || survival <= 0) return { day, survival, lower: null, upper: null, error: null };
  const z = normalOf(level);
  const error = survival * Math.sqrt(greenwood);
  if (scale === 'plain') {
    return { day, survival, lower: Math.max(0, survival - z * error), upper: Math.min(1, survival + z * error), error };
  }
  if (scale === 'log') {
    const factor = Math.exp(z * Math.sqrt(greenwood));
    return { day, survival, lower: survival / factor, upper: Math.min(1, survival * factor), error };
  }
  const power = Math.exp((z * Math.sqrt(greenwood)) / Math.log(survival));
  return { day, survival, lower: survival ** (1 / power), upper: survival ** power, error };
}

export function eventDays(people: readonly Followed[]): number[] {
  return [...new Set(people.filter(({ event }) => event).map(({ days }) => days))].sort((a, b) => a - b);
}

/** The first day on which a curve is below one half; where it rests on one half and falls further, the middle. */
export function dayOfHalf(
  people: readonly Followed[],
  scale: string,
  level: number,
  of: 'survival' | 'lower' | 'upper',
): number | null {
  let rest: number | null = null;
  let height = 0;
  for (const day of eventDays(people)) {
    const value = survivalOn(people, day, scale, level)[of];
    if (value === null || value > 0.5 + 1e-9) continue;
    if (rest !== null) {
      if (value < height) return (rest + day) / 2;
      continue;
    }
    if (value < 0.5 - 1e-9) return day;
    rest = day;
    height = value;
  }
  return rest;
}

/** Every day is looked at: the first one after which S / at risk stays above a share to the end; null where it never does. */
export function greyFrom(people: readonly Followed[], share: number): number | null {
  const last = Math.max(...people.map(({ days }) => days));
  let from: number | null = null;
  for (let day = last - 1; day >= 0; day -= 1) {
    const atRisk = atRiskOn(people, day + 0.5);
    if (atRisk === 0 || survivalOn(people, day, 'plain', 0.95).survival / atRisk <= share) break;
    from = day;
  }
  return from;
}

/** Probability of exactly k of n. */
function binomial(k: number, n: number, p: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i;
  return ways * p ** k * (1 - p) ** (n - k);
}

export function atMost(k: number, n: number, p: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i += 1) sum += binomial(i, n, p);
  return sum;
}

function bisect(isTooLow: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 200; round += 1) {
    const middle = (low + high) / 2;
    if (isTooLow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Exact limits of k of n: where the tail that holds k is as small as `tail`. */
export function exactLimits(k: number, n: number, tail: number): { lower: number; upper: number } {
  return {
    lower: k === 0 ? 0 : bisect((p) => 1 - atMost(k - 1, n, p) < tail),
    upper: k === n ? 1 : bisect((p) => atMost(k, n, p) > tail),
  };
}

/** Score limits of k of n: where the score test stops rejecting. */
export function scoreLimits(k: number, n: number, z: number): { lower: number; upper: number } {
  const share = k / n;
  const rejects = (p: number) => (share - p) ** 2 > (z * z * p * (1 - p)) / n;
  return {
    lower: k === 0 ? 0 : bisect((p) => p < share && rejects(p)),
    upper: k === n ? 1 : bisect((p) => !(p > share && rejects(p))),
  };
}

/** Quantiles by the definitions of Hyndman and Fan. */
export function quantileOf(values: readonly number[], p: number, type: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 1), n) - 1] as number;
  if (type === 2) {
    const rank = n * p;
    return Math.abs(rank - Math.round(rank)) < 1e-9
      ? (at(Math.round(rank)) + at(Math.round(rank) + 1)) / 2
      : at(Math.ceil(rank));
  }
  const rank = type === 6 ? (n + 1) * p : 1 + (n - 1) * p;
  const below = Math.floor(rank);
  return at(below) + (rank - below) * (at(below + 1) - at(below));
}

/** Ranks k and n + 1 - k that enclose the median with at least the level, the closest such pair, and what they truly cover. */
export function medianLimits(
  values: readonly number[],
  level: number,
): { lower: number; upper: number; coverage: number } | null {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  for (let k = Math.floor(n / 2); k >= 1; k -= 1) {
    const coverage = 1 - 2 * atMost(k - 1, n, 0.5);
    if (coverage >= level) return { lower: sorted[k - 1] as number, upper: sorted[n - k] as number, coverage };
  }
  return null;
}

/** Exact limits of a count: the means of Poisson's distribution at which its tail is as small as `tail`. */
export function exactRateLimits(events: number, tail: number): { lower: number; upper: number } {
  const atMostOf = (k: number, mean: number): number => {
    let term = Math.exp(-mean);
    let sum = term;
    for (let i = 1; i <= k; i += 1) {
      term *= mean / i;
      sum += term;
    }
    return sum;
  };
  const scale = 10 * (events + 10);
  return {
    lower: events === 0 ? 0 : scale * bisect((share) => 1 - atMostOf(events - 1, share * scale) < tail),
    upper: scale * bisect((share) => atMostOf(events, share * scale) > tail),
  };
}
