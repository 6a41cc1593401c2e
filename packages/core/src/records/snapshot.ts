import {
  canonicalJson,
  type FormRow,
  type Hash,
  isMissing,
  type Records,
  type Sha256,
  type SourceNote,
  sha256Hex,
  type Value,
} from '../model/index.ts';
import { byCodeUnit, byPatientAndRepeat } from './order.ts';
import { bySource } from './source-order.ts';

/**
 * Names what the records say: SHA-256 of the canonical JSON of the parsed records. The order of files, rows and columns,
 * line ends, quoting, empty cells, forms without rows and the order of codes in their list leave it as it is; any value,
 * missing reason, state, source or line of the screening log changes it.
 */
export function snapshotId(records: Records, sha256: Sha256 = sha256Hex): Hash {
  return sha256(snapshotText(records));
}

/**
 * The canonical JSON of what a snapshot hashes: the same from CSV files and from a database. Rows of forms and sources
 * are most of it, hold the same few values over and over, and are written as they stand; the members are in order by name.
 */
export function snapshotText(records: Records): string {
  const screening = records.screening
    .map(({ candidate, patient, decision, reason, details }) => ({ candidate, patient, decision, reason, details }))
    .sort((a, b) => byCodeUnit(a.candidate, b.candidate));
  const states = inOrder(
    records.states.map(({ patient, form, state }) => ({ patient, form, state })),
    (a, b) => byCodeUnit(a.patient, b.patient) || byCodeUnit(a.form, b.form),
  );
  const valueText = valueWriter();
  const pieces = ['{"forms":{'];
  const forms = Object.keys(records.forms).sort();
  let isFirst = true;
  for (const form of forms) {
    const rows = records.forms[form] ?? [];
    if (rows.length === 0) continue;
    pieces.push(`${isFirst ? '' : ','}${canonicalJson(form)}:[`);
    writeRows(pieces, rows, valueText);
    pieces.push(']');
    isFirst = false;
  }
  pieces.push(`},"schema":"casewright.snapshot/1","screening":${canonicalJson(screening)},"sources":[`);
  writeSources(pieces, records.sources, valueText);
  pieces.push(`],"states":${canonicalJson(states)}}`);
  return pieces.join('');
}

/** Objects that are written at once: their small texts are many, and none of them is needed later. */
const TOGETHER = 500;

/** Writes objects one after the other, separated by commas. */
function writeAll<One>(pieces: string[], all: readonly One[], write: (small: string[], one: One) => void): void {
  for (let from = 0; from < all.length; from += TOGETHER) {
    const small: string[] = [];
    for (let index = from; index < all.length && index < from + TOGETHER; index += 1) {
      if (index > 0) small.push(',');
      write(small, all[index] as One);
    }
    pieces.push(small.join(''));
  }
}

function writeRows(pieces: string[], rows: readonly FormRow[], valueText: ValueWriter): void {
  const itemsOf = itemsInOrder();
  writeAll(pieces, inOrder(rows, byPatientAndRepeat), (small, { patient, repeat, values }) => {
    small.push('{"patient":', valueText(patient) as string, ',"repeat":');
    small.push(repeat === null ? 'null' : (valueText(repeat) as string), ',"values":{');
    let isFirst = true;
    for (const { id, name, furtherName } of itemsOf(values)) {
      const text = valueText(values[id] as Value);
      if (text === null) continue;
      small.push(isFirst ? name : furtherName, text);
      isFirst = false;
    }
    small.push('}}');
  });
}

function writeSources(pieces: string[], sources: readonly SourceNote[], textOf: ValueWriter): void {
  const members = SOURCE_MEMBERS.map((name, place) => ({ name, before: `${place === 0 ? '{' : ','}"${name}":` }));
  writeAll(pieces, inOrder(sources, bySource), (small, note) => {
    for (const { name, before } of members) {
      const text = note[name];
      small.push(before, text === null ? 'null' : (textOf(text) as string));
    }
    small.push('}');
  });
}

/** What a source is made of, by name. */
const SOURCE_MEMBERS = [
  'abstractedOn',
  'abstractor',
  'document',
  'form',
  'item',
  'patient',
  'repeat',
  'sentence',
  'verbatim',
] as const satisfies readonly (keyof SourceNote)[];

type NamedItem = { id: string; name: string; furtherName: string };

/** The items of a row by id, each with its name as it is written; rows of a form mostly have the same. */
function itemsInOrder(): (values: FormRow['values']) => readonly NamedItem[] {
  let before: readonly string[] = [];
  let items: readonly NamedItem[] = [];
  return (values) => {
    const ids = Object.keys(values);
    if (ids.length !== before.length || ids.some((id, place) => id !== before[place])) {
      before = ids;
      items = [...ids]
        .sort()
        .map((id) => ({ id, name: `${canonicalJson(id)}:`, furtherName: `,${canonicalJson(id)}:` }));
    }
    return items;
  };
}

/** Null: nothing was entered. */
type ValueWriter = (value: Value) => string | null;

/** Longer texts are hardly ever written twice. */
const SHORT = 80;

/** Writes values, each once: equal cells of a table share their value. */
function valueWriter(): ValueWriter {
  const known = new Map<Value, string | null>();
  return (value) => {
    if (typeof value === 'string' && value.length > SHORT) return canonicalJson(value);
    let text = known.get(value);
    if (text === undefined) {
      const plain = valueContent(value);
      text = plain === null ? null : canonicalJson(plain);
      known.set(value, text);
    }
    return text;
  };
}

/** Sorted as asked; records that were read stand in order, which is seen without moving them. */
function inOrder<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number): readonly Row[] {
  for (let index = 1; index < rows.length; index += 1)
    if (compare(rows[index - 1] as Row, rows[index] as Row) > 0) return [...rows].sort(compare);
  return rows;
}

/** Plain values stand for themselves; the others say what they are. Null: nothing was entered. */
export function valueContent(value: Value): unknown {
  if (typeof value !== 'object') return value;
  if (isMissing(value)) {
    const [reason] = value.reasons;
    return reason === 'notEntered' ? null : { missing: [...value.reasons].sort() };
  }
  switch (value.kind) {
    case 'date':
      return { date: value.text };
    case 'age':
      return { age: value.value, unit: value.unit };
    case 'codes':
      return { present: [...value.present].sort(), absent: [...value.absent].sort() };
  }
}
