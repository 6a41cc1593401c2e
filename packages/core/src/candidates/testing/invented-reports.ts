import type { ReportStatus } from '../../context/index.ts';
import type { Mention, SourceReport, TextSpan } from '../../model/index.ts';
import type { UnderstoodReport } from '../understood-report.ts';

/** Reports of invented people, understood as a test says. */
export type Told = Partial<Omit<SourceReport, 'codes'>> & {
  patient: string;
  says?: Partial<ReportStatus> | null;
  codes?: string[];
};

let rows = 0;

/** A report with one mention whose understanding the test gives; without `says` it supports a case in tissue. */
export function told({ says = {}, codes = [], ...given }: Told): UnderstoodReport {
  rows += 1;
  const text = given.text ?? `Report ${rows} of an invented patient: zzz found.`;
  const report: SourceReport = {
    id: `R${rows}`,
    date: '2020-01-01',
    kind: 'pathology',
    birthDate: null,
    file: 'invented.csv',
    row: rows,
    codes: codes.map((code) => ({ system: 'ICD-10', code })),
    ...given,
    text,
  };
  const supports: ReportStatus | null =
    says === null
      ? null
      : { status: 'case', deciding: 0, rule: 'stated', source: 'tissue', revises: false, overturns: false, ...says };
  return {
    report,
    supports,
    codes: report.codes,
    facts: [],
    sections: [],
    mentions: supports === null ? [] : [mentionIn(text)],
  };
}

export function mentionIn(text: string, word = 'zzz'): Mention {
  const start = Math.max(0, text.indexOf(word));
  const sentence: TextSpan = { start: 0, end: text.length };
  return {
    start,
    end: start + word.length,
    term: 'tumourName',
    pattern: word,
    language: 'en',
    sentence,
    section: null,
    negation: { value: 'affirmed', cue: null, scope: null, rule: 'plain' },
    temporality: { value: 'recent', cue: null, scope: null, rule: 'plain' },
    experiencer: { value: 'patient', cue: null, scope: null, rule: 'plain' },
  };
}
