import {
  type Cell,
  codesInCell,
  formatDecimal,
  formatExact,
  type ItemType,
  missingInCell,
  textInCell,
} from '../model/index.ts';
import type { Inline } from './document.ts';
import { capital, measureUnit, missingWords, small, speaksOfAge } from './vocabulary.ts';
import { inlines, label, say, type Worded, type Writing } from './writing.ts';

/** What a cell of a row holds: an item of a form, or a variable. */
export type CellKind = {
  readonly type: ItemType;
  readonly codes: readonly { readonly code: string; readonly label?: Worded | undefined }[];
  readonly unit: string | null;
  readonly isAge: boolean;
  readonly decimals: number | null;
};

/** What an item of a form holds; a text where the form has no such item. */
export function kindOfItem(w: Writing, form: string, id: string): CellKind {
  const item = w.study.item(form, id);
  const list = item?.codes === undefined ? null : w.study.codeList(item.codes);
  return {
    type: item?.type ?? 'text',
    codes: list?.codes ?? [],
    unit: item?.unit ?? null,
    isAge: item !== null && (item.type === 'age' || speaksOfAge(item.label)),
    decimals: item?.decimals ?? null,
  };
}

export function kindOfVariable(w: Writing, ref: string, decimals: number | null): CellKind {
  const variable = w.study.variable(ref);
  // what was entered is shown as it was entered; what was worked out has more digits than anybody means
  const isWorkedOut = variable?.form === null && variable.type === 'decimal';
  return {
    type: variable?.type ?? 'text',
    codes: variable?.codes ?? [],
    unit: variable?.unit ?? null,
    isAge: variable !== null && (variable.type === 'age' || speaksOfAge(variable.label)),
    decimals: decimals ?? variable?.decimals ?? (isWorkedOut ? 1 : null),
  };
}

/** A cell in words, without its unit; why it holds nothing where it holds nothing. */
export function cellWords(w: Writing, kind: CellKind, cell: Cell | undefined): string {
  const missing = missingInCell(cell);
  if (missing) return missingWords(w, missing.join('+'));
  if (typeof cell === 'number')
    return kind.decimals === null
      ? formatExact(cell, undefined, w.language)
      : formatDecimal(cell, kind.decimals, w.language);
  if (typeof cell === 'boolean') return cell ? say(w, 'Yes', '是') : say(w, 'No', '否');
  const text = String(cell);
  switch (kind.type) {
    case 'code':
      return codeWords(w, kind, text);
    case 'codes':
      return codesWords(w, kind, text);
    case 'age':
      return ageWords(w, text);
    default:
      return textInCell(text);
  }
}

/** A cell in words; a text stands as it was written down. */
export function cellInlines(w: Writing, kind: CellKind, cell: Cell | undefined): Inline[] {
  const text = cellWords(w, kind, cell);
  return kind.type === 'text' && !isMissingCell(cell) ? [{ kind: 'text', text, verbatim: true }] : inlines(text);
}

/** A cell in words with its unit, as a sentence has it: '6.2 cm'. */
export function cellWithUnit(w: Writing, kind: CellKind, cell: Cell | undefined): string {
  const words = cellWords(w, kind, cell);
  return typeof cell === 'number' && kind.unit !== null && kind.unit !== '1'
    ? `${words} ${measureUnit(w, kind.unit, kind.isAge)}`
    : words;
}

export function isMissingCell(cell: Cell | undefined): boolean {
  return missingInCell(cell) !== null;
}

function codeWords(w: Writing, kind: CellKind, code: string): string {
  const words = kind.codes.find((one) => one.code === code)?.label;
  return words ? label(w, words) : code;
}

/** 'Fever; no pain': what is present, then what is absent; an en dash where neither is said. */
function codesWords(w: Writing, kind: CellKind, cell: string): string {
  const { present, absent } = codesInCell(cell);
  const words = [
    ...present.map((code) => small(codeWords(w, kind, code))),
    ...absent.map((code) => say(w, `no ${small(codeWords(w, kind, code))}`, `无${codeWords(w, kind, code)}`)),
  ];
  return words.length === 0 ? '–' : capital(words.join(say(w, '; ', '；')));
}

const AGE_UNITS: Readonly<Record<string, readonly [string, string, string]>> = {
  a: ['year', 'years', '岁'],
  mo: ['month', 'months', '个月'],
  wk: ['week', 'weeks', '周'],
  d: ['day', 'days', '天'],
};

/** '8 months', '5岁' for `8 mo`, `5 a`. */
function ageWords(w: Writing, cell: string): string {
  const [value = '', unit = ''] = cell.split(' ');
  const words = AGE_UNITS[unit];
  if (!words) return cell;
  return say(w, `${value} ${value === '1' ? words[0] : words[1]}`, `${value}${words[2]}`);
}
