import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hasErrors, type Issue, parsePartialDate } from '@casewright/core/model';
import { recordsFromTables, snapshotId } from '@casewright/core/records';
import type { RowContent } from '@casewright/core/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readStudyFolder } from '../read/index.ts';
import { backupStore, restoreStore } from './backup.ts';
import { historyOf, noteRead, readsOf, readThing } from './history.ts';
import { loadIntoStore, readForLoading } from './load-study.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store, studiesOf } from './open-store.ts';
import { snapshotIdInStore, tablesInStore } from './read-records.ts';
import { deleteRow, type FormSave, type SaveOutcome, saveForm } from './save-form.ts';
import { addPatient, saveScreening, saveState } from './save-thing.ts';
import { LATEST_VERSION, SCHEMA_VERSIONS } from './schema.ts';
import { freezeSnapshot, snapshotContent, snapshotsOf } from './snapshots.ts';
import { headOf, openStudyInStore, type StudyInStore } from './study-in-store.ts';
import { engines } from './testing/engines.ts';
import { inventedStudy } from './testing/invented-study.ts';
import { unloadStudy } from './unload-study.ts';
import { verifyStore } from './verify-store.ts';

const ACTOR = 'invented.resident';
const IGNORE = { file: '.gitignore', text: '*\n' };

