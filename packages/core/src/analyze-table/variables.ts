import { type Issue, words } from '../model/index.ts';
import type { Cell, Column } from '../tables/index.ts';
import { isEmptyText, type TableAnalysis } from './asked.ts';
import { atRows, issue, ofRows } from './faults.ts';
import { levelCodes } from './names.ts';
import { readNumbers } from './numbers.ts';
import { commaQuestion } from './times.ts';

/** A column as a predictor: numbers, or codes whose first is the reference. */
export type ReadVariable = { column: Column; issues: Issue[] } & (
  | { kind: 'number'; values: (number | null)[]; decimals: number }
  | {
      kind: 'code';
      values: (string | null)[];
      levels: { code: string; text: string; count: number }[];
      reference: string;
    }
);

const MOST_GROUPS = 20;
const MOST_LEVELS = 50;
const VALUES_LISTED = 5;

/** Words that name the group which others are compared with. */
const CONTROLS =
  /^(placebo|control|controls|observation|obs|standard|untreated|none|no|never|absent|reference|对照组?|安慰剂组?|观察组?|无|否)$/i;

/** A column that groups: its values are codes, however they are written. */
export function readGroups(column: Column, asked: TableAnalysis, file: string): ReadVariable {
  return readCodes(column, asked, file, MOST_GROUPS, '--group');
}

/** A further predictor: numbers where every cell is one and nobody calls them codes, else codes. */
export function readPredictor(column: Column, asked: TableAnalysis, file: string): ReadVariable {
  if (asked.factors.includes(column.field)) return readCodes(column, asked, file, MOST_LEVELS, '--adjust');
  const read = readNumbers(column, asked.decimal);
  const others = [...read.rowsOf.text, ...read.rowsOf.date].sort((a, b) => a - b);
  if (read.rowsOf.comma.length > 0 && read.rowsOf.text.length === 0) {
    const issues = [commaQuestion(column, read.rowsOf.comma, file)];
    return { kind: 'number', column, values: read.values, decimals: read.decimals, issues };
  }
  if (read.count === 0 || others.length > read.count) return readCodes(column, asked, file, MOST_LEVELS, '--adjust');
  const issues = others.length === 0 ? [] : [mixed(column, others, file)];
  return { kind: 'number', column, values: read.values, decimals: read.decimals, issues };
}

function mixed(column: Column, rows: readonly number[], file: string): Issue {
  const meant = new Set(rows);
  const texts = [
    ...new Set(column.cells.flatMap((cell, at) => (meant.has(column.rows[at] ?? 0) ? [cell.text.trim()] : []))),
  ];
  const listed = texts.slice(0, VALUES_LISTED);
  return issue(
    'error',
    'mixedColumn',
    { file, column, row: rows[0] },
    words(
      `A predictor is numbers or codes. "${column.field}" holds numbers, and in ${ofRows(rows.length).en} something else: ${listed.map((text) => `"${text}"`).join(', ')}.`,
      `预测变量须全为数字或全为编码。“${column.field}”列为数字，但有 ${rows.length} 行为其他内容：${listed.map((text) => `“${text}”`).join('、')}。`,
    ),
    words(
      `${atRows(rows).en} Correct them, leave them empty, or take all values of the column for codes: --factors "${column.field}".`,
      `${atRows(rows)['zh-CN']}请更正或留空；若该列应视为编码，请用 --factors "${column.field}"。`,
    ),
  );
}

function readCodes(column: Column, asked: TableAnalysis, file: string, most: number, option: string): ReadVariable {
  const texts = column.cells.map(textOf);
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const issues: Issue[] = [];
  if (counts.size > most)
    issues.push(
      issue(
        'error',
        'manyGroups',
        { file, column },
        words(
          `Groups are few. ${option} names "${column.field}", which has ${counts.size} different values; at most ${most} are taken.`,
          `分组数须有限。${option} 指定的“${column.field}”列有 ${counts.size} 个不同的值，最多 ${most} 个。`,
        ),
        words(
          'Add a column with groups set before looking at the outcome, or give a number to --adjust.',
          '请增加一列，按事先确定的界值分组；若为数值变量，请用 --adjust。',
        ),
      ),
    );
  if (counts.size === 0)
    issues.push(
      issue(
        'error',
        'emptyColumn',
        { file, column },
        words(
          `A column that is named holds values. "${column.field}" is empty.`,
          `所指定的列须有取值。“${column.field}”列为空。`,
        ),
        words(`Name another column under ${option}.`, `请在 ${option} 中指定其他列。`),
      ),
    );
  const ordered = [...counts.keys()].sort(inOrder);
  const wanted = Object.hasOwn(asked.references, column.field) ? asked.references[column.field] : undefined;
  const reference = referenceOf(ordered, wanted);
  if (wanted !== undefined && reference === null)
    issues.push(
      issue(
        'error',
        'referenceNotThere',
        { file, column },
        words(
          `A reference is one of the values of its column. "${column.field}" has no "${wanted}".`,
          `参照须为该列中的取值。“${column.field}”列中没有“${wanted}”。`,
        ),
        words(
          `It has ${ordered
            .slice(0, VALUES_LISTED)
            .map((text) => `"${text}"`)
            .join(', ')}${ordered.length > VALUES_LISTED ? ' and others' : ''}.`,
          `该列有：${ordered
            .slice(0, VALUES_LISTED)
            .map((text) => `“${text}”`)
            .join('、')}${ordered.length > VALUES_LISTED ? '等' : ''}。`,
        ),
      ),
    );
  const sorted = reference === null ? ordered : [reference, ...ordered.filter((text) => text !== reference)];
  const toCode = levelCodes();
  const levels = sorted.map((text, at) => ({ code: toCode(text, at + 1), text, count: counts.get(text) ?? 0 }));
  const codeOf = new Map(levels.map(({ code, text }) => [text, code]));
  return {
    kind: 'code',
    column,
    values: texts.map((text) => (text === null ? null : (codeOf.get(text) ?? null))),
    levels,
    reference: levels[0]?.code ?? '',
    issues,
  };
}

function textOf(cell: Cell): string | null {
  if (cell.kind === 'empty' || cell.kind === 'error' || isEmptyText(cell.text)) return null;
  const text = cell.text.trim();
  return /^[+-]?\d+\.0+$/.test(text) ? String(Number(text)) : text;
}

/** The reference that is asked for; else the one value that names a control; else the first in order. */
function referenceOf(ordered: readonly string[], wanted: string | undefined): string | null {
  if (wanted !== undefined) return ordered.find((text) => text === wanted.trim()) ?? null;
  const controls = ordered.filter((text) => CONTROLS.test(text));
  const named = controls.length === 1 ? controls : ordered.filter((text) => /^placebo/i.test(text));
  return (named.length === 1 ? named[0] : ordered[0]) ?? null;
}

function inOrder(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}
