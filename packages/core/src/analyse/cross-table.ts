import { type AnalysisResult, isMissing } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { codesOf, membersWhere, stateOfCode, valuesOf, variableOf } from './groups.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/**
 * How many patients have each code of one variable beside each code of another. Either may hold several codes at once,
 * so totals are of patients, not sums; absent is what was recorded as absent. No test belongs to such a table.
 */
export function analyseCrossTable(inputs: RunInputs, analysis: AnalysisOfKind<'crossTable'>): AnalysisResult {
  const everybody: PatientSet = { name: 'n', members: membersOf(inputs.cohort, analysis.set) };
  const rows = variableOf(inputs, analysis.rows);
  const columns = variableOf(inputs, analysis.columns);
  const rowValues = valuesOf(inputs, everybody.members, rows.ref);
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: everybody });
  for (const row of codesOf(rows)) {
    const members = membersWhere(everybody.members, rowValues, (value) => stateOfCode(value, row) === 'present');
    const rowSet: PatientSet = { name: `${row}.n`, members };
    const columnValues = valuesOf(inputs, members, columns.ref);
    statistics.count(`${row}.n`, { row, numerator: rowSet, denominator: everybody });
    for (const column of codesOf(columns)) {
      const cell = (state: 'present' | 'absent', name: string): PatientSet => ({
        name,
        members: membersWhere(members, columnValues, (value) => stateOfCode(value, column) === state),
      });
      const name = `${row}.${column}`;
      statistics.count(`${name}.count`, {
        row,
        column,
        numerator: cell('present', `${name}.count`),
        denominator: rowSet,
      });
      statistics.count(`${name}.absent`, {
        row,
        column,
        numerator: cell('absent', `${name}.absent`),
        denominator: rowSet,
      });
    }
  }
  const without: PatientSet = { name: 'missing', members: membersWhere(everybody.members, rowValues, isMissing) };
  statistics.count('missing', { numerator: without, denominator: everybody });
  const method = { name: 'Cross-tabulation', variant: 'Counts of patients', reference: REFERENCES.reporting };
  return assembleResult(inputs, analysis, method, { rows: rows.ref, columns: columns.ref }, statistics, []);
}
