import { DAYS_PER_MONTH, DAYS_PER_WEEK, DAYS_PER_YEAR, inTimeUnit, type TimeUnit } from '../model/index.ts';

/** The unit in which times are declared and printed unless the plan names one. */
export const DEFAULT_TIME_UNIT: TimeUnit = 'month';

/** Ends the ids of statistics at a time: survival@12mo, survival@365d, survival@5a. */
export const TIME_SUFFIX: Record<TimeUnit, string> = { day: 'd', week: 'wk', month: 'mo', year: 'a' };

export const DAYS_PER_UNIT: Record<TimeUnit, number> = {
  day: 1,
  week: DAYS_PER_WEEK,
  month: DAYS_PER_MONTH,
  year: DAYS_PER_YEAR,
};

export type Axis = { step: number; maximum: number };

const STEPS: Record<TimeUnit, readonly number[]> = {
  day: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
  week: [1, 2, 4, 8, 13, 26, 52, 104, 260],
  month: [1, 2, 3, 6, 12, 24, 60, 120, 240],
  year: [1, 2, 5, 10, 20, 50],
};

/** An axis of at most eight steps that reaches the longest follow-up and every declared time. */
export function usualAxis(longestDays: number, times: readonly number[], unit: TimeUnit): Axis {
  const reach = Math.max(inTimeUnit(longestDays, unit), ...times);
  const steps = STEPS[unit];
  let step = steps.find((candidate) => reach / candidate <= 8) ?? (steps.at(-1) as number);
  while (reach / step > 8) step *= 2;
  return { step, maximum: Math.max(1, Math.ceil(reach / step)) * step };
}

/** The ticks of an axis from 0 on, free of the dust of repeated addition. */
export function ticksOf({ step, maximum }: Axis): number[] {
  const count = Math.floor(maximum / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Distinct times ascending. */
export function sortedTimes(times: readonly number[]): number[] {
  return [...new Set(times)].sort((a, b) => a - b);
}
