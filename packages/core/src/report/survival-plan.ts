import type { AnalysisResult, Json, TimeUnit } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type Group, groupsOf, say, statisticValue, type Writing } from './writing.ts';

type SurvivalAnalysis = AnalysisOfKind<'kaplanMeier' | 'reverseKaplanMeier' | 'cumulativeIncidence'>;

/** How a survival analysis tells time: unit, the suffix of its ids, its declared times and the ticks of its axis. */
export type SurvivalPlan = {
  readonly unit: TimeUnit;
  readonly suffix: 'd' | 'wk' | 'mo' | 'a';
  readonly times: readonly number[];
  readonly ticks: readonly number[];
  readonly groups: readonly Group[];
};

const SUFFIX = { day: 'd', week: 'wk', month: 'mo', year: 'a' } as const;

export function survivalPlan(w: Writing, result: AnalysisResult, analysis: SurvivalAnalysis): SurvivalPlan {
  const options = result.inputs.options;
  const unit = timeUnitOf(options['timeUnit']) ?? analysis.timeUnit ?? 'month';
  const times = numbersOf(options['times']) ?? (analysis.kind === 'kaplanMeier' ? analysis.times : []);
  const groups = groupsOf(w, result.id, analysis.by).filter(
    ({ prefix }) => (statisticValue(w, `${prefix}.n`) ?? 0) > 0,
  );
  return {
    unit,
    suffix: SUFFIX[unit],
    times,
    ticks: ticksOf(result, analysis) ?? ticksFromStatistics(result, SUFFIX[unit]),
    groups: groups.length > 0 ? groups : [{ code: null, label: say(w, 'All patients', '全部患者'), prefix: result.id }],
  };
}

function ticksOf(result: AnalysisResult, analysis: SurvivalAnalysis): number[] | null {
  const axis = result.inputs.options['axis'];
  const declared = analysis.kind === 'kaplanMeier' ? analysis.axis : undefined;
  const step = axis && typeof axis === 'object' && 'step' in axis ? axis.step : declared?.step;
  const maximum = axis && typeof axis === 'object' && 'maximum' in axis ? axis.maximum : declared?.maximum;
  if (typeof step !== 'number' || typeof maximum !== 'number' || step <= 0) return null;
  return Array.from({ length: Math.floor(maximum / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}

/** Without an axis: every time that the result has a number at risk for. */
function ticksFromStatistics(result: AnalysisResult, suffix: string): number[] {
  const pattern = new RegExp(`\\.atRisk@([\\d.]+)${suffix}$`);
  const found = result.statistics.flatMap(({ id }) => {
    const match = pattern.exec(id);
    return match ? [Number(match[1])] : [];
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function timeUnitOf(option: Json | undefined): TimeUnit | null {
  return option === 'day' || option === 'week' || option === 'month' || option === 'year' ? option : null;
}

function numbersOf(option: Json | undefined): number[] | null {
  return Array.isArray(option) && option.every((one) => typeof one === 'number') ? (option as number[]) : null;
}
