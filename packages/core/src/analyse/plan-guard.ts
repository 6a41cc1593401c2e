import { GUARD_LIMITS } from '@casewright/stats';
import { deriveEndpoint } from '../derive/index.ts';
import { type Issue, words } from '../model/index.ts';
import type { AnalysisOfKind, LoadedStudy } from '../protocol/index.ts';
import { isAdjusted } from './regression.ts';
import { eventsOf, modelOf, regressionFrame } from './regression-frame.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';

/** Events that a predictor must have at least; with fewer, estimates are those of chance and of the method. */
export const EVENTS_A_PREDICTOR = GUARD_LIMITS.fewestEventsAPredictor;

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
    const least = leanest(inputs, analysis);
    if (least === null || least.events >= EVENTS_A_PREDICTOR * least.predictors) return [];
    const { events, predictors } = least;
    return [tooFewEvents(inputs.study, analysis, `analyses/${index}`, events, predictors)];
  });
}

/** Of the models that the plan asks for the one with the fewest events a predictor; its patients' values are complete. */
function leanest(inputs: GuardInputs, analysis: Regression): { events: number; predictors: number } | null {
  const endpoint =
    analysis.endpoint === undefined
      ? null
      : deriveEndpoint(
          inputs.study,
          analysis.endpoint,
          membersOf(inputs.cohort, analysis.set),
          inputs.contexts,
          inputs.records,
        );
  if (endpoint === null && analysis.outcome === undefined) return null;
  const frame = regressionFrame(inputs, analysis, endpoint);
  const models = [
    ...frame.predictors.map((predictor) => modelOf(frame, [predictor])),
    ...(isAdjusted(analysis) ? [modelOf(frame, frame.predictors)] : []),
  ];
  return models.reduce<{ events: number; predictors: number } | null>((least, model) => {
    // a predictor of which all have one value is one to readers, and is told when it is fitted
    const one = { events: eventsOf(model), predictors: Math.max(1, model.covariates.length) };
    return least === null || one.events / one.predictors < least.events / least.predictors ? one : least;
  }, null);
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
    hint: isAdjusted(analysis)
      ? words(
          'Leave predictors out, fit each by itself with adjusted: false, or describe instead of modelling; if it must be fitted, write the reason under overrideGuard.',
          '请减少预测变量，或用 adjusted: false 逐个拟合，或只作描述而不建模；确需拟合时，请在 overrideGuard 下写明理由。',
        )
      : words(
          'Leave predictors out, or describe instead of modelling; if it must be fitted, write the reason under overrideGuard.',
          '请减少预测变量，或只作描述而不建模；确需拟合时，请在 overrideGuard 下写明理由。',
        ),
  };
}
