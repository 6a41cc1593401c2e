import type { Issue, ScreeningEntry } from '../model/index.ts';
import { quoted } from './cell-fault.ts';
import { byCodeUnit } from './order.ts';
import { rememberOrigin } from './origin.ts';
import { TableReader } from './table-reader.ts';
import { SCREENING_COLUMNS, type TextTable } from './text-table.ts';

/** Reads the screening log. Columns beyond the four it must have are kept as they are written. */
export function readScreening(table: TextTable, issues: Issue[]): ScreeningEntry[] {
  const reader = new TableReader(table, issues);
  reader.checkColumns(SCREENING_COLUMNS, new Set(table.columns), 'a column');
  for (const column of table.columns) {
    if (column.trim() !== '') continue;
    reader.fault(null, null, {
      code: 'records.columnWithoutName',
      message: 'Each column has a name; one column of the screening log has none.',
      hint: 'Name it, or remove it.',
    });
  }
  if (!reader.has('candidate') || !reader.has('decision')) return [];

  const detailColumns = table.columns.filter(
    (column) => column.trim() !== '' && !(SCREENING_COLUMNS as readonly string[]).includes(column),
  );
  const seen = new Map<string, number>();
  const entries: ScreeningEntry[] = [];
  for (const row of reader.rows()) {
    const candidate = row.cell('candidate');
    const patient = row.cell('patient');
    const decision = row.cell('decision').trim();
    const first = seen.get(candidate);
    if (candidate.trim() === '') {
      reader.fault(row, 'candidate', {
        code: 'screening.missingCandidate',
        message: 'Each row of the screening log names its candidate; this one names none.',
        hint: 'Enter the id of the candidate, or remove the row.',
      });
      continue;
    }
    if (first !== undefined) {
      reader.fault(row, 'candidate', {
        code: 'screening.candidateTwice',
        message: `A candidate stands once in the screening log; row ${first} already holds ${quoted(candidate)}.`,
        hint: 'Remove one of the rows; two candidates that turned out to be one person keep two ids, one of them decided as a duplicate.',
      });
      continue;
    }
    seen.set(candidate, row.origin.row);
    if (decision === '') {
      reader.fault(row, 'decision', {
        code: 'screening.missingDecision',
        message: `Each candidate has a decision: include, or the reason code of a step; ${quoted(candidate)} has none.`,
        hint: 'Enter the decision.',
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
