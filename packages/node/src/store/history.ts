import type { ChangeAction, ThingKind } from '@casewright/core/store';
import { type Key, keyText } from './projection.ts';
import type { StudyInStore } from './study-in-store.ts';
import { type Current, currentOf } from './write-change.ts';

/** One version of a thing: what it said then, who saved it, when and why. */
export type Version<Content> = {
  readonly version: number;
  readonly position: number;
  readonly at: string;
  readonly actor: string;
  readonly action: ChangeAction;
  readonly reason: string | null;
  /** null: deleted */
  readonly content: Content | null;
};

/** Every version of a thing, the first one first; values before and after are those of two that follow each other. */
export async function historyOf<Content>(
  { store, id }: StudyInStore,
  kind: ThingKind,
  key: Key,
): Promise<Version<Content>[]> {
  const rows = await store.engine.read((session) =>
    session.all<Omit<Version<Content>, 'content'> & { content: string | null }>(
      `SELECT audit.version, audit.position, audit.at, audit.actor, audit.action, audit.reason, history.content
       FROM history JOIN audit ON audit.study = history.study AND audit.position = history.position
       WHERE history.study = ? AND history.kind = ? AND history.key = ? ORDER BY history.version`,
      [id, kind, keyText(key)],
    ),
  );
  return rows.map((row) => ({ ...row, content: row.content === null ? null : (JSON.parse(row.content) as Content) }));
}

/** What a thing says now, with the version that a save has to name. */
export async function readThing<Content>(
  { store, id }: StudyInStore,
  kind: ThingKind,
  key: Key,
): Promise<Current<Content>> {
  return await store.engine.read((session) => currentOf<Content>(session, id, kind, key));
}

/** Notes that somebody read data of a patient, or of all of them (null), in a trail beside the audit of changes. */
export async function noteRead(
  { store, id }: StudyInStore,
  { actor, patient, what }: { readonly actor: string; readonly patient: string | null; readonly what: string },
): Promise<void> {
  await store.engine.write(async (session) => {
    // the row of the study keeps two readers from taking one number
    if (store.engine.name === 'postgres') await session.all('SELECT id FROM study WHERE id = ? FOR UPDATE', [id]);
    await session.run(
      `INSERT INTO patient_read (study, number, at, actor, patient, what)
       SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM patient_read WHERE study = ?`,
      [id, store.now(), actor, patient, what, id],
    );
  });
}

export type PatientRead = {
  readonly at: string;
  readonly actor: string;
  readonly patient: string | null;
  readonly what: string;
};

/** Who read data of patients, the latest first. */
export async function readsOf({ store, id }: StudyInStore, limit = 1000): Promise<PatientRead[]> {
  return await store.engine.read(({ query }) =>
    query
      .selectFrom('patient_read')
      .select(['at', 'actor', 'patient', 'what'])
      .where('study', '=', id)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute(),
  );
}
