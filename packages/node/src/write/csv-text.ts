import type { TextTable } from '@casewright/core/records';

/**
 * A table as RFC 4180 has it, lines ended by `\n`: a cell is quoted where it holds a comma, a quote or a line end, and
 * where it would otherwise leave a line empty. Texts stand as they are, those that look like formulas too: they are
 * records, and must read back as the same text.
 */
export function csvText(table: Pick<TextTable, 'columns' | 'rows'>): string {
  return [table.columns, ...table.rows].map((cells) => `${csvLine(cells)}\n`).join('');
}

function csvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map(csvCell).join(',');
}

function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
