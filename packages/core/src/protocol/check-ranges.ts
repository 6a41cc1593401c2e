import { joinWords, type Words, words } from '../model/index.ts';
import { checkDateItem, itIs } from './check-forms.ts';
import { bear, formAt, itemAt, reportUnfit, variableAt } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { AnalysisOfKind, Study } from './schema.ts';
import type { Path } from './yaml-text.ts';

type RangeTable = AnalysisOfKind<'rangeTable'>;
type ReferenceRange = NonNullable<Study['referenceRanges']>[number];

/** A table of laboratory values: its items, whose age and sex it goes by, and that the ranges of its form can be used. */
export function checkRangeTable(checking: Checking, analysis: RangeTable, path: Path): void {
  if (!formAt(checking, analysis.form, [...path, 'form'])) return;
  const item = (
    key: 'test' | 'value' | 'unit' | 'laboratory' | 'belowDetection',
    types: readonly string[],
    purpose: Words,
  ) => {
    const id = analysis[key];
    return id === undefined ? null : itemAt(checking, analysis.form, id, [...path, key], types, purpose);
  };
  const test = item('test', ['code'], words('the name of a test', '检验名称项目'));
  item('value', ['integer', 'decimal'], words('the result of a test', '检验结果项目'));
  item('unit', ['text', 'code'], words('the unit of a result', '结果单位项目'));
  item('laboratory', ['text', 'code'], words('the laboratory', '检验机构项目'));
  item('belowDetection', ['boolean'], words('whether a value is a limit of detection', '是否为检测限的项目'));
  if (analysis.date !== undefined)
    checkDateItem(checking, analysis.form, analysis.date, [...path, 'date'], 'analysis.variable');
  if (analysis.where !== undefined)
    checking.compile([...path, 'where'], analysis.where, { row: analysis.form, expected: 'boolean' });
  if (analysis.age) dateVariable(checking, analysis.age.birthDate, [...path, 'age', 'birthDate']);
  if (analysis.notAfter !== undefined) dateVariable(checking, analysis.notAfter, [...path, 'notAfter']);
  if (analysis.sex !== undefined)
    bear(checking, analysis.sex, [...path, 'sex'], 'group', words('the sex of a patient', '患者性别变量'));
  checkIsDated(checking, analysis, path);
  checkRangesOf(checking, analysis, path, test?.codes);
}

/** A variable that holds a date, which another date is compared with. */
export function dateVariable(checking: Checking, ref: string, path: Path): void {
  const variable = variableAt(checking, ref, path);
  if (!variable || variable.type === 'date') return;
  reportUnfit(
    checking,
    path,
    joinWords(
      words('What a date is compared with must be a date.', '与日期比较的变量须为日期。'),
      itIs({ id: ref, type: variable.type }),
    ),
    words('Name a date, e.g. the date of birth.', '请指定一个日期，例如出生日期。'),
  );
}

/** An age, an earliest value and a limit in time need the day of the sample. */
function checkIsDated(checking: Checking, analysis: RangeTable, path: Path): void {
  if (analysis.date !== undefined || checking.names.forms.get(analysis.form)?.datedBy !== undefined) return;
  const needs = (['age', 'notAfter', 'pick'] as const).find((key) => analysis[key] !== undefined);
  if (needs === undefined) return;
  checking.fault({
    code: 'analysis.noDate',
    path: [...path, needs],
    message: words(
      `An age and an order in time need the date of each row. "${analysis.form}" is dated by no item, and "${analysis.id}" names none.`,
      `年龄与时间先后都需要每条记录的日期。“${analysis.form}”没有日期项目，“${analysis.id}”也未指定。`,
    ),
    hint: words(
      'Add date: with a date item of the form, or datedBy: to the form.',
      '请用 date: 指定该表单的日期项目，或为表单补充 datedBy:。',
    ),
  });
}

const KEYS = [
  ['sex', 'sex', words('the sex', '性别')],
  ['laboratory', 'laboratory', words('the laboratory', '检验机构')],
  ['fromDays', 'age', words('the age', '年龄')],
  ['untilDays', 'age', words('the age', '年龄')],
] as const;

