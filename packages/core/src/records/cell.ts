import { InputError, isMissing, type Missing, type MissingReason, missing, type Value, words } from '../model/index.ts';
import type { CodeList, Item } from '../protocol/index.ts';
import { parseAge, writeAge } from './age-cell.ts';
import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';
import { parseCode, parseCodes, writeCodes } from './code-cell.ts';
import { parseDate } from './date-cell.ts';
import { parseDecimal, parseInteger, writeNumber } from './number-cell.ts';

/** How a cell says why a value is missing. An empty cell is `notEntered`. */
export const MISSING_CELLS = {
  '!not-done': 'notDone',
  '!not-reported': 'notReported',
  '!not-applicable': 'notApplicable',
  '!unknown': 'unknown',
  '!refused': 'refused',
} as const satisfies Record<string, MissingReason>;

const NOT_ENTERED = missing('notEntered');
const BLANK = /^\s*$/;

/**
 * Reads one cell of a record by the type of its item. White space around anything but a text is ignored, and a cell
 * of white space alone is not entered. Ranges are not judged here: a value out of range is readable.
 *
 * @param list - the item's code list; null for an item without one
 * @returns the value, or the fault of a cell that cannot be read; never both
 */
export function parseCell(item: Item, list: CodeList | null, text: string): ParsedCell<Value> {
  if (BLANK.test(text)) return parsed(NOT_ENTERED);
  if (item.type === 'text') return parseText(text);
  const cell = text.trim();
  if (cell.startsWith('!')) return parseMissing(cell);
  switch (item.type) {
    case 'integer':
      return parseInteger(cell);
    case 'decimal':
      return parseDecimal(cell);
    case 'date':
      return parseDate(cell, item.precision ?? 'year');
    case 'age':
      return parseAge(cell);
    case 'boolean':
      return parseBoolean(cell);
    case 'code':
      return parseCode(cell, listOf(item, list));
    case 'codes':
      return parseCodes(cell, listOf(item, list), item.unlisted ?? 'notRecorded');
  }
}

/**
 * The cell that `parseCell` reads as this value.
 * @throws InputError `cell.notWritable` for a value that no cell of this item holds: another type's, a blank text, a
 *   set of codes that says nothing, or a missing value that arose in an expression
 */
export function writeCell(item: Item, value: Value): string {
  if (isMissing(value)) return writeMissing(item, value);
  switch (item.type) {
    case 'integer':
    case 'decimal':
      if (typeof value === 'number' && Number.isFinite(value)) return writeNumber(value);
      break;
    case 'text':
      if (typeof value === 'string' && !BLANK.test(value)) return value.startsWith('!') ? `!${value}` : value;
      break;
    case 'code':
      if (typeof value === 'string' && value !== '') return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value ? 'yes' : 'no';
      break;
    case 'date':
      if (typeof value === 'object' && value.kind === 'date') return value.text;
      break;
    case 'age':
      if (typeof value === 'object' && value.kind === 'age') return writeAge(value);
      break;
    case 'codes':
      if (typeof value === 'object' && value.kind === 'codes' && value.present.length + value.absent.length > 0) {
        return writeCodes(value, item.unlisted ?? 'notRecorded');
      }
      break;
  }
  return notWritable(item);
}

function parseText(text: string): ParsedCell<Value> {
  // editors and version control turn line ends about; the text they stand in stays the same text
  const lines = text.replaceAll('\r\n', '\n');
  if (!lines.startsWith('!')) return parsed(lines);
  if (lines.startsWith('!!')) return parsed(lines.slice(1));
  return parseMissing(lines.trim());
}

function parseMissing(cell: string): ParsedCell<Missing> {
  if (Object.hasOwn(MISSING_CELLS, cell)) return parsed(missing(MISSING_CELLS[cell as keyof typeof MISSING_CELLS]));
  return faulty(
    'cell.missingReason',
    words(
      `A cell that starts with ! gives the reason why a value is missing; ${quoted(cell)} is not one of the reasons.`,
      `以 ! 开头的单元格表示缺失原因；${quoted(cell)} 不在缺失原因之列。`,
    ),
    words(
      `Write ${Object.keys(MISSING_CELLS).join(', ')}, or leave the cell empty. A text that itself starts with ! is written with !!.`,
      `请写 ${Object.keys(MISSING_CELLS).join('、')} 之一，或留空。文本本身以 ! 开头时，写作 !!。`,
    ),
  );
}

function writeMissing(item: Item, value: Missing): string {
  if (value === NOT_ENTERED) return '';
  const entry = Object.entries(MISSING_CELLS).find(([, reason]) => missing(reason) === value);
  return entry ? entry[0] : notWritable(item);
}

function parseBoolean(cell: string): ParsedCell<boolean> {
  if (cell === 'yes') return parsed(true);
  if (cell === 'no') return parsed(false);
  return faulty(
    'cell.boolean',
    words(
      `A yes-or-no cell holds yes or no; this one reads ${quoted(cell)}.`,
      `是否类单元格只能写 yes 或 no；此单元格为 ${quoted(cell)}。`,
    ),
    words(
      'Write yes or no. Where the chart says neither, leave the cell empty or write !not-reported.',
      '请写 yes 或 no。病历未说明时留空或写 !not-reported。',
    ),
  );
}

function listOf(item: Item, list: CodeList | null): CodeList {
  if (list) return list;
  throw new InputError(
    'cell.codeList',
    `A coded item needs its code list, and ${item.id} came without. Hand it over.`,
    item.id,
  );
}

function notWritable(item: Item): never {
  throw new InputError(
    'cell.notWritable',
    `A cell holds a value of its item's type or one reason why it is missing, and this value of ${item.id} (${item.type}) is neither. Correct the value before writing it.`,
    item.id,
  );
}
