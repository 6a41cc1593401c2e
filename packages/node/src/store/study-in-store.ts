import { words } from '@casewright/core/model';
import { type LoadedStudy, loadStudy } from '@casewright/core/protocol';
import { STUDY_FILE } from '../read/index.ts';
import type { Session } from './engine.ts';
import { type Store, studiesOf } from './open-store.ts';
import type { StudyContent } from './projection.ts';
import { sha256 } from './sha256.ts';
import { soundText } from './sound-text.ts';
import { StoreFault } from './store-fault.ts';
import { type Author, closeTrail, lockTrail, type Position, type Trail } from './write-change.ts';

/** A study of a database, with its document as it is now. */
export type StudyInStore = {
  readonly store: Store;
  readonly id: string;
  /** 1 for the document that it began with */
  readonly version: number;
  readonly text: string;
  readonly study: LoadedStudy;
};

/**
 * Opens a study of a database; without an id, the only one.
 * @throws StoreFault where it is not there, or the database has several and none was named
 */
export async function openStudyInStore(store: Store, id?: string): Promise<StudyInStore> {
  const ids = (await studiesOf(store)).map((study) => study.id);
  const named = id ?? (ids.length === 1 ? ids[0] : undefined);
  if (named === undefined || !ids.includes(named)) throw new StoreFault('store.whichStudy', WHICH(ids));
  const [latest] = await store.engine.read((session) =>
    session.all<{ number: number } & StudyContent>(
      'SELECT number, hash, document FROM study_version WHERE study = ? ORDER BY number DESC LIMIT 1',
      [named],
    ),
  );
  const loaded = latest === undefined ? null : loadStudy(latest.document, STUDY_FILE, sha256).study;
  if (latest === undefined || loaded === null) throw new StoreFault('store.unsoundStudy', UNSOUND);
  return { store, id: named, version: latest.number, text: latest.document, study: loaded };
}

/** One transaction that changes a study: its author's clock, its trail, and whatever is done in it, or nothing of it. */
export async function changeStudy<Result>(
  { store, id }: Pick<StudyInStore, 'store' | 'id'>,
  actor: string,
  work: (session: Session, trail: Trail, author: Author) => Promise<Result>,
): Promise<Result> {
  const { engine, now } = store;
  soundText(actor);
  return await engine.write(async (session) => {
    const trail = await lockTrail(session, id, engine.name === 'postgres');
    const { length } = trail;
    // the clock is read under the lock, so that times do not run against positions
    const result = await work(session, trail, { actor, at: now() });
    if (trail.length > length) await closeTrail(session, trail);
    return result;
  });
}

/** Where the audit trail of a study ends: what a report prints, and `audit verify --head` looks for. */
export async function headOf({ store, id }: Pick<StudyInStore, 'store' | 'id'>): Promise<Position | null> {
  const found = (await studiesOf(store)).find((study) => study.id === id);
  return found === undefined ? null : { position: found.length, hash: found.head };
}

const WHICH = (ids: readonly string[]) =>
  ids.length === 0
    ? words(
        'A database holds at least one study. This one holds none yet. Load one with "casewright load STUDY --database".',
        '数据库须至少含一项研究。此数据库尚无研究。请用“casewright load STUDY --database”载入。',
      )
    : words(
        `A study of a database is named where there are several. This database holds ${ids.join(', ')}. Name one of them with --study.`,
        `数据库含多项研究时须指明其一。此数据库含 ${ids.join('、')}。请用 --study 指明。`,
      );
const UNSOUND = words(
  'The document of a study in a database has no errors. This one has some, for this version of the program. Use the version that loaded it, or restore a backup.',
  '数据库中的研究文档不应有错误。以本版程序来看，此文档有误。请使用载入时的程序版本，或恢复备份。',
);
