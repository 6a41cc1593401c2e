import { chiSquareUpperTail, normalQuantile, normalUpperTail } from '../distributions/index.ts';
import { assertLevel, InputError } from '../input/index.ts';
import { cholesky, choleskyInverse, choleskySolve } from '../linear-algebra/index.ts';
import { assertFollowUp, type FollowUp, membersByGroup, mergeNearTies, timeRows } from '../survival/index.ts';
import { assertCovariates, type Covariates } from './covariates.ts';
import { unpacked } from './cox-likelihood.ts';

export type FineGrayInput = {
  readonly exit: Float64Array;
  /** 0 is censored, 1 and up are the causes */
  readonly cause: Uint8Array;
  readonly covariates: Covariates;
};

export type FineGrayOptions = {
  /** the cause whose incidence is modelled; 1 unless given */
  readonly cause?: number;
  /** two-sided confidence level; 0.95 unless given */
  readonly level?: number;
  /** false keeps times apart that differ by rounding only; true unless given */
  readonly mergeNearTies?: boolean;
};

export type FineGrayCoefficient = {
  /** of the logarithm of the subdistribution's hazard */
  estimate: number;
  standardError: number;
  hazardRatio: number;
  lower: number;
  upper: number;
  z: number;
  pValue: number;
};

export type FineGrayModel = {
  readonly level: number;
  readonly subjects: number;
  /** of the cause */
  readonly events: number;
  readonly coefficients: readonly FineGrayCoefficient[];
  /** columns x columns, row by row: that censoring was estimated counts in it */
  readonly variance: Float64Array;
  /** slopes and information of the likelihood at the estimates */
  readonly score: Float64Array;
  readonly information: Float64Array;
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  readonly waldTest: { statistic: number; degreesOfFreedom: number; pValue: number };
  /** of a subject with 0 in every column: the subdistribution's hazard at each event time of the cause */
  readonly baseline: { readonly time: Float64Array; readonly jump: Float64Array };
  readonly verdict: 'converged' | 'separated' | 'notConverged';
};

/**
 * Fine and Gray's regression of the cumulative incidence of a cause, where others compete.
 *
 * Whoever had another event stays at risk, by the share G(t-)/G(T-) of not having been censored since, G by
 * Kaplan-Meier with censoring as the event. Breslow's way with ties; the variance is the authors', with the part that
 * the estimate of G has in it (there, as in cmprsk, a censoring counts at an event of its own time). Each step is one sweep: O(n log n) time, linear for whole days.
 *
 * @param input - subjects observed from the start, in one order
 * @returns read `verdict` first: separated columns have coefficients where the likelihood became flat
 * @throws InputError `followUp.*`, `covariates.*`, `level.range`, `competing.cause`, `fineGray.events` when nobody had
 *   the event of the cause, `covariates.dependent`
 * @see Fine & Gray (1999) JASA 94:496; R: cmprsk::crr
 */
export function fineGray(input: FineGrayInput, options: FineGrayOptions = {}): FineGrayModel {
  const { cause = 1, level = 0.95 } = options;
  assertLevel(level);
  const event = input.cause.map((code) => (code === cause ? 1 : 0));
  const data = checkedData(input, event, options);
  const p = data.columns;

  const found = maximise(data);
  const factor = cholesky(found.at.information, p);
  if (factor.rank < p) refuseDependent();
  const inverse = choleskyInverse(factor);
  const influence = influences(data, found.at);
  const scaled = sandwich(inverse, influence, p);
  const { scale, centre } = data;
  const variance = scaled.map(
    (value, at) => value / ((scale[Math.floor(at / p)] as number) * (scale[at % p] as number)),
  );
  const estimates = found.beta.map((value, k) => value / (scale[k] as number));
  const solved = choleskySolve(cholesky(variance, p), estimates);
  const statistic = estimates.reduce((sum, value, k) => sum + value * (solved[k] as number), 0);
  // risks are those of centred columns
  const shift = Math.exp(estimates.reduce((sum, value, k) => sum + value * (centre[k] as number), 0));
  return {
    level,
    subjects: input.exit.length,
    events: event.reduce((sum, one) => sum + one, 0),
    coefficients: Array.from(estimates, (estimate, k) =>
      coefficientOf(estimate, Math.sqrt(variance[k * p + k] as number), level),
    ),
    variance,
    ...unscaled(found.at, data),
    nullLogLikelihood: found.nullLogLikelihood,
    waldTest: { statistic, degreesOfFreedom: p, pValue: chiSquareUpperTail(statistic, p) },
    baseline: {
      time: data.eventRows.reduce((times, row, k) => {
        times[k] = data.time[row] as number;
        return times;
      }, new Float64Array(data.eventRows.length)),
      jump: found.at.jump.map((value) => value / shift),
    },
    verdict: found.verdict,
  };
}

