import { runAnalyses } from '../../analyse/index.ts';
import { FORMS_STUDY, FORMS_TABLES } from '../../analyse/testing/forms-study.ts';
import { smallStudy } from '../../derive/testing/small-study.ts';
import { type BuiltReport, buildReport } from '../build.ts';
import type { Block, Figure, Inline, Table } from '../document.ts';
import type { ReportInput } from '../writing.ts';

const small = smallStudy(FORMS_STUDY, FORMS_TABLES);
const SNAPSHOT = 'b'.repeat(64);

/** The results of the study of forms: what the report's tests of tables and figures over rows are written from. */
export const FORMS_RESULTS = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: SNAPSHOT, engine: 'test' });

export function formsInput(changes: Partial<ReportInput> = {}): ReportInput {
  return {
    study: small.study,
    results: FORMS_RESULTS,
    issues: [],
    audience: 'team',
    language: 'en',
    program: 'casewright 0.0.0',
    snapshot: SNAPSHOT,
    ...changes,
  };
}

export function formsReport(changes: Partial<ReportInput> = {}): BuiltReport {
  return buildReport(formsInput(changes));
}

export function blocksOf(report: BuiltReport): Block[] {
  return report.document.sections.flatMap(({ blocks }) => blocks);
}

export function tableIn(report: BuiltReport, id: string): Table {
  const found = blocksOf(report).find((block) => block.kind === 'table' && block.table.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id}`);
  return found.table;
}

export function figureIn(report: BuiltReport, id: string): Figure {
  const found = blocksOf(report).find((block) => block.kind === 'figure' && block.figure.id === id);
  if (found?.kind !== 'figure') throw new Error(`no figure ${id}`);
  return found.figure;
}

export function spoken(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join('');
}

/** The rows of a table as lines: a heading begins with #, cells stand between bars. */
export function printed(table: Table): string[] {
  return table.rows.map(({ kind, cells }) =>
    kind === 'heading' ? `# ${spoken(cells[0] ?? [])}` : cells.map(spoken).join(' | '),
  );
}

export function head(table: Table): string {
  return table.columns.map(({ title }) => spoken(title)).join(' | ');
}
