import { exactLimits, normalOf, scoreLimits, studentOf } from './by-hand.ts';

/** Patients with and all of one series. */
export type Counts = { k: number; n: number };

/** How a meta-analysis was made, as its options say. */
export type Pooling = {
  model: string;
  betweenSeries: string;
  hartungKnapp: boolean;
  level: number;
  interval: string;
};

/** A number of a meta-analysis worked out again from the counts of the series that it names, the slow way. */
export function recomputePooled(own: string, series: readonly Counts[], how: Pooling): number | null {
  const k = sum(series.map((one) => one.k));
  const n = sum(series.map((one) => one.n));
  if (own === 'pooled.series' || own === 'leftOut.series') return series.length;
  if (own === 'pooled.count') return k;
  if (own === 'pooled.of') return n;
  if (series.length < 2) return null;
  if (own === 'degreesOfFreedom') return series.length - 1;
  const key = JSON.stringify([series, how]);
  const found = KNOWN.get(key) ?? (how.model === 'binomialNormal' ? byCounts(series, how) : byScale(series, how));
  KNOWN.set(key, found);
  return found[own] ?? null;
}

/** The share of one of the series in the mean: of the slope of the slope of its log likelihood, or of 1 / variance. */
export function recomputeWeight(place: number, series: readonly Counts[], how: Pooling): number {
  const shares = how.model === 'binomialNormal' ? curvatures(series) : weightsOnScale(series, how);
  return (shares[place] as number) / sum(shares);
}

function curvatures(series: readonly Counts[]): number[] {
  const { mean, tau } = likeliest(series);
  const h = 1e-3;
  return series.map((one) => {
    const at = (shift: number): number => logLikelihood([one], mean + shift, tau);
    return (2 * at(0) - at(h) - at(-h)) / h ** 2;
  });
}

/** All numbers of a pooling are worked out at once. */
const KNOWN = new Map<string, Record<string, number | null>>();

