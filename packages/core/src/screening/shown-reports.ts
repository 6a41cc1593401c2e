import { type Language, parsePartialDate, type SourceReport } from '../model/index.ts';

/** A cell of a workbook holds 32,767 characters; a screener reads less. */
const MOST_CHARACTERS = 30_000;

type Shown = Pick<SourceReport, 'id' | 'date' | 'kind' | 'text' | 'codes'>;

/**
 * What a screener reads of a patient: the reports by date, each whole under a line with its date and kind, alike for those
 * whom the search found and those whom it did not. What a cell cannot hold is said to be left out.
 */
export function shownReports(reports: readonly Shown[], language: Language): string {
  const parts: string[] = [];
  let room = MOST_CHARACTERS;
  let leftOut = 0;
  for (const report of reports) {
    const part = `${headOf(report, language)}\n${report.text.trim()}`;
    if (part.length + 2 <= room) {
      parts.push(part);
      room -= part.length + 2;
    } else if (room > 2_000) {
      parts.push(
        `${part.slice(0, room - 200)}\n${language === 'en' ? '[cut here: read on in the chart]' : '［此处截断，请查阅原病历］'}`,
      );
      room = 0;
    } else leftOut += 1;
  }
  if (leftOut > 0)
    parts.push(
      language === 'en' ? `[${leftOut} more reports: see the chart]` : `［另有 ${leftOut} 份报告，请查阅原病历］`,
    );
  return parts.join('\n\n');
}

function headOf({ date, kind, codes }: Shown, language: Language): string {
  const known = date !== null && parsePartialDate(date) !== null ? date : language === 'en' ? 'no date' : '日期不详';
  const named = codes.map(({ system, code }) => `${system} ${code}`);
  return `— ${[known, kind, ...named].filter((part) => part !== '').join(' · ')} —`;
}
