import { normalQuadrature } from './gauss-hermite.ts';

/** One binomial count: its log odds are offset + effect (if it has it) + own level (if the model has such) + share x deviation. */
export type Count = {
  readonly events: number;
  readonly n: number;
  readonly offset: number;
  /** 1 where the shared effect acts, 0 where it does not */
  readonly hasEffect: 0 | 1;
  /** how much of the study's deviation, which is normal with variance tau squared, acts on it */
  readonly share: number;
};

/** The counts of each study, and whether each study has a level of its own beside the shared effect. */
export type RandomInterceptModel = { readonly studies: readonly (readonly Count[])[]; readonly hasOwnLevels: boolean };

/** The maximum of the likelihood; null where the likelihood only rises with the spread of the studies. */
export type RandomInterceptFit = {
  effect: number;
  standardError: number;
  tau: number;
  /** of each study: what it says of the effect at this tau, minus the second slope of its log likelihood */
  information: number[];
};

/**
 * Maximum likelihood of a shared effect and of the spread tau of the studies' deviations, the deviations integrated out by
 * adaptive Gauss-Hermite quadrature: its points are laid about the likeliest deviation of each study by the curvature there.
 *
 * The error of the effect is that of the information at the maximum, effect and tau together. The caller sees to it that
 * the effect is finite.
 *
 * @see Pinheiro & Bates (1995) J Comput Graph Stat 4:12
 */
export function fitRandomIntercept(model: RandomInterceptModel, points: number): RandomInterceptFit | null {
  const value = (effect: number, tau: number) => logLikelihood(model, effect, tau, points);
  const best = (tau: number, from: number) => {
    const found = maximise((at) => value(at, tau), from);
    return { effect: found.at, tau, value: found.value };
  };
  // a walk along tau first: from one start alone the climb can end at another top, or at the plain of large tau
  let top = best(0, startOf(model));
  const fitted = ({ effect, tau }: { effect: number; tau: number }): RandomInterceptFit => ({
    effect,
    tau,
    standardError: errorOfEffect(value, effect, tau),
    information: model.studies.map((study) => {
      const alone = { ...model, studies: [study] };
      return -secondSlope((shift) => logLikelihood(alone, effect + shift, tau, points));
    }),
  });
  if (model.studies.length === 1) return fitted({ effect: top.effect, tau: 0 });
  const walked = [top];
  for (let tau = 0.1; tau < 20; tau *= 2) {
    const found = best(tau, (walked.at(-1) as typeof top).effect);
    walked.push(found);
    if (found.value > top.value) top = found;
    // downhill over three doublings
    else if (tau > 7 * Math.max(top.tau, 0.1)) break;
  }
  if (top.tau > 0 && top === walked.at(-1)) return null;
  if (top.tau > 0) {
    const { at: tau } = maximise((at) => best(Math.abs(at), top.effect).value, top.tau);
    top = best(Math.abs(tau), top.effect);
  }
  // the likelihood is even in tau: a step to 0 is the maximum at 0
  if (top.tau < 1e-6) top = best(0, top.effect);
  return fitted(top);
}

/** Pooled log odds, as if all studies were one. */
function startOf({ studies }: RandomInterceptModel): number {
  const withEffect: [number, number] = [0.5, 0.5];
  const without: [number, number] = [0.5, 0.5];
  let offsets = 0;
  for (const { events, n, hasEffect, offset } of studies.flat()) {
    const sums = hasEffect === 1 ? withEffect : without;
    sums[0] += events;
    sums[1] += n - events;
    offsets += offset / studies.length;
  }
  const logOdds = ([yes, no]: [number, number]) => Math.log(yes / no);
  return logOdds(withEffect) - logOdds(without) - offsets;
}

function logLikelihood({ studies, hasOwnLevels }: RandomInterceptModel, effect: number, tau: number, points: number) {
  let sum = 0;
  for (const counts of studies) {
    const at = (level: number) => ofStudy(counts, effect, level, tau, points);
    sum += hasOwnLevels ? maximise(at, levelStart(counts, effect)).value : at(0);
  }
  return sum;
}

function levelStart(counts: readonly Count[], effect: number): number {
  let [yes, no, shift] = [0.5, 0.5, 0];
  for (const { events, n, hasEffect, offset } of counts) {
    yes += events;
    no += n - events;
    shift += (hasEffect * effect + offset) / counts.length;
  }
  return Math.log(yes / no) - shift;
}

