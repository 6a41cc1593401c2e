import { missingCoreItems } from '../cohort/index.ts';
import {
  type AnalysisResult,
  type FormRow,
  isMissing,
  MISSING_REASONS,
  type ResultRow,
  type Value,
} from '../model/index.ts';
import type { AnalysisOfKind, Form, Item } from '../protocol/index.ts';
import { askedValue, holdsValue, shownWhenOf } from './asked-items.ts';
import { type FormRows, formRows, patientsOf, refOf } from './form-rows.ts';
import { contextFor } from './groups.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';

/**
 * What is recorded and what is not, item by item: of a form that does not repeat among patients, of one that repeats
 * among its rows. What does not apply (or is not asked, by `shownWhen`) stands in no denominator. `rows` name the items
 * form by form in the order of the study, the least complete first within a form.
 */
export function analyseCompleteness(inputs: RunInputs, analysis: AnalysisOfKind<'completeness'>): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const { forms } = inputs.study.document;
  const asked = analysis.forms === undefined ? forms : forms.filter(({ id }) => analysis.forms?.includes(id));
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: everybody });
  writeCore(statistics, inputs, asked, everybody);
  const rows = asked.flatMap((form) => {
    const found = formRows(inputs, everybody, form.id, null, '');
    const shares = form.repeats
      ? writeRepeating(statistics, inputs, form, found, everybody)
      : writeSingle(statistics, inputs, form, found.rows, everybody);
    return orderedItems(form, shares);
  });
  const method = {
    name: 'Completeness',
    variant: 'Recorded among those to whom it applies',
    reference: REFERENCES.strobe,
  };
  return assembleResult(inputs, analysis, method, { forms: asked.map(({ id }) => id) }, statistics, [], rows);
}

/** Patients who lack no item of the declared core set; only where all forms are looked at and some item is core. */
function writeCore(statistics: StatisticRows, inputs: RunInputs, asked: readonly Form[], everybody: PatientSet): void {
  const isWhole = asked.length === inputs.study.document.forms.length;
  if (!isWhole || !asked.some(({ items }) => items.some(({ core }) => core))) return;
  const complete = everybody.filter(
    (patient) => missingCoreItems(inputs.study, contextFor(inputs, patient)).length === 0,
  );
  statistics.count('core.count', { row: 'core', numerator: complete, denominator: everybody });
}

/** What holds for an item: a value, that it does not apply, or the reasons why it is missing, joined by '+'. */
type State = string;
const RECORDED: State = 'recorded';
const NOT_APPLICABLE: State = 'notApplicable';

/** The share recorded of each item, null where it applies to nobody. */
type Shares = ReadonlyMap<string, number | null>;

/** What is counted: a patient of a form that does not repeat, perhaps without a row, or a row of one that does. */
type Unit = { patient: string; row: FormRow | null };

function writeSingle(
  statistics: StatisticRows,
  inputs: RunInputs,
  form: Form,
  rows: readonly FormRow[],
  everybody: PatientSet,
): Shares {
  const rowOf = new Map(rows.map((row) => [row.patient, row]));
  const units = everybody.map((patient): Unit => ({ patient, row: rowOf.get(patient) ?? null }));
  return writeItems(statistics, inputs, form, units, everybody);
}

/** The rows of a form that repeats, and who has any, has none, or has nothing written down. */
function writeRepeating(
  statistics: StatisticRows,
  inputs: RunInputs,
  form: Form,
  { rows, patients, none, unknown }: FormRows,
  everybody: PatientSet,
): Shares {
  const place = { row: form.id, denominator: everybody };
  statistics.records(`${form.id}.rows`, place, rows, (row) => refOf(form.id, row));
  statistics.count(`${form.id}.count`, { ...place, numerator: patients });
  statistics.count(`${form.id}.none`, { ...place, numerator: none });
  statistics.count(`${form.id}.unknown`, { ...place, numerator: unknown });
  const units = rows.map((row): Unit => ({ patient: row.patient, row }));
  return writeItems(statistics, inputs, form, units, patients);
}

