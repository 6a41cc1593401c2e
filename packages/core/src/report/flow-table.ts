import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { type FlowExclusion, type FlowPlan, flowPlan } from './flow-plan.ts';
import { column, dataRow, noteFootnotes } from './table-parts.ts';
import {
  estimateWithLimits,
  has,
  inlines,
  label,
  levelText,
  number,
  say,
  tableLabel,
  type Writing,
} from './writing.ts';

/** Each step of the selection: how many left, for which reason, and how many stayed. */
export function flowTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'flow'>): Table {
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    ...flowTableBody(w, result),
  };
}

export function flowTableBody(w: Writing, result: AnalysisResult): Pick<Table, 'columns' | 'rows' | 'footnotes'> {
  return {
    ...planTableBody(w, flowPlan(w, result)),
    footnotes: [...shareFootnotes(w, result), ...noteFootnotes(w, result)],
  };
}

/** The boxes of any flow as rows. */
export function planTableBody(w: Writing, plan: FlowPlan): Pick<Table, 'columns' | 'rows'> {
  return {
    columns: [
      column('step', say(w, 'Step', '步骤'), 'start'),
      column('left', say(w, 'Excluded', '排除')),
      column('stayed', say(w, 'Remaining', '剩余')),
    ],
    rows: [
      dataRow(plan.start.label, [[], number(w, plan.start.count)]),
      ...plan.branches.flatMap((branch) => [
        ...branch.steps.flatMap((step) => stepRows(w, step)),
        dataRow(branch.end.label, [[], number(w, branch.end.count)]),
      ]),
    ],
  };
}

function stepRows(w: Writing, step: FlowExclusion): TableRow[] {
  return [
    dataRow(step.label, [number(w, step.count), step.remaining ? number(w, step.remaining) : []], 1),
    ...step.reasons.map((reason) =>
      dataRow(say(w, `of these: ${reason.label}`, `其中：${reason.label}`), [number(w, reason.count), []], 1),
    ),
  ];
}

/** The share of the eligible that each analysis set holds, with its interval. */
function shareFootnotes(w: Writing, result: AnalysisResult): Inline[][] {
  return (w.document.analysisSets ?? []).flatMap((set) => {
    const id = `${result.id}.${set.id}.ofEligible.proportion`;
    if (!has(w, id)) return [];
    const share = estimateWithLimits(w, id, levelText(result));
    return [
      inlines(
        label(w, set.label),
        say(w, ': ', '：'),
        share,
        say(w, ' of the eligible.', '（占符合入选标准者的比例）。'),
      ),
    ];
  });
}
