import { type Issue, type Words, words } from '../model/index.ts';
import { type Column, columnLetters, columnQuestion } from './column.ts';
import type { Question } from './question.ts';
import { quotedText } from './visible-text.ts';
import { type Cell, EMPTY_CELL, type Sheet, type Workbook } from './workbook.ts';

/** A table whose first row holds the names of its columns. */
export type TableColumns = {
  readonly columns: readonly Column[];
  /** the rows under the names, by their number in the file */
  readonly rows: readonly number[];
  readonly questions: readonly Question[];
  readonly issues: readonly Issue[];
};

/**
 * The columns of a sheet whose first row names them. A name that stands twice (spaces and case aside) is asked about:
 * its columns come as `name (column 3)`, so that none is taken for the other. A column with cells and no name comes as
 * `column 3`, with a warning; one without either is left out. In a text file a row with too few or too many cells is an
 * error, and what stands beyond the last name is quoted in it; no row is left out.
 */
export function tableColumns(workbook: Pick<Workbook, 'file' | 'format'>, sheet: Sheet): TableColumns {
  const { file, format } = workbook;
  const [header, ...rows] = sheet.rows;
  const issues: Issue[] = [];
  const questions: Question[] = [];
  const inSheet = sheet.name === '' ? {} : { sheet: sheet.name };
  const pathAt = (column: number, row: number) =>
    sheet.name === '' ? {} : { path: `${sheet.name}!${columnLetters(column)}${row}` };
  if (!header || rows.length === 0) {
    issues.push({
      severity: 'error',
      code: 'table.noRows',
      file,
      ...(sheet.name === '' ? {} : { path: sheet.name }),
      ...NO_ROWS,
    });
    return { columns: [], rows: [], questions, issues };
  }
  const width = Math.max(header.cells.length, ...(format === 'csv' ? [] : rows.map(({ cells }) => cells.length)));
  const names = Array.from({ length: width }, (_, index) => (header.cells[index] ?? EMPTY_CELL).text.trim());
  const rowNumbers = rows.map(({ number }) => number);
  const column = (index: number, field: string): Column => ({
    file,
    ...inSheet,
    field,
    index: index + 1,
    cells: rows.map(({ cells }) => cells[index] ?? EMPTY_CELL),
    rows: rowNumbers,
  });
  const same = new Map<string, number[]>();
  names.forEach((name, index) => {
    const key = name.normalize('NFKC').toLowerCase();
    same.set(key, [...(same.get(key) ?? []), index]);
  });
  const columns = names.flatMap((name, index) => {
    const repeated = same.get(name.normalize('NFKC').toLowerCase()) as number[];
    if (name !== '') return [column(index, repeated.length > 1 ? `${name} (column ${index + 1})` : name)];
    const unnamed = column(index, `column ${index + 1}`);
    if (unnamed.cells.every(({ kind }) => kind === 'empty')) return [];
    issues.push({
      severity: 'warning',
      code: 'table.columnWithoutName',
      file,
      line: header.number,
      column: index + 1,
      ...pathAt(index + 1, header.number),
      message: words(
        `Each column has a name; column ${index + 1} has cells and no name, and is called "${unnamed.field}" here.`,
        `每列须有名称；第 ${index + 1} 列有内容而无名称，此处称为“${unnamed.field}”。`,
      ),
      hint: words('Name it in the file.', '请在文件中为其命名。'),
    });
    return [unnamed];
  });
  for (const [key, indices] of same) {
    if (key === '' || indices.length < 2) continue;
    questions.push(repeatedName(columns, indices, names));
  }
  if (format === 'csv') {
    for (const { number, cells } of rows) {
      const issue = raggedRow(file, number, cells, header.cells.length);
      if (issue) issues.push(issue);
    }
  }
  return { columns, rows: rowNumbers, questions, issues };
}

const NO_ROWS: { message: Words; hint: Words } = {
  message: words(
    'A table has a row of column names and rows under it; this one has no rows under its names.',
    '表格须有列名行和数据行；此表列名之下没有数据。',
  ),
  hint: words('Check that it is the file or sheet you mean.', '请确认是否选对了文件或工作表。'),
};

function repeatedName(columns: readonly Column[], indices: readonly number[], names: readonly string[]): Question {
  const meant = columns.filter(({ index }) => indices.includes(index - 1));
  const first = meant[0] as Column;
  const name = names[indices[0] as number] as string;
  const places = indices.map((index) => index + 1);
  const question = columnQuestion('repeatedColumn', { ...first, field: name }, 0, {
    rule: words('Each column has a name of its own.', '各列名称不得重复。'),
    fact: words(
      `Columns ${places.join(', ')} are all called ${quotedText(name)}, spaces and case aside.`,
      `第 ${places.join('、')} 列均名为 ${quotedText(name)}（不计空格和大小写）。`,
    ),
    choices: meant.map(({ index }) => ({
      id: String(index),
      label: words(`"${name}" means column ${index}`, `“${name}”指第 ${index} 列`),
    })),
  });
  return question;
}

function raggedRow(file: string, line: number, cells: readonly Cell[], width: number): Issue | null {
  const beyond = cells.slice(width).filter(({ kind }) => kind !== 'empty');
  if (cells.length === width || (cells.length > width && beyond.length === 0)) return null;
  const extra = beyond.map(({ text }) => quotedText(text, 20)).join(', ');
  const more = words(
    extra === '' ? '' : ` Beyond the last column stands ${extra}.`,
    extra === '' ? '' : `最后一列之外为 ${extra}。`,
  );
  return {
    severity: 'error',
    code: 'table.raggedRow',
    file,
    line,
    message: words(
      `Each row has as many cells as there are columns, ${width}; this one has ${cells.length}.${more.en}`,
      `每行的单元格数须与列数（${width}）相同；此行有 ${cells.length} 个。${more['zh-CN']}`,
    ),
    hint: words(
      'Add or remove cells; a delimiter inside a text needs double quotes around the cell.',
      '请增删单元格；文本中含分隔符时，单元格须加双引号。',
    ),
  };
}
