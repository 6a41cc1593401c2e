import { type PartialDate, parsePartialDate } from '../model/index.ts';
import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';

type Precision = PartialDate['precision'];

const FORMS: Record<Precision, string> = {
  day: 'YYYY-MM-DD',
  month: 'YYYY-MM-DD or YYYY-MM',
  year: 'YYYY-MM-DD, YYYY-MM or YYYY',
};
const RANK: Record<Precision, number> = { year: 0, month: 1, day: 2 };

/** @param least - the least precise date that the item takes */
export function parseDate(cell: string, least: Precision): ParsedCell<PartialDate> {
  const date = parsePartialDate(cell);
  if (!date) return unreadable(cell, least);
  if (RANK[date.precision] < RANK[least]) {
    return faulty(
      'cell.datePrecision',
      `This date is to be given to the ${least} (${FORMS[least]}); the cell names only a ${date.precision}.`,
      `Give the ${least}, or write !unknown where nobody knows it.`,
    );
  }
  return parsed(date);
}

function unreadable(cell: string, least: Precision): ParsedCell<never> {
  const rule = `A date is written ${FORMS[least]}; this cell reads ${quoted(cell)}`;
  if (/^\d{4}(-\d{2}){1,2}$/.test(cell)) {
    const year = Number(cell.slice(0, 4));
    if (year < 1800 || year > 2199) {
      return faulty(
        'cell.date',
        `${rule}, and its year is not between 1800 and 2199.`,
        'Correct the year, or write !unknown.',
      );
    }
    return faulty(
      'cell.date',
      `${rule}, a day that is not in the calendar.`,
      'Correct it from the chart; leave out the day, or the day and the month, where they are not known.',
    );
  }
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(cell)) {
    return faulty(
      'cell.date',
      `${rule}, whose order of day, month and year is left to guess.`,
      'Write year, month and day with hyphens and two digits each for month and day: 2020-02-01.',
    );
  }
  if (/^\d{5}$/.test(cell)) {
    return faulty(
      'cell.date',
      `${rule}, which looks like a day number of a spreadsheet.`,
      'Show the column as YYYY-MM-DD in the spreadsheet before saving.',
    );
  }
  return faulty(
    'cell.date',
    `${rule}.`,
    'Write the date as far as it is known, a missing reason such as !unknown, or nothing.',
  );
}
