import type { AnalysisResult, Cell } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { pairPrefixes, raterNames } from './agreement-words.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { column, headingRow, methodFootnote, noteFootnotes, orEmpty } from './table-parts.ts';
import { listedReason, reasonWords } from './vocabulary.ts';
import {
  bracketed,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type Agreement = AnalysisOfKind<'agreement'>;

/** For each pair of raters how many both judged, percent agreement, kappa and AC1; for the team, the votes that differ. */
export function agreementTable(w: Writing, result: AnalysisResult, analysis: Agreement): Table {
  const level = levelText(result);
  const columns = [
    column('raters', say(w, 'Raters', '评定者'), 'start'),
    column('both', say(w, 'Judged by both', '双方均判定')),
    column('agreed', say(w, 'Agreed', '一致')),
    column('percent', say(w, `Agreement (${level} CI)`, `一致率（${level} CI）`)),
    column('kappa', say(w, `Cohen’s kappa (${level} CI)`, `Cohen Kappa（${level} CI）`)),
    column('ac1', say(w, `Gwet’s AC1 (${level} CI)`, `Gwet AC1（${level} CI）`)),
  ];
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns,
    rows: [
      ...pairPrefixes(w, analysis, result.id).map(
        ({ prefix, names }): TableRow => ({
          kind: 'data',
          indent: 0,
          cells: [
            inlines(names.join(say(w, ' and ', ' 与 '))),
            inlines(number(w, `${prefix}.n`), '/', number(w, `${result.id}.candidates`)),
            number(w, `${prefix}.agreed.count`),
            withLimits(w, `${prefix}.agreed.proportion`),
            withLimits(w, `${prefix}.kappa`),
            withLimits(w, `${prefix}.ac1`),
          ].map(orEmpty),
        }),
      ),
      ...disagreementRows(w, result, analysis, columns.length),
    ],
    footnotes: [...agreementFootnotes(w, result, analysis), ...noteFootnotes(w, result)],
  };
}

function withLimits(w: Writing, id: string): Inline[] {
  const interval = limits(w, id);
  if (!has(w, id) || interval.length === 0 || statisticValue(w, id) === null) return number(w, id);
  return inlines(number(w, id), bracketed(w, interval));
}

/** The candidates whose votes differ, by name, with both votes and the decision; there are none in a public result. */
function disagreementRows(w: Writing, result: AnalysisResult, analysis: Agreement, columns: number): TableRow[] {
  const rows = (result.rows ?? []).filter(({ patient }) => patient !== undefined);
  if (rows.length === 0) return [];
  const words = (cell: Cell | undefined) => voteInlines(w, analysis, String(cell ?? ''));
  return [
    headingRow(say(w, 'Where they disagree: candidate, votes, decision', '意见不一致者：候选病例、各自结论、最终决定')),
    ...rows.map(({ patient = '', cells }): TableRow => {
      const shown = [
        inlines(patient),
        inlines(pairName(w, result, analysis, String(cells['pair'] ?? ''))),
        [],
        words(cells['first']),
        words(cells['second']),
        words(cells['decision']),
      ];
      return { kind: 'data', indent: 1, cells: shown.slice(0, columns).map(orEmpty) };
    }),
  ];
}

/** The raters of a row, as readers call them. */
function pairName(w: Writing, result: AnalysisResult, analysis: Agreement, pair: string): string {
  const raters = result.inputs.options['raters'];
  if (!Array.isArray(raters)) return pair;
  const names = raterNames(w, analysis);
  const places = raters.flatMap((a, at) => raters.slice(at + 1).map((b, more) => [a, b, at, at + 1 + more] as const));
  const found = places.find(([a, b]) => `${String(a)} / ${String(b)}` === pair);
  return found ? `${names[found[2]] ?? ''} / ${names[found[3]] ?? ''}` : pair;
}

/** A vote in words; one that has none stands as it was written down. */
function voteInlines(w: Writing, analysis: Agreement, vote: string): Inline[] {
  const words = voteWords(w, analysis, vote);
  return words === null ? [{ kind: 'text', text: reasonWords(w, vote), verbatim: true }] : inlines(words);
}

/** By the code list that the plan names, else by the study's list of reasons, else as an inclusion, else as the step that lists it as a reason; null where nothing knows the vote. */
function voteWords(w: Writing, analysis: Agreement, vote: string): string | null {
  const list = analysis.codes === undefined ? null : w.study.codeList(analysis.codes);
  const named = list?.codes.find(({ code }) => code === vote)?.label;
  if (named) return label(w, named);
  const listed = listedReason(w, vote);
  if (listed !== null) return listed;
  if (vote === 'include') return say(w, 'include', '纳入');
  if (vote === 'exclude') return say(w, 'exclude', '排除');
  const steps = [
    ...w.document.eligibility.steps,
    ...(w.document.analysisSets ?? []).flatMap((set) => set.steps),
  ].filter(({ reasons }) => reasons?.includes(vote));
  const [step] = steps;
  if (step && step.reasons?.length === 1) return label(w, step.label);
  return null;
}

function agreementFootnotes(w: Writing, result: AnalysisResult, analysis: Agreement): Inline[][] {
  const level = levelText(result);
  const inclusion = analysis.compare === 'inclusion';
  const unjudged = pairPrefixes(w, analysis, result.id).flatMap(({ prefix, names }, index) => {
    const one = number(w, `${prefix}.one`);
    const neither = number(w, `${prefix}.neither`);
    const whose = analysis.raters.length === 2 ? '' : `${names.join(say(w, ' and ', ' 与 '))}${say(w, ': ', '：')}`;
    const gap = index === 0 ? '' : say(w, '; ', '；');
    return sayInlines(
      w,
      [gap, whose, one, ' judged by one only, ', neither, ' by neither'],
      [gap, whose, '仅一方判定 ', one, ' 例，均未判定 ', neither, ' 例'],
    );
  });
  return [
    inlines(
      inclusion
        ? say(
            w,
            'Compared is whether a candidate was to be included, whatever the reason against.',
            '仅比较是否纳入，不论排除原因。',
          )
        : say(
            w,
            'Compared are the votes as they were given, reasons included.',
            '比较的是各自给出的结论（含排除原因）。',
          ),
    ),
    inlines(unjudged, say(w, '; these are in no denominator.', '；均未计入分母。')),
    methodFootnote(
      w,
      result,
      `Percent with two-sided ${level} exact limits (Clopper–Pearson), kappa by Cohen with normal limits and AC1 by Gwet with limits of Student’s t, both ending at one`,
      `一致率为双侧 ${level} 精确置信区间（Clopper–Pearson 法），Cohen Kappa 采用正态近似置信限，Gwet AC1 采用 t 分布置信限，上限均以 1 为限`,
    ),
    inlines(
      say(
        w,
        'Kappa is low where nearly all candidates get the same vote, however well the raters agree; AC1 is not, and so they are read together.',
        '当绝大多数病例得到同一结论时，即使一致性很高，Kappa 也会偏低；AC1 不受此影响，故二者应结合解读。',
      ),
    ),
  ];
}
