import { type Issue, words } from '@casewright/core/model';
import { CsvError, parse } from 'csv-parse/sync';
import type { TextRecord } from './read-table.ts';

const MARKS = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 50;
const NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
};

type Cut = { records: TextRecord[] | null; issues: Issue[] };

/** Cuts a text into records, at a delimiter that is named or found; where two would do, a fault asks. */
export function cutText(text: string, file: string, named: string | undefined): Cut {
  const delimiter = named === undefined ? findDelimiter(text) : delimiterOf(named);
  if (typeof delimiter !== 'string') return { records: null, issues: [several(file, delimiter)] };
  if (delimiter === ' ') return { records: cutAtSpaces(text), issues: [] };
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      info: true,
      skip_empty_lines: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    let line = 1;
    const records = parsed.map(({ record, info }): TextRecord => {
      // a record ends on its last line; it begins behind the one before
      const begins = Math.max(line, info.lines - record.join('').split('\n').length + 1);
      line = info.lines + 1;
      return { line: begins, cells: record };
    });
    return { records: records.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')), issues: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      records: null,
      issues: [
        {
          severity: 'error',
          code: 'analyze.quotes',
          file,
          line: Number((error as unknown as { lines?: number }).lines ?? 1),
          message: words(
            'A quoted text ends with its quotation mark. One here does not.',
            '引号须成对。此处有引号未闭合。',
          ),
          hint: words('Double a quotation mark inside a quoted text.', '引号内的引号须写两次。'),
        },
      ],
    };
  }
}

function delimiterOf(named: string): string {
  const known = Object.entries(NAMES).find(([, name]) => name === named.toLowerCase());
  return known?.[0] ?? (named === '\\t' ? '\t' : named);
}

/** The mark that parts every line of the beginning into as many cells; several where they all do. */
function findDelimiter(text: string): string | string[] {
  const lines = text
    .split(/\r\n|\n|\r/, SAMPLE_LINES + 1)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES);
  const countOf = (line: string, mark: string) => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(mark).length;
  const even = MARKS.filter((mark) => {
    const [first = 1, ...others] = lines.map((line) => countOf(line, mark));
    return first > 1 && others.every((count) => count === first);
  });
  if (even.length > 1) return [...even];
  if (even[0] !== undefined) return even[0];
  const any = MARKS.filter((mark) => countOf(lines[0] ?? '', mark) > 1);
  if (any[0] !== undefined) return any[0];
  const spaced = lines.map((line) => cutLine(line).length);
  return (spaced[0] ?? 0) > 1 && spaced.every((count) => count === spaced[0]) ? ' ' : ',';
}

function cutAtSpaces(text: string): TextRecord[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, at) => ({ line: at + 1, cells: cutLine(line) }))
    .filter(({ cells }) => cells.length > 0);
}

function cutLine(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);
}

function several(file: string, marks: readonly string[]): Issue {
  const names = marks.map((mark) => NAMES[mark] ?? mark);
  return {
    severity: 'error',
    code: 'analyze.delimiter',
    file,
    line: 1,
    message: words(
      `The columns of a table are parted by one mark. Here more than one would do: ${names.join(', ')}.`,
      `表格各列须以同一符号分隔。此文件有多种可能：${names.join('、')}。`,
    ),
    hint: words(`Say --delimiter ${names.join(' or ')}.`, `请用 --delimiter 指明（${names.join('、')}）。`),
  };
}