export type FineGrayLikelihood = {
  logLikelihood: number;
  /** one slope a column, and columns x columns, row by row */
  readonly score: Float64Array;
  readonly information: Float64Array;
};

/**
 * The likelihood that `fineGray` makes largest, its slopes and information, at given coefficients: how far a
 * published model, or one that another program stopped at, is from the estimates.
 *
 * @param coefficients - of the logarithm of the subdistribution's hazard, one a column
 * @returns slopes and information for the columns as they were given
 * @throws InputError as `fineGray`; `coefficients.length`, `coefficients.finite`
 * @see Fine & Gray (1999) JASA 94:496
 */
export function fineGrayLikelihood(
  input: FineGrayInput,
  coefficients: ArrayLike<number>,
  options: Pick<FineGrayOptions, 'cause' | 'mergeNearTies'> = {},
): FineGrayLikelihood {
  const { cause = 1 } = options;
  const data = checkedData(
    input,
    input.cause.map((code) => (code === cause ? 1 : 0)),
    options,
  );
  const { columns: p, scale } = data;
  assertCoefficients(coefficients, p);
  const at = likelihoodAt(
    data,
    scale.map((unit, k) => unit * (coefficients[k] as number)),
  );
  return unscaled(at, data);
}
function checkedData(
  input: FineGrayInput,
  event: Uint8Array,
  { cause = 1, mergeNearTies: isMerging = true }: FineGrayOptions,
): Data {
  const followUp: FollowUp = { exit: input.exit, event };
  assertFollowUp(followUp);
  assertCauses(input.cause);
  assertCovariates(input.covariates, input.exit.length);
  assertCause(cause, event);
  const { exit } = isMerging ? mergeNearTies(followUp) : followUp;
  return fineGrayData(exit, input.cause, cause, input.covariates);
}

/** Of columns as they came, where the fit is of scaled ones. */
function unscaled({ logLikelihood, score, information }: At, { columns: p, scale }: Data): FineGrayLikelihood {
  return {
    logLikelihood,
    score: score.map((value, k) => value * (scale[k] as number)),
    information: information.map(
      (value, at) => value * (scale[Math.floor(at / p)] as number) * (scale[at % p] as number),
    ),
  };
}

type Data = {
  columns: number;
  /** subjects by row of time, ascending */
  order: Uint32Array;
  start: Uint32Array;
  time: Float64Array;
  /** rows with events of the cause */
  eventRows: number[];
  /** for each row: events of the cause, censorings, and G just before it */
  events: Float64Array;
  censored: Float64Array;
  atRisk: Float64Array;
  uncensored: Float64Array;
  /** of each place in the order: 0 censored, 1 the cause, 2 another */
  state: Uint8Array;
  /** centred and scaled, row by row */
  covariates: Float64Array;
  centre: Float64Array;
  scale: Float64Array;
};

