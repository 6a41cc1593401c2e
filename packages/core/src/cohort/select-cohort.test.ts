import { describe, expect, it } from 'vitest';
import { smallStudy, table } from '../derive/testing/small-study.ts';
import type { FlowStep } from './select-cohort.ts';

/** Everybody here is invented. */
const TEXT = `
casewright: study/1
id: small
version: 1.0.0
title: { en: A small study }
languages: [en]
dataLock: 2020-12-31
forms:
  - id: person
    label: { en: Person }
    known: diagnosis
    items:
      - { id: age, label: { en: Age }, type: integer, core: true }
      - { id: tumour, label: { en: Tumour }, type: boolean }
      - { id: grade, label: { en: Grade }, type: integer, core: true, shownWhen: person.tumour }
  - id: visit
    label: { en: Visit }
    repeats: true
    mayBeNone: true
    known: followUp
    items:
      - { id: date, label: { en: Date }, type: date, core: true }
eligibility:
  steps:
    - { id: duplicates, label: { en: Duplicates }, reasons: [duplicate, sameBlock] }
    - { id: adult, label: { en: Younger than 18 }, require: person.age >= 18, reasons: [tooYoung] }
analysisSets:
  - id: complete
    label: { en: Complete cases }
    steps:
      - { id: core, label: { en: Core incomplete }, requireCore: true, reasons: [incomplete] }
  - id: seen
    label: { en: Seen }
    from: complete
    steps:
      - { id: neverSeen, label: { en: Never seen }, require: "visit.exists(v, !isMissing(v.date))" }
`;

const FORMS = table('_forms', ['patient,form,state', 'P4,visit,none-confirmed']);
const VISITS = table('visit', [
  'patient,repeat,date',
  'P1,1,2019-01-01',
  'P2,1,2019-01-01',
  'P3,1,2019-01-01',
  'P5,1,!unknown',
]);
const PERSONS = table('person', [
  'patient,age,tumour,grade',
  'P1,40,yes,2',
  'P2,17,yes,2',
  'P3,!unknown,yes,2',
  'P4,50,no,',
  'P5,60,yes,3',
]);
const LOG_HEAD = 'candidate,patient,decision,reason';
const INCLUDED = ['P1', 'P2', 'P3', 'P4', 'P5'].map((patient) => `${patient},${patient},include,`);

const cohortOf = (log: readonly string[]) =>
  smallStudy(TEXT, [PERSONS, VISITS, FORMS, ...(log.length > 0 ? [table('_screening', [LOG_HEAD, ...log])] : [])])
    .cohort;

function step(steps: readonly FlowStep[], id: string): FlowStep {
  const found = steps.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
}

const leaving = (steps: readonly FlowStep[]) =>
  Object.fromEntries(
    steps.map(({ id, byReason }) => [
      id,
      Object.fromEntries(byReason.map(({ reason, candidates }) => [reason, candidates])),
    ]),
  );

describe('without a screening log', () => {
  const cohort = cohortOf([]);

  it('everybody with records is a candidate', () => {
    expect(cohort.candidates).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
  });

  it('each leaves at the first step that does not keep it; missing is not yes', () => {
    expect(leaving(cohort.steps)).toEqual({
      duplicates: { duplicate: [], sameBlock: [] },
      adult: { tooYoung: [], notMet: ['P2'], missing: ['P3'] },
      core: { incomplete: [], coreMissing: ['P5'] },
      neverSeen: { notMet: ['P4'] },
    });
    expect(cohort.eligible).toEqual(['P1', 'P4', 'P5']);
    expect(cohort.sets.get('complete')).toEqual(['P1', 'P4']);
    expect(cohort.sets.get('seen')).toEqual(['P1']);
    expect(cohort.sets.get('eligible')).toEqual(cohort.eligible);
  });

  it('names the variable whose lack made somebody leave', () => {
    expect(cohort.issues).toMatchObject([
      {
        severity: 'warning',
        code: 'cohort.missing',
        path: 'eligibility/steps/1',
        message: expect.objectContaining({ en: expect.stringContaining('person.age') }),
      },
    ]);
  });
});

