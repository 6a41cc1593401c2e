import type { Labels } from '../model/index.ts';

/** What became of a claim: decided by numbers, judged by its author, or neither possible. */
export type Verdict = 'holds' | 'differs' | 'notSupported' | 'contradictsItself' | 'uncheckable';

export const VERDICTS: readonly Verdict[] = ['holds', 'differs', 'notSupported', 'contradictsItself', 'uncheckable'];

export const VERDICT_WORDS: Readonly<Record<Verdict, Labels>> = {
  holds: { en: 'holds', 'zh-CN': '相符' },
  differs: { en: 'differs', 'zh-CN': '不符' },
  notSupported: { en: 'not supported', 'zh-CN': '缺乏数据支持' },
  contradictsItself: { en: 'contradicts itself', 'zh-CN': '自相矛盾' },
  uncheckable: { en: 'uncheckable', 'zh-CN': '无法核对' },
};

/** A number on its way to a reader: bound to the statistic that it is the printed form of, or words between. */
export type FoundPiece = { kind: 'text'; text: string } | { kind: 'number'; statistic: string; text: string };

/** One of the things that a claim says, beside what the results have. */
export type JudgedValue = {
  verdict: 'holds' | 'differs' | 'uncheckable';
  claimed: { text: string; value: number | string };
  /** `pieces` is empty and `value` null where the results do not have it */
  found: { pieces: FoundPiece[]; value: number | string | null };
  /** the ids of all statistics that were asked for it */
  statistics: string[];
  /** null when it holds */
  why: string | null;
};

/** A claim with its verdict; texts are in the language that was asked for. */
export type JudgedClaim = {
  id: string;
  text: string;
  /** a number where the claim says one number, its values in words where it says several; null where it says none */
  claimed: number | string | null;
  found: number | string | null;
  /** false: inferred from what is stated */
  stated: boolean;
  verdict: Verdict;
  /** the author's reason, and what differs or could not be checked */
  why: string | null;
  values: JudgedValue[];
};

export function piecesText(pieces: readonly FoundPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}
