import type { CoxData } from './cox-data.ts';
import { type CoxLikelihood, unpacked } from './cox-likelihood.ts';

/**
 * The exact partial likelihood of a discrete time: that of all sets of d among those at risk it was these who had the
 * event. The sum over the sets is an elementary symmetric function of the risks, built up subject by subject with its
 * slopes; a time with n at risk and d events costs n d columns^2.
 *
 * @see Cox (1972) J R Stat Soc B 34:187; Gail, Lubin & Rubinstein (1981) Biometrika 68:703 for the recursion
 */
export function exactLikelihood(data: CoxData, risk: Float64Array, linear: Float64Array): CoxLikelihood {
  const { columns: p, covariates, blocks, late } = data;
  const score = new Float64Array(p);
  const packed = new Float64Array((p * (p + 1)) / 2);
  let logLikelihood = 0;
  let firstOfStratum = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    if (block === 0 || blocks.stratum[block] !== blocks.stratum[block - 1])
      firstOfStratum = blocks.start[block] as number;
    const events = blocks.events[block] as number;
    if (events === 0) continue;
    const from = blocks.start[block] as number;
    for (let place = from; place < from + events; place += 1) {
      logLikelihood += linear[place] as number;
      for (let k = 0; k < p; k += 1) score[k] = (score[k] as number) + (covariates[place * p + k] as number);
    }
    const sums = symmetricSums(events, p);
    const to = blocks.start[block + 1] as number;
    for (let place = firstOfStratum; place < to; place += 1) {
      if (late && (late.untilOf[place] as number) <= block) continue;
      sums.add(risk[place] as number, covariates, place * p);
    }
    const { logSum, mean, meanProduct } = sums.found();
    logLikelihood -= logSum;
    let at = 0;
    for (let i = 0; i < p; i += 1) {
      const mi = mean[i] as number;
      score[i] = (score[i] as number) - mi;
      for (let j = 0; j <= i; j += 1) {
        packed[at] = (packed[at] as number) + (meanProduct[at] as number) - mi * (mean[j] as number);
        at += 1;
      }
    }
  }
  return { logLikelihood, score, information: unpacked(packed, p) };
}

/** Sums over all sets of 0 to d of the subjects added: of the product of risks, and of it times the set's covariates. */
function symmetricSums(d: number, p: number) {
  const size = (p * (p + 1)) / 2;
  const e = new Float64Array(d + 1);
  const first = new Float64Array((d + 1) * p);
  const second = new Float64Array((d + 1) * size);
  e[0] = 1;
  let logScale = 0;
  let added = 0;
  return {
    add(risk: number, covariates: Float64Array, x: number): void {
      added += 1;
      for (let m = Math.min(d, added); m >= 1; m -= 1) {
        const before = e[m - 1] as number;
        const [a, b] = [m * p, (m - 1) * p];
        let at = m * size;
        let old = at - size;
        for (let i = 0; i < p; i += 1) {
          const xi = covariates[x + i] as number;
          const gi = first[b + i] as number;
          for (let j = 0; j <= i; j += 1) {
            const xj = covariates[x + j] as number;
            const gained = (second[old] as number) + gi * xj + xi * ((first[b + j] as number) + xj * before);
            second[at] = (second[at] as number) + risk * gained;
            at += 1;
            old += 1;
          }
        }
        for (let i = 0; i < p; i += 1) {
          const gained = (first[b + i] as number) + (covariates[x + i] as number) * before;
          first[a + i] = (first[a + i] as number) + risk * gained;
        }
        e[m] = (e[m] as number) + risk * before;
      }
      if ((e[Math.min(d, added)] as number) > 1e200 || (e[1] as number) > 1e200) rescale();
    },
    found() {
      const total = e[d] as number;
      return {
        logSum: Math.log(total) + logScale,
        mean: first.slice(d * p).map((value) => value / total),
        meanProduct: second.slice(d * size).map((value) => value / total),
      };
    },
  };

  /** All sums together, so that what is added later is added to the same scale. */
  function rescale(): void {
    const factor = 1e-150;
    logScale -= Math.log(factor);
    for (const column of [e, first, second])
      for (let k = 0; k < column.length; k += 1) column[k] = (column[k] as number) * factor;
  }
}
