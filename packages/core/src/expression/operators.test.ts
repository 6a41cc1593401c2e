import { describe, expect, it } from 'vitest';
import { isMissing, type Value } from '../model/index.ts';
import { day, evaluated, GAPS, shown } from './test-study.ts';
import type { Context, Row } from './types.ts';

/** yes, no, and missing for two reasons: enough to see every rule of the logic and the merging of reasons. */
const TRUTHS = { yes: true, no: false, notDone: GAPS.notDone, unknown: GAPS.unknown } as const;
type TruthName = keyof typeof TRUTHS;
const NAMES = Object.keys(TRUTHS) as TruthName[];

function presenting(values: Row): Context {
  return { presentation: values };
}

function asName(value: Value): string {
  return value === true ? 'yes' : value === false ? 'no' : String(shown(value));
}

function operands(fever: TruthName, pain: TruthName): Context {
  return presenting({ fever: TRUTHS[fever], pain: TRUTHS[pain] });
}

const BOTH = 'notDone+unknown';

describe('and', () => {
  const table: Record<TruthName, Record<TruthName, string>> = {
    yes: { yes: 'yes', no: 'no', notDone: 'notDone', unknown: 'unknown' },
    no: { yes: 'no', no: 'no', notDone: 'no', unknown: 'no' },
    notDone: { yes: 'notDone', no: 'no', notDone: 'notDone', unknown: BOTH },
    unknown: { yes: 'unknown', no: 'no', notDone: BOTH, unknown: 'unknown' },
  };
  it.each(NAMES.flatMap((a) => NAMES.map((b) => [a, b, table[a][b]])))('%s && %s is %s', (a, b, expected) => {
    const context = operands(a as TruthName, b as TruthName);
    expect(asName(evaluated('presentation.fever && presentation.pain', context))).toBe(expected);
    // a chain is evaluated by other code than a pair
    expect(asName(evaluated('true && presentation.fever && presentation.pain', context))).toBe(expected);
  });
});

describe('or', () => {
  const table: Record<TruthName, Record<TruthName, string>> = {
    yes: { yes: 'yes', no: 'yes', notDone: 'yes', unknown: 'yes' },
    no: { yes: 'yes', no: 'no', notDone: 'notDone', unknown: 'unknown' },
    notDone: { yes: 'yes', no: 'notDone', notDone: 'notDone', unknown: BOTH },
    unknown: { yes: 'yes', no: 'unknown', notDone: BOTH, unknown: 'unknown' },
  };
  it.each(NAMES.flatMap((a) => NAMES.map((b) => [a, b, table[a][b]])))('%s || %s is %s', (a, b, expected) => {
    const context = operands(a as TruthName, b as TruthName);
    expect(asName(evaluated('presentation.fever || presentation.pain', context))).toBe(expected);
    expect(asName(evaluated('false || presentation.fever || presentation.pain', context))).toBe(expected);
  });
});

it.each([
  ['yes', 'no'],
  ['no', 'yes'],
  ['notDone', 'notDone'],
  ['unknown', 'unknown'],
] as const)('! %s is %s', (operand, expected) => {
  expect(asName(evaluated('!presentation.fever', presenting({ fever: TRUTHS[operand] })))).toBe(expected);
});

describe('? :', () => {
  it.each([
    ['yes', 1],
    ['no', 2],
    ['notDone', 'notDone'],
    ['unknown', 'unknown'],
  ] as const)('a condition that is %s gives %s', (condition, expected) => {
    expect(shown(evaluated('presentation.fever ? 1 : 2', presenting({ fever: TRUTHS[condition] })))).toBe(expected);
  });

  it('does not look at the branch that is not chosen', () => {
    expect(evaluated('presentation.fever ? 1 / 0 : 2', presenting({ fever: false }))).toBe(2);
  });

  it('is missing where the chosen branch is', () => {
    expect(shown(evaluated('presentation.fever ? presentation.weight : 2.0', presenting({ fever: true })))).toBe(
      'notEntered',
    );
  });
});

