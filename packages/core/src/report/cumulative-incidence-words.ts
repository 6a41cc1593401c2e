import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { confidenceWords, type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, plain, type Subject } from './number-kinds.ts';
import { greyShare } from './survival-tables.ts';
import { capital } from './vocabulary.ts';
import { cite, type Found, levelText, say, type Writing } from './writing.ts';

type Incidence = AnalysisOfKind<'cumulativeIncidence'>;

export function incidenceSentences(w: Writing, result: AnalysisResult, analysis: Incidence): MethodSentence[] {
  const level = levelText(result);
  const scale = confidenceWords(w, String(result.inputs.options['confidence'] ?? 'log-log'));
  const reference = cite(w, result);
  const grey = greyShare(w, result);
  const write = sentenceWriter(w, result, analysis);
  const gray =
    analysis.test === 'gray' && analysis.by !== undefined
      ? ([' Groups were compared by Gray’s test.', '组间比较采用 Gray 检验。'] as const)
      : (['', ''] as const);
  return [
    write(
      `${analysis.test ?? 'none'} grey beyond ${grey}`,
      (titles) =>
        `${capital(titles)}: the cumulative incidence was estimated by Aalen and Johansen’s method, in which a competing event ends the risk, with pointwise ${level} limits ${scale}${reference}; curves are grey where one more event would move them by more than ${grey}.${gray[0]}`,
      (titles) =>
        `${titles}：采用 Aalen–Johansen 法估计累积发生率（考虑竞争风险：发生竞争事件者不再处于风险期），逐点 ${level} 置信限${scale}${reference}；再发生一例事件即可使曲线变动超过${grey}的部分以灰色显示。${gray[1]}`,
    ),
  ];
}

export function incidenceMethod(w: Writing, result: AnalysisResult): string {
  const scale = confidenceWords(w, String(result.inputs.options['confidence'] ?? 'log-log'));
  const gray = result.inputs.options['test'] === 'gray' ? '；Gray 检验' : '';
  return `Aalen–Johansen 法累积发生率；${levelText(result)} 置信限${scale}${gray}`;
}

export function incidenceNumber(w: Writing, found: Found, rest: string, among: string): Subject {
  const all = say(w, `${among}, at risk from time zero`, `${among}中自起点起处于风险期者`);
  const named = rest
    .replace(/^standardError@/, 'incidenceError@')
    .replace(/^(step\.\d+)\.(lower|upper)$/, '$1.incidence.$2');
  const set = (en: string, zh: string, denominator = all): Subject => ({
    ...plain(w, '', kindWords(w, found, named), denominator),
    numerator: say(w, en, zh),
  });
  if (rest === 'n') return set('patients at risk from time zero', '自起点起处于风险期的患者', among);
  if (rest === 'notAtRisk') return set('patients never at risk', '从未处于风险期的患者', among);
  if (/^atRisk@|\.atRisk$/.test(rest)) return set('patients still at risk', '仍处于风险期的患者');
  if (/^cumulativeCensored@|^censored$/.test(rest)) return set('patients censored by then', '截至该时间删失的患者');
  if (/ompeting/.test(rest)) return set('patients with a competing event by then', '截至该时间发生竞争事件的患者');
  return set('patients with the event by then', '截至该时间发生事件的患者');
}
