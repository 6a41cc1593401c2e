import {
  canonicalJson,
  type FormRow,
  type Hash,
  isMissing,
  type Records,
  type Sha256,
  sha256Hex,
  type Value,
} from '../model/index.ts';
import { byCodeUnit, byPatientAndRepeat } from './order.ts';
import { sortedSources } from './source-order.ts';

/**
 * Names what the records say: SHA-256 of the canonical JSON of the parsed records. The order of files, rows and columns,
 * line ends, quoting, empty cells, forms without rows and the order of codes in their list leave it as it is; any value,
 * missing reason, state, source or line of the screening log changes it.
 */
export function snapshotId(records: Records, sha256: Sha256 = sha256Hex): Hash {
  return sha256(snapshotText(records));
}

/**
 * The canonical JSON of what a snapshot hashes: the same from CSV files and from a database. Rows of forms are most of
 * it, hold the same few values over and over, and are written as they stand; "forms" is the first member by name.
 */
function snapshotText(records: Records): string {
  return `{"forms":${formsText(records.forms)},${canonicalJson(contentBesideForms(records)).slice(1)}`;
}

function formsText(forms: Records['forms']): string {
  const written = Object.keys(forms)
    .sort()
    .flatMap((form) => {
      const rows = forms[form] ?? [];
      return rows.length === 0 ? [] : [`${canonicalJson(form)}:[${rowTexts(rows).join(',')}]`];
    });
  return `{${written.join(',')}}`;
}

/** Rows that are written at once: the small texts of a row are many, and none of them is needed later. */
const TOGETHER = 500;

function rowTexts(rows: readonly FormRow[]): string[] {
  const sorted = inOrder(rows, byPatientAndRepeat);
  const valueText = valueWriter();
  const itemsOf = itemsInOrder();
  const texts: string[] = [];
  for (let from = 0; from < sorted.length; from += TOGETHER)
    texts.push(
      sorted
        .slice(from, from + TOGETHER)
        .map((row) => rowText(row, itemsOf, valueText))
        .join(','),
    );
  return texts;
}

function rowText(
  { patient, repeat, values }: FormRow,
  itemsOf: (values: FormRow['values']) => readonly { id: string; name: string }[],
  valueText: (value: Value) => string | null,
): string {
  let text = '';
  for (const { id, name } of itemsOf(values)) {
    const written = valueText(values[id] as Value);
    if (written !== null) text += (text === '' ? '' : ',') + name + written;
  }
  return `{"patient":${canonicalJson(patient)},"repeat":${canonicalJson(repeat)},"values":{${text}}}`;
}

/** The items of a row by id, each with its name as it is written; rows of a form mostly have the same. */
function itemsInOrder(): (values: FormRow['values']) => readonly { id: string; name: string }[] {
  let before: readonly string[] = [];
  let items: readonly { id: string; name: string }[] = [];
  return (values) => {
    const ids = Object.keys(values);
    if (ids.length !== before.length || ids.some((id, place) => id !== before[place])) {
      before = ids;
      items = [...ids].sort().map((id) => ({ id, name: `${canonicalJson(id)}:` }));
    }
    return items;
  };
}

/** Writes values, each object once: equal cells of a table share their value. Null: nothing was entered. */
function valueWriter(): (value: Value) => string | null {
  const known = new Map<Value, string | null>();
  return (value) => {
    if (typeof value !== 'object') return canonicalJson(value);
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

function contentBesideForms(records: Records): object {
  return {
    schema: 'casewright.snapshot/1',
    states: records.states
      .map(({ patient, form, state }) => ({ patient, form, state }))
      .sort((a, b) => byCodeUnit(a.patient, b.patient) || byCodeUnit(a.form, b.form)),
    sources: sortedSources(records.sources),
    screening: records.screening
      .map(({ candidate, patient, decision, reason, details }) => ({ candidate, patient, decision, reason, details }))
      .sort((a, b) => byCodeUnit(a.candidate, b.candidate)),
  };
}

/** Plain values stand for themselves; the others say what they are. Null: nothing was entered. */
function valueContent(value: Value): unknown {
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
