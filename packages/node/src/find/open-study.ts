import { hasErrors, type Issue, type Records } from '@casewright/core/model';
import { type LoadedStudy, loadStudy } from '@casewright/core/protocol';
import { recordsFromTables } from '@casewright/core/records';
import { readStudyFolder, STUDY_FILE } from '../read/index.ts';
import { sha256 } from './find-cases.ts';

/** A study and its records as far as a search needs them; `study` is null where errors stand in the way. */
export async function openStudy(
  folder: string,
): Promise<{ study: LoadedStudy | null; records: Records | null; issues: Issue[] }> {
  const { studyText, tables, issues } = await readStudyFolder(folder);
  if (studyText === '') return { study: null, records: null, issues };
  const loaded = loadStudy(studyText, STUDY_FILE, sha256);
  const all = [...issues, ...loaded.issues];
  if (!loaded.study || hasErrors(all)) return { study: null, records: null, issues: all };
  const read = recordsFromTables(loaded.study, tables);
  return { study: loaded.study, records: read.records, issues: [...all, ...read.issues] };
}
