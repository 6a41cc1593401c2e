import type { AnalysisResult, Statistic } from '../model/index.ts';
import type { Analysis } from '../protocol/index.ts';

/** Names of the numbers that an analysis is quoted by, by its kind. */
const HEADLINES: Partial<Record<Analysis['kind'], readonly string[]>> = {
  describe: ['median'],
  proportion: ['proportion'],
  bounds: ['proportion'],
  kaplanMeier: ['survival', 'median'],
  reverseKaplanMeier: ['median'],
  cumulativeIncidence: ['cumulativeIncidence'],
  rate: ['rate', 'rate.upperOneSided'],
  association: ['riskDifference', 'oddsRatio', 'shift', 'pValue'],
  survivalTest: ['difference', 'pValue'],
  regression: ['hazardRatio', 'subdistributionHazardRatio', 'oddsRatio'],
};

/** The numbers that an analysis is quoted by, of everybody and not of a group; none for a kind that has no usual ones. */
export function headlineNumbers(analysis: Analysis, { id, statistics }: AnalysisResult): Statistic[] {
  const names = HEADLINES[analysis.kind] ?? [];
  return statistics.filter(
    ({ id: own, name, column, value }) =>
      names.includes(name) && column === undefined && value !== null && !own.startsWith(`${id}.partialDates.`),
  );
}
