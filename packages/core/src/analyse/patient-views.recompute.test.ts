import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { runAnalyses } from './index.ts';
import { VIEWS_STUDY, VIEWS_TABLES } from './testing/patient-views-study.ts';
import { dayByRule, dayOfText, type RawRow, rawRows } from './testing/raw-tables.ts';

/**
 * Every number of what shows patients one by one, worked out again from the raw cells of only the patients it lists,
 * with a pencil's own code.
 */

const LOCK = dayOfText('2021-12-31');
const FORMS: Record<string, string> = {
  diagnosis: 'person',
  operation: 'operation',
  drug: 'therapy',
  relapse: 'visit',
  visit: 'visit',
};
const DATES: Record<string, string> = { person: 'diagnosed', operation: 'date', therapy: 'start', visit: 'date' };
const PER_UNIT: Record<string, number> = { d: 1, mo: 30.4375, a: 365.25 };

const small = smallStudy(VIEWS_STUDY, VIEWS_TABLES);
const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'snapshot', engine: 'test' });

const rowsOf = (form: string, patients: readonly string[]): RawRow[] =>
  rawRows(VIEWS_TABLES, form).filter((row) => patients.includes(row.patient ?? ''));
const isConfirmedNone = (form: string, patient: string) =>
  rawRows(VIEWS_TABLES, '_forms').some((row) => row.form === form && row.patient === patient);
const isBlank = (cell: string | undefined) => cell === undefined || cell === '' || cell.startsWith('!');
const visitsOf = (patient: string, kind: string) => rowsOf('visit', [patient]).filter((row) => row.kind === kind);

/** Rows of a source that count: of visits the relapses, or all that are no check-up. */
function sourceRows(source: string, patients: readonly string[]): RawRow[] {
  return rowsOf(FORMS[source] as string, patients).filter((row) => {
    if (source === 'relapse') return row.kind === 'relapse';
    return source !== 'visit' || row.kind !== 'seen';
  });
}

function placed(source: string, row: RawRow): number | null {
  const date = row[DATES[FORMS[source] as string] as string];
  if (isBlank(date)) return null;
  const first = dayByRule(date as string, 'earliest') as number;
  return first > LOCK ? null : Math.min(dayByRule(date as string, 'midpoint') as number, LOCK);
}

const firstOperation = (patient: string): number | null =>
  rowsOf('operation', [patient])
    .flatMap((row) => (isBlank(row.date) ? [] : [dayByRule(row.date as string, 'midpoint') as number]))
    .sort((a, b) => a - b)[0] ?? null;
const isAtRisk = (patient: string) => firstOperation(patient) !== null;

function eventDay(patient: string): number | null {
  const dates = [...visitsOf(patient, 'relapse'), ...visitsOf(patient, 'death')].map((row) =>
    dayOfText(row.date ?? ''),
  );
  return dates.sort((a, b) => a - b)[0] ?? null;
}

function lastDay(patient: string): number {
  const seen = visitsOf(patient, 'seen').map((row) => Math.min(dayOfText(row.date ?? ''), LOCK));
  return Math.max(...seen, eventDay(patient) ?? 0);
}

function stateOfPatient(patient: string): string {
  const states = rowsOf('visit', [patient]).map((row) => row.state ?? '');
  if (states.includes('ill')) return 'ill';
  return states.some(isBlank) ? 'missing' : 'free';
}

/** The happenings of a patient in the order of the plan's sources, then by day; each with its source and row. */
function happeningsOf(sources: readonly string[], patient: string): { source: string; row: RawRow; day: number }[] {
  const all = sources.flatMap((source) =>
    sourceRows(source, [patient])
      .flatMap((row) => {
        const day = placed(source, row);
        return day === null ? [] : [{ source, row, day }];
      })
      .sort((a, b) => a.day - b.day),
  );
  return all.sort((a, b) => a.day - b.day);
}

const SOURCES: Record<string, string[]> = {
  swim: ['operation', 'drug', 'relapse'],
  byAge: [],
  line: ['diagnosis', 'operation', 'drug', 'visit'],
  lineFromFirst: ['operation', 'drug'],
};

