import { quantile } from '@casewright/stats';
import {
  type AnalysisResult,
  type FormRow,
  isMissing,
  type Json,
  type RecordRef,
  type ResultNote,
  type Value,
} from '../model/index.ts';
import type { AnalysisOfKind, Item } from '../protocol/index.ts';
import { DEFAULT_QUANTILE_TYPE } from './describe.ts';
import { codesOfItem, itemOf } from './form-items.ts';
import { type FormRows, formRows, patientsOf, refOf, rowCondition, valueIn } from './form-rows.ts';
import { groupedBy } from './grouped-by.ts';
import { membersWhere, missingByReason, stateOfCode } from './groups.ts';
import { middleRanks, numberOf, usualDecimals } from './numeric-values.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, ROWS, StatisticRows } from './statistic-rows.ts';

type RowAnalysis = AnalysisOfKind<'describeRows'>;

/**
 * The rows of a form that repeats: how many there are and in how many patients, then each item by itself over the rows,
 * with the number of patients beside it. Rows of one patient are not independent, so nothing here has an interval. A
 * group is formed by a code of the row itself, so a patient may stand in several.
 */
export function analyseDescribeRows(inputs: RunInputs, analysis: RowAnalysis, pointer: string): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const found = formRows(
    inputs,
    everybody,
    analysis.form,
    rowCondition(inputs, analysis.where, pointer),
    `${pointer}/where`,
  );
  const quantileType = analysis.quantileType ?? DEFAULT_QUANTILE_TYPE;
  const described = analysis.items.map((spec) => describedItem(inputs, analysis.form, spec));
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: everybody });
  writePresence(statistics, found, everybody, analysis.where !== undefined);
  for (const part of rowParts(inputs, analysis, found, statistics)) {
    for (const one of described) {
      if (part.column !== undefined && one.item.id === analysis.by) continue; // a group holds one code of it
      const column: Column = {
        form: analysis.form,
        described: one,
        part,
        values: part.rows.map((row) => valueIn(row, one.item.id)),
      };
      if (one.item.type === 'codes') describeCodes(statistics, column);
      else if (one.item.type === 'code' || one.item.type === 'boolean') describeCode(statistics, column);
      else describeNumber(statistics, column, quantileType);
    }
  }
  const method = {
    name: 'Description of rows',
    variant: `Counts of rows and of patients; quantiles of type ${quantileType} over rows`,
    reference: REFERENCES.quantiles,
  };
  const options: Record<string, Json> = {
    form: analysis.form,
    items: described.map(({ id, item, decimals }) => ({ item: item.id, as: id, decimals })),
    where: analysis.where ?? null,
    by: analysis.by ?? null,
    quantileType,
  };
  return assembleResult(inputs, analysis, method, options, statistics, notesOf(found));
}

type Described = {
  /** begins the ids of its statistics */
  id: string;
  item: Item;
  codes: readonly string[];
  decimals: number | null;
};

/** All rows, or those of one group, and whose they are. */
type RowPart = { prefix: string; column: string | undefined; rows: readonly FormRow[]; patients: PatientSet };

type Column = { form: string; described: Described; part: RowPart; values: readonly Value[] };

function describedItem(inputs: RunInputs, form: string, spec: RowAnalysis['items'][number]): Described {
  const full = typeof spec === 'string' ? { item: spec } : spec;
  const item = itemOf(inputs.study, form, full.item);
  return {
    id: ('as' in full && full.as) || item.id,
    item,
    codes: codesOfItem(inputs.study, item),
    decimals: ('decimals' in full ? full.decimals : undefined) ?? item.decimals ?? null,
  };
}

