import { createRequire } from 'node:module';
import path from 'node:path';
import { words } from '@casewright/core/model';
import type { Database, Statement } from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Engine, Parameter, Session } from './engine.ts';
import { kyselyOver } from './kysely-session.ts';
import { faultOf, StoreFault } from './store-fault.ts';

/** 'CSWR': what stands in the header of our files and tells them from any other SQLite file. */
const APPLICATION_ID = 0x43535752;
const BUSY_MILLISECONDS = 10_000;

/**
 * A database in one file, in WAL mode and flushed to the disk at each commit. One connection, which does one thing after
 * the other: readers of other processes are not kept waiting, writers take turns.
 *
 * @throws StoreFault where the file cannot be opened, is no database of Casewright, or SQLite is not installed
 */
export async function sqliteEngine(file: string, { isNew }: { isNew: boolean }): Promise<Engine> {
  const database = await opened(file, isNew);
  const session = sessionOf(database);
  const inTurn = turns();
  const inTurnOfFile = turnsOf(file);
  return {
    name: 'sqlite',
    place: file,
    write: (work) => inTurnOfFile(() => inTurn(() => transaction(database, 'BEGIN IMMEDIATE', session, work))),
    read: (work) => inTurn(() => transaction(database, 'BEGIN', session, work)),
    close: () =>
      inTurn(async () => {
        database.close();
      }),
  };
}

/**
 * Copies one state of the database while others write to it. The copy is not flushed to the disk yet.
 * @throws StoreFault
 */
export async function copySqlite(file: string, target: string): Promise<void> {
  const database = await opened(file, false);
  try {
    // one reading of one state; the engine's own backup begins anew at each save of another connection
    database.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    throw faultOf(error);
  } finally {
    database.close();
  }
}

async function opened(file: string, isNew: boolean): Promise<Database> {
  const SQLite = loadSqlite();
  let database: Database | null = null;
  try {
    database = new SQLite(file, { fileMustExist: !isNew, timeout: BUSY_MILLISECONDS });
    if (isNew && database.pragma('page_count', { simple: true }) === 0)
      database.pragma(`application_id = ${APPLICATION_ID}`);
    if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new StoreFault('store.notOurs', NOT_OURS);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    // a row that is put in another's place fires the triggers that refuse to delete
    database.pragma('recursive_triggers = ON');
    return database;
  } catch (error) {
    database?.close();
    throw faultOf(error);
  }
}

function loadSqlite(): typeof import('better-sqlite3') {
  try {
    const SQLite = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');
    new SQLite(':memory:').close(); // the part made for this machine is looked for only now
    return SQLite;
  } catch {
    throw new StoreFault('store.noSqlite', NO_SQLITE);
  }
}

function sessionOf(database: Database): Session {
  const prepared = new Map<string, Statement<unknown[]>>();
  const statement = (sql: string): Statement<unknown[]> => {
    let known = prepared.get(sql);
    if (known === undefined) {
      known = database.prepare(sql);
      if (prepared.size < MOST_PREPARED) prepared.set(sql, known);
    }
    return known;
  };
  const all = async <Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> => {
    const asked = statement(sql);
    if (asked.reader) return asked.all(parameters) as Row[];
    asked.run(parameters);
    return [];
  };
  return {
    all,
    async run(sql, parameters = []) {
      statement(sql).run(parameters);
    },
    query: kyselyOver(
      { all },
      {
        createAdapter: () => new SqliteAdapter(),
        createQueryCompiler: () => new SqliteQueryCompiler(),
        createIntrospector: (db) => new SqliteIntrospector(db),
      },
    ),
  };
}

const MOST_PREPARED = 500;

async function transaction<Result>(
  database: Database,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE',
  session: Session,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  try {
    await session.run(begin);
    const result = await work(session);
    await session.run('COMMIT');
    return result;
  } catch (error) {
    // a full disk has ended the transaction already
    if (database.inTransaction) database.exec('ROLLBACK');
    throw faultOf(error);
  }
}

/** Does one thing after the other, in the order in which they were asked for. */
function turns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}

const files = new Map<string, ReturnType<typeof turns>>();

/** Writers of one process to one file take turns here: a connection that waits for another one's lock would stop both. */
function turnsOf(file: string): ReturnType<typeof turns> {
  const place = path.resolve(file);
  const known = files.get(place) ?? turns();
  files.set(place, known);
  return known;
}

const NOT_OURS = words(
  'A database of Casewright was made by Casewright. This SQLite file was made by another program and is left as it is. Name another file.',
  'Casewright 的数据库须由 Casewright 建立。此 SQLite 文件由其他程序建立，未作任何改动。请指定其他文件。',
);

const NO_SQLITE = words(
  'A database in a file needs SQLite (the package better-sqlite3, an optional part of the installation). It is not installed here, or was not built for this machine. Run "npm install" where there is a C++ compiler, or use a PostgreSQL address; check, report and analyze work without it.',
  '文件数据库需要 SQLite（软件包 better-sqlite3，为安装的可选部分）。此处未安装，或未能为本机编译。请在装有 C++ 编译器的环境中运行“npm install”，或改用 PostgreSQL 地址；check、report 与 analyze 不受影响。',
);
