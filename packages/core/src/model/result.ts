import type { Labels } from './labels.ts';
import type { RecordRef } from './records.ts';

/** SHA-256 in lower-case hexadecimal. */
export type Hash = string;
/** Names a set of patients or of screening candidates inside one result. */
export type SetId = string;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A result is plain data (DESIGN 5): one row per statistic, the number and its printed form side by side. */
export type AnalysisResult = {
  schema: 'casewright.result/1';
  /** the plan's name for it: 'table1', 'rfs' */
  id: string;
  plan: { role: 'primary' | 'secondary' | 'exploratory'; status: 'planned' | 'postHoc' };
  method: { name: string; variant: string; reference: string; engine: string };
  inputs: { study: Hash; snapshot: Hash; analysisSet: string; options: Record<string, Json> };
  /** each set of patients stored once, ids sorted; left out for a public audience */
  recordSets?: Record<SetId, string[]>;
  statistics: Statistic[];
  /** listings, swimmer lanes, heat-map cells, flow boxes, curve steps; those naming a patient are left out for a public audience */
  rows?: ResultRow[];
  notes: ResultNote[];
};

export type Statistic = {
  /** stable, what text binds to: 'table1.sex.female.count', 'rfs.survival@365' */
  id: string;
  /** what kind of number: 'count', 'proportion', 'median', 'survival', 'atRisk' ...; limits end in '.lower' and '.upper' */
  name: string;
  row?: string;
  column?: string;
  at?: { value: number; unit: 'day' | 'week' | 'month' | 'year' };
  value: number | null;
  whyNull?: 'notReached' | 'notEstimable' | 'tooFewEvents' | 'unbounded' | 'suppressed';
  /** UCUM, or count, probability, ratio, 1 */
  unit: string;
  numerator?: SetId;
  denominator?: SetId;
  /** the records that decided it, e.g. the recurrence that made an event */
  deciding?: RecordRef[];
  /** a published series */
  source?: string;
  /** as readers see it, in each language */
  printed: Labels;
};

export type Cell = null | boolean | number | string;
export type ResultRow = { cells: Record<string, Cell>; patient?: string };
export type ResultNote = { code: string; severity: 'info' | 'warning'; text: Labels };
