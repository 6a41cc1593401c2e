import { type AnalysisResult, isMissing } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { codesOf, membersWhere, stateOfCode, valuesOf, variableOf } from './groups.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';

/**
 * How many patients have each code of one variable beside each code of another. Either may hold several codes at once,
 * so totals are of patients, not sums; absent is what was recorded as absent. No test belongs to such a table.
 */
export function analyseCrossTable(inputs: RunInputs, analysis: AnalysisOfKind<'crossTable'>): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const rows = variableOf(inputs, analysis.rows);
  const columns = variableOf(inputs, analysis.columns);
  const rowValues = valuesOf(inputs, everybody, rows.ref);
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: everybody });
  for (const row of codesOf(rows)) {
    const members = membersWhere(everybody, rowValues, (value) => stateOfCode(value, row) === 'present');
    const columnValues = valuesOf(inputs, members, columns.ref);
    statistics.count(`${row}.n`, { row, numerator: members, denominator: everybody });
    for (const column of codesOf(columns)) {
      const inState = (state: string) =>
        membersWhere(members, columnValues, (value) => stateOfCode(value, column) === state);
      const place = { row, column, denominator: members };
      statistics.count(`${row}.${column}.count`, { ...place, numerator: inState('present') });
      statistics.count(`${row}.${column}.absent`, { ...place, numerator: inState('absent') });
    }
  }
  const without = membersWhere(everybody, rowValues, isMissing);
  statistics.count('missing', { numerator: without, denominator: everybody });
  const method = { name: 'Cross-tabulation', variant: 'Counts of patients', reference: REFERENCES.reporting };
  return assembleResult(inputs, analysis, method, { rows: rows.ref, columns: columns.ref }, statistics, []);
}