describe.each(engines())('the store on $name', (engine) => {
  let address: string;
  let store: Store;
  let study: StudyInStore;
  let folder: string;

  beforeAll(async () => {
    if (!engine.isThere) return;
    await engine.start();
    folder = inventedStudy(path.join(engine.folder(), 'study'));
  });
  afterAll(() => {
    if (engine.isThere) engine.stop();
  });
  beforeEach(async ({ skip }) => {
    if (!engine.isThere) skip('no server of PostgreSQL can be made here');
    address = await engine.newPlace();
    store = await openStore(address, { isNew: true });
    const { study: read } = await readForLoading(folder);
    if (read === null) throw new Error('the invented study cannot be read');
    await loadIntoStore(store, read, ACTOR);
    study = await openStudyInStore(store);
    return () => store.engine.close();
  });

  const save = (change: Partial<FormSave> & Pick<FormSave, 'cells'>, actor = ACTOR): Promise<SaveOutcome> =>
    saveForm(study, { form: 'baseline', patient: 'KID-1', repeat: 0, version: 1, ...change }, actor);
  const verified = async (head?: string) => (await verifyStore(store, head === undefined ? {} : { head }))[0];
  const cellIn = async (item: string, patient = 'KID-1') => {
    const { content } = await readThing<RowContent>(study, 'row', ['baseline', patient, 0]);
    return content?.values[item];
  };

  describe('load and unload', () => {
    it('keeps everything: the snapshot id, the tables, and the document byte for byte', async () => {
      const { studyText, tables } = await readStudyFolder(folder);
      const { records, issues } = recordsFromTables(study.study, tables);
      expect(hasErrors(issues)).toBe(false);
      expect(await snapshotIdInStore(study)).toBe(snapshotId(records));
      const out = path.join(mkdtempSync(path.join(engine.folder(), 'out-')), 'unloaded');
      expect((await unloadStudy(study, out, IGNORE)).snapshot).toBe(snapshotId(records));
      const back = await readStudyFolder(out);
      expect(back.studyText).toBe(studyText);
      expect(recordsFromTables(study.study, back.tables).records).toEqual(records);
      expect(readdirSync(out).sort()).toEqual(['.gitignore', 'records', 'study.yaml']);
      await expect(unloadStudy(study, out, IGNORE)).rejects.toMatchObject({ code: 'unload.notEmpty' });
    });

    it('keeps a value with its kind, its missing reason and the days that a partial date allows', async () => {
      const rows = await engine.tamper(
        address,
        "SELECT item, kind, content, missing, precision, earliest, latest FROM value WHERE form = 'baseline' AND item IN ('size', 'diagnosed') ORDER BY patient, item",
      );
      const march = parsePartialDate('2019-03');
      expect(rows[0]).toEqual({
        item: 'diagnosed',
        kind: 'date',
        content: '{"date":"2019-03"}',
        missing: null,
        precision: 'month',
        earliest: march?.earliest,
        latest: march?.latest,
      });
      expect(rows[1]).toMatchObject({ item: 'size', kind: 'number', content: '3.5' });
      expect(rows[3]).toMatchObject({ item: 'size', kind: 'missing', missing: 'notDone' });
    });

    it('refuses a study that is there already, and one that cannot be read, and leaves all as it is', async () => {
      const before = await studiesOf(store);
      const { study: again } = await readForLoading(folder);
      await expect(loadIntoStore(store, again as never, ACTOR)).rejects.toMatchObject({ code: 'store.studyThere' });
      expect(await studiesOf(store)).toEqual(before);
      const bad = inventedStudy(path.join(mkdtempSync(path.join(engine.folder(), 'bad-')), 'study'));
      writeFileSync(path.join(bad, 'records', 'operation.csv'), 'patient,repeat,date\nKID-1,1,2019-02-30\n');
      const { study: none, issues } = await readForLoading(bad);
      expect(none).toBeNull();
      expect(issues.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    });
  });

  describe('a save', () => {
    it('writes value, history and audit together, and moves the head', async () => {
      const before = await headOf(study);
      const outcome = await save({
        cells: { metastasis: '', symptoms: '' },
        reason: 'the letter was of another child',
      });
      expect(outcome).toMatchObject({ status: 'saved', version: 2, position: (before?.position ?? 0) + 1 });
      const after = await headOf(study);
      expect(after).toEqual({
        position: (outcome as { position: number }).position,
        hash: (outcome as { hash: string }).hash,
      });
      expect(await cellIn('metastasis')).toBeUndefined();
      const history = await historyOf<RowContent>(study, 'row', ['baseline', 'KID-1', 0]);
      expect(history.map(({ version, actor, action, reason }) => ({ version, actor, action, reason }))).toEqual([
        { version: 1, actor: ACTOR, action: 'load', reason: null },
        { version: 2, actor: ACTOR, action: 'change', reason: 'the letter was of another child' },
      ]);
      expect(history[0]?.content?.values['metastasis']).toBe(false);
      expect(history[1]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect((await verified())?.fault).toBeNull();
    });

    it.each([
      ['a change', { size: '4' }],
      ['a deletion', { size: '' }],
      ['another reason for a missing value', { age: '!unknown' }],
    ])('asks for a reason: %s of what was saved before', async (_what, cells) => {
      const head = await headOf(study);
      expect(await save({ cells })).toMatchObject({
        status: 'reasonNeeded',
        changes: [{ item: Object.keys(cells)[0] }],
      });
      expect(await save({ cells, reason: '  ' })).toMatchObject({ status: 'reasonNeeded' });
      expect(await headOf(study)).toEqual(head);
    });

    it('asks for none where something is only added, and writes nothing where nothing changes', async () => {
      const added = { patient: 'KID-3', cells: { metastasis: 'no' } };
      expect(await save(added)).toMatchObject({ status: 'saved', version: 2 });
      const head = await headOf(study);
      expect(await save({ ...added, version: 2 })).toEqual({ status: 'unchanged', version: 2 });
      expect(await save({ version: 1, cells: { size: '3.500' } })).toEqual({ status: 'unchanged', version: 1 });
      expect(await headOf(study)).toEqual(head);
    });

    it('of a stale version is refused with both values, and changes nothing', async () => {
      expect(await save({ cells: { size: '4' }, reason: 'measured again' })).toMatchObject({ status: 'saved' });
      const head = await headOf(study);
      expect(await save({ cells: { size: '5', note: 'x' }, reason: 'mine' })).toMatchObject({
        status: 'stale',
        version: 2,
        conflicts: [
          { item: 'size', yours: 5, theirs: 4 },
          { item: 'note', yours: 'x', theirs: '!important' },
        ],
        current: { values: { size: 4 } },
      });
      expect(await headOf(study)).toEqual(head);
      expect(await cellIn('size')).toBe(4);
    });

    it.each<[string, Partial<FormSave> & { cells: Record<string, string> }]>([
      ['cell.notADate', { cells: { diagnosed: '2019-02-30' } }],
      ['a code', { cells: { sex: 'X' } }],
      ['a decimal comma', { cells: { size: '3,5' } }],
      ['an item that is none', { cells: { colour: 'blue' } }],
      ['a form that is none', { form: 'nowhere', cells: { size: '1' } }],
      ['a repeat that is none', { form: 'operation', repeat: 0, version: 0, cells: { note: 'x' } }],
      [
        'a row of a form confirmed as none',
        { form: 'operation', patient: 'KID-2', repeat: 1, version: 0, cells: { note: 'x' } },
      ],
      [
        'a source of nothing',
        { cells: {}, sources: { constructor: [] as never, age: [SOURCE] }, patient: 'KID-9', version: 0 },
      ],
    ])('is judged as records on disk are: %s', async (_what, change) => {
      const head = await headOf(study);
      const outcome = await save(change);
      expect(outcome.status).toBe('refused');
      expect(await headOf(study)).toEqual(head);
    });

    it('gives the very faults that a folder has', async () => {
      const outcome = await save({ cells: { diagnosed: '2019-02-30', size: '3,5' } });
      const table = {
        file: 'records/baseline.csv',
        columns: ['patient', 'diagnosed', 'size'],
        rows: [['KID-1', '2019-02-30', '3,5']],
      };
      const onDisk = recordsFromTables(study.study, [table]).issues;
      const said = (issues: readonly Issue[]) =>
        issues.map(({ code, field, message, hint }) => ({ code, field, message, hint }));
      expect(said((outcome as { issues: readonly Issue[] }).issues)).toEqual(said(onDisk));
    });

    it('keeps an implausible value, because the chart may say so', async () => {
      expect(await save({ cells: { size: '400' }, reason: 'as written' })).toMatchObject({ status: 'saved' });
      expect(await cellIn('size')).toBe(400);
    });

    it('keeps sources by item, asks a reason for taking one away, and takes them with their value', async () => {
      const two = [SOURCE, { ...SOURCE, document: 'letter' }];
      expect(await save({ patient: 'KID-3', cells: { metastasis: 'no' }, sources: { metastasis: two } })).toMatchObject(
        { status: 'saved' },
      );
      const one = { patient: 'KID-3', version: 2, cells: {}, sources: { metastasis: [SOURCE] } };
      expect(await save(one)).toMatchObject({ status: 'reasonNeeded' });
      expect(await save({ ...one, reason: 'of another child' })).toMatchObject({ status: 'saved' });
      expect((await verified())?.fault).toBeNull();
      expect(await save({ patient: 'KID-3', version: 3, cells: { metastasis: '' }, reason: 'wrong' })).toMatchObject({
        status: 'saved',
      });
      const { content } = await readThing<RowContent>(study, 'row', ['baseline', 'KID-3', 0]);
      expect(content?.sources).toEqual([]);
      expect((await verified())?.fault).toBeNull();
    });

    it('refuses text that no engine keeps, and an unknown patient, without quoting them', async () => {
      for (const note of ['SECRET\u0000', 'SECRET\ud800']) {
        const refused = await save({ patient: 'KID-3', cells: { note }, reason: 'r' }).catch((error: Error) => error);
        expect(refused).toMatchObject({ code: 'store.text' });
        expect(String((refused as Error).message)).not.toContain('SECRET');
      }
      const unknown = await save({ patient: 'SECRET-9', version: 0, cells: { size: '1' } });
      expect(unknown).toMatchObject({ status: 'refused', issues: [{ code: 'store.noPatient' }] });
      expect(JSON.stringify(unknown)).not.toContain('SECRET');
    });

    it('of a new patient, a repeating row, its deletion and its return go through versions', async () => {
      expect(await addPatient(study, 'KID-4', ACTOR)).toMatchObject({ status: 'saved' });
      expect(await addPatient(study, ' ', ACTOR)).toMatchObject({ status: 'refused' });
      const row = { form: 'operation', patient: 'KID-4', repeat: 2 };
      expect(await save({ ...row, version: 0, cells: { note: 'a' } })).toMatchObject({ status: 'saved', version: 1 });
      expect(await deleteRow(study, { ...row, version: 1 }, ACTOR)).toMatchObject({ status: 'reasonNeeded' });
      expect(await deleteRow(study, { ...row, version: 0, reason: 'r' }, ACTOR)).toMatchObject({ status: 'stale' });
      expect(await deleteRow(study, { ...row, version: 1, reason: 'twice' }, ACTOR)).toMatchObject({
        status: 'saved',
        version: 2,
      });
      expect(await save({ ...row, version: 1, cells: { note: 'b' } })).toMatchObject({
        status: 'stale',
        current: null,
      });
      expect(await save({ ...row, version: 2, cells: { note: 'b' } })).toMatchObject({ status: 'saved', version: 3 });
      const history = await historyOf(study, 'row', ['operation', 'KID-4', 2]);
      expect(history.map(({ action, reason }) => [action, reason])).toEqual([
        ['create', null],
        ['delete', 'twice'],
        ['create', null],
      ]);
      expect((await verified())?.fault).toBeNull();
    });
  });

  it('states of forms must agree with their rows, and the screening log keeps its columns', async () => {
    const key = { form: 'operation', patient: 'KID-3' };
    expect(await saveState(study, key, { version: 0, content: { state: 'entered' } }, ACTOR)).toMatchObject({
      status: 'refused',
    });
    expect(await saveState(study, key, { version: 0, content: { state: 'noneConfirmed' } }, ACTOR)).toMatchObject({
      status: 'saved',
    });
    expect(await saveState(study, key, { version: 1, content: null }, ACTOR)).toMatchObject({ status: 'reasonNeeded' });
    expect(await saveState(study, key, { version: 0, content: null, reason: 'r' }, ACTOR)).toMatchObject({
      status: 'stale',
      theirs: { state: 'noneConfirmed' },
    });
    expect(await saveState(study, key, { version: 1, content: null, reason: 'r' }, ACTOR)).toMatchObject({
      status: 'saved',
    });
    const entered = { form: 'operation', patient: 'KID-1' };
    for (const repeat of [1, 3]) {
      const outcome = await deleteRow(study, { ...entered, repeat, version: 1, reason: 'r' }, ACTOR);
      expect(outcome.status, String(repeat)).toBe(repeat === 1 ? 'saved' : 'refused');
    }
    const entry = {
      candidate: 'C-3',
      patient: 'KID-3',
      decision: 'include',
      reason: '',
      details: { second: 'b', first: 'a' },
    };
    expect(await saveScreening(study, entry, { version: 1, reason: 'late' }, ACTOR)).toMatchObject({ status: 'saved' });
    const table = (await tablesInStore(study)).find(({ file }) => file.endsWith('_screening.csv'));
    expect(table?.columns).toEqual([
      'candidate',
      'patient',
      'decision',
      'reason',
      'found-by',
      'constructor',
      'second',
      'first',
    ]);
    expect((await verified())?.fault).toBeNull();
  });

  describe('history and audit', () => {
    it.each(['history', 'audit', 'snapshot', 'patient_read'])('%s refuses UPDATE and DELETE', async (table) => {
      await freezeSnapshot(study, 'first', ACTOR);
      await noteRead(study, { actor: ACTOR, patient: 'KID-1', what: 'baseline' });
      for (const sql of [
        `UPDATE ${table} SET study = 'x'`,
        `DELETE FROM ${table}`,
        `DELETE FROM ${table} WHERE study = 'invented'`,
      ])
        await expect(engine.tamper(address, sql), sql).rejects.toThrow(/only added to|FOREIGN KEY/);
    });

    it.each<[string, string, string]>([
      ['a value', "UPDATE value SET content = '9.9' WHERE item = 'size' AND patient = 'KID-1'", 'values.changed'],
      [
        'the days of a date',
        "UPDATE value SET latest = latest + 400 WHERE item = 'diagnosed' AND patient = 'KID-1'",
        'values.changed',
      ],
      ['a sentence', "UPDATE source SET sentence = 'It measured 9.9 cm.'", 'values.changed'],
      [
        'a value taken out',
        "DELETE FROM source; DELETE FROM value WHERE item = 'size' AND patient = 'KID-1'",
        'values.changed',
      ],
      ['a patient put in', "INSERT INTO patient (study, patient) VALUES ('invented', 'KID-7')", 'values.neverSaved'],
      ['a line of the log taken out', "DELETE FROM screening WHERE candidate = 'C-4'", 'values.lost'],
      ['the document', "UPDATE study_version SET document = document || '# x'", 'values.changed'],
      [
        'a version of the history',
        "UPDATE history SET content = replace(content, '3.5', '9.9') WHERE kind = 'row'",
        'audit.historyChanged',
      ],
      ['who did it', "UPDATE audit SET actor = 'somebody else' WHERE position = 3", 'audit.changed'],
      ['when', "UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE position = 3", 'audit.changed'],
      ['a line taken out', 'DELETE FROM audit WHERE position = 4', 'audit.gap'],
      [
        'the order of two lines',
        'UPDATE audit SET position = -5 WHERE position = 5; UPDATE audit SET position = 5 WHERE position = 6; UPDATE audit SET position = 6 WHERE position = -5',
        'audit.order',
      ],
      ['the tail of the trail', 'DELETE FROM audit WHERE position > 5', 'audit.end'],
      [
        'a version without a line',
        "INSERT INTO history (study, position, kind, key, version, content) VALUES ('invented', 999, 'patient', '[\"X\"]', 1, '{}')",
        'audit.historyWithoutLine',
      ],
      ['what counts as current', "UPDATE thing SET position = 1 WHERE kind = 'screening'", 'audit.notLatest'],
    ])('verify finds what was changed behind the back: %s', async (_what, sql, code) => {
      expect((await verified())?.fault).toBeNull();
      await engine.tamper(address, sql, 'down');
      const found = await verified();
      expect(found?.fault).toMatchObject({ code });
      expect(JSON.stringify(found)).not.toMatch(/9\.9|KID/);
    });

    it('a save does not take over what was changed behind the back', async () => {
      await engine.tamper(address, "UPDATE value SET content = '9.9' WHERE item = 'size' AND patient = 'KID-1'");
      expect(await save({ cells: { metastasis: 'yes' }, reason: 'r' })).toMatchObject({ status: 'saved' });
      expect((await verified())?.fault).toMatchObject({ code: 'values.changed' });
    });

    it('a tail cut with all its traces shows against the head of an earlier report', async () => {
      const earlier = await headOf(study);
      for (let version = 1; version <= 5; version += 1)
        await save({ version, cells: { size: String(version) }, reason: 'r' });
      const printed = (await headOf(study)) as { position: number; hash: string };
      expect(await verified(printed.hash)).toMatchObject({ fault: null, headAt: printed.position });
      expect(await verified(earlier?.hash)).toMatchObject({ fault: null, headAt: earlier?.position });
      const at = earlier?.position;
      await engine.tamper(
        address,
        `DELETE FROM audit WHERE position > ${at}; DELETE FROM history WHERE position > ${at};
         UPDATE study SET length = ${at}, head = '${earlier?.hash}';
         UPDATE thing SET version = 1, position = (SELECT position FROM history WHERE history.kind = thing.kind AND history.key = thing.key) WHERE version > 1;
         UPDATE value SET content = '3.5' WHERE item = 'size' AND patient = 'KID-1'`,
        'down',
      );
      expect(await verified()).toMatchObject({ fault: null });
      expect(await verified(printed.hash)).toMatchObject({ fault: null, headAt: null });
    });
  });

  it('two writers at once lose nothing: every acknowledged save is in the chain, every other is refused as stale', async () => {
    const other = await openStore(address);
    try {
      const theirs = await openStudyInStore(other);
      const acknowledged: number[] = [];
      let refused = 0;
      const write = async (mine: StudyInStore, name: string): Promise<void> => {
        for (let turn = 0; turn < 15; turn += 1) {
          const { version } = await readThing(mine, 'row', ['baseline', 'KID-2', 0]);
          const change = {
            form: 'baseline',
            patient: 'KID-2',
            repeat: 0,
            version,
            cells: { note: `${name}${turn}` },
            reason: 'r',
          };
          const outcome = await saveForm(mine, change, name);
          if (outcome.status === 'saved') acknowledged.push(outcome.position);
          else if (outcome.status === 'stale') refused += 1;
          else throw new Error(outcome.status);
        }
      };
      await Promise.all([write(study, 'one'), write(theirs, 'two'), write(study, 'three')]);
      expect(acknowledged.length + refused).toBe(45);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      const history = await historyOf(study, 'row', ['baseline', 'KID-2', 0]);
      expect(history.map(({ position }) => position).slice(1)).toEqual([...acknowledged].sort((a, b) => a - b));
      expect((await verified())?.fault).toBeNull();
    } finally {
      await other.engine.close();
    }
  });

  it('a snapshot is frozen once and named by what it says', async () => {
    const first = await freezeSnapshot(study, 'submission', ACTOR);
    expect(first.id).toBe(await snapshotIdInStore(study));
    await save({ cells: { size: '7' }, reason: 'r' });
    const second = await freezeSnapshot(study, 'revision', ACTOR);
    expect(second.id).not.toBe(first.id);
    const head = await headOf(study);
    expect(await freezeSnapshot(study, 'again', ACTOR)).toEqual(second);
    expect(await headOf(study)).toEqual(head);
    expect(await snapshotsOf(study)).toEqual([first, second]);
    expect(await snapshotContent(study, first.id)).toContain('"size":3.5');
    expect((await verified())?.fault).toBeNull();
  });

  it('notes who read what, beside the audit', async () => {
    const head = await headOf(study);
    await Promise.all(['KID-1', null].map((patient) => noteRead(study, { actor: ACTOR, patient, what: 'forms' })));
    expect((await readsOf(study)).map(({ actor, patient }) => [actor, patient])).toHaveLength(2);
    expect(await headOf(study)).toEqual(head);
  });

  describe('backup and restore', () => {
    it('goes to an empty place with the same heads and the same records', async () => {
      await save({ cells: { size: '7' }, reason: 'r' });
      await freezeSnapshot(study, 'first', ACTOR);
      const file = path.join(mkdtempSync(path.join(engine.folder(), 'backup-')), 'backup.db');
      const backedUp = await backupStore(address, file);
      expect(backedUp).toMatchObject([{ study: 'invented', head: (await headOf(study))?.hash, fault: null }]);
      const place = await engine.newPlace();
      expect(await restoreStore(file, place)).toEqual(backedUp);
      const restored = await openStore(place);
      try {
        const again = await openStudyInStore(restored);
        expect(await snapshotIdInStore(again)).toBe(await snapshotIdInStore(study));
        expect(await snapshotsOf(again)).toEqual(await snapshotsOf(study));
        expect(
          (
            await saveForm(
              again,
              { form: 'baseline', patient: 'KID-3', repeat: 0, version: 1, cells: { metastasis: 'no' } },
              ACTOR,
            )
          ).status,
        ).toBe('saved');
      } finally {
        await restored.engine.close();
      }
      await expect(backupStore(address, file)).rejects.toMatchObject({ code: 'backup.there' });
      await expect(restoreStore(file, address)).rejects.toMatchObject({ code: 'restore.notEmpty' });
      expect(readdirSync(path.dirname(file))).toEqual(['backup.db']);
    });

    it('makes nothing of what does not verify', async () => {
      await engine.tamper(address, "UPDATE audit SET actor = 'x' WHERE position = 3", 'down');
      const file = path.join(mkdtempSync(path.join(engine.folder(), 'backup-')), 'backup.db');
      await expect(backupStore(address, file)).rejects.toMatchObject({ code: 'backup.unsound' });
      expect(readdirSync(path.dirname(file))).toEqual([]);
    });

    it('is made while others save', async () => {
      const file = path.join(mkdtempSync(path.join(engine.folder(), 'backup-')), 'backup.db');
      let version = 1;
      let isDone = false;
      const saving = (async () => {
        while (!isDone) {
          await save({ version, cells: { size: String(version + 1) }, reason: 'r' });
          version += 1;
          await new Promise(setImmediate); // a copy is read between two saves
        }
      })();
      const [backedUp] = await backupStore(address, file);
      isDone = true;
      await saving;
      expect(backedUp?.fault).toBeNull();
      expect(existsSync(file)).toBe(true);
      expect((await verified())?.length).toBeGreaterThanOrEqual(backedUp?.length ?? Number.POSITIVE_INFINITY);
    });
  });

  describe('versions of the tables', () => {
    it.each(SCHEMA_VERSIONS.slice(0, -1).map(({ version }) => version))(
      'version %i comes forward with its data',
      async (version) => {
        const place = await engine.newPlace();
        const old = await openStore(place, { isNew: true, schema: version });
        const { study: read } = await readForLoading(folder);
        await loadIntoStore(old, read as never, ACTOR);
        const before = await studiesOf(old);
        await old.engine.close();
        const now = await openStore(place);
        try {
          expect(await studiesOf(now)).toEqual(before);
          expect((await verifyStore(now))[0]?.fault).toBeNull();
          const again = await openStudyInStore(now);
          expect(await snapshotIdInStore(again)).toBe(await snapshotIdInStore(study));
          expect((await freezeSnapshot(again, 'first', ACTOR)).id).toBe(await snapshotIdInStore(study));
        } finally {
          await now.engine.close();
        }
      },
    );

    it('a newer database is refused with rule, fact and remedy, and left as it is', async () => {
      const newer = LATEST_VERSION + 1;
      await engine.tamper(
        address,
        `INSERT INTO casewright_schema (version, name, applied_at) VALUES (${newer}, 'later', '')`,
      );
      const refused = await openStore(address).catch((error: Error) => error);
      expect(refused).toMatchObject({ code: 'store.newer' });
      expect((refused as Error).message).toContain(`version ${newer}`);
      await expect(migrate(store.engine, '')).rejects.toMatchObject({ code: 'store.newer' });
    });
  });
});

const SOURCE = {
  verbatim: 'none',
  document: 'report',
  sentence: 'No metastasis.',
  abstractor: 'AB',
  abstractedOn: '2024-02-01',
};
