import { joinWords, type Words, words } from '../model/index.ts';
import { checkDatedRow } from './check-endpoints.ts';
import { itIs } from './check-forms.ts';
import { checkGroup } from './check-group.ts';
import { dateVariable } from './check-ranges.ts';
import { bear, formAt, itemAt, reportUnfit } from './check-references.ts';
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
      message: words(
        `Rows are described of a form that repeats. "${analysis.form}" has one row a patient.`,
        `只有可重复填写的表单才按记录描述。“${analysis.form}”每例患者只有一条记录。`,
      ),
      hint: words('Describe its items as variables, by kind: describe.', '请用 kind: describe 将其项目作为变量描述。'),
    });
  }
  const names = new Set<string>();
  for (const [index, spec] of analysis.items.entries()) {
    const full = typeof spec === 'string' ? { item: spec } : spec;
    const at = typeof spec === 'string' ? [...path, 'items', index] : [...path, 'items', index, 'item'];
    const item = itemAt(checking, analysis.form, full.item, at, DESCRIBED, words('what is described', '所描述的项目'));
    const name = full.as ?? full.item;
    if (names.has(name)) reportTwice(checking, name, at);
    names.add(name);
    if (full.decimals === undefined || !item || NUMBERS.includes(item.type)) continue;
    reportUnfit(
      checking,
      [...path, 'items', index, 'decimals'],
      joinWords(words('Only numbers have decimals.', '只有数值才有小数位数。'), itIs(item)),
      words('Remove decimals: a code is counted.', '请删去 decimals：编码只计数。'),
    );
  }
  checkWhere(checking, analysis, path);
  if (analysis.by !== undefined)
    itemAt(
      checking,
      analysis.form,
      analysis.by,
      [...path, 'by'],
      ['code', 'boolean'],
      words('what groups rows', '记录的分组项目'),
    );
}

/** Two columns or lines of one name would take each other's numbers. */
export function reportTwice(checking: Checking, name: string, path: Path): void {
  checking.fault({
    code: 'analysis.twice',
    path,
    message: words(
      `Each variable of a table has its own name, to which text binds. "${name}" stands twice.`,
      `表中每个变量须有各自的名称，供正文引用。“${name}”出现了两次。`,
    ),
    hint: words('Remove one, or name it by as:.', '请删去其一，或用 as: 另行命名。'),
  });
}

/** The condition by which an analysis chooses rows. */
export function checkWhere(
  checking: Checking,
  analysis: { form: string; where?: string | undefined },
  path: Path,
): void {
  if (analysis.where === undefined) return;
  checking.compile([...path, 'where'], analysis.where, { row: analysis.form, expected: 'boolean' });
}

/** Markers and what their results mean: each code of a result is positive, negative or equivocal, and says which. */
export function checkMarkers(
  checking: Checking,
  analysis: AnalysisOfKind<'markerTable' | 'heatMap'>,
  path: Path,
): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  const item = (key: 'marker' | 'result', purpose: Words) =>
    itemAt(checking, analysis.form, analysis[key], [...path, key], ['code'], purpose);
  item('marker', words('a marker', '标志物项目'));
  const result = item('result', words('the result of a marker', '标志物的结果项目'));
  checkWhere(checking, analysis, path);
  if (analysis.kind === 'heatMap') {
    if (analysis.extent !== undefined)
      itemAt(
        checking,
        analysis.form,
        analysis.extent,
        [...path, 'extent'],
        ['code'],
        words('the extent of a result', '阳性范围项目'),
      );
    if (analysis.intensity !== undefined)
      itemAt(
        checking,
        analysis.form,
        analysis.intensity,
        [...path, 'intensity'],
        ['integer', 'decimal', 'code'],
        words('the intensity of a result', '阳性强度项目'),
      );
  } else if (analysis.by !== undefined) {
    itemAt(
      checking,
      analysis.form,
      analysis.by,
      [...path, 'by'],
      ['code', 'boolean'],
      words('what groups results', '结果的分组项目'),
    );
  }
  const list = result?.codes === undefined ? undefined : checking.names.codeLists.get(result.codes);
  if (list)
    checkOutcomes(
      checking,
      analysis,
      path,
      result?.codes ?? '',
      list.codes.map(({ code }) => code),
    );
}

const OUTCOMES = ['positive', 'negative', 'equivocal'] as const;