function fineGrayData(exit: Float64Array, causes: Uint8Array, cause: number, covariates: Covariates): Data {
  const columns = covariates.length;
  const subjects = exit.length;
  const { rows, exit: rowOf, time } = timeRows(exit);
  const { start, members: order } = membersByGroup({ code: rowOf, count: rows });
  const events = new Float64Array(rows);
  const censored = new Float64Array(rows);
  const atRisk = new Float64Array(rows);
  const uncensored = new Float64Array(rows);
  const state = new Uint8Array(subjects);
  let share = 1;
  for (let row = 0; row < rows; row += 1) {
    uncensored[row] = share;
    atRisk[row] = subjects - (start[row] as number);
    for (let place = start[row] as number; place < (start[row + 1] as number); place += 1) {
      const code = causes[order[place] as number] as number;
      state[place] = code === 0 ? 0 : code === cause ? 1 : 2;
      if (code === 0) censored[row] = (censored[row] as number) + 1;
      else if (code === cause) events[row] = (events[row] as number) + 1;
    }
    if ((censored[row] as number) > 0)
      share *= ((atRisk[row] as number) - (censored[row] as number)) / (atRisk[row] as number);
  }
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  const values = new Float64Array(subjects * columns);
  covariates.forEach((column, k) => {
    const mean = column.reduce((sum, x) => sum + x, 0) / subjects;
    const spread = column.reduce((sum, x) => sum + Math.abs(x - mean), 0) / subjects;
    centre[k] = mean;
    if (spread > 1e-13 * Math.abs(mean)) scale[k] = spread;
    for (let place = 0; place < subjects; place += 1) {
      values[place * columns + k] = ((column[order[place] as number] as number) - mean) / (scale[k] as number);
    }
  });
  const eventRows = Array.from(events.keys()).filter((row) => (events[row] as number) > 0);
  return {
    columns,
    order,
    start,
    time,
    eventRows,
    events,
    censored,
    atRisk,
    uncensored,
    state,
    covariates: values,
    centre,
    scale,
  };
}

type At = {
  risk: Float64Array;
  logLikelihood: number;
  score: Float64Array;
  information: Float64Array;
  /** of each event row: hazard, and mean of the covariates among those at risk */
  jump: Float64Array;
  mean: Float64Array;
};

/** Forwards the sums of those with another event, over G; then backwards those of the others, from the last row on. */
function likelihoodAt(data: Data, beta: Float64Array): At {
  const { columns: p, start, covariates, state, uncensored, eventRows, events } = data;
  const subjects = state.length;
  const width = 1 + p + (p * (p + 1)) / 2;
  const risk = new Float64Array(subjects);
  const linear = new Float64Array(subjects);
  for (let place = 0; place < subjects; place += 1) {
    let value = 0;
    for (let k = 0; k < p; k += 1) value += (covariates[place * p + k] as number) * (beta[k] as number);
    linear[place] = value;
    risk[place] = Math.exp(value);
  }
  const sums = new Float64Array(width);
  const add = (place: number, weight: number): void => {
    sums[0] = (sums[0] as number) + weight;
    let at = 1 + p;
    for (let i = 0; i < p; i += 1) {
      const x = weight * (covariates[place * p + i] as number);
      sums[1 + i] = (sums[1 + i] as number) + x;
      for (let j = 0; j <= i; j += 1) {
        sums[at] = (sums[at] as number) + x * (covariates[place * p + j] as number);
        at += 1;
      }
    }
  };
  const competing = new Float64Array(eventRows.length * width);
  let row = 0;
  eventRows.forEach((eventRow, k) => {
    for (; row < eventRow; row += 1) {
      for (let place = start[row] as number; place < (start[row + 1] as number); place += 1) {
        if (state[place] === 2) add(place, (risk[place] as number) / (uncensored[row] as number));
      }
    }
    competing.set(sums, k * width);
  });

  sums.fill(0);
  const score = new Float64Array(p);
  const packed = new Float64Array((p * (p + 1)) / 2);
  const jump = new Float64Array(eventRows.length);
  const mean = new Float64Array(eventRows.length * p);
  let logLikelihood = 0;
  let above = start.length - 1;
  for (let k = eventRows.length - 1; k >= 0; k -= 1) {
    const eventRow = eventRows[k] as number;
    for (; above > eventRow; above -= 1) {
      for (let place = start[above - 1] as number; place < (start[above] as number); place += 1) {
        add(place, risk[place] as number);
      }
    }
    const g = uncensored[eventRow] as number;
    const d = events[eventRow] as number;
    const total = (which: number) => (sums[which] as number) + g * (competing[k * width + which] as number);
    const s0 = total(0);
    jump[k] = d / s0;
    logLikelihood -= d * Math.log(s0);
    let at = 0;
    for (let i = 0; i < p; i += 1) {
      const m = total(1 + i) / s0;
      mean[k * p + i] = m;
      score[i] = (score[i] as number) - d * m;
      for (let j = 0; j <= i; j += 1) {
        packed[at] = (packed[at] as number) + d * (total(1 + p + at) / s0 - m * (mean[k * p + j] as number));
        at += 1;
      }
    }
    for (let place = start[eventRow] as number; place < (start[eventRow + 1] as number); place += 1) {
      if (state[place] !== 1) continue;
      logLikelihood += linear[place] as number;
      for (let i = 0; i < p; i += 1) score[i] = (score[i] as number) + (covariates[place * p + i] as number);
    }
  }
  return { risk, logLikelihood, score, information: unpacked(packed, p), jump, mean };
}

