import type { AnalysisResult } from '../model/index.ts';
import type { SelectionStep } from '../protocol/index.ts';
import { reasonWords } from './vocabulary.ts';
import { has, label, say, type Writing } from './writing.ts';

/** The way from the candidates to the analysis sets, as the flow diagram and its table show it. */
export type FlowPlan = {
  readonly start: FlowBox;
  readonly branches: readonly FlowBranch[];
};
/** A set reached from another by leaving some out; the first branch is from the candidates to the eligible. */
export type FlowBranch = {
  readonly from: string;
  readonly set: string;
  readonly steps: readonly FlowExclusion[];
  readonly end: FlowBox;
};
export type FlowBox = { readonly label: string; readonly count: string };
export type FlowExclusion = FlowBox & {
  readonly remaining: string | null;
  readonly reasons: readonly FlowBox[];
};

export function flowPlan(w: Writing, result: AnalysisResult): FlowPlan {
  const id = result.id;
  const { eligibility, analysisSets = [] } = w.document;
  return {
    start: { label: say(w, 'Candidates found', '检出的候选病例'), count: `${id}.candidates.count` },
    branches: [
      {
        from: 'candidates',
        set: 'eligible',
        steps: eligibility.steps.map((step) => exclusion(w, result, step)),
        end: {
          label: eligibility.label ? label(w, eligibility.label) : say(w, 'Eligible patients', '符合入选标准的患者'),
          count: `${id}.eligible.count`,
        },
      },
      ...analysisSets.map((set) => ({
        from: set.from ?? 'eligible',
        set: set.id,
        steps: set.steps.map((step) => exclusion(w, result, step)),
        end: { label: label(w, set.label), count: `${id}.${set.id}.count` },
      })),
    ].filter((branch) => has(w, branch.end.count)),
  };
}

/** Those who leave at a step; when several reasons occur, each with its own count. */
export function exclusion(w: Writing, result: AnalysisResult, step: SelectionStep): FlowExclusion {
  const prefix = `${result.id}.${step.id}`;
  const ends = ['excluded', 'remaining'];
  const reasons = result.statistics
    .filter(({ id }) => id.startsWith(`${prefix}.`) && id.endsWith('.count'))
    .map(({ id }) => ({ code: id.slice(prefix.length + 1, -'.count'.length), count: id }))
    .filter(({ code }) => !ends.includes(code))
    .map(({ code, count }) => ({ label: reasonWords(w, code), count }));
  return {
    label: label(w, step.label),
    count: `${prefix}.excluded.count`,
    remaining: has(w, `${prefix}.remaining.count`) ? `${prefix}.remaining.count` : null,
    reasons: reasons.length > 1 ? reasons : [],
  };
}
