import type { Issue, Labels, Words } from '../model/index.ts';
import type { TextTable } from '../records/index.ts';
import type { ColumnPlan, ItemDraft, Mapping, RowDraft } from './column-plan.ts';
import type { ProposalQuestion } from './questions.ts';

export type FormDraft = {
  id: string;
  label: Labels;
  untranslated: boolean;
  repeats: boolean;
  known: 'diagnosis' | 'treatment' | 'followUp';
  datedBy?: string;
  /** said in a comment above the form */
  comment?: string;
  items: ItemDraft[];
  /** with what item the column of a sheet begins, for the words of its comment */
  comments: Map<string, string>;
};

/** What became of a column. */
export type ColumnAccount = {
  sheet: string;
  /** `F` */
  column: string;
  /** as written; empty where the column has no header */
  header: string;
  kind: string;
  sure: ColumnPlan['sure'];
  /** where its values stand in the records: `baseline.sex` */
  items: readonly string[];
  type: string;
  unit: string | null;
  codes: readonly { code: string; label: Labels }[];
  understood: Words;
  mapping: readonly Mapping[];
  left: readonly Words[];
  /** cells that hold something */
  cells: number;
};

/** A cell or row that is not in the records, and why. */
export type LeftCell = { sheet: string; cell: string; why: Words };

export type Proposal = {
  columns: ColumnAccount[];
  questions: ProposalQuestion[];
  /** faults of the answers */
  issues: Issue[];
  /** how patients are named */
  patients: { count: number; said: Words } | null;
  /** what the file holds and is not taken over: rows, sheets, colours */
  said: Words[];
  left: LeftCell[];
  /** cells that hold something, by what became of them */
  cells: Readonly<Record<Disposition, number>>;
  /** null while a question that must be answered is open */
  study: { text: string; tables: TextTable[] } | null;
};

/** What becomes of a cell of the workbook. Each that holds something is one of these. */
export const DISPOSITIONS = [
  'value',
  'header',
  'title',
  'total',
  'note',
  'patient',
  'identifier',
  'sequence',
  'leftOut',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export type SourceDraft = {
  form: string;
  patient: string;
  repeat: string;
  item: string;
  verbatim: string;
  document: string;
  sentence: string;
};
export type StainDraft = { patient: string; draft: RowDraft; document: string; sentence: string };
