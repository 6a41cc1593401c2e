import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compileSearch } from '@casewright/core/search';
import { afterAll, describe, expect, it } from 'vitest';
import { searchExtract } from './search-extract.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'casewright-fhir-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const reason = { en: 'Invented' };
const search = compileSearch({
  terms: [{ id: 'name', reason, patterns: { en: ['giant blue tumo(u)r', 'IMT'] } }],
  codes: [{ system: 'ICD-10', codes: ['D48*'], reason }],
});
const options = { sample: { size: 5, seed: 1 } };
const read = (place: string) => searchExtract([place], search, options);

const PATIENT = {
  resourceType: 'Patient',
  id: 'p1',
  birthDate: '2012-05',
  identifier: [{ value: 'other' }, { type: { coding: [{ code: 'MR' }] }, value: 'H-1' }],
};
const REPORT = {
  resourceType: 'DiagnosticReport',
  id: 'd1',
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2020-02-03T10:00:00+08:00',
  category: [{ text: 'Pathology' }],
  conclusion: 'A giant blue tumor.',
  presentedForm: [{ contentType: 'text/plain', data: Buffer.from('In full: giant blue tumour.').toString('base64') }],
};
const CONDITION = {
  resourceType: 'Condition',
  id: 'c1',
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'D48.1' }] },
};
const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [REPORT, CONDITION, PATIENT].map((resource) => ({ resource })),
};

describe('FHIR', () => {
  it.each([
    ['bundle.json', JSON.stringify(bundle)],
    ['lines.ndjson', [REPORT, CONDITION, PATIENT].map((one) => JSON.stringify(one)).join('\n')],
  ])('%s gives reports and codes of a patient', async (name, text) => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    const { found, patients, issues } = await read(place);
    expect(issues).toEqual([]);
    expect(patients).toBe(1);
    expect(found.map(({ report }) => [report.id, report.date, report.kind, report.birthDate, report.patient])).toEqual([
      ['DiagnosticReport/d1', '2020-02-03', 'Pathology', '2012-05', 'P00001'],
      ['Condition/c1', null, '', '2012-05', 'P00001'],
    ]);
    expect(found[0]?.report.text).toBe('In full: giant blue tumour.\n\nA giant blue tumor.');
    expect(found[1]?.codes).toEqual([{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'D48.1' }]);
  });

  it('that ends in the middle is refused', async () => {
    const place = path.join(folder, 'cut.json');
    writeFileSync(place, JSON.stringify(bundle).slice(0, 200));
    expect((await read(place)).issues.map(({ severity, code }) => [severity, code])).toEqual([['error', 'fhir.json']]);
  });
});

const hostile = new URL('../../../../../shared/data/hostile/', import.meta.url);
const of = (name: string) => read(new URL(name, hostile).pathname);

describe.skipIf(!existsSync(hostile))('hostile files', () => {
  it('fhir_wrong_types.json: each fault has its path, nothing is taken for something else', async () => {
    const { found, reports, issues } = await of('fhir_wrong_types.json');
    expect([found, reports]).toEqual([[], 0]);
    const paths = issues.map(({ path: at }) => at ?? '');
    for (const place of [
      '[0].resource.birthDate',
      '[0].resource.gender',
      '[0].resource.active',
      '[0].resource.name',
      '[1].resource.subject',
    ])
      expect(paths).toContain(`Bundle.entry${place}`);
    for (const place of [2, 3, 4, 5, 6]) expect(paths.some((at) => at.startsWith(`Bundle.entry[${place}]`))).toBe(true);
  });

  it('fhir_dangling_refs.json: references to nothing and to oneself are named, the report is read', async () => {
    const { found, issues } = await of('fhir_dangling_refs.json');
    expect(found.map(({ report }) => report.text)).toEqual(['IMT']);
    expect(issues.map(({ code }) => code).sort()).toEqual([
      'fhir.dangling',
      'fhir.selfReference',
      'fhir.selfReference',
    ]);
  });
});
