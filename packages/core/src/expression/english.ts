import type { MissingReason } from '../model/index.ts';
import type { Arithmetic, Comparison } from './typed.ts';
import { CLAUSE, COMPOUND, type Level, type Members, type Phrase, SUM, WORD, type Wording } from './wording.ts';

const NUMBERS: Readonly<Record<Comparison, string>> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};
const DATES: Readonly<Record<Comparison, string>> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is before',
  '<=': 'is on or before',
  '>': 'is after',
  '>=': 'is on or after',
};
const ARITHMETIC: Readonly<Record<Arithmetic, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
  '%': 'modulo',
};
const REASONS: Readonly<Record<MissingReason, string>> = {
  notEntered: 'not entered',
  notDone: 'not done',
  notReported: 'not reported',
  notApplicable: 'not applicable',
  unknown: 'unknown',
  refused: 'refused',
  imprecise: 'the dates are not precise enough',
  noRows: 'no rows were entered',
};
const SPANS = {
  days: 'the number of days',
  months: 'the number of months',
  years: 'the number of years',
  completedYears: 'the number of completed years',
} as const;
const WHICH = { earliest: 'earliest', latest: 'latest', min: 'smallest', max: 'largest', sum: 'sum' } as const;
const CONTAINING = { contains: 'contains', startsWith: 'starts with', endsWith: 'ends with' } as const;

/** The sentences of expressions in English. */
export const english: Wording = {
  bracket: (text) => `(${text})`,
  date: (written) => written,
  quote: (text) => `“${text}”`,
  truth: (value) => (value ? 'yes' : 'no'),
  always: (value) => clause(value ? 'in every case' : 'in no case'),
  yearsOfAge: (number, value) => `${number} ${value === 1 ? 'year' : 'years'}`,
  itemOf: (item, owner) => `${item} of ${owner}`,
  thisRow: 'this row',
  rows: (form, name) => (name === null ? form : `${form} ${name}`),
  isYes: (noun, yes) => clause(`${noun} is ${yes ? 'yes' : 'no'}`),
  compare: (compared, comparison, left, right) =>
    clause(`${left} ${(compared === 'date' ? DATES : NUMBERS)[comparison]} ${right}`),
  sameTruth: (left, right, same) =>
    compound(`${same ? 'both or neither of these hold' : 'exactly one of these holds'}: ${left}; ${right}`),
  oneOf: (value, choices, among) => clause(`${value} is ${oneOf(choices, among)}`),
  inList: (value, list, among) => clause(`${value} is ${among ? '' : 'not '}among ${list}`),
  present: (code, codes, present) => clause(`${code} is ${present ? 'present' : 'absent'} in ${codes}`),
  all: (statements) => series(statements, 'and', 'all of'),
  any: (statements) => series(statements, 'or', 'any of'),
  notTheCase: (statement) => clause(`it is not the case that ${statement}`),
  choose: (condition, yes, no, isStatement) =>
    compound(isStatement ? `if ${condition}, then ${yes}; otherwise ${no}` : `${yes} if ${condition}, otherwise ${no}`),
  exists: (members, body, any) => compound(`${any ? 'at least one' : 'no'} ${each(members)} where ${body}`),
  every: (members, body) => compound(`for every ${each(members)}: ${body}`),
  exactlyOne: (members, body) => compound(`exactly one ${each(members)} where ${body}`),
  filtered: (members, body) =>
    compound(`${members.kind === 'rows' ? members.rows : `values ${members.name} of ${members.list}`} where ${body}`),
  mapped: (members, body) => sum(`${body} of each ${each(members)}`),
  minus: (number) => sum(`minus ${number}`),
  arithmetic: (operator, left, right) => sum(`${left} ${ARITHMETIC[operator]} ${right}`),
  join: (left, right, isText) => sum(`${left} ${isText ? 'followed by' : 'together with'} ${right}`),
  enumerate: (values) => sum(joined(values, 'and')),
  inYears: (age) => word(`${age} in years`),
  recorded: (noun, recorded) => clause(`${noun} is ${recorded ? 'recorded' : 'missing'}`),
  missingBecause: (noun, reason) => clause(`${noun} is missing (${REASONS[reason]})`),
  orElse: (value, otherwise, isStatement) =>
    isStatement ? clause(`${value} (if missing: ${otherwise})`) : word(`${value} (if missing: ${otherwise})`),
  sizeOfRows: (rows) => phrase(`the number of rows of ${rows.text}`, atLeast(rows, SUM)),
  sizeOfList: (list) => sum(`the number of values of ${list}`),
  lengthOfText: (text) => sum(`the number of characters of ${text}`),
  between: (unit, from, to) => sum(`${SPANS[unit]} from ${from} to ${to}`),
  yearOf: (date) => word(`the year of ${date}`),
  ofList: (which, list) => sum(`the ${WHICH[which]} of ${list}`),
  ofRows: (which, item, rows) =>
    phrase(
      `the ${WHICH[which]}${which === 'sum' ? ' of' : ''} ${item} over all rows of ${rows.text}`,
      atLeast(rows, SUM),
    ),
  countStatements: (statements) => compound(`how many of these hold: ${statements.join('; ')}`),
  countRows: (members, body) =>
    compound(
      `the number of ${members.kind === 'rows' ? `rows of ${members.rows}` : `values ${members.name} of ${members.list}`} where ${body}`,
    ),
  countList: (list) => sum(`how many hold of ${list}`),
  rounded: (number, digits) =>
    sum(`${number} rounded to ${digits === 0 ? 'a whole number' : `${digits} decimal${digits === 1 ? '' : 's'}`}`),
  containing: (how, text, part) => clause(`${text} ${CONTAINING[how]} ${part}`),
  lower: (text) => word(`${text} in lower case`),
};

function each(members: Members): string {
  return members.kind === 'rows' ? members.rows : `value ${members.name} of ${members.list}`;
}

function oneOf(choices: readonly string[], among: boolean): string {
  if (choices.length === 1) return `${among ? '' : 'not '}${choices[0]}`;
  return `${among ? 'one of' : 'none of'} ${joined(choices, 'or')}`;
}

function series(statements: readonly string[], word: string, opening: string): Phrase {
  return compound(statements.length === 2 ? statements.join(` ${word} `) : `${opening}: ${statements.join('; ')}`);
}

function joined(values: readonly string[], word: string): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} ${word} ${values.at(-1)}`;
}

function atLeast(inner: Phrase, level: Level): Level {
  return inner.level > level ? inner.level : level;
}

function phrase(text: string, level: Level): Phrase {
  return { text, level };
}
const word = (text: string): Phrase => phrase(text, WORD);
const sum = (text: string): Phrase => phrase(text, SUM);
const clause = (text: string): Phrase => phrase(text, CLAUSE);
const compound = (text: string): Phrase => phrase(text, COMPOUND);