describe('comparisons of numbers', () => {
  const results: Record<string, [below: boolean, equal: boolean, above: boolean]> = {
    '<': [true, false, false],
    '<=': [true, true, false],
    '>': [false, false, true],
    '>=': [false, true, true],
    '==': [false, true, false],
    '!=': [true, false, true],
  };
  it.each(Object.entries(results))('%s compares below, equal and above', (operator, expected) => {
    const weights = [4, 5, 6];
    const withLiteral = weights.map((weight) => evaluated(`presentation.weight ${operator} 5`, presenting({ weight })));
    expect(withLiteral).toEqual(expected);
    const withItem = weights.map((weight) =>
      evaluated(`presentation.weight ${operator} presentation.nodules`, presenting({ weight, nodules: 5 })),
    );
    expect(withItem).toEqual(expected);
    const literalFirst = weights.map((weight) =>
      evaluated(`5 ${operator} presentation.weight`, presenting({ weight })),
    );
    expect(literalFirst).toEqual(expected.toReversed());
  });

  it.each(Object.keys(results))('%s with a missing operand is missing, with the reasons of both', (operator) => {
    const text = `presentation.weight ${operator} presentation.nodules`;
    expect(shown(evaluated(text, presenting({ weight: GAPS.notDone, nodules: 5 })))).toBe('notDone');
    expect(shown(evaluated(text, presenting({ weight: 5, nodules: GAPS.unknown })))).toBe('unknown');
    expect(shown(evaluated(text, presenting({ weight: GAPS.notDone, nodules: GAPS.unknown })))).toBe(BOTH);
    expect(shown(evaluated(`presentation.weight ${operator} 5`, presenting({ weight: GAPS.notDone })))).toBe('notDone');
    expect(shown(evaluated(`5 ${operator} presentation.weight`, {}))).toBe('notEntered');
  });

  it('compares a value that is missing with itself as missing', () => {
    expect(isMissing(evaluated('presentation.weight == presentation.weight', {}))).toBe(true);
    expect(isMissing(evaluated('presentation.weight != presentation.weight', {}))).toBe(true);
  });
});

describe('comparisons of codes, texts and conditions', () => {
  it.each([
    ["presentation.sex == 'female'", true],
    ["presentation.sex != 'female'", false],
    ["'male' == presentation.sex", false],
    ["presentation.note == 'a'", true],
    ["presentation.note != 'b'", true],
    ['presentation.fever == true', true],
    ['presentation.fever != presentation.pain', true],
    ["presentation.sex == (presentation.pain ? 'female' : 'male')", false],
  ])('%s', (text, expected) => {
    expect(evaluated(text, presenting({ sex: 'female', note: 'a', fever: true, pain: false }))).toBe(expected);
  });

  it.each([
    ["presentation.sex == 'female'", 'notDone'],
    ["presentation.sex != 'female'", 'notDone'],
    ["presentation.note == 'a'", 'unknown'],
    ['presentation.fever == presentation.pain', BOTH],
    ["'a' != presentation.note", 'unknown'],
  ])('%s is missing where an operand is', (text, expected) => {
    const context = presenting({ sex: GAPS.notDone, note: GAPS.unknown, fever: GAPS.notDone, pain: GAPS.unknown });
    expect(shown(evaluated(text, context))).toBe(expected);
  });
});

describe('ages', () => {
  const context = presenting({
    ageYears: { kind: 'age', value: 18, unit: 'mo' },
    motherAge: { kind: 'age', value: 30, unit: 'a' },
  });
  it.each([
    ['presentation.ageYears < 2', true],
    ['presentation.ageYears == 1.5', true],
    ['18 > presentation.ageYears', true],
    ['presentation.ageYears < presentation.motherAge', true],
    ['presentation.motherAge - presentation.ageYears', 28.5],
    ['years(presentation.ageYears)', 1.5],
    ['presentation.ageYears in [1.5, 3]', true],
    ['30 in [presentation.ageYears, presentation.motherAge]', true],
    ['max(presentation.ageYears, 3)', 3],
    ['-presentation.ageYears', -1.5],
    ['(presentation.ageYears > 1 ? presentation.motherAge : 4) + 1', 31],
  ])('%s counts in years', (text, expected) => {
    expect(evaluated(text, context)).toBe(expected);
  });

  it('takes weeks and days by the year of 365.25 days', () => {
    expect(
      evaluated('years(presentation.ageYears)', presenting({ ageYears: { kind: 'age', value: 1461, unit: 'd' } })),
    ).toBe(4);
    const weeks = evaluated(
      'years(presentation.ageYears)',
      presenting({ ageYears: { kind: 'age', value: 52, unit: 'wk' } }),
    );
    expect(weeks).toBeCloseTo(0.99658, 5);
  });

  it('hands an age over as it was written', () => {
    expect(evaluated('presentation.ageYears', context)).toEqual({ kind: 'age', value: 18, unit: 'mo' });
  });

  it('is missing where the age is', () => {
    expect(shown(evaluated('presentation.ageYears < 2', presenting({ ageYears: GAPS.refused })))).toBe('refused');
  });
});

