import path from 'node:path';
import type { Issue } from '@casewright/core/model';
import type { ReturnedSheet } from '@casewright/core/screening';
import { openQuestions } from '@casewright/core/tables';
import { readWorkbook } from '../tables/index.ts';
import { FACTS_SHEET } from './screening-workbook.ts';

/**
 * Reads a screener's sheet as it came back, as XLSX or saved as CSV: the first sheet that is not hidden, and the facts of the
 * hidden one where it is still there.
 */
export async function readReturnedSheet(file: string): Promise<{ sheet: ReturnedSheet | null; issues: Issue[] }> {
  const workbook = await readWorkbook(file, {});
  const questions = openQuestions(workbook.questions, {}).map(
    ({ about, rule, fact }): Issue => ({
      severity: 'error',
      code: 'screen.unclearFile',
      file: about.file,
      message: { en: `${rule.en} ${fact.en}`, 'zh-CN': `${rule['zh-CN']}${fact['zh-CN']}` },
    }),
  );
  // a formula somewhere on the sheet is no fault of its decisions: it is read as the text that it shows
  const issues = [...workbook.issues.filter(({ severity }) => severity === 'error'), ...questions];
  const [main] = workbook.sheets.filter(({ hidden, rows }) => !hidden && rows.length > 0);
  if (!main || issues.length > 0) return { sheet: null, issues };
  const facts = workbook.sheets.find(({ name }) => name === FACTS_SHEET);
  return {
    issues,
    sheet: {
      file: path.basename(file),
      rows: main.rows.map(({ number, cells }) => ({ number, cells: cells.map(({ text }) => text) })),
      facts: new Map(
        (facts?.rows ?? []).map(({ cells }) => [(cells[0]?.text ?? '').trim(), (cells[1]?.text ?? '').trim()]),
      ),
    },
  };
}
