import {
  type CoxInput,
  coxRegression,
  type FineGrayLikelihood,
  fineGrayLikelihood,
  fineGrayRows,
  fineGray as fit,
} from '../regression/index.ts';
import type { Deviation } from './compare.ts';
import { coxphAnswer } from './coxph.ts';
import { type Answer, type FixtureCase, notUnderstood, thinned } from './fixture-case.ts';
import { matrixOf } from './logrank.ts';
import { modelFrame } from './model-frame.ts';

const CRR =
  /^(?:cmprsk::|fine_gray_)crr\(d\$time, d\$cause, as\.matrix\(d\[, c\(([^)]*)\)\]\), failcode = (\d+), cencode = 0(?:, gtol = ([\d.e-]+), maxiter = \d+)?\)$/;

const ROWS =
  /^d\$id <- seq_len\(nrow\(d\)\); d\$ev <- factor\(d\$cause, 0:max\(d\$cause\)\); fg <- finegray\(Surv\(time, ev\) ~ \., data = d, id = id, etype = '?(\d+)'?\); coxph\(Surv\(fgstart, fgstop, fgstatus\) ~ (.+?), data = fg, weights = fgwt, id = id, cluster = id(?:, control ?= ?coxph\.control\([^)]*\))?\)$/;

/** Fine and Gray's regression as cmprsk has it, with Breslow ties, or by finegray's rows, with Efron ties. */
export function fineGray(fixture: FixtureCase): Answer {
  const rows = ROWS.exec(fixture.r_call);
  if (rows) return ofRows(fixture, Number(rows[1]), rows[2] as string);
  const call = CRR.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, names = '', cause, tolerance = '1e-6'] = call;
  const frame = modelFrame(fixture, names.replaceAll("'", '').split(', ').join(' + '), ['time', 'cause'], false);
  const input = {
    exit: frame.numbers('time'),
    cause: Uint8Array.from(frame.numbers('cause')),
    covariates: frame.columns,
  };
  const options = { cause: Number(cause), mergeNearTies: false };
  const model = fit(input, options);
  const p = frame.names.length;
  const expected = fixture.output as { base_jumps?: unknown; coef?: number[] };
  // crr stops early: its slopes are those at its own coefficients
  const whereRStopped = fineGrayLikelihood(input, expected.coef ?? [], options);
  return {
    output: {
      terms: frame.names,
      coef: model.coefficients.map(({ estimate }) => estimate),
      var: matrixOf(model.variance, p),
      se: model.coefficients.map(({ standardError }) => standardError),
      loglik: model.logLikelihood,
      loglik_null: model.nullLogLikelihood,
      score_at_solution: Array.from(whereRStopped.score),
      inf: matrixOf(model.information, p),
      base_jumps: thinned(expected.base_jumps, {
        time: Array.from(model.baseline.time),
        jump: Array.from(model.baseline.jump),
      }),
      converged: model.verdict === 'converged',
    },
    deviations: hasCrrConverged(whereRStopped, expected.coef ?? [], Number(tolerance)) ? [] : [NOT_CONVERGED],
    warnings: model.verdict === 'converged' ? [] : [model.verdict],
  };
}

function ofRows(fixture: FixtureCase, cause: number, rhs: string): Answer {
  const frame = modelFrame(fixture, rhs, ['time', 'cause'], false);
  const rows = fineGrayRows(frame.numbers('time'), Uint8Array.from(frame.numbers('cause')), cause);
  const input: CoxInput = {
    followUp: { entry: rows.entry, exit: rows.exit, event: rows.event },
    covariates: frame.columns.map((column) => Float64Array.from(rows.subject, (subject) => column[subject] as number)),
    weight: rows.weight,
  };
  const options = { cluster: { code: rows.subject, count: frame.rows } };
  return coxphAnswer(fixture, { model: coxRegression(input, options), input, frame, options });
}

/** docs/validation.md: crr stops before the slopes are 0, and says that it did not converge where they are not small. */
const NOT_CONVERGED: Deviation = { path: 'converged', applies: () => true, ours: true, r: false };

function hasCrrConverged({ logLikelihood, score }: FineGrayLikelihood, coef: number[], tolerance: number): boolean {
  const least = tolerance * Math.max(1, Math.abs(logLikelihood));
  return score.every((slope, k) => Math.abs(slope) * Math.max(1, Math.abs(coef[k] as number)) <= least);
}
