import { describe, expect, it } from 'vitest';
import { FORMS_STUDY } from '../analyse/testing/forms-study.ts';
import { loadStudy } from './index.ts';

/** What the checks say of the study of forms after one change. */
function issuesAfter(find: string, put: string) {
  const parts = FORMS_STUDY.split(find);
  if (parts.length < 2) throw new Error(`"${find}" does not stand in the study`);
  const changed = `${parts[0]}${put}${parts.slice(1).join(find)}`;
  return told(changed);
}

/** Where an analysis stands in the plan of the study of forms. */
function place(id: string): string {
  const analyses = loadStudy(FORMS_STUDY).study?.document.analyses ?? [];
  return `analyses/${analyses.findIndex((analysis) => analysis.id === id)}`;
}

/** The study is a test's: it has no statements for a journal. */
function told(text: string) {
  return loadStudy(text).issues.filter(({ severity, code }) => severity !== 'info' && code !== 'statement.empty');
}

const codes = (find: string, put: string) => issuesAfter(find, put).map(({ code, path }) => [code, path]);

describe('a table of laboratory values', () => {
  it('is sound as it stands', () => {
    expect(told(FORMS_STUDY)).toEqual([]);
  });

  const FIRST = 'age: { birthDate: entry.born }\n    sex: entry.sex\n';
  it.each([
    [FIRST, 'sex: entry.sex\n', 'analysis.rangeUnused', 'age'],
    [FIRST, 'age: { birthDate: entry.born }\n', 'analysis.rangeUnused', 'sex'],
    ['    laboratory: place\n', '', 'analysis.rangeUnused', 'laboratory'],
  ])('that does not name what ranges go by is warned of: %s', (find, put, code, key) => {
    const [issue, ...others] = issuesAfter(find, put);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: 'warning', code });
    expect(issue?.hint?.en).toContain(`${key}:`);
  });

  it('needs the date of its rows for ages and for an order in time', () => {
    const text =
      'known: diagnosis\n    datedBy: date\n    items:\n      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }\n      - { id: test,';
    expect(codes(text, text.replace('    datedBy: date\n', ''))).toEqual([
      ['analysis.noDate', `${place('blood')}/age`],
    ]);
  });

  it.each([
    ['birthDate: entry.born', 'birthDate: entry.size', `${place('blood')}/age/birthDate`],
    ['notAfter: entry.operated', 'notAfter: entry.sex', `${place('bloodBefore')}/notAfter`],
    ['unit: unit', 'unit: date', `${place('blood')}/unit`],
    ['sex: entry.sex', 'sex: entry.size', `${place('blood')}/sex`],
  ])('refuses what cannot bear it: %s as %s', (find, put, path) => {
    expect(codes(find, put)).toContainEqual(['analysis.variable', path]);
  });

  it('refuses ranges of a test or a sex that its codes do not have', () => {
    expect(codes('test: crp, unit', 'test: crpp, unit')).toContainEqual([
      'study.unknownCode',
      'referenceRanges/6/test',
    ]);
    expect(codes('sex: F, fromDays', 'sex: W, fromDays')).toContainEqual([
      'study.unknownCode',
      'referenceRanges/2/sex',
    ]);
  });
});

describe('reference ranges', () => {
  it.each([
    ['ages that overlap', 'untilDays: 730, lower: 105', 'untilDays: 731, lower: 105', 'referenceRanges/1'],
    ['one range twice', 'laboratory: L2, lower', 'lower', 'referenceRanges/5'],
  ])('refuse %s', (_what, find, put, path) => {
    expect(codes(find, put)).toContainEqual(['range.overlap', path]);
  });

  it('may hold for different units, sexes and laboratories at the same age', () => {
    expect(codes('sex: M, fromDays: 4383', 'sex: M, fromDays: 700')).toEqual([]);
    expect(codes('unit: g/L, fromDays: 730, untilDays: 4383', 'unit: g/dL, fromDays: 200, untilDays: 4383')).toEqual(
      [],
    );
  });
});
