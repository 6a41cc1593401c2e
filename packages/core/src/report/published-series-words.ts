import type { AnalysisResult } from '../model/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, type Subject } from './number-kinds.ts';
import { type PublishedSeries, seriesName } from './published-series-plan.ts';
import { cite, type Found, levelText, say, type Writing } from './writing.ts';

export function publishedSeriesSentences(
  w: Writing,
  result: AnalysisResult,
  analysis: PublishedSeries,
): MethodSentence[] {
  const level = levelText(result);
  const wilson = result.inputs.options['interval'] === 'wilson';
  return [
    sentenceWriter(w, result, analysis)(
      '',
      (titles) =>
        `Published series (${titles}) stand beside the study with two-sided ${level} ${wilson ? 'Wilson score' : 'exact Clopper–Pearson'} intervals${cite(w, result)}; those that count patients of others again or chose their patients are set apart, and nothing is pooled.`,
      (titles) =>
        `${titles}：将已发表病例系列与本研究并列，采用双侧 ${level} ${wilson ? 'Wilson 计分法' : 'Clopper–Pearson 精确法'}置信区间${cite(w, result)}；患者重复或经特定条件选择的系列另列，不作合并。`,
    ),
  ];
}

export function publishedSeriesMethod(result: AnalysisResult): string {
  const exact = result.inputs.options['interval'] === 'wilson' ? 'Wilson 计分法' : 'Clopper–Pearson 精确法';
  return `已发表病例系列并列，不合并；${exact} ${levelText(result)} 置信区间`;
}

/** 'Smith 2001 – median age'; there are no patients of this study behind it. */
export function publishedSeriesNumber(w: Writing, found: Found, rest: string): Subject {
  const [id = '', ...own] = rest.split('.');
  const series = w.document.literature?.find((one) => one.id === id);
  return {
    subject: series ? seriesName(w, series) : id,
    kind: seriesKind(w, found, own.join('.')),
    numerator: '',
    denominator: '',
    named: true,
  };
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  n: ['number of patients in the series', '病例数'],
  count: ['number with it', '发生例数'],
  of: ['number among whom it was counted', '分母例数'],
  'age.median': ['median age', '年龄中位数'],
  'age.mean': ['mean age', '平均年龄'],
  'followUp.median': ['median follow-up', '随访时间中位数'],
  'followUp.mean': ['mean follow-up', '平均随访时间'],
};

function seriesKind(w: Writing, found: Found, own: string): string {
  const words = KINDS[own];
  return words ? say(w, words[0], words[1]) : kindWords(w, found, own);
}
