import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patientContexts } from '@casewright/core/derive';
import { isMissing, isNotEntered, type MissingReason, type Value } from '@casewright/core/model';
import { loadStudy } from '@casewright/core/protocol';
import { checkRecords, recordsFromTables } from '@casewright/core/records';
import { readStudyFolder } from '@casewright/node/read';
import { afterAll, describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../studies/imt/', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'casewright-imt-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const { studyText, tables, issues: readIssues } = await readStudyFolder(folder);
const { study, issues: studyIssues } = loadStudy(studyText, 'study.yaml');
if (!study) throw new Error(`The shipped study must load: ${JSON.stringify(studyIssues, null, 2)}`);
const { records, issues } = recordsFromTables(study, tables);

const values = (form: string, item: string) => (records.forms[form] ?? []).map((row) => row.values[item]);
const count = <T>(all: readonly T[], wanted: T) => all.filter((value) => value === wanted).length;

describe('the records of studies/imt', () => {
  test('are what make-records.mjs writes from the sources, byte for byte', () => {
    execFileSync(process.execPath, [join(folder, 'make-records.mjs'), out]);
    const files = readdirSync(join(folder, 'records')).sort();
    expect(readdirSync(out).sort()).toEqual(files);
    for (const file of files) {
      expect(readFileSync(join(out, file)).equals(readFileSync(join(folder, 'records', file))), file).toBe(true);
    }
  });

  test('give no fault, no warning and no remark', () => {
    const found = checkRecords(study, records, patientContexts(study, records));
    expect([...readIssues, ...issues, ...found]).toEqual([]);
  });

  test('have the columns of their form, in the order of its items', () => {
    for (const form of study.document.forms) {
      const table = tables.find(({ file }) => file === `records/${form.id}.csv`);
      if (!table) continue;
      const keys = form.repeats ? ['patient', 'repeat'] : ['patient'];
      expect(table.columns, form.id).toEqual([...keys, ...form.items.map(({ id }) => id)]);
    }
    const without = study.document.forms.filter(({ id }) => !tables.some(({ file }) => file === `records/${id}.csv`));
    expect(without.map(({ id }) => id)).toEqual(['radiotherapy']);
  });

  test('hold sixteen children, three of them operated on again for a recurrence', () => {
    for (const form of ['demographics', 'presentation']) expect(records.forms[form]).toHaveLength(16);
    expect([count(values('demographics', 'sex'), 'M'), count(values('demographics', 'sex'), 'F')]).toEqual([10, 6]);
    expect(count(values('presentation', 'siteGroup'), 'abdomen_pelvis')).toBe(8);
    expect([count(values('surgery', 'kind'), 'primary'), count(values('surgery', 'kind'), 'reoperation')]).toEqual([
      16, 3,
    ]);
    const margins = (repeat: string) =>
      (records.forms['pathology'] ?? []).filter((row) => row.repeat === repeat).map((row) => row.values['margin']);
    expect(['R0', 'R1', 'RX'].map((margin) => count(margins('1'), margin))).toEqual([10, 4, 2]);
    expect(['R0', 'R2'].map((margin) => count(margins('2'), margin))).toEqual([2, 1]);
    expect(values('event', 'kind')).toEqual(['recurrence', 'recurrence', 'recurrence']);
    expect(['imaging', 'contact_only'].map((kind) => count(values('followUp', 'contactKind'), kind))).toEqual([16, 3]);
    expect(count(values('followUp', 'disease'), 'no_evidence_of_disease')).toBe(15);
    expect(values('followUp', 'therapy').filter((therapy) => !isNotEntered(therapy))).toEqual(['alectinib']);
    expect(values('systemicTherapy', 'agent')).toEqual(['crizotinib', 'alectinib']);
  });

  test('name each operation, specimen and event by the number of its repeat', () => {
    for (const form of ['surgery', 'pathology', 'event']) {
      for (const row of records.forms[form] ?? []) expect(String(row.values['number'])).toBe(row.repeat);
    }
  });

  test('give the derived variables that the source was made for', () => {
    const contexts = [...patientContexts(study, records).values()];
    const counted = (variable: string, wanted: Value) =>
      contexts.filter((context) => context[variable] === wanted).length;
    const unknown = (variable: string) => contexts.filter((context) => isMissing(context[variable])).length;
    expect([counted('alkByIhc', true), counted('alkByIhc', false), unknown('alkByIhc')]).toEqual([10, 5, 1]);
    expect([counted('alkRearranged', true), counted('alkRearranged', false), unknown('alkRearranged')]).toEqual([
      6, 4, 6,
    ]);
    expect([counted('anyAlk', true), counted('anyAlk', false), unknown('anyAlk')]).toEqual([10, 3, 3]);
    expect([counted('alkDiscordant', true), counted('alkByBoth', 'stain_only')]).toEqual([1, 1]);
    expect(['ALK', 'ROS1', 'other_kinase', 'none_found'].map((kinase) => counted('kinaseRearranged', kinase))).toEqual([
      6, 1, 0, 3,
    ]);
    expect(['I', 'II', 'III', 'IV', 'not_assignable'].map((group) => counted('irsDerived', group))).toEqual([
      10, 4, 0, 0, 2,
    ]);
    expect(counted('irsAgrees', true)).toBe(16);
    expect([counted('microscopicResidue', true), counted('microscopicResidue', false)]).toEqual([4, 10]);
    expect(['CR', 'PR', 'SD', 'no_therapy'].map((best) => counted('bestResponseOfAll', best))).toEqual([0, 1, 0, 15]);
    expect([counted('contactAtLock', 'overdue'), counted('contactAtLock', 'lost')]).toEqual([1, 0]);
    expect(
      ['first_continuous_remission', 'later_remission', 'none'].map((course) => counted('courseAtLast', course)),
    ).toEqual([13, 2, 1]);
    expect(counted('centrallyReviewed', true)).toBe(14);
    expect([counted('died', true), counted('irradiated', true)]).toEqual([0, 0]);
  });

  test('keep the reasons why the children were not measured or tested', () => {
    const reasons = (form: string) =>
      (records.forms[form] ?? [])
        .flatMap((row) => Object.entries(row.values))
        .filter(([, value]) => isMissing(value) && !isNotEntered(value))
        .map(([item, value]) => `${item} ${(value as { reasons: readonly MissingReason[] }).reasons.join()}`)
        .sort();
    expect(reasons('presentation')).toEqual(['sizeC unknown', 'symptomDuration unknown']);
    expect(reasons('laboratory')).toEqual([...Array<string>(14).fill('value notDone'), 'value notReported']);
  });

  test('describe the tumour in 23 of 28 images before the operation, and say why not in five', () => {
    const baseline = (records.forms['imaging'] ?? []).filter(({ values }) => values['purpose'] === 'baseline');
    expect(baseline).toHaveLength(28);
    const states = baseline.flatMap(({ values: { features } }) =>
      typeof features === 'object' && features.kind === 'codes' ? [features] : [],
    );
    expect(states).toHaveLength(23);
    const without = baseline.flatMap(({ values: { features } }) =>
      features !== undefined && isMissing(features) ? [features.reasons.join()] : [],
    );
    expect(without.sort()).toEqual([...Array<string>(4).fill('notReported'), 'unknown']);
    const told = (code: string) =>
      (['present', 'absent'] as const).map((state) => states.filter((one) => one[state].includes(code)).length);
    expect(told('calcification')).toEqual([2, 8]);
    expect(told('well_defined')).toEqual([11, 8]);
    expect(told('lobulated')).toEqual([6, 0]);
  });

  test('log thirty candidates, each left out for a reason that the study lists', () => {
    const decisions = new Map<string, number>();
    for (const { decision } of records.screening) decisions.set(decision, (decisions.get(decision) ?? 0) + 1);
    expect(Object.fromEntries(decisions)).toEqual({
      include: 16,
      duplicate: 2,
      outside_window: 2,
      age_18_or_over: 1,
      mention_only: 1,
      not_imt_on_review: 4,
      eligible_followup_under_6_months: 2,
      eligible_core_data_missing: 1,
      eligible_guardian_objected: 1,
    });
    expect(
      records.screening.filter(({ patient, decision }) => (patient !== null) !== (decision === 'include')),
    ).toEqual([]);
  });

  test('keep one line, and nothing that describes the child, where the guardian objected', () => {
    const texts = readdirSync(join(folder, 'records')).map((file) =>
      readFileSync(join(folder, 'records', file), 'utf8'),
    );
    const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.includes('INV-X14'));
    expect(lines).toHaveLength(1);
    expect(records.screening.find(({ candidate }) => candidate === 'INV-X14')?.details).toMatchObject({
      sex: 'withheld',
      'age-years': 'withheld',
      site: 'withheld',
      mention: 'withheld',
    });
  });

  test('say that they are invented wherever a reader may begin', () => {
    for (const file of ['README.md', 'make-records.mjs', 'study.yaml']) {
      expect(readFileSync(join(folder, file), 'utf8')).toMatch(/invented/i);
    }
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('INVENTED');
    for (const file of readdirSync(join(folder, 'source'))) {
      const [, ...rows] = readFileSync(join(folder, 'source', file), 'utf8')
        .trim()
        .split(/\r?\n/);
      expect(rows.every((row) => row.startsWith('INVENTED,'))).toBe(true);
    }
  });
});
