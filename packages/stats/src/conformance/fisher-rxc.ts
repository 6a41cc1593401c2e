import { FISHER_WORK_BUDGET, fisherTable } from '../contingency/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { rowsOf, TABLE } from './tables.ts';

/** Where R is given more room than by default, so are we. */
const ROOM = 5 * FISHER_WORK_BUDGET;

export function fisherRxc(fixture: FixtureCase): Answer {
  const call = /^fisher\.test\(tab(, workspace = [\d.e]+)?\)$/.exec(fixture.r_call.replace(TABLE, ''));
  if (!call) return notUnderstood(fixture);
  const found = fisherTable(rowsOf(fixture), call[1] ? { workBudget: ROOM } : {});
  return { output: { p: found.pValue }, warnings: found.method === 'exact' ? [] : ['p is of random tables'] };
}
