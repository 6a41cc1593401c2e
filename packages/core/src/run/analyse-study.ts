import { runAnalyses } from '../analyse/index.ts';
import type { AnalysisResult, Hash } from '../model/index.ts';
import { snapshotId } from '../records/index.ts';
import type { PreparedStudy } from './prepare.ts';

export type Analysed = { results: AnalysisResult[]; snapshot: Hash };

/** Every analysis of the plan, and the snapshot of records that they ran on. `engine` is the program's name and version. */
export function analyseStudy(prepared: PreparedStudy, engine: string): Analysed {
  const { study, records, contexts, cohort, caseFinding, sha256 } = prepared;
  const snapshot = snapshotId(records, sha256);
  const results = runAnalyses({ study, records, contexts, cohort, studyHash: study.hash, snapshot, engine, sha256 });
  return { results: caseFinding === null ? results : [...results, caseFinding], snapshot };
}
