import { runAnalyses } from '../analyse/index.ts';
import {
  type AnalysisResult,
  type Issue,
  type Labels,
  type Language,
  labelIn,
  type Sha256,
  sha256Hex,
  words,
} from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { snapshotId } from '../records/index.ts';
import { buildReport, type NumberCard, type PatientCard, publicResult, type ReportDocument } from '../report/index.ts';
import {
  figuresOf,
  numbersTable,
  patientLines,
  type ReportFigure,
  type ReportTable,
  type RunOptions,
  tablesOf,
} from '../run/index.ts';
import type { ReadTable, TableAnalysis } from './asked.ts';
import { issue } from './faults.ts';
import { studyOfTable } from './study-of-table.ts';
import { tableStory } from './table-story.ts';
import { type UnderstoodTable, understandTable } from './understand.ts';

/** What became of a table: as a run of a study, so that it is written like one. */
export type TableRun = {
  issues: Issue[];
  notice: Labels | null;
  /** every number as it was computed; with the rows it came from for the team only. Empty where there are errors */
  exact: AnalysisResult[];
  /** what the audience of the report may have */
  results: AnalysisResult[];
  /** null when a fault of error severity stands in the way */
  document: ReportDocument | null;
  cards: NumberCard[];
  patients: PatientCard[];
  figures: ReportFigure[];
  tables: ReportTable[];
  /** the title of an analysis */
  titleOf: (analysis: string) => Labels;
  /** what the row of a statistic is in the words of the table, `sex.2` as 'sex 2' */
  labelOf: (row: string) => Labels;
};

export type TableRunOptions = RunOptions & {
  /** the host's own; the program's unless given */
  sha256?: Sha256;
};

/**
 * Analyses the follow-up in a table, one row a patient, without a study: curves, tests, Cox regression, length of
 * follow-up. The same analyses and report as a study has; ids of patients are the numbers of their rows.
 *
 * @returns every fault at once; with an error there are neither results nor a report
 */
export function analyzeTable(table: ReadTable, asked: TableAnalysis, options: TableRunOptions): TableRun {
  const { sha256 = sha256Hex, audience, language, program } = options;
  const { understood, issues } = understandTable(table, asked);
  if (understood === null) return { ...NOTHING, issues };
  if (audience === 'team' && understood.rows.length > MOST_ROWS_LISTED)
    return { ...NOTHING, issues: [...issues, tooManyToList(understood)] };
  const { study, records, contexts, cohort, endpoint, decimals } = studyOfTable(understood, asked, sha256);
  const snapshot = snapshotId(records, sha256);
  const computed = runAnalyses({
    study,
    records,
    contexts,
    cohort,
    studyHash: study.hash,
    snapshot,
    engine: program,
    followUp: () => endpoint,
    durationDecimals: decimals,
    hasNoSteps: audience === 'public',
  }).map(adjustedFirst);
  const report = buildReport({
    study,
    results: computed,
    issues,
    audience,
    language,
    program,
    snapshot,
    patientLines: audience === 'team' ? patientLines(study, records, contexts, language) : [],
    ofTable: tableStory(understood, asked, computed, language),
  });
  const results = audience === 'public' ? computed.map(publicResult) : computed;
  const titles = new Map(study.document.analyses?.map(({ id, title }) => [id, title]));
  const titleOf = (id: string): Labels => titles.get(id) ?? { en: id };
  return {
    issues: [...issues, ...report.issues],
    notice: null,
    exact:
      audience === 'public' ? results.map((result, at) => exactly(result, computed[at] as AnalysisResult)) : computed,
    results,
    document: report.document,
    cards: report.cards,
    patients: report.patients,
    figures: figuresOf(report.document),
    tables: [
      ...tablesOf(report.document),
      numbersTable(report.document, results, report.cards, (id) => titles.get(id) ?? null),
    ],
    titleOf,
    labelOf: (row) => rowLabel(study, row),
  };
}

/** With more rows a page that lists the rows of every number can no longer be opened. */
const MOST_ROWS_LISTED = 5000;

function tooManyToList({ file, rows }: UnderstoodTable): Issue {
  return issue(
    'error',
    'manyRows',
    { file },
    words(
      `The team's report lists the rows of every number, for at most ${MOST_ROWS_LISTED} rows. This table has ${rows.length}.`,
      `团队报告须为每个数字列出所依据的行，最多 ${MOST_ROWS_LISTED} 行。此表有 ${rows.length} 行。`,
    ),
    words(
      'Leave --audience team out: the public report takes any number.',
      '请去掉 --audience team：公开报告不限行数。',
    ),
  );
}

const NOTHING: Omit<TableRun, 'issues'> = {
  notice: null,
  exact: [],
  results: [],
  document: null,
  cards: [],
  patients: [],
  figures: [],
  tables: [],
  titleOf: (id) => ({ en: id }),
  labelOf: (row) => ({ en: row }),
};

function rowLabel(study: LoadedStudy, row: string): Labels {
  const [id = '', code] = row.split('.');
  const variable = study.variable(`table.${id}`);
  if (!variable) return { en: row };
  const value = variable.codes?.find((one) => one.code === code)?.label;
  const text = (language: Language) => labelIn(value ?? variable.label, language);
  return { en: text('en'), 'zh-CN': text('zh-CN') };
}

/** The model of all predictors is what was asked for: it stands before the models of one predictor each. */
function adjustedFirst(result: AnalysisResult): AnalysisResult {
  if (result.id !== 'cox') return result;
  const isOfAll = ({ id }: { id: string }) => id.startsWith('cox.multivariable.');
  const { statistics } = result;
  return { ...result, statistics: [...statistics.filter(isOfAll), ...statistics.filter((one) => !isOfAll(one))] };
}

/** A result for everybody, its numbers as they were computed. */
function exactly(shared: AnalysisResult, computed: AnalysisResult): AnalysisResult {
  const exact = new Map(computed.statistics.map(({ id, value }) => [id, value]));
  const statistics = shared.statistics.map((statistic) => ({ ...statistic, value: exact.get(statistic.id) ?? null }));
  return { ...shared, statistics };
}
