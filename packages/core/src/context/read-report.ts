import type { TermHit } from '../model/index.ts';
import { judgeIn } from './judge-mentions.ts';
import type { JudgeOptions, ReadReport } from './reading.ts';
import { findSections } from './sections.ts';
import { splitSentences } from './sentences.ts';

/** Reads a report by itself: its sections, its sentences, and every hit in it with how it is to be understood. */
export function readReport(
  { text, kind }: { text: string; kind: string },
  hits: readonly TermHit[],
  options: JudgeOptions = {},
): ReadReport {
  const sections = findSections(text);
  const sentences = splitSentences(text, sections, hits);
  return { text, kind, sections, sentences, mentions: judgeIn(text, hits, { sections, sentences }, options) };
}
