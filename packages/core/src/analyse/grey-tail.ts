import type { SurvivalCurve } from '@casewright/stats';
import type { Subjects } from './subjects.ts';

/** The share of the curve by which one more event may move it before it turns grey. */
export const DEFAULT_GREY_BEYOND = 0.15;

/**
 * Where a curve rests on so few that one more event would move it by more than a share: S(t) / at risk > share.
 * `after[row]` tells it of the stretch that follows a row of the curve; `start` of the stretch before the first row.
 * `from` is the day after whose departures the curve is grey to its end; null where it never is.
 */
export function greyTail(
  curve: SurvivalCurve,
  subjects: Subjects,
  share: number,
): { start: boolean; after: boolean[]; from: number | null } {
  const rows = curve.time.length;
  const isGrey = (survival: number, atRisk: number): boolean => atRisk > 0 && survival / atRisk > share;
  const stretches = stretchesAtRisk(curve, subjects);
  const start = rows > 0 && isGrey(1, stretches[0] as number);
  const after: boolean[] = [];
  for (let row = 0; row < rows; row += 1) {
    const before = row === 0 ? start : (after[row - 1] as boolean);
    const isLast = row === rows - 1; // no stretch follows; it is drawn as the one before
    after.push(isLast ? before : isGrey(curve.survival[row] as number, stretches[row + 1] as number));
  }
  let first = rows - 1;
  if (rows === 0 || !after[first]) return { start, after, from: null };
  while (first > 0 && after[first - 1]) first -= 1;
  return { start, after, from: first === 0 && start ? 0 : (curve.time[first] as number) };
}

/** At risk over the stretch that ends at each row: without late entries those at risk at that row. */
function stretchesAtRisk({ time, atRisk }: SurvivalCurve, { followUp }: Subjects): ArrayLike<number> {
  if (!followUp.entry) return atRisk;
  const entries = Float64Array.from(followUp.entry).sort();
  const exits = Float64Array.from(followUp.exit).sort();
  let [entered, left] = [0, 0];
  return time.map((day, row) => {
    const within = ((row === 0 ? 0 : (time[row - 1] as number)) + day) / 2;
    while (entered < entries.length && (entries[entered] === 0 || (entries[entered] as number) < within)) entered += 1;
    while (left < exits.length && (exits[left] as number) < within) left += 1;
    return entered - left;
  });
}
