import type { Hash, Language } from '../model/index.ts';

/**
 * A report as plain data, before any file format. HTML, DOCX and PDF are printed from it, and none of them
 * computes a number: every number in it is a `number` inline that names its statistic.
 */
export type ReportDocument = {
  language: Language;
  audience: 'public' | 'team';
  title: string;
  /** e.g. that every patient is invented; printed at the head and wherever an export goes */
  notice: string | null;
  /** team only */
  watermark: string | null;
  authors: { name: string; orcid: string | null; affiliation: string | null }[];
  provenance: Provenance;
  sections: Section[];
};

export type Provenance = {
  study: string;
  /** null: a table has none */
  studyVersion: string | null;
  studyHash: Hash;
  planHash: Hash;
  snapshot: Hash;
  program: string;
  dataLock: string | null;
};

export type Section = { id: string; title: string; blocks: Block[] };

export type Block =
  | { kind: 'heading'; level: 3 | 4; text: string }
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'definitions'; entries: { term: Inline[]; description: Inline[] }[] }
  /** a remark the reader must not miss; `warning` for what limits the results */
  | { kind: 'note'; tone: 'info' | 'warning'; inlines: Inline[] }
  | { kind: 'table'; table: Table }
  | { kind: 'figure'; figure: Figure };

export type Inline =
  | {
      kind: 'text';
      text: string;
      strong?: true;
      emphasis?: true;
      /** for machines: an id, a file, an expression */
      code?: true;
      /** a bibliographic reference, in its own language */
      cite?: true;
      /** somebody's own words, as they were written down: no language of the report's */
      verbatim?: true;
    }
  | { kind: 'link'; href: string; text: string }
  /** a number bound to the statistic whose printed form it shows */
  | { kind: 'number'; statistic: string; text: string }
  /** team only: a patient's id, which opens the patient */
  | { kind: 'patient'; patient: string; text: string };

export type Table = {
  id: string;
  /** 'Table 1' and its title; the printer joins them */
  label: string;
  caption: Inline[];
  columns: TableColumn[];
  rows: TableRow[];
  footnotes: Inline[][];
};
export type TableColumn = {
  id: string;
  title: Inline[];
  align: 'start' | 'end' | 'center';
  /** its cells are sentences: on a page they stand under their row, over the whole width; in a file it is a column */
  under?: true;
};
export type TableRow = {
  /** a heading row spans the table and has one cell, and so does a remark under it; `indent` sets a level under a heading off */
  kind: 'heading' | 'data' | 'remark';
  indent: 0 | 1;
  cells: Inline[][];
};

export type Figure = {
  id: string;
  label: string;
  caption: Inline[];
  /** a whole `<svg>` element; a number in it is `<g class="number" data-statistic="ID" tabindex="0" role="button" aria-label="...">` */
  svg: string;
  /** what the figure shows, in words */
  alternative: string;
  /** its data, for those who cannot see it and those who want the digits */
  data: Table;
  footnotes: Inline[][];
};

/** What opens behind a number: everything the page needs, in the report's language, and nothing it may not show. */
export type NumberCard = {
  statistic: string;
  /** 'Girls among the children analysed' */
  title: string;
  printed: string;
  /** value to 12 significant digits, or null with its reason in words */
  exact: string;
  unit: string;
  numerator: { label: string; count: number; patients: string[] | null } | null;
  denominator: { label: string; count: number; patients: string[] | null } | null;
  /** team only: the records that decided it, in words; of many the first, and then one without a patient that counts the rest */
  deciding: { patient: string; text: string }[] | null;
  /** the published series that it stands in */
  source?: string;
  method: string;
  reference: string;
  /** `code`: an option of the program or of the plan that has no words */
  options: { name: string; value: string; code?: true }[];
  analysisSet: string;
  plan: string;
  notes: string[];
};
/** What a patient's id opens in the team's view: a few labelled values. */
export type PatientCard = { patient: string; lines: PatientLine[] };
/** `verbatim`: the value is somebody's own words, as they were written down */
export type PatientLine = { label: string; value: string; verbatim?: true };
