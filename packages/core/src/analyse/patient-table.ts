import { byCodeUnit } from '../derive/index.ts';
import {
  type AnalysisResult,
  type Cell,
  canonicalJson,
  type Json,
  type ResultRow,
  type Sha256,
  sha256Hex,
  type Value,
  valueCell,
} from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { askedValue, shownWhenOf } from './asked-items.ts';
import { type Banding, bandedCell, bandingOf } from './banding.ts';
import { valuesOf, variableOf } from './groups.ts';
import { writeMeant } from './meant-patients.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/**
 * The patients of a set, or those of whom a condition is true, one a row with the values of some variables.
 *
 * `rows` name a patient. Where the plan shows the table to the public, rows without a patient stand beside them: values
 * in bands, times in whole months, no date and no text, and in an order made from nothing but what they show.
 *
 * @param pointer - of the analysis in the study document
 */
export function analysePatientTable(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'patientTable'>,
  pointer: string,
): AnalysisResult {
  const statistics = new StatisticRows(analysis.id);
  const meant = writeMeant(inputs, analysis, statistics, pointer);
  const columns = analysis.variables.map((spec) => columnOf(inputs, spec, meant));
  const rows = meant.map((patient, index): ResultRow => {
    const cells: Record<string, Cell> = { shown: 'patient' };
    for (const { id, values } of columns) cells[`value.${id}`] = valueCell(values[index] as Value);
    return { cells, patient };
  });
  const isBanded = analysis.public === 'banded';
  if (isBanded) rows.push(...bandedRows(statistics, analysis.id, columns, meant, inputs.sha256 ?? sha256Hex));
  const options: Record<string, Json> = {
    variables: columns.map(({ id, variable, decimals, banding }) => ({
      variable: variable.ref,
      as: id,
      decimals,
      public: isBanded && banding ? { ...banding } : null,
    })),
    when: analysis.when ?? null,
    public: analysis.public ?? 'omit',
  };
  const method = {
    name: 'Patient table',
    variant: isBanded ? 'For the public in bands and in random order' : 'For the team only',
    reference: isBanded ? REFERENCES.anonymity : REFERENCES.reporting,
  };
  return assembleResult(inputs, analysis, method, options, statistics, [], rows);
}

type Column = {
  id: string;
  variable: Variable;
  decimals: number | null;
  /** null: not for the public */
  banding: Banding | null;
  /** one for each patient in order */
  values: readonly Value[];
};

function columnOf(
  inputs: RunInputs,
  spec: AnalysisOfKind<'patientTable'>['variables'][number],
  patients: PatientSet,
): Column {
  const full = typeof spec === 'string' ? { variable: spec } : spec;
  const variable = variableOf(inputs, full.variable);
  const item =
    variable.form === null || variable.item === null ? null : inputs.study.item(variable.form, variable.item);
  const isItem = item !== null;
  const isHidden = full.public === 'omit' || item?.identifying === true;
  return {
    id: full.as ?? variable.id,
    variable,
    decimals: full.decimals ?? variable.decimals,
    banding: isHidden ? null : bandingOf(variable, full.bands),
    values: isItem ? itemValues(inputs, variable, patients) : valuesOf(inputs, patients, variable.ref),
  };
}

/** An item of each patient's row; one that is not asked of a row does not apply to the patient. */
function itemValues(inputs: RunInputs, { form, item, ref }: Variable, patients: PatientSet): Value[] {
  const shownWhen = shownWhenOf(inputs, form ?? '', item ?? '');
  const rows = new Map((inputs.records.forms[form ?? ''] ?? []).map((row) => [row.patient, row]));
  const written = valuesOf(inputs, patients, ref);
  return patients.map((patient, index) => {
    const row = rows.get(patient);
    return row ? askedValue(inputs, row, item ?? '', shownWhen) : (written[index] as Value);
  });
}

/** Whoever has a row like nobody else's could be known by it: `alone` counts them. */
function bandedRows(
  statistics: StatisticRows,
  analysis: string,
  columns: readonly Column[],
  patients: PatientSet,
  sha256: Sha256,
): ResultRow[] {
  const rows = patients.map((patient, index) => {
    const cells: Record<string, Cell> = { shown: 'banded' };
    for (const { id, values, banding } of columns)
      if (banding) cells[`value.${id}`] = bandedCell(values[index] as Value, banding);
    // a hash of the ids could be made again by whoever knows them; one of what is shown tells no more than that
    return { patient, cells, key: sha256(canonicalJson([analysis, cells])) };
  });
  const alike = new Map<string, number>();
  for (const { key } of rows) alike.set(key, (alike.get(key) ?? 0) + 1);
  const alone = rows.filter(({ key }) => alike.get(key) === 1).map(({ patient }) => patient);
  statistics.count('alone', { name: 'alone', numerator: alone, denominator: patients });
  return rows.sort((a, b) => byCodeUnit(a.key, b.key)).map(({ cells }) => ({ cells }));
}
