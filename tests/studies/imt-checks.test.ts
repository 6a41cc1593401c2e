import { fileURLToPath } from 'node:url';
import { patientContexts } from '@casewright/core/derive';
import type { Issue, Value } from '@casewright/core/model';
import { loadStudy } from '@casewright/core/protocol';
import { checkRecords, recordsFromTables, type TextTable } from '@casewright/core/records';
import { readStudyFolder } from '@casewright/node/read';
import { describe, expect, test } from 'vitest';
import { CHECK_CASES, type Edits } from './imt-check-cases.ts';

const folder = fileURLToPath(new URL('../../studies/imt/', import.meta.url));
const { studyText, tables } = await readStudyFolder(folder);
const loaded = loadStudy(studyText, 'study.yaml');
if (!loaded.study) throw new Error(`The shipped study must load: ${JSON.stringify(loaded.issues, null, 2)}`);
const study = loaded.study;
const { forms } = study.document;

type Place = { form: string; patient: string; repeat: string | null };

/** 'form INV-01' or 'form 2 INV-07' */
function placeOf(at: string): Place {
  const words = at.split(' ');
  return { form: words[0] ?? '', patient: words.at(-1) ?? '', repeat: words.length === 3 ? (words[1] ?? '') : null };
}

/** The shipped tables of one child, with some cells changed and some rows added. */
function tablesWith(judged: Place, edits: Edits): TextTable[] {
  const changes = Object.entries(edits).map(([where, cells]) => {
    const [form = '', repeat = null] = where.split(' ');
    return where === 'row' ? { ...judged, cells } : { form, patient: judged.patient, repeat, cells };
  });
  const edited = forms.map(({ id }): TextTable => {
    const file = `records/${id}.csv`;
    const { columns, rows } = tables.find((table) => table.file === file) ?? { columns: columnsOf(id), rows: [] };
    const own = rows.filter((row) => row[columns.indexOf('patient')] === judged.patient).map((row) => [...row]);
    for (const { patient, repeat, cells } of changes.filter(({ form }) => form === id)) {
      const at = repeat === null ? own[0] : own.find((row) => row[columns.indexOf('repeat')] === repeat);
      const row = at ?? columns.map(() => '');
      if (!at) own.push(row);
      for (const [column, cell] of Object.entries({ ...cells, patient, ...(repeat === null ? {} : { repeat }) })) {
        if (!columns.includes(column)) throw new Error(`${id} has no column ${column}.`);
        row[columns.indexOf(column)] = cell;
      }
    }
    return { file, columns, rows: own };
  });
  const filled = edited.filter(({ rows }) => rows.length > 0).map(({ file }) => file);
  const states = tables.find(({ file }) => file === 'records/_forms.csv') as TextTable;
  const [patientAt, formAt] = [states.columns.indexOf('patient'), states.columns.indexOf('form')];
  const stated = states.rows.filter(
    (row) => row[patientAt] === judged.patient && !filled.includes(`records/${row[formAt]}.csv`),
  );
  return [...edited, { ...states, rows: stated }];
}

function columnsOf(form: string): string[] {
  const found = forms.find(({ id }) => id === form);
  return ['patient', ...(found?.repeats ? ['repeat'] : []), ...(found?.items ?? []).map(({ id }) => id)];
}

/** A biopsy on the day of the diagnosis, which has neither operation nor margin. */
function biopsyOf(at: string): Edits {
  const { patient } = placeOf(at);
  const { columns = [], rows = [] } = tables.find(({ file }) => file === 'records/presentation.csv') ?? {};
  const presentation = rows.find((row) => row[columns.indexOf('patient')] === patient);
  const specimenDate = presentation?.[columns.indexOf('diagnosisDate')] ?? '';
  return { 'pathology 9': { number: '9', specimen: 'biopsy', specimenDate, originalDiagnosis: 'imt' } };
}

/** What a check says of a row, and the issues of that check at that row. */
function judge(check: string, at: string, edits: Edits): { verdict: Value; raised: Issue[] } {
  const judged = placeOf(at);
  const formIndex = forms.findIndex(({ id }) => id === judged.form);
  const path = `forms/${formIndex}/checks/${(forms[formIndex]?.checks ?? []).findIndex(({ id }) => id === check)}`;
  const { records, issues } = recordsFromTables(study, tablesWith(judged, edits));
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const contexts = patientContexts(study, records);
  const row = (records.forms[judged.form] ?? []).find(({ repeat }) => repeat === judged.repeat);
  const require = study.expression(`${path}/require`);
  if (!row || !require) throw new Error(`no row ${at}, or no check ${check}`);
  const whose = `"${judged.patient}" in ${judged.form}${judged.repeat === null ? '' : `, repeat ${judged.repeat}`} `;
  return {
    verdict: require.evaluate({ ...contexts.get(judged.patient), row: row.values }),
    raised: checkRecords(study, records, contexts).filter(
      (issue) => issue.code === 'records.editCheck' && issue.path === path && issue.message.en.includes(whose),
    ),
  };
}

describe('the edit checks of studies/imt', () => {
  test('each have a broken and a sound record here, and nothing here is no check', () => {
    const declared = forms.map(({ id, checks = [] }) => [id, checks.map((check) => check.id).sort()]);
    const tried = forms.map(({ id }) => [id, Object.keys(CHECK_CASES[id] ?? {}).sort()]);
    expect(tried).toEqual(declared);
    expect(declared.flatMap(([, ids]) => ids ?? []).length).toBeGreaterThanOrEqual(60);
  });

  test('have an id of their own each, and a message in both languages', () => {
    const checks = forms.flatMap((form) => form.checks ?? []);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { id, message } of checks) {
      expect(message.en, id).toMatch(/^[A-Z].*\.$/);
      expect(message['zh-CN'], id).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  for (const form of forms) {
    describe(form.id, () => {
      test.each(Object.entries(CHECK_CASES[form.id] ?? {}))('%s', (check, { at, broken, sound = {} }) => {
        const bad = judge(check, at, broken);
        expect(bad.verdict, 'the broken record').toBe(false);
        expect(bad.raised).toHaveLength(1);
        expect(bad.raised[0]).toMatchObject({
          severity: form.checks?.find(({ id }) => id === check)?.severity,
          message: {
            en: expect.stringContaining(`(${check})`),
            'zh-CN': expect.stringContaining(`（${check}）`),
          },
        });
        const good = judge(check, at, sound);
        expect(good.verdict, 'the sound record').toBe(true);
        expect(good.raised).toEqual([]);
      });

      test.each(Object.entries(CHECK_CASES[form.id] ?? {}))(
        '%s, beside a biopsy',
        (check, { at, broken, sound = {} }) => {
          expect(judge(check, at, { ...biopsyOf(at), ...broken }).verdict, 'the broken record').toBe(false);
          expect(judge(check, at, { ...biopsyOf(at), ...sound }).verdict, 'the sound record').not.toBe(false);
        },
      );
    });
  }
});
