import { hasErrors, type Issue, isNotEntered, type Records, words } from '@casewright/core/model';
import { loadStudy } from '@casewright/core/protocol';
import { patientsOf, recordsFromTables, snapshotId } from '@casewright/core/records';
import {
  changedRow,
  contentOfValue,
  type RowContent,
  type SourceContent,
  type ThingKind,
  type ValueContent,
} from '@casewright/core/store';
import { readStudyFolder, STUDY_FILE } from '../read/index.ts';
import type { Store } from './open-store.ts';
import type { Key, ScreeningContent, StateContent, StudyContent } from './projection.ts';
import { tablesOfSession } from './read-records.ts';
import { sha256 } from './sha256.ts';
import { soundText } from './sound-text.ts';
import { StoreFault } from './store-fault.ts';
import { beginTrail, closeTrail, writeChange } from './write-change.ts';

export type Loaded = {
  readonly study: string;
  readonly snapshot: string;
  /** lines of the audit trail, one a thing */
  readonly length: number;
  readonly head: string;
  readonly patients: number;
};

export type StudyToLoad = {
  readonly text: string;
  readonly id: string;
  readonly records: Records;
  readonly issues: Issue[];
};

/**
 * Reads a study folder for loading. What cannot be read cannot be loaded, so that nothing is lost on the way: then
 * `study` is null, and the issues say why. What can be read and is implausible is loaded as it is.
 */
export async function readForLoading(folder: string): Promise<{ study: StudyToLoad | null; issues: Issue[] }> {
  const { studyText: text, tables, issues } = await readStudyFolder(folder);
  if (text === '') return { study: null, issues };
  const loaded = loadStudy(text, STUDY_FILE, sha256);
  const all = [...issues, ...loaded.issues];
  if (loaded.study === null) return { study: null, issues: all };
  const read = recordsFromTables(loaded.study, tables);
  all.push(...read.issues);
  if (hasErrors(all)) return { study: null, issues: all };
  return { study: { text, id: loaded.study.document.id, records: read.records, issues: all }, issues: all };
}

/**
 * Writes a study with all its records into a database that does not have it, in one transaction, and reads them back:
 * unless they come back as they were, nothing is written.
 * @throws StoreFault `store.studyThere`, `store.notTheSame`
 */
export async function loadIntoStore(
  { engine, now }: Store,
  { text, id, records }: StudyToLoad,
  actor: string,
): Promise<Loaded> {
  const { study } = loadStudy(text, STUDY_FILE, sha256);
  if (study === null) throw new Error('only a sound study is loaded');
  const things = [...thingsOf(records)];
  soundText(text, actor, JSON.stringify(things));
  const snapshot = snapshotId(records, sha256);
  return await engine.write(async (session) => {
    const there = await session.all('SELECT 1 AS one FROM study WHERE id = ?', [id]);
    if (there.length > 0) throw new StoreFault('store.studyThere', ALREADY_THERE);
    const trail = await beginTrail(session, id);
    const author = { actor, at: now() };
    const before = { version: 0, content: null };
    const document: StudyContent = { hash: study.hash, document: text };
    for (const { kind, key, content } of [{ kind: 'study' as const, key: [1], content: document }, ...things])
      await writeChange(session, trail, author, { kind, key, before, after: content, reason: null, action: 'load' });
    await closeTrail(session, trail);
    const back = recordsFromTables(study, await tablesOfSession(session, id, study));
    if (snapshotId(back.records, sha256) !== snapshot) throw new StoreFault('store.notTheSame', NOT_THE_SAME);
    return { study: id, snapshot, length: trail.length, head: trail.head, patients: patientsOf(records).length };
  });
}

type Thing = { readonly kind: ThingKind; readonly key: Key; readonly content: object };

function* thingsOf(records: Records): Generator<Thing> {
  for (const patient of patientsOf(records)) yield { kind: 'patient', key: [patient], content: {} };
  const sources = new Map<string, SourceContent[]>();
  for (const { form, patient, repeat, ...source } of records.sources) {
    const place = JSON.stringify([form, patient, repeat]);
    const own = sources.get(place);
    if (own) own.push(source);
    else sources.set(place, [source]);
  }
  for (const [form, rows] of Object.entries(records.forms)) {
    for (const { patient, repeat, values } of rows) {
      const entered = Object.entries(values).filter(([, value]) => !isNotEntered(value));
      const row: RowContent = {
        values: Object.fromEntries(entered.map(([item, value]) => [item, contentOfValue(value) as ValueContent])),
        sources: sources.get(JSON.stringify([form, patient, repeat])) ?? [],
      };
      yield { kind: 'row', key: [form, patient, Number(repeat ?? 0)], content: changedRow(row, { values: {} }) };
    }
  }
  for (const { form, patient, state } of records.states) {
    const content: StateContent = { state };
    yield { kind: 'state', key: [form, patient], content };
  }
  for (const { candidate, patient, decision, reason, details } of records.screening) {
    const content: ScreeningContent = { patient, decision, reason, details: Object.entries(details) };
    yield { kind: 'screening', key: [candidate], content };
  }
}

const ALREADY_THERE = words(
  'A study is loaded into a database that does not have it. This database has it already; nothing was changed. Name another database, or enter changes in the app, which keeps their history.',
  '研究只能载入尚无此研究的数据库。此数据库中已有；未作任何改动。请指定其他数据库，或在应用中录入更改（会保留历史）。',
);
const NOT_THE_SAME = words(
  'What is loaded must come back as it was. It did not; nothing was kept. This is a fault of the program: please report it.',
  '载入的内容须能原样读回。此次不符；未保留任何内容。这是程序的错误，请予反馈。',
);
