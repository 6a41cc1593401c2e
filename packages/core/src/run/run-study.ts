import { runAnalyses } from '../analyse/index.ts';
import { type AnalysisResult, hasErrors, type Issue, type Labels, type Language } from '../model/index.ts';
import { snapshotId } from '../records/index.ts';
import {
  buildReport,
  type Inline,
  type NumberCard,
  type PatientCard,
  publicResult,
  type ReportDocument,
  type Table,
} from '../report/index.ts';
import { patientLines } from './patient-lines.ts';
import { prepareStudy, type StudyInput } from './prepare.ts';

export type RunOptions = {
  language: Language;
  audience: 'public' | 'team';
  /** name and version of the program, as results and report name it */
  program: string;
};

/** A table of the report as plain text cells, for a file of its own. */
export type ReportTable = { id: string; columns: string[]; rows: string[][] };
export type ReportFigure = { id: string; svg: string };

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
  const { study, records, contexts, cohort } = prepared;
  const snapshot = snapshotId(records);
  const results = runAnalyses({
    study,
    records,
    contexts,
    cohort,
    studyHash: study.hash,
    snapshot,
    engine: options.program,
  });
  const report = buildReport({
    study,
    results,
    issues,
    audience: options.audience,
    language: options.language,
    program: options.program,
    snapshot,
    patientLines: options.audience === 'team' ? patientLines(study, records, contexts, options.language) : [],
  });
  const all = [...issues, ...report.issues];
  if (hasErrors(report.issues)) return withoutReport(all);
  return {
    issues: all,
    notice: study.document.notice ?? null,
    results: options.audience === 'public' ? results.map(publicResult) : results,
    document: report.document,
    cards: report.cards,
    patients: report.patients,
    figures: figuresOf(report.document),
    tables: tablesOf(report.document),
  };
}

function withoutReport(issues: Issue[]): StudyRun {
  return { issues, notice: null, results: [], document: null, cards: [], patients: [], figures: [], tables: [] };
}

function figuresOf(document: ReportDocument): ReportFigure[] {
  return blocksOf(document).flatMap((block) =>
    block.kind === 'figure' ? [{ id: block.figure.id, svg: block.figure.svg }] : [],
  );
}

/** Every table of the report, the data behind its figures included (a figure's data is named after the figure). */
function tablesOf(document: ReportDocument): ReportTable[] {
  const tables = blocksOf(document).flatMap((block) => {
    if (block.kind === 'table') return [textTable(block.table.id, block.table)];
    if (block.kind === 'figure') return [textTable(`${block.figure.id}-data`, block.figure.data)];
    return [];
  });
  const seen = new Set<string>();
  return tables.filter((table) => !seen.has(table.id) && seen.add(table.id));
}

function blocksOf(document: ReportDocument) {
  return document.sections.flatMap((section) => section.blocks);
}

function textTable(id: string, table: Table): ReportTable {
  return {
    id,
    columns: table.columns.map((column) => inlineText(column.title)),
    rows: table.rows.map((row) => row.cells.map(inlineText)),
  };
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('');
}
