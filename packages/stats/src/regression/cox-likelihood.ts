import type { CoxData } from './cox-data.ts';

/** Logarithm of the partial likelihood, its slopes and its information (size columns^2) at some coefficients. */
export type CoxLikelihood = { logLikelihood: number; score: Float64Array; information: Float64Array };

export type CoxTies = 'efron' | 'breslow';

/**
 * One sweep from the last time of each stratum to its first, in which the sums over those at risk only grow, and those
 * who have not entered yet are taken off. With d events at a time Efron's d denominators S - k/d D, k = 0 to d - 1,
 * enter through five sums, so that a time costs the same however many events it has.
 *
 * @param risk - of each subject in the order of the data: exp(offset + x coefficients), without weights
 * @param linear - its logarithm
 * @param onBlock - gets what each block with events adds to score and information, the lower triangle of that row by
 *   row; their sums are then not given back
 */
export function coxLikelihood(
  data: CoxData,
  risk: Float64Array,
  linear: Float64Array,
  ties: CoxTies,
  onBlock?: (block: number, score: Float64Array, packedInformation: Float64Array) => void,
): CoxLikelihood {
  const { columns: p, covariates, weight, blocks, late } = data;
  const size = (p * (p + 1)) / 2;
  const score = new Float64Array(p);
  const packed = new Float64Array(size); // lower triangle, row by row
  // of those at risk: sums of risk, risk times covariates, and risk times their products
  const s1 = new Float64Array(p);
  const s2 = new Float64Array(size);
  // of those with the event at the time
  const d1 = new Float64Array(p);
  const d2 = new Float64Array(size);
  const weightOf = (place: number) => (weight ? (weight[place] as number) : 1);
  let s0 = 0;
  let present = 0;
  let logLikelihood = 0;
  let stratum = -1;
  let removed = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    if (blocks.stratum[block] !== stratum) {
      stratum = blocks.stratum[block] as number;
      s0 = 0;
      present = 0;
      s1.fill(0);
      s2.fill(0);
      // whoever is at risk to the first time of a stratum need not be taken off
      while (late && removed < late.until.length && (late.until[removed] as number) <= block) removed += 1;
    }
    if (late) {
      for (; removed < late.until.length && (late.until[removed] as number) <= block; removed += 1) {
        const place = late.places[removed] as number;
        s0 += addRows(covariates, p, risk, weight, place, place + 1, -1, s1, s2);
        present -= 1;
      }
      if (present === 0) {
        // what rounding has left of sums over nobody
        s0 = 0;
        s1.fill(0);
        s2.fill(0);
      }
    }
    const from = blocks.start[block] as number;
    const to = blocks.start[block + 1] as number;
    const events = blocks.events[block] as number;
    present += to - from;
    if (events === 0) {
      s0 += addRows(covariates, p, risk, weight, from, to, 1, s1, s2);
      continue;
    }
    if (onBlock) {
      score.fill(0);
      packed.fill(0);
    }
    d1.fill(0);
    d2.fill(0);
    const d0 = addRows(covariates, p, risk, weight, from, from + events, 1, d1, d2);
    s0 += d0;
    for (let k = 0; k < p; k += 1) s1[k] = (s1[k] as number) + (d1[k] as number);
    for (let k = 0; k < size; k += 1) s2[k] = (s2[k] as number) + (d2[k] as number);
    s0 += addRows(covariates, p, risk, weight, from + events, to, 1, s1, s2);

    let sumOfWeights = 0;
    for (let place = from; place < from + events; place += 1) {
      const w = weightOf(place);
      sumOfWeights += w;
      logLikelihood += w * (linear[place] as number);
      for (let k = 0; k < p; k += 1) score[k] = (score[k] as number) + w * (covariates[place * p + k] as number);
    }
    const steps = ties === 'efron' ? events : 1;
    const share = sumOfWeights / steps;
    let a = 0; // sums over k of share/S_k, of that times k/d; and of share/S_k^2, times k/d, times (k/d)^2
    let b = 0;
    let c0 = 0;
    let c1 = 0;
    let c2 = 0;
    for (let k = 0; k < steps; k += 1) {
      const gone = k / steps;
      const rest = s0 - gone * d0;
      const inverse = 1 / rest;
      logLikelihood -= share * Math.log(rest);
      a += share * inverse;
      b += share * gone * inverse;
      c0 += share * inverse * inverse;
      c1 += share * gone * inverse * inverse;
      c2 += share * gone * gone * inverse * inverse;
    }
    let at = 0;
    for (let i = 0; i < p; i += 1) {
      const si = s1[i] as number;
      const di = d1[i] as number;
      score[i] = (score[i] as number) - a * si + b * di;
      const left = c0 * si - c1 * di;
      const right = c2 * di - c1 * si;
      for (let j = 0; j <= i; j += 1) {
        packed[at] =
          (packed[at] as number) +
          a * (s2[at] as number) -
          b * (d2[at] as number) -
          left * (s1[j] as number) -
          right * (d1[j] as number);
        at += 1;
      }
    }
    onBlock?.(block, score, packed);
  }
  return { logLikelihood, score, information: unpacked(packed, p) };
}

