import { runAnalyses } from '../../analyse/index.ts';
import { VIEWS_STUDY, VIEWS_TABLES } from '../../analyse/testing/patient-views-study.ts';
import { smallStudy } from '../../derive/testing/small-study.ts';
import type { AnalysisResult } from '../../model/index.ts';
import type { TextTable } from '../../records/index.ts';
import { type BuiltReport, buildReport } from '../build.ts';
import type { ReportInput } from '../writing.ts';

const SNAPSHOT = 'b'.repeat(64);

function run(tables: readonly TextTable[]): { study: ReportInput['study']; results: AnalysisResult[] } {
  const small = smallStudy(VIEWS_STUDY, tables);
  const inputs = { ...small, studyHash: small.study.hash, snapshot: SNAPSHOT, engine: 'casewright 0.0.0' };
  return { study: small.study, results: runAnalyses(inputs) };
}

const whole = run(VIEWS_TABLES);

/** The results of the study of patients one by one, every table of it as it is. */
export const VIEWS_RESULTS = whole.results;

/** The results of the same study with other tables. */
export function viewsResults(tables: readonly TextTable[]): AnalysisResult[] {
  return run(tables).results;
}

/** The study itself, for a test that gives it a text of its own. */
export const VIEWS_LOADED = whole.study;

/** The report of the study of patients one by one, or of the same study with other tables. */
export function viewsReport(changes: Partial<ReportInput> = {}, tables?: readonly TextTable[]): BuiltReport {
  return buildReport({
    ...(tables === undefined ? whole : run(tables)),
    issues: [],
    audience: 'team',
    language: 'en',
    program: 'casewright 0.0.0',
    snapshot: SNAPSHOT,
    ...changes,
  });
}
