import type { Analysis } from '../../protocol/index.ts';
import { type Chart, type Opened, unknown } from './opened.ts';
import type { RawForms } from './raw-forms.ts';

import { describeNumber } from './recompute-describe.ts';
import { markerNumber } from './recompute-markers.ts';
import { rangeNumber } from './recompute-ranges.ts';
import { describeRowsNumber } from './recompute-rows.ts';
import { scoresNumber } from './recompute-scores.ts';
import { trajectoryNumber } from './recompute-trajectory.ts';

/**
 * One statistic of an analysis over the rows of forms again, from the raw rows of the patients in its sets alone.
 *
 * @param chart - reads the variables that have one value a patient
 * @returns NaN where the sets contradict each other or what they stand for
 * @throws Error for a number that nobody knows how to work out
 */
export function recomputeForms(
  forms: RawForms,
  chart: Pick<Chart, 'value'>,
  analysis: Analysis,
  opened: Opened,
  parts: readonly string[],
): number | null {
  switch (analysis.kind) {
    case 'describeRows':
      return describeRowsNumber(forms, analysis, opened, parts);
    case 'heatMap':
    case 'markerTable':
      return markerNumber(forms, analysis, opened, parts);
    case 'rangeTable':
      return rangeNumber(forms, chart, analysis, opened, parts);
    case 'scores':
      return scoresNumber(forms, chart, analysis, opened, parts);
    case 'describe':
    case 'dotPlot':
      return describeNumber(chart, analysis, opened, parts);
    case 'trajectory':
      return trajectoryNumber(forms, chart, analysis, opened, parts);
    default:
      return unknown(opened);
  }
}
