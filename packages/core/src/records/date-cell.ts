import { type PartialDate, parsePartialDate, sameWords, type Words, words } from '../model/index.ts';
import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';

type Precision = PartialDate['precision'];

const FORMS: Record<Precision, Words> = {
  day: sameWords('YYYY-MM-DD'),
  month: words('YYYY-MM-DD or YYYY-MM', 'YYYY-MM-DD 或 YYYY-MM'),
  year: words('YYYY-MM-DD, YYYY-MM or YYYY', 'YYYY-MM-DD、YYYY-MM 或 YYYY'),
};
const NAMED: Record<Precision, string> = { year: '年', month: '月', day: '日' };
const RANK: Record<Precision, number> = { year: 0, month: 1, day: 2 };

/** @param least - the least precise date that the item takes */
export function parseDate(cell: string, least: Precision): ParsedCell<PartialDate> {
  const date = parsePartialDate(cell);
  if (!date) return unreadable(cell, least);
  if (RANK[date.precision] < RANK[least]) {
    return faulty(
      'cell.datePrecision',
      words(
        `This date is to be given to the ${least} (${FORMS[least].en}); the cell names only a ${date.precision}.`,
        `此日期须精确到${NAMED[least]}（${FORMS[least]['zh-CN']}）；此单元格只精确到${NAMED[date.precision]}。`,
      ),
      words(
        `Give the ${least}, or write !unknown where nobody knows it.`,
        `请补充到${NAMED[least]}；无从得知时写 !unknown。`,
      ),
    );
  }
  return parsed(date);
}

function unreadable(cell: string, least: Precision): ParsedCell<never> {
  const rule = words(
    `A date is written ${FORMS[least].en}; this cell reads ${quoted(cell)}`,
    `日期写作 ${FORMS[least]['zh-CN']}；此单元格为 ${quoted(cell)}`,
  );
  if (/^\d{4}(-\d{2}){1,2}$/.test(cell)) {
    const year = Number(cell.slice(0, 4));
    if (year < 1800 || year > 2199) {
      return faulty(
        'cell.date',
        words(`${rule.en}, and its year is not between 1800 and 2199.`, `${rule['zh-CN']}，年份不在1800至2199之间。`),
        words('Correct the year, or write !unknown.', '请更正年份，或写 !unknown。'),
      );
    }
    return faulty(
      'cell.date',
      words(`${rule.en}, a day that is not in the calendar.`, `${rule['zh-CN']}，日历中没有这一天。`),
      words(
        'Correct it from the chart; leave out the day, or the day and the month, where they are not known.',
        '请按病历更正；日或月不明时可省略。',
      ),
    );
  }
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(cell)) {
    return faulty(
      'cell.date',
      words(
        `${rule.en}, whose order of day, month and year is left to guess.`,
        `${rule['zh-CN']}，年、月、日的次序无法确定。`,
      ),
      words(
        'Write year, month and day with hyphens and two digits each for month and day: 2020-02-01.',
        '请按年-月-日书写，月和日各两位：2020-02-01。',
      ),
    );
  }
  if (/^\d{5}$/.test(cell)) {
    return faulty(
      'cell.date',
      words(
        `${rule.en}, which looks like a day number of a spreadsheet.`,
        `${rule['zh-CN']}，疑为电子表格的日期序号。`,
      ),
      words(
        'Show the column as YYYY-MM-DD in the spreadsheet before saving.',
        '请先在电子表格中将该列设为 YYYY-MM-DD 格式再保存。',
      ),
    );
  }
  return faulty(
    'cell.date',
    words(`${rule.en}.`, `${rule['zh-CN']}。`),
    words(
      'Write the date as far as it is known, a missing reason such as !unknown, or nothing.',
      '请按已知的精确程度书写日期，或写缺失原因（如 !unknown），或留空。',
    ),
  );
}
