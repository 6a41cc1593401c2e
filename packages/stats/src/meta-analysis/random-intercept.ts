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
  const alongTau = (from: { effect: number; tau: number }) => {
    const { at: tau } = maximise((at) => best(Math.abs(at), from.effect).value, from.tau);
    return best(Math.abs(tau), from.effect);
  };
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
  // a walk along tau first: from one start alone the climb can end at another top, or at the plain of large tau
  const few = Math.min(points, 7);
  const near = model.hasOwnLevels ? best : (tau: number, from: number) => nearBest(model, tau, from, few);
  const walked = [top];
  for (let tau = 0.1; tau < 20; tau *= 2) {
    const found = near(tau, (walked.at(-1) as typeof top).effect);
    walked.push(found);
    if (found.value > top.value) top = found;
    // downhill over three doublings
    else if (tau > 7 * Math.max(top.tau, 0.1)) break;
  }
  if (top.tau > 0 && top === walked.at(-1)) return null;
  if (top.tau > 0) top = climbTogether(value, model.hasOwnLevels ? top : nearTop(model, top, few)) ?? alongTau(top);
  // the likelihood is even in tau: a step to 0 is the maximum at 0
  if (top.tau < 1e-6) top = best(0, top.effect);
  return fitted(top);
}

/**
 * The likeliest effect at one tau, to about 1e-4, for a model without levels of the studies' own: near enough to see
 * on which tau the top lies, at a fifth of the work of differences.
 */
function nearBest(model: RandomInterceptModel, tau: number, from: number, points: number) {
  let effect = from;
  let here = slopesAt(model, effect, tau, points);
  for (let round = 0; round < 50; round += 1) {
    let step = here.curvature < 0 ? -here.slope / here.curvature : Math.sign(here.slope) / 2;
    step = Math.max(-2, Math.min(2, step));
    let next = slopesAt(model, effect + step, tau, points);
    while (next.value < here.value && Math.abs(step) > NEAR) {
      step /= 2;
      next = slopesAt(model, effect + step, tau, points);
    }
    if (next.value < here.value) break;
    effect += step;
    here = next;
    if (Math.abs(step) <= NEAR) break;
  }
  return { effect, tau, value: here.value };
}

const NEAR = 1e-2;

/** From the best point of the walk to near the top, which lies between its neighbours: Newton steps, or halving where they leave. */
function nearTop(model: RandomInterceptModel, from: { effect: number; tau: number; value: number }, points: number) {
  let { effect, tau } = from;
  let here = slopesAt(model, effect, tau, points);
  let [lower, upper] = [tau === 0.1 ? 0 : tau / 2, 2 * tau];
  for (let round = 0; round < 30 && here.curvature < 0; round += 1) {
    // along the ridge, the likeliest effect at each tau
    const slope = here.slopeOfTau - (here.mixed / here.curvature) * here.slope;
    const curvature = here.curvatureOfTau - here.mixed ** 2 / here.curvature;
    if (slope > 0) lower = tau;
    else upper = tau;
    const newton = tau - slope / curvature;
    const next = curvature < 0 && newton > lower && newton < upper ? newton : (lower + upper) / 2;
    const stepOfTau = next - tau;
    const stepOfEffect = Math.max(-2, Math.min(2, -(here.slope + here.mixed * stepOfTau) / here.curvature));
    tau = next;
    effect += stepOfEffect;
    here = slopesAt(model, effect, tau, points);
    if (Math.abs(stepOfEffect) + Math.abs(stepOfTau) < 1e-4) break;
  }
  return { effect, tau, value: here.value };
}

/**
 * Log likelihood of a model without levels of the studies' own, its slopes and curvatures in effect and tau: score and
 * information averaged over the deviations. These are the integral's; those of the quadrature differ a little.
 */