type Opened = { statistic: Statistic; numerator: string[] | null; denominator: string[] | null };
const WRONG = Number.NaN;

/** @throws Error for a number that nobody knows how to work out */
function again(result: AnalysisResult, { statistic, numerator, denominator }: Opened): number {
  const parts = statistic.id.slice(result.id.length + 1).split('.');
  const counted = (holds: (patient: string) => boolean): number => {
    const patients = numerator ?? denominator ?? [];
    const among = denominator ?? patients;
    return patients.every((patient) => holds(patient) && among.includes(patient)) ? patients.length : WRONG;
  };
  if (result.id.startsWith('complete')) return completeness(parts, statistic, numerator ?? [], denominator ?? []);
  if (parts[0] === 'n') return ['swim', 'byAge'].includes(result.id) ? counted(isAtRisk) : counted(() => true);
  if (parts[0] === 'mark') return sourceNumber(parts, numerator ?? [], counted);
  if (parts[0] === 'lane' || parts[0] === 'course')
    return ownNumber(result.id, parts, statistic.unit, denominator ?? []);
  switch (result.id) {
    case 'swim':
    case 'byAge':
      return swimmerNumber(parts, counted);
    case 'drugs':
    case 'openMargins':
      return listingNumber(result.id, parts, numerator ?? [], counted);
    default:
      return chosenNumber(result, parts, counted);
  }
}

type Counted = (holds: (patient: string) => boolean) => number;

function unknown(parts: readonly string[]): never {
  throw new Error(`nobody knows how to work out ${parts.join('.')}`);
}

function swimmerNumber(parts: readonly string[], counted: Counted): number {
  const [name, code, reason] = parts;
  if (name === 'events') return counted((patient) => isAtRisk(patient) && eventDay(patient) !== null);
  if (name === 'censored') return counted((patient) => isAtRisk(patient) && eventDay(patient) === null);
  if (name === 'notAtRisk') return counted((patient) => !isAtRisk(patient));
  if (name === 'noted' && code === 'partialDates')
    return counted((patient) => rowsOf('operation', [patient]).some((row) => row.date?.length === 7));
  if (name === 'noted' && code === 'notAtRisk')
    return counted((patient) => !isAtRisk(patient) && isConfirmedNone('operation', patient) === (reason === '1'));
  if (name === 'status' && code === 'missing') return counted((patient) => stateOfPatient(patient) === 'missing');
  if (name === 'status') return counted((patient) => stateOfPatient(patient) === code);
  return unknown(parts);
}

function sourceNumber(parts: readonly string[], numerator: string[], counted: Counted): number {
  const [, source = '', name] = parts;
  const form = FORMS[source] as string;
  const rows = (patients: readonly string[]) => sourceRows(source, patients);
  const shown = (patient: string) => rows([patient]).some((row) => placed(source, row) !== null);
  const first = (row: RawRow) => row[DATES[form] as string];
  switch (name) {
    case 'count':
      return counted(shown);
    case 'none':
      return counted(
        (patient) =>
          rows([patient]).length === 0 && (rowsOf(form, [patient]).length > 0 || isConfirmedNone(form, patient)),
      );
    case 'unknown':
      return counted((patient) => rowsOf(form, [patient]).length === 0 && !isConfirmedNone(form, patient));
    case 'rows':
      return counted(shown) && rows(numerator).filter((row) => placed(source, row) !== null).length;
    case 'undated':
      return rows(numerator).filter((row) => isBlank(first(row))).length;
    case 'afterLock':
      return rows(numerator).filter((row) => !isBlank(first(row)) && placed(source, row) === null).length;
    case 'imprecise':
      return rows(numerator).filter((row) =>
        [first(row), row.stop].some((date) => !isBlank(date) && (date as string).length < 10),
      ).length;
    default:
      return unknown(parts);
  }
}

