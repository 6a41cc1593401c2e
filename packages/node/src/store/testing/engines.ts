import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { HAS_POSTGRES, type PrivatePostgres, startPostgres } from './private-postgres.ts';

/** An engine under test: how to get an empty place on it, and how somebody writes to it behind the back of the program. */
export type EngineUnderTest = {
  readonly name: 'sqlite' | 'postgres';
  readonly isThere: boolean;
  start(): Promise<void>;
  stop(): void;
  /** the address of a database that is not there yet, or is empty */
  newPlace(): Promise<string>;
  /** runs SQL as somebody with all rights; `guards` may be taken down first */
  tamper(address: string, sql: string, guards?: 'down'): Promise<Record<string, unknown>[]>;
  folder(): string;
};

export function engines(): EngineUnderTest[] {
  return [sqlite(), postgres()];
}

function sqlite(): EngineUnderTest {
  let home = '';
  let places = 0;
  return {
    name: 'sqlite',
    isThere: true,
    async start() {
      home = mkdtempSync(path.join(os.tmpdir(), 'casewright-store-'));
    },
    stop: () => rmSync(home, { recursive: true, force: true }),
    async newPlace() {
      places += 1;
      return path.join(home, `study-${places}.db`);
    },
    async tamper(address, sql, guards) {
      const database = new SQLite(address);
      try {
        if (guards === 'down') {
          const triggers = database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
          for (const { name } of triggers as { name: string }[]) database.exec(`DROP TRIGGER ${name}`);
          database.pragma('foreign_keys = OFF');
        }
        if (/^\s*SELECT/i.test(sql)) return database.prepare(sql).all() as Record<string, unknown>[];
        database.exec(sql);
        return [];
      } finally {
        database.close();
      }
    },
    folder: () => home,
  };
}

function postgres(): EngineUnderTest {
  let server: PrivatePostgres | null = null;
  const home = { folder: '' };
  const running = (): PrivatePostgres => {
    if (server === null) throw new Error('the server was not started');
    return server;
  };
  return {
    name: 'postgres',
    isThere: HAS_POSTGRES,
    async start() {
      home.folder = mkdtempSync(path.join(os.tmpdir(), 'casewright-store-'));
      server = await startPostgres(21_000 + (process.pid % 20_000));
    },
    stop() {
      server?.stop();
      rmSync(home.folder, { recursive: true, force: true });
    },
    newPlace: () => running().newDatabase(),
    tamper: (address, sql, guards) =>
      running().ask(address, guards === 'down' ? `SET session_replication_role = replica; ${sql}` : sql),
    folder: () => home.folder,
  };
}
