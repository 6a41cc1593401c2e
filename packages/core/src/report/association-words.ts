import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, type Subject } from './number-kinds.ts';
import { clause, small } from './vocabulary.ts';
import {
  cite,
  codesOf,
  type Found,
  type Group,
  groupsOf,
  has,
  label,
  levelText,
  say,
  type Writing,
} from './writing.ts';

type Association = AnalysisOfKind<'association'>;

/** The groups that are compared, in the order of the plan. */
export function comparedGroups(w: Writing, result: AnalysisResult, analysis: Association): Group[] {
  const all = groupsOf(w, result.id, analysis.by);
  const named = analysis.levels?.flatMap((level) => all.filter(({ code }) => code === level));
  return (named ?? all).filter(({ prefix }) => has(w, `${prefix}.n`));
}

/** Whether every code of the outcome stands in the table, and not one event. */
export function isTableOfCodes(w: Writing, result: AnalysisResult, analysis: Association): boolean {
  return analysis.test === 'fisher' && !has(w, `${result.id}.riskDifference`);
}

export function associationSentences(w: Writing, result: AnalysisResult, analysis: Association): MethodSentence[] {
  const level = levelText(result);
  const reference = cite(w, result);
  const newcombe = result.inputs.options['interval'] !== 'miettinen-nurminen';
  const sentence = (en: (titles: string) => string, zh: (titles: string) => string) => [
    sentenceWriter(w, result, analysis)(`${analysis.test} ${isTableOfCodes(w, result, analysis)}`, en, zh),
  ];
  const difference = newcombe ? 'Newcombe' : 'Miettinen–Nurminen';
  switch (analysis.test) {
    case 'fisher':
      if (isTableOfCodes(w, result, analysis))
        return sentence(
          (titles) =>
            `Tables of several rows and columns (${titles}) were tested by Fisher’s exact test as extended by Freeman and Halton${reference}.`,
          (titles) => `多行多列的列联表（${titles}）采用 Fisher 精确检验（Freeman–Halton 扩展）${reference}。`,
        );
      return sentence(
        (titles) =>
          `Two groups (${titles}) were compared by x of N, the risk difference with ${difference} ${level} limits, the conditional odds ratio with exact limits, and Fisher’s exact test${reference}; beside each p value stands the smallest that its margins allowed.`,
        (titles) =>
          `两组比较（${titles}）报告 x/N、率差及其 ${difference} 法 ${level} 置信区间、条件比值比及精确置信区间，并作 Fisher 精确检验${reference}；P 值旁列出该边际合计下可达到的最小 P 值。`,
      );
    case 'riskDifference':
      return sentence(
        (titles) =>
          `Two risks (${titles}) were compared by their difference with ${difference} ${level} limits${reference}.`,
        (titles) => `两组率的比较（${titles}）以率差及其 ${difference} 法 ${level} 置信区间表示${reference}。`,
      );
    case 'oddsRatio':
      return sentence(
        (titles) =>
          `Two risks (${titles}) were compared by their difference with ${difference} ${level} limits and the conditional odds ratio with exact limits${reference}.`,
        (titles) =>
          `两组率的比较（${titles}）以率差及其 ${difference} 法 ${level} 置信区间、条件比值比及精确置信区间表示${reference}。`,
      );
    case 'wilcoxon':
      return sentence(
        (titles) =>
          `Numbers in two groups (${titles}) were compared by the Wilcoxon rank-sum test, exact where the work allows, and the Hodges–Lehmann shift with ${level} limits${reference}.`,
        (titles) =>
          `两组数值变量的比较（${titles}）采用 Wilcoxon 秩和检验（条件允许时用精确法），并给出 Hodges–Lehmann 位置差及 ${level} 置信区间${reference}。`,
      );
    case 'kruskalWallis':
      return sentence(
        (titles) => `Numbers in several groups (${titles}) were compared by the Kruskal–Wallis test${reference}.`,
        (titles) => `多组数值变量的比较（${titles}）采用 Kruskal–Wallis 检验${reference}。`,
      );
    case 'cochranArmitage':
      return sentence(
        (titles) =>
          `A trend of risks over ordered groups (${titles}) was tested by Cochran and Armitage, exactly where the work allows, over all ways to deal the outcomes to the groups${reference}; beside its p value stands the smallest that these groups allowed.`,
        (titles) =>
          `有序分组间率的趋势（${titles}）采用 Cochran–Armitage 检验（条件允许时用精确法）${reference}；P 值旁列出可达到的最小 P 值。`,
      );
  }
}

