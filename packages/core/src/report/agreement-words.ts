import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, type Subject } from './number-kinds.ts';
import { listWords } from './vocabulary.ts';
import { cite, type Found, label, levelText, say, type Writing } from './writing.ts';

type Agreement = AnalysisOfKind<'agreement'>;

/** Each pair of raters with the beginning of its ids; two raters are the one pair and have no name in them. */
export function pairPrefixes(
  w: Writing,
  analysis: Agreement,
  id: string,
): { prefix: string; names: [string, string] }[] {
  const raters = raterNames(w, analysis);
  const pairs = raters.flatMap((first, at) => raters.slice(at + 1).map((second): [string, string] => [first, second]));
  return pairs.map((names, index) => ({ prefix: raters.length === 2 ? id : `${id}.pair${index + 1}`, names }));
}

/** What readers call the raters; the columns of the screening log where the plan has no words for them. */
export function raterNames(w: Writing, analysis: Agreement): string[] {
  return analysis.raters.map((rater) => (typeof rater === 'string' ? rater : label(w, rater.label)));
}

const MEASURES: Readonly<Record<string, readonly [string, string]>> = {
  percent: ['percent', '一致率'],
  kappa: ['Cohen’s kappa', 'Cohen Kappa'],
  ac1: ['Gwet’s AC1', 'Gwet AC1'],
};

/** The measures that the plan asks for, in words. */
export function measureWords(w: Writing, measures: readonly string[]): string {
  return listWords(
    w,
    measures.map((measure) => {
      const words = MEASURES[measure];
      return words ? say(w, words[0], words[1]) : measure;
    }),
  );
}

export function agreementSentences(w: Writing, result: AnalysisResult, analysis: Agreement): MethodSentence[] {
  const raters = listWords(w, raterNames(w, analysis));
  return [
    sentenceWriter(w, result, analysis)(
      raters,
      (titles) =>
        `${titles.slice(0, 1).toUpperCase()}${titles.slice(1)} (${raters}) is given as the share of equal votes among the candidates whom both judged, with Cohen’s kappa and Gwet’s AC1${cite(w, result)}.`,
      (titles) =>
        `${titles}（${raters}）以双方均判定的候选病例中结论相同的比例表示，并给出 Cohen Kappa 与 Gwet AC1${cite(w, result)}。`,
    ),
  ];
}

export function agreementMethod(result: AnalysisResult): string {
  return `评定者一致性：一致率（Clopper–Pearson 精确法）、Cohen Kappa、Gwet AC1；${levelText(result)} 置信区间`;
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  candidates: ['number of candidates', '候选病例数'],
  n: ['candidates judged by both', '双方均判定的候选病例数'],
  one: ['candidates judged by one only', '仅一方判定的候选病例数'],
  neither: ['candidates judged by neither', '双方均未判定的候选病例数'],
  count: ['candidates with equal votes', '结论一致的候选病例数'],
  differed: ['candidates with different votes', '结论不一致的候选病例数'],
  kappa: ['Cohen’s kappa', 'Cohen Kappa'],
  ac1: ['Gwet’s AC1', 'Gwet AC1'],
};

export function agreementNumber(w: Writing, found: Found, analysis: Agreement, rest: string): Subject {
  const candidates = say(w, 'candidates of the screening log', '筛查日志中的候选病例');
  const both = say(w, 'candidates whom both judged', '双方均判定的候选病例');
  const pair = pairPrefixes(w, analysis, found.result.id).find(({ prefix }) =>
    found.statistic.id.startsWith(`${prefix}.`),
  );
  const own = analysis.raters.length === 2 ? rest : rest.replace(/^pair\d+\./, '');
  const subject = analysis.raters.length === 2 ? '' : (pair?.names.join(say(w, ' and ', ' 与 ')) ?? '');
  const [name = '', ...more] = own.split('.');
  const last = name === 'agreed' ? (more[0] ?? '') : name;
  const words = KINDS[last];
  const base = words ? say(w, words[0], words[1]) : kindWords(w, found, last);
  const limit = /\.(lower|upper)$/.exec(own)?.[1];
  const level = levelText(found.result);
  const kind =
    limit === undefined
      ? base
      : limit === 'lower'
        ? say(w, `lower ${level} limit of ${base}`, `${base}的 ${level} 置信下限`)
        : say(w, `upper ${level} limit of ${base}`, `${base}的 ${level} 置信上限`);
  const isOfAll = ['candidates', 'n', 'one', 'neither'].includes(last);
  const numerators: Readonly<Record<string, string>> = {
    n: both,
    one: say(w, 'candidates whom one judged', '仅一方判定的候选病例'),
    neither: say(w, 'candidates whom neither judged', '双方均未判定的候选病例'),
    differed: say(w, 'candidates with different votes', '结论不一致的候选病例'),
  };
  return {
    subject,
    kind,
    numerator: numerators[last] ?? say(w, 'candidates with equal votes', '结论一致的候选病例'),
    denominator: isOfAll ? candidates : both,
    named: false,
  };
}
