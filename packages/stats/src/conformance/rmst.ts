import { kaplanMeier, restrictedMean, restrictedMeanContrast } from '../survival/index.ts';
import {
  type Answer,
  dropLevels,
  type FixtureCase,
  factor,
  notUnderstood,
  numbers,
  parameter,
} from './fixture-case.ts';

/** Restricted means of the groups, and for two groups their contrasts at 95 %. */
export function rmst(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'summary(survfit(Surv(time, status) ~ group, data = d), rmean = tau)$table')
    notUnderstood(fixture);
  const tau = parameter(fixture, 'tau');
  const { levels, codes } = dropLevels(factor(fixture, 'group'));
  const [time, status] = [numbers(fixture, 'time'), numbers(fixture, 'status')];
  const means = levels.map((_, place) => {
    const isOfGroup = (__: number, row: number) => codes[row] === place;
    const curve = kaplanMeier({ exit: time.filter(isOfGroup), event: Uint8Array.from(status.filter(isOfGroup)) });
    return restrictedMean(curve, tau);
  });
  const output: Record<string, unknown> = {
    groups: levels.map((level) => `group=${level}`),
    rmst: means.map(({ mean }) => mean),
    se: means.map(({ standardError }) => standardError),
  };
  const [first, second, third] = means;
  if (first && second && !third) {
    const { difference, ratio } = restrictedMeanContrast(first, second);
    Object.assign(output, {
      difference_2_minus_1: difference?.estimate,
      difference_se: difference?.standardError,
      difference_ci: difference && [difference.lower, difference.upper],
      difference_p: difference?.pValue,
      ratio_2_over_1: ratio?.estimate,
      ratio_ci: ratio && [ratio.lower, ratio.upper],
      rmtl: means.map(({ mean }) => (mean === null ? null : tau - mean)),
    });
  }
  return { output };
}
