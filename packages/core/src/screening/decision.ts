import { type Language, type Words, words } from '../model/index.ts';

/** What a screener may decide. */
export const DECISIONS = ['include', 'exclude', 'unsure'] as const;
export type Decision = (typeof DECISIONS)[number];

/** As sheets write them. Both languages are read back, whichever the sheet was written in. */
export const DECISION_WORDS: Readonly<Record<Decision, Words>> = {
  include: words('include', '纳入'),
  exclude: words('exclude', '排除'),
  unsure: words('unsure', '待定'),
};

/** The decision that a cell states; null where it states none of them. */
export function readDecision(cell: string): Decision | null {
  const said = plain(cell);
  return (
    DECISIONS.find((decision) => Object.values(DECISION_WORDS[decision]).some((one) => plain(one) === said)) ?? null
  );
}

/** Text without regard to case, width and outer spaces. */
export function plain(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

export function decisionWord(decision: Decision, language: Language): string {
  return DECISION_WORDS[decision][language];
}
