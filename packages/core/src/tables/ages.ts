import { missingWord, parseDuration, plainWidth } from '../facts/index.ts';
import { type Issue, type Words, words } from '../model/index.ts';
import { type Column, cellIssue, type Understood } from './column.ts';
import { quotedText } from './visible-text.ts';

/** The unit of ages that are written as bare numbers. */
export type AgeUnit = 'a' | 'mo' | 'wk' | 'd';

const IN_YEARS: Readonly<Record<AgeUnit, number>> = { a: 1, mo: 1 / 12, wk: 7 / 365.25, d: 1 / 365.25 };
/** Nobody has lived longer than 122 years. */
const OLDEST = 123;
const MISSING_CODES = new Set(['99', '999', '9999', '888', '777']);

/**
 * The ages of a column in years. A bare number is in the unit given; `11 months`, `3岁4个月` say theirs. A negative age, one
 * that nobody has reached (999 among them, a code for missing), and a text are faults of their rows and never a value.
 */
export function understandAges(column: Column, unit: AgeUnit = 'a'): Understood<number> {
  const issues: Issue[] = [];
  const values = column.cells.map((cell, at) => {
    const text = plainWidth(cell.text).trim();
    if (cell.kind === 'empty' || text === '' || missingWord(text)) return null;
    const years = yearsOf(text, unit);
    if (typeof years === 'number') return years;
    issues.push(cellIssue(column, at, 'table.age', ruleWith(cell.text), years.hint));
    return null;
  });
  return { values, questions: [], issues };
}

function yearsOf(text: string, unit: AgeUnit): number | { hint: Words } {
  const isBare = /^-?\d+(\.\d+)?$/.test(text);
  const duration = isBare ? null : parseDuration(text);
  if (!isBare && duration?.bound !== 'exact') return { hint: NO_NUMBER };
  const years = duration ? duration.value * IN_YEARS[duration.unit] : Number(text) * IN_YEARS[unit];
  if (years < 0)
    return { hint: words('Correct it from the chart, or leave the cell empty.', '请按病历更正，或留空。') };
  if (years < OLDEST) return years === 0 ? 0 : years;
  return {
    hint: MISSING_CODES.has(text)
      ? words('If it is the code for a missing age, leave the cell empty.', '若为缺失值代码，请留空。')
      : words('Correct it from the chart, or leave the cell empty.', '请按病历更正，或留空。'),
  };
}

const NO_NUMBER = words(
  'Write a number, with its unit where it is not years, or leave the cell empty.',
  '请写数字（非岁时注明单位），或留空。',
);

function ruleWith(text: string): Words {
  return words(
    `An age is a number from 0 to ${OLDEST - 1} years; this cell reads ${quotedText(text)}.`,
    `年龄须为 0 至 ${OLDEST - 1} 岁之间的数字；此单元格为 ${quotedText(text)}。`,
  );
}
