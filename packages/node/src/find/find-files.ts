import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  type Candidate,
  type CandidatesJson,
  candidatesJson,
  pageCandidate,
  type Since,
} from '@casewright/core/candidates';
import { screeningReasons } from '@casewright/core/case-finding';
import type { Language } from '@casewright/core/model';
import type { LoadedStudy } from '@casewright/core/protocol';
import { type ScreeningSheet, screeningSheet } from '@casewright/core/screening';
import { guardedText } from '@casewright/core/tables';
import type { PageAssets } from '../render/index.ts';
import { csvText } from '../write/index.ts';
import { renderEvidencePage } from './evidence-page.ts';
import type { FoundCases } from './find-cases.ts';
import { screeningWorkbook } from './screening-workbook.ts';
import type { SearchedExtract } from './search-study.ts';
import { writeWhole } from './state-file.ts';

export type FindFilesOptions = {
  study: LoadedStudy;
  searched: SearchedExtract;
  found: FoundCases;
  screeners: readonly string[];
  language: Language;
  assets: PageAssets;
  program: string;
};

/** Writes what a search found into a folder, each file whole or not at all. @returns their names in the order of writing */
export async function writeFindFiles(out: string, options: FindFilesOptions): Promise<string[]> {
  await mkdir(out, { recursive: true, mode: 0o700 });
  const { found, searched, screeners } = options;
  const json = candidatesJson(found.candidates, searched, found.suggestedTerms);
  const files: [string, string | Uint8Array][] = [
    ['evidence.html', evidencePage(options)],
    ['candidates.json', `${JSON.stringify(json, null, 2)}\n`],
    ['candidates.csv', candidatesCsv(json)],
    ...screeners.map((name): [string, Uint8Array] => [
      `screening-${name}.xlsx`,
      screeningWorkbook(sheetOf(name, options)),
    ]),
    // what lies here is of patients: git must not keep it
    ['.gitignore', '*\n'],
  ];
  for (const [name, content] of files) await writeWhole(path.join(out, name), content);
  return files.map(([name]) => name).filter((name) => !name.startsWith('.'));
}

function sheetOf(screener: string, { study, found, language }: FindFilesOptions): ScreeningSheet {
  const { current } = found.state;
  const notice = study.document.notice;
  return screeningSheet(found.toScreen, current.sample.seed, {
    study: study.document.id,
    run: current.fingerprint,
    screener,
    language,
    reasons: screeningReasons(study),
    notice: notice === undefined ? null : (notice[language] ?? notice.en),
  });
}

function evidencePage({ study, searched, found, language, assets, program }: FindFilesOptions): string {
  const { changes, state } = found;
  const { document } = study;
  const sinceOf = new Map<string, Since>([
    ...changes.fresh.map((patient): [string, Since] => [patient, 'fresh']),
    ...changes.changed.map((patient): [string, Since] => [patient, 'changed']),
  ]);
  const candidate = (one: Candidate) => {
    const decided = Object.hasOwn(state.decisions, one.patient) ? state.decisions[one.patient]?.decision : undefined;
    return pageCandidate(one, sinceOf.get(one.patient) ?? 'same', decided ?? null);
  };
  return renderEvidencePage(
    {
      schema: 'casewright.evidence/1',
      study: { id: document.id, version: document.version, title: document.title },
      notice: document.notice ?? null,
      language,
      counts: { reports: searched.reports, patients: searched.patients },
      hasBefore: state.previous !== null,
      vanished: changes.vanished,
      suggestedTerms: found.suggestedTerms,
      candidates: found.candidates.map(candidate),
    },
    assets,
    program,
  );
}

function candidatesCsv({ candidates }: CandidatesJson): string {
  const columns = [
    'patient',
    'status',
    'firstDate',
    'ageDays',
    'ageYears',
    'mentions',
    'reports',
    'deciding',
    'rule',
    'codes',
    'remarks',
  ];
  const rows = candidates.map((one) => [
    one.patient,
    one.status,
    one.firstDate ?? '',
    one.age === null ? '' : String(one.age.days),
    one.age === null ? '' : String(one.age.years),
    String(one.evidence.length),
    [...new Set(one.evidence.map(({ report }) => report))].join('|'),
    one.deciding ?? '',
    one.rule,
    one.codes.map(({ system, code }) => `${system} ${code}`).join('|'),
    one.remarks.map(({ code }) => code).join('|'),
  ]);
  return csvText({ columns, rows: rows.map((row) => row.map(guardedText)) });
}
