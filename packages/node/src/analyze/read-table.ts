import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadTable } from '@casewright/core/analyze-table';
import { hasErrors, InputError, type Issue, joinWords, type Words, words } from '@casewright/core/model';
import {
  type Column,
  EMPTY_CELL,
  ENCODINGS,
  type Encoding,
  openQuestions,
  type Question,
  type Sheet,
} from '@casewright/core/tables';
import { readWorkbook } from '../tables/index.ts';
import { isSpaced, spacedRows } from './spaced-text.ts';

export type ReadOptions = {
  /** found where nobody names it */
  encoding?: string | undefined;
  delimiter?: string | undefined;
  sheet?: string | undefined;
  /** the first row is a patient: columns are called 1, 2, 3 ... */
  hasHeader: boolean;
};

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
  const { sheet, issues } = await sheetOf(file, name, options);
  if (sheet === null) return { table: null, issues };
  const made = tableOf(name, sheet, options.hasHeader);
  return { table: made.table, issues: [...issues, ...made.issues] };
}

type FoundSheet = { sheet: Pick<Sheet, 'name' | 'rows'> | null; issues: Issue[] };

async function sheetOf(file: string, name: string, options: ReadOptions): Promise<FoundSheet> {
  const delimiter = options.delimiter === undefined ? undefined : delimiterOf(options.delimiter);
  if (delimiter === ' ' || (delimiter === undefined && (await isSpaced(file)))) {
    const rows = await spacedRows(file);
    if (rows !== null) return { sheet: { name: '', rows }, issues: [] };
  }
  const encoding = encodingOf(options.encoding);
  const workbook = await readWorkbook(file, {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    limits: { cells: MOST_CELLS },
  });
  const issues = [...workbook.issues, ...openQuestions(workbook.questions, {}).map(asFault)];
  if (hasErrors(issues)) return { sheet: null, issues };
  const chosen = chooseSheet(workbook.sheets, name, options.sheet);
  return { sheet: chosen.sheet, issues: [...issues, ...chosen.issues] };
}

const MOST_CELLS = 20_000_000;

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', bar: '|', space: ' ' };

function delimiterOf(named: string): string {
  const known = DELIMITERS[named.toLowerCase()] ?? (named === '\\t' ? '\t' : named);
  if (known.length === 1 && !'"\r\n\0'.includes(known)) return known;
  throw new InputError(
    'analyze.delimiterOption',
    words(
      `--delimiter takes ${Object.keys(DELIMITERS).join(', ')} or one character. "${named}" is neither.`,
      `--delimiter 可为 ${Object.keys(DELIMITERS).join('、')} 或单个字符。“${named}”不符合。`,
    ),
  );
}

function encodingOf(named: string | undefined): Encoding | undefined {
  if (named === undefined) return undefined;
  const known = ENCODINGS.find(
    (encoding) => encoding.replaceAll('-', '') === named.toLowerCase().replaceAll(/[-_]/g, ''),
  );
  if (known) return known;
  throw new InputError(
    'analyze.encodingOption',
    words(
      `--encoding takes ${ENCODINGS.join(', ')}. "${named}" is none of these.`,
      `--encoding 可为 ${ENCODINGS.join('、')}。“${named}”不在其中。`,
    ),
  );
}

/** A question about the file, as a fault that names the option which answers it. */
function asFault({ id, about, rule, fact, choices }: Question): Issue {
  const kind = id.slice(0, id.indexOf(':'));
  const options = choices.map(
    (choice) => Object.entries(DELIMITERS).find(([, mark]) => mark === choice.id)?.[0] ?? choice.id,
  );
  return {
    severity: 'error',
    code: `analyze.${kind}`,
    file: about.file,
    ...(about.row === undefined ? {} : { line: about.row }),
    message: joinWords(rule, fact),
    hint: words(`Say --${kind} ${options.join(' or ')}.`, `请用 --${kind} 指明：${options.join(' 或 ')}。`),
  };
}

/** The sheet that is named, else the only one with rows that is not hidden. */
function chooseSheet(sheets: readonly Sheet[], file: string, named: string | undefined): FoundSheet {
  const filled = sheets.filter(({ rows }) => rows.length > 0);
  const visible = filled.filter(({ hidden }) => !hidden);
  const listed = sheets.map(({ name }) => name);
  const fault = (fact: Words): FoundSheet => ({
    sheet: null,
    issues: [
      {
        severity: 'error',
        code: 'analyze.sheet',
        file,
        message: joinWords(words('One sheet is analysed.', '每次分析一个工作表。'), fact),
        hint: words(
          `Say --sheet with one of: ${listed.join(', ')}.`,
          `请用 --sheet 指明其中之一：${listed.join('、')}。`,
        ),
      },
    ],
  });
  if (named !== undefined) {
    const found = sheets.find(({ name }) => name === named);
    return found
      ? { sheet: found, issues: [] }
      : fault(words(`None is called "${named}".`, `没有名为“${named}”的工作表。`));
  }
  const [only, ...others] = visible.length > 0 ? visible : filled;
  if (!only) return { sheet: { name: '', rows: [] }, issues: [] };
  if (others.length === 0) return { sheet: only, issues: [] };
  return fault(
    words(
      `This workbook has ${visible.length || filled.length}.`,
      `此工作簿有 ${visible.length || filled.length} 个。`,
    ),
  );
}

const NUMBER = /^[+-]?\d*[.,]?\d+(e[+-]?\d+)?$/i;

function tableOf(
  file: string,
  { name: sheet, rows: records }: Pick<Sheet, 'name' | 'rows'>,
  hasHeader: boolean,
): { table: ReadTable | null; issues: Issue[] } {
  const [first] = records;
  const fault = (code: string, message: Issue['message'], hint: Issue['message']) => ({
    table: null,
    issues: [{ severity: 'error' as const, code: `analyze.${code}`, file, line: first?.number ?? 1, message, hint }],
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
  const given = first.cells.filter(({ text }) => text.trim() !== '');
  if (hasHeader && given.length > 0 && given.every(({ text }) => NUMBER.test(text.trim())))
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
  const width = hasHeader ? first.cells.length : rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const uneven = rows.filter(({ cells }) => cells.slice(width).some(({ text }) => text.trim() !== ''));
  const issues: Issue[] = [];
  const [long] = uneven;
  if (long)
    issues.push({
      severity: 'error',
      code: 'analyze.longRow',
      file,
      line: long.number,
      message: words(
        `No row has more cells than there are columns. ${uneven.length === 1 ? '1 row has' : `${uneven.length} rows have`}, so that cells may stand in the wrong columns.`,
        `各行单元格数不得多于列数。有 ${uneven.length} 行超出，单元格可能错位。`,
      ),
      hint: words(
        'Look at this line: a text with a delimiter in it needs double quotes; or name the delimiter with --delimiter.',
        '请查看此行：含分隔符的文字须加双引号；或用 --delimiter 指明分隔符。',
      ),
    });
  const rowNumbers = rows.map(({ number }) => number);
  const columns = Array.from(
    { length: width },
    (_, index): Column => ({
      file,
      ...(sheet === '' ? {} : { sheet }),
      field: hasHeader ? (first.cells[index]?.text ?? '').trim() : String(index + 1),
      index: index + 1,
      rows: rowNumbers,
      cells: rows.map(({ cells }) => cells[index] ?? EMPTY_CELL),
    }),
  );
  return { table: { file, columns }, issues };
}
