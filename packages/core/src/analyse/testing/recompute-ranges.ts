import type { Analysis } from '../../protocol/index.ts';
import { type Chart, count, isMissing, type Opened, share, unknown, WRONG } from './opened.ts';
import { meets, type RawForms } from './raw-forms.ts';
import { daysOfText, type RawRow } from './raw-tables.ts';
import { countRows } from './recompute-rows.ts';

type RangeTable = Extract<Analysis, { kind: 'rangeTable' }>;
/** What somebody with the raw tables finds for one test of one patient. */
type Found = { row: RawRow | null; verdict: string | null; range: number | null; missing: string };

/** A number of a table of laboratory values again, from the raw rows of the listed patients alone. */
export function rangeNumber(
  forms: RawForms,
  chart: Pick<Chart, 'value'>,
  analysis: RangeTable,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const { form } = analysis;
  const members = opened.denominator ?? [];
  const rows = forms.rows(form).filter((row) => members.includes(row.patient ?? ''));
  const [test = '', ...rest] = parts;
  if (rest.length === 0) {
    if (test === 'n') return members.length;
    return test === 'undecided'
      ? countRows(
          opened,
          rows.filter((row) => meets(forms, form, row, analysis.where) === null),
        )
      : unknown(opened);
  }
  if (!forms.codes(form, analysis.test).includes(test)) return unknown(opened);
  const found = new Map(members.map((patient) => [patient, lookUp(forms, chart, analysis, rows, patient, test)]));
  const of = (patient: string) => found.get(patient) as Found;
  const name = rest.join('.');
  const part = /^(below|within|above)\.(count|proportion)$/.exec(name);
  const range = /^range\.(\d+)$/.exec(name)?.[1];
  const reason = /^missing(?:\.(.+))?$/.exec(name);
  const condition = part
    ? (patient: string) => of(patient).verdict === part[1]
    : range !== undefined
      ? (patient: string) => of(patient).range === Number(range) - 1
      : reason
        ? (patient: string) =>
            reason[1] === undefined ? of(patient).missing !== '' : of(patient).missing === reason[1]
        : {
            n: (patient: string) => of(patient).range !== null,
            open: (patient: string) => of(patient).verdict === 'open',
            noRange: (patient: string) => of(patient).verdict === 'noRange',
            otherUnit: (patient: string) => of(patient).verdict === 'otherUnit',
            notRecorded: (patient: string) => of(patient).verdict === null && of(patient).missing === '',
          }[name];
  if (!condition) return unknown(opened);
  if ((part || range !== undefined || name === 'open') && !members.every((patient) => of(patient).range !== null))
    return WRONG;
  const counted = count(opened, condition);
  if (part?.[2] === 'proportion') return share(counted, members.length);
  const places = members.filter(condition).flatMap((patient): RawRow[] => {
    const { row } = of(patient);
    return row ? [row] : [];
  });
  const place = (one: { patient?: string | undefined; repeat?: string | undefined }) => `${one.patient} ${one.repeat}`;
  const named = (opened.statistic.deciding ?? []).map(place).sort().join('\n');
  return named === places.map(place).sort().join('\n') ? counted : WRONG;
}

function lookUp(
  forms: RawForms,
  chart: Pick<Chart, 'value'>,
  analysis: RangeTable,
  rows: readonly RawRow[],
  patient: string,
  test: string,
): Found {
  const { form } = analysis;
  const none = { row: null, verdict: null, range: null };
  const own = rows.filter((row) => row.patient === patient && row[analysis.test] === test);
  const counting = own.filter((row) => meets(forms, form, row, analysis.where) === true);
  if (counting.length === 0) {
    const open = own.filter((row) => meets(forms, form, row, analysis.where) === null);
    const item = /row\.(\w+)/.exec(analysis.where ?? '')?.[1] ?? '';
    return { ...none, missing: reasons(open.map((row) => why(forms, form, row, item))) };
  }
  const dateItem = analysis.date ?? forms.document.forms.find(({ id }) => id === form)?.datedBy ?? '';
  const bound = analysis.notAfter === undefined ? null : chart.value(patient, lastPart(analysis.notAfter));
  const timing = (row: RawRow): string => {
    if (bound === null) return 'in';
    const date = forms.cell(form, row, dateItem);
    const lacking = [date, bound].flatMap((one) => (isMissing(one) ? [one.missing] : []));
    if (lacking.length > 0) return reasons(lacking);
    const [first, last] = daysOfText(String(date));
    const [boundFirst, boundLast] = daysOfText(String(bound));
    if (last <= boundFirst) return 'in';
    return first > boundLast ? 'out' : 'imprecise';
  };
  const inTime = counting.filter((row) => timing(row) === 'in');
  const valued = inTime.filter((row) => !isMissing(forms.cell(form, row, analysis.value)));
  if (valued.length === 0) {
    const because =
      inTime.length > 0
        ? inTime.map((row) => why(forms, form, row, analysis.value))
        : counting.map(timing).filter((one) => one !== 'out');
    return { ...none, missing: reasons(because) };
  }
  const key = (row: RawRow): number => {
    const date = row[dateItem] ?? '';
    if (!/^\d/.test(date)) return Number.POSITIVE_INFINITY;
    return analysis.pick === 'latest' ? -daysOfText(date)[1] : daysOfText(date)[0];
  };
  const best = Math.min(...valued.map(key));
  const row = valued.find((one) => key(one) === best) as RawRow;
  return { row, missing: '', ...verdictOf(forms, chart, analysis, row, test, dateItem) };
}

