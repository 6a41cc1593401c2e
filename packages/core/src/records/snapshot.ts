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
  return sha256(canonicalJson(snapshotContent(records)));
}

/** What a snapshot hashes, as plain JSON: the same from CSV files and from a database. */
export function snapshotContent(records: Records): object {
  const forms = Object.create(null) as Record<string, object[]>;
  for (const [form, rows] of Object.entries(records.forms)) {
    if (rows.length > 0) forms[form] = [...rows].sort(byPatientAndRepeat).map(rowContent);
  }
  return {
    schema: 'casewright.snapshot/1',
    forms,
    states: records.states
      .map(({ patient, form, state }) => ({ patient, form, state }))
      .sort((a, b) => byCodeUnit(a.patient, b.patient) || byCodeUnit(a.form, b.form)),
    sources: sortedSources(records.sources).map((note) => ({ ...note })),
    screening: records.screening
      .map(({ candidate, patient, decision, reason, details }) => ({ candidate, patient, decision, reason, details }))
      .sort((a, b) => byCodeUnit(a.candidate, b.candidate)),
  };
}

function rowContent({ patient, repeat, values }: FormRow): object {
  const content = Object.create(null) as Record<string, unknown>;
  for (const [item, value] of Object.entries(values)) {
    const plain = valueContent(value);
    if (plain !== null) content[item] = plain;
  }
  return { patient, repeat, values: content };
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
