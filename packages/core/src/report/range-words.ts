import { type AnalysisResult, asReference, formatDuration, type TimeUnit, timeUnitWord } from '../model/index.ts';
import type { AnalysisOfKind, Study } from '../protocol/index.ts';
import { codeText, itemCodeBeginnings } from './form-words.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { begun, kindWords, type Subject } from './number-kinds.ts';
import { capital, unitWords } from './vocabulary.ts';
import { cite, type Found, label, say, type Writing } from './writing.ts';

type RangeTable = AnalysisOfKind<'rangeTable'>;
type ReferenceRange = NonNullable<Study['referenceRanges']>[number];

/** A range in words: for whom it is, its bounds with their unit, and the number of its source; null for a place without one. */
export function rangeWords(w: Writing, analysis: RangeTable, place: number): string | null {
  const range = w.document.referenceRanges?.[place];
  if (!range) return null;
  return inWords(w, range, [codeText(w, range.form, analysis.test, range.test), ...forWhom(w, analysis, range)]);
}

/** The same under the name of its test. */
export function rangeUnderTest(
  w: Writing,
  analysis: Pick<RangeTable, 'sex' | 'laboratory'>,
  place: number,
): string | null {
  const range = w.document.referenceRanges?.[place];
  return range ? capital(inWords(w, range, forWhom(w, analysis, range))) : null;
}

function inWords(w: Writing, range: ReferenceRange, whose: readonly string[]): string {
  const before = whose.length === 0 ? '' : `${whose.join(say(w, ', ', '，'))}${say(w, ': ', '：')}`;
  return `${before}${boundsWords(w, range)}${source(w, range)}`;
}

/** ' [3]': the number of a range's source in the list of references. */
function source(w: Writing, { citation }: ReferenceRange): string {
  const place = w.references.indexOf(asReference(citation));
  return place < 0 ? '' : `${say(w, ' ', '')}[${place + 1}]`;
}

function forWhom(w: Writing, analysis: Pick<RangeTable, 'sex' | 'laboratory'>, range: ReferenceRange): string[] {
  const sexes = analysis.sex === undefined ? null : w.study.variable(analysis.sex)?.codes;
  const sex = sexes?.find(({ code }) => code === range.sex)?.label;
  const laboratory =
    range.laboratory === undefined || analysis.laboratory === undefined
      ? range.laboratory
      : codeText(w, range.form, analysis.laboratory, range.laboratory);
  return [
    ...(range.sex === undefined ? [] : [sex ? label(w, sex) : range.sex]),
    ...(laboratory === undefined ? [] : [laboratory]),
    ...agesWords(w, range),
  ];
}

function agesWords(w: Writing, { fromDays, untilDays }: ReferenceRange): string[] {
  if (fromDays === undefined && untilDays === undefined) return [];
  if (!fromDays && untilDays === undefined) return [say(w, 'at every age', '各年龄')];
  const [from, until] = [fromDays && ageText(w, fromDays), untilDays && ageText(w, untilDays)];
  if (!from) return [say(w, `under ${until}`, `小于${until}`)];
  if (!until) return [say(w, `from ${from}`, `${from}及以上`)];
  return [say(w, `from ${from} to under ${until}`, `${from}至不足${until}`)];
}

/** '6 months', '2 years': the unit in which the age is told at the bedside; a whole number without its zero. */
function ageText(w: Writing, days: number): string {
  const unit: TimeUnit = days < 62 ? 'day' : days < 730 ? 'month' : 'year';
  const printed = formatDuration(days, unit, w.language).replace(/\.0$/, '');
  const word = unit === 'year' ? say(w, printed === '1' ? 'year' : 'years', '岁') : timeUnitWord(unit, w.language, 2);
  return say(w, `${printed} ${word}`, `${printed}${word}`);
}

function boundsWords(w: Writing, { lower, upper, unit }: ReferenceRange): string {
  const printed = unitWords(w, unit);
  if (lower !== undefined && upper !== undefined) return `${lower}${say(w, '–', '～')}${upper} ${printed}`;
  if (lower !== undefined) return say(w, `${lower} ${printed} or more`, `≥${lower} ${printed}`);
  if (upper !== undefined) return say(w, `${upper} ${printed} or less`, `≤${upper} ${printed}`);
  return say(w, `no bound, in ${printed}`, `无界限，单位 ${printed}`);
}