/** Log likelihood of one study, up to a constant. */
function ofStudy(counts: readonly Count[], effect: number, level: number, tau: number, points: number): number {
  const given = (deviation: number) => {
    let value = 0;
    for (const count of counts) {
      const logOdds = count.offset + count.hasEffect * effect + level + count.share * tau * deviation;
      value += count.events * logOdds - count.n * softplus(logOdds);
    }
    return value;
  };
  if (tau === 0) return given(0);
  const { mode, spread } = likeliestDeviation(counts, effect, level, tau);
  const { points: nodes, weights } = normalQuadrature(points);
  const top = given(mode) - mode ** 2 / 2;
  let sum = 0;
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as number;
    const deviation = mode + spread * node;
    sum += (weights[index] as number) * Math.exp(given(deviation) - deviation ** 2 / 2 + node ** 2 / 2 - top);
  }
  return top + Math.log(spread * sum);
}

/** In units of tau: where the integrand is largest, and the root of minus the inverse of its log's curvature there. */
function likeliestDeviation(counts: readonly Count[], effect: number, level: number, tau: number) {
  let mode = 0;
  // the slope falls throughout, so its sign says on which side the top is; whole Newton steps could go to and fro for ever
  let [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; ; round += 1) {
    let slope = -mode;
    let curvature = 1;
    for (const count of counts) {
      const logOdds = count.offset + count.hasEffect * effect + level + count.share * tau * mode;
      const probability = 1 / (1 + Math.exp(-logOdds));
      slope += count.share * tau * (count.events - count.n * probability);
      curvature += (count.share * tau) ** 2 * count.n * probability * (1 - probability);
    }
    const step = slope / curvature;
    if (Math.abs(step) <= 1e-13 * (1 + Math.abs(mode)) || round === 200)
      return { mode, spread: 1 / Math.sqrt(curvature) };
    if (slope > 0) lower = mode;
    else upper = mode;
    const next = mode + Math.max(-2, Math.min(2, step));
    mode = next > lower && next < upper ? next : (lower + upper) / 2;
  }
}

/** log(1 + e^x) */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

const WIDTH = 1e-2;

/**
 * Top of a smooth function of one argument, by Newton steps on differences of fourth order. A last step of 1e-6 leaves an error of about
 * its square, and so does one in the value of a function that is itself a maximum over something else.
 */
function maximise(f: (x: number) => number, start: number): { at: number; value: number } {
  let at = start;
  let value = f(at);
  for (let round = 0; round < 200; round += 1) {
    const [before, after] = [f(at - WIDTH), f(at + WIDTH)];
    const wide = f(at + 2 * WIDTH) - f(at - 2 * WIDTH);
    const slope = (8 * (after - before) - wide) / (12 * WIDTH);
    const curvature = (after - 2 * value + before) / WIDTH ** 2;
    let step = curvature < 0 ? -slope / curvature : Math.sign(slope) / 2;
    step = Math.max(-2, Math.min(2, step));
    let next = f(at + step);
    while (next < value && Math.abs(step) > SMALL) {
      step /= 2;
      next = f(at + step);
    }
    if (next < value) break;
    at += step;
    value = next;
    if (Math.abs(step) <= SMALL) break;
  }
  return { at, value };
}

const SMALL = 1e-6;

/** By Richardson's extrapolation of differences, good to about 1e-8. */
function secondSlope(f: (shift: number) => number): number {
  const middle = f(0);
  const at = (h: number) => (f(h) - 2 * middle + f(-h)) / h ** 2;
  return (4 * at(STEP / 2) - at(STEP)) / 3;
}

/** From the curvature in effect and tau. */
function errorOfEffect(value: (effect: number, tau: number) => number, effect: number, tau: number): number {
  const alongEffect = secondSlope((shift) => value(effect + shift, tau));
  if (tau === 0) return 1 / Math.sqrt(-alongEffect);
  const alongTau = secondSlope((shift) => value(effect, tau + shift));
  const alongBoth = secondSlope((shift) => value(effect + shift, tau + shift));
  const mixed = (alongBoth - alongEffect - alongTau) / 2;
  return Math.sqrt(1 / (-alongEffect + mixed ** 2 / alongTau));
}

const STEP = 0.01;
