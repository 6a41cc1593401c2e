import { createRequire } from 'node:module';
import { words } from '@casewright/core/model';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { PoolClient } from 'pg';
import type { Engine, Parameter, Session } from './engine.ts';
import { kyselyOver } from './kysely-session.ts';
import { faultOf, StoreFault } from './store-fault.ts';

const CONNECTIONS = 8;

/**
 * A database on a PostgreSQL server. Several transactions run at once; those that write to one study take turns, because
 * each locks the row of its study first.
 *
 * @throws StoreFault where it cannot be reached
 */
export async function postgresEngine(url: string): Promise<Engine> {
  const pg = createRequire(import.meta.url)('pg') as typeof import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'casewright',
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
  });
  // a connection that is lost while nobody uses it shows at the next use
  pool.on('error', () => {});
  const sessions = new WeakMap<PoolClient, Session>();
  const connect = async (): Promise<PoolClient> => {
    try {
      const client = await pool.connect();
      if (!sessions.has(client)) {
        client.on('error', () => {});
        sessions.set(client, sessionOf(client));
        await client.query("SET synchronous_commit = on; SET TIME ZONE 'UTC'; SET client_min_messages = error");
      }
      return client;
    } catch (error) {
      const fault = faultOf(error);
      throw fault instanceof StoreFault ? fault : new StoreFault('store.unreachable', UNREACHABLE);
    }
  };
  const transaction = async <Result>(begin: string, work: (session: Session) => Promise<Result>): Promise<Result> => {
    const client = await connect();
    let isBroken = false;
    try {
      await client.query(begin);
      const result = await work(sessions.get(client) as Session);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        isBroken = true;
      });
      throw faultOf(error);
    } finally {
      client.release(isBroken);
    }
  };
  (await connect()).release();
  return {
    name: 'postgres',
    place: placeOf(url),
    write: (work) => transaction('BEGIN ISOLATION LEVEL READ COMMITTED', work),
    read: (work) => transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work),
    close: () => pool.end(),
  };
}

/** The names under which a server keeps our statements, the same on each connection. */
const names = new Map<string, { name: string; text: string }>();

function sessionOf(client: PoolClient): Session {
  const all = async <Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> => {
    let known = names.get(sql);
    if (known === undefined) {
      let number = 0;
      known = { name: `casewright_${names.size}`, text: sql.replace(/\?/g, () => `$${++number}`) };
      names.set(sql, known);
    }
    const { rows } = await client.query({ ...known, values: [...parameters] });
    return rows as Row[];
  };
  const plain = async <Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> =>
    (await client.query({ text: sql, values: [...parameters] })).rows as Row[];
  return {
    all,
    async run(sql, parameters) {
      await all(sql, parameters);
    },
    query: kyselyOver(
      { all: plain },
      {
        createAdapter: () => new PostgresAdapter(),
        createQueryCompiler: () => new PostgresQueryCompiler(),
        createIntrospector: (db) => new PostgresIntrospector(db),
      },
    ),
  };
}

/** Host and name of a database, without user and password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgresql://${host}${pathname}`;
}

const UNREACHABLE = words(
  'The database can be reached with address, user and password of its URL. This one could not. Check the URL and the server.',
  '数据库须能以 URL 中的地址、用户名和口令连接。此处无法连接。请检查 URL 和服务器。',
);