/**
 * Each item of a form: `n` to which it applies, how many are `recorded` of these and which share, how many are
 * `missing` and why, and `notApplicable` apart.
 */
function writeItems(
  statistics: StatisticRows,
  inputs: RunInputs,
  form: Form,
  units: readonly Unit[],
  everybody: PatientSet,
): Shares {
  const shares = new Map<string, number | null>();
  for (const item of form.items) {
    const name = `${form.id}.${item.id}`;
    const shownWhen = shownWhenOf(inputs, form.id, item.id);
    const states = units.map(({ row }) =>
      row === null ? 'notEntered' : stateOf(askedValue(inputs, row, item.id, shownWhen)),
    );
    const ofState = unitsByState(units, states);
    const inState = (wanted: (state: State) => boolean): readonly Unit[] => {
      const some = [...ofState.keys()].filter(wanted);
      if (some.length === ofState.size) return units;
      if (some.length <= 1) return ofState.get(some[0] as State) ?? [];
      return units.filter((_unit, index) => some.includes(states[index] as State));
    };
    const write = (suffix: string, counted: readonly Unit[], denominator: PatientSet): void => {
      const place = { row: name, denominator };
      if (form.repeats) statistics.records(`${name}.${suffix}`, place, counted, refTo);
      else statistics.count(`${name}.${suffix}`, { ...place, numerator: patientsOf(counted) });
    };
    const refTo = ({ row }: Unit) => refOf(form.id, row as FormRow, item.id); // a form that repeats has units with rows
    const applies = inState((state) => state !== NOT_APPLICABLE);
    const recorded = inState((state) => state === RECORDED);
    const apart = inState((state) => state === NOT_APPLICABLE);
    const share = applies.length === 0 ? null : recorded.length / applies.length;
    const among = patientsOf(applies);
    const shareOf = { name: 'proportion', row: name, numerator: patientsOf(recorded), denominator: among };
    write('n', applies, everybody);
    write('recorded', recorded, among);
    statistics.probability(`${name}.proportion`, shareOf, share);
    write('missing', inState(isMissingState), among);
    for (const reason of reasonsAmong(ofState.keys()))
      write(
        `missing.${reason}`,
        inState((state) => state === reason),
        among,
      );
    if (apart.length > 0) write('notApplicable', apart, everybody);
    shares.set(item.id, share);
  }
  return shares;
}

function unitsByState(units: readonly Unit[], states: readonly State[]): ReadonlyMap<State, readonly Unit[]> {
  const ofState = new Map<State, Unit[]>();
  for (const [index, unit] of units.entries()) {
    const state = states[index] as State;
    const known = ofState.get(state);
    if (known) known.push(unit);
    else ofState.set(state, [unit]);
  }
  return ofState;
}

function stateOf(value: Value): State {
  if (holdsValue(value)) return RECORDED;
  if (!isMissing(value)) return 'notEntered'; // several codes of which none is named
  const [only] = value.reasons;
  if (value.reasons.length === 1 && only !== undefined) return only;
  return value.reasons.every((reason) => reason === 'notApplicable') ? NOT_APPLICABLE : value.reasons.join('+');
}

function isMissingState(state: State): boolean {
  return state !== RECORDED && state !== NOT_APPLICABLE;
}

/** Reasons that occur, in the order of the model. */
function reasonsAmong(states: Iterable<State>): string[] {
  const rank = (reason: string) => MISSING_REASONS.findIndex((one) => reason.startsWith(one));
  return [...states].filter(isMissingState).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** The items of a form, the least complete first; those that apply to nobody last. */
function orderedItems(form: Form, shares: Shares): ResultRow[] {
  const share = (item: Item) => shares.get(item.id) ?? 2;
  return [...form.items]
    .sort((a, b) => share(a) - share(b))
    .map((item) => ({
      cells: { form: form.id, item: item.id, core: item.core === true, repeats: form.repeats === true },
    }));
}
