import { canonicalJson } from '@casewright/core/model';
import {
  EMPTY_ROW,
  itemChanges,
  type RowContent,
  type SourceContent,
  type ThingKind,
  type ValueContent,
  valueColumns,
} from '@casewright/core/store';
import type { Parameter, Session } from './engine.ts';
import type { Tables } from './schema.ts';

/** The parts of the key of a thing: texts and whole numbers, in a fixed order for each kind. */
export type Key = readonly (string | number)[];

export function keyText(key: Key): string {
  return canonicalJson(key);
}

/** What is true now, in tables that can be asked: how the content of each kind of thing is put there, and read back. */
export type Projection = {
  /** @param before - what stands there; null where nothing does
   *  @param after - null takes it away */
  write(session: Session, study: string, key: Key, before: unknown, after: unknown): Promise<void>;
  /** everything of the kind, as it stands in the tables */
  read(session: Session, study: string): Promise<{ key: Key; content: unknown }[]>;
};

export type StateContent = { readonly state: 'entered' | 'noneConfirmed' };

export type ScreeningContent = {
  readonly patient: string | null;
  readonly decision: string;
  readonly reason: string;
  /** further columns, in their order: name and text */
  readonly details: readonly (readonly [string, string])[];
};

export type StudyContent = { readonly hash: string; readonly document: string };

export type QueryContent = {
  readonly form: string;
  readonly patient: string;
  readonly repeat: number;
  readonly item: string | null;
  readonly status: 'open' | 'answered' | 'closed';
  readonly messages: readonly { readonly by: string; readonly at: string; readonly text: string }[];
};

export type AbstractionContent = {
  readonly status: 'draft' | 'complete';
  readonly rows: readonly { readonly repeat: number; readonly row: RowContent }[];
};

export type AdjudicationContent = { readonly content: ValueContent | null; readonly adjudicator: string };

export type SnapshotContent = { readonly name: string; readonly studyVersion: number; readonly content: string };

const rows: Projection = {
  async write(session, study, key, before, after) {
    const [form, patient, repeat] = key as [string, string, number];
    const place = [study, form, patient, repeat];
    const was = (before ?? EMPTY_ROW) as RowContent;
    const is = (after ?? EMPTY_ROW) as RowContent;
    if (before === null) await session.run(INSERT_ROW, place);
    const changes = itemChanges(was, is);
    const sourcesOf = bySourceItem(is);
    const touched = new Set([...changes.map(({ item }) => item), ...sourceChanges(was, is)]);
    const noted = new Set(was.sources.map(({ item }) => item));
    for (const item of touched) if (noted.has(item)) await session.run(DELETE_SOURCES, [...place, item]);
    for (const { item, after: value } of changes) {
      if (value === null) await session.run(DELETE_VALUE, [...place, item]);
      else {
        const { kind, content, missing, precision, earliest, latest } = valueColumns(value);
        await session.run(UPSERT_VALUE, [...place, item, kind, content, missing, precision, earliest, latest]);
      }
    }
    for (const item of touched) {
      let number = 0;
      for (const source of sourcesOf.get(item) ?? []) {
        number += 1;
        const { verbatim, document, sentence, abstractor, abstractedOn } = source;
        await session.run(INSERT_SOURCE, [
          ...place,
          item,
          number,
          verbatim,
          document,
          sentence,
          abstractor,
          abstractedOn,
        ]);
      }
    }
    if (after === null) await session.run(DELETE_ROW, place);
  },
  async read(session, study) {
    const found = new Map<
      string,
      { key: Key; content: { values: Record<string, ValueContent>; sources: SourceContent[] } }
    >();
    const of = (one: { form: string; patient: string; repeat: number }) =>
      found.get(keyText([one.form, one.patient, one.repeat]));
    const places = await session.all<Tables['form_row']>('SELECT * FROM form_row WHERE study = ?', [study]);
    for (const { form, patient, repeat } of places) {
      const key = [form, patient, repeat];
      const values = Object.create(null) as Record<string, ValueContent>;
      found.set(keyText(key), { key, content: { values, sources: [] } });
    }
    for (const value of await session.all<Tables['value']>('SELECT * FROM value WHERE study = ?', [study])) {
      const row = of(value);
      if (row) row.content.values[value.item] = valueAsStored(value);
    }
    const sources = await session.all<Tables['source']>(
      'SELECT * FROM source WHERE study = ? ORDER BY form, patient, repeat, item, number',
      [study],
    );
    for (const source of sources) {
      const { item, verbatim, document, sentence, abstractor, abstracted_on } = source;
      of(source)?.content.sources.push({ item, verbatim, document, sentence, abstractor, abstractedOn: abstracted_on });
    }
    return [...found.values()].map(({ key, content: { values, sources } }) => ({
      key,
      content: { values: { ...values }, sources: sources.sort(bySourceText) },
    }));
  },
};

/** The content of a value; where the columns beside it say something else, what they say, so that it differs from the history. */
function valueAsStored(value: Tables['value']): ValueContent {
  const content = parsedOr(value.content);
  const { kind, missing, precision, earliest, latest } = value;
  const stored = { kind, content: value.content, missing, precision, earliest, latest };
  try {
    if (canonicalJson(valueColumns(content)) === canonicalJson(stored)) return content;
  } catch {
    // no value at all
  }
  return canonicalJson(stored);
}

function parsedOr(text: string): ValueContent {
  try {
    return JSON.parse(text) as ValueContent;
  } catch {
    return text;
  }
}