/** How many rows there are, in whom, in whom there are none, and of whom nobody knows. */
function writePresence(statistics: StatisticRows, found: FormRows, everybody: PatientSet, hasCondition: boolean): void {
  const among = { denominator: everybody };
  const refs = (rows: readonly FormRow[]) => rows.map((row) => refOf(found.form, row));
  statistics.records('rows', among, refs(found.rows));
  statistics.count('patients', { numerator: found.patients, ...among });
  statistics.count('none', { numerator: found.none, ...among });
  statistics.count('unknown', { numerator: found.unknown, ...among });
  if (hasCondition) statistics.records('undecided', among, refs(found.undecided));
  const perPatient = groupedBy(found.rows, ({ patient }) => patient);
  const sorted = Float64Array.from(perPatient.values(), ({ length }) => length).sort();
  const place = { denominator: found.patients };
  const write = (name: string, value: number | null): void =>
    statistics.decimal(`perPatient.${name}`, { name, ...place }, value, ROWS, usualDecimals('integer', value));
  write('median', sorted.length === 0 ? null : quantile(sorted, 0.5, DEFAULT_QUANTILE_TYPE));
  write('minimum', sorted[0] ?? null);
  write('maximum', sorted.at(-1) ?? null);
}

/** All rows, then those of each group in the order of its codes; rows without a group are counted by themselves. */
function rowParts(inputs: RunInputs, analysis: RowAnalysis, found: FormRows, statistics: StatisticRows): RowPart[] {
  const all: RowPart = { prefix: '', column: undefined, rows: found.rows, patients: found.patients };
  const { by } = analysis;
  if (by === undefined) return [all];
  const values = found.rows.map((row) => valueIn(row, by));
  const groups = codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, by)).map((code): RowPart => {
    const rows = membersWhere(found.rows, values, (value) => stateOfCode(value, code) === 'present');
    return { prefix: `${by}.${code}.`, column: code, rows, patients: patientsOf(rows) };
  });
  for (const { prefix, column, rows, patients } of groups) {
    const place = { column, denominator: found.patients };
    statistics.records(
      `${prefix}rows`,
      place,
      rows.map((row) => refOf(found.form, row, by)),
    );
    statistics.count(`${prefix}patients`, { ...place, numerator: patients });
  }
  const ungrouped = membersWhere(found.rows, values, isMissing).map((row) => refOf(found.form, row, by));
  statistics.records(`${by}.ungrouped`, { row: by, denominator: found.patients }, ungrouped);
  return [all, ...groups];
}

/** In how many rows, of how many patients, an item is recorded; in how many it is missing, and why. */
function describeRecorded(statistics: StatisticRows, { form, described, part, values }: Column): FormRow[] {
  const name = `${part.prefix}${described.id}`;
  const place = { row: described.id, column: part.column, denominator: part.patients };
  const refs = (rows: readonly FormRow[]): RecordRef[] => rows.map((row) => refOf(form, row, described.item.id));
  const recorded = membersWhere(part.rows, values, (value) => !isMissing(value));
  statistics.records(`${name}.n`, place, refs(recorded));
  statistics.count(`${name}.patients`, { ...place, numerator: patientsOf(recorded) });
  statistics.records(`${name}.missing`, place, refs(membersWhere(part.rows, values, isMissing)));
  for (const [reason, rows] of missingByReason(part.rows, values))
    statistics.records(`${name}.missing.${reason}`, place, refs(rows));
  return recorded;
}

function describeCode(statistics: StatisticRows, column: Column): void {
  const recorded = describeRecorded(statistics, column);
  for (const code of column.described.codes) writeCode(statistics, column, code, recorded);
}

/** Each code of a multiple answer by itself: present among the rows in which it is recorded either way. */
function describeCodes(statistics: StatisticRows, column: Column): void {
  describeRecorded(statistics, column);
  const { form, described, part, values } = column;
  for (const code of described.codes) {
    const inState = (state: string) => membersWhere(part.rows, values, (value) => stateOfCode(value, code) === state);
    const known = membersWhere(part.rows, values, (value) => stateOfCode(value, code) !== 'notRecorded');
    writeCode(statistics, column, code, known);
    const name = `${part.prefix}${described.id}.${code}`;
    const place = { row: `${described.id}.${code}`, column: part.column };
    const refs = (rows: readonly FormRow[]) => rows.map((row) => refOf(form, row, described.item.id));
    statistics.records(`${name}.absent`, { ...place, denominator: patientsOf(known) }, refs(inState('absent')));
    statistics.records(`${name}.notRecorded`, { ...place, denominator: part.patients }, refs(inState('notRecorded')));
  }
}

