import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline } from './document.ts';
import { explained } from './explained.ts';
import { type CodeWords, codeText, itemCodeBeginnings, itemCodes, itemLabel } from './form-words.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { begun, kindWords, type Subject } from './number-kinds.ts';
import { listWords } from './vocabulary.ts';
import {
  cite,
  declared,
  type Found,
  inlines,
  number,
  say,
  sayInlines,
  statisticValue,
  type Writing,
} from './writing.ts';

export type MarkerAnalysis = AnalysisOfKind<'markerTable' | 'heatMap'>;

/** How the numbers of markers are to be read. */
export function markerFootnotes(
  w: Writing,
  result: AnalysisResult,
  analysis: MarkerAnalysis,
  absent: readonly string[],
): Inline[][] {
  const place = declared(w, result.id);
  const condition = place ? explained(w, `analyses/${place.index}/where`) : '';
  const codes = (name: string): string[] => {
    const option = result.inputs.options[name];
    return Array.isArray(option) ? option.map((code) => codeText(w, analysis.form, analysis.result, String(code))) : [];
  };
  const positive = codes('positive');
  const equivocal = codes('equivocal');
  const lines = [
    say(
      w,
      'Tested are patients with a result: positive, negative or equivocal. What was not done, not reported or has no row is no result and stands in no denominator.',
      '“检测”指有结果者（阳性、阴性或不确定）。未做、未报告或无记录者均非结果，不计入任何分母。',
    ),
    say(
      w,
      'A patient counts once a marker: positive where any row is positive, else equivocal where any is, else negative.',
      '每例患者每个标志物只计一次：任一记录阳性即为阳性，否则任一记录不确定即为不确定，否则为阴性。',
    ),
    positive.length < 2 ? '' : say(w, `Positive: ${listWords(w, positive)}.`, `计为阳性：${listWords(w, positive)}。`),
    equivocal.length < 2
      ? ''
      : say(w, `Equivocal: ${listWords(w, equivocal)}.`, `计为不确定：${listWords(w, equivocal)}。`),
    analysis.kind === 'markerTable' && analysis.by !== undefined
      ? say(
          w,
          'A patient tested in several of the groups under a marker counts in each, so they need not add up to it.',
          '同一患者在标志物下多个分组中均有结果时分别计入，各组之和不一定等于该标志物的例数。',
        )
      : '',
    condition === '' ? '' : say(w, `Only rows for which: ${condition}.`, `仅计符合以下条件的记录：${condition}。`),
    absent.length === 0
      ? ''
      : say(w, `No row for anybody: ${listWords(w, absent)}.`, `所有患者均无记录：${listWords(w, absent)}。`),
  ];
  return [
    ...lines.filter((line) => line !== '').map((line) => inlines(line)),
    ...conflictFootnotes(w, result, analysis),
  ];
}

/** In how many patients the results of each marker differ. */
function conflictFootnotes(w: Writing, result: AnalysisResult, analysis: MarkerAnalysis): Inline[][] {
  const conflicts = itemCodes(w, analysis.form, analysis.marker)
    .map(({ code, text }) => ({ text, id: `${result.id}.${code}.conflict` }))
    .filter(({ id }) => (statisticValue(w, id) ?? 0) > 0);
  if (conflicts.length === 0) return [];
  const counts = conflicts.flatMap(({ text, id }, index) => [
    index === 0 ? '' : say(w, ', ', '、'),
    `${text} `,
    number(w, id),
  ]);
  return [
    sayInlines(
      w,
      ['Patients whose results of a marker differ: ', ...counts, '.'],
      ['同一标志物结果不一致的例数：', ...counts, '。'],
    ),
  ];
}

