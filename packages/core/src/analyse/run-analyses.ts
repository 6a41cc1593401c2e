import type { TimeToEvent } from '../derive/index.ts';
import { type AnalysisResult, InputError, type PartialDateRule, type Statistic } from '../model/index.ts';
import type { Analysis, AnalysisOfKind } from '../protocol/index.ts';
import { analyseAgreement } from './agreement.ts';
import { analyseAssociation } from './association.ts';
import { analyseBounds } from './bounds.ts';
import { analyseCompleteness } from './completeness.ts';
import { analyseCrossTable } from './cross-table.ts';
import { analyseCumulativeIncidence } from './cumulative-incidence.ts';
import { analyseDescribe } from './describe.ts';
import { analyseDescribeRows } from './describe-rows.ts';
import { analyseDotPlot } from './dot-plot.ts';
import { analyseFlow } from './flow.ts';
import { analyseHeatMap } from './heat-map.ts';
import { analyseKaplanMeier } from './kaplan-meier.ts';
import { analyseLeaveOneOut } from './leave-one-out.ts';
import { analyseListing } from './listing.ts';
import { analyseMarkerTable } from './marker-table.ts';
import { analyseMetaAnalysis } from './meta-analysis.ts';
import { numbersWithout } from './numbers-without.ts';
import { analysePartialDateSensitivity } from './partial-date-sensitivity.ts';
import { analysePatientTable } from './patient-table.ts';
import { type PlanRun, runUnderRule, runWithout, startRun } from './plan-run.ts';
import { analyseProportion } from './proportion.ts';
import { analysePublishedSeries } from './published-series.ts';
import { analyseRangeTable } from './range-table.ts';
import { analyseRate } from './rate.ts';
import { analyseRegression } from './regression.ts';
import { analyseReverseKaplanMeier } from './reverse-kaplan-meier.ts';
import type { RunInputs } from './run-inputs.ts';
import { analyseScores } from './scores.ts';
import { analyseSurvivalTest } from './survival-test.ts';
import { analyseSwimmer } from './swimmer.ts';
import { analyseTimeline } from './timeline.ts';
import { analyseTrajectory } from './trajectory.ts';

/**
 * Runs the plan of a study over a snapshot of its records.
 *
 * @returns one result for each analysis, in the plan's order
 * @throws InputError where the plan names what the study does not have, or an expression meets a real fault
 */
export function runAnalyses(inputs: RunInputs): AnalysisResult[] {
  const run = startRun(inputs);
  return (inputs.study.document.analyses ?? []).map((analysis, index) => runAnalysis(run, analysis, index));
}

