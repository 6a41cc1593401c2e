import type { TextTable } from '../../records/index.ts';
import type { Plain } from './opened.ts';

/** Cells of raw tables by column name, as they stand in the file. */
export type RawRow = Readonly<Record<string, string>>;

/** A CSV file with quoted cells, as the shipped records are written. */
export function readCsv(file: string, text: string): TextTable {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\n') {
      line.push(cell);
      cell = '';
      if (character === '\n') {
        lines.push(line);
        line = [];
      }
    } else if (character !== '\r') cell += character;
  }
  if (cell !== '' || line.length > 0) lines.push([...line, cell]);
  const [columns = [], ...rows] = lines;
  return { file, columns, rows };
}

export function rawRows(tables: readonly TextTable[], name: string): RawRow[] {
  const table = tables.find(({ file }) => file === `records/${name}.csv`);
  return (table?.rows ?? []).map((cells) =>
    Object.fromEntries((table?.columns ?? []).map((column, index) => [column, cells[index] ?? ''])),
  );
}

/** A cell read by hand; the types are those of the study document. */
export function plainCell(cell: string, type: string): Plain {
  if (cell === '') return { missing: 'notEntered' };
  if (cell.startsWith('!'))
    return { missing: cell.slice(1).replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()) };
  switch (type) {
    case 'integer':
    case 'decimal':
      return Number(cell);
    case 'boolean':
      return cell === 'yes';
    case 'age': {
      const [value = '', unit = ''] = cell.split(' ');
      return Number(value) / ({ a: 1, mo: 12, wk: 365.25 / 7, d: 365.25 }[unit] ?? Number.NaN);
    }
    case 'codes': {
      const codes = cell.split('|');
      return {
        present: codes.filter((code) => !code.startsWith('-')),
        absent: codes.filter((code) => code.startsWith('-')).map((code) => code.slice(1)),
      };
    }
    default:
      return cell;
  }
}

/** Days since 1970 of a whole date. */
export function dayOfText(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
}

/** The first and the last day that a date allows. */
export function daysOfText(text: string): [number, number] {
  const [year = '', month, day] = text.split('-');
  if (day !== undefined) return [dayOfText(text), dayOfText(text)];
  if (month === undefined) return [dayOfText(`${year}-01-01`), dayOfText(`${year}-12-31`)];
  const next =
    month === '12' ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
  return [dayOfText(`${year}-${month}-01`), dayOfText(next) - 1];
}

/** The day a date stands for by a rule; null where the rule refuses it. */
export function dayByRule(text: string, rule: string): number | null {
  const [first, last] = daysOfText(text);
  if (first === last) return first;
  if (rule === 'refuse') return null;
  return rule === 'earliest' ? first : rule === 'latest' ? last : Math.floor((first + last) / 2);
}
