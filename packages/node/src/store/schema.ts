/**
 * The tables of the store, once for both engines: what each version of the schema added. A version that was published is
 * never changed; what comes later is a version of its own.
 */
const TEXT = { type: 'text', nullable: false } as const;
const INTEGER = { type: 'integer', nullable: false } as const;
const MAYBE_TEXT = { type: 'text', nullable: true } as const;
const MAYBE_INTEGER = { type: 'integer', nullable: true } as const;

type Column = { readonly type: 'text' | 'integer'; readonly nullable: boolean };

export type TableDescription = {
  readonly columns: Readonly<Record<string, Column>>;
  readonly key: readonly string[];
  /** the rows of another table that rows belong to */
  readonly belongsTo?: { readonly columns: readonly string[]; readonly table: string; readonly key: readonly string[] };
  readonly unique?: readonly string[];
  /** triggers refuse UPDATE and DELETE */
  readonly isAppendOnly?: boolean;
};

const TABLES_1 = {
  study: {
    // length and head of its audit trail; whoever writes to the study locks this row first
    columns: { id: TEXT, length: INTEGER, head: TEXT },
    key: ['id'],
  },
  /** what is true now of each thing: its latest version, and where in the history that stands */
  thing: {
    columns: { study: TEXT, kind: TEXT, key: TEXT, version: INTEGER, position: INTEGER },
    key: ['study', 'kind', 'key'],
    belongsTo: { columns: ['study'], table: 'study', key: ['id'] },
  },
  history: {
    columns: { study: TEXT, position: INTEGER, kind: TEXT, key: TEXT, version: INTEGER, content: MAYBE_TEXT },
    key: ['study', 'position'],
    unique: ['study', 'kind', 'key', 'version'],
    belongsTo: { columns: ['study'], table: 'study', key: ['id'] },
    isAppendOnly: true,
  },
  audit: {
    columns: {
      study: TEXT,
      position: INTEGER,
      at: TEXT,
      actor: TEXT,
      action: TEXT,
      kind: TEXT,
      key: TEXT,
      version: INTEGER,
      content_hash: MAYBE_TEXT,
      reason: MAYBE_TEXT,
      previous: TEXT,
      hash: TEXT,
    },
    key: ['study', 'position'],
    belongsTo: { columns: ['study', 'position'], table: 'history', key: ['study', 'position'] },
    isAppendOnly: true,
  },
  study_version: {
    columns: { study: TEXT, number: INTEGER, hash: TEXT, document: TEXT },
    key: ['study', 'number'],
    belongsTo: { columns: ['study'], table: 'study', key: ['id'] },
  },
  patient: {
    columns: { study: TEXT, patient: TEXT },
    key: ['study', 'patient'],
    belongsTo: { columns: ['study'], table: 'study', key: ['id'] },
  },
  /** an instance of a form; `repeat` is 0 where the form does not repeat */
  form_row: {
    columns: { study: TEXT, form: TEXT, patient: TEXT, repeat: INTEGER },
    key: ['study', 'form', 'patient', 'repeat'],
    belongsTo: { columns: ['study', 'patient'], table: 'patient', key: ['study', 'patient'] },
  },
  value: {
    columns: {
      study: TEXT,
      form: TEXT,
      patient: TEXT,
      repeat: INTEGER,
      item: TEXT,
      kind: TEXT,
      content: TEXT,
      missing: MAYBE_TEXT,
      precision: MAYBE_TEXT,
      earliest: MAYBE_INTEGER,
      latest: MAYBE_INTEGER,
    },
    key: ['study', 'form', 'patient', 'repeat', 'item'],
    belongsTo: {
      columns: ['study', 'form', 'patient', 'repeat'],
      table: 'form_row',
      key: ['study', 'form', 'patient', 'repeat'],
    },
  },
  source: {
    columns: {
      study: TEXT,
      form: TEXT,
      patient: TEXT,
      repeat: INTEGER,
      item: TEXT,
      number: INTEGER,
      verbatim: TEXT,
      document: TEXT,
      sentence: TEXT,
      abstractor: TEXT,
      abstracted_on: TEXT,
    },
    key: ['study', 'form', 'patient', 'repeat', 'item', 'number'],
    belongsTo: {
      columns: ['study', 'form', 'patient', 'repeat', 'item'],
      table: 'value',
      key: ['study', 'form', 'patient', 'repeat', 'item'],
    },
  },
  form_state: {
    columns: { study: TEXT, form: TEXT, patient: TEXT, state: TEXT },
    key: ['study', 'form', 'patient'],
    belongsTo: { columns: ['study', 'patient'], table: 'patient', key: ['study', 'patient'] },
  },
  screening: {
    columns: {
      study: TEXT,
      candidate: TEXT,
      patient: MAYBE_TEXT,
      decision: TEXT,
      reason: TEXT,
      details: TEXT,
    },
    key: ['study', 'candidate'],
    belongsTo: { columns: ['study'], table: 'study', key: ['id'] },
  },
} as const satisfies Record<string, TableDescription>;

