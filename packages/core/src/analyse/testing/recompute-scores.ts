import type { Analysis } from '../../protocol/index.ts';
import {
  type Chart,
  count,
  hasCode,
  isMissing,
  lastPart,
  type Opened,
  proportionLimit,
  share,
  unknown,
  WRONG,
} from './opened.ts';
import { meets, type RawForms } from './raw-forms.ts';
import { daysOfText, type RawRow } from './raw-tables.ts';
import { countRows } from './recompute-rows.ts';

type Scores = Extract<Analysis, { kind: 'scores' }>;

const ORDER = ['notEntered', 'notDone', 'notReported', 'notApplicable', 'unknown', 'refused', 'imprecise', 'noRows'];

/** A number of ordered scores again, from the raw rows of the listed patients alone. */
export function scoresNumber(
  forms: RawForms,
  chart: Pick<Chart, 'value'>,
  analysis: Scores,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const by = analysis.by === undefined ? null : lastPart(analysis.by);
  const members = opened.denominator ?? [];
  if (parts.join('.') === 'n') return count(opened, () => true);
  if (parts.join('.') === 'undecided')
    return countRows(
      opened,
      forms
        .rows(analysis.form)
        .filter(
          (row) => members.includes(row.patient ?? '') && meets(forms, analysis.form, row, analysis.where) === null,
        ),
    );
  if (by !== null && parts[0] === by) {
    if (parts[1] === 'missing') return count(opened, (patient) => isMissing(chart.value(patient, by)));
    const [, group = '', ...rest] = parts;
    const isOfGroup = (patient: string) => hasCode(chart.value(patient, by), group) === true;
    if (rest.join('.') === 'n') return count(opened, isOfGroup);
    return members.every(isOfGroup) ? itemNumber(forms, analysis, opened, rest) : WRONG;
  }
  return itemNumber(forms, analysis, opened, parts);
}

function itemNumber(
  forms: RawForms,
  analysis: Scores,
  opened: Opened,
  [name = '', first = '', ...rest]: readonly string[],
): number | null {
  const spec = analysis.items.map((one) => (typeof one === 'string' ? { item: one } : one));
  const item = spec.find((one) => (('as' in one && one.as) || one.item) === name)?.item;
  if (item === undefined) return unknown(opened);
  const members = opened.denominator ?? [];
  const codes = forms.codes(analysis.form, item);
  if (codes.join() === 'yes,no') codes.reverse();
  const answer = (patient: string) => lookUp(forms, analysis, item, codes, patient);
  const apart = (state: string, reason?: string) => (patient: string) =>
    answer(patient).state === state && (reason === undefined || answer(patient).reason === reason);
  if (rest.length === 0) {
    if (first === 'n') return named(opened, count(opened, apart('assessed')), (patient) => answer(patient).row);
    if (['notApplicable', 'noRow', 'notRecorded', 'missing'].includes(first)) return count(opened, apart(first));
    return unknown(opened);
  }
  if (first === 'missing') return count(opened, apart('missing', rest.join('.')));
  if (!codes.includes(first)) return unknown(opened);
  if (!members.every(apart('assessed'))) return WRONG;
  const isWorse = rest[0] === 'orWorse';
  const own = isWorse ? rest.slice(1) : rest;
  const counted = count(opened, (patient) => {
    const { code } = answer(patient);
    return isWorse ? codes.indexOf(code) >= codes.indexOf(first) : code === first;
  });
  if (own.join() === 'count') return named(opened, counted, (patient) => answer(patient).row);
  if (own[0] !== 'proportion') return unknown(opened);
  if (!isWorse) return own.length === 1 ? share(counted, members.length) : unknown(opened);
  const { interval = 'clopper-pearson', level = 0.95 } = analysis;
  return proportionLimit(counted, members.length, own[1], interval, level, opened);
}

/** The number, where what decides are just the rows of those who are counted. */
function named(opened: Opened, counted: number, rowOf: (patient: string) => RawRow | null): number {
  const place = (one: { patient?: string | undefined; repeat?: unknown }) => `${one.patient} ${one.repeat}`;
  const wanted = (opened.numerator ?? []).map((patient) => place(rowOf(patient) ?? {})).sort();
  const found = (opened.statistic.deciding ?? []).map(place).sort();
  return wanted.join('\n') === found.join('\n') ? counted : WRONG;
}

type Answer = { state: string; code: string; reason: string; row: RawRow | null };

function lookUp(
  forms: RawForms,
  { form, where, pick = 'latest' }: Scores,
  item: string,
  codes: string[],
  patient: string,
): Answer {
  const own = forms.rows(form).filter((row) => row.patient === patient);
  const counting = own.filter((row) => meets(forms, form, row, where) === true);
  const held = (row: RawRow, id: string) => forms.cell(form, row, id);
  const codeOf = (row: RawRow): string => {
    const value = held(row, item);
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : '';
  };
  const rank = (row: RawRow): number => {
    const date = row['date'] ?? '';
    if (pick === 'worst') return -codes.indexOf(codeOf(row));
    if (!/^\d/.test(date)) return 1e12;
    return pick === 'latest' ? -daysOfText(date)[1] : daysOfText(date)[0];
  };
  const answered = counting.filter((row) => codeOf(row) !== '');
  const best = answered.find((row) => answered.every((other) => rank(row) <= rank(other)));
  if (best) return { state: 'assessed', code: codeOf(best), reason: '', row: best };
  const nothing = { code: '', row: null };
  const reasonsOf = (rows: readonly RawRow[], id: string) => {
    const all = rows.flatMap((row) => {
      const value = held(row, id);
      return isMissing(value) ? [value.missing] : [];
    });
    return ORDER.filter((one) => all.includes(one));
  };
  if (counting.length > 0) {
    const why = reasonsOf(counting, item).filter((one) => one !== 'notApplicable');
    return { ...nothing, state: why.length > 0 ? 'missing' : 'notApplicable', reason: why.join('+') };
  }
  const open = own.filter((row) => meets(forms, form, row, where) === null);
  if (open.length > 0) {
    const asked = /row\.(\w+)/.exec(where ?? '')?.[1] ?? '';
    return { ...nothing, state: 'missing', reason: reasonsOf(open, asked).join('+') };
  }
  const isNone = own.length > 0 || forms.confirmedNone(form, patient);
  return { ...nothing, state: isNone ? 'noRow' : 'notRecorded', reason: '' };
}
