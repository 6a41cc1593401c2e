import { type JudgedClaim, judgeClaims } from '../claims/index.ts';
import type { AnalysisResult, Issue } from '../model/index.ts';
import type { Analysis } from '../protocol/index.ts';
import { appendixBlocks } from './appendix.ts';
import { type BlockWriters, bindSection } from './bind.ts';
import { numberCards, patientCards } from './cards.ts';
import { caseFindingBlocks, caseFindingSection } from './case-finding-section.ts';
import { closedUpCard, closedUpDocument, closedUpPatient } from './chinese-spacing.ts';
import { claimsBlocks } from './claims-table.ts';
import { type PlainProportion, proportionsTable } from './count-tables.ts';
import { definitionsBlocks } from './definitions.ts';
import type { Block, NumberCard, PatientCard, ReportDocument, Section } from './document.ts';
import { figureOf } from './figures.ts';
import { limitsBlocks } from './limits.ts';
import { methodsBlocks } from './methods.ts';
import { publicResult } from './public-result.ts';
import { studiedBlocks } from './studied.ts';
import { tableOf } from './tables.ts';
import { timelineFigures } from './timeline-figure.ts';
import { clause } from './vocabulary.ts';
import { warningsBlocks } from './warnings.ts';
import { withheldBlock } from './withheld.ts';
import { declared, inlines, label, nameIn, type ReportInput, say, startWriting, type Writing } from './writing.ts';

/** A report, what opens behind its numbers, and what was wrong with its text. With an error among the issues it must not be printed. */
export type BuiltReport = {
  readonly document: ReportDocument;
  readonly cards: NumberCard[];
  readonly patients: PatientCard[];
  readonly issues: Issue[];
};

/**
 * Writes a report from results. The study's own sections come first, or, where it has none, a plain order of what was
 * studied, selection, methods, results and limits; what the text leaves out follows, and an appendix always. A public
 * report is written from `publicResult` of each result, so it cannot hold what the public may not have.
 */
export function buildReport(input: ReportInput): BuiltReport {
  const results = input.audience === 'public' ? input.results.map(publicResult) : input.results;
  const w = startWriting({ ...input, results, patientLines: input.audience === 'public' ? [] : input.patientLines });
  // by the results themselves: what the public gets is rounded, and the verdict must not depend on the reader
  const claims = judgeClaims(input.study, input.results, input.language);
  const sections = writeSections(w, claims);
  const written: BuiltReport = {
    document: {
      language: w.language,
      audience: w.audience,
      title: label(w, w.document.report?.title ?? w.document.title),
      notice: w.document.notice ? label(w, w.document.notice) : null,
      watermark: watermark(w),
      authors: (w.document.authors ?? []).map((author) => ({
        name: nameIn(w, author.name),
        orcid: author.orcid ?? null,
        affiliation: author.affiliation ? label(w, author.affiliation) : null,
      })),
      provenance: {
        study: w.ofTable?.file ?? w.document.id,
        studyVersion: w.ofTable ? null : w.document.version,
        studyHash: w.study.hash,
        planHash: w.study.planHash,
        snapshot: w.snapshot,
        program: w.program,
        dataLock: w.document.dataLock ?? null,
      },
      sections,
    },
    cards: numberCards(w, input.results),
    patients: patientCards(w),
    issues: w.faults,
  };
  return w.language === 'zh-CN' ? setAsChinese(written) : written;
}

function setAsChinese({ document, cards, patients, issues }: BuiltReport): BuiltReport {
  return {
    document: closedUpDocument(document),
    cards: cards.map(closedUpCard),
    patients: patients.map(closedUpPatient),
    issues,
  };
}

function watermark(w: Writing): string | null {
  if (w.audience === 'public') return null;
  return say(w, 'Study team only – holds patient data', '仅供研究团队使用，含患者资料');
}

