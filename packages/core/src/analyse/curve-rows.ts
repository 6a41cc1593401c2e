import type { SurvivalCurve } from '@casewright/stats';
import { numberToFile, type ResultRow } from '../model/index.ts';
import { readCurve } from './curve-statistics.ts';
import type { Part } from './groups.ts';
import { atRiskOn, type Subjects } from './subjects.ts';

/** Every day on which somebody left, in order, and day 0; limits are null where S is 1 or 0. */
export function curveRows(
  curve: SurvivalCurve,
  part: Part,
  subjects: Subjects,
  tail: { start: boolean; after: boolean[] },
): ResultRow[] {
  const group = part.column ?? null;
  const rows: ResultRow[] = [];
  if (curve.time[0] !== 0 && curve.time.length > 0) {
    const still = { events: 0, censored: 0, survival: 1, lower: null, upper: null };
    rows.push({ cells: { group, time: 0, atRisk: atRiskOn(subjects, 0).length, ...still, grey: tail.start } });
  }
  for (let row = 0; row < curve.time.length; row += 1) {
    const time = curve.time[row] as number;
    const { lower, upper } = readCurve(curve, time);
    rows.push({
      cells: {
        group,
        time,
        atRisk: curve.atRisk[row] as number,
        events: curve.events[row] as number,
        censored: curve.censored[row] as number,
        survival: numberToFile(curve.survival[row] as number),
        lower: lower === null ? null : numberToFile(lower),
        upper: upper === null ? null : numberToFile(upper),
        grey: tail.after[row] as boolean,
      },
    });
  }
  return rows;
}
