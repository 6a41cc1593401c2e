import { type Issue, type Words, words } from '../model/index.ts';
import type { Column } from '../tables/index.ts';

/** Rows named in a message at most. */
const ROWS_NAMED = 10;

/** '3, 8, 12 and 40 more' */
export function rowsInWords(rows: readonly number[]): Words {
  const named = rows.slice(0, ROWS_NAMED);
  const more = rows.length - named.length;
  return more === 0
    ? words(named.join(', '), named.join('、'))
    : words(`${named.join(', ')} and ${more} more`, `${named.join('、')} 等 ${rows.length} 行`);
}

/** The rows of a remedy: '(rows 3, 8)', or nothing where there are none. */
export function atRows(rows: readonly number[]): Words {
  const named = rowsInWords(rows);
  return words(`${rows.length === 1 ? 'Row' : 'Rows'} ${named.en}.`, `行号：${named['zh-CN']}。`);
}

export function ofRows(count: number): Words {
  return words(count === 1 ? '1 row' : `${count} rows`, `${count} 行`);
}

type Place = { file: string; column?: Column | undefined; row?: number | undefined };

/** An issue of a table. Only the hint names rows: what the public reads holds no row. */
export function issue(
  severity: Issue['severity'],
  code: string,
  { file, column, row }: Place,
  message: Words,
  hint?: Words,
): Issue {
  return {
    severity,
    code: `analyze.${code}`,
    file,
    ...(row === undefined ? {} : { line: row }),
    ...(column === undefined ? {} : { field: column.field }),
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}
