/** Where a record was read: beside the records and not in them, because it is no part of what they say. */
export type Origin = { readonly file: string; readonly row: number; readonly line?: number };

/** Gives back what it is made with, so that a class can put a private field of its own on any object. */
class Given {
  constructor(record: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is what it is for
    return record;
  }
}

/** Hangs an origin on a record where nobody sees it: a weak map beside 80,000 records takes long to fill and to collect. */
class Placed extends Given {
  #origin: Origin;

  constructor(record: object, origin: Origin) {
    super(record);
    this.#origin = origin;
  }

  static remember(record: object, origin: Origin): void {
    if (#origin in record) record.#origin = origin;
    else new Placed(record, origin);
  }

  static originOf(record: object): Origin | null {
    return #origin in record ? record.#origin : null;
  }
}

export function rememberOrigin(record: object, origin: Origin): void {
  Placed.remember(record, origin);
}

/** The file, row and line of a record that was read from a table; nothing for one that was not. */
export function originOf(record: object): Origin | Record<string, never> {
  return Placed.originOf(record) ?? {};
}