/**
 * Adds rows to sums of risk times covariates and products, and gives back the sum of risk. Four rows at a time and two
 * columns, so that each number is read once for eight products.
 */
function addRows(
  covariates: Float64Array,
  p: number,
  risk: Float64Array,
  weight: Float64Array | null,
  from: number,
  to: number,
  sign: number,
  s1: Float64Array,
  s2: Float64Array,
): number {
  let sum = 0;
  let place = from;
  for (; place + 3 < to; place += 4) {
    const r0 = (risk[place] as number) * (weight ? (weight[place] as number) : 1);
    const r1 = (risk[place + 1] as number) * (weight ? (weight[place + 1] as number) : 1);
    const r2 = (risk[place + 2] as number) * (weight ? (weight[place + 2] as number) : 1);
    const r3 = (risk[place + 3] as number) * (weight ? (weight[place + 3] as number) : 1);
    sum += r0 + r1 + r2 + r3;
    const x0 = place * p;
    const x1 = x0 + p;
    const x2 = x1 + p;
    const x3 = x2 + p;
    let upper = 0; // where the row of products of column i begins
    for (let i = 0; i < p; i += 2) {
      const lower = upper + i + 1;
      const y0 = r0 * (covariates[x0 + i] as number);
      const y1 = r1 * (covariates[x1 + i] as number);
      const y2 = r2 * (covariates[x2 + i] as number);
      const y3 = r3 * (covariates[x3 + i] as number);
      s1[i] = (s1[i] as number) + (y0 + y1 + (y2 + y3));
      if (i + 1 === p) {
        for (let j = 0; j <= i; j += 1) {
          s2[upper + j] =
            (s2[upper + j] as number) +
            (y0 * (covariates[x0 + j] as number) +
              y1 * (covariates[x1 + j] as number) +
              (y2 * (covariates[x2 + j] as number) + y3 * (covariates[x3 + j] as number)));
        }
        break;
      }
      const u0 = covariates[x0 + i + 1] as number;
      const u1 = covariates[x1 + i + 1] as number;
      const u2 = covariates[x2 + i + 1] as number;
      const u3 = covariates[x3 + i + 1] as number;
      const z0 = r0 * u0;
      const z1 = r1 * u1;
      const z2 = r2 * u2;
      const z3 = r3 * u3;
      s1[i + 1] = (s1[i + 1] as number) + (z0 + z1 + (z2 + z3));
      for (let j = 0; j <= i; j += 1) {
        const v0 = covariates[x0 + j] as number;
        const v1 = covariates[x1 + j] as number;
        const v2 = covariates[x2 + j] as number;
        const v3 = covariates[x3 + j] as number;
        s2[upper + j] = (s2[upper + j] as number) + (y0 * v0 + y1 * v1 + (y2 * v2 + y3 * v3));
        s2[lower + j] = (s2[lower + j] as number) + (z0 * v0 + z1 * v1 + (z2 * v2 + z3 * v3));
      }
      s2[lower + i + 1] = (s2[lower + i + 1] as number) + (z0 * u0 + z1 * u1 + (z2 * u2 + z3 * u3));
      upper = lower + i + 2;
    }
  }
  for (; place < to; place += 1) {
    const r = sign * (risk[place] as number) * (weight ? (weight[place] as number) : 1);
    sum += r;
    const x = place * p;
    let at = 0;
    for (let i = 0; i < p; i += 1) {
      const y = r * (covariates[x + i] as number);
      s1[i] = (s1[i] as number) + y;
      for (let j = 0; j <= i; j += 1) {
        s2[at] = (s2[at] as number) + y * (covariates[x + j] as number);
        at += 1;
      }
    }
  }
  return sum;
}

export function unpacked(packed: Float64Array, p: number): Float64Array {
  const full = new Float64Array(p * p);
  let at = 0;
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      full[i * p + j] = packed[at] as number;
      full[j * p + i] = packed[at] as number;
      at += 1;
    }
  }
  return full;
}