describe('the core set', () => {
  it('is complete where an item is not shown, and where a form is confirmed to be empty', () => {
    expect(step(cohortOf([]).steps, 'core').remaining).toContain('P4');
  });

  it.each([
    ['a value', '3', true],
    ['not applicable', '!not-applicable', true],
    ['nothing', '', false],
    ['not done', '!not-done', false],
  ])('of an item that is shown holds with %s: %s', (_name, grade, complete) => {
    const persons = table('person', ['patient,age,tumour,grade', `P1,40,yes,${grade}`]);
    const visits = table('visit', ['patient,repeat,date', 'P1,1,2019-01-01']);
    const { cohort } = smallStudy(TEXT, [persons, visits]);
    expect(cohort.sets.get('complete')).toEqual(complete ? ['P1'] : []);
  });

  it('is not complete where a repeating form is empty and nobody confirmed that', () => {
    const { cohort } = smallStudy(TEXT, [table('person', ['patient,age,tumour,grade', 'P1,40,yes,3'])]);
    expect(cohort.sets.get('complete')).toEqual([]);
  });
});

describe('with a screening log', () => {
  it('candidates are those of the log, by patient where they have records', () => {
    const cohort = cohortOf(['Q9,,duplicate,', ...INCLUDED, 'A1,,sameBlock,', 'B1,,tooYoung,', 'C1,,incomplete,']);
    expect(cohort.candidates).toEqual(['A1', 'B1', 'C1', 'P1', 'P2', 'P3', 'P4', 'P5', 'Q9']);
    expect(leaving(cohort.steps)).toEqual({
      duplicates: { duplicate: ['Q9'], sameBlock: ['A1'] },
      adult: { tooYoung: ['B1'], notMet: ['P2'], missing: ['P3'] },
      core: { incomplete: ['C1'], coreMissing: ['P5'] },
      neverSeen: { notMet: ['P4'] },
    });
    expect(cohort.eligible).toEqual(['C1', 'P1', 'P4', 'P5']);
  });

  it('somebody whom the log leaves out at an earlier step leaves there', () => {
    const cohort = cohortOf([...INCLUDED.filter((line) => !line.startsWith('P2')), 'P2,P2,duplicate,']);
    expect(step(cohort.steps, 'duplicates').excluded).toEqual(['P2']);
    expect(step(cohort.steps, 'adult').excluded).toEqual(['P3']);
  });

  it('warns where it includes somebody whom the records do not keep', () => {
    const disagreeing = cohortOf(INCLUDED).issues.filter(({ code }) => code === 'cohort.logDisagrees');
    expect(disagreeing.map(({ path, severity }) => [path, severity])).toEqual([
      ['eligibility/steps/1', 'warning'],
      ['analysisSets/0/steps/0', 'warning'],
      ['analysisSets/1/steps/0', 'warning'],
    ]);
    expect(disagreeing[1]?.message.en).toContain('visit.date');
  });

  it('keeps nobody without records whom it does not leave out', () => {
    const cohort = cohortOf([...INCLUDED, 'Z1,,include,', 'Z2,,noSuchReason,']);
    expect(leaving(cohort.steps).adult).toMatchObject({ missing: ['P3', 'Z1', 'Z2'] });
  });

  it('counts a patient whom two lines name once, and the other line by itself', () => {
    const cohort = cohortOf([...INCLUDED, 'Z1,P1,duplicate,']);
    expect(cohort.candidates).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'Z1']);
    expect(step(cohort.steps, 'duplicates').excluded).toEqual(['Z1']);
  });
});

describe('the flow adds up', () => {
  it.each([[[]], [INCLUDED], [[...INCLUDED, 'Q9,,duplicate,', 'C1,,incomplete,']]])('%#', (log) => {
    const { candidates, steps, eligible, sets } = cohortOf(log as string[]);
    const starts: Record<string, readonly string[]> = {
      eligible: candidates,
      complete: eligible,
      seen: sets.get('complete') ?? [],
    };
    for (const { set, excluded, remaining, byReason } of steps) {
      expect([...excluded, ...remaining].sort()).toEqual(starts[set]);
      expect(byReason.flatMap((reason) => reason.candidates).sort()).toEqual(excluded);
      starts[set] = remaining;
    }
    expect(starts.eligible).toEqual(eligible);
    expect(starts.complete).toEqual(sets.get('complete'));
  });
});
