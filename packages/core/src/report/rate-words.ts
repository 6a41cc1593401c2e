import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, plain, type Subject } from './number-kinds.ts';
import { capital, unitWords } from './vocabulary.ts';
import { cite, type Found, levelText, say, type Writing } from './writing.ts';

export function rateSentences(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'rate'>): MethodSentence[] {
  const level = levelText(result);
  const per = result.inputs.options['per'];
  return [
    sentenceWriter(w, result, analysis)(
      `per ${String(per)}`,
      (titles) =>
        `${capital(titles)}: events were divided by the patient-years observed, with exact ${level} Poisson limits${cite(w, result)}; without an event the one-sided upper limit is given too.`,
      (titles) =>
        `${titles}：以事件数除以随访人年计算，采用 Poisson 分布 ${level} 精确置信区间${cite(w, result)}；无事件时另给出单侧置信上限。`,
    ),
  ];
}

export function rateMethod(result: AnalysisResult): string {
  return `发生率（事件数/人年）；Poisson 分布 ${levelText(result)} 精确置信区间（Garwood 法）`;
}

export function rateNumber(w: Writing, found: Found, rest: string, among: string): Subject {
  const followed = say(w, `${among}, followed from time zero`, `${among}中自起点起接受随访者`);
  if (rest === 'n') return { ...plain(w, '', kindWords(w, found, rest), among), numerator: followed };
  if (rest === 'notAtRisk')
    return {
      ...plain(w, '', kindWords(w, found, rest), among),
      numerator: say(w, 'patients never at risk', '从未处于风险期的患者'),
    };
  const unit = unitWords(w, found.statistic.unit);
  const rate = say(w, `events ${unit}`, `${unit}事件数`);
  const level = levelText(found.result);
  const kinds: Readonly<Record<string, string>> = {
    rate,
    'rate.lower': say(w, `lower ${level} limit of ${rate}`, `${rate}的 ${level} 置信下限`),
    'rate.upper': say(w, `upper ${level} limit of ${rate}`, `${rate}的 ${level} 置信上限`),
    'rate.upperOneSided': say(w, `one-sided upper ${level} limit of ${rate}`, `${rate}的单侧 ${level} 置信上限`),
  };
  return {
    ...plain(w, '', kinds[rest] ?? kindWords(w, found, rest), followed),
    numerator: say(w, 'patients with the event', '发生事件的患者'),
  };
}
