import { predictedSurvival } from '../regression/index.ts';
import { type ConfidenceScale, rowsUpTo } from '../survival/index.ts';
import { type FittedCall, fitCoxph } from './coxph.ts';
import { type Answer, type FixtureCase, notUnderstood, UnansweredCall } from './fixture-case.ts';

const CALL =
  /^f <- (coxph\(.+?\)\)); (summary\()?survfit\(f, newdata = data\.frame\((.+)\), conf\.type = '([a-z-]+)'\)(?:, times = c\(([\d., ]+)\)\))?$/;

/** Curves of a Cox model for the rows of `newdata`, at all times or at those asked for. */
export function coxPredictedSurvival(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, text = '', isSummary, newdata = '', scale, times = ''] = call;
  const fitted = fitCoxph(fixture, text);
  if (!fitted) return notUnderstood(fixture);
  const curves = newRows(newdata, fitted.frame).map((values) =>
    predictedSurvival(fitted.model, values, scale as ConfidenceScale),
  );
  return { output: isSummary ? atTimes(curves, times.split(',').map(Number), fitted) : allTimes(fixture, curves) };
}

type Curves = ReturnType<typeof predictedSurvival>[];

function allTimes(fixture: FixtureCase, curves: Curves) {
  const single = curves.map(([curve]) => curve as Curves[number][number]);
  const first = single[0] as Curves[number][number];
  const each = (pick: (curve: Curves[number][number], row: number) => unknown) =>
    Array.from(first.time, (_, row) => single.map((curve) => pick(curve, row)));
  return {
    time: Array.from(first.time),
    ...('n_risk' in (fixture.output as object) ? { n_risk: Array.from(first.atRisk) } : {}),
    surv: each(({ survival }, row) => survival[row]),
    std_err_log: each(({ logStandardError }, row) => logStandardError[row]),
    lower: each(({ lower }, row) => lower[row]),
    upper: each(({ upper }, row) => upper[row]),
  };
}

function atTimes(curves: Curves, times: number[], { frame }: FittedCall) {
  // of a stratified model R's summary keeps the curves of the first row of newdata
  const rows = (frame.stratum?.labels ?? ['']).flatMap((label, place) =>
    times.map((time) => {
      const curve = curves[0]?.[place] as Curves[number][number];
      const row = rowsUpTo(curve.time, time) - 1;
      const survival = row < 0 ? 1 : (curve.survival[row] as number);
      return {
        label,
        time,
        survival,
        error: row < 0 ? 0 : survival * (curve.logStandardError[row] as number),
        lower: row < 0 ? 1 : curve.lower[row],
        upper: row < 0 ? 1 : curve.upper[row],
      };
    }),
  );
  return {
    strata: rows.map(({ label }) => label),
    time: rows.map(({ time }) => time),
    surv: rows.map(({ survival }) => survival),
    std_err: rows.map(({ error }) => error),
    lower: rows.map(({ lower }) => lower),
    upper: rows.map(({ upper }) => upper),
  };
}

/** The rows of data.frame(a = c(1, 2), b = factor(c('x', 'y'))) as values of the model's columns. */
function newRows(text: string, frame: FittedCall['frame']): number[][] {
  const given = new Map(
    [...text.matchAll(/(\w+) = (?:factor\()?c\(([^)]*)\)\)?/g)].map(([, name = '', values = '']) => [
      name,
      values.split(',').map((value) => value.trim().replaceAll("'", '')),
    ]),
  );
  const rows = [...given.values()][0]?.length ?? 0;
  return Array.from({ length: rows }, (_, row) =>
    frame.terms.flatMap(({ name, columns }) => {
      const value = given.get(name)?.[row];
      if (value === undefined) throw new UnansweredCall({ lacks: 'newdata', name });
      return columns.map((column) => {
        const level = frame.names[column]?.slice(name.length) ?? '';
        return level === '' ? Number(value) : value === level ? 1 : 0;
      });
    }),
  );
}
