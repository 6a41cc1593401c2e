import type { AnalysisResult } from '../model/index.ts';
import type { Analysis } from '../protocol/index.ts';
import { clause, listWords, small } from './vocabulary.ts';
import { label, say, type Writing } from './writing.ts';

/** How analyses were done; those with the same key share a sentence, which is written from all their titles. */
export type MethodSentence = { key: string; title: string; write: (titles: readonly string[]) => string };

export type SentenceWriter = (
  part: string,
  en: (titles: string, count: number) => string,
  zh: (titles: string) => string,
) => MethodSentence;

/** Options that tell two analyses of one kind apart in the methods. */
const TELLING = ['quantileType', 'level', 'confidence', 'interval'] as const;

/** Writes the sentences of one analysis; `part` tells those of one analysis apart. */
export function sentenceWriter(w: Writing, result: AnalysisResult, analysis: Analysis): SentenceWriter {
  const title = small(clause(label(w, analysis.title)));
  const options = TELLING.map((name) => result.inputs.options[name] ?? null);
  return (part, en, zh) => ({
    key: JSON.stringify([analysis.kind, part, ...options]),
    title,
    write: (titles) => say(w, en(listWords(w, titles), titles.length), zh(listWords(w, titles))),
  });
}

export function confidenceWords(w: Writing, confidence: string): string {
  if (confidence === 'plain') return say(w, 'on the untransformed scale', '不作变换');
  if (confidence === 'log') return say(w, 'on the log scale', '经 log 变换');
  return say(w, 'on the log(−log) scale', '经 log(−log) 变换');
}
