import type { TextTable } from '../../records/index.ts';
import { type Chart, isMissing, type Plain } from './opened.ts';
import { bothHold, eitherHolds, gapOf, joinGaps, someRow, type Truth } from './pencil-logic.ts';
import { dayByRule, dayOfText, plainCell, type RawRow, rawRows } from './raw-tables.ts';

const TYPES: Record<string, string> = {
  gestationWeeks: 'integer',
  gestationDays: 'integer',
  weight: 'integer',
  apgarFive: 'integer',
  hydrops: 'boolean',
  polyhydramnios: 'boolean',
  largestDiameter: 'decimal',
  weightRatio: 'decimal',
  done: 'boolean',
  coccyxRemoved: 'boolean',
  bloodLoss: 'decimal',
  rupture: 'boolean',
  complicated: 'boolean',
  complications: 'codes',
  immatureGrade: 'integer',
  specimenWeight: 'decimal',
};
/** what a list of complications does not name was not there */
const COMPLICATIONS = ['wound_infection', 'wound_dehiscence', 'bleeding_again', 'urinary_retention'];
const LOCK = '2025-06-30';
const WITHIN = 30;
const DAYS_A_MONTH = 30.4375;

/** The second shipped study read by hand: its derived variables, conditions and endpoints in plain code over the raw cells. */
export function sctChart(tables: readonly TextTable[], stepOfReason: (reason: string) => string | null): Chart {
  const screening = rawRows(tables, '_screening');
  const states = rawRows(tables, '_forms');
  const rowsOf = (form: string): ((patient: string) => RawRow[]) => {
    const rows = new Map<string, RawRow[]>();
    for (const row of rawRows(tables, form)) rows.set(row.patient ?? '', [...(rows.get(row.patient ?? '') ?? []), row]);
    return (patient) => rows.get(patient) ?? [];
  };
  const [births, event, followUp] = [rowsOf('birth'), rowsOf('event'), rowsOf('followUp')];
  const single = ['pregnancy', 'birth', 'tumour', 'surgery', 'pathology'].map(rowsOf);
  const charts = new Map<string, RawRow>();
  const chartOf = (patient: string): RawRow => {
    const known = charts.get(patient) ?? Object.assign({}, ...single.map((rows) => rows(patient)[0]));
    charts.set(patient, known);
    return known;
  };

  const cell = (patient: string, item: string): Plain => plainCell(chartOf(patient)[item] ?? '', TYPES[item] ?? 'text');
  /** what is not asked of somebody does not apply */
  const ofOperation = (patient: string, item: string): Plain =>
    chartOf(patient).done === 'no' ? { missing: 'notApplicable' } : cell(patient, item);
  const is = (row: RawRow, item: string, code: string): Truth => {
    const held = plainCell(row[item] ?? '', 'text');
    return gapOf(held) ?? held === code;
  };
  const plain = (truth: Truth): Plain => (typeof truth === 'boolean' ? truth : { missing: truth.join('+') });
  const sumOf = (patient: string, weeks: string, days: string): Plain => {
    const [whole, rest] = [cell(patient, weeks), cell(patient, days)];
    const gaps = [whole, rest].filter(isMissing);
    if (gaps.length > 0) return { missing: joinGaps(gaps.map(({ missing }) => missing.split('+'))).join('+') };
    return Number(whole) + Number(rest) / 7;
  };
  const someEvent = (patient: string, condition: (row: RawRow) => Truth): Truth => {
    const rows = event(patient);
    const isNone = states.some(
      (row) => row.patient === patient && row.form === 'event' && row.state === 'none-confirmed',
    );
    return rows.length === 0 && isNone ? false : someRow(rows, condition);
  };
  const happened = (patient: string, kind: string): Truth => someEvent(patient, (row) => is(row, 'kind', kind));
  const day = (text: string | undefined): number => dayByRule(text ?? '', 'midpoint') ?? Number.NaN;
  const daysOf = (rows: readonly RawRow[]): number[] => rows.map(({ date }) => day(date)).sort((a, b) => a - b);
  const ofKind = (patient: string, kind: string): RawRow[] => event(patient).filter((row) => row.kind === kind);
  const seenByDoctor = (patient: string): RawRow[] =>
    followUp(patient).filter(({ contactKind }) => contactKind !== 'telephone');
  const zeroDay = (patient: string, endpoint: string): number | null => {
    const { birthDate, date, done } = chartOf(patient);
    if (endpoint === 'os') return birthDate === undefined ? null : dayOfText(birthDate);
    return done === 'yes' ? dayOfText(date ?? '') : null;
  };
  const diedSoon = (patient: string): Truth =>
    someEvent(patient, (row) => {
      const operated = ofOperation(patient, 'date');
      const isSoon = gapOf(operated) ?? day(row.date) - dayOfText(String(operated)) <= WITHIN;
      return bothHold(is(row, 'kind', 'death'), isSoon);
    });

  const derived: Record<string, (patient: string) => Plain> = {
    gestationalAge: (patient) => sumOf(patient, 'gestationWeeks', 'gestationDays'),
    preterm: (patient) => Number(cell(patient, 'gestationWeeks')) < 37,
    ageAtSurgery: (patient) => {
      const operated = ofOperation(patient, 'date');
      if (isMissing(operated)) return operated;
      return dayOfText(String(operated)) - dayOfText(chartOf(patient).birthDate ?? '');
    },
    malignantTumour: (patient) => {
      const held = cell(patient, 'histology');
      return isMissing(held) ? held : held === 'yolk_sac';
    },
    complicatedOrDied: (patient) => {
      const held = ofOperation(patient, 'complicated');
      return plain(eitherHolds(gapOf(held) ?? held === true, diedSoon(patient)));
    },
    everRecurred: (patient) => plain(happened(patient, 'recurrence')),
    hasDied: (patient) => plain(happened(patient, 'death')),
    statusLast: (patient) => {
      if (happened(patient, 'death') === true) return 'dead';
      const last = daysOf(seenByDoctor(patient)).at(-1);
      const found = followUp(patient)
        .filter(({ date }) => day(date) === last)
        .map(({ disease }) => disease);
      if (found.includes('no_tumour')) return 'alive_without_tumour';
      return found.includes('tumour_present') ? 'alive_with_tumour' : 'alive_not_assessed';
    },
    complications: (patient) => complicationsOf(patient),
    contactLast: (patient) => {
      if (happened(patient, 'death') === true) return 'dead';
      const last = daysOf(followUp(patient)).at(-1) ?? Number.NaN;
      return (dayOfText(LOCK) - last) / DAYS_A_MONTH <= 24 ? 'in_contact' : 'lost';
    },
  };
  const OF_OPERATION = ['approach', 'coccyxRemoved', 'bloodLoss', 'rupture', 'extent'];
  const complicationsOf = (patient: string): Plain => {
    const held = ofOperation(patient, 'complications');
    if (typeof held !== 'object' || isMissing(held)) return held;
    return { present: held.present, absent: COMPLICATIONS.filter((code) => !held.present.includes(code)) };
  };

  return {
    tables,
    value: remembered(
      (patient, variable) =>
        derived[variable]?.(patient) ??
        (OF_OPERATION.includes(variable) ? ofOperation(patient, variable) : cell(patient, variable)),
    ),
    holds: (patient, analysis) => {
      if (births(patient).length === 0) return null;
      if (analysis === 'bornInWindow') {
        const { birthDate = '' } = chartOf(patient);
        return birthDate >= '2008-01-01' && birthDate <= '2023-12-31';
      }
      if (analysis !== 'timeline') throw new Error(`nobody knows the condition of ${analysis}`);
      const truth = eitherHolds(happened(patient, 'recurrence'), happened(patient, 'death'));
      return typeof truth === 'boolean' ? truth : null;
    },
    vote: (candidate, rater) => screening.find((row) => row.candidate === candidate)?.[rater] || null,
    zeroDay,
    lastDay: (patient, endpoint) => {
      const last = daysOf([...followUp(patient), ...event(patient)]).at(-1);
      const zero = zeroDay(patient, endpoint);
      return last === undefined || zero === null ? null : last - zero;
    },
    follow: remembered((patient, endpoint) => {
      const zero = zeroDay(patient, endpoint);
      if (zero === null) return null;
      const [recurred, died] = [daysOf(ofKind(patient, 'recurrence'))[0], daysOf(ofKind(patient, 'death'))[0]];
      const isSurvival = endpoint === 'os';
      const first = isSurvival ? died : recurred;
      const competing = isSurvival || first !== undefined ? undefined : died;
      const seen = daysOf(isSurvival ? followUp(patient) : seenByDoctor(patient)).at(-1);
      const end = first ?? competing ?? seen;
      if (end === undefined) return null;
      const followed = { days: end - zero, event: first !== undefined, entry: 0 };
      return competing === undefined ? followed : { ...followed, competing: true };
    }),
    notAtRiskBecause: (patient, endpoint) => (zeroDay(patient, endpoint) === null ? 'died before an operation' : null),
    noted: (patient, endpoint, _rule, code) => {
      const deciding = ofKind(patient, endpoint === 'os' ? 'death' : 'recurrence');
      if (code === 'partialDates') return deciding.some(({ date = '' }) => date.split('-').length < 3);
      throw new Error(`nobody knows how to check the note ${code} of ${endpoint}`);
    },
    isCandidate: (id) => screening.some((row) => row.candidate === id),
    leaves: (candidate) => {
      const decision = screening.find((row) => row.candidate === candidate)?.decision ?? '';
      const step = stepOfReason(decision);
      return step === null ? null : { step, reason: decision };
    },
  };
}

/** Reading the same chart again for every number would take long. */
function remembered<T>(read: (patient: string, what: string) => T): (patient: string, what: string) => T {
  const known = new Map<string, T>();
  return (patient, what) => {
    const key = `${patient} ${what}`;
    if (!known.has(key)) known.set(key, read(patient, what));
    return known.get(key) as T;
  };
}