/** The limits of one series, of the kind that the options name. */
export function recomputeLimits({ k, n }: Counts, how: Pooling): { lower: number; upper: number } {
  return how.interval === 'wilson' ? scoreLimits(k, n, normalOf(how.level)) : exactLimits(k, n, (1 - how.level) / 2);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

function byCounts(series: readonly Counts[], { level }: Pooling): Record<string, number | null> {
  const { mean, tau, error } = likeliest(series);
  const reach = normalOf(level) * error;
  const far = series.length > 2 ? studentOf(level, series.length - 2) * Math.sqrt(error ** 2 + tau ** 2) : null;
  const p = sum(series.map((one) => one.k)) / sum(series.map((one) => one.n));
  const surprise = (count: number, expected: number): number => (count === 0 ? 0 : count * Math.log(count / expected));
  const ratio = 2 * sum(series.map(({ k, n }) => surprise(k, n * p) + surprise(n - k, n * (1 - p))));
  // the typical variance of logits whose zeros are corrected by a half
  const weights = series.map(({ k, n }) => {
    const add = k === 0 || k === n ? 0.5 : 0;
    return 1 / (1 / (k + add) + 1 / (n - k + add));
  });
  return {
    'pooled.proportion': share(mean),
    'pooled.proportion.lower': share(mean - reach),
    'pooled.proportion.upper': share(mean + reach),
    'prediction.lower': far === null ? null : share(mean - far),
    'prediction.upper': far === null ? null : share(mean + far),
    tauSquared: tau ** 2,
    iSquared: tau ** 2 / (tau ** 2 + typical(weights)),
    statistic: ratio,
    pValue: chiSquareTail(ratio, series.length - 1),
  };
}

function typical(weights: readonly number[]): number {
  return ((weights.length - 1) * sum(weights)) / (sum(weights) ** 2 - sum(weights.map((w) => w * w)));
}

/** Sum over a fine grid in place of each integral over the deviation of a series. */
function logLikelihood(series: readonly Counts[], mean: number, tau: number): number {
  return sum(
    series.map(({ k, n }) => {
      let integral = 0;
      for (let u = -8; u <= 8; u += GRID) {
        const logOdds = mean + tau * u;
        integral += Math.exp(k * logOdds - n * Math.log1p(Math.exp(logOdds)) - (u * u) / 2) * GRID;
      }
      return Math.log(integral / Math.sqrt(2 * Math.PI));
    }),
  );
}

const GRID = 0.05;

/** The mean and spread that make the counts likeliest, by thirds of an interval, and the error by second differences. */
function likeliest(series: readonly Counts[]): { mean: number; tau: number; error: number } {
  const k = sum(series.map((one) => one.k));
  const n = sum(series.map((one) => one.n));
  const meanAt = (tau: number): number => top((mean) => logLikelihood(series, mean, tau), -8, 8);
  const height = (tau: number): number => logLikelihood(series, meanAt(tau), tau);
  const together = Math.log(k / (n - k));
  // where the likelihood falls from a spread of 0 on, the series are one
  if (height(0.05) < logLikelihood(series, together, 0) && height(0.3) < height(0.05)) {
    return { mean: together, tau: 0, error: 1 / Math.sqrt((k * (n - k)) / n) };
  }
  const tau = top(height, 0, 6);
  const mean = meanAt(tau);
  const h = 1e-3;
  const at = (a: number, b: number): number => logLikelihood(series, mean + a * h, tau + b * h);
  const middle = at(0, 0);
  const second = (a: number, b: number): number => (at(a, b) - 2 * middle + at(-a, -b)) / h ** 2;
  const [mm, tt] = [second(1, 0), second(0, 1)];
  const mt = (second(1, 1) - mm - tt) / 2;
  return { mean, tau, error: Math.sqrt(-tt / (mm * tt - mt ** 2)) };
}

/** The top of a function with one, to about 1e-7, by golden sections: each keeps one of its two inner points. */
function top(f: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (high - low > 1e-7) {
    if (atLeft < atRight) {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = f(right);
    } else {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = f(left);
    }
  }
  return (low + high) / 2;
}

function weightsOnScale(series: readonly Counts[], how: Pooling): number[] {
  const v = series.map((one) => scaled(one, how.model).v);
  const y = series.map((one) => scaled(one, how.model).y);
  const at = atTauSquared(y, v);
  return at(tauSquaredOf(how.betweenSeries, v, at, series.length - 1)).w;
}

function atTauSquared(y: readonly number[], v: readonly number[]): At {
  return (tau2) => {
    const w = v.map((one) => 1 / (one + tau2));
    const mean = sum(y.map((one, i) => one * (w[i] as number))) / sum(w);
    return { w, mean, q: sum(y.map((one, i) => (w[i] as number) * (one - mean) ** 2)) };
  };
}

function byScale(series: readonly Counts[], how: Pooling): Record<string, number | null> {
  const y = series.map((one) => scaled(one, how.model).y);
  const v = series.map((one) => scaled(one, how.model).v);
  const df = series.length - 1;
  const at = atTauSquared(y, v);
  const q = at(0).q;
  const tau2 = tauSquaredOf(how.betweenSeries, v, at, df);
  const { w, mean, q: spread } = at(tau2);
  const error = Math.sqrt((how.hartungKnapp ? spread / df : 1) / sum(w));
  const reach = (how.hartungKnapp ? studentOf(how.level, df) : normalOf(how.level)) * error;
  const isCommon = how.betweenSeries === 'common';
  const far = isCommon || df < 2 ? null : studentOf(how.level, df - 1) * Math.sqrt(error ** 2 + tau2);
  const back = (point: number | null): number | null => (point === null ? null : turnedBack(point, how.model, series));
  const typicalVariance = typical(at(0).w);
  const limit = (tail: number): number => fallingTo((one) => chiSquareTail(at(one).q, df), tail);
  const [low, high] = [limit((1 - how.level) / 2), limit((1 + how.level) / 2)];
  const notSampling = (one: number): number => one / (one + typicalVariance);
  return {
    'pooled.proportion': back(mean),
    'pooled.proportion.lower': back(mean - reach),
    'pooled.proportion.upper': back(mean + reach),
    'prediction.lower': far === null ? null : back(mean - far),
    'prediction.upper': far === null ? null : back(mean + far),
    tauSquared: tau2,
    iSquared: isCommon ? Math.max(0, (q - df) / q) : notSampling(tau2),
    'tauSquared.lower': low,
    'tauSquared.upper': high,
    'iSquared.lower': notSampling(low),
    'iSquared.upper': notSampling(high),
    statistic: q,
    pValue: chiSquareTail(q, df),
  };
}

function scaled({ k, n }: Counts, model: string): { y: number; v: number } {
  const angle = (x: number, of: number): number => Math.asin(Math.sqrt(x / of));
  if (model === 'arcsine') return { y: angle(k, n), v: 1 / (4 * n) };
  if (model === 'doubleArcsine') return { y: (angle(k, n + 1) + angle(k + 1, n + 1)) / 2, v: 1 / (4 * n + 2) };
  const add = k === 0 || k === n ? 0.5 : 0;
  return { y: Math.log((k + add) / (n - k + add)), v: 1 / (k + add) + 1 / (n - k + add) };
}

function turnedBack(point: number, model: string, series: readonly Counts[]): number {
  if (model === 'logit') return share(point);
  if (model === 'arcsine') return Math.sin(Math.min(Math.max(point, 0), Math.PI / 2)) ** 2;
  // the share at which a series of the harmonic mean size has just this mean of angles
  const n = series.length / sum(series.map((one) => 1 / one.n));
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (scaled({ k: middle * n, n }, model).y < point) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

type At = (tau2: number) => { w: number[]; mean: number; q: number };

function tauSquaredOf(name: string, v: readonly number[], at: At, df: number): number {
  if (name === 'common') return 0;
  if (name === 'pauleMandel') return fallingTo((one) => at(one).q, df);
  if (name === 'derSimonianLaird') {
    const { w, q } = at(0);
    return Math.max(0, (q - df) / (sum(w) - sum(w.map((one) => one * one)) / sum(w)));
  }
  const height = (tau2: number): number => {
    const { w, q } = at(tau2);
    return -q / 2 - Math.log(sum(w)) / 2 - sum(v.map((one) => Math.log(one + tau2))) / 2;
  };
  const found = top(height, 0, 50);
  return height(0) >= height(found) ? 0 : found;
}

/** Where a function of tau squared crosses a value: that of q falls, that of its p rises; 0 where it is past it there. */
function fallingTo(f: (tau2: number) => number, value: number): number {
  const rises = f(1000) > f(0);
  const isPast = (tau2: number): boolean => (rises ? f(tau2) >= value : f(tau2) <= value);
  if (isPast(0)) return 0;
  let [low, high] = [0, 1e6];
  for (let round = 0; round < 120; round += 1) {
    const middle = (low + high) / 2;
    if (isPast(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** P(chi-square > x) by the sums that hold for even and for odd degrees of freedom. */
export function chiSquareTail(x: number, df: number): number {
  if (df % 2 === 0) {
    let [term, total] = [1, 1];
    for (let i = 1; i < df / 2; i += 1) {
      term *= x / 2 / i;
      total += term;
    }
    return Math.exp(-x / 2) * total;
  }
  // beyond x on 1 degree lies twice a normal tail, added up from its density; each 2 degrees more add a term
  const root = Math.sqrt(x);
  const step = 1e-4;
  let tail = 0;
  for (let u = root + step / 2; u < root + 12; u += step) tail += Math.exp((-u * u) / 2) * step;
  let total = tail * Math.sqrt(2 / Math.PI);
  let term = Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2);
  for (let i = 3; i <= df; i += 2) {
    total += term;
    term *= x / i;
  }
  return total;
}