function writeSections(w: Writing, claims: readonly JudgedClaim[]): Section[] {
  const placed = new Set<string>();
  const part = (name: string, write: (w: Writing) => Block[]) => () => {
    placed.add(name);
    return write(w);
  };
  const writers: BlockWriters = {
    table: (id) => writeTable(w, id),
    figure: (id) => writeFigure(w, id),
    parts: {
      studied: part('studied', studiedBlocks),
      methods: part('methods', methodsBlocks),
      definitions: part('definitions', definitionsBlocks),
      warnings: part('warnings', warningsBlocks),
      claims: part('claims', () => claimsBlocks(w, claims)),
      limits: part('limits', limitsBlocks),
      caseFinding: part('caseFinding', caseFindingBlocks),
      appendix: part('appendix', appendixBlocks),
    },
  };
  const own = (w.document.report?.sections ?? []).map((one, index) =>
    section(one.id, label(w, one.title), bindSection(w, one, index, writers)),
  );
  const sections: Section[] = [];
  if (!placed.has('studied'))
    sections.push(section('studied', say(w, 'What was studied', '研究概况'), studiedBlocks(w)));
  sections.push(...own);
  if (!placed.has('methods')) sections.push(section('methods', say(w, 'Methods', '方法'), methodsBlocks(w)));
  if (!placed.has('caseFinding')) sections.push(caseFindingSection(w));
  sections.push(...resultSections(w, own.length > 0));
  if (!placed.has('limits')) sections.push(section('limits', say(w, 'Limits', '局限性'), limitsBlocks(w)));
  sections.push(section('appendix', say(w, 'Appendix', '附录'), appendix(w, placed, claims)));
  return uniqueIds(sections.filter(({ blocks }) => blocks.length > 0));
}

/** Results that no section has shown: all of them when the study has no text. Everything that was run is reported. */
function resultSections(w: Writing, hasText: boolean): Section[] {
  const left = w.results.filter((result) => !w.shown.has(result.id) && result.statistics.length > 0);
  const flows = left.filter((result) => !hasText && declared(w, result.id)?.analysis.kind === 'flow');
  const others = left.filter((result) => !flows.includes(result));
  const title = hasText ? say(w, 'Further results', '其他结果') : say(w, 'Results', '结果');
  return [
    section(
      'flow',
      say(w, 'Patients', '研究对象'),
      flows.flatMap((result) => writeFigure(w, result.id)),
    ),
    section(hasText ? 'further-results' : 'results', title, furtherBlocks(w, others)),
  ];
}

/** Proportions from this number on, of one set and with one kind of interval, share a table. */
const SHARING = 3;

/** Results one after the other; proportions of everybody, which are a line each, together in one table. */
function furtherBlocks(w: Writing, results: readonly AnalysisResult[]): Block[] {
  const plain = results.flatMap((result): PlainProportion[] => {
    const analysis = declared(w, result.id)?.analysis;
    if (analysis?.kind !== 'proportion' || analysis.by !== undefined) return [];
    return withheldBlock(w, result, analysis) ? [] : [{ result, analysis }];
  });
  const kindOf = ({ result: { inputs } }: PlainProportion) =>
    JSON.stringify([inputs.analysisSet, inputs.options['level'] ?? null, inputs.options['interval'] ?? null]);
  const alike = plain.filter((one) => plain[0] && kindOf(one) === kindOf(plain[0]));
  const [first, ...others] = alike.length < SHARING ? [] : alike;
  const shared = new Set(first ? alike.map(({ result }) => result.id) : []);
  return results.flatMap((result) => {
    if (!shared.has(result.id)) return resultBlocks(w, result);
    w.shown.add(result.id);
    return result.id === first?.result.id ? [{ kind: 'table', table: proportionsTable(w, first, others) }] : [];
  });
}

/** What a figure says whole: a table beside it would say it again. */
const SHOWN_BY_FIGURE: ReadonlySet<Analysis['kind']> = new Set([
  'flow',
  'heatMap',
  'swimmer',
  'timeline',
  'dotPlot',
  'trajectory',
]);

