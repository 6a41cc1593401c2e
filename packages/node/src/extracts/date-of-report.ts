import { parsePartialDate } from '@casewright/core/model';

/**
 * The calendar date of what an extract writes: `2019-03-14`, `2019-03`, `2019`, with a time behind it, with slashes, dots or
 * 年月日, or as eight figures. Orders that leave day and month open give null: a date is never guessed.
 */
export function readDateText(written: string): string | null {
  const text = written.normalize('NFKC').trim();
  if (text === '') return null;
  const found =
    /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?(?:[T\s].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text);
  if (!found) return null;
  const [, year, month, day] = found;
  const date = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((part) => part !== undefined).join('-');
  return parsePartialDate(date)?.text ?? null;
}
