import { describe, expect, it } from 'vitest';
import { FORMS_STUDY } from '../analyse/testing/forms-study.ts';
import { loadStudy } from './index.ts';

/** What the checks say of the study of forms with one text of it put for another. */
function issuesAfter(find: string, put: string) {
  const changed = FORMS_STUDY.replace(find, put);
  if (changed === FORMS_STUDY) throw new Error(`"${find}" does not stand in the study`);
  return loadStudy(changed).issues.filter(({ severity, code }) => severity !== 'info' && code !== 'statement.empty');
}

describe('ordered scores', () => {
  it.each([
    ['items: [bladder]', 'items: [date]', 'analysis.variable', 'items/0'],
    ['items: [bladder]', 'items: [bladders]', 'study.unknownItem', 'items/0'],
    ['items: [bladder]', 'items: [bladder, { item: bowel, as: bladder }]', 'analysis.twice', 'items/1/item'],
    ['items: [bladder]', 'items: [bladder]\n    where: row.bladder', 'expression.type', 'where'],
    ['items: [bladder]', 'items: [bladder]\n    by: entry.size', 'analysis.variable', 'by'],
    ['items: [bladder]', 'items: [bladder]\n    date: bladder', 'analysis.variable', 'date'],
  ])('are refused: %s as %s', (find, put, code, path) => {
    const [issue, ...others] = issuesAfter(find, put);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code });
    expect(issue?.path).toMatch(new RegExp(`^analyses/\\d+/${path}$`));
  });

  it('need a date to tell the latest by, and none for the worst', () => {
    const issues = issuesAfter(
      'known: followUp\n    datedBy: date\n    items:\n      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }\n      - { id: bowel,',
      'known: followUp\n    items:\n      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }\n      - { id: bowel,',
    );
    expect(issues.map(({ code, message }) => [code, /"(at\w+)"/.exec(message.en)?.[1]])).toEqual([
      ['analysis.noDate', 'atLast'],
      ['analysis.noDate', 'atFirst'],
    ]);
  });
});

describe('values in time against ranges for the age', () => {
  it.each([
    [
      'reference: { test: afp, birthDate: entry.born }',
      'reference: { test: afb, birthDate: entry.born }',
      'study.unknownCode',
    ],
    [
      'reference: { test: afp, birthDate: entry.born }',
      'reference: { test: afp, birthDate: entry.size }',
      'analysis.variable',
    ],
    ['birthDate: entry.born, sex: entry.sex }', 'birthDate: entry.born, sex: entry.size }', 'analysis.variable'],
    ['    by: entry.sex\n    reference', '    by: entry.size\n    reference', 'analysis.variable'],
    ['belowDetection: trace', 'belowDetection: value', 'analysis.variable'],
  ])('are refused: %s as %s', (find, put, code) => {
    expect(issuesAfter(find, put).map((issue) => issue.code)).toEqual([code]);
  });
});