function verdictOf(
  forms: RawForms,
  chart: Pick<Chart, 'value'>,
  analysis: RangeTable,
  row: RawRow,
  test: string,
  dateItem: string,
): { verdict: string; range: number | null } {
  const unit = unitOf(forms, analysis, row);
  const sex = analysis.sex === undefined ? null : chart.value(row.patient ?? '', lastPart(analysis.sex));
  const laboratory = analysis.laboratory === undefined ? null : forms.cell(analysis.form, row, analysis.laboratory);
  const birth = analysis.age === undefined ? null : chart.value(row.patient ?? '', lastPart(analysis.age.birthDate));
  const date = row[dateItem] ?? '';
  const ages =
    typeof birth === 'string' && /^\d/.test(birth) && /^\d/.test(date)
      ? [daysOfText(date)[0] - daysOfText(birth)[1], daysOfText(date)[1] - daysOfText(birth)[0]]
      : null;
  const isOne = (wanted: string | undefined, held: unknown): boolean | null =>
    wanted === undefined ? true : typeof held === 'string' ? held === wanted : null;
  const ranges = (forms.document.referenceRanges ?? []).map((range, place) => {
    const isByAge = range.fromDays !== undefined || range.untilDays !== undefined;
    const each = Array.from({ length: ages ? (ages[1] ?? 0) - (ages[0] ?? 0) + 1 : 0 }, (_, k) => (ages?.[0] ?? 0) + k);
    const inside = each.map((day) => day >= (range.fromDays ?? -1e9) && day < (range.untilDays ?? 1e9));
    const age = !isByAge ? true : !ages ? null : inside.every(Boolean) ? true : inside.some(Boolean) ? null : false;
    const parts = [isOne(range.sex, sex), isOne(range.laboratory, laboratory), age];
    const fits = parts.includes(false) ? false : parts.includes(null) ? null : true;
    const rank = `${range.laboratory === undefined ? 0 : 1}${range.sex === undefined ? 0 : 1}${isByAge ? 1 : 0}`;
    return { range, place, fits, rank, isOwn: range.form === analysis.form && range.test === test };
  });
  const own = ranges.filter(({ isOwn, fits }) => isOwn && fits !== false);
  const here = own.filter(({ range }) => range.unit === unit).sort((a, b) => (a.rank < b.rank ? 1 : -1));
  const [closest] = here;
  if (closest?.fits !== true)
    return {
      verdict: here.length === 0 && own.some(({ fits }) => fits === true) ? 'otherUnit' : 'noRange',
      range: null,
    };
  const value = Number(row[analysis.value]);
  const { lower = -Infinity, upper = Infinity } = closest.range;
  if (analysis.belowDetection !== undefined && row[analysis.belowDetection] === 'yes') {
    const verdict = value <= lower ? 'below' : lower <= 0 && value <= upper ? 'within' : 'open';
    return { verdict, range: closest.place };
  }
  return { verdict: value < lower ? 'below' : value > upper ? 'above' : 'within', range: closest.place };
}

function unitOf(forms: RawForms, analysis: RangeTable, row: RawRow): string | null {
  const items = forms.document.forms.find(({ id }) => id === analysis.form)?.items ?? [];
  if (analysis.unit === undefined) return items.find(({ id }) => id === analysis.value)?.unit ?? null;
  const held = forms.cell(analysis.form, row, analysis.unit);
  if (typeof held !== 'string') return null;
  const list = items.find(({ id }) => id === analysis.unit)?.codes ?? '';
  const code = forms.document.codeLists?.[list]?.codes.find((one) => one.code === held);
  return code?.terminology?.find(({ system }) => system === 'UCUM')?.code ?? held;
}

function why(forms: RawForms, form: string, row: RawRow, item: string): string {
  const held = forms.cell(form, row, item);
  return isMissing(held) ? held.missing : '';
}

/** In the order in which the program names them. */
const ORDER = ['notEntered', 'notDone', 'notReported', 'notApplicable', 'unknown', 'refused', 'imprecise', 'noRows'];

function reasons(all: readonly string[]): string {
  const each = new Set(all.flatMap((one) => one.split('+')).filter((one) => one !== ''));
  return ORDER.filter((reason) => each.has(reason)).join('+');
}

function lastPart(ref: string): string {
  return ref.split('.').at(-1) ?? ref;
}
