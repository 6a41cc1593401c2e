import { words } from '../model/index.ts';
import { checkDateItem } from './check-forms.ts';
import { formAt, itemAt } from './check-references.ts';
import { checkWhere, reportTwice } from './check-rows.ts';
import type { Checking } from './checking.ts';
import type { AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Ordered scores of a form: its items are codes under names of their own, and which answer counts can be told. */
export function checkScores(checking: Checking, analysis: AnalysisOfKind<'scores'>, path: Path): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  const names = new Set<string>();
  for (const [index, spec] of analysis.items.entries()) {
    const full = typeof spec === 'string' ? { item: spec } : spec;
    const at = typeof spec === 'string' ? [...path, 'items', index] : [...path, 'items', index, 'item'];
    itemAt(checking, analysis.form, full.item, at, ['code', 'boolean'], words('what is scored', '评分项目'));
    const name = ('as' in full && full.as) || full.item;
    if (names.has(name)) reportTwice(checking, name, at);
    names.add(name);
  }
  checkWhere(checking, analysis, path);
  if (analysis.date !== undefined) {
    checkDateItem(checking, analysis.form, analysis.date, [...path, 'date'], 'analysis.variable');
    return;
  }
  const form = checking.names.forms.get(analysis.form);
  if (analysis.pick === 'worst' || form?.datedBy !== undefined || !form?.repeats) return;
  checking.fault({
    code: 'analysis.noDate',
    path: [...path, 'form'],
    message: words(
      `The ${analysis.pick ?? 'latest'} answer is told by a date. "${analysis.form}" is dated by no item, and "${analysis.id}" names none.`,
      `${analysis.pick === 'earliest' ? '最早' : '最晚'}一次评分须依日期判定。“${analysis.form}”没有日期项目，“${analysis.id}”也未指定。`,
    ),
    hint: words(
      'Add date: with a date item of the form, or pick: worst.',
      '请用 date: 指定该表单的日期项目，或写 pick: worst。',
    ),
  });
}