describe('arithmetic', () => {
  it.each([
    ['7 + 2', 9],
    ['7 - 2', 5],
    ['7 * 2', 14],
    ['7 / 2', 3.5],
    ['7 % 2', 1],
    ['-7 % 2', -1],
    ['1 / 2 + 1', 1.5],
    ['1 + 2 * 3', 7],
    ['-(3)', -3],
    ['0x10', 16],
    ["'a' + 'b'", 'ab'],
    ['size([1, 2] + [3])', 3],
  ])('%s is %s', (text, expected) => {
    expect(evaluated(text)).toBe(expected);
  });

  it.each(['+', '-', '*', '/'])('%s with a missing operand is missing', (operator) => {
    const text = `presentation.weight ${operator} presentation.nodules`;
    expect(shown(evaluated(text, presenting({ weight: GAPS.notDone, nodules: 2 })))).toBe('notDone');
    expect(shown(evaluated(text, presenting({ weight: 2, nodules: GAPS.unknown })))).toBe('unknown');
    expect(shown(evaluated(text, presenting({ weight: GAPS.notDone, nodules: GAPS.unknown })))).toBe(BOTH);
  });

  it('joins and negates nothing that is missing', () => {
    expect(shown(evaluated("presentation.note + 'a'", presenting({ note: GAPS.notDone })))).toBe('notDone');
    expect(shown(evaluated('-presentation.weight', presenting({ weight: GAPS.notDone })))).toBe('notDone');
  });
});

describe('in', () => {
  it.each([
    ['female', true],
    ['male', false],
  ])('a list that is written out, with %s', (sex, expected) => {
    expect(evaluated("presentation.sex in ['female']", presenting({ sex }))).toBe(expected);
    expect(evaluated("!(presentation.sex in ['female'])", presenting({ sex }))).toBe(!expected);
  });

  it('is missing for a missing value', () => {
    expect(shown(evaluated("presentation.sex in ['female']", presenting({ sex: GAPS.notDone })))).toBe('notDone');
  });

  it('is true wherever the value is, and missing where one of the others could be it', () => {
    const text = '5 in [presentation.weight, presentation.nodules]';
    expect(evaluated(text, presenting({ weight: 5, nodules: GAPS.unknown }))).toBe(true);
    expect(evaluated(text, presenting({ weight: GAPS.notDone, nodules: 5 }))).toBe(true);
    expect(shown(evaluated(text, presenting({ weight: 4, nodules: GAPS.unknown })))).toBe('unknown');
    expect(evaluated(text, presenting({ weight: 4, nodules: 3 }))).toBe(false);
  });

  it('asks several codes: present, absent, else not entered', () => {
    const symptoms = { kind: 'codes', present: ['fever'], absent: ['pain'] } as const;
    expect(evaluated("'fever' in presentation.symptoms", presenting({ symptoms }))).toBe(true);
    expect(evaluated("'pain' in presentation.symptoms", presenting({ symptoms }))).toBe(false);
    expect(shown(evaluated("'cough' in presentation.symptoms", presenting({ symptoms })))).toBe('notEntered');
    expect(shown(evaluated("'cough' in presentation.symptoms", presenting({ symptoms: GAPS.notDone })))).toBe(
      'notDone',
    );
  });

  it('compares dates of a list by their intervals', () => {
    const text = "presentation.diagnosisDate in [date('2019-05-01'), date('2020')]";
    expect(evaluated(text, presenting({ diagnosisDate: day('2019-05-01') }))).toBe(true);
    expect(evaluated(text, presenting({ diagnosisDate: day('2018') }))).toBe(false);
    expect(shown(evaluated(text, presenting({ diagnosisDate: day('2020-02-02') })))).toBe('imprecise');
  });
});

describe('what a context does not hold', () => {
  it('is not entered, as is an item that a row does not hold', () => {
    expect(shown(evaluated('presentation.fever', {}))).toBe('notEntered');
    expect(shown(evaluated('presentation.fever', presenting({})))).toBe('notEntered');
    expect(shown(evaluated('recurred', {}))).toBe('notEntered');
  });

  it('has the reason of the row where the row is missing', () => {
    expect(shown(evaluated('presentation.fever', { presentation: GAPS.notDone }))).toBe('notDone');
    expect(shown(evaluated("presentation.kind == 'death'", { presentation: GAPS.notDone }))).toBe('notDone');
  });

  it('is never taken from what every object has', () => {
    expect(shown(evaluated('presentation.constructor', presenting({})))).toBe('notEntered');
    expect(evaluated('presentation.constructor', presenting({ constructor: 'Smith' } as unknown as Row))).toBe('Smith');
  });

  it('tells a row from a missing value by more than an item called kind', () => {
    expect(evaluated("presentation.kind == 'missing'", presenting({ kind: 'missing' }))).toBe(true);
    expect(shown(evaluated('presentation.fever', presenting({ kind: 'missing' })))).toBe('notEntered');
    expect(evaluated('has(presentation)', presenting({ kind: 'missing' }))).toBe(true);
  });
});
