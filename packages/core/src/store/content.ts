import {
  canonicalJson,
  InputError,
  isMissing,
  MISSING_REASONS,
  type MissingReason,
  mergeMissing,
  missing,
  parsePartialDate,
  type SourceNote,
  type Value,
} from '../model/index.ts';
import { valueContent } from '../records/index.ts';

/** A value as plain JSON, as a snapshot writes it (docs/records.md): plain values stand for themselves, the others say what they are. */
export type ValueContent =
  | number
  | string
  | boolean
  | { readonly date: string }
  | { readonly age: number; readonly unit: 'a' | 'mo' | 'wk' | 'd' }
  | { readonly present: readonly string[]; readonly absent: readonly string[] }
  | { readonly missing: readonly MissingReason[] };

export type SourceContent = Omit<SourceNote, 'form' | 'patient' | 'repeat'>;

/** All that a row of a form says: its values by item, without those that are not entered, and where they came from. */
export type RowContent = {
  readonly values: Readonly<Record<string, ValueContent>>;
  readonly sources: readonly SourceContent[];
};

/** Null: nothing was entered. */
export function contentOfValue(value: Value): ValueContent | null {
  return valueContent(value) as ValueContent | null;
}

/**
 * The value that a content says.
 * @param codeOrder - the codes of the item's list, in whose order several codes stand
 * @throws InputError `store.content` for what no value writes
 */
export function valueOfContent(content: ValueContent, codeOrder: readonly string[] = []): Value {
  if (typeof content !== 'object') return content;
  if ('date' in content) return parsePartialDate(content.date) ?? refuse();
  if ('age' in content) return { kind: 'age', value: content.age, unit: content.unit };
  if ('missing' in content) {
    const [first, ...rest] = content.missing;
    if (first === undefined || !content.missing.every((reason) => MISSING_REASONS.includes(reason))) return refuse();
    return rest.reduce((sofar, reason) => mergeMissing(sofar, missing(reason)), missing(first));
  }
  if ('present' in content) {
    const inOrder = (codes: readonly string[]): string[] =>
      codeOrder.length === 0 ? [...codes] : [...codes].sort((a, b) => codeOrder.indexOf(a) - codeOrder.indexOf(b));
    return { kind: 'codes', present: inOrder(content.present), absent: inOrder(content.absent) };
  }
  return refuse();
}

/** What a table of values keeps beside the content, so that it can be asked: what kind it is, why it is missing, how precise a date is. */
export type ValueColumns = {
  readonly kind: 'number' | 'text' | 'boolean' | 'date' | 'age' | 'codes' | 'missing';
  readonly content: string;
  readonly missing: string | null;
  readonly precision: 'year' | 'month' | 'day' | null;
  /** days since 1970-01-01 that a date allows */
  readonly earliest: number | null;
  readonly latest: number | null;
};

export function valueColumns(content: ValueContent): ValueColumns {
  const columns = { content: canonicalJson(content), missing: null, precision: null, earliest: null, latest: null };
  const value = valueOfContent(content);
  if (isMissing(value)) return { ...columns, kind: 'missing', missing: value.reasons.join('+') };
  if (typeof value === 'number') return { ...columns, kind: 'number' };
  if (typeof value === 'string') return { ...columns, kind: 'text' };
  if (typeof value === 'boolean') return { ...columns, kind: 'boolean' };
  if (value.kind !== 'date') return { ...columns, kind: value.kind };
  const { precision, earliest, latest } = value;
  return { ...columns, kind: 'date', precision, earliest, latest };
}

function refuse(): never {
  throw new InputError(
    'store.content',
    'A content says one value. This one says none. Restore the database from a backup.',
  );
}
