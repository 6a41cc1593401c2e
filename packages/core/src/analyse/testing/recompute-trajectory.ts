import type { Analysis } from '../../protocol/index.ts';
import { quantileOf } from './by-hand.ts';
import { type Chart, count, isMissing, lastPart, type Opened, unknown, WRONG } from './opened.ts';
import { meets, type RawForms } from './raw-forms.ts';
import { dayByRule, daysOfText, type RawRow } from './raw-tables.ts';
import { countRows } from './recompute-rows.ts';

type Trajectory = Extract<Analysis, { kind: 'trajectory' }>;
const DAYS = { day: 1, week: 7, month: 30.4375, year: 365.25 } as const;

/** Numbers of those with a point. */
const OF_MEASURED: readonly string[] = [
  'lines',
  'perPatient.median',
  'perPatient.minimum',
  'perPatient.maximum',
  'minimum',
  'maximum',
  'latest',
];

/** A number of values in time again, from the raw rows of the listed patients alone. */
export function trajectoryNumber(
  forms: RawForms,
  chart: Pick<Chart, 'value'>,
  analysis: Trajectory,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const { form } = analysis;
  const members = opened.denominator ?? [];
  const all = forms.rows(form).filter((row) => members.includes(row.patient ?? ''));
  const rows = all.filter((row) => meets(forms, form, row, analysis.where) === true);
  const held = (row: RawRow) => forms.cell(form, row, analysis.value);
  const valued = rows.filter((row) => !isMissing(held(row)));
  const tooLow = valued.filter((row) => analysis.scale === 'log' && Number(held(row)) <= 0);
  const drawable = valued.filter((row) => !tooLow.includes(row));
  const dayOfRow = (row: RawRow): number | null => {
    const date = row[analysis.date] ?? '';
    return /^\d/.test(date) ? dayByRule(date, 'midpoint') : null;
  };
  const startOf = (patient: string): number | null => {
    if (analysis.from !== undefined) {
      const date = chart.value(patient, lastPart(analysis.from));
      return typeof date === 'string' && /^\d/.test(date) ? dayByRule(date, 'midpoint') : null;
    }
    const days = drawable.filter((row) => row.patient === patient).map(dayOfRow);
    return Math.min(...days.filter((day) => day !== null));
  };
  const isPlaced = (row: RawRow) => dayOfRow(row) !== null && startOf(row.patient ?? '') !== null;
  const points = drawable.filter(isPlaced);
  const own = (patient: string) => points.filter((row) => row.patient === patient).length;
  const name = parts.join('.');
  const reason = /^missing(?:\.(.+))?$/.exec(name);
  if (reason) {
    const because = (row: RawRow) => {
      const value = held(row);
      return isMissing(value) && (reason[1] === undefined || value.missing === reason[1]);
    };
    return countRows(opened, rows.filter(because));
  }
  if (analysis.by !== undefined && parts[0] === lastPart(analysis.by)) {
    const by = (patient: string) => chart.value(patient, lastPart(analysis.by ?? ''));
    if (parts[1] === 'missing') return count(opened, (patient) => isMissing(by(patient)));
    if (!members.every((patient) => by(patient) === parts[1])) return WRONG;
    if (parts[2] === 'patients') return count(opened, (patient) => own(patient) > 0);
    return parts[2] === 'points' ? countRows(opened, points) : unknown(opened);
  }
  if (parts[0] === 'reference')
    return countRows(
      opened,
      points.filter((row) => {
        const found = placeOf(forms, chart, analysis, row);
        return parts[1] === 'judged' ? !['noRange', 'otherUnit'].includes(found) : found === parts[1];
      }),
    );
  switch (name) {
    case 'n':
      return members.length;
    case 'patients':
      return count(opened, (patient) => own(patient) > 0);
    case 'points':
      return countRows(opened, points);
    case 'undated':
      return countRows(
        opened,
        drawable.filter((row) => !isPlaced(row)),
      );
    case 'notPositive':
      return countRows(opened, tooLow);
    case 'below':
      return countRows(
        opened,
        points.filter((row) => row[analysis.belowDetection ?? ''] === 'yes'),
      );
    case 'undecided':
      return countRows(
        opened,
        all.filter((row) => meets(forms, form, row, analysis.where) === null),
      );
  }
  if (!OF_MEASURED.includes(name)) return unknown(opened);
  if (!members.every((patient) => own(patient) > 0)) return WRONG;
  const values = points.map((row) => Number(held(row)));
  const counts = members.map(own);
  switch (name) {
    case 'lines':
      return count(opened, (patient) => own(patient) > 1);
    case 'perPatient.median':
      return counts.length === 0 ? null : quantileOf(counts, 0.5, 7);
    case 'perPatient.minimum':
      return counts.length === 0 ? null : Math.min(...counts);
    case 'perPatient.maximum':
      return counts.length === 0 ? null : Math.max(...counts);
    case 'minimum':
      return values.length === 0 ? null : Math.min(...values);
    case 'maximum':
      return values.length === 0 ? null : Math.max(...values);
    case 'latest': {
      const days = points.map((row) => (dayOfRow(row) ?? WRONG) - (startOf(row.patient ?? '') ?? WRONG));
      return days.length === 0 ? null : Math.max(...days) / DAYS[analysis.timeUnit ?? 'month'];
    }
    default:
      return unknown(opened);
  }
}

/** Where one value lies by the ranges of the test for its day of life, or why it lies nowhere. */
function placeOf(forms: RawForms, chart: Pick<Chart, 'value'>, analysis: Trajectory, row: RawRow): string {
  const birth = chart.value(row.patient ?? '', lastPart(analysis.reference?.birthDate ?? ''));
  if (typeof birth !== 'string') return 'noRange';
  const [bornFirst, bornLast] = daysOfText(birth);
  const [first, last] = daysOfText(row[analysis.date] ?? '');
  const [youngest, oldest] = [first - bornLast, last - bornFirst];
  const ranges = (forms.document.referenceRanges ?? []).filter(
    (one) => one.form === analysis.form && one.test === analysis.reference?.test,
  );
  const found = ranges.find(({ fromDays = -1e9, untilDays = 1e9 }) => youngest >= fromDays && oldest < untilDays);
  if (!found) return 'noRange';
  const { lower = 0, upper = Number.POSITIVE_INFINITY } = found;
  const value = Number(row[analysis.value]);
  if (row[analysis.belowDetection ?? ''] === 'yes')
    return value <= lower ? 'below' : lower <= 0 && value <= upper ? 'within' : 'open';
  return value < lower ? 'below' : value > upper ? 'above' : 'within';
}
