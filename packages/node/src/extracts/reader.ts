import type { Issue } from '@casewright/core/model';
import type { CoarsePatterns } from '@casewright/core/search';
import type { Answers, Encoding, Question } from '@casewright/core/tables';
import type { ColumnMapping } from './columns.ts';
import type { RawBatch } from './raw-report.ts';

/** What a source is asked for. */
export type ReadingRequest = {
  /** its place among the sources of the search, counted from 0 */
  readonly source: number;
  readonly seed: number;
  /** reports whose drawing key lies below are candidates for the sample */
  readonly drawnBelow: number;
  readonly coarse: CoarsePatterns;
  /** found in each code of the search, and in others */
  readonly codePattern: string | null;
  /** rows searched by an earlier run, and those of them in which something was found: no other of them is looked at again */
  readonly searched: { readonly rows: number; readonly found: ReadonlySet<number> };
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  readonly answers: Answers;
  /** what columns with these names hold, as a person said before; null where nobody did */
  remembered(columns: readonly string[]): ColumnMapping | null;
  remember(columns: readonly string[], mapping: ColumnMapping): void;
  readonly signal?: AbortSignal | undefined;
};

export type Reading = { readonly issues: readonly Issue[]; readonly questions: readonly Question[] };

/** Reads a source from its beginning, batch by batch. */
export type Reader = (request: ReadingRequest, onBatch: (batch: RawBatch) => void) => Promise<Reading>;

/** Thrown where a run is told to stop. */
export class Cancelled extends Error {}

export function stopWhereAsked({ signal }: ReadingRequest): void {
  if (signal?.aborted) throw new Cancelled('cancelled');
}
