import { deriveEndpoint, variableValue } from '../derive/index.ts';
import { type Issue, isMissing, words } from '../model/index.ts';
import type { AnalysisOfKind, LoadedStudy } from '../protocol/index.ts';
import { contextFor, stateOfCode } from './groups.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';

/** Events that a predictor must have at least; with fewer, estimates are those of chance and of the method. */
export const EVENTS_A_PREDICTOR = 5;

type GuardInputs = Pick<RunInputs, 'study' | 'records' | 'contexts' | 'cohort'>;
type Regression = AnalysisOfKind<'regression'>;

/**
 * What the plan asks for and these records cannot bear, before anything is run: a regression with fewer than five events
 * for each of its predictors, unless the plan says why it is fitted all the same (`overrideGuard`).
 *
 * @see docs/study-document.md, Analyses: a predictor of k codes counts k - 1 times
 */
export function guardPlan(inputs: GuardInputs): Issue[] {
  return (inputs.study.document.analyses ?? []).flatMap((analysis, index) => {
    if (analysis.kind !== 'regression' || analysis.overrideGuard !== undefined) return [];
    const events = eventsOf(inputs, analysis);
    const predictors = analysis.covariates.reduce((sum, ref) => sum + parametersOf(inputs, analysis, ref), 0);
    if (events === null || events >= EVENTS_A_PREDICTOR * predictors) return [];
    return [tooFewEvents(inputs.study, analysis, `analyses/${index}`, events, predictors)];
  });
}

/** Events of the endpoint; of an outcome the rarer of its two states, which is what a logistic model feeds on. */
function eventsOf(inputs: GuardInputs, analysis: Regression): number | null {
  const members = membersOf(inputs.cohort, analysis.set);
  if (analysis.endpoint !== undefined) {
    const { event } = deriveEndpoint(inputs.study, analysis.endpoint, members, inputs.contexts, inputs.records);
    return event.reduce((sum, one) => sum + (one === 1 ? 1 : 0), 0);
  }
  if (analysis.outcome === undefined) return null;
  const outcome = analysis.outcome;
  const values = members.map((patient) => variableValue(inputs.study, contextFor(inputs, patient), outcome));
  const counts = new Map<string, number>();
  for (const value of values) {
    if (!isMissing(value)) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  return counts.size < 2 ? 0 : Math.min(...counts.values());
}

/** How many numbers a predictor adds to the model: the codes that occur, less one; anything else is one. */
function parametersOf(inputs: GuardInputs, analysis: Regression, ref: string): number {
  const variable = inputs.study.variable(ref);
  if (!variable?.codes) return 1;
  const values = membersOf(inputs.cohort, analysis.set).map((patient) =>
    variableValue(inputs.study, contextFor(inputs, patient), ref),
  );
  const used = variable.codes.filter(({ code }) => values.some((value) => stateOfCode(value, code) === 'present'));
  return Math.max(1, used.length - 1);
}

function tooFewEvents(
  study: LoadedStudy,
  analysis: Regression,
  pointer: string,
  events: number,
  predictors: number,
): Issue {
  const needed = EVENTS_A_PREDICTOR * predictors;
  return {
    severity: 'error',
    code: 'analysis.tooFewEvents',
    ...study.placeInText(`${pointer}/model`, 0),
    path: pointer,
    message: words(
      `A regression has at least ${EVENTS_A_PREDICTOR} events for each of its predictors. "${analysis.id}" has ${events} ${events === 1 ? 'event' : 'events'} for ${predictors} ${predictors === 1 ? 'predictor' : 'predictors'}, and would need ${needed}.`,
      `回归分析中每个预测变量至少须有 ${EVENTS_A_PREDICTOR} 例事件。“${analysis.id}”有 ${events} 例事件、${predictors} 个预测变量，至少需要 ${needed} 例。`,
    ),
    hint: words(
      'Leave predictors out, or describe instead of modelling; if it must be fitted, write the reason under overrideGuard.',
      '请减少预测变量，或只作描述而不建模；确需拟合时，请在 overrideGuard 下写明理由。',
    ),
  };
}