function resultBlocks(w: Writing, result: AnalysisResult): Block[] {
  const analysis = declared(w, result.id)?.analysis;
  if (!analysis) return [];
  const withheld = withheldBlock(w, result, analysis);
  if (withheld) {
    w.shown.add(result.id);
    return [withheld];
  }
  const drawn = drawnBlocks(w, result, analysis);
  const isWhole = drawn.length > 0 && SHOWN_BY_FIGURE.has(analysis.kind);
  return [...(drawn.length > 0 ? writeFigure(w, result.id, drawn) : []), ...(isWhole ? [] : writeTable(w, result.id))];
}

/** The figure of a result, or those of a timeline, which may need several sheets; nothing for a kind without any. */
function drawnBlocks(w: Writing, result: AnalysisResult, analysis: Analysis): Block[] {
  if (analysis.kind === 'timeline') return timelineFigures(w, result, analysis);
  const figure = figureOf(w, result, analysis);
  return figure ? [figure] : [];
}

function writeTable(w: Writing, id: string): Block[] {
  const result = w.results.find((one) => one.id === id);
  const analysis = declared(w, id)?.analysis;
  if (!result || !analysis) return [];
  w.shown.add(id);
  const withheld = withheldBlock(w, result, analysis);
  if (withheld) return [withheld];
  const table = result.statistics.length > 0 ? tableOf(w, result, analysis) : null;
  return [table ? { kind: 'table', table } : notEvaluated(w, clause(label(w, analysis.title)), result)];
}

function writeFigure(w: Writing, id: string, figures?: Block[]): Block[] {
  const result = w.results.find((one) => one.id === id);
  const analysis = declared(w, id)?.analysis;
  if (!result || !analysis) return [];
  w.shown.add(id);
  if (result.statistics.length === 0) return [notEvaluated(w, clause(label(w, analysis.title)), result)];
  const withheld = withheldBlock(w, result, analysis);
  if (withheld) return [withheld];
  const drawn = figures ?? drawnBlocks(w, result, analysis);
  return drawn.length > 0 ? drawn : [noFigure(w, clause(label(w, analysis.title)))];
}

function notEvaluated(w: Writing, title: string, result: AnalysisResult): Block {
  const notes = result.notes.map((note) => label(w, note.text)).join(say(w, ' ', ''));
  const words = notes === '' ? say(w, 'it has no numbers in this version', '本版本未产生数字') : notes;
  return { kind: 'note', tone: 'warning', inlines: inlines(`${title}${say(w, ': ', '：')}${words}`) };
}

function noFigure(w: Writing, title: string): Block {
  return {
    kind: 'note',
    tone: 'info',
    inlines: inlines(say(w, `${title} is shown as a table, not as a figure.`, `${title}以表格而非图形展示。`)),
  };
}

function appendix(w: Writing, placed: ReadonlySet<string>, claims: readonly JudgedClaim[]): Block[] {
  const titled = (name: string, title: string, blocks: () => Block[]): Block[] =>
    placed.has(name) || (name === 'definitions' && w.ofTable)
      ? []
      : [{ kind: 'heading', level: 3, text: title }, ...blocks().map(lowered)];
  return [
    ...titled('definitions', say(w, 'Definitions', '定义'), () => definitionsBlocks(w)),
    ...titled('warnings', say(w, 'Warnings and notes', '警告与说明'), () => warningsBlocks(w)),
    ...(claims.length === 0 ? [] : titled('claims', say(w, 'Claims', '论断核对'), () => claimsBlocks(w, claims))),
    ...(placed.has('appendix') ? [] : appendixBlocks(w)),
  ];
}

/** Headings of a part one level down, where the part has a heading of its own. */
function lowered(block: Block): Block {
  return block.kind === 'heading' ? { ...block, level: 4 } : block;
}

function section(id: string, title: string, blocks: Block[]): Section {
  return { id, title, blocks };
}

function uniqueIds(sections: Section[]): Section[] {
  const seen = new Set<string>();
  return sections.map((one) => {
    let { id } = one;
    for (let count = 2; seen.has(id); count += 1) id = `${one.id}-${count}`;
    seen.add(id);
    return { ...one, id };
  });
}