/** A number of one patient: the only one that it lists. */
function ownNumber(analysis: string, parts: readonly string[], unit: string, patients: string[]): number {
  const [patient = '', ...others] = patients;
  if (patient === '' || others.length > 0) return WRONG;
  const per = PER_UNIT[unit] as number;
  const [, , name, step, what] = parts;
  const all = happeningsOf(SOURCES[analysis] as string[], patient);
  const zero =
    analysis === 'line'
      ? dayOfText(rowsOf('person', [patient])[0]?.diagnosed ?? '')
      : analysis === 'lineFromFirst'
        ? (all[0]?.day ?? WRONG)
        : (firstOperation(patient) ?? WRONG);
  if (name === 'end') return (lastDay(patient) - zero) / per;
  if (name === 'event' && step === undefined) return ((eventDay(patient) ?? WRONG) - zero) / per;
  const happening = all[Number(step) - 1];
  if (!happening) return WRONG;
  if (what === 'time') return (happening.day - zero) / per;
  if (what === 'until') {
    const stop = dayByRule(happening.row.stop ?? '', 'midpoint') as number;
    return (Math.max(stop, happening.day) - zero) / per;
  }
  return unknown(parts);
}

function listingNumber(analysis: string, parts: readonly string[], numerator: string[], counted: Counted): number {
  const form = analysis === 'drugs' ? 'therapy' : 'operation';
  const listed = (patients: readonly string[]) =>
    rowsOf(form, patients).filter((row) => analysis === 'drugs' || row.margin === 'R1');
  const open = (patients: readonly string[]) =>
    rowsOf(form, patients).filter((row) => analysis === 'openMargins' && isBlank(row.margin));
  const holdsNone = (patient: string) =>
    listed([patient]).length === 0 &&
    open([patient]).length === 0 &&
    (rowsOf(form, [patient]).length > 0 || isConfirmedNone(form, patient));
  switch (parts[0]) {
    case 'count':
      return counted((patient) => listed([patient]).length > 0);
    case 'none':
      return counted(holdsNone);
    case 'unknown':
      return counted((patient) => listed([patient]).length === 0 && !holdsNone(patient));
    case 'rows':
      return listed(numerator).length;
    case 'undecided':
      return open(numerator).length;
    default:
      return unknown(parts);
  }
}

/** Numbers of analyses with `when: relapsed`, or with everybody. */
function chosenNumber(result: AnalysisResult, parts: readonly string[], counted: Counted): number {
  const chooses = typeof result.inputs.options['when'] === 'string';
  switch (parts[0]) {
    case 'count':
      return counted((patient) => !chooses || visitsOf(patient, 'relapse').length > 0);
    case 'missing':
      return counted((patient) => rowsOf('visit', [patient]).length === 0);
    case 'noZero':
      return counted(() => false);
    case 'empty':
      return counted((patient) => happeningsOf(SOURCES[result.id] as string[], patient).length === 0);
    case 'alone':
      return counted(() => true); // all eight differ, as the rows below show one by one
    default:
      return unknown(parts);
  }
}

/** Cells of one item, by what they say. */
function completeness(
  parts: readonly string[],
  statistic: Statistic,
  numerator: string[],
  denominator: string[],
): number {
  const [form = '', item = '', what = '', reason] = parts;
  if (form === 'n') return denominator.length;
  if (form === 'core') {
    const isWhole = (patient: string) =>
      rowsOf('person', [patient]).every((row) => ![row.sex, row.size, row.diagnosed].some(isBlank)) &&
      (rowsOf('operation', [patient]).length > 0 || isConfirmedNone('operation', patient)) &&
      rowsOf('operation', [patient]).every((row) => !isBlank(row.margin));
    return numerator.every(isWhole) ? numerator.length : WRONG;
  }
  const repeats = form !== 'person';
  if (what === '') {
    const has = (patient: string) => rowsOf(form, [patient]).length > 0;
    if (item === 'rows') return rowsOf(form, numerator).length;
    if (item === 'count') return numerator.every(has) ? numerator.length : WRONG;
    if (item === 'none')
      return numerator.every((patient) => !has(patient) && isConfirmedNone(form, patient)) ? numerator.length : WRONG;
    if (item === 'unknown')
      return numerator.every((patient) => !has(patient) && !isConfirmedNone(form, patient)) ? numerator.length : WRONG;
  }
  if (!['n', 'recorded', 'proportion', 'missing', 'notApplicable'].includes(what)) return unknown([statistic.id]);
  const stateOf = (row: RawRow): string => {
    const cell = row[item] ?? '';
    if (!isBlank(cell)) return 'recorded';
    if (item === 'surprise' && !isBlank(row.size) && Number(row.size) <= 5) return 'notApplicable';
    if (cell === '') return 'notEntered';
    return cell.slice(1).replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  };
  const inState = (patients: readonly string[], wanted: (state: string) => boolean) =>
    rowsOf(form, patients).filter((row) => wanted(stateOf(row)));
  const applies = (state: string) => state !== 'notApplicable';
  const wanted = (state: string): boolean => {
    if (what === 'n') return applies(state);
    if (what === 'recorded' || what === 'notApplicable') return state === what;
    return reason === undefined ? applies(state) && state !== 'recorded' : state === reason;
  };
  if (what === 'proportion') {
    const recorded = inState(denominator, (state) => state === 'recorded');
    const isRight = [...new Set(recorded.map((row) => row.patient))].join() === numerator.join();
    return isRight ? recorded.length / inState(denominator, applies).length : WRONG;
  }
  const rows = inState(numerator, wanted);
  if (!numerator.every((patient) => rows.some((row) => row.patient === patient))) return WRONG;
  return repeats ? rows.length : numerator.length;
}

