import { type Words, words } from '../model/index.ts';
import { cellAt, type Grid, sheetWords, turned, widthOf } from './grid.ts';
import { roleOf } from './header-vocabulary.ts';
import type { Asked } from './questions.ts';

/** Fewer names of columns in one line may be chance. */
const ENOUGH = 4;
const LOOKED_AT = 25;

/**
 * The sheet as it stands, or with its columns as rows where its first column holds the names (Age, Sex, Site, ...) and each
 * further column is a patient. Looks alone do not decide: it is asked.
 */
export function settleTurned(grid: Grid, key: string, asked: Asked, said: Words[]): Grid {
  if (!looksTurned(grid)) return grid;
  const called = sheetWords(grid);
  const answer = asked.must(
    `${key}.turned`,
    words(
      `In ${called.en}, names such as "${namesIn(grid).slice(0, 3).join('", "')}" stand below each other in the first column. Is each further column a patient?`,
      `${called['zh-CN']}首列自上而下为“${namesIn(grid).slice(0, 3).join('”“')}”等名称。其余各列是否各为一例患者？`,
    ),
    [
      { id: 'columns', label: words('yes: each column is a patient', '是：每列为一例患者') },
      { id: 'rows', label: words('no: each row is a patient or a visit', '否：每行为一例患者或一次就诊') },
    ],
    'columns',
  );
  if (answer !== 'columns') return grid;
  said.push(
    words(
      `Each column of ${called.en} is a patient: what is called column A, B, ... here is row 1, 2, ... of the sheet. Cells keep their own names.`,
      `${called['zh-CN']}每列为一例患者：此处所称 A、B 等列即工作表的第 1、2 等行；单元格名称仍按原表。`,
    ),
  );
  return turned(grid);
}

function looksTurned(grid: Grid): boolean {
  const below = namesIn(grid).length;
  if (below < ENOUGH) return false;
  const across = grid.rows
    .slice(0, LOOKED_AT)
    .map(
      (_, row) =>
        new Set(
          Array.from({ length: widthOf(grid) }, (_column, column) => known(grid, row, column)).filter(
            (role) => role !== null,
          ),
        ).size,
    );
  return below >= 2 * Math.max(0, ...across);
}

/** What the first column names, each thing once. */
function namesIn(grid: Grid): string[] {
  const byRole = new Map<string, string>();
  for (let row = 0; row < grid.rows.length; row += 1) {
    const role = known(grid, row, 0);
    if (role !== null && !byRole.has(role)) byRole.set(role, cellAt(grid, row, 0)?.text.trim() ?? '');
  }
  return [...byRole.values()];
}

function known(grid: Grid, row: number, column: number): string | null {
  const cell = cellAt(grid, row, column);
  return cell === null || cell.kind !== 'text' ? null : (roleOf(cell.text)?.role ?? null);
}
