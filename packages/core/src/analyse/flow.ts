import { clopperPearson } from '@casewright/stats';
import type { FlowStep } from '../cohort/index.ts';
import type { AnalysisResult, Cell, ResultRow } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/**
 * From the candidates to each analysis set: how many left at each step and why, how many stayed, and what share of the
 * eligible each set is (Clopper-Pearson limits). Sets hold candidates. `rows` are the boxes of the diagram in order.
 */
export function analyseFlow(inputs: RunInputs, analysis: AnalysisOfKind<'flow'>): AnalysisResult {
  const { cohort, study } = inputs;
  const statistics = new StatisticRows(analysis.id);
  const boxes: ResultRow[] = [];
  const box = (
    kind: string,
    set: string,
    statistic: string,
    step: string | null = null,
    reason: string | null = null,
  ): void => {
    const cells: Record<string, Cell> = { box: kind, set, step, reason, statistic: `${analysis.id}.${statistic}` };
    boxes.push({ cells });
  };

  statistics.count('candidates.count', { row: 'candidates', denominator: cohort.candidates });
  box('candidates', 'eligible', 'candidates.count');
  writeSteps(statistics, box, stepsOf(cohort.steps, 'eligible'), cohort.candidates);

  const { eligible } = cohort;
  statistics.count('eligible.count', { row: 'eligible', numerator: eligible, denominator: cohort.candidates });
  box('set', 'eligible', 'eligible.count');

  for (const { id, from } of study.document.analysisSets ?? []) {
    const members = cohort.sets.get(id) ?? [];
    const start = from === undefined || from === 'eligible' ? eligible : (cohort.sets.get(from) ?? []);
    writeSteps(statistics, box, stepsOf(cohort.steps, id), start);
    statistics.count(`${id}.count`, { row: id, numerator: members, denominator: start });
    box('set', id, `${id}.count`);
    writeShare(statistics, id, members, eligible);
  }
  const method = {
    name: 'Participant flow',
    variant: 'Clopper-Pearson limits of the share of the eligible',
    reference: REFERENCES.strobe,
  };
  return assembleResult(
    inputs,
    analysis,
    method,
    { interval: 'clopper-pearson', level: DEFAULT_LEVEL },
    statistics,
    [],
    boxes,
  );
}

type WriteBox = (kind: string, set: string, statistic: string, step?: string | null, reason?: string | null) => void;

function stepsOf(steps: readonly FlowStep[], set: string): FlowStep[] {
  return steps.filter((step) => step.set === set);
}

function writeSteps(statistics: StatisticRows, box: WriteBox, steps: readonly FlowStep[], start: PatientSet): void {
  let before = start;
  for (const step of steps) {
    statistics.count(`${step.id}.excluded.count`, { row: step.id, numerator: step.excluded, denominator: before });
    box('excluded', step.set, `${step.id}.excluded.count`, step.id);
    if (step.byReason.length > 1) {
      for (const { reason, candidates } of step.byReason) {
        statistics.count(`${step.id}.${reason}.count`, {
          row: step.id,
          column: reason,
          numerator: candidates,
          denominator: before,
        });
        box('reason', step.set, `${step.id}.${reason}.count`, step.id, reason);
      }
    }
    statistics.count(`${step.id}.remaining.count`, { row: step.id, numerator: step.remaining, denominator: before });
    before = step.remaining;
  }
}

function writeShare(statistics: StatisticRows, set: string, numerator: PatientSet, denominator: PatientSet): void {
  const id = `${set}.ofEligible.proportion`;
  const sets = { row: set, numerator, denominator };
  const n = denominator.length;
  const share = n === 0 ? null : clopperPearson(numerator.length, n, DEFAULT_LEVEL);
  statistics.probability(id, { name: 'proportion', ...sets }, share?.estimate ?? null);
  statistics.probability(`${id}.lower`, { name: 'proportion.lower', ...sets }, share?.lower ?? null);
  statistics.probability(`${id}.upper`, { name: 'proportion.upper', ...sets }, share?.upper ?? null);
}
