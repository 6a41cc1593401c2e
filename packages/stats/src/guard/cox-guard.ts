import { type CoxInput, coxRegression } from '../regression/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import { columnsIn, fitIn } from './covariate-findings.ts';
import { eventsAPredictor } from './events-a-predictor.ts';
import type { Finding, FindingCode } from './finding.ts';
import { followUpsByGroup, lateEntryIn, tiesIn } from './follow-up-findings.ts';

/** Models of a hazard; 'cox' with Efron's ties, 'coxExact' with exact ones, 'describe': events and person-time. */
export type CoxMethod = 'cox' | 'coxExact' | 'firthCox' | 'describe';

const NO_MODEL: readonly FindingCode[] = ['noSubjects', 'noEvents', 'constantColumn', 'dependentColumn'];
const NO_MAXIMUM: readonly FindingCode[] = ['separated', 'notConverged'];
const FEW: readonly FindingCode[] = ['underFiveEventsAPredictor', 'underTenEventsAPredictor'];

const RULES: readonly MethodRule<CoxMethod>[] = [
  {
    method: 'cox',
    unfitBy: [...NO_MODEL, ...NO_MAXIMUM],
    doubtfulBy: [...FEW, 'heavyTies', 'tinyRiskSet', 'exhaustedRiskSet'],
  },
  {
    method: 'coxExact',
    unfitBy: [...NO_MODEL, ...NO_MAXIMUM],
    doubtfulBy: [...FEW, 'tinyRiskSet', 'exhaustedRiskSet'],
  },
  { method: 'firthCox', unfitBy: NO_MODEL, doubtfulBy: ['underFiveEventsAPredictor', 'tinyRiskSet'] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * Which regression of hazards the data bear.
 *
 * Plain Cox regression wants ten events a predictor and a likelihood that has a maximum. Where the columns separate the
 * events it rises for ever, and with five to nine events a predictor its estimates are biased away from 1: Firth's
 * penalty, with limits by the profile of the penalised likelihood. Below five nothing but a description is safe. Ties
 * that hide the order of many at risk want exact ties. It fits the plain model once.
 *
 * @param input - as for `coxRegression`, without weights
 * @param predictors - what counts against the events; the columns unless given
 * @returns every method of the family with how it stands; 'describe' is left where nothing else is
 * @throws InputError as `coxRegression`
 * @see Heinze & Schemper (2001) Biometrics 57:114; Vittinghoff & McCulloch (2007) Am J Epidemiol 165:710
 */
export function guardCox(
  input: Omit<CoxInput, 'weight'>,
  predictors: number = input.covariates.length,
): Advice<CoxMethod> {
  const { followUp, covariates } = input;
  const subjects = followUp.exit.length;
  const events = followUp.event.reduce((sum, one) => sum + one, 0);
  const findings: Finding[] = [];
  if (subjects === 0) return adviceOf(RULES, [{ code: 'noSubjects', subjects }]);
  // also checks the input
  const model = coxRegression(input);
  if (events === 0) findings.push({ code: 'noEvents', subjects });
  findings.push(
    ...columnsIn(covariates, followUp.event, true).filter(({ code }) => events > 0 || code === 'constantColumn'),
  );
  if (events > 0) findings.push(...fitIn(model, covariates, events, model.iterations));
  findings.push(...eventsAPredictor(events, predictors));
  const strata = input.stratum ? followUpsByGroup(followUp, input.stratum) : [followUp];
  return adviceOf(RULES, [...findings, ...tiesIn(strata), ...lateEntryIn(followUp, strata)]);
}
