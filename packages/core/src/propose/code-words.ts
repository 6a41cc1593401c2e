import { plainWidth } from '../facts/index.ts';

/** Words that many sheets use as codes, with what each is called in the other language. */
const KNOWN: readonly (readonly [code: string, english: string, chinese: string, words: string])[] = [
  ['F', 'Female', '女', '女|女性|女孩|female|f|girl|woman'],
  ['M', 'Male', '男', '男|男性|男孩|male|m|boy|man'],
  ['yes', 'Yes', '是', '是|有|yes|y|true|√|✓|✔|present'],
  ['no', 'No', '否', '否|无|没有|no|n|false|×|✗|absent|none'],
  ['positive', 'Positive', '阳性', '阳性|positive|pos'],
  ['negative', 'Negative', '阴性', '阴性|negative|neg'],
  ['alive', 'Alive', '存活', '存活|生存|健在|活|alive|living|survived|survivor|a'],
  ['dead', 'Dead', '死亡', '死亡|已故|去世|亡|dead|died|deceased|death|d|exitus'],
  ['lost', 'Lost to follow-up', '失访', '失访|lost|lost to follow-up|lost to follow up|ltfu'],
  ['left', 'Left', '左', '左|左侧|left|l'],
  ['right', 'Right', '右', '右|右侧|right|r'],
  ['bilateral', 'Both sides', '双侧', '双侧|双|bilateral|both'],
  ['benign', 'Benign', '良性', '良性|benign'],
  ['malignant', 'Malignant', '恶性', '恶性|malignant'],
  ['normal', 'Normal', '正常', '正常|normal'],
  ['abnormal', 'Abnormal', '异常', '异常|abnormal'],
];

const BY_WORD = new Map(
  KNOWN.flatMap(([code, english, chinese, words]) =>
    words.split('|').map((word) => [word, { code, english, chinese }] as const),
  ),
);

export type CodeWord = { readonly code: string; readonly english: string; readonly chinese: string };

/** What a cell means in words that many sheets use; null where it is none of them. Single letters count only for `letters`. */
export function codeWord(text: string, letters = false): CodeWord | null {
  const plain = sameCode(text);
  if (/^[a-z]$/.test(plain) && !letters) return null;
  return BY_WORD.get(plain) ?? null;
}

/** What of a code counts: not its width, its case, or the spaces in and around it. */
export function sameCode(text: string): string {
  return plainWidth(text).trim().toLowerCase().replace(/\s+/g, ' ');
}

const YES_OR_NO = new Set(['yes', 'no']);

/** The columns' words for yes and no, where each value is one of them. */
export function yesOrNo(values: readonly string[]): Map<string, 'yes' | 'no'> | null {
  const known = new Map<string, 'yes' | 'no'>();
  for (const value of values) {
    const word = codeWord(value, true);
    if (!word || !YES_OR_NO.has(word.code)) return null;
    known.set(value, word.code as 'yes' | 'no');
  }
  return known.size > 0 ? known : null;
}

/** The code of a text: its words in Latin letters and figures, or null where it has none. */
export function codeOf(text: string): string | null {
  const plain = plainWidth(text)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9+.-]+/g, '_')
    .replace(/^[_.+-]+|[_.-]+$/g, '');
  return /[\u4e00-\u9fff]/.test(text) || plain === '' ? null : plain.slice(0, 40);
}