function maximise(data: Data) {
  const p = data.columns;
  let beta: Float64Array = new Float64Array(p);
  let at = likelihoodAt(data, beta);
  const nullLogLikelihood = at.logLikelihood;
  let verdict: FineGrayModel['verdict'] = 'notConverged';
  let previous = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 50; round += 1) {
    const factor = cholesky(at.information, p);
    if (factor.rank < p && round === 0) refuseDependent();
    const step = choleskySolve(factor, at.score);
    const size = Math.max(...step.map(Math.abs));
    const gain = step.reduce((sum, value, k) => sum + value * (at.score[k] as number), 0);
    const isStuck = gain <= 1e-9 * (1 + Math.abs(at.logLikelihood)) && size > 0.5 * previous;
    if (size <= 1e-12 * Math.max(1, ...beta.map(Math.abs)) || (isStuck && size <= 0.01)) {
      verdict = 'converged';
      break;
    }
    if ((isStuck && size > 0.1) || factor.rank < p) {
      verdict = 'separated';
      break;
    }
    let length = 1;
    let next = beta.map((value, k) => value + (step[k] as number));
    let tried = likelihoodAt(data, next);
    while (!(tried.logLikelihood >= at.logLikelihood - 1e-12 * (1 + Math.abs(at.logLikelihood))) && length > 1e-10) {
      length /= 2;
      next = beta.map((value, k) => value + length * (step[k] as number));
      tried = likelihoodAt(data, next);
    }
    beta = next;
    at = tried;
    previous = size;
  }
  return { beta, at, nullLogLikelihood, verdict };
}

/**
 * What each subject adds to the slopes: by its own event and time at risk, and, as one of those by whom G is estimated,
 * through the weights of those with another event.
 */
function influences(data: Data, { risk, jump, mean }: At): Float64Array {
  const { columns: p, start, covariates, state, uncensored, eventRows, censored, atRisk, time } = data;
  const subjects = state.length;
  const rows = time.length;
  const width = p + 1;
  // up to and including each row: hazard and hazard times mean; and, from each row on, the same times G
  const upTo = new Float64Array((rows + 1) * width);
  const fromOn = new Float64Array((rows + 1) * width);
  const own = new Int32Array(rows).fill(-1);
  eventRows.forEach((row, k) => {
    own[row] = k;
  });
  const increment = (row: number, which: number): number => {
    const k = own[row] as number;
    if (k < 0) return 0;
    return (jump[k] as number) * (which === 0 ? 1 : (mean[k * p + which - 1] as number));
  };
  for (let row = 0; row < rows; row += 1) {
    for (let which = 0; which < width; which += 1) {
      upTo[(row + 1) * width + which] = (upTo[row * width + which] as number) + increment(row, which);
    }
  }
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let which = 0; which < width; which += 1) {
      fromOn[row * width + which] =
        (fromOn[(row + 1) * width + which] as number) + (uncensored[row] as number) * increment(row, which);
    }
  }

  const found = new Float64Array(subjects * p);
  // of those with another event before a row: sums of risk/G and risk x/G
  const competing = new Float64Array(width);
  // up to and including each row: q/n of the censorings expected of each subject at risk
  const expected = new Float64Array(p);
  for (let row = 0; row < rows; row += 1) {
    const from = start[row] as number;
    const to = start[row + 1] as number;
    const c = censored[row] as number;
    const n = atRisk[row] as number;
    const pull = new Float64Array(p);
    if (c > 0) {
      const now = row * width;
      for (let k = 0; k < p; k += 1) {
        // a censoring now counts at this event time and later ones, for those whose other event was before it
        const q =
          (competing[k + 1] as number) * (fromOn[now] as number) -
          (competing[0] as number) * (fromOn[now + k + 1] as number);
        pull[k] = q / n;
        expected[k] = (expected[k] as number) + (q / n) * (c / n);
      }
    }
    for (let place = from; place < to; place += 1) {
      const r = risk[place] as number;
      for (let k = 0; k < p; k += 1) {
        const x = covariates[place * p + k] as number;
        const at = (row + 1) * width;
        let sum = -r * (x * (upTo[at] as number) - (upTo[at + k + 1] as number));
        if (state[place] === 1) sum += x - (mean[(own[row] as number) * p + k] as number);
        if (state[place] === 2) {
          sum -= (r / (uncensored[row] as number)) * (x * (fromOn[at] as number) - (fromOn[at + k + 1] as number));
        }
        sum -= expected[k] as number;
        if (state[place] === 0) sum += pull[k] as number;
        found[place * p + k] = sum;
      }
    }
    for (let place = from; place < to; place += 1) {
      if (state[place] !== 2) continue;
      const weight = (risk[place] as number) / (uncensored[row] as number);
      competing[0] = (competing[0] as number) + weight;
      for (let k = 0; k < p; k += 1) {
        competing[k + 1] = (competing[k + 1] as number) + weight * (covariates[place * p + k] as number);
      }
    }
  }
  return found;
}