/** Which codes of a result mean what: each is known, named once, and none is left to be guessed. */
function checkOutcomes(
  checking: Checking,
  analysis: AnalysisOfKind<'markerTable' | 'heatMap'>,
  path: Path,
  list: string,
  codes: readonly string[],
): void {
  if (analysis.positive === undefined) {
    if (!hasMarkerTable(checking, analysis)) reportNoPositive(checking, analysis.id, path);
    return;
  }
  const named = new Set<string>();
  let isSound = true;
  for (const outcome of OUTCOMES) {
    for (const [index, code] of (analysis[outcome] ?? []).entries()) {
      const at = [...path, outcome, index];
      const isKnown = codes.includes(code);
      if (!isKnown)
        reportUnknown(
          checking,
          'unknownCode',
          at,
          words(`A code of the list "${list}"`, `编码表“${list}”的编码`),
          code,
          codes,
        );
      else if (named.has(code)) {
        checking.fault({
          code: 'analysis.codeTwice',
          path: at,
          message: words(
            `A result is positive, negative or equivocal, and not two of these. "${code}" stands twice.`,
            `每个结果只能归为阳性、阴性、不确定三者之一。“${code}”出现了两次。`,
          ),
          hint: words('Remove one.', '请删除其中一处。'),
        });
      }
      isSound &&= isKnown;
      named.add(code);
    }
  }
  const left = codes.filter((code) => !named.has(code));
  const isTold = analysis.negative !== undefined && analysis.equivocal === undefined;
  if (!isSound || isTold || left.length === 0) return;
  checking.fault({
    code: 'analysis.codeLeft',
    path: [...path, analysis.equivocal === undefined ? 'positive' : 'equivocal'],
    message: words(
      `Each code of a result counts as positive, negative or equivocal. Of "${left.join('", "')}" the plan does not say.`,
      `结果的每个编码都须归为阳性、阴性或不确定。分析计划未说明“${left.join('”“')}”。`,
    ),
    hint: words(
      'Name each under positive:, negative: or equivocal:; with negative: alone, what is left is equivocal.',
      '请在 positive:、negative: 或 equivocal: 中写明；若只写 negative:，其余编码计为不确定。',
    ),
  });
}

/** The markers of a heat map may be told apart by the table of the same results. */
function hasMarkerTable(checking: Checking, analysis: { form: string; result: string }): boolean {
  return [...checking.names.analyses.values()].some(
    (other) => other.kind === 'markerTable' && other.form === analysis.form && other.result === analysis.result,
  );
}

function reportNoPositive(checking: Checking, id: string, path: Path): void {
  checking.fault({
    code: 'analysis.noPositive',
    path,
    message: words(
      `A map of markers says which codes are positive. "${id}" names none, and no marker table has the same results.`,
      `标志物热图须说明哪些编码为阳性。“${id}”未说明，也没有使用相同结果的标志物表。`,
    ),
    hint: words('Add positive: and negative: with codes of the result.', '请用结果的编码写明 positive: 和 negative:。'),
  });
}

export function checkRows(checking: Checking, analysis: AnalysisOfKind<'trajectory' | 'listing'>, path: Path): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  switch (analysis.kind) {
    case 'trajectory':
      checkDatedRow(checking, analysis, path);
      itemAt(
        checking,
        analysis.form,
        analysis.value,
        [...path, 'value'],
        ['integer', 'decimal'],
        words('what is followed in time', '随时间观察的项目'),
      );
      if (analysis.belowDetection !== undefined)
        itemAt(
          checking,
          analysis.form,
          analysis.belowDetection,
          [...path, 'belowDetection'],
          ['boolean'],
          words('whether a value is a limit of detection', '是否为检测限的项目'),
        );
      if (analysis.from !== undefined) dateVariable(checking, analysis.from, [...path, 'from']);
      checkGroup(checking, analysis, path);
      if (analysis.reference) checkReference(checking, analysis, analysis.reference, [...path, 'reference']);
      return;
    case 'listing':
      for (const [index, item] of analysis.items.entries())
        itemAt(checking, analysis.form, item, [...path, 'items', index], null, words('what is listed', '所列项目'));
      checkWhere(checking, analysis, path);
  }
}

/** The ranges that values in time are judged by: there are some, of the form, and whose age and sex they go by. */
function checkReference(
  checking: Checking,
  analysis: AnalysisOfKind<'trajectory'>,
  reference: NonNullable<AnalysisOfKind<'trajectory'>['reference']>,
  path: Path,
): void {
  dateVariable(checking, reference.birthDate, [...path, 'birthDate']);
  if (reference.sex !== undefined)
    bear(checking, reference.sex, [...path, 'sex'], 'group', words('the sex of a patient', '患者性别变量'));
  const tests = (checking.study.referenceRanges ?? []).filter(({ form }) => form === analysis.form);
  if (tests.some(({ test }) => test === reference.test)) return;
  reportUnknown(
    checking,
    'unknownCode',
    [...path, 'test'],
    words(`A test of the reference ranges of "${analysis.form}"`, `“${analysis.form}”参考区间的检验项目`),
    reference.test,
    new Set(tests.map(({ test }) => test)),
  );
}
