import { canonicalJson } from '../model/index.ts';
import type { RowContent, SourceContent, ValueContent } from './content.ts';

/** What a save puts into a row. An item that is not named stays as it is; null takes its value away, and its sources with it. */
export type RowChange = {
  readonly values: Readonly<Record<string, ValueContent | null>>;
  /** all sources of each item named */
  readonly sources?: Readonly<Record<string, readonly Omit<SourceContent, 'item'>[]>>;
};

export type ItemChange = {
  readonly item: string;
  /** null: nothing was entered */
  readonly before: ValueContent | null;
  readonly after: ValueContent | null;
};

export const EMPTY_ROW: RowContent = { values: {}, sources: [] };

/** A row after a change, with sources in an order that does not depend on how they were given. */
export function changedRow(row: RowContent, change: RowChange): RowContent {
  const values: Record<string, ValueContent> = Object.assign(Object.create(null), row.values);
  for (const [item, content] of Object.entries(change.values)) {
    if (content === null) delete values[item];
    else values[item] = content;
  }
  const given = change.sources ?? {};
  const kept = row.sources.filter(({ item }) => !Object.hasOwn(given, item));
  const added = Object.entries(given).flatMap(([item, notes]) => notes.map((note) => ({ ...note, item })));
  const sources = [...kept, ...added].filter(({ item }) => item in values);
  return { values: { ...values }, sources: inOrder(sources) };
}

/** The items whose value differs, by id. */
export function itemChanges(before: RowContent, after: RowContent): ItemChange[] {
  const items = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].sort();
  return items.flatMap((item) => {
    const was = before.values[item] ?? null;
    const is = after.values[item] ?? null;
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ item, before: was, after: is }];
  });
}

/** Whether a change alters or takes away what was saved before, which needs a reason; what is only added needs none. */
export function needsReason(before: RowContent, after: RowContent): boolean {
  if (itemChanges(before, after).some((change) => change.before !== null)) return true;
  const now = new Set(after.sources.map((source) => canonicalJson(source)));
  return before.sources.some((source) => !now.has(canonicalJson(source)));
}

function inOrder(sources: readonly SourceContent[]): SourceContent[] {
  const known = new Map(sources.map((source) => [canonicalJson([source.item, source]), source]));
  return [...known.keys()].sort().map((key) => known.get(key) as SourceContent);
}
