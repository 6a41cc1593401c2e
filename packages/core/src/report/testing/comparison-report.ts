import { runAnalyses } from '../../analyse/index.ts';
import { COMPARISON_TABLES, comparisonStudy } from '../../analyse/testing/comparison-study.ts';
import { smallStudy } from '../../derive/testing/small-study.ts';
import type { AnalysisResult, Language } from '../../model/index.ts';
import type { TextTable } from '../../records/index.ts';
import { type BuiltReport, buildReport } from '../build.ts';
import type { Block, Figure, Inline, Table } from '../document.ts';

export type Audience = 'public' | 'team';

/** The study of comparisons with a plan of a test's own, run and written. */
export type WrittenReport = BuiltReport & { results: AnalysisResult[] };

export function writtenReport(
  analyses: readonly string[],
  { language = 'en', audience = 'team' }: { language?: Language; audience?: Audience } = {},
  tables: readonly TextTable[] = COMPARISON_TABLES,
  change: (study: string) => string = (study) => study,
): WrittenReport {
  const small = smallStudy(change(comparisonStudy(analyses)), tables);
  const inputs = { ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'casewright 0.0.0' };
  const results = runAnalyses(inputs);
  const report = buildReport({
    study: small.study,
    results,
    issues: [],
    audience,
    language,
    program: 'casewright 0.0.0',
    snapshot: inputs.snapshot,
    patientLines: [],
  });
  return { ...report, results };
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

/** Each row of a table as one line; headings begin with #. */
export function printedRows(table: Table): string[] {
  return table.rows.map(({ kind, cells }) => `${kind === 'heading' ? '# ' : ''}${cells.map(spoken).join(' | ')}`);
}

/** Every word that a reader of the report meets, the titles of its number cards included. */
export function wordsOf(report: BuiltReport): string {
  return JSON.stringify([report.document, report.cards]);
}

/** Titles, methods, options and notes of the cards of one analysis, and the words of its table. */
export function readersWords(report: BuiltReport, id: string): string[] {
  const cards = report.cards.filter(({ statistic }) => statistic.startsWith(`${id}.`));
  const table = blocksOf(report).find((block) => block.kind === 'table' && block.table.id === id);
  const figure = blocksOf(report).find((block) => block.kind === 'figure' && block.figure.id === id);
  const ofTable = ({ caption, columns, rows, footnotes }: Table): string[] => [
    spoken(caption),
    ...columns.map(({ title }) => spoken(title)),
    ...rows.flatMap(({ cells }) => cells.map(spoken)),
    ...footnotes.map(spoken),
  ];
  return [
    ...cards.flatMap((card) => [
      card.title,
      card.printed,
      card.unit,
      card.method,
      card.numerator?.label ?? '',
      card.denominator?.label ?? '',
      ...card.options.flatMap(({ name, value }) => [name, value]),
      ...card.notes,
    ]),
    ...(table?.kind === 'table' ? ofTable(table.table) : []),
    ...(figure?.kind === 'figure'
      ? [
          ...ofTable(figure.figure.data),
          spoken(figure.figure.caption),
          figure.figure.alternative,
          ...figure.figure.footnotes.map(spoken),
          ...[...figure.figure.svg.matchAll(/>([^<>]+)</g)].map(([, words]) => words ?? ''),
          ...[...figure.figure.svg.matchAll(/aria-label="([^"]*)"/g)].map(([, words]) => words ?? ''),
        ]
      : []),
  ];
}

/** Names of people and of methods that Chinese papers write in Latin letters too. */
const ALLOWED = new Set(
  'CI R Clopper Pearson Wilson Kaplan Meier Fisher Newcombe Miettinen Nurminen Cohen Gwet AC Wilcoxon Mann Whitney Hodges Lehmann Kruskal Wallis Cochran Armitage Aalen Johansen Gray Poisson Garwood log cm SHA p P RMST Hyndman Fan casewright U mid Monte Carlo Cox Fine Firth Wald Efron Breslow Grambsch Therneau logistic'.split(
    ' ',
  ),
);

/** Words in Latin letters that a Chinese reader would not expect. */
export function foreignWords(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => text.match(/[A-Za-z]+/g) ?? []);
  return [...new Set(words)].filter((word) => !ALLOWED.has(word)).sort();
}
