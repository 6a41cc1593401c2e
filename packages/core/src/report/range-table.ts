import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { reasonsOf } from './describe-table.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { explained } from './explained.ts';
import { itemCodes, itemLabel } from './form-words.ts';
import { rangeUnderTest } from './range-words.ts';
import { column, dataRow, noteFootnotes, setFootnote, smallSampleFootnotes } from './table-parts.ts';
import { clause, listWords, missingWords } from './vocabulary.ts';
import {
  bracketed,
  declared,
  inlines,
  label,
  number,
  say,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type RangeTable = AnalysisOfKind<'rangeTable'>;

/** Each test: x/N below, within and above the range of those judged, then what could not be judged, and why. */
export function rangeTable(w: Writing, result: AnalysisResult, analysis: RangeTable): Table {
  const tests = itemCodes(w, analysis.form, analysis.test);
  const value = (test: string, name: string) => statisticValue(w, `${result.id}.${test}.${name}`) ?? 0;
  const isShown = ({ code }: { code: string }) =>
    ['n', 'noRange', 'otherUnit', 'missing'].some((name) => value(code, name) > 0);
  const shown = tests.filter(isShown);
  const absent = tests.filter((test) => !isShown(test)).map(({ text }) => text);
  const parts = [
    { id: 'open', title: say(w, 'Below detection, not placed', '低于检测限，无法判定') },
    { id: 'noRange', title: say(w, 'No range', '无参考区间') },
    { id: 'otherUnit', title: say(w, 'Another unit', '单位不符') },
    { id: 'missing', title: say(w, 'No value', '无结果') },
    { id: 'notRecorded', title: say(w, 'No row', '无记录') },
  ].filter(({ id }) => shown.some(({ code }) => value(code, id) > 0));
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('test', itemLabel(w, analysis.form, analysis.test), 'start'),
      column('below', say(w, 'Below', '低于')),
      column('within', say(w, 'Within', '范围内')),
      column('above', say(w, 'Above', '高于')),
      ...parts.map(({ id, title }) => column(id, title)),
    ],
    rows: shown.flatMap(({ code, text }) => {
      const test = `${result.id}.${code}`;
      const own = dataRow(text, [
        hasBound(w, result, code, 'lower') ? share(w, test, 'below') : [],
        share(w, test, 'within'),
        hasBound(w, result, code, 'upper') ? share(w, test, 'above') : [],
        ...parts.map(({ id }) => (id === 'missing' ? missingCell(w, test) : number(w, `${test}.${id}`))),
      ]);
      return [own, ...rangeRows(w, result, analysis, code)];
    }),
    footnotes: footnotes(w, result, analysis, absent),
  };
}

/** Whether any range that a test was judged by has this bound: above a range that is open nothing can lie. */
function hasBound(w: Writing, result: AnalysisResult, test: string, bound: 'lower' | 'upper'): boolean {
  return (w.document.referenceRanges ?? []).some(
    (range, place) =>
      range[bound] !== undefined && statisticValue(w, `${result.id}.${test}.range.${place + 1}`) !== null,
  );
}

function share(w: Writing, test: string, name: string): Inline[] {
  const proportion =
    statisticValue(w, `${test}.${name}.proportion`) === null ? [] : number(w, `${test}.${name}.proportion`);
  return inlines(
    number(w, `${test}.${name}.count`),
    '/',
    number(w, `${test}.n`),
    ...(proportion.length > 0 ? [bracketed(w, proportion)] : []),
  );
}

function missingCell(w: Writing, test: string): Inline[] {
  const reasons = reasonsOf(w, `${test}.missing`);
  if (reasons.length === 0) return number(w, `${test}.missing`);
  return reasons.flatMap((reason, index) =>
    inlines(
      index === 0 ? '' : say(w, ', ', '，'),
      number(w, `${test}.missing.${reason}`),
      say(w, ` ${missingWords(w, reason)}`, ` 例${missingWords(w, reason)}`),
    ),
  );
}

function footnotes(w: Writing, result: AnalysisResult, analysis: RangeTable, absent: readonly string[]): Inline[][] {
  const place = declared(w, result.id);
  const condition = place ? explained(w, `analyses/${place.index}/where`) : '';
  const bound = analysis.notAfter === undefined ? null : w.study.variable(analysis.notAfter);
  const which = analysis.pick === 'latest' ? say(w, 'latest', '最晚') : say(w, 'earliest', '最早');
  const limit = bound
    ? say(w, ` dated on or before: ${clause(label(w, bound.label))}`, `（不晚于“${clause(label(w, bound.label))}”）`)
    : '';
  const words = [
    say(
      w,
      'Counts are x/N (%), where N is the number of patients whose value could be judged; a value on a bound is within.',
      '计数以 x/N（%）表示，N 为结果可判定的患者数；恰为界限值者计为范围内。',
    ),
    say(
      w,
      `A patient counts once a test, by the ${which} value${limit}.`,
      `每例患者每项检验只计一次，取${which}一次结果${limit}。`,
    ),
    condition === '' ? '' : say(w, `Only rows for which: ${condition}.`, `仅计符合以下条件的记录：${condition}。`),
    say(
      w,
      'A value in another unit than its range, or with no unit stated, was not judged; neither was one without a range for its age, sex and laboratory.',
      '单位与参考区间不符或未注明单位者不予判定；无相应年龄、性别及检验机构参考区间者亦不予判定。',
    ),
    absent.length === 0
      ? ''
      : say(w, `No row for anybody: ${listWords(w, absent)}.`, `所有患者均无记录：${listWords(w, absent)}。`),
  ];
  return [
    ...words.filter((line) => line !== '').map((line) => inlines(line)),
    ...smallSampleFootnotes(w, `${result.id}.n`),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

/** Each range that was used, with its source and how many were judged by it. */
function rangeRows(w: Writing, result: AnalysisResult, analysis: RangeTable, test: string): TableRow[] {
  const used = result.inputs.options['referenceRanges'];
  if (!Array.isArray(used)) return [];
  return used.flatMap((place) => {
    const words = rangeUnderTest(w, analysis, Number(place));
    const judged = `${result.id}.${test}.range.${Number(place) + 1}`;
    if (words === null || statisticValue(w, judged) === null) return [];
    const told = inlines(words, say(w, '; judged by it: ', '，据此判定 '), number(w, judged), say(w, '', ' 例'));
    return [{ kind: 'remark', indent: 1, cells: [told] }];
  });
}
