import type { MissingReason } from '../model/index.ts';
import { plainWidth } from './plain-width.ts';

/** A reason that a person can state; what is not entered has no word. */
export type StatedReason = Exclude<MissingReason, 'notEntered' | 'imprecise' | 'noRows'>;

export type MissingWord = {
  reason: StatedReason;
  /** false: the mark has several meanings (`-`, `/`, `NA`), and the reason is the one that claims least */
  isPlain: boolean;
};

const PLAIN: Readonly<Record<StatedReason, string>> = {
  notDone:
    '未做|未查|未检|未检查|未检测|未测|未行|没做|没查|没有做|not done|not performed|not tested|not measured|untested|none done',
  unknown: '不详|未知|不明|不清|不清楚|不知道|未明|记不清|unknown|unk|not known|unclear|uncertain|?|??|???',
  notReported:
    '未报告|未提及|未提供|未记录|未描述|未说明|无记录|无资料|资料缺失|缺失|缺|not reported|not recorded|not stated|not given|not mentioned|not documented|not available|no data|no record|missing',
  notApplicable: '不适用|无需|不涉及|not applicable|not relevant',
  refused: '拒绝|拒查|拒做|家属拒绝|refused|declined|refusal',
};

/** Marks that people use for more than one thing. They say no more than that the sheet does not tell. */
const SEVERAL_MEANINGS = 'na|n/a|n.a.|n.a|nr|nd|n.d.|nk|-|--|---|/|//|\\|.|..|…|*|#n/a|null|nil|nan|none entered';

const REASON_OF = new Map<string, MissingWord>([
  ...(Object.entries(PLAIN) as [StatedReason, string][]).flatMap(([reason, words]) =>
    words.split('|').map((word): [string, MissingWord] => [word, { reason, isPlain: true }]),
  ),
  ...SEVERAL_MEANINGS.split('|').map((word): [string, MissingWord] => [
    word,
    { reason: 'notReported', isPlain: false },
  ]),
]);

/**
 * Why a value is missing, where a cell says so in a word of either language and nothing else. An empty cell is no word.
 * @returns null for anything else
 */
export function missingWord(cell: string): MissingWord | null {
  return REASON_OF.get(missingKey(cell)) ?? null;
}

/** What of a missing word counts: not its width, case, or the brackets and full stop around it. */
export function missingKey(cell: string): string {
  const plain = plainWidth(cell).trim().toLowerCase().replace(/\s+/g, ' ');
  // a sign in brackets is a result, not a mark: (-)
  const bare = plain.replace(/^\((.*[\p{L}?].*)\)$/u, '$1').trim();
  return REASON_OF.has(bare) ? bare : bare.replace(/[.。]$/, '');
}
