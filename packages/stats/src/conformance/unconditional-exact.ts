import { type Alternative, unconditionalExact as test } from '../contingency/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { TABLE, twoByTwoOf } from './tables.ts';

const CALL = /^uncond\(tab, '(pooled|boschloo)', '(two\.sided|less|greater)'\)$/;
const ALTERNATIVES: Readonly<Record<string, Alternative>> = {
  'two.sided': 'twoSided',
  less: 'less',
  greater: 'greater',
};

export function unconditionalExact(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call.replace(TABLE, ''));
  if (!call) return notUnderstood(fixture);
  const statistic = call[1] as 'pooled' | 'boschloo';
  const alternative = ALTERNATIVES[call[2] as string] as Alternative;
  const found = test(twoByTwoOf(fixture), { statistic, alternative });
  return {
    output: {
      statistic: statistic === 'pooled' ? smallWhenExtreme(found.statistic, alternative) : found.statistic,
      p: found.pValue,
      n_rejection_points: found.extremeTables,
    },
  };
}

/** R's code turns every score so that the extreme ones are small. */
function smallWhenExtreme(z: number, alternative: Alternative): number {
  if (alternative === 'twoSided') return -Math.abs(z);
  return alternative === 'less' ? z : -z;
}