const TABLES_2 = {
  /** a question about a value or a form, and what was answered; `messages` is JSON */
  query: {
    columns: {
      study: TEXT,
      number: INTEGER,
      form: TEXT,
      patient: TEXT,
      repeat: INTEGER,
      item: MAYBE_TEXT,
      status: TEXT,
      messages: TEXT,
    },
    key: ['study', 'number'],
    belongsTo: { columns: ['study', 'patient'], table: 'patient', key: ['study', 'patient'] },
  },
  /** one abstractor's reading of a form that is abstracted twice; `rows` is JSON, by repeat */
  abstraction: {
    columns: { study: TEXT, form: TEXT, patient: TEXT, abstractor: TEXT, status: TEXT, rows: TEXT },
    key: ['study', 'form', 'patient', 'abstractor'],
    belongsTo: { columns: ['study', 'patient'], table: 'patient', key: ['study', 'patient'] },
  },
  /** what was settled where two abstractions differ; `content` is JSON, null where the value was not entered */
  adjudication: {
    columns: {
      study: TEXT,
      form: TEXT,
      patient: TEXT,
      repeat: INTEGER,
      item: TEXT,
      content: MAYBE_TEXT,
      adjudicator: TEXT,
    },
    key: ['study', 'form', 'patient', 'repeat', 'item'],
    belongsTo: { columns: ['study', 'patient'], table: 'patient', key: ['study', 'patient'] },
  },
  /** a frozen state of the records; `id` is the SHA-256 of `content` */
  snapshot: {
    columns: { study: TEXT, id: TEXT, name: TEXT, study_version: INTEGER, content: TEXT },
    key: ['study', 'id'],
    belongsTo: { columns: ['study', 'study_version'], table: 'study_version', key: ['study', 'number'] },
    isAppendOnly: true,
  },
  /** who read data of patients; a second trail, beside the audit of what was changed */
  patient_read: {
    columns: { study: TEXT, number: INTEGER, at: TEXT, actor: TEXT, patient: MAYBE_TEXT, what: TEXT },
    key: ['study', 'number'],
    belongsTo: { columns: ['study'], table: 'study', key: ['id'] },
    isAppendOnly: true,
  },
} as const satisfies Record<string, TableDescription>;

export type SchemaVersion = {
  readonly version: number;
  readonly name: string;
  readonly tables: Readonly<Record<string, TableDescription>>;
};

export const SCHEMA_VERSIONS: readonly SchemaVersion[] = [
  { version: 1, name: 'records, history and audit', tables: TABLES_1 },
  { version: 2, name: 'queries, two abstractions, snapshots and reads', tables: TABLES_2 },
];

export const LATEST_VERSION = SCHEMA_VERSIONS.length;

type ColumnValue<C extends Column> = C['type'] extends 'text'
  ? C['nullable'] extends true
    ? string | null
    : string
  : C['nullable'] extends true
    ? number | null
    : number;

type RowsOf<D extends Readonly<Record<string, TableDescription>>> = {
  [T in keyof D]: { [C in keyof D[T]['columns']]: ColumnValue<D[T]['columns'][C]> };
};

/** The rows of each table, as both engines give them. */
export type Tables = RowsOf<typeof TABLES_1> &
  RowsOf<typeof TABLES_2> & { casewright_schema: { version: number; name: string; applied_at: string } };

export type TableName = Exclude<keyof Tables, 'casewright_schema'>;

/** Every table, each after those it belongs to. */
export function tablesUpTo(version: number): [TableName, TableDescription][] {
  return SCHEMA_VERSIONS.filter((one) => one.version <= version).flatMap(
    ({ tables }) => Object.entries(tables) as [TableName, TableDescription][],
  );
}