const KINDS: Readonly<Record<string, readonly [kind: string, who: string, zhKind: string, zhWho: string]>> = {
  n: ['number judged', 'judged', '可判定例数', '可判定'],
  'below.count': ['number below the range', 'below the range', '低于参考区间的例数', '低于参考区间'],
  'within.count': ['number within the range', 'within the range', '参考区间内的例数', '参考区间内'],
  'above.count': ['number above the range', 'above the range', '高于参考区间的例数', '高于参考区间'],
  'below.proportion': ['proportion below the range', 'below the range', '低于参考区间的比例', '低于参考区间'],
  'within.proportion': ['proportion within the range', 'within the range', '参考区间内的比例', '参考区间内'],
  'above.proportion': ['proportion above the range', 'above the range', '高于参考区间的比例', '高于参考区间'],
  open: [
    'number below detection, which the range does not place',
    'below detection, not placed by the range',
    '低于检测限而无法判定的例数',
    '低于检测限而无法判定',
  ],
  noRange: ['number without a range that holds', 'no range holds', '无适用参考区间的例数', '无适用参考区间'],
  otherUnit: ['number in another unit than the range', 'in another unit', '单位与参考区间不符的例数', '单位不符'],
  missing: ['number without a value', 'without a value', '无结果的例数', '无结果'],
  notRecorded: ['number without a row', 'no row', '无记录的例数', '无记录'],
};

/** What a number of a table of laboratory values is: of which test, and where the value lies. */
export function rangeNumberWords(w: Writing, found: Found, analysis: RangeTable, rest: string, among: string): Subject {
  const begins = begun(itemCodeBeginnings(w, analysis.form, analysis.test), rest);
  if (!begins) {
    const kind =
      rest === 'undecided'
        ? say(w, 'number of rows of which it is not known whether they count', '是否符合条件不明的记录数')
        : kindWords(w, found, rest);
    const who = rest === 'undecided' ? say(w, 'patients with such rows', '有此类记录的患者') : kind;
    return { subject: '', kind, numerator: who, denominator: among, named: false };
  }
  const { one: test, rest: own } = begins;
  const judged = say(w, `${among}, whose ${test.text} was judged`, `${among}中${test.text}可判定者`);
  const isOfJudged = /^(below|within|above|range)\.|^open$/.test(own);
  const words = ownWords(w, found, analysis, own);
  return {
    subject: test.text,
    kind: words.kind,
    numerator: `${test.text}${say(w, ': ', '：')}${words.who}`,
    denominator: isOfJudged ? judged : among,
    named: false,
  };
}

function ownWords(w: Writing, found: Found, analysis: RangeTable, own: string): { kind: string; who: string } {
  const known = KINDS[own];
  if (known) return { kind: say(w, known[0], known[2]), who: say(w, known[1], known[3]) };
  const range = /^range\.(\d+)$/.exec(own)?.[1];
  if (range !== undefined) {
    const words = rangeWords(w, analysis, Number(range) - 1) ?? range;
    return {
      kind: say(w, `number judged by the range ${words}`, `按参考区间“${words}”判定的例数`),
      who: say(w, 'judged by this range', '按此范围判定'),
    };
  }
  return { kind: kindWords(w, found, own), who: say(w, 'without a value', '无结果') };
}

export function rangeSentences(w: Writing, result: AnalysisResult, analysis: RangeTable): MethodSentence[] {
  const reference = cite(w, result);
  const isLatest = analysis.pick === 'latest';
  return [
    sentenceWriter(w, result, analysis)(
      isLatest ? 'latest' : 'earliest',
      (titles) =>
        `Laboratory values (${titles}) were judged by the reference ranges that hold for age, sex and laboratory, as the study names them${reference}; of several values of one test the ${isLatest ? 'latest' : 'earliest'} counted. A value in another unit than its range, or without a range that holds, was not judged.`,
      (titles) =>
        `实验室检查（${titles}）按研究文档列出的、适用于其年龄、性别和检验机构的参考区间判定${reference}；同一检验有多次结果时取${isLatest ? '最晚' : '最早'}一次。单位与参考区间不符或无适用参考区间者不予判定。`,
    ),
  ];
}
