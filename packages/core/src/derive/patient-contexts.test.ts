import { describe, expect, it } from 'vitest';
import { missing } from '../model/index.ts';
import { patientContext } from './patient-contexts.ts';
import { smallStudy, table } from './testing/small-study.ts';
import { variableValue } from './variable-value.ts';

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
      - { id: height, label: { en: Height }, type: decimal, unit: m }
      - { id: weight, label: { en: Weight }, type: decimal, unit: kg }
  - id: visit
    label: { en: Visit }
    repeats: true
    mayBeNone: true
    known: followUp
    items: [{ id: date, label: { en: Date }, type: date }]
eligibility: { steps: [] }
derived:
  # written before what it uses
  - { id: heavy, label: { en: Heavy }, type: boolean, value: bmi > 30.0 }
  - { id: bmi, label: { en: Body mass index }, type: decimal, value: person.weight / (person.height * person.height) }
  - { id: lastVisit, label: { en: Last visit }, type: date, value: "latest(visit.map(v, v.date))" }
`;

const study = (rows: string[]) =>
  smallStudy(TEXT, [
    table('person', ['patient,height,weight', ...rows]),
    table('visit', ['patient,repeat,date', 'P2,1,2019-01-01']),
    table('_forms', ['patient,form,state', 'P10,visit,none-confirmed']),
  ]);

describe('the context of a patient', () => {
  it('is there for everybody with any record, by code unit', () => {
    const { contexts } = study(['P2,2.0,100', 'P10,1.0,40', 'P1,!not-done,40']);
    expect([...contexts.keys()]).toEqual(['P1', 'P10', 'P2']);
  });

  it('holds forms, the study and derived variables, those that others use first', () => {
    const { study: loaded, contexts } = study(['P2,2.0,100', 'P10,1.0,40', 'P1,!not-done,40']);
    const value = (patient: string, ref: string) => variableValue(loaded, contexts.get(patient) ?? {}, ref);
    expect(value('P2', 'bmi')).toBe(25);
    expect(value('P2', 'heavy')).toBe(false);
    expect(value('P10', 'heavy')).toBe(true);
    expect(value('P1', 'bmi')).toBe(missing('notDone'));
    expect(value('P1', 'heavy')).toBe(missing('notDone'));
    expect(value('P1', 'person.height')).toBe(missing('notDone'));
    expect(value('P2', 'lastVisit')).toMatchObject({ text: '2019-01-01' });
    expect(value('P1', 'lastVisit')).toBe(missing('noRows'));
  });

  it('of somebody without records is missing throughout, and never a no', () => {
    const { study: loaded, records } = study(['P2,2.0,100', 'P10,1.0,40']);
    const context = patientContext(loaded, records, 'X1');
    expect(variableValue(loaded, context, 'person.height')).toBe(missing('notEntered'));
    expect(variableValue(loaded, context, 'heavy')).toBe(missing('notEntered'));
  });

  it('names the expression that meets a division by zero, without a stack', () => {
    expect(() => study(['P2,0.0,100', 'P10,1.0,40'])).toThrowError(
      expect.objectContaining({ code: 'derive.fault', at: 'derived/1/value' }),
    );
  });

  it('has no value for a variable that the study does not have', () => {
    const { study: loaded, contexts } = study(['P2,2.0,100', 'P10,1.0,40']);
    expect(() => variableValue(loaded, contexts.get('P2') ?? {}, 'person.shoeSize')).toThrowError(
      expect.objectContaining({ code: 'derive.unknownVariable' }),
    );
  });
});
