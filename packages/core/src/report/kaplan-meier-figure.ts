import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { curvePoints } from './kaplan-meier-curve.ts';
import { survivalPlan } from './survival-plan.ts';
import { strokeOf, timeAxisTitle, timeCurvesSvg } from './time-curves-figure.ts';
import { endpointOf, label, say, type Writing } from './writing.ts';

export { timeAxisTitle } from './time-curves-figure.ts';

/** The survival curves of a result with numbers at risk, events and censored so far under the ticks. */
export function kaplanMeierSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'kaplanMeier'>,
  words: { title: string; description: string },
): string {
  const plan = survivalPlan(w, result, analysis);
  const endpoint = endpointOf(w, analysis.endpoint);
  return timeCurvesSvg(w, result, {
    ...words,
    plan,
    curves: plan.groups.map((group, index) => ({
      label: group.label,
      points: curvePoints(result, group.code).map((point) => ({ ...point, value: point.survival })),
      ...strokeOf(index),
    })),
    blocks: plan.groups.map(({ prefix, label: title }, index) => ({ prefix, label: title, ...strokeOf(index) })),
    rows: [
      { name: 'atRisk', label: say(w, 'At risk', '在险') },
      { name: 'cumulativeEvents', label: say(w, 'Events', '事件') },
      { name: 'cumulativeCensored', label: say(w, 'Censored', '删失') },
    ],
    start: 1,
    estimate: say(w, 'Kaplan–Meier estimate', 'Kaplan–Meier 估计'),
    vertical: endpoint ? label(w, endpoint.label) : say(w, 'Survival', '生存率'),
    horizontal: timeAxisTitle(w, plan, endpoint ? label(w, endpoint.timeZero.label) : null),
    heading: say(w, 'Patients at risk; events and censored so far', '在险人数，累计事件数与累计删失数'),
  });
}
