import { existsSync } from 'node:fs';
import { type Hash, words } from '@casewright/core/model';
import type { Engine } from './engine.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { LATEST_VERSION } from './schema.ts';
import { StoreFault } from './store-fault.ts';

/** A database that is open. `now` is the clock of the machine in UTC; tests bring their own. */
export type Store = { readonly engine: Engine; readonly now: () => string };

export type OpenOptions = {
  /** make the database where there is none */
  readonly isNew?: boolean;
  readonly now?: () => string;
  /** migrate to an earlier version of the tables, for tests */
  readonly schema?: number;
  /** leave the tables at the version they have, as for a backup that is only read */
  readonly leaveAsIs?: boolean;
};

/**
 * Opens a database by its file or its PostgreSQL URL and brings its tables to the version of this program.
 * @throws StoreFault where it is not there, cannot be opened, or was written by a newer program
 */
export async function openStore(
  address: string,
  { isNew = false, now = () => new Date().toISOString(), schema = LATEST_VERSION, leaveAsIs = false }: OpenOptions = {},
): Promise<Store> {
  const engine = await engineOf(address, isNew);
  try {
    const found = await engine.read(schemaVersion);
    if (!isNew && found === 0) throw new StoreFault('store.empty', EMPTY);
    await migrate(engine, now(), leaveAsIs ? found : schema);
    return { engine, now };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

export function isPostgresUrl(address: string): boolean {
  return /^postgres(ql)?:\/\//i.test(address);
}

async function engineOf(address: string, isNew: boolean): Promise<Engine> {
  if (isPostgresUrl(address)) {
    const { postgresEngine } = await import('./postgres-engine.ts');
    return await postgresEngine(address);
  }
  if (!isNew && !existsSync(address)) throw new StoreFault('store.notThere', NOT_THERE);
  const { sqliteEngine } = await import('./sqlite-engine.ts');
  return await sqliteEngine(address, { isNew });
}

/** The studies of a database, with the length and head of the audit trail of each. */
export async function studiesOf({ engine }: Store): Promise<{ id: string; length: number; head: Hash }[]> {
  return await engine.read(({ query }) => query.selectFrom('study').selectAll().orderBy('id').execute());
}

const EMPTY = words(
  'A database of Casewright holds its tables. This one has none. Load a study into it with "casewright load STUDY --database".',
  'Casewright 的数据库须含其数据表。此数据库中没有。请用“casewright load STUDY --database”载入研究。',
);
const NOT_THERE = words(
  'A database is a file, or an address of PostgreSQL. There is no such file. Check the path, or make it with "casewright load STUDY --database FILE".',
  '数据库须为文件或 PostgreSQL 地址。没有这个文件。请检查路径，或用“casewright load STUDY --database FILE”建立。',
);
