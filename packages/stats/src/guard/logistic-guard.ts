import { type Covariates, logisticRegression } from '../regression/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import { columnsIn, fitIn } from './covariate-findings.ts';
import { eventsAPredictor } from './events-a-predictor.ts';
import type { Finding, FindingCode } from './finding.ts';

/** Models of an outcome without time; 'describe': x of N. */
export type LogisticMethod = 'logistic' | 'firthLogistic' | 'describe';

const NO_MODEL: readonly FindingCode[] = [
  'noSubjects',
  'noEvents',
  'nothingButEvents',
  'constantColumn',
  'dependentColumn',
];

const RULES: readonly MethodRule<LogisticMethod>[] = [
  {
    method: 'logistic',
    unfitBy: [...NO_MODEL, 'separated', 'notConverged'],
    doubtfulBy: ['underFiveEventsAPredictor', 'underTenEventsAPredictor'],
  },
  { method: 'firthLogistic', unfitBy: NO_MODEL, doubtfulBy: ['underFiveEventsAPredictor'] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * Which logistic regression the data bear: as `guardCox`, the rarer state of the outcome in the place of the events.
 *
 * @param outcome - 1 with the outcome, 0 without
 * @param covariates - the columns, without that of ones for the intercept
 * @param predictors - what counts against the events; the columns unless given
 * @returns every method of the family with how it stands; 'describe' is left where nothing else is
 * @throws InputError `covariates.*`, `logistic.value` with the index of the subject
 * @see Heinze & Schemper (2002) Stat Med 21:2409; Peduzzi et al. (1996) J Clin Epidemiol 49:1373
 */
export function guardLogistic(
  outcome: Uint8Array,
  covariates: Covariates,
  predictors: number = covariates.length,
): Advice<LogisticMethod> {
  const subjects = outcome.length;
  const events = outcome.reduce((sum, one) => sum + one, 0);
  if (subjects === 0) return adviceOf(RULES, [{ code: 'noSubjects', subjects }]);
  if (events === 0) return adviceOf(RULES, [{ code: 'noEvents', subjects }]);
  if (events === subjects) return adviceOf(RULES, [{ code: 'nothingButEvents', subjects }]);
  const model = logisticRegression(outcome, [new Float64Array(subjects).fill(1), ...covariates]);
  const fitted = { verdict: model.verdict, coefficients: model.coefficients.slice(1) };
  const findings: Finding[] = [
    ...columnsIn(covariates, outcome, false),
    ...fitIn(fitted, covariates, events, model.iterations),
    ...eventsAPredictor(Math.min(events, subjects - events), predictors),
  ];
  return adviceOf(RULES, findings);
}
