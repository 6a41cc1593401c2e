import { type Issue, words } from '../model/index.ts';
import type { Column } from '../tables/index.ts';
import { isEmptyText, type ReadTable } from './asked.ts';
import { issue, rowsInWords } from './faults.ts';

/** A name that a column of ids has. */
const ID_NAME =
  /^(id|pid|no|nr|patient|patients?[_ .-]?(id|no|number)|subject|subjects?[_ .-]?id|subjid|usubjid|mrn|record[_ .-]?id|case[_ .-]?(id|no)|编号|患者编号|患者|病例号|住院号|病历号|登记号|序号)$/i;

/** In a table with as many columns no two patients are alike in all of them. */
const COLUMNS_OF_ONE = 6;

/** Rows that may be of one patient: an id that comes twice, rows alike in every cell. They are warned of, never merged. */
export function duplicateIssues(table: ReadTable): Issue[] {
  const { columns, file } = table;
  const ids = columns.filter(({ field }) => ID_NAME.test(field.trim()));
  const issues = ids.flatMap((column) => repeatedIds(column, file));
  if (columns.length < COLUMNS_OF_ONE || issues.length > 0) return issues;
  const first = columns[0];
  if (!first) return issues;
  const seen = new Set<string>();
  const again = first.rows.filter((_row, at) => {
    const text = columns.map(({ cells }) => cells[at]?.text ?? '').join('\u0000');
    return seen.has(text) || !seen.add(text);
  });
  if (again.length === 0) return issues;
  const rows = rowsInWords(again);
  return [
    issue(
      'warning',
      'rowTwice',
      { file },
      words(
        `A row is a patient. ${again.length === 1 ? '1 row is' : `${again.length} rows are`} alike in every cell with an earlier one, and counted all the same.`,
        `一行为一例患者。${again.length} 行与前面某行完全相同，仍照常计入。`,
      ),
      words(`Look at rows ${rows.en}.`, `请核对第 ${rows['zh-CN']} 行。`),
    ),
  ];
}

function repeatedIds(column: Column, file: string): Issue[] {
  const rowsOf = new Map<string, number>();
  const again: number[] = [];
  for (const [at, cell] of column.cells.entries()) {
    const text = cell.text.trim();
    if (isEmptyText(text)) continue;
    if (rowsOf.has(text)) again.push(column.rows[at] as number);
    else rowsOf.set(text, column.rows[at] as number);
  }
  if (again.length === 0) return [];
  const rows = rowsInWords(again);
  return [
    issue(
      'warning',
      'idTwice',
      { file, column },
      words(
        `A row is a patient. In "${column.field}" ${again.length === 1 ? '1 row has' : `${again.length} rows have`} the id of an earlier row; each row is counted as a patient of its own, which makes limits too narrow and p values too small.`,
        `一行为一例患者。“${column.field}”列中有 ${again.length} 行与前面的编号重复；每行仍按一例患者计，置信区间会偏窄，P 值会偏小。`,
      ),
      words(
        `Keep one row a patient (rows ${rows.en} repeat one).`,
        `请每例患者只保留一行（重复的行：${rows['zh-CN']}）。`,
      ),
    ),
  ];
}
