import type { AnalysisResult } from '../model/index.ts';
import type { EventSource } from '../protocol/index.ts';
import type { Inline } from './document.ts';
import { clause, small } from './vocabulary.ts';
import { inlines, label, number, say, sayInlines, statisticValue, type Writing } from './writing.ts';

/**
 * What a reader of marks must know: of whom it is not recorded whether there was any, and which could not be placed. A
 * bar without a mark does not say that there was none.
 */
export function sourceFootnotes(w: Writing, result: AnalysisResult, sources: readonly EventSource[]): Inline[][] {
  return [
    listed(w, result, sources, 'unknown', {
      en: ['Whether there was any is not recorded, so that no mark does not mean none: ', '.'],
      zh: ['以下项目有无未记录，无标记不代表没有：', ' 例。'],
    }),
    listed(w, result, sources, 'undated', {
      en: ['Not shown for want of a date: ', '.'],
      zh: ['因缺少日期未显示：', ' 条。'],
    }),
    listed(w, result, sources, 'afterLock', {
      en: ['Not shown, dated after the data lock: ', '.'],
      zh: ['日期晚于数据锁定日而未显示：', ' 条。'],
    }),
    listed(w, result, sources, 'imprecise', {
      en: ['Placed by a date without a day: ', '.'],
      zh: ['日期不精确到日，按规则取日：', ' 条。'],
    }),
  ].filter((line) => line.length > 0);
}

type Around = { en: readonly [string, string]; zh: readonly [string, string] };

/** 'Not shown for want of a date: operation 1, drug 2.' */
function listed(
  w: Writing,
  result: AnalysisResult,
  sources: readonly EventSource[],
  name: string,
  around: Around,
): Inline[] {
  const found = sources.flatMap((source) => {
    const id = `${result.id}.mark.${source.id}.${name}`;
    return (statisticValue(w, id) ?? 0) > 0 ? [{ id, words: clause(label(w, source.label)) }] : [];
  });
  if (found.length === 0) return [];
  const parts = found.flatMap(({ id, words }, index) =>
    inlines(index === 0 ? '' : say(w, ', ', '，'), `${say(w, small(words), words)} `, number(w, id)),
  );
  return sayInlines(w, [around.en[0], parts, around.en[1]], [around.zh[0], parts, around.zh[1]]);
}
