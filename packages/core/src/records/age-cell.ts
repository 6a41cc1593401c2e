import { type Age, words } from '../model/index.ts';
import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';
import { parseDecimal, writeNumber } from './number-cell.ts';

/** `5 a`, `8 mo`, `3 wk`, `12 d`: the number and unit that the chart gives, in the codes of UCUM. */
export function parseAge(cell: string): ParsedCell<Age> {
  const match = /^(\S*?)\s*(a|mo|wk|d)$/.exec(cell);
  if (!match) {
    const bare = parseDecimal(cell).fault === null;
    return faulty(
      'cell.age',
      words(
        `An age is a number and its unit: a (years), mo (months), wk (weeks) or d (days); this cell reads ${quoted(cell)}${bare ? ', without a unit' : ''}.`,
        `年龄由数字和单位组成：a（岁）、mo（月）、wk（周）或 d（天）；此单元格为 ${quoted(cell)}${bare ? '，缺少单位' : ''}。`,
      ),
      words(
        'Write it like 5 a, 8 mo, 3 wk or 12 d, a missing reason such as !unknown, or nothing.',
        '请写成 5 a、8 mo、3 wk 或 12 d 的形式，或写缺失原因（如 !unknown），或留空。',
      ),
    );
  }
  const number = parseDecimal(match[1] as string);
  if (number.fault) return number;
  if (number.value < 0) {
    return faulty(
      'cell.age',
      words(
        `An age is not below zero; this cell reads ${quoted(cell)}.`,
        `年龄不能小于零；此单元格为 ${quoted(cell)}。`,
      ),
      words('Correct it from the chart, or write !unknown.', '请按病历更正，或写 !unknown。'),
    );
  }
  return parsed({ kind: 'age', value: number.value, unit: match[2] as Age['unit'] });
}

export function writeAge(age: Age): string {
  return `${writeNumber(age.value)} ${age.unit}`;
}
