import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadTable } from '@casewright/core/analyze-table';
import { InputError, type Issue, words } from '@casewright/core/model';
import type { Cell, Column } from '@casewright/core/tables';
import { cutText } from './cut-text.ts';
import { textOf } from './text-of.ts';

export type ReadOptions = {
  /** found where nobody names it */
  encoding?: string | undefined;
  delimiter?: string | undefined;
  sheet?: string | undefined;
  /** the first row is a patient: columns are called 1, 2, 3 ... */
  hasHeader: boolean;
};

const LARGEST_BYTES = 256 * 1024 * 1024;

/**
 * Reads one table of a file, one row a patient. What only a person can settle (delimiter, encoding, sheet) is a fault
 * that names the option which settles it.
 * @throws InputError `analyze.notThere` where there is no file
 */
export async function readTable(
  file: string,
  options: ReadOptions,
): Promise<{ table: ReadTable | null; issues: Issue[] }> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile())
    throw new InputError(
      'analyze.notThere',
      found
        ? words(
            `TABLE is a file. "${file}" is a folder. Name the file in it.`,
            `TABLE 须为文件。“${file}”是文件夹，请指定其中的文件。`,
          )
        : words(
            `TABLE is a file. There is nothing at "${file}". Check the path.`,
            `TABLE 须为文件。“${file}”处没有任何文件，请检查路径。`,
          ),
      file,
    );
  const name = path.basename(file);
  if (found.size > LARGEST_BYTES)
    return {
      table: null,
      issues: [
        {
          severity: 'error',
          code: 'analyze.tooLarge',
          file: name,
          message: words(
            `A table has at most ${LARGEST_BYTES / 1024 / 1024} MiB; this one has ${Math.ceil(found.size / 1024 / 1024)}.`,
            `表格最大为 ${LARGEST_BYTES / 1024 / 1024} MiB；此文件为 ${Math.ceil(found.size / 1024 / 1024)} MiB。`,
          ),
          hint: words('Keep only the columns that are analysed.', '请只保留需要分析的列。'),
        },
      ],
    };
  const { text, issues } = textOf(await readFile(file), name, options.encoding);
  if (text === null) return { table: null, issues };
  const cut = cutText(text, name, options.delimiter);
  issues.push(...cut.issues);
  if (cut.records === null) return { table: null, issues };
  const made = tableOf(name, cut.records, options.hasHeader);
  return { table: made.table, issues: [...issues, ...made.issues] };
}

/** A record of a text table: its cells, and the line it begins on. */
export type TextRecord = { line: number; cells: readonly string[] };

const NUMBER = /^[+-]?\d*[.,]?\d+(e[+-]?\d+)?$/i;

function tableOf(
  file: string,
  records: readonly TextRecord[],
  hasHeader: boolean,
): { table: ReadTable | null; issues: Issue[] } {
  const [first] = records;
  const fault = (code: string, message: Issue['message'], hint: Issue['message']) => ({
    table: null,
    issues: [{ severity: 'error' as const, code: `analyze.${code}`, file, line: first?.line ?? 1, message, hint }],
  });
  if (!first || records.length < (hasHeader ? 2 : 1))
    return fault(
      'empty',
      words(
        'A table has a row of column names, and rows below it. This file has none.',
        '表格须有列名行和数据行。此文件没有。',
      ),
      words('Look whether it is the right file.', '请确认文件是否正确。'),
    );
  const given = first.cells.filter((cell) => cell.trim() !== '');
  if (hasHeader && given.length > 0 && given.every((cell) => NUMBER.test(cell.trim())))
    return fault(
      'noHeader',
      words(
        'The first row of a table names its columns. This one holds numbers only.',
        '表格首行须为列名。此文件首行全为数字。',
      ),
      words(
        'Write a row of names, or say --no-header: then the columns are called 1, 2, 3 from the left.',
        '请补写列名行，或使用 --no-header：各列自左起称为 1、2、3。',
      ),
    );
  const rows = hasHeader ? records.slice(1) : records;
  const width = hasHeader ? first.cells.length : Math.max(...rows.slice(0, 1000).map(({ cells }) => cells.length));
  const uneven = rows.filter(({ cells }) => cells.length > width);
  const issues: Issue[] = [];
  const [long] = uneven;
  if (long)
    issues.push({
      severity: 'error',
      code: 'analyze.longRow',
      file,
      line: long.line,
      message: words(
        `No row has more cells than there are columns. ${uneven.length === 1 ? '1 row has' : `${uneven.length} rows have`}, so that cells may stand in the wrong columns.`,
        `各行单元格数不得多于列数。有 ${uneven.length} 行超出，单元格可能错位。`,
      ),
      hint: words(
        'Look at this line: a text with a delimiter in it needs double quotes; or name the delimiter with --delimiter.',
        '请查看此行：含分隔符的文字须加双引号；或用 --delimiter 指明分隔符。',
      ),
    });
  const rowNumbers = rows.map(({ line }) => line);
  const columns = Array.from(
    { length: width },
    (_, index): Column => ({
      file,
      field: hasHeader ? (first.cells[index] ?? '').trim() : String(index + 1),
      index: index + 1,
      rows: rowNumbers,
      cells: rows.map(({ cells }) => cellOf(cells[index] ?? '')),
    }),
  );
  return { table: { file, columns }, issues };
}

const EMPTY: Cell = { kind: 'empty', text: '' };

function cellOf(text: string): Cell {
  return text === '' ? EMPTY : { kind: 'text', text };
}
