import type { Labels, Words } from '../model/index.ts';

/** A cell of data: where it stands, and what it says. */
export type DataCell = {
  readonly row: number;
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'boolean';
};

export type CodeDraft = { readonly code: string; readonly label: Labels; readonly untranslated: boolean };

/** An item that a column becomes. `values` holds, by row of the sheet, the cell of the records: `3.5`, `!not-done`, `fever|cough`. */
export type ItemDraft = {
  readonly id: string;
  readonly label: Labels;
  /** the header gives the label in one language only */
  readonly untranslated: boolean;
  readonly type: 'date' | 'integer' | 'decimal' | 'code' | 'codes' | 'text' | 'boolean' | 'age';
  readonly unit?: string;
  readonly decimals?: number;
  readonly codes?: readonly CodeDraft[];
  readonly precision?: 'year' | 'month' | 'day';
  readonly identifying?: boolean;
  readonly help?: Labels;
  readonly values: ReadonlyMap<number, string>;
};

/** One row of a repeating form that a cell becomes, by item. */
export type RowDraft = Readonly<Record<string, string>>;

/** What of a column's cells became what: `不详` (3 cells) became `!unknown`. */
export type Mapping = { readonly from: string; readonly to: string; readonly count: number };

export type ColumnPlan = {
  readonly kind: string;
  /** how sure the reading is */
  readonly sure: 'certain' | 'likely' | 'answered' | 'open';
  readonly items: readonly ItemDraft[];
  /** stains read from panels of text, by row of the sheet */
  readonly stains: ReadonlyMap<number, readonly RowDraft[]> | null;
  readonly understood: Words;
  readonly mapping: readonly Mapping[];
  /** what was not read, or not taken over, and why */
  readonly left: readonly Words[];
  /** rows whose cell is not taken over because it names a person */
  readonly withheld: ReadonlySet<number>;
};
