import { type Issue, type ScreeningEntry, words } from '../model/index.ts';
import { quoted } from './cell-fault.ts';
import { byCodeUnit } from './order.ts';
import { rememberOrigin } from './origin.ts';
import { TableReader } from './table-reader.ts';
import { SCREENING_COLUMNS, type TextTable } from './text-table.ts';

/** Reads the screening log. Columns beyond the four it must have are kept as they are written. */
export function readScreening(table: TextTable, issues: Issue[], shared: (text: string) => string): ScreeningEntry[] {
  const reader = new TableReader(table, issues);
  reader.checkColumns(SCREENING_COLUMNS, new Set(table.columns), words('a column', '某一列'));
  for (const column of table.columns) {
    if (column.trim() !== '') continue;
    reader.fault(null, null, {
      code: 'records.columnWithoutName',
      message: words(
        'Each column has a name; one column of the screening log has none.',
        '每列须有名称；筛查日志中有一列没有名称。',
      ),
      hint: words('Name it, or remove it.', '请为其命名或将其删去。'),
    });
  }
  if (!reader.has('candidate') || !reader.has('decision')) return [];

  const detailColumns = table.columns.filter(
    (column) => column.trim() !== '' && !(SCREENING_COLUMNS as readonly string[]).includes(column),
  );
  const seen = new Map<string, number>();
  const entries: ScreeningEntry[] = [];
  for (const row of reader.rows()) {
    const candidate = shared(row.cell('candidate'));
    const patient = shared(row.cell('patient'));
    const decision = row.cell('decision').trim();
    const first = seen.get(candidate);
    if (candidate.trim() === '') {
      reader.fault(row, 'candidate', {
        code: 'screening.missingCandidate',
        message: words(
          'Each row of the screening log names its candidate; this one names none.',
          '筛查日志每行须写明候选病例编号；此行未写。',
        ),
        hint: words('Enter the id of the candidate, or remove the row.', '请填写候选病例编号，或删去该行。'),
      });
      continue;
    }
    if (first !== undefined) {
      reader.fault(row, 'candidate', {
        code: 'screening.candidateTwice',
        message: words(
          `A candidate stands once in the screening log; row ${first} already holds ${quoted(candidate)}.`,
          `候选病例在筛查日志中只出现一次；第 ${first} 行已有 ${quoted(candidate)}。`,
        ),
        hint: words(
          'Remove one of the rows; two candidates that turned out to be one person keep two ids, one of them decided as a duplicate.',
          '请删去其中一行；两名候选病例经核实为同一人时，保留两个编号，并将其中之一判为重复。',
        ),
      });
      continue;
    }
    seen.set(candidate, row.origin.row);
    if (decision === '') {
      reader.fault(row, 'decision', {
        code: 'screening.missingDecision',
        message: words(
          `Each candidate has a decision: include, or the reason code of a step; ${quoted(candidate)} has none.`,
          `每名候选病例须有筛查结论：include 或某一步骤的原因编码；${quoted(candidate)} 没有。`,
        ),
        hint: words('Enter the decision.', '请填写结论。'),
      });
    }
    const details = Object.create(null) as Record<string, string>;
    for (const column of detailColumns) {
      const text = row.cell(column).replaceAll('\r\n', '\n');
      if (text.trim() !== '') details[column] = text;
    }
    const entry: ScreeningEntry = {
      candidate,
      patient: patient.trim() === '' ? null : patient,
      decision,
      reason: row.cell('reason').replaceAll('\r\n', '\n'),
      details,
    };
    rememberOrigin(entry, row.origin);
    entries.push(entry);
  }
  return entries.sort((a, b) => byCodeUnit(a.candidate, b.candidate));
}
