import type { Issue } from '@casewright/core/model';
import type { Encoding, Merged, Question, SheetRow, TableFormat } from '@casewright/core/tables';
import type { TableLimits } from './limits.ts';

/** A fault of the file that is read, before the file's name is put to it; an error unless it says otherwise. */
export type TableFault = Omit<Issue, 'file' | 'severity'> & { readonly severity?: Issue['severity'] };

/** What is known of a file as a whole. */
export type FileFacts = { format?: TableFormat; encoding?: Encoding; delimiter?: string };

/** Where a reader puts what it finds, in the order in which it finds it. */
export type TableSink = {
  facts(facts: FileFacts): void;
  beginSheet(sheet: { name: string; hidden: boolean }): void;
  row(row: SheetRow): void;
  endSheet(sheet: { merged: Merged[]; hiddenColumns: number[] }): void;
  fault(fault: TableFault): void;
  ask(question: Question): void;
  /** null while more may be sent at once, else what to wait for; asked after every piece of a file */
  waiting(): Promise<void> | null;
};

/** What a reader is asked for. */
export type ReadRequest = {
  /** the name of the file in questions and faults */
  readonly file: string;
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  readonly answers: Readonly<Record<string, string>>;
  /** every sheet, the first that is not hidden, or the sheet of a name */
  readonly sheets: 'all' | 'first' | { readonly name: string };
  readonly limits: TableLimits;
};

/** Thrown by a reader when nothing of the file can be trusted; its fault has been told, or comes with it. */
export class TableRefused extends Error {
  readonly fault: TableFault | null;

  constructor(fault: TableFault | null = null) {
    super(fault?.code ?? 'refused');
    this.fault = fault;
  }
}

export function refuse(fault: TableFault): never {
  throw new TableRefused(fault);
}