function slopesAt({ studies }: RandomInterceptModel, effect: number, tau: number, points: number) {
  const { points: nodes, weights } = normalQuadrature(points);
  const sum = { value: 0, slope: 0, curvature: 0, slopeOfTau: 0, curvatureOfTau: 0, mixed: 0 };
  for (const counts of studies) {
    const { mode, spread } = likeliestDeviation(counts, effect, 0, tau, 1e-4);
    const top = givenDeviation(counts, effect, 0, tau, mode) - mode ** 2 / 2;
    let [mass, slope, curvature, slopeOfTau, curvatureOfTau, mixed] = [0, 0, 0, 0, 0, 0];
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index] as number;
      const deviation = mode + spread * node;
      let [given, score, information, scoreOfTau, informationOfTau, shared] = [0, 0, 0, 0, 0, 0];
      for (const count of counts) {
        const moved = count.share * deviation;
        const logOdds = count.offset + count.hasEffect * effect + tau * moved;
        const probability = 1 / (1 + Math.exp(-logOdds));
        const residual = count.events - count.n * probability;
        const variance = count.n * probability * (1 - probability);
        given += count.events * logOdds - count.n * softplus(logOdds);
        score += count.hasEffect * residual;
        information += count.hasEffect * variance;
        scoreOfTau += moved * residual;
        informationOfTau += moved ** 2 * variance;
        shared += count.hasEffect * moved * variance;
      }
      const weight = (weights[index] as number) * Math.exp(given - deviation ** 2 / 2 + node ** 2 / 2 - top);
      mass += weight;
      slope += weight * score;
      slopeOfTau += weight * scoreOfTau;
      curvature += weight * (score ** 2 - information);
      curvatureOfTau += weight * (scoreOfTau ** 2 - informationOfTau);
      mixed += weight * (score * scoreOfTau - shared);
    }
    sum.value += top + Math.log(spread * mass);
    sum.slope += slope / mass;
    sum.slopeOfTau += slopeOfTau / mass;
    sum.curvature += curvature / mass - (slope / mass) ** 2;
    sum.curvatureOfTau += curvatureOfTau / mass - (slopeOfTau / mass) ** 2;
    sum.mixed += mixed / mass - (slope * slopeOfTau) / mass ** 2;
  }
  return sum;
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
  const given = (deviation: number) => givenDeviation(counts, effect, level, tau, deviation);
  if (tau === 0) return given(0);
  const { mode, spread } = likeliestDeviation(counts, effect, level, tau, 1e-13);
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

function givenDeviation(counts: readonly Count[], effect: number, level: number, tau: number, deviation: number) {
  let value = 0;
  for (const count of counts) {
    const logOdds = count.offset + count.hasEffect * effect + level + count.share * tau * deviation;
    value += count.events * logOdds - count.n * softplus(logOdds);
  }
  return value;
}

/** In units of tau: where the integrand is largest, and the root of minus the inverse of its log's curvature there. */
function likeliestDeviation(counts: readonly Count[], effect: number, level: number, tau: number, tolerance: number) {
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
    if (Math.abs(step) <= tolerance * (1 + Math.abs(mode)) || round === 200)
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
    const centre = at;
    const { slope, curvature } = slopeAndCurvature((shift) => f(centre + shift), value);
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

/**
 * Top in effect and tau together, from near it, by Newton steps on differences as `maximise` takes them; null where a
 * step leads down, past tau 0, or the surface is not curved like a top.
 */
function climbTogether(
  f: (effect: number, tau: number) => number,
  from: { effect: number; tau: number },
): { effect: number; tau: number; value: number } | null {
  let { effect, tau } = from;
  let value = f(effect, tau);
  for (let round = 0; round < 20; round += 1) {
    const alongEffect = slopeAndCurvature((shift) => f(effect + shift, tau), value);
    const alongTau = slopeAndCurvature((shift) => f(effect, tau + shift), value);
    const crossed = (first: number, second: number) => f(effect + first * WIDTH, tau + second * WIDTH);
    const mixed = (crossed(1, 1) - crossed(1, -1) - crossed(-1, 1) + crossed(-1, -1)) / (4 * WIDTH ** 2);
    const determinant = alongEffect.curvature * alongTau.curvature - mixed ** 2;
    if (alongEffect.curvature >= 0 || determinant <= 0) return null;
    const stepOfEffect = (mixed * alongTau.slope - alongTau.curvature * alongEffect.slope) / determinant;
    const stepOfTau = (mixed * alongEffect.slope - alongEffect.curvature * alongTau.slope) / determinant;
    if (tau + stepOfTau <= 0) return null;
    const next = f(effect + stepOfEffect, tau + stepOfTau);
    const isSmall = Math.max(Math.abs(stepOfEffect), Math.abs(stepOfTau)) <= SMALL;
    if (next >= value) {
      effect += stepOfEffect;
      tau += stepOfTau;
      value = next;
    } else if (!isSmall) return null;
    if (isSmall) return { effect, tau, value };
  }
  return null;
}

/** Of a function of a shift, at none. */
function slopeAndCurvature(f: (shift: number) => number, value: number): { slope: number; curvature: number } {
  const [before, after] = [f(-WIDTH), f(WIDTH)];
  const wide = f(2 * WIDTH) - f(-2 * WIDTH);
  return {
    slope: (8 * (after - before) - wide) / (12 * WIDTH),
    curvature: (after - 2 * value + before) / WIDTH ** 2,
  };
}

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
