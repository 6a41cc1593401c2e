import { type Issue, type Words, words } from '../model/index.ts';
import type { CellFault } from './cell-fault.ts';
import { quoted } from './cell-fault.ts';
import type { Origin } from './origin.ts';
import type { TextTable } from './text-table.ts';

/** One row of a table with the place it stands at. */
export type TableRow = {
  readonly origin: Origin;
  /** the cell of a column, or an empty text where the table lacks the column */
  cell(column: string): string;
};

/** Gathers the faults of one table, each with its place. */
export class TableReader {
  readonly table: TextTable;
  private readonly issues: Issue[];
  private readonly indexes = new Map<string, number>();

  constructor(table: TextTable, issues: Issue[]) {
    this.table = table;
    this.issues = issues;
    table.columns.forEach((column, index) => {
      if (!this.indexes.has(column)) this.indexes.set(column, index);
      else this.fault(null, column, REPEATED_COLUMN(column));
    });
  }

  has(column: string): boolean {
    return this.indexes.has(column);
  }

  /** The rows that hold anything. */
  *rows(): Generator<TableRow> {
    const { file, rows, lines } = this.table;
    for (let index = 0; index < rows.length; index += 1) {
      const cells = rows[index] as string[];
      if (!cells.some((cell) => cell !== '' && cell.trim() !== '')) continue;
      const line = lines?.[index];
      yield {
        origin: line === undefined ? { file, row: index + 1 } : { file, row: index + 1, line },
        cell: (column) => {
          const at = this.indexes.get(column);
          return at === undefined ? '' : (cells[at] ?? '');
        },
      };
    }
  }

  fault(row: TableRow | null, field: string | null, fault: CellFault, severity: Issue['severity'] = 'error'): void {
    this.issues.push({
      severity,
      code: fault.code,
      ...(row ? row.origin : { file: this.table.file }),
      ...(field === null ? {} : { field }),
      message: fault.message,
      hint: fault.hint,
    });
  }

  /** Names the columns that a table must have and lacks, and those that it must not have. */
  checkColumns(needed: readonly string[], known: ReadonlySet<string>, belongs: Words): void {
    for (const column of needed) {
      if (this.has(column)) continue;
      this.fault(null, column, {
        code: 'records.missingColumn',
        message: words(
          `${this.table.file} needs the columns ${needed.join(', ')}; it has no column ${column}.`,
          `${this.table.file} 须有 ${needed.join('、')} 列；现缺少 ${column} 列。`,
        ),
        hint: words(`Add the column ${column}.`, `请添加 ${column} 列。`),
      });
    }
    for (const column of new Set(this.table.columns)) {
      if (known.has(column)) continue;
      this.fault(null, column, unknownColumn(this.table.file, column, known, belongs));
    }
  }
}

function REPEATED_COLUMN(column: string): CellFault {
  return {
    code: 'records.repeatedColumn',
    message: words(
      `Each column stands once in a table; ${quoted(column)} stands more than once.`,
      `表中每列只能出现一次；${quoted(column)} 出现多次。`,
    ),
    hint: words('Rename or remove one of them.', '请重命名或删去其中一列。'),
  };
}

function unknownColumn(file: string, column: string, known: ReadonlySet<string>, belongs: Words): CellFault {
  const meant = [...known].find((name) => comparable(name) === comparable(column));
  const names = [...known];
  const shown = names.slice(0, 20);
  const more = names.length - shown.length;
  return {
    code: 'records.unknownColumn',
    message: words(
      `A column of ${file} is ${belongs.en}; ${quoted(column)} is not.`,
      `${file} 的列须为${belongs['zh-CN']}；${quoted(column)} 不是。`,
    ),
    hint: meant
      ? words(`Did you mean ${meant}? Write it exactly so.`, `是否应为 ${meant}？须完全一致。`)
      : words(
          `Rename or remove it, or add the item to the study document. Known here: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
          `请重命名或删去该列，或在研究文档中添加该项目。此处可用：${shown.join('、')}${more > 0 ? ` 等 ${names.length} 个` : ''}。`,
        ),
  };
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]/g, '');
}
