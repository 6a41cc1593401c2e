import { formatDecimal, formatPercent, type Language, type Statistic } from '../model/index.ts';

/**
 * A claimed number as its statistic is printed: a share as a percentage, with as many decimals as the statistic shows,
 * or more where the claim says more.
 */
export function claimedNumberText(value: number, statistic: Statistic | null, language: Language): string {
  const printed = statistic?.printed.en ?? '';
  if (printed.endsWith('%')) {
    const decimals = Math.max(decimalsOf(printed), decimalsNeeded(value * 100));
    return formatPercent(value, language, decimals);
  }
  return formatDecimal(value, Math.max(decimalsOf(printed), decimalsNeeded(value)), language);
}

/** A number that no statistic is the form for: as many decimals as it has, six at most. */
export function plainNumberText(value: number, language: Language): string {
  return formatDecimal(value, decimalsNeeded(value), language);
}

function decimalsOf(printed: string): number {
  return /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
}

const MOST_DECIMALS = 6;

function decimalsNeeded(value: number): number {
  return decimalsOf(String(Number(value.toFixed(MOST_DECIMALS))));
}

/**
 * Whether two numbers are the same within a tolerance; what the last digits of a double lose does not count.
 */
export function isWithin(found: number, claimed: number, tolerance: number): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(found), Math.abs(claimed));
  return Math.abs(found - claimed) <= tolerance + slack;
}
