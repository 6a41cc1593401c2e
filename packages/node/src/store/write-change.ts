import { canonicalJson, type Hash, type Sha256, words } from '@casewright/core/model';
import { CHAIN_BEGINS, type ChangeAction, sealEntry, type ThingKind } from '@casewright/core/store';
import type { Session } from './engine.ts';
import { type Key, keyText, PROJECTIONS } from './projection.ts';
import { sha256 } from './sha256.ts';
import { StoreFault } from './store-fault.ts';

/** Who changes something, and when by the clock of the machine: UTC, as `Date.toISOString` writes it. */
export type Author = { readonly actor: string; readonly at: string };

/** Where a change stands in the audit trail. */
export type Position = { readonly position: number; readonly hash: Hash };

/** What a thing says now, and in which version; version 0 and null where it never was, null where it was deleted. */
export type Current<Content> = { readonly version: number; readonly content: Content | null };

/** The end of a trail that this transaction writes to; nobody else writes to the study until it ends. */
export type Trail = { readonly study: string; length: number; head: Hash };

/**
 * Locks a study for writing, until the transaction ends, and finds the end of its trail.
 * @throws StoreFault `store.noStudy`
 */
export async function lockTrail(session: Session, study: string, isPostgres: boolean): Promise<Trail> {
  const [found] = await session.all<{ length: number; head: string }>(isPostgres ? LOCK_STUDY : READ_STUDY, [study]);
  if (found === undefined) throw new StoreFault('store.noStudy', NO_STUDY);
  return { study, length: found.length, head: found.head };
}

const READ_STUDY = 'SELECT length, head FROM study WHERE id = ?';
const LOCK_STUDY = `${READ_STUDY} FOR UPDATE`;

/** Makes the row of a study that the database does not have; its first change is its document. */
export async function beginTrail(session: Session, study: string): Promise<Trail> {
  await session.run('INSERT INTO study (id, length, head) VALUES (?, 0, ?)', [study, CHAIN_BEGINS]);
  return { study, length: 0, head: CHAIN_BEGINS };
}

/**
 * What was saved last of a thing. It is read from the history and not from the tables of current values: what somebody
 * changes there behind the back is then found out, and not taken over by the next save.
 */
export async function currentOf<Content>(
  session: Session,
  study: string,
  kind: ThingKind,
  key: Key,
): Promise<Current<Content>> {
  const [found] = await session.all<{ version: number; content: string | null }>(CURRENT, [study, kind, keyText(key)]);
  if (found === undefined) return { version: 0, content: null };
  return {
    version: found.version,
    content: found.content === null ? null : (JSON.parse(found.content) as Content),
  };
}

const CURRENT = `SELECT thing.version AS version, history.content AS content FROM thing
  JOIN history ON history.study = thing.study AND history.position = thing.position
  WHERE thing.study = ? AND thing.kind = ? AND thing.key = ?`;

export type Change = {
  readonly kind: ThingKind;
  readonly key: Key;
  readonly before: Current<unknown>;
  /** null deletes */
  readonly after: unknown;
  readonly reason: string | null;
  /** of a whole folder; else it follows from what stands there */
  readonly action?: ChangeAction;
};

/**
 * Writes one change: the current values, their version in the history, and its line of the audit trail, in the
 * transaction of the session. The trail moves on in memory; `closeTrail` writes its end.
 */
export async function writeChange(
  session: Session,
  trail: Trail,
  author: Author,
  { kind, key, before, after, reason, action }: Change,
): Promise<Position & { version: number }> {
  const { study } = trail;
  const text = keyText(key);
  const content = after === null ? null : canonicalJson(after);
  const version = before.version + 1;
  const position = trail.length + 1;
  const entry = sealEntry(
    {
      study,
      position,
      at: author.at,
      actor: author.actor,
      action: action ?? actionOf(before, after),
      kind,
      key: text,
      version,
      contentHash: content === null ? null : sha256(content),
      reason,
      previous: trail.head,
    },
    sha256 satisfies Sha256,
  );
  await PROJECTIONS[kind].write(session, study, key, before.content, after);
  await session.run(INSERT_HISTORY, [study, position, kind, text, version, content]);
  await session.run(INSERT_AUDIT, [
    study,
    position,
    entry.at,
    entry.actor,
    entry.action,
    kind,
    text,
    version,
    entry.contentHash,
    reason,
    entry.previous,
    entry.hash,
  ]);
  if (before.version === 0) await session.run(INSERT_THING, [study, kind, text, version, position]);
  else await session.run(UPDATE_THING, [version, position, study, kind, text]);
  trail.length = position;
  trail.head = entry.hash;
  return { position, hash: entry.hash, version };
}

/** Writes the end of the trail, once a transaction. */
export async function closeTrail(session: Session, { study, length, head }: Trail): Promise<void> {
  await session.run('UPDATE study SET length = ?, head = ? WHERE id = ?', [length, head, study]);
}

function actionOf(before: Current<unknown>, after: unknown): ChangeAction {
  if (after === null) return 'delete';
  return before.content === null ? 'create' : 'change';
}

const INSERT_HISTORY = 'INSERT INTO history (study, position, kind, key, version, content) VALUES (?, ?, ?, ?, ?, ?)';
const INSERT_AUDIT = `INSERT INTO audit
  (study, position, at, actor, action, kind, key, version, content_hash, reason, previous, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_THING = 'INSERT INTO thing (study, kind, key, version, position) VALUES (?, ?, ?, ?, ?)';
const UPDATE_THING = 'UPDATE thing SET version = ?, position = ? WHERE study = ? AND kind = ? AND key = ?';

const NO_STUDY = words(
  'A change belongs to a study of the database. This study is not in it. Load it first with "casewright load".',
  '更改须属于数据库中的研究。此研究不在其中。请先用“casewright load”载入。',
);
