import { fleissKappa as kappaOf } from '../agreement/index.ts';
import { type Answer, type FixtureCase, matrix, notUnderstood } from './fixture-case.ts';

export function fleissKappa(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'fleiss_kappa(M)') notUnderstood(fixture);
  const found = kappaOf(matrix(fixture, 'M') as number[][]);
  return {
    output: {
      kappa: found.estimate,
      se_null: found.standardErrorNull,
      z: found.z,
      p: found.pValue,
      p_bar: found.observed,
      p_e: found.expected,
      category_kappa: found.ofCategory,
      category_se_null: found.ofCategoryStandardErrorNull,
    },
  };
}
