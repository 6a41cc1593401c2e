import { type AnalysisResult, type FormRow, isMissing, type Json, type RecordRef } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { codesOfItem, itemOf } from './form-items.ts';
import { refOf, valueIn } from './form-rows.ts';
import { stateOfCode } from './groups.ts';
import {
  markerNotes,
  type Reading,
  type Readings,
  readMarkers,
  resolve,
  writeAllMarkers,
  writeMarker,
  writeTested,
} from './marker-results.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';

type MarkerTable = AnalysisOfKind<'markerTable'>;

/**
 * Positive of those tested, for each marker and, with `by`, for each clone of it. Not done, not reported and no row are
 * no results: they are counted apart and stand in no denominator. Equivocal results are results, and are shown apart.
 */
export function analyseMarkerTable(inputs: RunInputs, analysis: MarkerTable, pointer: string): AnalysisResult {
  const all = readMarkers(inputs, analysis, pointer);
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: all.everybody });
  writeAllMarkers(statistics, all, analysis.where !== undefined);
  for (const marker of all.markers) {
    writeMarker(statistics, all, marker);
    if (analysis.by !== undefined) writeGroups(inputs, statistics, all, marker, analysis, analysis.by);
  }
  const method = {
    name: 'Table of markers',
    variant: 'Positive of those with a result; a patient counts once a marker',
    reference: REFERENCES.reporting,
  };
  const options: Record<string, Json> = {
    form: analysis.form,
    marker: analysis.marker,
    result: analysis.result,
    positive: [...analysis.positive],
    negative: [...(analysis.negative ?? [])],
    equivocal: equivocalCodes(inputs, analysis),
    where: analysis.where ?? null,
    by: analysis.by ?? null,
  };
  return assembleResult(inputs, analysis, method, options, statistics, markerNotes(all));
}

/** The codes that are neither positive nor negative. */
function equivocalCodes(inputs: RunInputs, analysis: MarkerTable): string[] {
  const decided = [...analysis.positive, ...(analysis.negative ?? [])];
  return codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, analysis.result)).filter(
    (code) => !decided.includes(code),
  );
}

/**
 * The results of one marker by a code of the row, such as the clone: a patient counts once a group, and in each group in
 * which there is a result. Groups without a result are left out; results without a group stand under `ungrouped`.
 */
function writeGroups(
  inputs: RunInputs,
  statistics: StatisticRows,
  all: Readings,
  marker: string,
  analysis: MarkerTable,
  by: string,
): void {
  const refs = (rows: readonly FormRow[]): RecordRef[] => rows.map((row) => refOf(all.form, row, all.result));
  const tested = all.of(marker).filter(({ outcome }) => outcome !== null);
  const among = tested.map(({ patient }) => patient);
  const inGroup = (holds: (row: FormRow) => boolean): Reading[] =>
    tested.flatMap((reading) => {
      const rows = reading.results.filter(holds);
      return rows.length === 0 ? [] : [{ ...reading, ...resolve(rows, all.outcomeOf) }];
    });
  const groups = [
    ...codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, by)).map((code) => ({
      code,
      readings: inGroup((row) => stateOfCode(valueIn(row, by), code) === 'present'),
    })),
    { code: 'ungrouped', readings: inGroup((row) => isMissing(valueIn(row, by))) },
  ];
  for (const { code, readings } of groups) {
    if (readings.length === 0) continue;
    writeTested(statistics, `${marker}.${by}.${code}.`, { row: marker, column: code }, readings, among, refs);
  }
}
