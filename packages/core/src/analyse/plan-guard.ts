import { GUARD_LIMITS } from '@casewright/stats';
import { deriveEndpoint } from '../derive/index.ts';
import { type Issue, isMissing, type Value, words } from '../model/index.ts';
import type { AnalysisOfKind, LoadedStudy } from '../protocol/index.ts';
import { judgedWithoutAge } from './range-table.ts';
import { isAdjusted } from './regression.ts';
import { eventsOf, modelOf, regressionFrame } from './regression-frame.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';

/** Events that a predictor must have at least; with fewer, estimates are those of chance and of the method. */
export const EVENTS_A_PREDICTOR = GUARD_LIMITS.fewestEventsAPredictor;

type GuardInputs = Pick<RunInputs, 'study' | 'records' | 'contexts' | 'cohort'>;
type Regression = AnalysisOfKind<'regression'>;

/**
 * What the plan asks for and these records cannot bear, before anything is run: a regression with fewer than five events
 * for each of its predictors or in one of its strata, unless the plan says why it is fitted all the same
 * (`overrideGuard`); values of infants judged by a range that names no age; and candidates who left without a flow.
 *
 * @see docs/study-document.md, Analyses: a predictor of k codes counts k - 1 times
 */
export function guardPlan(inputs: GuardInputs): Issue[] {
  return [...guardFlow(inputs), ...guardRegressions(inputs), ...guardRanges(inputs)];
}

/** Candidates left, and no flow diagram says where. */
function guardFlow({ study, cohort }: GuardInputs): Issue[] {
  const analyses = study.document.analyses ?? [];
  const left = cohort.steps.filter(({ set }) => set === 'eligible').flatMap(({ excluded }) => excluded).length;
  if (left === 0 || analyses.length === 0 || analyses.some(({ kind }) => kind === 'flow')) return [];
  return [
    {
      severity: 'warning',
      code: 'plan.noFlow',
      ...study.placeInText('analyses', 0),
      path: 'analyses',
      message: words(
        `A study says how many candidates there were and why the others are not in it. ${left === 1 ? '1 candidate' : `${left} candidates`} left at the steps of eligibility, and no analysis is of the kind flow.`,
        `研究应说明候选病例总数及未纳入者的原因。入选步骤中排除了 ${left} 例候选病例，而分析计划中没有 flow 类分析。`,
      ),
      hint: words(
        'Add an analysis of kind: flow, and its figure to the report.',
        '请补充 kind: flow 的分析，并在报告中引用其图。',
      ),
    },
  ];
}

/** Values of infants that a range without ages would judge: such a range is one of adults, mostly. */
function guardRanges(inputs: GuardInputs): Issue[] {
  const { study } = inputs;
  return (study.document.analyses ?? []).flatMap((analysis, index) => {
    if (analysis.kind !== 'rangeTable') return [];
    return judgedWithoutAge(inputs, analysis, `analyses/${index}`).map(({ range, test, values }): Issue => {
      const pointer = `referenceRanges/${range}`;
      return {
        severity: 'error',
        code: 'range.noAge',
        ...study.placeInText(pointer, 0),
        path: pointer,
        message: words(
          `Ranges of adults do not hold for infants. This range of "${test}" names no age, and "${analysis.id}" would judge ${values === 1 ? '1 value of a patient' : `${values} values of patients`} under one year by it.`,
          `成人参考区间不适用于婴儿。“${test}”的这一参考区间未写年龄，而“${analysis.id}”将据此判定 ${values} 例一岁以下患者的结果。`,
        ),
        hint: words(
          'Give the ages for which it holds by fromDays: and untilDays:, and ranges for infants beside it; fromDays: 0 where its source says that it holds from birth.',
          '请用 fromDays: 和 untilDays: 写明其适用年龄，并补充婴儿的参考区间；若来源说明自出生起即适用，请写 fromDays: 0。',
        ),
      };
    });
  });
}

function guardRegressions(inputs: GuardInputs): Issue[] {
  return (inputs.study.document.analyses ?? []).flatMap((analysis, index) => {
    if (analysis.kind !== 'regression' || analysis.overrideGuard !== undefined) return [];
    const thin = thinStratum(inputs, analysis, `analyses/${index}`);
    if (thin) return [thin];
    const least = leanest(inputs, analysis);
    if (least === null || least.events >= EVENTS_A_PREDICTOR * least.predictors) return [];
    const { events, predictors } = least;
    return [tooFewEvents(inputs.study, analysis, `analyses/${index}`, events, predictors)];
  });
}

/** The stratum with the fewest events, where they are too few for a baseline hazard of its own. */
function thinStratum(inputs: GuardInputs, analysis: Regression, pointer: string): Issue | null {
  const { study } = inputs;
  if ((analysis.strata ?? []).length === 0 || analysis.endpoint === undefined) return null;
  const members = membersOf(inputs.cohort, analysis.set);
  const endpoint = deriveEndpoint(study, analysis.endpoint, members, inputs.contexts, inputs.records);
  const frame = regressionFrame(inputs, analysis, endpoint);
  const events = new Map<string, number>();
  for (const at of frame.patients.keys()) {
    const values = frame.strata.map((column) => column[at] as Value);
    if (values.some(isMissing)) continue;
    const stratum = values
      .map((value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)))
      .join(', ');
    events.set(stratum, (events.get(stratum) ?? 0) + (frame.event[at] ?? 0));
  }
  const [fewest] = [...events].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));
  if (!fewest || fewest[1] >= EVENTS_A_PREDICTOR) return null;
  const [stratum, count] = fewest;
  return {
    severity: 'error',
    code: 'analysis.thinStratum',
    ...study.placeInText(`${pointer}/strata`, 0),
    path: `${pointer}/strata`,
    message: words(
      `Each stratum has a baseline hazard of its own, and has at least ${EVENTS_A_PREDICTOR} events to show it: patients are compared within a stratum only. In "${analysis.id}" the stratum ${stratum} has ${count} ${count === 1 ? 'event' : 'events'}.`,
      `各层有各自的基线风险，且只在层内比较患者，因此每层至少须有 ${EVENTS_A_PREDICTOR} 例事件。“${analysis.id}”中的层 ${stratum} 有 ${count} 例事件。`,
    ),
    hint: words(
      'Remove strata, and tell the events of each stratum beside; if it must be stratified, write the reason under overrideGuard.',
      '请删去 strata，并另行列出各层的事件数；确需分层时，请在 overrideGuard 下写明理由。',
    ),
  };
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
