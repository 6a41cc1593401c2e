import { InputError } from '../input/index.ts';
import { coxRegression, type FineGrayInput, fineGray } from '../regression/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import { columnsIn, fitIn } from './covariate-findings.ts';
import { eventsAPredictor } from './events-a-predictor.ts';
import type { Finding, FindingCode } from './finding.ts';

/**
 * Models where events compete; 'firthCox': of the hazard of the cause alone, which is another question, with Firth's
 * penalty; 'describe': the cumulative incidence of each group.
 */
export type FineGrayMethod = 'fineGray' | 'cox' | 'firthCox' | 'describe';

const NO_MODEL: readonly FindingCode[] = ['noSubjects', 'noEvents', 'constantColumn', 'dependentColumn'];

const RULES: readonly MethodRule<FineGrayMethod>[] = [
  {
    method: 'fineGray',
    unfitBy: [...NO_MODEL, 'separated', 'notConverged', 'nothingCompetes'],
    doubtfulBy: ['underFiveEventsAPredictor', 'underTenEventsAPredictor'],
  },
  {
    method: 'cox',
    unfitBy: [...NO_MODEL, 'separated', 'notConverged'],
    doubtfulBy: ['competingEvents', 'underFiveEventsAPredictor', 'underTenEventsAPredictor'],
  },
  {
    method: 'firthCox',
    unfitBy: NO_MODEL,
    doubtfulBy: ['competingEvents', 'underFiveEventsAPredictor'],
  },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * Which regression the data bear where events compete. Fine and Gray's has no penalised form: where columns separate
 * the events of the cause, it has no estimate, and the hazard of the cause alone by Firth's method answers another
 * question. Without competing events it is Cox regression, and that is recommended.
 *
 * @param input - as for `fineGray`; cause 1 is modelled
 * @param predictors - what counts against the events; the columns unless given
 * @returns every method of the family with how it stands; 'describe' is left where nothing else is
 * @throws InputError as `fineGray`
 * @see Fine & Gray (1999) JASA 94:496; Latouche et al. (2013) J Clin Epidemiol 66:648
 */
export function guardFineGray(
  input: FineGrayInput,
  predictors: number = input.covariates.length,
): Advice<FineGrayMethod> {
  const { exit, cause, covariates } = input;
  const subjects = exit.length;
  if (subjects === 0) return adviceOf(RULES, [{ code: 'noSubjects', subjects }]);
  const event = cause.map((code) => (code === 1 ? 1 : 0));
  const events = event.reduce((sum, one) => sum + one, 0);
  const competing = cause.reduce((sum, code) => sum + (code > 1 ? 1 : 0), 0);
  const plain = coxRegression({ followUp: { exit, event }, covariates });
  const findings: Finding[] = [];
  if (events === 0) findings.push({ code: 'noEvents', subjects });
  findings.push(competing > 0 ? { code: 'competingEvents', events, competing } : { code: 'nothingCompetes', events });
  const columns = columnsIn(covariates, event, true).filter(({ code }) => events > 0 || code === 'constantColumn');
  findings.push(...columns);
  if (events > 0) findings.push(...(fitOf(input) ?? fitIn(plain, covariates, events, plain.iterations)));
  findings.push(...eventsAPredictor(events, predictors));
  return adviceOf(RULES, findings);
}

/** What fitting shows; null where columns depend on each other, which the plain model tells column by column. */
function fitOf(input: FineGrayInput): Finding[] | null {
  try {
    const model = fineGray(input);
    return fitIn(model, input.covariates, model.events, 50);
  } catch (error) {
    if (error instanceof InputError && error.code === 'covariates.dependent') return null;
    throw error;
  }
}
