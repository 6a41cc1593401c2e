import type { AnalysisResult } from '../model/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { noteInlines } from './note-numbers.ts';
import {
  bracketed,
  cite,
  declared,
  has,
  inlines,
  label,
  number,
  say,
  sayInlines,
  setLabel,
  statisticValue,
  type Writing,
} from './writing.ts';

/** A cell of a table where there is no number to show. */
export const EMPTY: readonly Inline[] = [{ kind: 'text', text: '–' }];

export function headingRow(text: string): TableRow {
  return { kind: 'heading', indent: 0, cells: [inlines(text)] };
}

export function dataRow(title: string, cells: readonly Inline[][], indent: 0 | 1 = 0): TableRow {
  return { kind: 'data', indent, cells: [inlines(title), ...cells.map(orEmpty)] };
}

export function orEmpty(cell: readonly Inline[]): Inline[] {
  return cell.length === 0 ? [...EMPTY] : [...cell];
}

export function column(
  id: string,
  title: string | Inline[],
  align: 'start' | 'end' | 'center' = 'end',
): Table['columns'][number] {
  return { id, title: inlines(title), align };
}

/** A column of sentences, which would be too narrow to read beside the others. */
export function sentenceColumn(id: string, title: string): Table['columns'][number] {
  return { ...column(id, title, 'start'), under: true };
}

/** 'All patients (N = 16)', the number bound. */
export function countedTitle(w: Writing, title: string, id: string): Inline[] {
  return has(w, id) ? inlines(title, bracketed(w, 'N = ', number(w, id))) : inlines(title);
}

/** Who was analysed, and by which entry of the plan: the footnote that every table and figure carries. */
export function setFootnote(w: Writing, result: AnalysisResult): Inline[] {
  const set = setLabel(w, result.inputs.analysisSet);
  return sayInlines(
    w,
    [`Analysis set: ${set}. Analysis: ${planWords(w, result)}.`],
    [`分析集：${set}。分析性质：${planWords(w, result)}。`],
  );
}

/** 'primary, planned' */
export function planWords(w: Writing, result: AnalysisResult): string {
  const role = {
    primary: ['primary', '主要分析'],
    secondary: ['secondary', '次要分析'],
    exploratory: ['exploratory', '探索性分析'],
  }[result.plan.role] as [string, string];
  const status =
    result.plan.status === 'postHoc' ? (['post hoc', '事后追加'] as const) : (['planned', '事先计划'] as const);
  return say(w, `${role[0]}, ${status[0]}`, `${role[1]}，${status[1]}`);
}

/** Notes that tables and figures have a footnote of their own for. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set([
  'survival.notAtRisk',
  'survival.greyTail',
  'survival.noEvents',
  'survival.coincides',
  'proportion.missing',
]);

/** What the plan remarks on the analysis, and the result's other notes, each a footnote. */
export function noteFootnotes(w: Writing, result: AnalysisResult): Inline[][] {
  const planned = declared(w, result.id)?.analysis.note;
  const own = planned ? [inlines(label(w, planned))] : [];
  const others = result.notes
    .filter(({ code }) => !SAID_ELSEWHERE.has(code))
    .map((note) => noteInlines(w, result, note));
  return [...own, ...others];
}

/** A remark where so few were counted that one patient moves a percentage by more than five points. */
export function smallSampleFootnotes(w: Writing, nId: string): Inline[][] {
  const n = statisticValue(w, nId);
  if (n === null || n === 0 || n >= 20) return [];
  return [
    sayInlines(
      w,
      [
        'With ',
        number(w, nId),
        ' patients, one patient more or less moves a percentage by more than five points: read the counts.',
      ],
      ['共 ', number(w, nId), ' 例，每增减一例，百分比变动即超过五个百分点，解读应以例数为准。'],
    ),
  ];
}

export function methodFootnote(w: Writing, result: AnalysisResult, en: string, zh: string): Inline[] {
  const reference = cite(w, result);
  return inlines(say(w, `${en}${reference}.`, `${zh}${reference}。`));
}