/** One analysis of the plan; `index` is its place there. */
function runAnalysis(run: PlanRun, analysis: Analysis, index: number): AnalysisResult {
  const { inputs, endpointOf } = run;
  switch (analysis.kind) {
    case 'flow':
      return analyseFlow(inputs, analysis);
    case 'swimmer':
      return analyseSwimmer(inputs, analysis, endpointOf(analysis), `analyses/${index}`);
    case 'timeline':
      return analyseTimeline(inputs, analysis, `analyses/${index}`);
    case 'listing':
      return analyseListing(inputs, analysis, `analyses/${index}`);
    case 'patientTable':
      return analysePatientTable(inputs, analysis, `analyses/${index}`);
    case 'completeness':
      return analyseCompleteness(inputs, analysis);
    case 'describe':
      return analyseDescribe(inputs, analysis);
    case 'crossTable':
      return analyseCrossTable(inputs, analysis);
    case 'proportion':
      return analyseProportion(inputs, analysis, `analyses/${index}`);
    case 'kaplanMeier':
      return analyseKaplanMeier(inputs, analysis, endpointOf(analysis), twinsOf(run, analysis));
    case 'reverseKaplanMeier':
      return analyseReverseKaplanMeier(inputs, analysis, endpointOf(analysis));
    case 'describeRows':
      return analyseDescribeRows(inputs, analysis, `analyses/${index}`);
    case 'rate':
      return analyseRate(inputs, analysis, endpointOf(analysis));
    case 'survivalTest':
      return analyseSurvivalTest(inputs, analysis, endpointOf(analysis));
    case 'regression': {
      const { endpoint, set } = analysis;
      const isOverTime = endpoint !== undefined && analysis.outcome === undefined;
      return analyseRegression(inputs, analysis, isOverTime ? endpointOf({ endpoint, set }) : null);
    }
    case 'cumulativeIncidence':
      return analyseCumulativeIncidence(inputs, analysis, endpointOf(analysis));
    case 'association':
      return analyseAssociation(inputs, analysis);
    case 'agreement':
      return analyseAgreement(inputs, analysis);
    case 'partialDateSensitivity': {
      const at = placeOf(inputs, analysis.of);
      const of = (inputs.study.document.analyses ?? [])[at] as Analysis;
      const full = runAnalysis(run, of, at);
      const under = (rule: PartialDateRule) => runAnalysis(runUnderRule(run, rule), of, at);
      return analysePartialDateSensitivity(inputs, analysis, of, full, under);
    }
    case 'leaveOneOut': {
      const at = placeOf(inputs, analysis.of);
      const of = (inputs.study.document.analyses ?? [])[at] as Analysis;
      const full = runAnalysis(run, of, at);
      const without = (patient: string) => runAnalysis(runWithout(run, patient), of, at);
      const quickly = (wanted: readonly Statistic[]) => numbersWithout(run, of, `analyses/${at}`, wanted);
      return analyseLeaveOneOut(inputs, analysis, of, full, without, quickly);
    }
    case 'bounds': {
      const of = declared(inputs, analysis.of, 'proportion');
      return analyseBounds(inputs, analysis, of.analysis, `${of.pointer}/when`);
    }
    case 'publishedSeries': {
      const of = analysis.of === undefined ? null : declared(inputs, analysis.of, 'proportion').analysis;
      return analysePublishedSeries(inputs, analysis, of);
    }
    case 'metaAnalysis': {
      const of = analysis.of === undefined ? null : declared(inputs, analysis.of, 'proportion');
      const count = of && countOf(runAnalysis(run, of.analysis, placeOf(inputs, of.analysis.id)));
      return analyseMetaAnalysis(inputs, analysis, of && count && { analysis: of.analysis, count });
    }
    case 'dotPlot':
      return analyseDotPlot(inputs, analysis);
    case 'trajectory':
      return analyseTrajectory(inputs, analysis, `analyses/${index}`);
    case 'rangeTable':
      return analyseRangeTable(inputs, analysis, `analyses/${index}`);
    case 'scores':
      return analyseScores(inputs, analysis, `analyses/${index}`);
    case 'heatMap':
      return analyseHeatMap(inputs, analysis, `analyses/${index}`);
    case 'markerTable':
      return analyseMarkerTable(inputs, analysis, `analyses/${index}`);
  }
}

/** How many had what a proportion counts, and of how many. */
function countOf({ id, statistics }: AnalysisResult): { events: number; n: number } {
  const value = (name: string) => statistics.find((one) => one.id === `${id}.${name}`)?.value ?? 0;
  return { events: value('count'), n: value('n') };
}

/** An analysis of the plan that another one is about. The study was checked when it was loaded, so it is there. */
function declared<K extends Analysis['kind']>(
  inputs: RunInputs,
  id: string,
  kind: K,
): { analysis: AnalysisOfKind<K>; pointer: string } {
  const place = placeOf(inputs, id);
  const analysis = inputs.study.document.analyses?.[place];
  if (analysis?.kind === kind) return { analysis: analysis as AnalysisOfKind<K>, pointer: `analyses/${place}` };
  throw new InputError('analyse.unknownAnalysis', `An analysis of the kind ${kind} is needed. ${id} is none.`, id);
}

function placeOf(inputs: RunInputs, id: string): number {
  const place = (inputs.study.document.analyses ?? []).findIndex((analysis) => analysis.id === id);
  if (place >= 0) return place;
  throw new InputError('analyse.unknownAnalysis', `An analysis of the plan is needed. ${id} is none.`, id);
}

/** The other endpoints that the plan draws on the same set and whose patients, times and events are the very same. */
function twinsOf({ inputs, endpointOf }: PlanRun, analysis: AnalysisOfKind<'kaplanMeier'>): string[] {
  const own = endpointOf(analysis);
  const twins = new Set<string>();
  for (const other of inputs.study.document.analyses ?? []) {
    if (other.kind !== 'kaplanMeier' || other.set !== analysis.set || other.endpoint === analysis.endpoint) continue;
    if (coincide(own, endpointOf(other))) twins.add(other.endpoint);
  }
  return [...twins];
}

function coincide(a: TimeToEvent, b: TimeToEvent): boolean {
  return (
    a.patients.length > 0 &&
    sameColumn(a.patients, b.patients) &&
    sameColumn(a.timeDays, b.timeDays) &&
    sameColumn(a.event, b.event) &&
    sameColumn(a.entryDays ?? zeros(a), b.entryDays ?? zeros(b))
  );
}

function zeros({ patients }: TimeToEvent): Float64Array {
  return new Float64Array(patients.length);
}

function sameColumn(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
