/** Where a record was read: beside the records and not in them, because it is no part of what they say. */
export type Origin = { readonly file: string; readonly row: number; readonly line?: number };

const origins = new WeakMap<object, Origin>();

export function rememberOrigin(record: object, origin: Origin): void {
  origins.set(record, origin);
}

/** The file, row and line of a record that was read from a table; nothing for one that was not. */
export function originOf(record: object): Origin | Record<string, never> {
  return origins.get(record) ?? {};
}
