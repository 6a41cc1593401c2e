import { type IccForm, type IntraclassCorrelation, intraclassCorrelations } from '../agreement/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, type FixtureCase, matrix, notUnderstood } from './fixture-case.ts';

/** The package's call, and our own formulas in R. */
const CALLS = ['psych::ICC(M, lmer = FALSE)', 'icc_forms(M)'];
const FORMS: IccForm[] = ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'];

export function icc(fixture: FixtureCase): Answer {
  if (!CALLS.includes(fixture.r_call)) notUnderstood(fixture);
  const { forms, raters, whyNull } = intraclassCorrelations(matrix(fixture, 'M'));
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
    deviations: limitOfMeanBeyondRange(fixture, forms, raters),
  };
}

/** docs/validation.md: a lower limit of ICC2 below -1 / (k - 1) has no counterpart for the mean of k raters. */
function limitOfMeanBeyondRange(
  fixture: FixtureCase,
  { ICC2, ICC2k }: Record<IccForm, IntraclassCorrelation>,
  raters: number,
): Deviation[] {
  const limit = ICC2.lower;
  const theirs = (fixture.output as { lower?: unknown[] }).lower?.[FORMS.indexOf('ICC2k')];
  if (limit === null || ICC2k.lower !== null || typeof theirs !== 'number') return [];
  const stepped = (limit * raters) / (1 + limit * (raters - 1));
  if (Math.abs(theirs - stepped) > 1e-9 * Math.abs(stepped)) return [];
  return [{ path: `lower.${FORMS.indexOf('ICC2k')}`, applies: () => true, ours: null, r: theirs }];
}