function bySourceItem({ sources }: RowContent): Map<string, SourceContent[]> {
  const byItem = new Map<string, SourceContent[]>();
  for (const source of sources) {
    const own = byItem.get(source.item);
    if (own) own.push(source);
    else byItem.set(source.item, [source]);
  }
  return byItem;
}

function sourceChanges(before: RowContent, after: RowContent): string[] {
  if (before.sources.length === 0 && after.sources.length === 0) return [];
  const was = bySourceItem(before);
  const is = bySourceItem(after);
  return [...new Set([...was.keys(), ...is.keys()])].filter(
    (item) => canonicalJson(was.get(item) ?? []) !== canonicalJson(is.get(item) ?? []),
  );
}

/** The order in which a row's content holds its sources (core/store). */
function bySourceText(a: SourceContent, b: SourceContent): number {
  const [one, other] = [canonicalJson([a.item, a]), canonicalJson([b.item, b])];
  return one < other ? -1 : one > other ? 1 : 0;
}

const PLACE = 'study = ? AND form = ? AND patient = ? AND repeat = ?';
const INSERT_ROW = 'INSERT INTO form_row (study, form, patient, repeat) VALUES (?, ?, ?, ?)';
const DELETE_ROW = `DELETE FROM form_row WHERE ${PLACE}`;
const DELETE_VALUE = `DELETE FROM value WHERE ${PLACE} AND item = ?`;
const DELETE_SOURCES = `DELETE FROM source WHERE ${PLACE} AND item = ?`;
const UPSERT_VALUE = `INSERT INTO value
  (study, form, patient, repeat, item, kind, content, missing, precision, earliest, latest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (study, form, patient, repeat, item) DO UPDATE SET kind = excluded.kind, content = excluded.content,
  missing = excluded.missing, precision = excluded.precision, earliest = excluded.earliest, latest = excluded.latest`;
const INSERT_SOURCE = `INSERT INTO source
  (study, form, patient, repeat, item, number, verbatim, document, sentence, abstractor, abstracted_on)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

type Cells = Readonly<Record<string, Parameter>>;

/** A kind whose things are one row each of one table. */
function plainTable<Content>(
  table: string,
  keyColumns: readonly string[],
  toCells: (content: Content) => Cells,
  toContent: (cells: Cells) => Content,
): Projection {
  const where = ['study', ...keyColumns].map((column) => `${column} = ?`).join(' AND ');
  return {
    async write(session, study, key, before, after) {
      if (after === null) {
        await session.run(`DELETE FROM ${table} WHERE ${where}`, [study, ...key]);
        return;
      }
      const cells = Object.entries(toCells(after as Content));
      const names = cells.map(([name]) => name);
      const values = cells.map(([, value]) => value);
      if (before === null) {
        const columns = ['study', ...keyColumns, ...names];
        await session.run(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          [study, ...key, ...values],
        );
      } else if (names.length > 0) {
        await session.run(`UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE ${where}`, [
          ...values,
          study,
          ...key,
        ]);
      }
    },
    async read(session, study) {
      const found = await session.all<Cells>(`SELECT * FROM ${table} WHERE study = ?`, [study]);
      return found.map((cells) => ({
        key: keyColumns.map((column) => cells[column] as string | number),
        content: toContent(cells),
      }));
    },
  };
}

export const PROJECTIONS: Readonly<Record<ThingKind, Projection>> = {
  study: plainTable<StudyContent>(
    'study_version',
    ['number'],
    ({ hash, document }) => ({ hash, document }),
    ({ hash, document }) => ({ hash, document }) as StudyContent,
  ),
  patient: plainTable<object>(
    'patient',
    ['patient'],
    () => ({}),
    () => ({}),
  ),
  row: rows,
  state: plainTable<StateContent>(
    'form_state',
    ['form', 'patient'],
    ({ state }) => ({ state }),
    ({ state }) => ({ state }) as StateContent,
  ),
  screening: plainTable<ScreeningContent>(
    'screening',
    ['candidate'],
    ({ patient, decision, reason, details }) => ({ patient, decision, reason, details: canonicalJson(details) }),
    ({ patient, decision, reason, details }) =>
      ({ patient, decision, reason, details: parsedOr(details as string) }) as unknown as ScreeningContent,
  ),
  query: plainTable<QueryContent>(
    'query',
    ['number'],
    ({ messages, ...query }) => ({ ...query, messages: canonicalJson(messages) }),
    ({ form, patient, repeat, item, status, messages }) =>
      ({ form, patient, repeat, item, status, messages: parsedOr(messages as string) }) as unknown as QueryContent,
  ),
  abstraction: plainTable<AbstractionContent>(
    'abstraction',
    ['form', 'patient', 'abstractor'],
    ({ status, rows }) => ({ status, rows: canonicalJson(rows) }),
    ({ status, rows }) => ({ status, rows: parsedOr(rows as string) }) as unknown as AbstractionContent,
  ),
  adjudication: plainTable<AdjudicationContent>(
    'adjudication',
    ['form', 'patient', 'repeat', 'item'],
    ({ content, adjudicator }) => ({ content: content === null ? null : canonicalJson(content), adjudicator }),
    ({ content, adjudicator }) =>
      ({
        content: content === null ? null : parsedOr(content as string),
        adjudicator,
      }) as unknown as AdjudicationContent,
  ),
  snapshot: plainTable<SnapshotContent>(
    'snapshot',
    ['id'],
    ({ name, studyVersion, content }) => ({ name, study_version: studyVersion, content }),
    ({ name, study_version, content }) =>
      ({ name, studyVersion: study_version, content }) as unknown as SnapshotContent,
  ),
};
