import { recordsFromTables, snapshotText } from '@casewright/core/records';
import type { SnapshotContent } from './projection.ts';
import { tablesOfSession } from './read-records.ts';
import { sha256 } from './sha256.ts';
import { changeStudy, type StudyInStore } from './study-in-store.ts';
import { currentOf, writeChange } from './write-change.ts';

/** A frozen state of the records, named by what it says. */
export type Snapshot = { readonly id: string; readonly name: string; readonly studyVersion: number };

/**
 * Freezes the records as they are now. The id is the hash of what they say, the same that a report of them prints; records
 * that were frozen before are found, not frozen twice, and keep their name.
 *
 * @param name - what people call it, e.g. `first submission`
 */
export async function freezeSnapshot(study: StudyInStore, name: string, actor: string): Promise<Snapshot> {
  return await changeStudy(study, actor, async (session, trail, author) => {
    const { records } = recordsFromTables(study.study, await tablesOfSession(session, study.id, study.study));
    const content = snapshotText(records);
    const id = sha256(content);
    const before = await currentOf<SnapshotContent>(session, study.id, 'snapshot', [id]);
    if (before.content !== null) return { id, name: before.content.name, studyVersion: before.content.studyVersion };
    const after: SnapshotContent = { name, studyVersion: study.version, content };
    await writeChange(session, trail, author, { kind: 'snapshot', key: [id], before, after, reason: null });
    return { id, name, studyVersion: study.version };
  });
}

/** The snapshots of a study, those frozen first before the others. */
export async function snapshotsOf({ store, id }: StudyInStore): Promise<Snapshot[]> {
  const found = await store.engine.read((session) =>
    session.all<{ id: string; name: string; study_version: number }>(
      `SELECT snapshot.id, snapshot.name, snapshot.study_version FROM snapshot
       JOIN history ON history.study = snapshot.study AND history.kind = 'snapshot'
       AND history.key = '["' || snapshot.id || '"]' WHERE snapshot.study = ? ORDER BY history.position`,
      [id],
    ),
  );
  return found.map((one) => ({ id: one.id, name: one.name, studyVersion: one.study_version }));
}

/** What a snapshot says: its canonical JSON, whose SHA-256 is its id; null where there is none of that id. */
export async function snapshotContent({ store, id }: StudyInStore, snapshot: string): Promise<string | null> {
  const found = await store.engine.read((session) =>
    session.all<{ content: string }>('SELECT content FROM snapshot WHERE study = ? AND id = ?', [id, snapshot]),
  );
  return found[0]?.content ?? null;
}
