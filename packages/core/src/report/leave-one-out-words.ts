import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { plain, type Subject } from './number-kinds.ts';
import { cite, type Found, say, type Writing } from './writing.ts';

/** The numbers of another analysis that one of this kind is about, each with the beginning of the ids about it. */
export function leftOutNumbers(w: Writing, result: AnalysisResult): { found: Found; prefix: string }[] {
  const { of, statistics } = result.inputs.options;
  if (typeof of !== 'string' || !Array.isArray(statistics)) return [];
  return statistics.flatMap((id) => {
    const found = w.statistics.get(String(id));
    return found ? [{ found, prefix: `${result.id}.${String(id).slice(of.length + 1)}` }] : [];
  });
}

export function leaveOneOutSentences(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'leaveOneOut'>,
): MethodSentence[] {
  return [
    sentenceWriter(w, result, analysis)(
      '',
      (titles) =>
        `How much a number rests on single patients is shown by repeating its analysis without each patient in turn${cite(w, result)} (${titles}).`,
      (titles) => `依次剔除每一例患者后重复分析，以考察结果对个别患者的依赖程度${cite(w, result)}（${titles}）。`,
    ),
  ];
}

export const LEAVE_ONE_OUT_METHOD = '逐例剔除法：依次剔除每一例患者后重复分析';

const KINDS: Readonly<Record<string, readonly [en: string, zh: string, numeratorEn: string, numeratorZh: string]>> = {
  value: ['with all patients', '全部患者', 'all patients', '全部患者'],
  minimum: [
    'smallest without one patient',
    '剔除一例后的最小值',
    'those without whom it is reached',
    '剔除后达到该值者',
  ],
  maximum: [
    'largest without one patient',
    '剔除一例后的最大值',
    'those without whom it is reached',
    '剔除后达到该值者',
  ],
  change: [
    'largest change without one patient',
    '剔除一例后的最大变动',
    'those whose leaving makes it',
    '剔除后引起该变动者',
  ],
  notEstimable: [
    'number of patients without whom it is not estimable',
    '剔除后无法估计的患者数',
    'those without whom it is not estimable',
    '剔除后无法估计者',
  ],
};

/**
 * A number of another analysis and what becomes of it: 'Recurrence – proportion: largest without one patient'.
 * @param titleOf - the title of a number of any analysis
 */
export function leaveOneOutNumber(
  w: Writing,
  found: Found,
  rest: string,
  among: string,
  titleOf: (found: Found) => string,
): Subject {
  const at = rest.lastIndexOf('.');
  const words = KINDS[rest.slice(at + 1)];
  const of = leftOutNumbers(w, found.result).find(
    ({ prefix }) =>
      prefix === found.statistic.id.slice(0, prefix.length) && found.statistic.id === `${prefix}.${rest.slice(at + 1)}`,
  );
  if (!words || !of) return plain(w, '', say(w, 'number of patients left out in turn', '依次剔除的患者数'), among);
  return {
    subject: titleOf(of.found),
    kind: say(w, words[0], words[1]),
    numerator: say(w, words[2], words[3]),
    denominator: among,
    named: true,
  };
}
