import { CASE_FINDING, screeningReasons } from '../case-finding/index.ts';
import type { AnalysisResult } from '../model/index.ts';
import { exclusion, type FlowBox, type FlowBranch, type FlowPlan } from './flow-plan.ts';
import { has, say, statisticValue, type Writing } from './writing.ts';

/** The way from the extract to the included, as the diagram of the study's own flow draws one. */
export function caseFindingPlan(w: Writing, result: AnalysisResult): FlowPlan {
  const box = (en: string, zh: string, id: string): FlowBox => ({
    label: say(w, en, zh),
    count: `${CASE_FINDING}.${id}`,
  });
  const branch = (set: string, from: string, steps: FlowBranch['steps'], end: FlowBox): FlowBranch => ({
    from,
    set,
    steps,
    end,
  });
  const withoutHit = {
    ...box('Reports without a hit', '未命中的报告', 'missed.population'),
    remaining: null,
    reasons: [
      box('Drawn at random', '随机抽取', 'missed.drawn'),
      box('Screened', '已筛查', 'missed.screened'),
      box('Cases among them', '其中病例', 'missed.found'),
    ],
  };
  const open = { ...box('Not yet decided', '尚未定论', 'open.count'), remaining: null, reasons: [] };
  const isOpen = (statisticValue(w, open.count) ?? 0) > 0;
  const withReasons = new Set(screeningReasons(w.study).map(({ step }) => step));
  const steps = w.document.eligibility.steps
    .filter(({ id }) => withReasons.has(id) && has(w, `${CASE_FINDING}.${id}.excluded.count`))
    .map((step) => exclusion(w, result, step));
  return {
    start: box('Reports searched', '检索的报告', 'reports'),
    branches: [
      branch('patients', 'candidates', [], box('Patients in the extract', '提取数据中的患者', 'patients')),
      branch(
        'found',
        'patients',
        [withoutHit],
        box('Candidates: patients with a mention or a code', '候选病例（有提及或编码者）', 'candidates.count'),
      ),
      branch(
        'screened',
        'found',
        isOpen ? [open] : [],
        box('Candidates screened', '已筛查的候选病例', 'screened.count'),
      ),
      branch('included', 'screened', steps, box('Included', '纳入', 'included.count')),
    ],
  };
}
