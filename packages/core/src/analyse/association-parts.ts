import type { Json, ResultNote, Value } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import type { Method } from './result-parts.ts';
import type { PatientSet, StatisticRows } from './statistic-rows.ts';

export type Association = AnalysisOfKind<'association'>;

/** One of the groups that are compared: its patients whose outcome is known, and their outcomes in the same order. */
export type ComparedGroup = { code: string; prefix: string; members: PatientSet; outcomes: readonly Value[] };

/** What a test works with. */
export type Comparison = {
  analysis: Association;
  statistics: StatisticRows;
  outcome: Variable;
  groups: readonly ComparedGroup[];
  /** the members of all groups */
  compared: PatientSet;
  level: number;
};

/** What a test did: its method, the options that it chose, and what a reader must know. */
export type Tested = { method: Method; options: Record<string, Json>; notes: ResultNote[] };
