import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { formLabel } from './form-words.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { type Beginnings, beginningsOf, begun, kindWords, type Subject } from './number-kinds.ts';
import { orWorseWords, pickWords, type ScoredItem, scoreCodes, scoredItems } from './scores-table.ts';
import { missingWords, small } from './vocabulary.ts';
import { cite, type Found, levelText, once, say, type Writing } from './writing.ts';

type Scores = AnalysisOfKind<'scores'>;

const APART: Readonly<Record<string, readonly [string, string]>> = {
  notApplicable: ['number in whom it does not apply', '不适用的例数'],
  missing: ['number not assessed', '未评估的例数'],
  noRow: ['number without such an assessment', '无此类评估的例数'],
  notRecorded: ['number in whom nothing is recorded', '未记录的例数'],
};

/** What a number of scores is: of which item and code, exactly or that code and worse. */
export function scoresWords(w: Writing, found: Found, analysis: Scores, rest: string, among: string): Subject {
  const begins = begun(once(w, analysis, itemBeginnings), rest);
  if (!begins) {
    const kind =
      rest === 'undecided'
        ? say(w, 'number of rows of which it is not known whether they count', '是否符合条件不明的记录数')
        : kindWords(w, found, rest);
    const form = formLabel(w, analysis.form);
    const numerator =
      rest === 'undecided' ? say(w, `patients with such rows of “${form}”`, `有此类“${form}”记录的患者`) : among;
    return { subject: '', kind, numerator, denominator: among, named: false };
  }
  const { one: scored, rest: own } = begins;
  const colon = say(w, ': ', '：');
  const assessed = say(w, `${among}, assessed for ${small(scored.label)}`, `${among}中接受${scored.label}评估者`);
  const codes = beginningsOf(scoreCodes(w, analysis, scored), ({ code }) => code);
  const code = begun(codes, own);
  if (code) {
    const isWorse = code.rest.startsWith('orWorse.');
    const text = isWorse ? orWorseWords(w, code.one.text) : code.one.text;
    const subject = `${scored.label}${colon}${text}`;
    const kind = kindWords(w, found, isWorse ? code.rest.slice('orWorse.'.length) : code.rest);
    return { subject, kind, numerator: subject, denominator: assessed, named: false };
  }
  const apart = APART[own];
  const reason = /^missing\.(.+)$/.exec(own)?.[1];
  const kind =
    own === 'n'
      ? say(w, 'number assessed', '接受评估的例数')
      : apart
        ? say(w, apart[0], apart[1])
        : reason === undefined
          ? kindWords(w, found, own)
          : say(w, `number not assessed: ${missingWords(w, reason)}`, `未评估的例数（${missingWords(w, reason)}）`);
  const numerator = own === 'n' ? assessed : `${scored.label}${colon}${kind}`;
  return { subject: scored.label, kind, numerator, denominator: among, named: false };
}

function itemBeginnings(w: Writing, analysis: Scores): Beginnings<ScoredItem> {
  return beginningsOf(scoredItems(w, analysis), ({ id }) => id);
}

export function scoresSentences(w: Writing, result: AnalysisResult, analysis: Scores): MethodSentence[] {
  const level = levelText(result);
  const name = analysis.interval === 'wilson' ? 'Wilson' : 'Clopper–Pearson';
  const reference = cite(w, result);
  const pick = pickWords(w, analysis);
  return [
    sentenceWriter(w, result, analysis)(
      analysis.pick ?? 'latest',
      (titles) =>
        `Ordered scores (${titles}) are given as x/N among those assessed, ${pick} assessment of each patient, with ${level} ${name} limits of each score or worse${reference}; where a score did not apply, the patient is in no denominator.`,
      (titles) =>
        `有序评分（${titles}）以接受评估者中的 x/N 表示，每例取${pick}评估，各等级或更差者的比例列出 ${level} ${name} 置信区间${reference}；不适用者不计入任何分母。`,
    ),
  ];
}

/** The method in Chinese, as number cards name it. */
export function scoresMethod(result: AnalysisResult, { pick = 'latest' }: Scores): string {
  const interval = result.inputs.options['interval'] === 'wilson' ? 'Wilson 计分法' : 'Clopper–Pearson 精确法';
  const which = { latest: '最晚一次', earliest: '最早一次', worst: '最差一次' }[pick];
  return `有序评分：每例取${which}，以接受评估者为分母；${interval} ${levelText(result)} 置信区间`;
}
