import { CASE_FINDING, CASE_FINDING_TITLE } from '../case-finding/index.ts';
import { type AnalysisResult, hasErrors, type Issue, type Labels, type Language } from '../model/index.ts';
import { buildReport, type NumberCard, type PatientCard, publicResult, type ReportDocument } from '../report/index.ts';
import { type Analysed, analyseStudy } from './analyse-study.ts';
import { patientLines } from './patient-lines.ts';
import { type PreparedStudy, prepareStudy, type StudyInput } from './prepare.ts';
import { figuresOf, numbersTable, type ReportFigure, type ReportTable, tablesOf } from './report-exports.ts';

export type RunOptions = {
  language: Language;
  audience: 'public' | 'team';
  /** name and version of the program, as results and report name it */
  program: string;
};

export type StudyRun = {
  issues: Issue[];
  /** what the study wants said wherever its results go */
  notice: Labels | null;
  /** what the audience may have; empty when there are errors */
  results: AnalysisResult[];
  /** null when a fault of error severity stands in the way */
  document: ReportDocument | null;
  cards: NumberCard[];
  patients: PatientCard[];
  figures: ReportFigure[];
  tables: ReportTable[];
};

/**
 * The whole way of the data: study document and records in; results, report and every number's card out.
 * The same input, options and program give the same output, byte for byte: no clock, no locale, no file.
 */
export function runStudy(input: StudyInput, options: RunOptions): StudyRun {
  const { prepared, issues } = prepareStudy(input);
  if (!prepared || hasErrors(issues)) return withoutReport(issues);
  const analysed = analyseStudy(prepared, options.program);
  const report = reportOf(prepared, analysed, issues, options);
  const all = [...issues, ...report.issues];
  if (hasErrors(report.issues)) return withoutReport(all);
  const results = options.audience === 'public' ? analysed.results.map(publicResult) : analysed.results;
  const titles = new Map<string, Labels>(prepared.study.document.analyses?.map(({ id, title }) => [id, title]));
  titles.set(CASE_FINDING, CASE_FINDING_TITLE);
  return {
    issues: all,
    notice: prepared.study.document.notice ?? null,
    results,
    document: report.document,
    cards: report.cards,
    patients: report.patients,
    figures: figuresOf(report.document),
    tables: [
      ...tablesOf(report.document),
      numbersTable(report.document, results, report.cards, (id) => titles.get(id) ?? null),
    ],
  };
}

/**
 * Everything wrong with a study, all faults at once: its document, its records and, when these are sound, the report
 * that it asks for, in each of its languages. None of error severity means that the team's report can be built.
 */
export function checkStudy(input: StudyInput, program: string): Issue[] {
  const { prepared, issues } = prepareStudy(input);
  if (!prepared || hasErrors(issues)) return issues;
  const analysed = analyseStudy(prepared, program);
  const ofReports = prepared.study.document.languages.flatMap((language) => {
    const options: RunOptions = { language, audience: 'team', program };
    return reportOf(prepared, analysed, issues, options).issues;
  });
  return withoutRepeats([...issues, ...ofReports]);
}

function reportOf(prepared: PreparedStudy, analysed: Analysed, issues: Issue[], options: RunOptions) {
  const { study, records, contexts } = prepared;
  const { language, audience } = options;
  return buildReport({
    study,
    ...analysed,
    issues,
    ...options,
    patientLines: audience === 'team' ? patientLines(study, records, contexts, language) : [],
  });
}

/** What the text gets wrong in the same words in two languages stands at two places; what stands at one is said once. */
function withoutRepeats(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const key = JSON.stringify([
      issue.code,
      issue.file,
      issue.line,
      issue.column,
      issue.row,
      issue.field,
      issue.path,
      issue.message.en,
    ]);
    return !seen.has(key) && seen.add(key);
  });
}

function withoutReport(issues: Issue[]): StudyRun {
  return { issues, notice: null, results: [], document: null, cards: [], patients: [], figures: [], tables: [] };
}
