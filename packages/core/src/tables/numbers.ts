import { missingWord, plainWidth } from '../facts/index.ts';
import { type Issue, words } from '../model/index.ts';
import { type Column, cellIssue, columnQuestion, type Understood } from './column.ts';
import { type Answers, choiceOf, type Question } from './question.ts';
import { quotedText } from './visible-text.ts';
import type { Cell } from './workbook.ts';

/** How a column writes its numbers. */
export type NumberHabit = 'decimalComma' | 'thousandsComma';

const PLAIN = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/;
const WITH_COMMA = /^[-+]?[\d.,]*\d,[\d.,]*\d$/;
/** 1,234,567 or 1,234.5 */
const THOUSANDS_COMMA = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** 3,5 or 1.234,5 */
const DECIMAL_COMMA = /^[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/;
/** 1.234 in a column whose decimals stand after a comma */
const THOUSANDS_POINT = /^[-+]?\d{1,3}(?:\.\d{3})+$/;
const SAFE_DIGITS = 15;

/**
 * The numbers of a column. What a comma means is asked (`numberFormat:` and the column; `decimalComma` or
 * `thousandsComma`) wherever one stands in a number; the default is taken only where every number allows one reading.
 * Words for missing (`NA`, `不详`) are missing; any other text, a number with a unit, and one of more digits than a number
 * keeps are faults of their rows. Codes such as 999 are the caller's to judge.
 */
export function understandNumbers(column: Column, answers: Answers = {}): Understood<number> {
  const texts = column.cells.map(numberText);
  const question = commaQuestion(column, texts);
  const habit = question ? choiceOf(question, answers) : null;
  const issues: Issue[] = [];
  const values = column.cells.map((cell, at) => {
    const text = texts[at];
    if (text === null || text === undefined) return null;
    if (question && habit === null && WITH_COMMA.test(text)) return null;
    const read = readNumber(text, habit as NumberHabit | null);
    if (typeof read === 'number') return read;
    issues.push(numberFault(column, at, cell, read));
    return null;
  });
  return { values, questions: question ? [question] : [], issues };
}

/** A cell's number as text, plain in width; null for an empty cell and a word for missing. */
function numberText(cell: Cell): string | null {
  if (cell.kind === 'empty') return null;
  const text = plainWidth(cell.text).trim();
  return text === '' || missingWord(text) ? null : text;
}

function readNumber(text: string, habit: NumberHabit | null): number | 'digits' | 'notNumber' {
  let plain = text;
  if (habit === 'decimalComma' && (DECIMAL_COMMA.test(text) || THOUSANDS_POINT.test(text))) {
    plain = text.replaceAll('.', '').replace(',', '.');
  } else if (habit === 'thousandsComma' && THOUSANDS_COMMA.test(text)) plain = text.replaceAll(',', '');
  if (!PLAIN.test(plain)) return 'notNumber';
  const value = Number(plain);
  const digits = plain
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '').length;
  if (!Number.isFinite(value) || digits > SAFE_DIGITS + 2 || (digits > SAFE_DIGITS && Number.isInteger(value))) {
    return 'digits';
  }
  return value === 0 ? 0 : value;
}

function commaQuestion(column: Column, texts: readonly (string | null)[]): Question | null {
  const commas = texts.flatMap((text, at) => (text !== null && WITH_COMMA.test(text) ? [{ text, at }] : []));
  const [first] = commas;
  if (!first) return null;
  const all = (form: RegExp) => commas.every(({ text }) => form.test(text));
  const onlyThousands = all(THOUSANDS_COMMA) && commas.some(({ text }) => !DECIMAL_COMMA.test(text));
  const examples = commas.slice(0, 3).map(({ text }) => quotedText(text));
  return columnQuestion('numberFormat', column, first.at, {
    rule: words(
      'Decimals stand after a point and thousands have no mark; a comma may mean either.',
      '小数点用 . 且千位不加分隔；逗号既可能是小数点，也可能是千位分隔。',
    ),
    fact: words(
      `${commas.length} cells of "${column.field}" have a comma: ${examples.join(', ')}.`,
      `“${column.field}”有 ${commas.length} 个单元格含逗号：${examples.join('、')}。`,
    ),
    choices: [
      { id: 'decimalComma', label: words('decimals: 3,5 is three and a half', '小数点：3,5 即 3.5') },
      { id: 'thousandsComma', label: words('thousands: 1,234 is 1234', '千位分隔：1,234 即 1234') },
    ],
    default: onlyThousands ? 'thousandsComma' : undefined,
  });
}

function numberFault(column: Column, at: number, cell: Cell, fault: 'digits' | 'notNumber'): Issue {
  const shown = quotedText(cell.text);
  if (fault === 'digits') {
    return cellIssue(
      column,
      at,
      'table.digits',
      words(
        `A number keeps about ${SAFE_DIGITS} digits; this cell reads ${shown} and would be rounded.`,
        `数值约可保留 ${SAFE_DIGITS} 位有效数字；此单元格为 ${shown}，将被舍入。`,
      ),
      words('Use the column as text where it holds ids.', '若为编号，请将该列作为文本使用。'),
    );
  }
  return cellIssue(
    column,
    at,
    'table.number',
    words(`A number is written in digits alone; this cell reads ${shown}.`, `数值只用数字书写；此单元格为 ${shown}。`),
    words('Write the number without its unit, or leave the cell empty.', '请只写数字、不写单位，或留空。'),
  );
}
