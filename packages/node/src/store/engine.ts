import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

export type Parameter = string | number | null;

/** One connection, in one transaction. Statements are SQL that both engines read, with a ? for each parameter, and are prepared once. */
export type Session = {
  all<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  run(sql: string, parameters?: readonly Parameter[]): Promise<void>;
  /** the same connection and transaction, for queries that are not in a hurry */
  readonly query: Kysely<Tables>;
};

/** A database. Faults of the engine come as StoreFault, without what was to be saved in their words. */
export type Engine = {
  readonly name: 'sqlite' | 'postgres';
  /** what the database is called in messages: no password, no name of a user */
  readonly place: string;
  /** one transaction that writes: all of it, on the disk, or nothing; one after the other on SQLite */
  write<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** one transaction that reads one state of the database, whatever others write meanwhile */
  read<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};
