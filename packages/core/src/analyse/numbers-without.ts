import {
  type BareCurve,
  type FollowUp,
  kaplanMeier,
  quantile,
  rowsUpTo,
  survivalTime,
  survivalWithout,
} from '@casewright/stats';
import { evaluateFor, type TimeToEvent } from '../derive/index.ts';
import { inTimeUnit, isMissing, numberToFile, type Statistic, type TimeUnit, type Value } from '../model/index.ts';
import type { Analysis, AnalysisOfKind } from '../protocol/index.ts';
import { isBeyond } from './curve-statistics.ts';
import { DEFAULT_QUANTILE_TYPE } from './describe.ts';
import { describedVariable } from './described-variable.ts';
import { contextFor, valuesOf } from './groups.ts';
import { numberOf } from './numeric-values.ts';
import type { PlanRun } from './plan-run.ts';
import { limitsOfProportion } from './proportion.ts';
import { DEFAULT_LEVEL } from './result-parts.ts';
import { membersOf } from './run-inputs.ts';
import { DAYS_PER_UNIT, DEFAULT_TIME_UNIT } from './time-axis.ts';

/** The wanted numbers of an analysis, by their ids, as if one patient had never been a candidate. */
export type NumbersWithout = (patient: string) => ReadonlyMap<string, number | null>;

/**
 * Numbers without one patient, worked out by themselves and not by way of a whole result for each patient: 2,000
 * patients then cost 2,000 curves, not 2,000 tables with their sets. They are those of the whole result to the last digit.
 *
 * @returns null where one of the wanted numbers is of another kind, or of a group: only whole results have that one
 */
export function numbersWithout(
  run: PlanRun,
  of: Analysis,
  pointer: string,
  wanted: readonly Statistic[],
): NumbersWithout | null {
  const found = without(run, of, pointer, wanted);
  if (found === null) return null;
  // a result holds its values as files do
  const written = remembered(
    (values: ReadonlyMap<string, number | null>) =>
      new Map([...values].map(([id, value]) => [id, value === null ? null : numberToFile(value)])),
  );
  return (patient) => written(found(patient));
}

function without(run: PlanRun, of: Analysis, pointer: string, wanted: readonly Statistic[]): NumbersWithout | null {
  if (wanted.some(({ id, column }) => column !== undefined || id.startsWith(`${of.id}.partialDates.`))) return null;
  const isEach = (...names: string[]) => wanted.every(({ name }) => names.includes(name));
  if (of.kind === 'proportion' && isEach('proportion')) return proportionWithout(run, of, pointer, wanted);
  if (of.kind === 'kaplanMeier' && isEach('survival', 'median'))
    return curveWithout(run.endpointOf(of), ({ event }) => event, of.timeUnit ?? DEFAULT_TIME_UNIT, wanted);
  if (of.kind === 'reverseKaplanMeier' && isEach('median'))
    return curveWithout(run.endpointOf(of), reversed, of.timeUnit ?? DEFAULT_TIME_UNIT, wanted);
  if (of.kind === 'describe' && isEach('median')) return mediansWithout(run, of, wanted);
  return null;
}

function proportionWithout(
  { inputs }: PlanRun,
  of: AnalysisOfKind<'proportion'>,
  pointer: string,
  wanted: readonly Statistic[],
): NumbersWithout | null {
  const condition = inputs.study.expression(`${pointer}/when`);
  if (!condition) return null;
  const members = membersOf(inputs.cohort, of.set);
  const counts = new Map<string, boolean>();
  for (const patient of members) {
    const value = evaluateFor(condition, contextFor(inputs, patient), pointer);
    if (!isMissing(value)) counts.set(patient, value === true);
  }
  const events = [...counts.values()].filter(Boolean).length;
  const { limits } = limitsOfProportion(of.interval ?? 'clopper-pearson');
  const ofOwn = remembered((own: boolean | undefined) => {
    const n = counts.size - (own === undefined ? 0 : 1);
    const left = events - (own === true ? 1 : 0);
    const value = n === 0 ? null : limits(left, n, of.level ?? DEFAULT_LEVEL).estimate;
    return new Map(wanted.map(({ id }) => [id, value]));
  });
  return (patient) => ofOwn(counts.get(patient));
}

