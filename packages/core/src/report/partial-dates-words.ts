import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { plain, type Subject } from './number-kinds.ts';
import { cite, type Found, say, type Writing } from './writing.ts';

const RULES: Readonly<Record<string, readonly [string, string]>> = {
  earliest: ['the earliest day', '取最早一天'],
  midpoint: ['the middle day', '取中点'],
  latest: ['the latest day', '取最晚一天'],
  refuse: ['left out', '不予采用'],
};

export function ruleWords(w: Writing, rule: string): string {
  const words = RULES[rule];
  return words ? say(w, words[0], words[1]) : rule;
}

/** The numbers of another analysis that are shown under each rule, counts first, in the order of the result. */
export function sensitiveNumbers(w: Writing, result: AnalysisResult): { found: Found; suffix: string }[] {
  const { of, rules } = result.inputs.options;
  const [first] = Array.isArray(rules) ? rules : [];
  const start = `${result.id}.${String(first)}.`;
  return result.statistics.flatMap(({ id }) => {
    if (!id.startsWith(start) || /\.(lower|upper)$/.test(id)) return [];
    const suffix = id.slice(start.length);
    const found = w.statistics.get(`${String(of)}.${suffix}`);
    return found ? [{ found, suffix }] : [];
  });
}

export function partialDatesSentences(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'partialDateSensitivity'>,
): MethodSentence[] {
  return [
    sentenceWriter(w, result, analysis)(
      '',
      (titles) =>
        `Where a date that decides names only a month or a year, the analysis was repeated under the other rules for such dates${cite(w, result)} (${titles}).`,
      (titles) => `关键日期仅精确到月或年时，按其他取值规则重复分析${cite(w, result)}（${titles}）。`,
    ),
  ];
}

export const PARTIAL_DATES_METHOD = '不完整日期的敏感性分析：按各取值规则重复分析';

/** @param titleOf - the title of a number of any analysis */
export function partialDatesNumber(
  w: Writing,
  found: Found,
  rest: string,
  among: string,
  titleOf: (found: Found) => string,
): Subject {
  const vague = say(w, 'patients one of whose deciding dates names no day', '关键日期不精确到日的患者');
  if (rest === 'vague') return { ...plain(w, '', say(w, 'number of patients', '患者数'), among), numerator: vague };
  const [rule = '', ...suffix] = rest.split('.');
  const of = w.statistics.get(`${String(found.result.inputs.options['of'])}.${suffix.join('.')}`);
  if (!of) return plain(w, '', rest, among);
  return {
    subject: titleOf(of),
    kind: say(w, `dates without a day: ${ruleWords(w, rule)}`, `不完整日期${ruleWords(w, rule)}`),
    numerator: say(w, 'patients counted under this rule', '按此规则计入的患者'),
    denominator: say(w, 'patients analysed under this rule', '按此规则纳入分析的患者'),
    named: true,
  };
}
