import { chiSquareUpperTail } from '../distributions/index.ts';
import { assertWord, InputError } from '../input/index.ts';
import { cholesky, choleskySolve } from '../linear-algebra/index.ts';
import { riskTable } from '../survival/index.ts';
import { coxLikelihood, unpacked } from './cox-likelihood.ts';
import { type CoxModel, dot, productOf, risksAt, weighted } from './cox-regression.ts';
import { hazardPath, scoreResidualsAt, visitExposures } from './cox-residuals.ts';

export type CoxResiduals = {
  /** events less those expected under the model, of each subject */
  readonly martingale: Float64Array;
  /** the same, spread symmetrically */
  readonly deviance: Float64Array;
  /** subjects x columns, row by row, without weights */
  readonly score: Float64Array;
  /** subjects x columns: about how much the coefficients would change without the subject, with its weight */
  readonly dfbeta: Float64Array;
};

/**
 * Residuals of a Cox model, in the order of its input.
 *
 * @returns in dfbeta 0 for a column without an estimate
 * @throws InputError `cox.ties` for a model with exact ties
 * @see Therneau, Grambsch & Fleming (1990) Biometrika 77:147; Cain & Lange (1984) Biometrics 40:493
 */
export function coxResiduals(model: CoxModel): CoxResiduals {
  const ties = summedTies(model);
  const { data } = model;
  const { risk } = risksAt(data, model.scaled);
  const martingale = new Float64Array(data.subjects);
  const deviance = new Float64Array(data.subjects);
  const bare = { ...data, columns: 0 }; // the hazard alone: no column has to be summed for it
  visitExposures(bare, hazardPath(bare, risk, ties), (place, _, hasEvent, exposure) => {
    const expected = (risk[place] as number) * (exposure[0] as number);
    const subject = data.order[place] as number;
    const residual = (hasEvent ? 1 : 0) - expected;
    martingale[subject] = residual;
    const size = Math.sqrt(Math.max(0, -2 * (residual + (hasEvent ? Math.log(expected) : 0))));
    deviance[subject] = residual < 0 ? -size : size;
  });
  const score = scoreResidualsAt(data, risk, ties);
  return { martingale, deviance, score, dfbeta: productOf(weighted(score, data), model.modelVariance, data.columns) };
}

/**
 * Events less those expected under the model, of each subject in the order of the input.
 *
 * @throws InputError `cox.ties` for a model with exact ties
 * @see Therneau, Grambsch & Fleming (1990) Biometrika 77:147
 */
export function martingaleResiduals(model: CoxModel): Float64Array {
  const ties = summedTies(model);
  const { data } = model;
  const { risk } = risksAt(data, model.scaled);
  const martingale = new Float64Array(data.subjects);
  const bare = { ...data, columns: 0 }; // the hazard alone: no column has to be summed for it
  visitExposures(bare, hazardPath(bare, risk, ties), (place, _, hasEvent, exposure) => {
    const expected = (risk[place] as number) * (exposure[0] as number);
    martingale[data.order[place] as number] = (hasEvent ? 1 : 0) - expected;
  });
  return martingale;
}

export type SchoenfeldResiduals = {
  /** of each event: of stratum after stratum, the first time first, at one time in the order of the input */
  readonly time: Float64Array;
  readonly subject: Uint32Array;
  /** events x columns, row by row: the covariates less their mean among those at risk */
  readonly residuals: Float64Array;
};

/**
 * Schoenfeld's residuals: at each event the covariates of the subject less their mean among those at risk, weighted by
 * risk.
 *
 * @returns empty columns without events
 * @throws InputError `cox.ties` for a model with exact ties
 * @see Schoenfeld (1982) Biometrika 69:239
 */
export function schoenfeldResiduals(model: CoxModel): SchoenfeldResiduals {
  const ties = summedTies(model);
  const { data } = model;
  const { columns: p, blocks } = data;
  const path = hazardPath(data, risksAt(data, model.scaled).risk, ties);
  const time = new Float64Array(model.events);
  const subject = new Uint32Array(model.events);
  const residuals = new Float64Array(model.events * p);
  let row = 0;
  for (const block of blocksForwards(model)) {
    const from = blocks.start[block] as number;
    for (let place = from; place < from + (blocks.events[block] as number); place += 1) {
      time[row] = blocks.time[block] as number;
      subject[row] = data.order[place] as number;
      for (let k = 0; k < p; k += 1) {
        const distance = (data.covariates[place * p + k] as number) - (path.mean[block * p + k] as number);
        residuals[row * p + k] = distance * (data.scale[k] as number);
      }
      row += 1;
    }
  }
  return { time, subject, residuals };
}

