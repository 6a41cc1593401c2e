import type { Issue } from '@casewright/core/model';
import type { Merged, Question } from '@casewright/core/tables';
import type { FileFacts, ReadRequest } from './table-sink.ts';

/** What the worker is started with. */
export type WorkerTask = { readonly path: string; readonly request: ReadRequest };

/** What the worker sends, in the order of the file. */
export type WorkerMessage =
  | { readonly kind: 'sheet'; readonly name: string; readonly hidden: boolean }
  /** rows as JSON, which costs less than handing over the objects */
  | { readonly kind: 'rows'; readonly rows: string }
  | { readonly kind: 'sheetEnd'; readonly merged: Merged[]; readonly hiddenColumns: number[] }
  | {
      readonly kind: 'end';
      readonly wasRead: boolean;
      readonly facts: FileFacts;
      readonly issues: Issue[];
      readonly questions: Question[];
    };
