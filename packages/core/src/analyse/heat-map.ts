import { byCodeUnit } from '../derive/index.ts';
import type { AnalysisResult, Cell, Json, ResultRow } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { codesOfItem, itemOf } from './form-items.ts';
import { valueIn } from './form-rows.ts';
import {
  markerNotes,
  type Outcome,
  outcomesOf,
  type Reading,
  type Readings,
  readMarkers,
  writeAllMarkers,
  writeMarker,
} from './marker-results.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';

type HeatMap = AnalysisOfKind<'heatMap'>;

/** The reasons for a missing result that a map tells apart; the others are one, for a rare one could single out a patient. */
const TOLD = ['notDone', 'notReported'] as const;

/**
 * What each marker is in each patient, and under each marker positive of those tested. `rows` are the cells, lane by
 * lane: first with their patients, then the same without, which are all that the public gets. Lanes are ordered by
 * nothing but what they show (and, where they are alike, by id), so that their order tells nothing of who they are.
 */
export function analyseHeatMap(inputs: RunInputs, analysis: HeatMap, pointer: string): AnalysisResult {
  const all = readMarkers(inputs, analysis, pointer);
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: all.everybody });
  writeAllMarkers(statistics, all, analysis.where !== undefined);
  for (const marker of all.markers) writeMarker(statistics, all, marker);
  const rows = lanesOf(all, analysis).flatMap(({ patient, cells }, index) =>
    cells.map((cell): ResultRow => ({ cells: { shown: 'cell', lane: index + 1, ...cell }, patient })),
  );
  const unnamed = rows.map(({ cells }): ResultRow => ({ cells: { ...cells, shown: 'publicCell' } }));
  const method = {
    name: 'Map of markers',
    variant: 'One answer of each patient to each marker',
    reference: REFERENCES.reporting,
  };
  return assembleResult(inputs, analysis, method, optionsOf(inputs, analysis), statistics, markerNotes(all), [
    ...rows,
    ...unnamed,
  ]);
}

function optionsOf(inputs: RunInputs, analysis: HeatMap): Record<string, Json> {
  const outcomes = outcomesOf(inputs.study, analysis);
  const codes = codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, analysis.result));
  const meaning = (outcome: Outcome) => codes.filter((code) => (outcomes.get(code) ?? 'equivocal') === outcome);
  return {
    form: analysis.form,
    marker: analysis.marker,
    result: analysis.result,
    positive: meaning('positive'),
    negative: meaning('negative'),
    equivocal: meaning('equivocal'),
    extent: analysis.extent ?? null,
    intensity: analysis.intensity ?? null,
    where: analysis.where ?? null,
  };
}

type Lane = { patient: string; cells: Record<string, Cell>[] };

/** The cells of each patient for the markers that anybody has a row of. */
function lanesOf(all: Readings, analysis: HeatMap): Lane[] {
  const shown = all.markers.filter((marker) => all.of(marker).some(hasRow));
  const lanes = all.everybody.map(
    (patient, place): Lane => ({
      patient,
      cells: shown.map((marker) => cellOf(all.of(marker)[place] as Reading, analysis)),
    }),
  );
  const keys = new Map(lanes.map((lane) => [lane, lane.cells.map(orderKey).join(' ')]));
  return lanes.sort((a, b) => byCodeUnit(keys.get(a) ?? '', keys.get(b) ?? ''));
}

function hasRow({ outcome, missing }: Reading): boolean {
  return outcome !== null || missing !== null;
}

function cellOf(reading: Reading, analysis: HeatMap): Record<string, Cell> {
  const { marker, outcome, missing } = reading;
  const strongest = outcome === 'positive' ? strongestOf(reading, analysis) : { extent: null, intensity: null };
  const [only] = missing?.reasons ?? [];
  const told = missing?.reasons.length === 1 ? (TOLD.find((reason) => reason === only) ?? 'other') : 'other';
  return { marker, outcome, missing: missing === null ? null : told, ...strongest };
}

/** Of several positive rows the one that is strongest; among equals, and where intensity is a code, the first. */
function strongestOf({ deciding }: Reading, analysis: HeatMap): { extent: Cell; intensity: Cell } {
  const read = deciding.map((row) => ({
    extent: analysis.extent === undefined ? null : plain(valueIn(row, analysis.extent)),
    intensity: analysis.intensity === undefined ? null : plain(valueIn(row, analysis.intensity)),
  }));
  const strength = (intensity: Cell): number => (typeof intensity === 'number' ? intensity : -1);
  return read.reduce((best, one) => (strength(one.intensity) > strength(best.intensity) ? one : best));
}

function plain(value: unknown): Cell {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** Positive before equivocal before negative, then what has no result, then what has no row. */
function orderKey(cell: Record<string, Cell>): string {
  const ranks: readonly unknown[] = ['positive', 'equivocal', 'negative'];
  const rank = cell['outcome'] === null ? (cell['missing'] === null ? 4 : 3) : ranks.indexOf(cell['outcome']);
  const strength = typeof cell['intensity'] === 'number' ? String(9_999_999 - cell['intensity']) : '9999999';
  return `${rank}/${strength}/${cell['extent'] ?? ''}/${cell['intensity'] ?? ''}/${cell['missing'] ?? ''}`;
}