export type BaselineHazard = {
  /** rows of stratum after stratum, the first time first; times of censoring are rows too */
  readonly stratum: Uint32Array;
  readonly time: Float64Array;
  /** cumulative, of a subject with 0 in every column and in the offset */
  readonly hazard: Float64Array;
};

/**
 * Breslow's estimate of the cumulative baseline hazard, with Efron's for Efron ties.
 *
 * @returns no rows without subjects; 0 up to the first event of a stratum
 * @throws InputError `cox.ties` for a model with exact ties
 * @see Breslow (1974) Biometrics 30:89; R: basehaz(centered = FALSE)
 */
export function baselineHazard(model: CoxModel): BaselineHazard {
  const ties = summedTies(model);
  const { data } = model;
  const { blocks } = data;
  const { risk, linear } = risksAt(data, model.scaled);
  const path = hazardPath(data, risk, ties);
  // how much larger the risks themselves are than those of the centred columns, scaled to a largest of 1
  const shift =
    data.subjects === 0 ? 0 : (model.linearPredictor[data.order[0] as number] as number) - (linear[0] as number);
  const found = {
    stratum: new Uint32Array(blocks.count),
    time: new Float64Array(blocks.count),
    hazard: new Float64Array(blocks.count),
  };
  let sum = 0;
  let row = 0;
  for (const block of blocksForwards(model)) {
    const stratum = blocks.stratum[block] as number;
    if (row === 0 || found.stratum[row - 1] !== stratum) sum = 0;
    sum += path.hazard[block] as number;
    found.stratum[row] = stratum;
    found.time[row] = blocks.time[block] as number;
    found.hazard[row] = sum * Math.exp(-shift);
    row += 1;
  }
  return found;
}

/** How time is measured when hazards are asked whether they stay proportional; ranks are those among all exits. */
export const TIME_SCALES = ['km', 'identity', 'rank', 'log'] as const;
export type TimeScale = (typeof TIME_SCALES)[number];

export type ProportionalHazardsTest = {
  /** one for each term, and one for all together; pValue null where the term has no estimate */
  readonly terms: readonly { chiSquare: number; degreesOfFreedom: number; pValue: number | null }[];
  readonly global: { chiSquare: number; degreesOfFreedom: number; pValue: number | null };
  /** of each event, of stratum after stratum, the first time first; and the same on the scale chosen */
  readonly time: Float64Array;
  readonly scaledTime: Float64Array;
};

/**
 * Whether hazards stay proportional: for each term a score test of an interaction with time, the other terms' effects
 * constant, and one of all. 'km' measures time by 1 - S(t-), of all subjects together, each counted once.
 *
 * @param terms - the columns of each term, such as the indicators of one factor; each column its own term unless given
 * @returns p null for a term without an estimate, and without events
 * @throws InputError `cox.ties` for a model with exact ties
 * @see Grambsch & Therneau (1994) Biometrika 81:515; R: cox.zph of survival 3
 */