export function associationMethod(w: Writing, result: AnalysisResult, analysis: Association): string {
  const level = levelText(result);
  const difference = result.inputs.options['interval'] === 'miettinen-nurminen' ? 'Miettinen–Nurminen' : 'Newcombe';
  switch (analysis.test) {
    case 'fisher':
      return isTableOfCodes(w, result, analysis)
        ? 'Fisher 精确检验（Freeman–Halton 扩展）'
        : `Fisher 精确检验（双侧）；率差为 ${difference} 法 ${level} 置信区间；条件比值比及精确置信区间`;
    case 'riskDifference':
      return `率差；${difference} 法 ${level} 置信区间`;
    case 'oddsRatio':
      return `条件比值比及精确 ${level} 置信区间；率差为 ${difference} 法`;
    case 'wilcoxon':
      return `Wilcoxon 秩和检验；Hodges–Lehmann 位置差及 ${level} 置信区间`;
    case 'kruskalWallis':
      return 'Kruskal–Wallis 检验（卡方近似，校正相同秩次）';
    case 'cochranArmitage':
      return 'Cochran–Armitage 趋势检验（双侧）';
  }
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  n: ['number of patients compared', '参与比较的患者数'],
  missing: ['number in whom group or outcome is missing', '分组或结局缺失例数'],
  outside: ['number in none of the groups compared', '不属于所比较各组的例数'],
  riskDifference: ['risk difference', '率差'],
  oddsRatio: ['odds ratio', '比值比'],
  shift: ['Hodges–Lehmann shift', 'Hodges–Lehmann 位置差'],
  statistic: ['test statistic', '检验统计量'],
  degreesOfFreedom: ['degrees of freedom', '自由度'],
  pValue: ['p value', 'P 值'],
  'pValue.approximate': ['p value by the normal approximation', '正态近似的 P 值'],
  'pValue.smallestAttainable': ['smallest attainable p value', '可达到的最小 P 值'],
  'shift.coverage': ['true coverage of the interval', '置信区间的实际覆盖率'],
};

/** @param group - the group in words where the number is of one, with `rest` what is left of its id */
export function associationNumber(
  w: Writing,
  found: Found,
  analysis: Association,
  rest: string,
  among: string,
  group: string,
): Subject {
  const outcome = w.study.variable(analysis.outcome);
  const event = outcome?.codes?.find(({ code }) => code === analysis.event)?.label;
  const counted = outcome ? `${label(w, outcome.label)}${event ? `${say(w, ': ', '：')}${label(w, event)}` : ''}` : '';
  const known = say(w, `${among}, in whom ${small(clause(counted))} is known`, `${among}中“${clause(counted)}”已知者`);
  const limit = /^(.*)\.(lower|upper)$/.exec(rest);
  const [base = rest] = limit ? [limit[1]] : [rest];
  const words = KINDS[base];
  if (group === '' && words) {
    const level = levelText(found.result);
    const kind = say(w, words[0], words[1]);
    const isApart = base === 'missing' || base === 'outside';
    return {
      subject: '',
      kind: !limit
        ? kind
        : limit[2] === 'lower'
          ? say(w, `lower ${level} limit of ${kind}`, `${kind}的 ${level} 置信下限`)
          : say(w, `upper ${level} limit of ${kind}`, `${kind}的 ${level} 置信上限`),
      numerator: isApart ? kind : base === 'n' ? say(w, 'patients compared', '参与比较的患者') : counted,
      denominator: isApart || base === 'n' ? among : say(w, 'patients compared', '参与比较的患者'),
      named: false,
    };
  }
  const code = outcome ? codesOf(w, outcome).find((one) => rest === `${one.code}.count`) : undefined;
  if (code)
    return {
      subject: code.text,
      kind: kindWords(w, found, 'count'),
      numerator: code.text,
      denominator: known,
      named: false,
    };
  const isTotal = rest === 'n';
  return {
    subject: '',
    kind: kindWords(w, found, rest),
    numerator: isTotal ? known : counted,
    denominator: isTotal ? say(w, 'patients compared', '参与比较的患者') : known,
    named: false,
  };
}
