import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SourceReport } from '@casewright/core/model';
import { compileSearch, type Search } from '@casewright/core/search';
import { type ExtractOptions, type SearchedExtract, searchExtract } from '../extracts/index.ts';
import { SCREENING_FOLDER } from './state-file.ts';

export { Cancelled, isSealed, type SearchedExtract } from '../extracts/index.ts';

export type SearchStudyOptions = {
  sample: { size: number; seed: number };
  /** go on where a search of the same sources was stopped; otherwise begin anew */
  resumes: boolean;
  mapping: string | null;
  encoding: ExtractOptions['encoding'];
  delimiter: ExtractOptions['delimiter'];
  passphrase: string | null;
  onProgress: (reports: number) => void;
  signal: AbortSignal;
};

/** Searches sources for a study; what it needs to go on after a stop lies in the folder of the screening. */
export async function searchStudy(
  folder: string,
  sources: readonly string[],
  search: Search,
  { resumes, onProgress, ...options }: SearchStudyOptions,
): Promise<SearchedExtract> {
  const workFile = path.join(folder, SCREENING_FOLDER, 'search.work');
  await mkdir(path.dirname(workFile), { recursive: true, mode: 0o700 });
  if (!resumes) await rm(workFile, { force: true });
  return searchExtract(sources, compileSearch(search), {
    ...options,
    folder,
    workFile,
    onProgress: ({ reports }) => onProgress(reports),
  });
}

/** The report of an extract that has this id and something the search looks for; null where none has. */
export async function reportWithId(
  folder: string,
  sources: readonly string[],
  search: Search,
  id: string,
  mapping: string | null,
): Promise<SourceReport | null> {
  const { found } = await searchExtract(sources, compileSearch(search), {
    sample: { size: 0, seed: 1 },
    folder,
    mapping,
    passphrase: process.env['CASEWRIGHT_PASSPHRASE'] ?? null,
  });
  return found.find(({ report }) => report.id === id)?.report ?? null;
}
