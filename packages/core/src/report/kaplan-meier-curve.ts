import type { AnalysisResult, Cell } from '../model/index.ts';

/** One time of a curve: what happened on that day and where the curve stands from it on. */
export type CurvePoint = {
  /** days since time zero */
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly grey: boolean;
};

/** The points of one group's curve in order of time; `group` null is the only curve of a result without groups. */
export function curvePoints(result: AnalysisResult, group: string | null): CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const { cells } of result.rows ?? []) {
    if (typeof cells['time'] !== 'number' || typeof cells['survival'] !== 'number') continue;
    if (group !== null && String(cells['group']) !== group) continue;
    points.push({
      time: cells['time'],
      atRisk: numeric(cells['atRisk']) ?? 0,
      events: numeric(cells['events']) ?? 0,
      censored: numeric(cells['censored']) ?? 0,
      survival: cells['survival'],
      lower: numeric(cells['lower']),
      upper: numeric(cells['upper']),
      grey: cells['grey'] === true,
    });
  }
  return points.sort((a, b) => a.time - b.time);
}

function numeric(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
