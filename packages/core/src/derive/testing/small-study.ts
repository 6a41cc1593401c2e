import { type Cohort, selectCohort } from '../../cohort/index.ts';
import type { Context } from '../../expression/index.ts';
import type { Issue, Records } from '../../model/index.ts';
import { type LoadedStudy, loadStudy } from '../../protocol/index.ts';
import { recordsFromTables, type TextTable } from '../../records/index.ts';
import { patientContexts } from '../patient-contexts.ts';

export type SmallStudy = {
  study: LoadedStudy;
  records: Records;
  contexts: Map<string, Context>;
  cohort: Cohort;
};

/** Rows as cells joined by ' , ', the first row the header; tests stay readable as small tables. */
export function table(name: string, lines: readonly string[]): TextTable {
  const [columns = [], ...rows] = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  return { file: `records/${name}.csv`, columns, rows };
}

/**
 * Loads a study written in a test with its records. Everybody in it is invented.
 *
 * @throws Error with every fault, when the document or a table has one: a test's own mistake
 */
export function smallStudy(text: string, tables: readonly TextTable[]): SmallStudy {
  const { study, issues } = loadStudy(text);
  if (!study) throw new Error(faults(issues));
  const read = recordsFromTables(study, tables);
  if (read.issues.some(({ severity }) => severity === 'error')) throw new Error(faults(read.issues));
  const contexts = patientContexts(study, read.records);
  return { study, records: read.records, contexts, cohort: selectCohort(study, read.records, contexts) };
}

function faults(issues: readonly Issue[]): string {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, message }) => `${code} ${path ?? ''}: ${message.en}`)
    .join('\n');
}
