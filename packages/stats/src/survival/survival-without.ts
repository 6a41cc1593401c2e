import { assertFollowUp, type FollowUp } from './follow-up.ts';
import { riskTable } from './risk-table.ts';

/** The times of a survival curve and S from each of them on. */
export type BareCurve = { readonly time: Float64Array; readonly survival: Float64Array };

/**
 * The Kaplan-Meier curve without one subject, for each subject in turn: `kaplanMeier` of all the others to the last
 * digit, without its errors and limits. One table of those at risk serves all of them.
 *
 * @returns a function of the subject's place; null where the follow-up is not in whole days, in which leaving somebody
 *   out may change which times are one
 * @throws InputError `followUp.*` with the index of the subject
 */
export function survivalWithout(followUp: FollowUp): ((subject: number) => BareCurve) | null {
  const checked = assertFollowUp(followUp);
  if (checked.latestDay === null || followUp.weight) return null;
  const { entry, exit, event } = followUp;
  const table = riskTable(followUp, false, checked);
  return (subject) =>
    curveWithout(table, {
      entry: entry?.[subject] ?? 0,
      exit: exit[subject] as number,
      event: event[subject] as number,
    });
}

function curveWithout(
  table: ReturnType<typeof riskTable>,
  own: { entry: number; exit: number; event: number },
): BareCurve {
  const rows = table.time.length;
  const time = new Float64Array(rows);
  const survivals = new Float64Array(rows);
  let kept = 0;
  let survival = 1;
  for (let row = 0; row < rows; row += 1) {
    const day = table.time[row] as number;
    const leaves = day === own.exit ? 1 : 0;
    const d = (table.events[row] as number) - leaves * own.event;
    if (leaves === 1 && d + (table.censored[row] as number) - (1 - own.event) === 0) continue; // nobody else leaves
    const isAtRisk = day <= own.exit && (own.entry < day || own.entry === 0);
    const n = (table.atRisk[row] as number) - (isAtRisk ? 1 : 0);
    if (d > 0) survival *= (n - d) / n;
    time[kept] = day;
    survivals[kept] = survival;
    kept += 1;
  }
  return { time: time.subarray(0, kept), survival: survivals.subarray(0, kept) };
}
