import { type CompiledQuery, type DatabaseConnection, type Dialect, Kysely, type QueryResult } from 'kysely';
import type { Parameter, Session } from './engine.ts';
import type { Tables } from './schema.ts';

/** Kysely over a session that somebody else opened and will end: it writes the SQL, and begins or ends no transaction. */
export function kyselyOver(
  session: Pick<Session, 'all'>,
  dialect: Pick<Dialect, 'createAdapter' | 'createQueryCompiler' | 'createIntrospector'>,
): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      return { rows: await session.all<Row>(sql, parameters as readonly Parameter[]) };
    },
    // biome-ignore lint/correctness/useYield: rows are read in pages, nothing is streamed
    async *streamQuery() {
      throw new Error('a session does not stream');
    },
  };
  const refuse = async (): Promise<never> => {
    throw new Error('a session is within its transaction');
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        releaseConnection: async () => {},
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        destroy: async () => {},
      }),
    },
  });
}