function sandwich(inverse: Float64Array, influence: Float64Array, p: number): Float64Array {
  const moved = new Float64Array(p);
  const found = new Float64Array(p * p);
  for (let from = 0; from < influence.length; from += p) {
    for (let i = 0; i < p; i += 1) {
      let sum = 0;
      for (let j = 0; j < p; j += 1) sum += (inverse[i * p + j] as number) * (influence[from + j] as number);
      moved[i] = sum;
    }
    for (let i = 0; i < p; i += 1) {
      for (let j = 0; j < p; j += 1) {
        found[i * p + j] = (found[i * p + j] as number) + (moved[i] as number) * (moved[j] as number);
      }
    }
  }
  return found;
}

function coefficientOf(estimate: number, standardError: number, level: number): FineGrayCoefficient {
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  const z = estimate / standardError;
  return {
    estimate,
    standardError,
    hazardRatio: Math.exp(estimate),
    lower: Math.exp(estimate - reach),
    upper: Math.exp(estimate + reach),
    z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
  };
}

function assertCoefficients(coefficients: ArrayLike<number>, columns: number): void {
  if (coefficients.length !== columns) {
    throw new InputError(
      'coefficients.length',
      `There is one coefficient for each column. There are ${coefficients.length} for ${columns} columns. Give as many as columns.`,
    );
  }
  const wrong = Array.from(coefficients).findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return;
  throw new InputError(
    'coefficients.finite',
    `Coefficients are finite numbers. The one at index ${wrong} is ${coefficients[wrong]}. Correct it or leave its column out.`,
    wrong,
  );
}

function assertCauses(causes: Uint8Array): void {
  for (let index = 0; index < causes.length; index += 1) {
    const code = causes[index] as number;
    if (code >= 0 && Number.isInteger(code)) continue;
    throw new InputError(
      'competing.cause',
      `Causes are numbered from 1, and 0 is censored. Subject ${index} has ${code}. Correct it, or leave the subject out.`,
      index,
    );
  }
}

function assertCause(cause: number, event: Uint8Array): void {
  if (!(cause >= 1 && Number.isInteger(cause))) {
    throw new InputError('competing.cause', `Causes are numbered from 1. This asks for ${cause}. Give a whole number.`);
  }
  if (event.includes(1)) return;
  throw new InputError(
    'fineGray.events',
    `A regression of incidence needs events of the cause. Nobody among ${event.length} had one. Give the share with its exact upper limit.`,
  );
}

function refuseDependent(): never {
  throw new InputError(
    'covariates.dependent',
    'A regression of incidence needs columns that do not depend on each other among those at risk. Some column here is made up of the others. Leave it out.',
  );
}
