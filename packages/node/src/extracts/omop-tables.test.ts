import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileSearch } from '@casewright/core/search';
import { afterAll, describe, expect, it } from 'vitest';
import { searchExtract } from './search-extract.ts';

/** Tables in the form of OMOP, of people who were made up. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'casewright-omop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, lines: readonly string[]): string => {
  const place = path.join(folder, name);
  writeFileSync(place, `${lines.join('\n')}\n`);
  return place;
};
const search = compileSearch({
  terms: [{ id: 'name', reason: { en: 'Invented' }, patterns: { en: ['giant blue tumour'] } }],
  codes: [{ system: 'ICD-10', codes: ['D48*'], reason: { en: 'Invented' } }],
});
const found = (...files: readonly string[]) => searchExtract(files, search, { sample: { size: 0, seed: 1 } });

const PERSON = [
  'person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth',
  '11,8507,2012,5,6',
  '12,8532,2015,,',
];
const NOTE = [
  'note_id,person_id,note_date,note_text',
  '1,11,2019-03-14,A giant blue tumour.',
  '2,12,2020-01-01,A giant blue tumour.',
];
const CONDITION = 'condition_occurrence_id,person_id,condition_start_date,condition_end_date,condition_source_value';

describe('tables of OMOP', () => {
  it('have the births of PERSON joined, as precise as they are, whatever the order of the files', async () => {
    const [person, note] = [file('PERSON.csv', PERSON), file('NOTE.csv', NOTE)];
    for (const files of [
      [person, note],
      [note, person],
    ]) {
      const { found: reports, issues, patients } = await found(...files);
      expect(issues).toEqual([]);
      expect(patients).toBe(2);
      expect(reports.map(({ report }) => report.birthDate)).toEqual(['2012-05-06', '2015']);
    }
  });

  it.each([
    ['a person who is none', '1,99,2020-01-01,,D48.1', 'Person 99 is not there'],
    ['an end before its start', '1,11,2020-01-01,2019-01-01,D48.1', 'begins 2020-01-01 and ends 2019-01-01'],
    ['a start before birth', '1,11,2010-01-01,,D48.1', 'the person was born 2012-05-06'],
    ['a start before a birth of which the year is known', '1,12,2014-12-31,,D48.1', 'the person was born 2015'],
  ])('name a condition with %s, and search it all the same', async (_fault, row, said) => {
    const { found: reports, issues } = await found(
      file('PERSON.csv', PERSON),
      file('CONDITION_OCCURRENCE.csv', [CONDITION, row]),
    );
    expect(issues.map(({ severity, row: at, message }) => [severity, at, message.en])).toEqual([
      ['warning', 2, expect.stringContaining(said)],
    ]);
    expect(reports).toHaveLength(1);
  });

  it('say nothing of a condition in order, and name a number that stands twice', async () => {
    const rows = [CONDITION, '1,11,2020-01-01,2020-02-01,D48.1', '2,12,2015,,D48.1', '2,12,2016-01-01,,D48.1'];
    const { issues } = await found(file('PERSON.csv', PERSON), file('CONDITION_OCCURRENCE.csv', rows));
    expect(issues.map(({ row, message }) => [row, message.en])).toEqual([
      [4, expect.stringContaining('2 stands twice')],
    ]);
  });

  it('take a birth that is none, or two, as unknown and say so by row', async () => {
    const rows = [
      PERSON[0] as string,
      '11,0,2012,2,30',
      '12,0,20I5,1,1',
      'x,0,2012,1,1',
      '13,0,2012,1,1',
      '13,0,2013,1,1',
    ];
    const { found: reports, issues } = await found(file('PERSON.csv', rows), file('NOTE.csv', NOTE));
    expect(issues.map(({ row }) => row)).toEqual([2, 3, 4, 6]);
    expect(reports.map(({ report }) => report.birthDate)).toEqual([null, null]);
  });
});

/** Tables that others made bad, beside the checkout. */
const hostile = path.join(fileURLToPath(new URL('../../../../', import.meta.url)), '..', 'shared', 'data', 'hostile');
describe.skipIf(!existsSync(hostile))('bad tables beside the checkout', () => {
  const at = (name: string): string => path.join(hostile, name);

  it('of OMOP are named by row', async () => {
    const { issues } = await found(at('omop_bad_PERSON.csv'), at('omop_bad_CONDITION_OCCURRENCE.csv'));
    const of = (name: string) => issues.filter(({ file: where }) => where?.includes(name)).map(({ row }) => row);
    expect(new Set(of('PERSON'))).toEqual(new Set([2, 3, 4, 5]));
    expect(of('CONDITION')).toContain(2);
  });

  it.each(['redcap_bad_dictionary.csv', 'redcap_circular_branching.csv'])(
    '%s is no extract, and that is said',
    async (name) => {
      const { issues, reports } = await found(at(name));
      expect(issues.map(({ severity, code }) => [severity, code])).toEqual([['error', 'extract.columns']]);
      expect(reports).toBe(0);
    },
  );
});
