import { describe, expect, test } from 'vitest';
import type { Issue } from '../model/index.ts';
import { checkRecords } from './check.ts';
import { contextsOf, read, study, table } from './test-study.ts';
import type { TextTable } from './text-table.ts';

function check(...tables: TextTable[]): Issue[] {
  const { records, issues } = read(...tables);
  expect(issues).toEqual([]);
  return checkRecords(study, records, contextsOf(records)).filter(({ code }) => code !== 'records.noRows');
}

const brief = (issues: readonly Issue[]) =>
  issues.map(({ severity, code, file, row, line, field, path }) =>
    [severity, code, file?.replace('records/', '').replace('.csv', ''), row, line, field, path]
      .map((part) => part ?? '-')
      .join(' '),
  );

describe('checkRecords on forms', () => {
  test.each<[string, string, string[]]>([
    [
      'a required item without anything',
      'patient,sex|P1,',
      ['error records.required baseline 1 2 sex forms/0/items/0'],
    ],
    ['a required item with a reason', 'patient,sex|P1,!unknown', []],
    [
      'an item required when its condition holds',
      'patient,sex,metastasis|P1,F,yes',
      ['error records.required baseline 1 2 where forms/0/items/9'],
    ],
    ['the same when the condition is missing', 'patient,sex,metastasis|P1,F,!not-done', []],
    [
      'an item that is not shown',
      'patient,sex,metastasis,where|P1,F,no,lung',
      ['error records.notShown baseline 1 2 where forms/0/items/9/shownWhen'],
    ],
    ['the same, marked not applicable', 'patient,sex,metastasis,where|P1,F,no,!not-applicable', []],
    ['an item whose showing is missing', 'patient,sex,where|P1,F,lung', []],
    [
      'a number above its range',
      'patient,sex,haemoglobin|P1,F,999',
      ['error records.range baseline 1 2 haemoglobin forms/0/items/4'],
    ],
    ['a number below its range', 'patient,sex,size|P1,F,0', ['error records.range baseline 1 2 size forms/0/items/5']],
    ['numbers on their limits', 'patient,sex,size,haemoglobin|P1,F,0.1,250', []],
    [
      'an age above its range, in years',
      'patient,sex,age|P1,F,217 mo',
      ['error records.range baseline 1 2 age forms/0/items/3'],
    ],
    ['an age on its limit in months', 'patient,sex,age|P1,F,216 mo', []],
    [
      'an edit check that fails',
      'patient,sex,diagnosed|P1,F,1999',
      ['warning records.editCheck baseline 1 2 - forms/0/checks/1'],
    ],
    ['an edit check that the precision leaves open', 'patient,sex,exactDay|P1,F,2001-01-01', []],
    [
      'an edit check that cannot be computed',
      'patient,sex,haemoglobin,size|P1,F,100,200',
      ['error expression.divisionByZero baseline 1 2 - forms/0/checks/0'],
    ],
    [
      'a date after the data lock',
      'patient,sex,diagnosed|P1,F,2025',
      ['warning records.afterDataLock baseline 1 2 diagnosed forms/0/items/1'],
    ],
    ['a date that may lie before it', 'patient,sex,diagnosed|P1,F,2024', []],
  ])('%s', (_what, lines, expected) => {
    expect(brief(check(table('baseline', ...lines.split('|'))))).toEqual(expected);
  });

  test('a link to a row that the patient does not have', () => {
    const issues = check(
      table('baseline', 'patient,sex', 'P1,F', 'P2,F'),
      table('operation', 'patient,repeat,date', 'P1,1,2020', 'P2,2,2020'),
      table('pathology', 'patient,repeat,ofOperation', 'P1,1,1', 'P1,2,2', 'P2,1,!unknown', 'P2,2,', 'P2,3,2'),
    );
    expect(brief(issues)).toEqual(['error records.brokenLink pathology 2 3 ofOperation -']);
  });

  test('words name patient, form, repeat and rule, and quote no value', () => {
    const issues = check(
      table('baseline', 'patient,sex,haemoglobin,diagnosed,metastasis,where', 'P1,F,9999,1888,no,SECRET'),
      table('operation', 'patient,repeat,date', 'P1,3,2188-08-08'),
    );
    expect(issues.map(({ message }) => message.en)).toEqual([
      'Haemoglobin is at least 20 g/L and at most 250 g/L. Patient "P1" in baseline is above that.',
      'Where is entered only when row.metastasis. Patient "P1" in baseline does not meet that and has an entry.',
      'Diagnosed from 2000 on. Patient "P1" in baseline does not meet this check (fromTwoThousand).',
      'Nothing that happened after the data lock belongs to the study. Date of patient "P1" in operation, repeat 3 lies after it.',
    ]);
    expect(JSON.stringify(issues)).not.toMatch(/9999|1888|SECRET|2188/);
  });

  test('a form without a row is told once, with whom; a repeating one as a remark', () => {
    const { records } = read(
      table('operation', 'patient,repeat', 'P1,1', 'P2,1'),
      table('_forms', 'patient,form,state'),
    );
    const issues = checkRecords(study, records, contextsOf(records));
    expect(issues.map(({ severity, code, file }) => `${severity} ${code} ${file}`)).toEqual([
      'warning records.formWithoutRow records/baseline.csv',
      'info records.noRows records/pathology.csv',
    ]);
    expect(issues[0]?.message.en).toContain('2 patients have no row ("P1", "P2")');
  });
});

describe('checkRecords on the screening log', () => {
  const log = (...lines: string[]) =>
    table('_screening', 'candidate,patient,decision,reason', 'C1,P1,include,', ...lines);
  const rows = (...patients: string[]) =>
    table('baseline', 'patient,sex', ...patients.map((patient) => `${patient},F`));

  test.each<[string, TextTable[], string[]]>([
    ['a sound one', [log('C2,,duplicate,', 'C3,,lost_early,', 'C4,P4,lost_early,'), rows('P1', 'P4')], []],
    [
      'a decision that no step lists',
      [log('C2,,gone,'), rows('P1')],
      ['error screening.unknownDecision _screening 2 3 decision'],
    ],
    [
      'an included candidate without a patient',
      [log('C2,,include,'), rows('P1')],
      ['error screening.includedWithoutRecords _screening 2 3 patient'],
    ],
    [
      'an included candidate without records',
      [log('C2,P2,include,'), rows('P1')],
      ['error screening.includedWithoutRecords _screening 2 3 patient'],
    ],
    [
      'records of one who is not eligible',
      [log('C2,P2,duplicate,'), rows('P1', 'P2')],
      ['warning screening.excludedWithRecords _screening 2 3 decision'],
    ],
    [
      'records under the id of a candidate without a patient',
      [log('C2,,lost_early,'), rows('P1', 'C2')],
      ['error screening.recordsNotNamed _screening 2 3 patient'],
    ],
    [
      'a patient of two candidates',
      [log('C2,P1,include,'), rows('P1')],
      ['error screening.patientTwice _screening 2 3 patient'],
    ],
  ])('%s', (_what, tables, expected) => {
    expect(brief(check(...tables)).map((line) => line.replace(/ -$/, ''))).toEqual(expected);
  });
});