/** The rows that hold a code, and the patients who have any such row, among those in whom it is recorded. */
function writeCode(statistics: StatisticRows, column: Column, code: string, recorded: readonly FormRow[]): void {
  const { form, described, part } = column;
  const name = `${part.prefix}${described.id}.${code}`;
  const rows = recorded.filter((row) => stateOfCode(valueIn(row, described.item.id), code) === 'present');
  const among = patientsOf(recorded);
  const place = { row: `${described.id}.${code}`, column: part.column, denominator: among };
  statistics.records(
    `${name}.count`,
    place,
    rows.map((row) => refOf(form, row, described.item.id)),
  );
  const numerator = patientsOf(rows);
  statistics.count(`${name}.patients.count`, { ...place, numerator });
  statistics.count(`${name}.patients.n`, { ...place, numerator: among, denominator: part.patients });
  statistics.probability(
    `${name}.patients.proportion`,
    { name: 'proportion', ...place, numerator },
    among.length === 0 ? null : numerator.length / among.length,
  );
}

function describeNumber(statistics: StatisticRows, column: Column, type: 2 | 6 | 7): void {
  const { form, described, part, values } = column;
  const recorded = describeRecorded(statistics, column);
  const ranked = part.rows
    .flatMap((row, index) => {
      const value = numberOf(values[index] as Value);
      return value === null ? [] : [{ row, value }];
    })
    .sort((a, b) => a.value - b.value);
  const sorted = Float64Array.from(ranked, ({ value }) => value);
  const n = sorted.length;
  const unit = described.item.type === 'age' ? 'a' : (described.item.unit ?? '1');
  const place = { row: described.id, column: part.column, denominator: patientsOf(recorded) };
  const write = (statistic: string, value: number | null, ranks: readonly number[] = []): void => {
    const deciding = ranks.flatMap((rank) => {
      const one = ranked[rank];
      return one ? [refOf(form, one.row, described.item.id)] : [];
    });
    const decimals = described.decimals ?? usualDecimals(described.item.type, value);
    const name = `${part.prefix}${described.id}.${statistic}`;
    statistics.decimal(name, { name: statistic, ...place, deciding }, value, unit, decimals);
  };
  const at = (probability: number): number | null => (n === 0 ? null : quantile(sorted, probability, type));
  write('median', at(0.5), n === 0 ? [] : middleRanks(n));
  write('quartile1', at(0.25));
  write('quartile3', at(0.75));
  write('minimum', sorted[0] ?? null, [0]);
  write('maximum', sorted[n - 1] ?? null, [n - 1]);
}

/** What a reader must know of rows and patients that could not be told. */
function notesOf(found: FormRows): ResultNote[] {
  const { length: rows } = found.undecided;
  const { length: patients } = found.unknown;
  const notes: ResultNote[] = [];
  if (rows > 0) {
    notes.push({
      code: 'rows.undecided',
      severity: 'warning',
      text: {
        en: `Of ${rows === 1 ? '1 row' : `${rows} rows`} it is not known whether the condition holds; missing is not a no, and such rows are counted apart.`,
        'zh-CN': `${rows}条记录是否符合所设条件不明；缺失不等于“否”，此类记录单独计数。`,
      },
    });
  }
  if (patients > 0) {
    notes.push({
      code: 'rows.unknown',
      severity: 'warning',
      text: {
        en: `Of ${patients === 1 ? '1 patient' : `${patients} patients`} it is not known whether there is such a row: nothing was entered and nobody confirmed that there is nothing, or the condition is open.`,
        'zh-CN': `${patients}例患者有无此类记录不明：未录入亦未确认为无，或所设条件无法判断。`,
      },
    });
  }
  return notes;
}
