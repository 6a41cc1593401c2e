import { gwetAc1 as ac1Of, gwetAc1OfTable } from '../agreement/index.ts';
import { type Answer, type FixtureCase, matrix, notUnderstood, parameter } from './fixture-case.ts';
import { limits, rowsOf } from './tables.ts';

export function gwetAc1(fixture: FixtureCase): Answer {
  const call = fixture.r_call;
  const isTable = call.startsWith('t <- matrix(table_by_column, k); M <- ') && call.endsWith('; gwet_ac1(M)');
  if (!isTable && call !== 'gwet_ac1(M)') notUnderstood(fixture);
  const found = isTable
    ? gwetAc1OfTable(rowsOf(fixture, parameter(fixture, 'k')))
    : ac1Of(matrix(fixture, 'M') as number[][]);
  return {
    output: {
      ac1: found.estimate,
      pa: found.observed,
      pe: found.expected,
      se: found.standardError,
      ci_t: limits(found),
      p: found.pValue,
    },
  };
}
