import { describe, expect, it } from 'vitest';
import { loadStudy } from './index.ts';

const study = (analysis: string) => `
casewright: study/1
id: views
version: 1.0.0
title: { en: Views }
languages: [en]
forms:
  - id: person
    label: { en: Person }
    known: diagnosis
    items:
      - { id: name, label: { en: Name }, type: text, identifying: true }
      - { id: age, label: { en: Age }, type: age }
      - { id: ward, label: { en: Ward }, type: integer, identifying: true }
eligibility: { steps: [] }
analyses:
  - { id: a, role: exploratory, set: eligible, title: { en: A }, kind: patientTable, ${analysis} }
`;
const codesOf = (analysis: string) =>
  loadStudy(study(analysis))
    .issues.map(({ code }) => code)
    .filter((code) => code.startsWith('analysis.') || code.startsWith('expression.'));

describe('a table of patients', () => {
  it.each([
    ['the public sees', 'public: banded, variables: [person.age, person.name]', ['analysis.identifying']],
    [
      'the public sees in bands',
      'public: banded, variables: [{ variable: person.ward, bands: [3] }]',
      ['analysis.identifying'],
    ],
    ['the team alone sees', 'variables: [person.name]', []],
    [
      'is hidden from the public',
      'public: banded, variables: [person.age, { variable: person.name, public: omit }]',
      [],
    ],
  ])('may name a person where what names it %s: %s', (_where, analysis, codes) => {
    expect(codesOf(analysis)).toEqual(codes);
  });

  it('chooses its patients by a condition of the patient, not of a row', () => {
    expect(codesOf('when: person.ward > 3, variables: [person.age]')).toEqual([]);
    expect(codesOf('when: person.ward, variables: [person.age]')).toEqual(['expression.type']);
    expect(codesOf('when: row.ward > 3, variables: [person.age]')).toEqual(['expression.unknownItem']);
  });

  it('has each column once', () => {
    expect(codesOf('variables: [person.age, { variable: person.ward, as: age }]')).toEqual(['analysis.twice']);
  });
});
