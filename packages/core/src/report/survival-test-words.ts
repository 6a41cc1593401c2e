import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, plain, type Subject } from './number-kinds.ts';
import { capital, timeUnitNoun } from './vocabulary.ts';
import { cite, type Found, type Group, groupsOf, has, levelText, say, type Writing } from './writing.ts';

type SurvivalTest = AnalysisOfKind<'survivalTest'>;

/** The groups that are compared, in the order of the plan. */
export function comparedOverTime(w: Writing, result: AnalysisResult, analysis: SurvivalTest): Group[] {
  const all = groupsOf(w, result.id, analysis.by);
  const named = analysis.levels?.flatMap((level) => all.filter(({ code }) => code === level));
  return (named ?? all).filter(({ prefix }) => has(w, `${prefix}.n`));
}

export function survivalTestSentences(w: Writing, result: AnalysisResult, analysis: SurvivalTest): MethodSentence[] {
  const reference = cite(w, result);
  const level = levelText(result);
  const until = `${String(analysis.until ?? '')} ${timeUnitNoun(w, analysis.timeUnit ?? 'month')}`;
  const words: Readonly<
    Record<SurvivalTest['test'], readonly [(titles: string) => string, (titles: string) => string]>
  > = {
    logRank: [
      (titles) => `${capital(titles)}: groups were compared by the log-rank test${reference}.`,
      (titles) => `${titles}：组间比较采用对数秩检验${reference}。`,
    ],
    permutationLogRank: isDrawn(result)
      ? drawnWords(result, reference)
      : [
          (titles) =>
            `${capital(titles)}: groups were compared by the permutation form of the log-rank test, which looks at all groupings of these sizes${reference}; beside its p value stands the smallest that they allowed.`,
          (titles) =>
            `${titles}：组间比较采用置换对数秩检验（遍历所有同样大小的分组）${reference}；P 值旁列出可达到的最小 P 值。`,
        ],
    trend: [
      (titles) => `${capital(titles)}: a trend over ordered groups was tested by the log-rank test${reference}.`,
      (titles) => `${titles}：有序分组的趋势采用 对数秩趋势检验${reference}。`,
    ],
    rmstDifference: [
      (titles) =>
        `${capital(titles)}: groups were compared by the difference of restricted mean survival times up to ${until}, a horizon set before, with ${level} limits${reference}.`,
      (titles) =>
        `${titles}：组间比较采用至预设时限（${until}）的限制性平均生存时间之差及 ${level} 置信区间${reference}。`,
    ],
  };
  const [en, zh] = words[analysis.test];
  return [sentenceWriter(w, result, analysis)(`${analysis.test} ${until} ${drawnKey(result)}`, en, zh)];
}

function isDrawn({ inputs }: AnalysisResult): boolean {
  return typeof inputs.options['draws'] === 'number';
}

/** Tests that drew otherwise do not share a sentence. */
function drawnKey({ inputs }: AnalysisResult): string {
  return `${String(inputs.options['draws'] ?? '')} ${String(inputs.options['seed'] ?? '')}`;
}

function drawnWords(
  { inputs }: AnalysisResult,
  reference: string,
): readonly [(titles: string) => string, (titles: string) => string] {
  const [draws, seed] = [String(inputs.options['draws']), String(inputs.options['seed'])];
  return [
    (titles) =>
      `${capital(titles)}: groups were compared by the permutation form of the log-rank test over ${draws} random groupings of these sizes (seed ${seed})${reference}; its p value has limits of its own.`,
    (titles) =>
      `${titles}：组间比较采用置换对数秩检验，随机抽取 ${draws} 种同样大小的分组（随机种子 ${seed}）${reference}；P 值附其置信限。`,
  ];
}

const METHODS: Readonly<Record<SurvivalTest['test'], string>> = {
  logRank: '对数秩检验（卡方近似）',
  permutationLogRank: '置换对数秩检验',
  trend: '对数秩趋势检验',
  rmstDifference: '限制性平均生存时间之差',
};

export function survivalTestMethod(result: AnalysisResult, analysis: SurvivalTest): string {
  if (isDrawn(result))
    return `${METHODS.permutationLogRank}；随机置换 ${String(result.inputs.options['draws'])} 次，种子 ${String(result.inputs.options['seed'])}`;
  return analysis.test === 'rmstDifference'
    ? `${METHODS.rmstDifference}；${levelText(result)} 置信区间`
    : METHODS[analysis.test];
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  missing: ['number whose group is missing', '分组缺失例数'],
  outside: ['number in none of the groups compared', '不属于所比较各组的例数'],
  expected: ['number of events expected', '期望事件数'],
  restrictedMean: ['restricted mean survival time', '限制性平均生存时间'],
  difference: ['difference of restricted mean survival times', '限制性平均生存时间之差'],
  'pValue.smallestAttainable': ['smallest attainable p value', '可达到的最小 P 值'],
};

/** @param group - the group in words where the number is of one, with `rest` what is left of its id */
export function survivalTestNumber(w: Writing, found: Found, rest: string, among: string, group: string): Subject {
  const atRisk = say(w, `${among}, at risk from time zero`, `${among}中自起点起处于风险期者`);
  const compared = say(w, 'patients compared', '参与比较的患者');
  const limit = /^(difference)\.(lower|upper)$/.exec(rest);
  const words = KINDS[limit?.[1] ?? rest];
  const level = levelText(found.result);
  const base = words ? say(w, words[0], words[1]) : kindWords(w, found, rest);
  const kind = !limit
    ? base
    : limit[2] === 'lower'
      ? say(w, `lower ${level} limit of ${base}`, `${base}的 ${level} 置信下限`)
      : say(w, `upper ${level} limit of ${base}`, `${base}的 ${level} 置信上限`);
  const set = (numerator: string, denominator: string): Subject => ({ ...plain(w, '', kind, denominator), numerator });
  if (rest === 'notAtRisk') return set(say(w, 'patients never at risk', '从未处于风险期的患者'), among);
  if (rest === 'missing' || rest === 'outside') return set(base, atRisk);
  if (rest === 'n') return group === '' ? set(compared, atRisk) : set(atRisk, compared);
  if (rest === 'expected') return set(atRisk, compared);
  return set(say(w, 'patients with the event', '发生事件的患者'), group === '' ? compared : atRisk);
}
