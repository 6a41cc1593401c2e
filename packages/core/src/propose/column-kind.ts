import { parseBoundedNumber, parseDuration, parseSize, parseStainPanel } from '../facts/index.ts';
import { words } from '../model/index.ts';
import { isPlainNumber } from './cell-text.ts';
import { codeWord, sameCode, yesOrNo } from './code-words.ts';
import { legendCode, looksLikeList } from './column-codes.ts';
import { isSerial } from './column-dates.ts';
import { IDENTITY_CARD, TELEPHONE } from './column-persons.ts';
import type { ColumnReading } from './column-reading.ts';
import { stainResult } from './column-stains.ts';
import { readDate } from './date-habits.ts';
import { IDENTIFYING_ROLES } from './header-vocabulary.ts';
import type { Choice } from './questions.ts';

export const KINDS: readonly Choice[] = [
  { id: 'text', label: words('text, as it stands', '文本，原样保留') },
  { id: 'number', label: words('a number', '数值') },
  { id: 'code', label: words('one of a list of codes', '单选编码') },
  { id: 'codes', label: words('several of a list of codes', '多选编码') },
  { id: 'yesNo', label: words('yes or no', '是或否') },
  { id: 'date', label: words('a date', '日期') },
  { id: 'age', label: words('an age', '年龄') },
  { id: 'duration', label: words('a span of time', '时间长度') },
  { id: 'size', label: words('axes of a size', '大小（各径线）') },
  { id: 'stain', label: words('the result of one stain', '单项染色结果') },
  { id: 'panel', label: words('a panel of stains in one text', '一段文本中的多项染色结果') },
  { id: 'identifier', label: words('names a person: not taken over', '可识别个人身份：不录入') },
];
export type Kind =
  | 'text'
  | 'number'
  | 'code'
  | 'codes'
  | 'yesNo'
  | 'date'
  | 'age'
  | 'duration'
  | 'size'
  | 'stain'
  | 'panel'
  | 'identifier';

/** What a column most likely holds, by its header and its cells. */
export function kindOf(reading: ColumnReading): { kind: Kind; sure: 'certain' | 'likely' } {
  const { role, header, cells } = reading.column;
  const texts = reading.present.map(({ text }) => text);
  const count = texts.length;
  if (role !== null && IDENTIFYING_ROLES.has(role)) return { kind: 'identifier', sure: 'certain' };
  const share = (test: (text: string) => boolean): number => (count === 0 ? 0 : texts.filter(test).length / count);
  if (cells.length > 0 && share((text) => IDENTITY_CARD.test(text)) >= 0.5)
    return { kind: 'identifier', sure: 'certain' };
  if (cells.length > 0 && share((text) => TELEPHONE.test(text.trim()) && text.trim().length <= 20) >= 0.5)
    return { kind: 'identifier', sure: 'certain' };
  if (count === 0) return { kind: 'text', sure: 'certain' };
  if (header.legend && share((text) => legendCode(reading, text) !== null) >= 0.5)
    return { kind: 'code', sure: 'certain' };
  if (role === 'stains' || share((text) => parseStainPanel(text).findings.length >= 2) >= 0.5) {
    if (texts.some((text) => parseStainPanel(text).findings.length > 0)) return { kind: 'panel', sure: 'certain' };
  }
  const dates = share((text) => Object.keys(readDate(text)).length > 0);
  const hasDateWord = role !== null && /Date$/.test(role);
  const isDated =
    reading.present.some(({ kind }) => kind === 'date') ||
    texts.some((text) => /[年月./-]|[a-z]{3}/i.test(text.trim()) && Object.keys(readDate(text)).length > 0);
  if (hasDateWord && (dates > 0 || share(isSerial) >= 0.5))
    return { kind: 'date', sure: dates === 1 ? 'certain' : 'likely' };
  if (dates >= 0.6 && isDated) return { kind: 'date', sure: dates === 1 ? 'certain' : 'likely' };
  const numbers = share((text) => isPlainNumber(text));
  const durations = share((text) => parseDuration(text) !== null);
  if (role === 'age' && numbers + durations >= 0.6) return { kind: 'age', sure: 'certain' };
  if (durations >= 0.5 || (durations > 0 && durations + numbers >= 0.9)) return { kind: 'duration', sure: 'certain' };
  const sizes = share((text) => parseSize(text) !== null);
  const axes = texts.some((text) => (parseSize(text)?.axes.length ?? 0) > 1 || parseSize(text)?.unit != null);
  if (sizes >= 0.5 && (axes || role === 'size')) return { kind: 'size', sure: sizes === 1 ? 'certain' : 'likely' };
  if (yesOrNo(texts) && !reading.present.every(({ kind }) => kind === 'number')) {
    return { kind: 'yesNo', sure: texts.every((text) => codeWord(text) !== null) ? 'certain' : 'likely' };
  }
  if (numbers >= 0.6) return { kind: 'number', sure: numbers === 1 ? 'certain' : 'likely' };
  if (share((text) => parseBoundedNumber(text) !== null) >= 0.6) return { kind: 'number', sure: 'likely' };
  const areWords = texts.every((text) => codeWord(text) !== null);
  if (!areWords && share((text) => stainResult(text) !== null) >= 0.8) return { kind: 'stain', sure: 'certain' };
  const distinct = new Set(texts.map(sameCode)).size;
  const longest = Math.max(...texts.map((text) => text.length));
  if (role === 'sex' && new Set(texts.map((text) => codeWord(text, true)?.code ?? sameCode(text))).size <= 4)
    return { kind: 'code', sure: 'certain' };
  if (role !== 'remarks' && looksLikeList(texts)) return { kind: 'codes', sure: 'likely' };
  // a state is one of a list, however few cells there are to see it from; free text is longer
  const isState = role === 'vitalStatus' || role === 'recurrence' || role === 'death';
  if (isState && longest <= 12 && distinct <= 8) return { kind: 'code', sure: 'likely' };
  if (role !== 'remarks' && longest <= 40 && distinct <= 12 && distinct <= Math.max(2, count * 0.6))
    return { kind: 'code', sure: 'likely' };
  return { kind: 'text', sure: 'certain' };
}
