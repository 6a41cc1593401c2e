import type { TimeUnit } from '../model/index.ts';

/** At which times survival is given unless somebody asks for others: one, two, three, five and ten years. */
const USUAL: Readonly<Record<TimeUnit, readonly number[]>> = {
  day: [365, 730, 1095, 1826, 3652],
  week: [52, 104, 156, 260, 520],
  month: [12, 24, 36, 60, 120],
  year: [1, 2, 3, 5, 10],
};

const SHARES = [0.25, 0.5, 0.75];

/** Those usual times that somebody was followed for; of a shorter follow-up its quarters, rounded. */
export function usualTimes(longest: number, unit: TimeUnit): number[] {
  const reached = USUAL[unit].filter((time) => time <= longest);
  if (reached.length > 0) return reached;
  if (longest <= 0) return [USUAL[unit][0] as number];
  return [...new Set(SHARES.map((share) => rounded(longest * share)))];
}

/** One significant digit, so that nobody takes the time for somebody's. */
function rounded(value: number): number {
  return Number(value.toPrecision(1));
}
