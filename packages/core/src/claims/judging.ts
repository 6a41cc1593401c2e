import {
  type AnalysisResult,
  formatWhyNull,
  type Language,
  labelIn,
  nearestWords,
  type Statistic,
} from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import type { FoundPiece } from './verdict.ts';

/** What claims are judged with. */
export type Judging = {
  readonly study: LoadedStudy;
  readonly language: Language;
  readonly results: ReadonlyMap<string, AnalysisResult>;
  readonly statistics: ReadonlyMap<string, Statistic>;
};

export function startJudging(study: LoadedStudy, results: readonly AnalysisResult[], language: Language): Judging {
  const all = results.flatMap((result) => result.statistics);
  return {
    study,
    language,
    results: new Map(results.map((result) => [result.id, result])),
    statistics: new Map(all.map((statistic) => [statistic.id, statistic])),
  };
}

/** The text in the language of the judgement. */
export function say({ language }: { language: Language }, en: string, zh: string): string {
  return language === 'zh-CN' ? zh : en;
}

export function joined(judging: Judging, sentences: readonly string[]): string {
  return sentences.join(say(judging, ' ', ''));
}

/** A number of the results, or why there is none. */
export type Look = { statistic: Statistic; value: number; why: null } | { statistic: null; value: null; why: string };

/** Looks a statistic up: one that is not there, or that could not be estimated, has a reason in its place. */
export function lookUp(judging: Judging, id: string): Look {
  const statistic = judging.statistics.get(id);
  if (!statistic) return { statistic: null, value: null, why: whyNotThere(judging, id) };
  if (statistic.value !== null) return { statistic, value: statistic.value, why: null };
  const reason = formatWhyNull(statistic.whyNull ?? 'notEstimable', judging.language);
  return { statistic: null, value: null, why: say(judging, `${id} is ${reason}.`, `${id}：${reason}。`) };
}

function whyNotThere(judging: Judging, id: string): string {
  const result = judging.results.get(id.split('.')[0] ?? id);
  if (result && result.statistics.length === 0) {
    return say(
      judging,
      `The analysis ${result.id} has no numbers in this version.`,
      `分析 ${result.id} 在本版本中没有数字。`,
    );
  }
  const [near] = nearestWords(id, judging.statistics.keys(), 1);
  const offer = near === undefined ? '' : say(judging, ` Did you mean ${near}?`, `是否指 ${near}？`);
  return say(judging, `No result has the number ${id}.`, `结果中没有名为 ${id} 的数字。`) + offer;
}

export function numberPiece({ language }: Judging, statistic: Statistic): FoundPiece {
  return { kind: 'number', statistic: statistic.id, text: labelIn(statistic.printed, language) };
}

export function textPiece(text: string): FoundPiece {
  return { kind: 'text', text };
}