/** The ranges of the form: of tests that exist, and none by something that the table does not know. */
function checkRangesOf(checking: Checking, analysis: RangeTable, path: Path, list: string | undefined): void {
  const codes = checking.names.codeLists.get(list ?? '')?.codes.map(({ code }) => code);
  const sexes = analysis.sex === undefined ? null : (checking.variable(analysis.sex)?.codes ?? null);
  const said = new Set<string>();
  for (const [index, range] of (checking.study.referenceRanges ?? []).entries()) {
    if (range.form !== analysis.form) continue;
    const at = ['referenceRanges', index];
    if (codes && !codes.includes(range.test)) {
      reportUnknown(
        checking,
        'unknownCode',
        [...at, 'test'],
        words(`A code of the list "${list}"`, `编码表“${list}”的编码`),
        range.test,
        codes,
      );
    }
    if (range.sex !== undefined && sexes && !sexes.some(({ code }) => code === range.sex)) {
      reportUnknown(
        checking,
        'unknownCode',
        [...at, 'sex'],
        words(`A code of "${analysis.sex}"`, `“${analysis.sex}”的编码`),
        range.sex,
        sexes.map(({ code }) => code),
      );
    }
    for (const [key, needed, name] of KEYS) {
      if (range[key] === undefined || analysis[needed] !== undefined || said.has(needed)) continue;
      said.add(needed);
      reportUnused(checking, analysis, needed, name, path);
    }
  }
}

function reportUnused(checking: Checking, analysis: RangeTable, key: string, name: Words, path: Path): void {
  checking.fault({
    severity: 'warning',
    code: 'analysis.rangeUnused',
    path,
    message: words(
      `A range is used where the plan says by what it is chosen. Some ranges of "${analysis.form}" go by ${name.en}, which "${analysis.id}" does not name, so they are not used.`,
      `只有分析计划说明依据时才能选用参考区间。“${analysis.form}”的部分参考区间按${name['zh-CN']}区分，而“${analysis.id}”未指定，因此不会采用。`,
    ),
    hint: words(
      `Add ${key}:${key === 'age' ? ' { birthDate: ... }' : ''}.`,
      `请补充 ${key}:${key === 'age' ? ' { birthDate: ... }' : ''}。`,
    ),
  });
}

/** Of two ranges for the same patients nobody could say which holds. */
export function checkRangesApart(checking: Checking): void {
  const ranges = checking.study.referenceRanges ?? [];
  for (const [index, range] of ranges.entries()) {
    const other = ranges.slice(0, index).findIndex((earlier) => isSameKind(earlier, range) && overlap(earlier, range));
    if (other < 0) continue;
    checking.fault({
      code: 'range.overlap',
      path: ['referenceRanges', index],
      message: words(
        `One range holds for one value. This one and number ${other + 1} of the list are for the same test, unit, sex and laboratory, and their ages overlap.`,
        `一个检验值只能对应一个参考区间。此条与列表第 ${other + 1} 条的检验、单位、性别和检验机构均相同，且年龄段重叠。`,
      ),
      hint: words(
        'Let untilDays of the younger be fromDays of the older, or remove one.',
        '请使较小年龄段的 untilDays 等于较大年龄段的 fromDays，或删除其一。',
      ),
    });
  }
}

/** A range by age and one for every age do not compete: the closer one is used. */
function isSameKind(a: ReferenceRange, b: ReferenceRange): boolean {
  const isByAge = (range: ReferenceRange) => range.fromDays !== undefined || range.untilDays !== undefined;
  const keys = ['form', 'test', 'unit', 'sex', 'laboratory'] as const;
  return keys.every((key) => a[key] === b[key]) && isByAge(a) === isByAge(b);
}

function overlap(a: ReferenceRange, b: ReferenceRange): boolean {
  const from = (range: ReferenceRange) => range.fromDays ?? Number.NEGATIVE_INFINITY;
  const until = (range: ReferenceRange) => range.untilDays ?? Number.POSITIVE_INFINITY;
  return from(a) < until(b) && from(b) < until(a);
}
