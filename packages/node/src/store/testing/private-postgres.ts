import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

const BIN = ['15', '16', '17', '14']
  .map((version) => `/usr/lib/postgresql/${version}/bin`)
  .find((bin) => existsSync(`${bin}/initdb`));

/** Whether a private server can be made: its programs are installed, and somebody may become the user they want. */
export const HAS_POSTGRES = BIN !== undefined && process.getuid?.() === 0;

/** A PostgreSQL server that is there for some tests. */
export type PrivatePostgres = {
  /** the URL of a new, empty database */
  newDatabase(): Promise<string>;
  /** as the owner of the server */
  ask(url: string, sql: string): Promise<Record<string, unknown>[]>;
  stop(): void;
};

export async function startPostgres(port: number): Promise<PrivatePostgres> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'casewright-pg-'));
  const data = path.join(home, 'data');
  const run = (program: string, ...args: string[]) =>
    execFileSync('runuser', ['-u', 'postgres', '--', path.join(BIN as string, program), ...args], { stdio: 'ignore' });
  execFileSync('chmod', ['755', home]);
  execFileSync('install', ['-d', '-o', 'postgres', '-m', '700', data]);
  run('initdb', '-D', data, '-A', 'trust', '-U', 'owner', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync');
  const settings = `-p ${port} -k ${data} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run('pg_ctl', '-D', data, '-w', '-l', path.join(data, 'log'), '-o', settings, 'start');
  const urlOf = (name: string): string => `postgresql://owner@127.0.0.1:${port}/${name}`;
  const ask = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const answered = await client.query(sql);
      return (Array.isArray(answered) ? answered.at(-1) : answered).rows;
    } finally {
      await client.end();
    }
  };
  let databases = 0;
  return {
    async newDatabase() {
      databases += 1;
      await ask(urlOf('postgres'), `CREATE DATABASE study_${databases}`);
      return urlOf(`study_${databases}`);
    },
    ask,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