/** What a number of markers is: of which marker and clone, positive or tested. */
export function markerWords(w: Writing, found: Found, analysis: MarkerAnalysis, rest: string, among: string): Subject {
  const colon = say(w, ': ', '：');
  const { form } = analysis;
  const begins = begun(itemCodeBeginnings(w, form, analysis.marker), rest);
  if (!begins) return { subject: '', ...allMarkersWords(w, found, rest), denominator: among, named: false };
  const { one: marker, rest: own } = begins;
  const by = analysis.kind === 'markerTable' ? analysis.by : undefined;
  const grouped = by === undefined ? undefined : markerGroup(w, form, by, own);
  const group = grouped?.one;
  const name = grouped?.rest ?? own;
  const subject =
    group && by !== undefined
      ? `${marker.text}${say(w, ', ', '，')}${itemLabel(w, form, by)}${colon}${group.text}`
      : marker.text;
  const tested = say(w, `${among}, tested for ${marker.text}`, `${among}中${marker.text}有结果者`);
  const testedHere = group ? say(w, `${tested}, ${group.text}`, `${tested}（${group.text}）`) : tested;
  const words = readingWords(w, found, name);
  const isWhole = name === 'n' || name.startsWith('missing') || name === 'notRecorded';
  return {
    subject,
    kind: words.kind,
    numerator: `${subject}${colon}${words.who}`,
    denominator: isWhole ? (group ? tested : among) : testedHere,
    named: false,
  };
}

/** Takes `G.g.` off the front of an id of a marker by group. */
function markerGroup(w: Writing, form: string, by: string, own: string): { one: CodeWords; rest: string } | undefined {
  if (!own.startsWith(`${by}.`)) return undefined;
  const rest = own.slice(by.length + 1);
  const ungrouped = 'ungrouped.';
  const found = begun(itemCodeBeginnings(w, form, by), rest);
  if (found || !rest.startsWith(ungrouped)) return found;
  return { one: { code: 'ungrouped', text: say(w, 'not stated', '未注明') }, rest: rest.slice(ungrouped.length) };
}

const READINGS: Readonly<Record<string, readonly [kind: string, who: string, zhKind: string, zhWho: string]>> = {
  n: ['number tested', 'tested', '检测例数', '有结果'],
  count: ['number positive', 'positive', '阳性例数', '阳性'],
  proportion: ['proportion positive of those tested', 'positive', '阳性率', '阳性'],
  negative: ['number negative', 'negative', '阴性例数', '阴性'],
  equivocal: ['number equivocal', 'equivocal', '结果不确定的例数', '不确定'],
  missing: ['number without a result', 'without a result', '无结果的例数', '无结果'],
  notRecorded: ['number without a row', 'no row', '无记录的例数', '无记录'],
  conflict: ['number with results that differ', 'results differ', '多次结果不一致的例数', '结果不一致'],
};

function readingWords(w: Writing, found: Found, name: string): { kind: string; who: string } {
  const known = READINGS[name];
  if (known) return { kind: say(w, known[0], known[2]), who: say(w, known[1], known[3]) };
  const kind = kindWords(w, found, name);
  return { kind, who: say(w, 'without a result', '无结果') };
}

function allMarkersWords(w: Writing, found: Found, rest: string): Pick<Subject, 'kind' | 'numerator'> {
  switch (rest) {
    case 'conflict': {
      const kind = say(w, 'number of patients with differing results of one marker', '同一标志物结果不一致的患者数');
      return { kind, numerator: say(w, 'patients with differing results of one marker', '同一标志物结果不一致的患者') };
    }
    case 'undecided':
      return {
        kind: say(w, 'number of rows of which it is not known whether they count', '是否符合条件不明的记录数'),
        numerator: say(w, 'patients with such rows', '有此类记录的患者'),
      };
    default: {
      const kind = kindWords(w, found, rest);
      return { kind, numerator: kind };
    }
  }
}

export function markerSentences(w: Writing, result: AnalysisResult, analysis: MarkerAnalysis): MethodSentence[] {
  const reference = cite(w, result);
  if (analysis.kind === 'heatMap') {
    return [
      sentenceWriter(w, result, analysis)(
        '',
        (titles, count) =>
          `${count > 1 ? 'Maps' : 'A map'} (${titles}) ${count > 1 ? 'show' : 'shows'} the result of each marker in each patient, with positive of those tested under each marker${reference}.`,
        (titles) => `热图（${titles}）显示每例患者各标志物的结果，并在各标志物下列出阳性例数与检测例数${reference}。`,
      ),
    ];
  }
  return [
    sentenceWriter(w, result, analysis)(
      '',
      (titles) =>
        `Markers (${titles}) are given as the number of patients with a positive result among those with any result${reference}; a patient counts once a marker, as positive where any result is positive. Not done and not reported are no results and were left out of the denominators.`,
      (titles) =>
        `标志物（${titles}）以阳性例数/有结果例数表示${reference}；每例患者每个标志物只计一次，任一结果阳性即计为阳性；未做与未报告不作为结果，不计入分母。`,
    ),
  ];
}
