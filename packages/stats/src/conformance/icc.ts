import { type IccForm, type IntraclassCorrelation, intraclassCorrelations } from '../agreement/index.ts';
import { type Answer, type FixtureCase, matrix, notUnderstood } from './fixture-case.ts';

/** The package's call, and our own formulas in R. */
const CALLS = ['psych::ICC(M, lmer = FALSE)', 'icc_forms(M)'];
const FORMS: IccForm[] = ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'];

export function icc(fixture: FixtureCase): Answer {
  if (!CALLS.includes(fixture.r_call)) notUnderstood(fixture);
  const { forms, whyNull } = intraclassCorrelations(matrix(fixture, 'M'));
  const each = <T>(pick: (form: IntraclassCorrelation) => T) => FORMS.map((form) => pick(forms[form]));
  return {
    output: {
      type: FORMS,
      icc: each(({ estimate }) => estimate),
      F: each(({ f }) => f),
      df1: each(({ degreesOfFreedom }) => degreesOfFreedom[0]),
      df2: each(({ degreesOfFreedom }) => degreesOfFreedom[1]),
      p: each(({ pValue }) => pValue),
      lower: each(({ lower }) => lower),
      upper: each(({ upper }) => upper),
    },
    warnings: whyNull ? [whyNull] : [],
  };
}
