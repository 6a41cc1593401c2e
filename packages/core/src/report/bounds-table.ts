import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { column, headingRow, methodFootnote, noteFootnotes, setFootnote, smallSampleFootnotes } from './table-parts.ts';
import { capital, clause, small } from './vocabulary.ts';
import {
  declared,
  groupsOf,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  say,
  sayInlines,
  setLabel,
  tableLabel,
  type Writing,
} from './writing.ts';

type Bounds = AnalysisOfKind<'bounds'>;

/** The proportion among the complete cases, among all in whom it is known, and if none or all of the unknown had it. */
export function boundsTable(w: Writing, result: AnalysisResult, analysis: Bounds): Table {
  const level = levelText(result);
  const by = byOf(w, analysis);
  const groups = groupsOf(w, result.id, by).filter(({ prefix }) => has(w, `${prefix}.most.count`));
  const variable = by === undefined ? null : w.study.variable(by);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('patients', say(w, 'Patients', '患者'), 'start'),
      column('count', say(w, 'With / of', '例数/总数')),
      column('proportion', say(w, 'Proportion', '比例')),
      column('interval', say(w, `${level} interval`, `${level} 置信区间`)),
    ],
    rows: [
      ...boundRows(w, result, analysis, result.id, 0),
      ...groups.flatMap((group) => [
        headingRow(`${variable ? label(w, variable.label) : ''}${say(w, ': ', '：')}${group.label}`),
        ...boundRows(w, result, analysis, group.prefix, 1),
      ]),
    ],
    footnotes: [...boundsFootnotes(w, result, analysis), setFootnote(w, result), ...noteFootnotes(w, result)],
  };
}

/** The grouping of the proportion that is bounded. */
export function byOf(w: Writing, analysis: Bounds): string | undefined {
  const of = declared(w, analysis.of)?.analysis;
  return of?.kind === 'proportion' ? of.by : undefined;
}

function boundRows(w: Writing, result: AnalysisResult, analysis: Bounds, prefix: string, indent: 0 | 1): TableRow[] {
  const wider = capital(setLabel(w, analysis.against));
  const unknown = number(w, `${prefix}.unknown`);
  const row = (title: Inline[], name: string): TableRow => ({
    kind: 'data',
    indent,
    cells: [
      title,
      inlines(number(w, `${prefix}.${name}.count`), '/', number(w, `${prefix}.${name}.n`)),
      number(w, `${prefix}.${name}.proportion`),
      limits(w, `${prefix}.${name}.proportion`),
    ],
  });
  const titles = {
    complete: inlines(capital(setLabel(w, result.inputs.analysisSet))),
    known: inlines(say(w, `${wider}, where it is known`, `${wider}中情况已知者`)),
    least: sayInlines(
      w,
      [`${wider}, if none of the `, unknown, ' unknown had it'],
      [`${wider}，若情况不明的 `, unknown, ' 例均无'],
    ),
    most: sayInlines(
      w,
      [`${wider}, if all of the `, unknown, ' unknown had it'],
      [`${wider}，若情况不明的 `, unknown, ' 例均有'],
    ),
  };
  return Object.entries(titles).map(([name, title]) => row(title, name));
}

function boundsFootnotes(w: Writing, result: AnalysisResult, analysis: Bounds): Inline[][] {
  const of = declared(w, analysis.of)?.analysis;
  const counted = of?.kind === 'proportion' ? clause(label(w, of.label ?? of.title)) : '';
  const level = levelText(result);
  const wilson = result.inputs.options['interval'] === 'wilson';
  return [
    inlines(say(w, `Counted: ${counted}.`, `计数：${counted}。`)),
    sayInlines(
      w,
      [
        `Of the ${small(setLabel(w, analysis.against))} `,
        number(w, `${result.id}.leftOut`),
        ' are not among those analysed; where their records tell, they count as known. Whatever the truth about the unknown, the proportion lies between the two last rows; their intervals add the play of chance.',
      ],
      [
        `${setLabel(w, analysis.against)}中有 `,
        number(w, `${result.id}.leftOut`),
        ' 例未纳入分析；其记录足以判断者按已知计。无论情况不明者实际如何，真实比例均介于末两行之间；置信区间另反映抽样误差。',
      ],
    ),
    wilson
      ? methodFootnote(w, result, `Two-sided ${level} score intervals (Wilson)`, `双侧 ${level} Wilson 计分法置信区间`)
      : methodFootnote(
          w,
          result,
          `Two-sided ${level} exact intervals (Clopper–Pearson)`,
          `双侧 ${level} 精确置信区间（Clopper–Pearson 法）`,
        ),
    ...smallSampleFootnotes(w, `${result.id}.most.n`),
  ];
}
