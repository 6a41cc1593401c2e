import { checkDatedRow } from './check-endpoints.ts';
import { article, checkDateItem } from './check-forms.ts';
import { formAt, itemAt, reportUnfit } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Analyses of the rows of a form: that its items exist, and can bear what is asked of them. */

const DESCRIBED = ['integer', 'decimal', 'age', 'code', 'codes', 'boolean'] as const;
const NUMBERS: readonly string[] = ['integer', 'decimal', 'age'];

/** A description of rows: of a form that repeats, each item under a name of its own. */
export function checkDescribedRows(checking: Checking, analysis: AnalysisOfKind<'describeRows'>, path: Path): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  if (!checking.names.forms.get(analysis.form)?.repeats) {
    checking.fault({
      code: 'analysis.rows',
      path: [...path, 'form'],
      message: `Rows are described of a form that repeats. "${analysis.form}" has one row a patient.`,
      hint: 'Describe its items as variables, by kind: describe.',
    });
  }
  const names = new Set<string>();
  for (const [index, spec] of analysis.items.entries()) {
    const full = typeof spec === 'string' ? { item: spec } : spec;
    const at = typeof spec === 'string' ? [...path, 'items', index] : [...path, 'items', index, 'item'];
    const item = itemAt(checking, analysis.form, full.item, at, DESCRIBED, 'what is described');
    const name = full.as ?? full.item;
    if (names.has(name)) reportTwice(checking, name, at);
    names.add(name);
    if (full.decimals === undefined || !item || NUMBERS.includes(item.type)) continue;
    reportUnfit(
      checking,
      [...path, 'items', index, 'decimals'],
      `Only numbers have decimals. "${full.item}" is ${article(item.type)}.`,
      'Remove decimals: a code is counted.',
    );
  }
  checkWhere(checking, analysis, path);
  if (analysis.by !== undefined)
    itemAt(checking, analysis.form, analysis.by, [...path, 'by'], ['code', 'boolean'], 'what groups rows');
}

/** Two columns or lines of one name would take each other's numbers. */
export function reportTwice(checking: Checking, name: string, path: Path): void {
  checking.fault({
    code: 'analysis.twice',
    path,
    message: `Each variable of a table has its own name, to which text binds. "${name}" stands twice.`,
    hint: 'Remove one, or name it by as:.',
  });
}

/** The condition by which an analysis chooses rows. */
function checkWhere(checking: Checking, analysis: { form: string; where?: string | undefined }, path: Path): void {
  if (analysis.where === undefined) return;
  checking.compile([...path, 'where'], analysis.where, { row: analysis.form, expected: 'boolean' });
}

export function checkMarkers(
  checking: Checking,
  analysis: AnalysisOfKind<'markerTable' | 'heatMap'>,
  path: Path,
): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  itemAt(checking, analysis.form, analysis.marker, [...path, 'marker'], ['code'], 'a marker');
  const result = itemAt(
    checking,
    analysis.form,
    analysis.result,
    [...path, 'result'],
    ['code'],
    'the result of a marker',
  );
  if (analysis.kind === 'heatMap') return;
  if (analysis.by !== undefined)
    itemAt(checking, analysis.form, analysis.by, [...path, 'by'], ['code', 'boolean'], 'what groups results');
  const codes = result?.codes === undefined ? undefined : checking.names.codeLists.get(result.codes);
  if (!codes) return;
  for (const part of ['positive', 'negative'] as const) {
    for (const [index, code] of (analysis[part] ?? []).entries()) {
      if (codes.codes.some((known) => known.code === code)) continue;
      reportUnknown(
        checking,
        'unknownCode',
        [...path, part, index],
        `A code of the list "${result?.codes}"`,
        code,
        codes.codes.map((known) => known.code),
      );
    }
  }
}

export function checkRows(
  checking: Checking,
  analysis: AnalysisOfKind<'rangeTable' | 'trajectory' | 'listing'>,
  path: Path,
): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  switch (analysis.kind) {
    case 'rangeTable':
      itemAt(checking, analysis.form, analysis.test, [...path, 'test'], ['code'], 'the name of a test');
      itemAt(
        checking,
        analysis.form,
        analysis.value,
        [...path, 'value'],
        ['integer', 'decimal'],
        'the result of a test',
      );
      if (analysis.date !== undefined)
        checkDateItem(checking, analysis.form, analysis.date, [...path, 'date'], 'analysis.variable');
      return;
    case 'trajectory':
      checkDatedRow(checking, analysis, path);
      itemAt(
        checking,
        analysis.form,
        analysis.value,
        [...path, 'value'],
        ['integer', 'decimal'],
        'what is followed in time',
      );
      return;
    case 'listing':
      for (const [index, item] of analysis.items.entries())
        itemAt(checking, analysis.form, item, [...path, 'items', index], null, '');
      checkWhere(checking, analysis, path);
  }
}