export function proportionalHazardsTest(
  model: CoxModel,
  scale: TimeScale = 'km',
  terms?: readonly (readonly number[])[],
): ProportionalHazardsTest {
  const ties = summedTies(model);
  const { data } = model;
  const { columns: p, blocks } = data;
  assertWord('scale of time', scale, TIME_SCALES);
  terms?.forEach((columns, term) => {
    const missing = columns.find((column) => !(Number.isInteger(column) && column >= 0 && column < p));
    if (missing === undefined) return;
    throw new InputError(
      'wald.column',
      `A test is of columns of the model. It has ${p}, and term ${term} asks for column ${missing}. Name columns from 0 to ${p - 1}.`,
      term,
    );
  });
  const { time, scaledTime, ofBlock } = timesOnScale(model, scale);
  const mean = scaledTime.reduce((sum, value) => sum + value, 0) / Math.max(1, scaledTime.length);
  const { linear, risk } = risksAt(data, model.scaled);
  const score = new Float64Array(2 * p);
  const information = new Float64Array(4 * p * p);
  const add = (row: number, column: number, value: number) => {
    const at = row * 2 * p + column;
    information[at] = (information[at] as number) + value;
  };
  coxLikelihood(data, risk, linear, ties, (block, blockScore, packed) => {
    const g = (ofBlock[block] as number) - mean;
    const full = unpacked(packed, p);
    for (let i = 0; i < p; i += 1) {
      score[p + i] = (score[p + i] as number) + g * (blockScore[i] as number);
      for (let j = 0; j < p; j += 1) {
        const value = full[i * p + j] as number;
        add(i, j, value);
        add(i, p + j, g * value);
        add(p + i, j, g * value);
        add(p + i, p + j, g * g * value);
      }
    }
  });
  const main = Array.from({ length: p }, (_, k) => k);
  const isEstimated = (k: number) => model.coefficients[k]?.estimate !== null;
  const test = (columns: readonly number[]) => {
    const kept = columns.filter(isEstimated);
    const chosen = [...main.filter(isEstimated), ...kept.map((k) => p + k)];
    const u = Float64Array.from(chosen, (k) => score[k] as number);
    const matrix = Float64Array.from(chosen.flatMap((i) => chosen.map((j) => information[i * 2 * p + j] as number)));
    const chiSquare = dot(u, choleskySolve(cholesky(matrix, chosen.length), u));
    const degreesOfFreedom = kept.length;
    const pValue =
      degreesOfFreedom > 0 && model.events > 0 ? chiSquareUpperTail(Math.max(0, chiSquare), degreesOfFreedom) : null;
    return { chiSquare, degreesOfFreedom, pValue };
  };
  return {
    terms: (terms ?? main.map((k) => [k])).map(test),
    global: test(main),
    time,
    scaledTime,
  };

  /** The events' times, and the scale at each of them and at each block. */
  function timesOnScale(of: CoxModel, on: TimeScale) {
    const events = schoenfeldResiduals(of).time;
    const measured = new Map<number, number>();
    if (on === 'km') {
      const table = riskTableOf(of);
      let survival = 1;
      table.time.forEach((at, row) => {
        measured.set(at, 1 - survival);
        const n = table.atRisk[row] as number;
        survival *= (n - (table.events[row] as number)) / n;
      });
    } else if (on === 'rank') {
      const exits = data.order.length;
      const sorted = new Float64Array(exits);
      for (let block = 0; block < blocks.count; block += 1) {
        sorted.fill(blocks.time[block] as number, blocks.start[block], blocks.start[block + 1]);
      }
      sorted.sort();
      for (let from = 0; from < exits; ) {
        let to = from;
        while (to < exits && sorted[to] === sorted[from]) to += 1;
        measured.set(sorted[from] as number, (from + 1 + to) / 2);
        from = to;
      }
    } else {
      for (const at of events) measured.set(at, on === 'log' ? Math.log(at) : at);
    }
    return {
      time: events,
      scaledTime: events.map((at) => measured.get(at) as number),
      ofBlock: blocks.time.map((at) => measured.get(at) ?? 0),
    };
  }
}

/** The risk table of all subjects of a model together, whatever their strata and weights. */
function riskTableOf({ data }: CoxModel) {
  const { blocks, late } = data;
  const exit = new Float64Array(data.subjects);
  const event = new Uint8Array(data.subjects);
  const entry = late ? new Float64Array(data.subjects) : null;
  for (let block = 0; block < blocks.count; block += 1) {
    const from = blocks.start[block] as number;
    for (let place = from; place < (blocks.start[block + 1] as number); place += 1) {
      exit[place] = blocks.time[block] as number;
      event[place] = place - from < (blocks.events[block] as number) ? 1 : 0;
    }
  }
  if (entry) for (let place = 0; place < data.subjects; place += 1) entry[place] = data.entry?.[place] as number;
  return riskTable({ entry, exit, event }, false);
}

/** Blocks of stratum after stratum, the first time first. */
export function blocksForwards({ data: { blocks } }: CoxModel): number[] {
  const found: number[] = [];
  let from = 0;
  while (from < blocks.count) {
    let to = from;
    while (to < blocks.count && blocks.stratum[to] === blocks.stratum[from]) to += 1;
    for (let block = to - 1; block >= from; block -= 1) found.push(block);
    from = to;
  }
  return found;
}

/** @throws InputError `cox.ties` for a model with exact ties */
export function summedTies({ ties }: CoxModel): 'efron' | 'breslow' {
  if (ties !== 'exact') return ties;
  throw new InputError(
    'cox.ties',
    'Residuals, baseline hazards and the test of proportional hazards go by risks summed over those at risk. This model has exact ties. Fit it with Efron ties.',
  );
}
