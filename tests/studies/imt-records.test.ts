import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patientContexts } from '@casewright/core/derive';
import { isMissing, isNotEntered, type MissingReason } from '@casewright/core/model';
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

  test('hold sixteen children, three of them operated on again for a recurrence', () => {
    expect(records.forms['presentation']).toHaveLength(16);
    expect([count(values('presentation', 'sex'), 'M'), count(values('presentation', 'sex'), 'F')]).toEqual([10, 6]);
    expect(count(values('presentation', 'siteGroup'), 'abdomen_pelvis')).toBe(8);
    expect([count(values('surgery', 'kind'), 'primary'), count(values('surgery', 'kind'), 'reoperation')]).toEqual([
      16, 3,
    ]);
    const primary = (records.forms['surgery'] ?? [])
      .filter(({ repeat }) => repeat === '1')
      .map((row) => row.values['margin']);
    expect(['R0', 'R1', 'RX'].map((margin) => count(primary, margin))).toEqual([10, 4, 2]);
    const kinds = values('followUp', 'kind');
    expect(['recurrence', 'assessment', 'contact'].map((kind) => count(kinds, kind))).toEqual([3, 16, 3]);
    expect(count(values('followUp', 'disease'), 'no_evidence_of_disease')).toBe(15);
    expect(values('followUp', 'therapy').filter((therapy) => !isNotEntered(therapy))).toEqual(['alectinib']);
  });

  test('keep the reasons why values are missing', () => {
    const reasons = Object.values(records.forms)
      .flat()
      .flatMap((row) => Object.entries(row.values))
      .filter(([, value]) => isMissing(value) && !isNotEntered(value))
      .map(([item, value]) => `${item} ${(value as { reasons: readonly MissingReason[] }).reasons.join()}`);
    expect(reasons.sort()).toEqual([
      'marginMm notReported',
      'marginMm notReported',
      'marginMm notReported',
      'marginMm notReported',
      'sizeC unknown',
      'symptomDuration unknown',
    ]);
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
