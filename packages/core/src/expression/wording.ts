import type { MissingReason } from '../model/index.ts';
import type { Arithmetic, Compared, Comparison } from './typed.ts';

/** How tightly the words of a phrase hold together; a phrase that is looser than its place allows stands in brackets. */
export const WORD = 0;
export const SUM = 1;
export const CLAUSE = 2;
export const COMPOUND = 3;
export type Level = typeof WORD | typeof SUM | typeof CLAUSE | typeof COMPOUND;
export type Phrase = { readonly text: string; readonly level: Level };

/** Who is gone through by a quantifier: rows of a form, or the values of a list under a name. */
export type Members =
  | { readonly kind: 'rows'; readonly rows: string }
  | { readonly kind: 'values'; readonly list: string; readonly name: string };

/**
 * The sentences of one language. What is handed in is bracketed already where it must be; each method says how
 * tightly its own words hold.
 */
export interface Wording {
  bracket(text: string): string;
  quote(text: string): string;
  /** a date that the expression writes, to the day, month or year */
  date(written: string): string;
  truth(value: boolean): string;
  always(value: boolean): Phrase;
  yearsOfAge(number: string, value: number): string;
  /** an item of one of several rows or forms that share its label */
  itemOf(item: string, owner: string): string;
  thisRow: string;
  rows(form: string, name: string | null): string;
  isYes(noun: string, yes: boolean): Phrase;
  compare(compared: Compared, comparison: Comparison, left: string, right: string): Phrase;
  sameTruth(left: string, right: string, same: boolean): Phrase;
  oneOf(value: string, choices: readonly string[], among: boolean): Phrase;
  inList(value: string, list: string, among: boolean): Phrase;
  present(code: string, codes: string, present: boolean): Phrase;
  all(statements: readonly string[]): Phrase;
  any(statements: readonly string[]): Phrase;
  notTheCase(statement: string): Phrase;
  choose(condition: string, yes: string, no: string, isStatement: boolean): Phrase;
  exists(members: Members, body: string, any: boolean): Phrase;
  every(members: Members, body: string): Phrase;
  exactlyOne(members: Members, body: string): Phrase;
  filtered(members: Members, body: string): Phrase;
  mapped(members: Members, body: string): Phrase;
  minus(number: string): Phrase;
  arithmetic(operator: Arithmetic, left: string, right: string): Phrase;
  join(left: string, right: string, isText: boolean): Phrase;
  enumerate(values: readonly string[]): Phrase;
  inYears(age: string): Phrase;
  recorded(noun: string, recorded: boolean): Phrase;
  missingBecause(noun: string, reason: MissingReason): Phrase;
  orElse(value: string, otherwise: string, isStatement: boolean): Phrase;
  sizeOfRows(rows: Phrase): Phrase;
  sizeOfList(list: string): Phrase;
  lengthOfText(text: string): Phrase;
  between(unit: 'days' | 'months' | 'years' | 'completedYears', from: string, to: string): Phrase;
  yearOf(date: string): Phrase;
  /** the most extreme, or the sum, of a list */
  ofList(which: 'earliest' | 'latest' | 'min' | 'max' | 'sum', list: string): Phrase;
  /** the same of one item over rows; null where the language says it no shorter */
  ofRows(which: 'earliest' | 'latest' | 'min' | 'max' | 'sum', item: string, rows: Phrase): Phrase | null;
  countStatements(statements: readonly string[]): Phrase;
  countRows(members: Members, body: string): Phrase;
  countList(list: string): Phrase;
  rounded(number: string, digits: number): Phrase;
  containing(how: 'contains' | 'startsWith' | 'endsWith', text: string, part: string): Phrase;
  lower(text: string): Phrase;
}
