import { kaplanMeier, restrictedMean, restrictedMeanContrast } from '../survival/index.ts';
import type { Deviation } from './compare.ts';
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
  const firstTimes: number[] = [];
  const means = levels.map((_, place) => {
    const isOfGroup = (__: number, row: number) => codes[row] === place;
    const curve = kaplanMeier({ exit: time.filter(isOfGroup), event: Uint8Array.from(status.filter(isOfGroup)) });
    firstTimes.push(curve.time[0] ?? 0);
    return restrictedMean(curve, tau);
  });
  const output: Record<string, unknown> = {
    // R names a group only beside others
    groups: levels.length === 1 ? null : levels.map((level) => `group=${level}`),
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
  const isWithoutError = output['difference_se'] === 0 && output['difference_2_minus_1'] !== 0;
  const warnings = firstTimes.some((time) => tau < time) ? ['the horizon lies before anybody left'] : [];
  return { output, warnings, deviations: isWithoutError ? [WITHOUT_ERROR] : [] };
}

/** docs/validation.md: two means without error that differ have p = 0 in R. */
const WITHOUT_ERROR: Deviation = { path: 'difference_p', applies: () => true, ours: null, r: 0 };
