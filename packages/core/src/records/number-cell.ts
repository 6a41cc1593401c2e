import { type Words, words } from '../model/index.ts';
import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';

/** Digits that every double keeps; beyond them a number is read only when nothing is lost. */
const SAFE_DIGITS = 15;

export function parseInteger(cell: string): ParsedCell<number> {
  if (!/^-?(0|[1-9]\d*)$/.test(cell)) return parseFaultOf(cell, words('A whole number', '整数'), 'integer');
  const value = Number(cell);
  if (!Number.isSafeInteger(value)) return tooManyDigits(cell);
  return parsed(value === 0 ? 0 : value);
}

export function parseDecimal(cell: string): ParsedCell<number> {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(cell)) return parseFaultOf(cell, words('A number', '数值'), 'decimal');
  const value = Number(cell);
  if (!Number.isFinite(value)) return tooManyDigits(cell);
  if (significantDigits(cell) > SAFE_DIGITS && writeNumber(value) !== withoutTrailingZeros(cell))
    return tooManyDigits(cell);
  return parsed(value === 0 ? 0 : value);
}

/** The shortest digits that read back as the same number, never with an exponent. */
export function writeNumber(value: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (!match) return String(value === 0 ? 0 : value);
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  const digits = whole + fraction;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return sign + digits + '0'.repeat(exponent - fraction.length);
}

function parseFaultOf(cell: string, what: Words, type: 'integer' | 'decimal'): ParsedCell<never> {
  const rule = words(
    `${what.en} is written in the digits 0-9${type === 'decimal' ? ' with a point before its decimals' : ''}; this cell reads ${quoted(cell)}`,
    `${what['zh-CN']}用数字0-9书写${type === 'decimal' ? '，小数点用 .' : ''}；此单元格为 ${quoted(cell)}`,
  );
  if (
    /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ||
    /^[-+]?\d+,\d+$/.test(cell) ||
    /^[-+]?\d{1,3}(\.\d{3})+,\d+$/.test(cell)
  ) {
    return faulty(
      'cell.decimalComma',
      words(
        `${rule.en}, and a comma may mean decimals or thousands.`,
        `${rule['zh-CN']}，逗号可能表示小数点，也可能表示千位分隔。`,
      ),
      words(
        'Write decimals after a point and thousands without a mark: 3.5, 1234.',
        '小数写在小数点之后，千位不加分隔：3.5、1234。',
      ),
    );
  }
  if (type === 'integer' && /^-?\d+\.\d+$/.test(cell)) {
    return faulty(
      'cell.integer',
      words(`${rule.en}, which has decimals.`, `${rule['zh-CN']}，含有小数。`),
      words(
        'Round it by hand as the study says, or make the item a decimal.',
        '请按研究规定自行取整，或将该项目改为小数型。',
      ),
    );
  }
  if (/^-?0\d+(\.\d+)?$/.test(cell)) {
    return faulty(
      `cell.${type}`,
      words(
        `${rule.en}, with a leading zero, as numbers of a hospital have it.`,
        `${rule['zh-CN']}，以零开头，形似住院号之类的编号。`,
      ),
      words(
        'Leave leading zeros out; make the item a text where they matter.',
        '请去掉前导零；若前导零有意义，请将该项目改为文本型。',
      ),
    );
  }
  if (/^[-+−]?[\d.]+[eE][-+]?\d+$/.test(cell)) {
    return faulty(
      `cell.${type}`,
      words(`${rule.en}, in the short form of a spreadsheet.`, `${rule['zh-CN']}，为电子表格的科学计数形式。`),
      words(
        'Write all digits out; show the column as a plain number before saving.',
        '请写出全部数字；保存前将该列设为普通数值格式。',
      ),
    );
  }
  if (/^[-+]?\d+(\.\d+)?\s*[^\d\s.,].*$/u.test(cell)) {
    return faulty(
      `cell.${type}`,
      words(`${rule.en}, with something after the number.`, `${rule['zh-CN']}，数字之后还有其他字符。`),
      words('Write the number alone; its unit stands in the study document.', '只写数字；单位已在研究文档中说明。'),
    );
  }
  if (/^[<>≤≥~≈约]/u.test(cell)) {
    return faulty(
      `cell.${type}`,
      words(`${rule.en}, which is a limit and not a number.`, `${rule['zh-CN']}，表示的是界限而不是数值。`),
      words(
        'Keep such a result in a text item, or write !not-reported and keep the words as its source.',
        '此类结果请存入文本型项目，或写 !not-reported 并将原文作为来源保存。',
      ),
    );
  }
  return faulty(
    `cell.${type}`,
    words(`${rule.en}.`, `${rule['zh-CN']}。`),
    words(
      'Write the number, a missing reason such as !not-done, or nothing.',
      '请写数字，或写缺失原因（如 !not-done），或留空。',
    ),
  );
}

function tooManyDigits(cell: string): ParsedCell<never> {
  return faulty(
    'cell.digits',
    words(
      `A number keeps about ${SAFE_DIGITS} digits; this cell reads ${quoted(cell)} and would be rounded.`,
      `数值约可保留 ${SAFE_DIGITS} 位有效数字；此单元格为 ${quoted(cell)}，将被舍入。`,
    ),
    words(
      'Shorten it to the digits that were measured; make the item a text where it is an identifier.',
      '请缩短至实际测量的位数；若为编号，请将该项目改为文本型。',
    ),
  );
}

function significantDigits(cell: string): number {
  return cell.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

function withoutTrailingZeros(cell: string): string {
  return cell.includes('.') ? cell.replace(/\.?0+$/, '') : cell;
}
