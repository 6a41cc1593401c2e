import { words } from '@casewright/core/model';
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine, Session } from './engine.ts';
import { LATEST_VERSION, SCHEMA_VERSIONS, type TableDescription, type Tables } from './schema.ts';
import { StoreFault } from './store-fault.ts';

/**
 * Brings the tables of a database to the version of this program, or to an earlier one: what is missing is added, in one
 * transaction, and what is there is left as it is.
 *
 * @param at - the time that is noted
 * @throws StoreFault `store.newer` for a database of a later version, which is left as it is
 */
export async function migrate(engine: Engine, at: string, to = LATEST_VERSION): Promise<void> {
  const found = await engine.read(schemaVersion);
  if (found > LATEST_VERSION) throw new StoreFault('store.newer', NEWER(found));
  if (found >= to) return;
  await engine.write((session) => migrateSession(session, engine.name, at, to));
}

/** The same within a transaction that somebody else began. */
export async function migrateSession(
  session: Session,
  engine: Engine['name'],
  at: string,
  to = LATEST_VERSION,
): Promise<void> {
  if (engine === 'postgres') await session.run('SELECT pg_advisory_xact_lock(?)', [ADVISORY_LOCK]);
  const from = await schemaVersion(session);
  if (from === 0) await createTable(session.query, engine, 'casewright_schema', SCHEMA_TABLE);
  for (const { version, name, tables } of SCHEMA_VERSIONS) {
    if (version <= from || version > to) continue;
    for (const [table, description] of Object.entries(tables))
      await createTable(session.query, engine, table, description);
    await session.query.insertInto('casewright_schema').values({ version, name, applied_at: at }).execute();
  }
}

/** Two programs that open an empty database at once: one makes the tables, the other finds them. */
const ADVISORY_LOCK = 1_129_535_314;

/** The version of the tables of a database; 0 where there are none of ours. */
export async function schemaVersion({ query }: Session): Promise<number> {
  const tables = await query.introspection.getTables();
  if (!tables.some(({ name }) => name === 'casewright_schema')) return 0;
  const rows = await query.selectFrom('casewright_schema').select('version').execute();
  return Math.max(0, ...rows.map(({ version }) => version));
}

const SCHEMA_TABLE: TableDescription = {
  columns: {
    version: { type: 'integer', nullable: false },
    name: { type: 'text', nullable: false },
    applied_at: { type: 'text', nullable: false },
  },
  key: ['version'],
};

async function createTable(
  query: Kysely<Tables>,
  engine: Engine['name'],
  table: string,
  { columns, key, unique, belongsTo, isAppendOnly }: TableDescription,
): Promise<void> {
  let building: CreateTableBuilder<string, string> = query.schema.createTable(table);
  for (const [column, { type, nullable }] of Object.entries(columns))
    building = building.addColumn(column, type, (one) => (nullable ? one : one.notNull()));
  building = building.addPrimaryKeyConstraint(`${table}_key`, [...key]);
  if (unique) building = building.addUniqueConstraint(`${table}_unique`, [...unique]);
  if (belongsTo)
    building = building.addForeignKeyConstraint(`${table}_belongs`, [...belongsTo.columns], belongsTo.table, [
      ...belongsTo.key,
    ]);
  // rows lie in the order of their key, and types are kept
  if (engine === 'sqlite') building = building.modifyEnd(sql`strict, without rowid`);
  await building.execute();
  if (isAppendOnly === true) {
    for (const statement of engine === 'sqlite' ? sqliteGuards(table) : postgresGuards(table))
      await sql.raw(statement).execute(query);
  }
}

function sqliteGuards(table: string): string[] {
  return ['UPDATE', 'DELETE'].map(
    (event) =>
      `CREATE TRIGGER ${table}_no_${event.toLowerCase()} BEFORE ${event} ON ${table}
       BEGIN SELECT RAISE(ABORT, '${table} is only added to'); END`,
  );
}

function postgresGuards(table: string): string[] {
  return [
    `CREATE OR REPLACE FUNCTION casewright_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$`,
    `CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION casewright_only_added_to()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION casewright_only_added_to()`,
  ];
}

const NEWER = (found: number) =>
  words(
    `A program opens databases of its own version and of earlier ones. This database has version ${found}, and this program knows versions up to ${LATEST_VERSION}; nothing was changed. Install a newer Casewright.`,
    `程序可打开本版本及更早版本的数据库。此数据库为第 ${found} 版，本程序最高支持第 ${LATEST_VERSION} 版；未作任何改动。请安装新版 Casewright。`,
  );
