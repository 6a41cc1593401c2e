import { normalQuantile } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { assertConfidenceScale, type ConfidenceScale, survivalLimits } from '../survival/index.ts';
import { blocksForwards, summedTies } from './cox-diagnostics.ts';
import { type CoxModel, risksAt } from './cox-regression.ts';
import { hazardPath } from './cox-residuals.ts';

export type PredictedSurvival = {
  /** the stratum whose baseline hazard it is */
  readonly stratum: number;
  readonly time: Float64Array;
  /** at risk in the stratum just before the time, by weight */
  readonly atRisk: Float64Array;
  readonly survival: Float64Array;
  /** of log S */
  readonly logStandardError: Float64Array;
  /** limits on the scale asked for; null where they cannot be estimated */
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
};

/**
 * Survival of a subject with some covariates under a Cox model: exp(-H(t)), in each stratum. The error counts that of
 * the baseline hazard and that of the coefficients.
 *
 * @param values - one for each column of the model, with no offset
 * @returns one curve for each stratum, rows at the stratum's times of leaving
 * @throws InputError `cox.ties` for a model with exact ties, `covariates.length` unless there is a value a column
 * @see Tsiatis (1981) Ann Stat 9:93; Therneau & Grambsch (2000), 10.2; R: survfit of a coxph
 */
export function predictedSurvival(
  model: CoxModel,
  values: readonly number[],
  confidence: ConfidenceScale = 'log-log',
): PredictedSurvival[] {
  const ties = summedTies(model);
  const { data } = model;
  const { columns: p, blocks } = data;
  if (values.length !== p) {
    throw new InputError(
      'covariates.length',
      `A prediction has a value for each column of the model. There are ${p} columns and ${values.length} values. Give one each.`,
    );
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new InputError(
      'covariates.value',
      `A prediction is for finite values. That of column ${wrong} is ${values[wrong]}. Give a number.`,
      wrong,
    );
  }
  assertConfidenceScale(confidence);
  const { risk, linear } = risksAt(data, model.scaled);
  const path = hazardPath(data, risk, ties);
  const x = values.map((value, k) => (value - (data.centre[k] as number)) / (data.scale[k] as number));
  // the data's risks are scaled to a largest of 1, without which an offset counts
  const first = data.order[0] as number;
  const shift = data.subjects === 0 ? 0 : (model.linearPredictor[first] as number) - (linear[0] as number);
  const effect = values.reduce((sum, value, k) => sum + value * (model.coefficients[k]?.estimate ?? 0), 0);
  const relative = Math.exp(effect - shift);
  const scaledVariance = model.variance.map(
    (value, at) => value * (data.scale[Math.floor(at / p)] as number) * (data.scale[at % p] as number),
  );
  const z = -normalQuantile((1 - model.level) / 2);
  const atRisk = membersAtRisk(model);
  const curves: PredictedSurvival[] = [];
  const order = blocksForwards(model);
  for (let from = 0; from < order.length; ) {
    const stratum = blocks.stratum[order[from] as number] as number;
    let to = from;
    while (to < order.length && blocks.stratum[order[to] as number] === stratum) to += 1;
    curves.push(curveOf(stratum, order.slice(from, to)));
    from = to;
  }
  return curves;

  function curveOf(stratum: number, own: readonly number[]): PredictedSurvival {
    const rows = own.length;
    const survival = new Float64Array(rows);
    const logStandardError = new Float64Array(rows);
    const lower: (number | null)[] = [];
    const upper: (number | null)[] = [];
    const distance = new Float64Array(p);
    const limits = { lower: 0, upper: 0 };
    let hazard = 0;
    let spread = 0;
    own.forEach((block, row) => {
      hazard += path.hazard[block] as number;
      spread += path.spread[block] as number;
      for (let k = 0; k < p; k += 1) {
        const away = (x[k] as number) * (path.hazard[block] as number) - (path.pull[block * p + k] as number);
        distance[k] = (distance[k] as number) + away;
      }
      let variance = spread;
      for (let i = 0; i < p; i += 1) {
        for (let j = 0; j < p; j += 1) {
          variance += (distance[i] as number) * (scaledVariance[i * p + j] as number) * (distance[j] as number);
        }
      }
      survival[row] = Math.exp(-hazard * relative);
      logStandardError[row] = relative * Math.sqrt(variance);
      survivalLimits(confidence, survival[row] as number, logStandardError[row] as number, z, limits);
      lower.push(Number.isNaN(limits.lower) ? null : limits.lower);
      upper.push(Number.isNaN(limits.upper) ? null : limits.upper);
    });
    return {
      stratum,
      time: Float64Array.from(own, (block) => blocks.time[block] as number),
      atRisk: Float64Array.from(own, (block) => atRisk[block] as number),
      survival,
      logStandardError,
      lower,
      upper,
    };
  }
}

function membersAtRisk({ data }: CoxModel): Float64Array {
  const { blocks, late, weight } = data;
  const atRisk = new Float64Array(blocks.count);
  const weightOf = (place: number) => (weight ? (weight[place] as number) : 1);
  let present = 0;
  let removed = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    if (block === 0 || blocks.stratum[block] !== blocks.stratum[block - 1]) {
      present = 0;
      while (late && removed < late.until.length && (late.until[removed] as number) <= block) removed += 1;
    }
    for (; late && removed < late.until.length && (late.until[removed] as number) <= block; removed += 1) {
      present -= weightOf(late.places[removed] as number);
    }
    for (let place = blocks.start[block] as number; place < (blocks.start[block + 1] as number); place += 1) {
      present += weightOf(place);
    }
    atRisk[block] = present;
  }
  return atRisk;
}
