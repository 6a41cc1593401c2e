import { type Issue, nearestWord, type Words, words } from '../model/index.ts';
import type { Column } from '../tables/index.ts';
import type { ReadTable } from './asked.ts';
import { issue } from './faults.ts';

const COLUMNS_LISTED = 30;

/** The column of a name, with or without spaces around it; null and a fault where there is none, or more than one. */
export function findColumn(table: ReadTable, name: string, option: string): { column: Column | null; issues: Issue[] } {
  const wanted = name.trim();
  const found = table.columns.filter(({ field }) => field.trim() === wanted);
  if (found.length === 1) return { column: found[0] as Column, issues: [] };
  const fault = (code: string, message: Words, hint: Words) => ({
    column: null,
    issues: [issue('error', code, { file: table.file }, message, hint)],
  });
  if (found.length > 1)
    return fault(
      'columnTwice',
      words(
        `Each column has a name of its own. ${found.length} are called "${wanted}", which ${option} names.`,
        `各列须有各自的名称。${option} 指定的“${wanted}”有 ${found.length} 列。`,
      ),
      words('Rename them in the table.', '请在表中改名。'),
    );
  const names = table.columns.map(({ field }) => field.trim()).filter((field) => field !== '');
  const near = nearestWord(wanted, names);
  const listed = names.slice(0, COLUMNS_LISTED);
  return fault(
    'noColumn',
    words(
      `${option} names a column of the table. None is called "${wanted}".${near === null ? '' : ` Did you mean "${near}"?`}`,
      `${option} 须为表中的列名。没有名为“${wanted}”的列。${near === null ? '' : `是否应为“${near}”？`}`,
    ),
    words(
      `The columns are: ${listed.join(', ')}${names.length > listed.length ? ', ...' : ''}.`,
      `表中各列：${listed.join('、')}${names.length > listed.length ? '……' : ''}。`,
    ),
  );
}
