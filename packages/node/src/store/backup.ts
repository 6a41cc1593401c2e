import { existsSync } from 'node:fs';
import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { words } from '@casewright/core/model';
import type { Session } from './engine.ts';
import { migrateSession, schemaVersion } from './migrate.ts';
import { isPostgresUrl, openStore } from './open-store.ts';
import { type TableName, tablesUpTo } from './schema.ts';
import { copySqlite } from './sqlite-engine.ts';
import { faultOf, StoreFault } from './store-fault.ts';
import { type VerifiedStudy, verifySession, verifyStore } from './verify-store.ts';

/**
 * Backs a database up into a file while others write to it: one state of it, an SQLite file whichever the engine is. The
 * copy is opened and verified before it gets its name; unless everything holds, there is no backup.
 *
 * @throws StoreFault `backup.there` where the file exists, `backup.unsound` where the copy does not verify
 */
export async function backupStore(address: string, file: string): Promise<VerifiedStudy[]> {
  if (existsSync(file)) throw new StoreFault('backup.there', BACKUP_THERE);
  return await appearsWhole(file, async (beside) => {
    if (!isPostgresUrl(address)) {
      // says in words what cannot be opened, and leaves the tables as they are
      await (await openStore(address, { leaveAsIs: true })).engine.close();
      await copySqlite(address, beside);
      return;
    }
    const source = await openStore(address, { leaveAsIs: true });
    try {
      const target = await openStore(beside, { isNew: true, schema: 0 });
      try {
        await source.engine.read((from) => target.engine.write((to) => copyTables(from, to, 'sqlite', source.now())));
      } finally {
        await target.engine.close();
      }
    } finally {
      await source.engine.close();
    }
  });
}

/**
 * Restores a backup into an empty place: a file that is not there, or a PostgreSQL database without tables of Casewright.
 * What was restored is verified first; a restore that fails or is killed leaves nothing that could be taken for a database.
 *
 * @throws StoreFault `restore.notEmpty`, `backup.unsound`
 */
export async function restoreStore(file: string, address: string): Promise<VerifiedStudy[]> {
  if (!isPostgresUrl(address)) {
    if (existsSync(address)) throw new StoreFault('restore.notEmpty', NOT_EMPTY);
    await (await openStore(file, { leaveAsIs: true })).engine.close();
    return await appearsWhole(address, (beside) => copySqlite(file, beside));
  }
  const source = await openStore(file, { leaveAsIs: true });
  try {
    const target = await openStore(address, { isNew: true, schema: 0 });
    try {
      return await source.engine.read((from) =>
        target.engine.write(async (to) => {
          if ((await schemaVersion(to)) > 0) throw new StoreFault('restore.notEmpty', NOT_EMPTY);
          await copyTables(from, to, 'postgres', source.now());
          return sound(await verifySession(to));
        }),
      );
    } finally {
      await target.engine.close();
    }
  } finally {
    await source.engine.close();
  }
}

/** Makes a database beside its place, verifies it there, and lets it appear whole; what is in its place already stays. */
async function appearsWhole(file: string, make: (beside: string) => Promise<void>): Promise<VerifiedStudy[]> {
  const target = path.resolve(file);
  const folder = path.dirname(target);
  const beside = path.join(folder, `${BESIDE}${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await removeLeftOver(folder);
    await make(beside);
    const copy = await openStore(beside, { leaveAsIs: true });
    let verified: VerifiedStudy[];
    try {
      verified = sound(await verifyStore(copy));
    } finally {
      await copy.engine.close();
    }
    await flush(beside);
    await link(beside, target); // refuses to take a place that was filled meanwhile
    await flush(folder);
    return verified;
  } catch (error) {
    throw faultOf(error);
  } finally {
    for (const end of ENDS) await rm(beside + end, { force: true });
  }
}

const BESIDE = '.casewright-database-';
const ENDS = ['', '-wal', '-shm', '-journal'];

/** Takes away what a run that was killed left beside its target. */
async function removeLeftOver(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^\.casewright-database-(\d+)(-wal|-shm|-journal)?$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(path.join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function flush(place: string): Promise<void> {
  const file = await open(place, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function sound(verified: VerifiedStudy[]): VerifiedStudy[] {
  if (verified.some(({ fault }) => fault !== null)) throw new StoreFault('backup.unsound', UNSOUND);
  return verified;
}

const TOGETHER = 500;

/** Copies all tables from one transaction into another, in the order in which rows belong to rows. */
async function copyTables(from: Session, to: Session, engine: 'sqlite' | 'postgres', at: string): Promise<void> {
  const version = await schemaVersion(from);
  await migrateSession(to, engine, at, version);
  for (const [table, { columns, key }] of tablesUpTo(version))
    await copyTable(from, to, table, Object.keys(columns), key);
}

async function copyTable(
  from: Session,
  to: Session,
  table: TableName,
  columns: readonly string[],
  key: readonly string[],
): Promise<void> {
  const list = columns.join(', ');
  const insert = `INSERT INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`;
  const first = `SELECT ${list} FROM ${table} ORDER BY ${key.join(', ')} LIMIT ${TOGETHER}`;
  const next = `SELECT ${list} FROM ${table} WHERE (${key.join(', ')}) > (${key.map(() => '?').join(', ')})
    ORDER BY ${key.join(', ')} LIMIT ${TOGETHER}`;
  let rows = await from.all<Record<string, string | number | null>>(first);
  while (rows.length > 0) {
    for (const row of rows)
      await to.run(
        insert,
        columns.map((column) => row[column] ?? null),
      );
    if (rows.length < TOGETHER) return;
    const last = rows.at(-1) as Record<string, string | number>;
    rows = await from.all(
      next,
      key.map((column) => last[column] as string | number),
    );
  }
}

const BACKUP_THERE = words(
  'A backup is written to a new file, so that none is ever overwritten. There is one of that name. Name another.',
  '备份须写入新文件，以免覆盖旧备份。已有同名文件。请另选名称。',
);
const NOT_EMPTY = words(
  'A backup is restored into an empty place, so that nothing is ever overwritten. There is a database. Name another place, or move that one away first.',
  '备份只能恢复到空位置，以免覆盖现有数据。此处已有数据库。请另选位置，或先移走现有数据库。',
);
const UNSOUND = words(
  'A backup holds only what verifies. This one does not; nothing was written. "casewright audit verify" says where.',
  '备份须能通过核验。此次未通过；未写入任何内容。请用“casewright audit verify”查看问题所在。',
);