/** Patients whose follow-up is the same leave the same curve behind: each curve is worked out once. */
function curveWithout(
  endpoint: TimeToEvent,
  outcomeOf: (endpoint: TimeToEvent) => Uint8Array,
  unit: TimeUnit,
  wanted: readonly Statistic[],
): NumbersWithout {
  const placeOf = new Map(endpoint.patients.map((patient, place) => [patient, place]));
  const { timeDays: exit, entryDays: entry } = endpoint;
  const followUp: FollowUp = { entry, exit, event: outcomeOf(endpoint) };
  const without = survivalWithout(followUp) ?? ((place: number) => kaplanMeier(lackingSubject(followUp, place)));
  const named = (curve: BareCurve) => new Map(wanted.map((one) => [one.id, ofCurve(curve, one, unit)]));
  const full = named(kaplanMeier(followUp));
  const known = new Map<string, ReadonlyMap<string, number | null>>();
  return (patient) => {
    const place = placeOf.get(patient);
    if (place === undefined) return full;
    const key = `${entry?.[place]} ${exit[place]} ${followUp.event[place]}`;
    const values = known.get(key) ?? named(without(place));
    known.set(key, values);
    return values;
  };
}

/** Being censored is the event where the follow-up itself is asked for. */
function reversed({ event }: TimeToEvent): Uint8Array {
  return event.map((value) => 1 - value);
}

function lackingSubject({ entry, exit, event }: FollowUp, place: number): FollowUp {
  return {
    entry: entry ? lacking(entry, place, Float64Array) : null,
    exit: lacking(exit, place, Float64Array),
    event: lacking(event, place, Uint8Array),
  };
}

/** A column without one of its places. */
function lacking<Column extends Float64Array | Uint8Array>(
  column: Column,
  place: number,
  Made: new (length: number) => Column,
): Column {
  const shorter = new Made(column.length - 1);
  shorter.set(column.subarray(0, place));
  shorter.set(column.subarray(place + 1), place);
  return shorter;
}

function ofCurve(curve: BareCurve, { name, at }: Statistic, unit: TimeUnit): number | null {
  if (name === 'survival' && at) {
    const day = at.value * DAYS_PER_UNIT[at.unit];
    const survival = curve.survival[rowsUpTo(curve.time, day) - 1] ?? 1;
    return isBeyond(curve, day, survival) ? null : survival;
  }
  const time = survivalTime(curve, 0.5);
  return time === null ? null : inTimeUnit(time, unit);
}

function mediansWithout(
  { inputs }: PlanRun,
  of: AnalysisOfKind<'describe'>,
  wanted: readonly Statistic[],
): NumbersWithout | null {
  const members = membersOf(inputs.cohort, of.set);
  const described = of.variables.map((spec) => describedVariable(inputs, spec));
  const columns = wanted.map(({ id, row }) => {
    const one = described.find((candidate) => candidate.id === row);
    if (!one) return null;
    const values = valuesOf(inputs, members, one.variable.ref);
    const ofPatient = new Map(members.map((patient, index) => [patient, numberOf(values[index] as Value)]));
    const sorted = Float64Array.from([...ofPatient.values()].filter((value) => value !== null)).sort();
    return { id, ofPatient, sorted };
  });
  const type = of.quantileType ?? DEFAULT_QUANTILE_TYPE;
  const known = columns.filter((column) => column !== null);
  if (known.length < wanted.length) return null;
  const medians = known.map(({ id, ofPatient, sorted }) => {
    const without = remembered((own: number | null) => {
      const rest = own === null ? sorted : lacking(sorted, sorted.indexOf(own), Float64Array);
      return rest.length === 0 ? null : quantile(rest, 0.5, type);
    });
    return (patient: string) => [id, without(ofPatient.get(patient) ?? null)] as const;
  });
  return (patient) => new Map(medians.map((median) => median(patient)));
}

/** Patients with the same value leave the same number behind. */
function remembered<Own, Result>(of: (own: Own) => Result): (own: Own) => Result {
  const known = new Map<Own, Result>();
  return (own) => {
    if (known.has(own)) return known.get(own) as Result;
    const result = of(own);
    known.set(own, result);
    return result;
  };
}
