import type { CoxData } from './cox-data.ts';
import type { CoxTies } from './cox-likelihood.ts';

/**
 * What happens at each block of the data, at some coefficients: increments of the baseline hazard and of the hazard
 * times the mean of the covariates, for those who stay and for those who have the event (Efron takes a share of them
 * off the risk set as they fail); and the mean of the covariates that the events are compared with.
 */
export type HazardPath = {
  readonly hazard: Float64Array;
  readonly hazardOfEvents: Float64Array;
  /** of the hazard's variance, the coefficients taken as known */
  readonly spread: Float64Array;
  /** blocks x columns, row by row */
  readonly pull: Float64Array;
  readonly pullOfEvents: Float64Array;
  readonly mean: Float64Array;
};

/** @param risk - of each subject in the order of the data, without weights */
export function hazardPath(data: CoxData, risk: Float64Array, ties: CoxTies): HazardPath {
  const { columns: p, covariates, weight, blocks, late } = data;
  const path = {
    hazard: new Float64Array(blocks.count),
    hazardOfEvents: new Float64Array(blocks.count),
    spread: new Float64Array(blocks.count),
    pull: new Float64Array(blocks.count * p),
    pullOfEvents: new Float64Array(blocks.count * p),
    mean: new Float64Array(blocks.count * p),
  };
  const s1 = new Float64Array(p);
  const d1 = new Float64Array(p);
  let s0 = 0;
  let d0 = 0;
  let present = 0;
  let removed = 0;
  let stratum = -1;
  const add = (place: number, sign: number, into: Float64Array): number => {
    const r = sign * (risk[place] as number) * (weight ? (weight[place] as number) : 1);
    for (let k = 0; k < p; k += 1) into[k] = (into[k] as number) + r * (covariates[place * p + k] as number);
    return r;
  };
  for (let block = 0; block < blocks.count; block += 1) {
    if (blocks.stratum[block] !== stratum) {
      stratum = blocks.stratum[block] as number;
      s0 = 0;
      present = 0;
      s1.fill(0);
      while (late && removed < late.until.length && (late.until[removed] as number) <= block) removed += 1;
    }
    if (late) {
      for (; removed < late.until.length && (late.until[removed] as number) <= block; removed += 1) {
        s0 += add(late.places[removed] as number, -1, s1);
        present -= 1;
      }
      if (present === 0) {
        s0 = 0;
        s1.fill(0);
      }
    }
    const from = blocks.start[block] as number;
    const to = blocks.start[block + 1] as number;
    const events = blocks.events[block] as number;
    present += to - from;
    d0 = 0;
    d1.fill(0);
    let sumOfWeights = 0;
    for (let place = from; place < from + events; place += 1) {
      d0 += add(place, 1, d1);
      sumOfWeights += weight ? (weight[place] as number) : 1;
    }
    s0 += d0;
    for (let k = 0; k < p; k += 1) s1[k] = (s1[k] as number) + (d1[k] as number);
    for (let place = from + events; place < to; place += 1) s0 += add(place, 1, s1);
    if (events === 0) continue;

    const steps = ties === 'efron' ? events : 1;
    const share = sumOfWeights / steps;
    for (let step = 0; step < steps; step += 1) {
      const gone = step / steps;
      const rest = s0 - gone * d0;
      const increment = share / rest;
      path.hazard[block] = (path.hazard[block] as number) + increment;
      path.spread[block] = (path.spread[block] as number) + increment / rest;
      path.hazardOfEvents[block] = (path.hazardOfEvents[block] as number) + increment * (1 - gone);
      for (let k = 0; k < p; k += 1) {
        const at = block * p + k;
        const mean = ((s1[k] as number) - gone * (d1[k] as number)) / rest;
        path.pull[at] = (path.pull[at] as number) + increment * mean;
        path.pullOfEvents[at] = (path.pullOfEvents[at] as number) + increment * (1 - gone) * mean;
        path.mean[at] = (path.mean[at] as number) + mean / steps;
      }
    }
  }
  return path;
}

/**
 * Walks over the subjects with what each of them met: the hazard and the pull summed over the event times at which it
 * was at risk. `visit` gets them in one array that is written over: the hazard first, then the pull of each column.
 */
export function visitExposures(
  data: CoxData,
  path: HazardPath,
  visit: (place: number, block: number, hasEvent: boolean, exposure: Float64Array) => void,
): void {
  const { columns: p, blocks, late } = data;
  // from the first time of a stratum forwards: sums up to and including each block; its blocks run backwards in time
  const width = p + 1;
  const upTo = new Float64Array((blocks.count + 1) * width);
  for (let block = blocks.count - 1; block >= 0; block -= 1) {
    const isFirst = block === blocks.count - 1 || blocks.stratum[block] !== blocks.stratum[block + 1];
    const at = block * width;
    for (let k = 0; k < width; k += 1) {
      const own = k === 0 ? (path.hazard[block] as number) : (path.pull[block * p + k - 1] as number);
      upTo[at + k] = own + (isFirst ? 0 : (upTo[at + width + k] as number));
    }
  }
  const exposure = new Float64Array(width);
  for (let block = 0; block < blocks.count; block += 1) {
    const from = blocks.start[block] as number;
    const to = blocks.start[block + 1] as number;
    for (let place = from; place < to; place += 1) {
      const hasEvent = place - from < (blocks.events[block] as number);
      const until = late ? (late.untilOf[place] as number) : blocks.count;
      const isLate = until < blocks.count && blocks.stratum[until] === blocks.stratum[block];
      for (let k = 0; k < width; k += 1) {
        let value = (upTo[block * width + k] as number) - (isLate ? (upTo[until * width + k] as number) : 0);
        if (hasEvent) {
          // at its own time it is partly off the risk set
          value +=
            k === 0
              ? (path.hazardOfEvents[block] as number) - (path.hazard[block] as number)
              : (path.pullOfEvents[block * p + k - 1] as number) - (path.pull[block * p + k - 1] as number);
        }
        exposure[k] = value;
      }
      visit(place, block, hasEvent, exposure);
    }
  }
}

/**
 * Score residuals: what each subject adds to the slopes of the partial likelihood, without its weight.
 *
 * @returns subjects x columns, row by row, in the order of the input and in the units of its columns
 */
export function scoreResidualsAt(data: CoxData, risk: Float64Array, ties: CoxTies): Float64Array {
  const { columns: p, covariates, order, scale } = data;
  const path = hazardPath(data, risk, ties);
  const residuals = new Float64Array(data.subjects * p);
  visitExposures(data, path, (place, block, hasEvent, exposure) => {
    const to = (order[place] as number) * p;
    for (let k = 0; k < p; k += 1) {
      const x = covariates[place * p + k] as number;
      const met = (risk[place] as number) * (x * (exposure[0] as number) - (exposure[k + 1] as number));
      const own = hasEvent ? x - (path.mean[block * p + k] as number) : 0;
      residuals[to + k] = (own - met) * (scale[k] as number);
    }
  });
  return residuals;
}
