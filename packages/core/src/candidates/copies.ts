import type { UnderstoodReport } from './understood-report.ts';

/** Texts shorter than this are alike by chance. */
const LONG_ENOUGH = 24;

/** The text as it is compared: letters and digits of any script, in one case. */
export function comparedText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Ids of reports of one patient that hold the same text, a group for each text that stands there more than once. */
export function copiesAmong(reports: readonly UnderstoodReport[]): string[][] {
  const byText = new Map<string, string[]>();
  for (const { report } of reports) {
    const text = comparedText(report.text);
    if (text.length < LONG_ENOUGH) continue;
    const ids = byText.get(text) ?? [];
    ids.push(report.id);
    byText.set(text, ids);
  }
  return [...byText.values()].filter((ids) => ids.length > 1);
}
