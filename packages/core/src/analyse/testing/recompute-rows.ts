import type { Analysis } from '../../protocol/index.ts';
import { quantileOf } from './by-hand.ts';
import { count, hasCode, isMissing, type Opened, unknown, WRONG } from './opened.ts';
import { meets, type RawForms } from './raw-forms.ts';
import type { RawRow } from './raw-tables.ts';

type Kind<K extends Analysis['kind']> = Extract<Analysis, { kind: K }>;

/** How many rows these are; what decides must be just these rows, and the numerator just their patients. */
export function countRows({ statistic, numerator }: Opened, rows: readonly RawRow[]): number {
  const place = (one: { patient?: string | undefined; repeat?: string | undefined }) => `${one.patient} ${one.repeat}`;
  const named = (statistic.deciding ?? []).map(place).sort();
  if (named.join('\n') !== rows.map(place).sort().join('\n')) return WRONG;
  const patients = [...new Set(rows.map((row) => row.patient ?? ''))].sort();
  return (numerator ?? []).join('\n') === patients.join('\n') ? rows.length : WRONG;
}

/** Whether the records that decide a value are rows that hold it, or the two beside it. */
function isDecidedBy(
  opened: Opened,
  rows: readonly RawRow[],
  numberOf: (row: RawRow) => number,
  value: number,
): boolean {
  const deciding = opened.statistic.deciding;
  if (!deciding) return true;
  const held = deciding.map((ref) => rows.find((row) => row.patient === ref.patient && row.repeat === ref.repeat));
  const mean = held.reduce((sum, row) => sum + (row ? numberOf(row) : WRONG), 0) / held.length;
  return Math.abs(mean - value) < 1e-9;
}

/** A number of a description of rows again, from the raw rows of the listed patients alone. */
export function describeRowsNumber(
  forms: RawForms,
  analysis: Kind<'describeRows'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const { form, by, where } = analysis;
  const members = new Set(opened.denominator ?? []);
  const group = opened.statistic.column;
  const rest = group === undefined ? parts : parts.slice(2);
  const cell = (row: RawRow, item: string) => forms.cell(form, row, item);
  const ofMembers = forms.rows(form).filter((row) => members.has(row.patient ?? ''));
  const inGroup = (row: RawRow) => group === undefined || hasCode(cell(row, by ?? ''), group) === true;
  const rows = ofMembers.filter((row) => meets(forms, form, row, where) === true && inGroup(row));
  const has = (patient: string, some: readonly RawRow[]) => some.some((row) => row.patient === patient);
  const [first = '', second = '', third = '', fourth = ''] = rest;

  if (rest.length === 1) {
    switch (first) {
      case 'n':
        return members.size;
      case 'rows':
        return countRows(opened, rows);
      case 'undecided':
        return countRows(
          opened,
          ofMembers.filter((row) => meets(forms, form, row, where) === null),
        );
      case 'patients':
        return count(opened, (patient) => has(patient, rows));
      case 'none':
      case 'unknown': {
        const isNone = (patient: string) => {
          const own = ofMembers.filter((row) => row.patient === patient);
          if (own.length === 0) return forms.confirmedNone(form, patient);
          return own.every((row) => meets(forms, form, row, where) === false);
        };
        return count(opened, (patient) => !has(patient, rows) && isNone(patient) === (first === 'none'));
      }
    }
    return unknown(opened);
  }
  if (first === 'perPatient') {
    const each = [...members].map((patient) => rows.filter((row) => row.patient === patient).length);
    if (each.some((own) => own === 0)) return WRONG;
    if (each.length === 0) return null;
    if (second === 'median') return quantileOf(each, 0.5, 7);
    return second === 'minimum' ? Math.min(...each) : second === 'maximum' ? Math.max(...each) : unknown(opened);
  }
  if (first === by && second === 'ungrouped')
    return countRows(
      opened,
      rows.filter((row) => isMissing(cell(row, by))),
    );

  const spec = analysis.items.find((one) => (typeof one === 'string' ? one : (one.as ?? one.item)) === first);
  if (!spec) return unknown(opened);
  const item = typeof spec === 'string' ? spec : spec.item;
  const recorded = rows.filter((row) => !isMissing(cell(row, item)));
  const missing = rows.filter((row) => isMissing(cell(row, item)));
  const isWhole = [...members].every((patient) => has(patient, rows));
  if (!isWhole) return WRONG;
  if (second === 'n') return countRows(opened, recorded);
  if (second === 'patients') return count(opened, (patient) => has(patient, recorded));
  if (second === 'missing') {
    const because = (row: RawRow) => {
      const held = cell(row, item);
      return third === '' || (isMissing(held) && held.missing === third);
    };
    return countRows(opened, missing.filter(because));
  }
  if (forms.codes(form, item).includes(second)) {
    const state = (row: RawRow) => hasCode(cell(row, item), second);
    const known = rows.filter((row) => state(row) !== null);
    const present = rows.filter((row) => state(row) === true);
    if (third === 'notRecorded')
      return countRows(
        opened,
        rows.filter((row) => state(row) === null),
      );
    if (third === 'patients' && fourth === 'n') return count(opened, (patient) => has(patient, known));
    if (![...members].every((patient) => has(patient, known))) return WRONG;
    if (third === 'count') return countRows(opened, present);
    if (third === 'absent')
      return countRows(
        opened,
        rows.filter((row) => state(row) === false),
      );
    const counted = count(opened, (patient) => has(patient, present));
    if (third !== 'patients') return unknown(opened);
    if (fourth === 'count') return counted;
    return fourth === 'proportion' ? (members.size === 0 ? null : counted / members.size) : unknown(opened);
  }
  if (![...members].every((patient) => has(patient, recorded))) return WRONG;
  const numberOf = (row: RawRow) => Number(cell(row, item));
  return rowsQuantile(opened, recorded, numberOf, second, analysis.quantileType ?? 7);
}

function rowsQuantile(
  opened: Opened,
  rows: readonly RawRow[],
  numberOf: (row: RawRow) => number,
  name: string,
  type: number,
): number | null {
  const values = rows.map(numberOf);
  if (values.length === 0) return null;
  const probability = { median: 0.5, quartile1: 0.25, quartile3: 0.75, minimum: 0, maximum: 1 }[name];
  if (probability === undefined) return unknown(opened);
  const value =
    probability === 0
      ? Math.min(...values)
      : probability === 1
        ? Math.max(...values)
        : quantileOf(values, probability, type);
  return isDecidedBy(opened, rows, numberOf, value) ? value : WRONG;
}
