import { type CohenKappa, cohenKappa as kappaOf } from '../agreement/index.ts';
import { type Answer, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';
import { limits, rowsOf } from './tables.ts';

const BY_PACKAGE =
  "t <- matrix(table_by_column, k); list(e = vcd::Kappa(t, weights = 'Equal-Spacing'), q = vcd::Kappa(t, weights = 'Fleiss-Cohen'))";

export function cohenKappa(fixture: FixtureCase): Answer {
  const form = fixture.r_call === BY_PACKAGE ? withError : whole;
  if (form === whole && fixture.r_call !== 'kappa2(matrix(table_by_column, k))') notUnderstood(fixture);
  const table = rowsOf(fixture, parameter(fixture, 'k'));
  return {
    output: {
      unweighted: form(kappaOf(table)),
      linear: form(kappaOf(table, { weights: 'linear' })),
      quadratic: form(kappaOf(table, { weights: 'quadratic' })),
    },
  };
}

function withError({ estimate, standardError }: CohenKappa) {
  return [estimate, standardError];
}

function whole(found: CohenKappa) {
  return {
    kappa: found.estimate,
    se: found.standardError,
    ci: limits(found),
    se_null: found.standardErrorNull,
    z: found.z,
    po: found.observed,
    pe: found.expected,
  };
}