type Without = { set: 'numerator' | 'denominator'; id: string };

function opened(result: AnalysisResult, statistic: Statistic, without?: Without): Opened {
  const members = (set: 'numerator' | 'denominator') => {
    const id = statistic[set];
    if (id === undefined) return null;
    return (result.recordSets?.[id] ?? []).filter((member) => !(without?.set === set && without.id === member));
  };
  return { statistic, numerator: members('numerator'), denominator: members('denominator') };
}

const agrees = (value: number | null, other: number) =>
  value !== null && Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value));

describe('every number of what shows patients one by one', () => {
  it('is worked out again from only the ids that it lists', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const result of results) {
      for (const statistic of result.statistics) {
        compared += 1;
        const value = again(result, opened(result, statistic));
        if (!agrees(statistic.value, value)) wrong.push(`${statistic.id}: ${statistic.value} against ${value}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(250);
  });

  it('that is a count notices any id that is taken out of its numerator', () => {
    const blind: string[] = [];
    for (const result of results) {
      for (const statistic of result.statistics.filter(({ unit }) => unit === 'count' || unit === '{row}')) {
        for (const id of result.recordSets?.[statistic.numerator ?? ''] ?? []) {
          if (agrees(statistic.value, again(result, opened(result, statistic, { set: 'numerator', id }))))
            blind.push(`${statistic.id} without ${id}`);
        }
      }
    }
    expect(blind).toEqual([]);
  });

  it('of rows names each of them, and the patients who have them', () => {
    const rows = results.flatMap(({ statistics, recordSets }) =>
      statistics.filter(({ unit }) => unit === '{row}').map((statistic) => ({ statistic, recordSets })),
    );
    expect(rows.length).toBeGreaterThan(40);
    for (const { statistic, recordSets } of rows) {
      const refs = statistic.deciding ?? [];
      expect(refs, statistic.id).toHaveLength(statistic.value ?? -1);
      expect(recordSets?.[statistic.numerator ?? ''], statistic.id).toEqual([
        ...new Set(refs.map(({ patient }) => patient)),
      ]);
      expect(new Set(refs.map((ref) => JSON.stringify(ref))).size, statistic.id).toBe(refs.length);
    }
  });

  it('of one patient names the record that decided it', () => {
    const own = results.flatMap(({ statistics }) => statistics).filter(({ id }) => /\.(lane|course)\.\d+\./.test(id));
    expect(own.length).toBeGreaterThan(50);
    for (const { id, deciding } of own) expect(deciding?.length ?? 0, id).toBeGreaterThan(0);
  });

  it('is refused where nobody knows how to work it out', () => {
    for (const result of results) {
      const statistic = { ...(result.statistics[1] as Statistic), id: `${result.id}.noSuch.number.atAll` };
      expect(() => again(result, opened(result, statistic)), result.id).toThrow(/nobody knows/);
    }
  });
});
