import type { Analysis, AnalysisOfKind } from '../../protocol/index.ts';
import { type Chart, count, type Opened, unknown, WRONG } from './opened.ts';
import { meets, type RawForms } from './raw-forms.ts';
import { dayByRule, dayOfText, type RawRow } from './raw-tables.ts';

type Views = AnalysisOfKind<'swimmer' | 'timeline' | 'listing' | 'patientTable' | 'completeness'>;
type Source = NonNullable<AnalysisOfKind<'swimmer'>['lanes']>[number];

const PER_UNIT: Record<string, number> = { d: 1, mo: 30.4375, a: 365.25 };
const isBlank = (cell: string | undefined): boolean => cell === undefined || cell === '' || cell.startsWith('!');

export function isView(analysis: Analysis): analysis is Views {
  return ['swimmer', 'timeline', 'listing', 'patientTable', 'completeness'].includes(analysis.kind);
}

/**
 * One statistic of what shows patients one by one again, from the raw rows of the patients in its sets alone.
 *
 * @returns NaN where the sets contradict each other or what they stand for
 * @throws Error for a number that nobody knows how to work out
 */
export function viewNumber(
  forms: RawForms,
  chart: Chart,
  analysis: Views,
  opened: Opened,
  parts: readonly string[],
): number | null {
  switch (analysis.kind) {
    case 'patientTable':
      return chosenNumber(chart, analysis, opened, parts);
    case 'listing':
      return listingNumber(forms, analysis, opened, parts);
    case 'completeness':
      return completenessNumber(forms, opened, parts);
    default:
      return courseNumber(forms, chart, analysis, opened, parts);
  }
}

/** Patients of whom the condition of the analysis is true; `alone`: those whose row nobody else has cannot be judged here. */
function chosenNumber(
  chart: Chart,
  analysis: AnalysisOfKind<'patientTable' | 'timeline'>,
  opened: Opened,
  [name, ...more]: readonly string[],
): number {
  if (more.length > 0) return unknown(opened);
  const known = (patient: string) => (analysis.when === undefined ? true : chart.holds(patient, analysis.id));
  if (name === 'n') return count(opened, () => true);
  if (name === 'count') return count(opened, (patient) => known(patient) === true);
  if (name === 'missing') return count(opened, (patient) => known(patient) === null);
  if (name === 'alone') return aloneNumber(opened);
  return unknown(opened);
}

/** How many rows of the public's table are like no other: its own test works that out row by row. */
function aloneNumber({ numerator, denominator }: Opened): number {
  const among = new Set(denominator ?? []);
  return (numerator ?? []).every((patient) => among.has(patient)) ? (numerator ?? []).length : WRONG;
}

// --- rows of a form ---------------------------------------------------------------------------------------------

function rowsOf(forms: RawForms, form: string, patients: readonly string[]): RawRow[] {
  return forms.rows(form).filter((row) => patients.includes(row['patient'] ?? ''));
}

function listingNumber(
  forms: RawForms,
  analysis: AnalysisOfKind<'listing'>,
  opened: Opened,
  [name]: readonly string[],
): number {
  const { form, where } = analysis;
  const verdicts = (patient: string) => rowsOf(forms, form, [patient]).map((row) => meets(forms, form, row, where));
  const isNone = (patient: string) =>
    verdicts(patient).every((verdict) => verdict === false) &&
    (verdicts(patient).length > 0 || forms.confirmedNone(form, patient));
  const among = opened.numerator ?? [];
  switch (name) {
    case 'n':
      return count(opened, () => true);
    case 'count':
      return count(opened, (patient) => verdicts(patient).includes(true));
    case 'none':
      return count(opened, isNone);
    case 'unknown':
      return count(opened, (patient) => !verdicts(patient).includes(true) && !isNone(patient));
    case 'rows':
      return among.flatMap(verdicts).filter((verdict) => verdict === true).length;
    case 'undecided':
      return among.flatMap(verdicts).filter((verdict) => verdict === null).length;
    default:
      return unknown(opened);
  }
}

// --- courses ----------------------------------------------------------------------------------------------------

type Happening = { source: Source; row: RawRow; day: number };

function courseNumber(
  forms: RawForms,
  chart: Chart,
  analysis: AnalysisOfKind<'swimmer' | 'timeline'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const [first = '', second = '', third] = parts;
  const endpoint = analysis.endpoint ?? '';
  const sources: readonly Source[] = (analysis.kind === 'swimmer' ? analysis.lanes : analysis.sources) ?? [];
  const followed = (patient: string) => chart.follow(patient, endpoint, 'midpoint');
  if (first === 'mark') {
    const source = sources.find(({ id }) => id === second);
    return source && third !== undefined ? sourceNumber(forms, source, opened, third) : unknown(opened);
  }
  if (first === 'lane' || first === 'course') return ownNumber(forms, chart, analysis, sources, opened, parts.slice(2));
  if (analysis.kind === 'timeline') {
    if (first === 'noZero') return count(opened, (patient) => followed(patient) === null);
    if (first === 'empty') return count(opened, (patient) => happeningsOf(forms, sources, patient).length === 0);
    if (first === 'beyond') {
      const told = (opened.denominator ?? []).filter((patient) => happeningsOf(forms, sources, patient).length > 0);
      return count(opened, (patient) => told.indexOf(patient) >= 100);
    }
    return chosenNumber(chart, analysis, opened, parts);
  }
  switch (first) {
    case 'n':
      return count(opened, (patient) => followed(patient) !== null);
    case 'notAtRisk':
      return count(opened, (patient) => followed(patient) === null);
    case 'events':
      return count(opened, (patient) => followed(patient)?.event === true);
    case 'censored':
      return count(opened, (patient) => followed(patient)?.event === false);
    case 'status': {
      const status = (patient: string) => chart.value(patient, analysis.status ?? '');
      if (second === 'missing') return count(opened, (patient) => typeof status(patient) === 'object');
      return third === 'count' ? count(opened, (patient) => String(status(patient)) === second) : unknown(opened);
    }
    default:
      return unknown(opened);
  }
}

function lockOf(forms: RawForms): number {
  return dayOfText(forms.document.dataLock ?? '2199-12-31');
}

/** The day of a row by the middle of what its date allows; null where it has none or lies after the data lock. */
function placed(forms: RawForms, source: Source, row: RawRow): number | null {
  const date = row[source.date];
  if (isBlank(date)) return null;
  const earliest = dayByRule(date as string, 'earliest') as number;
  return earliest > lockOf(forms) ? null : Math.min(dayByRule(date as string, 'midpoint') as number, lockOf(forms));
}

function sourceRows(forms: RawForms, source: Source, patients: readonly string[]): RawRow[] {
  return rowsOf(forms, source.form, patients).filter((row) => meets(forms, source.form, row, source.where) === true);
}

function happeningsOf(forms: RawForms, sources: readonly Source[], patient: string): Happening[] {
  const all = sources.flatMap((source) =>
    sourceRows(forms, source, [patient])
      .flatMap((row): Happening[] => {
        const day = placed(forms, source, row);
        return day === null ? [] : [{ source, row, day }];
      })
      .sort((a, b) => a.day - b.day),
  );
  return all.sort((a, b) => a.day - b.day);
}

function sourceNumber(forms: RawForms, source: Source, opened: Opened, name: string): number {
  const rows = (patients: readonly string[]) => sourceRows(forms, source, patients);
  const shown = (patient: string) => rows([patient]).some((row) => placed(forms, source, row) !== null);
  const isSingle = forms.document.forms.find(({ id }) => id === source.form)?.repeats !== true;
  const hasAny = (patient: string) => rowsOf(forms, source.form, [patient]).length > 0;
  const isNone = (patient: string) =>
    rows([patient]).length === 0 && (hasAny(patient) || (!isSingle && forms.confirmedNone(source.form, patient)));
  const among = opened.numerator ?? [];
  switch (name) {
    case 'count':
      return count(opened, shown);
    case 'none':
      return count(opened, isNone);
    case 'unknown':
      return count(opened, (patient) => rows([patient]).length === 0 && !isNone(patient));
    case 'rows':
      return rows(among).filter((row) => placed(forms, source, row) !== null).length;
    case 'undated':
      return rows(among).filter((row) => isBlank(row[source.date])).length;
    case 'imprecise':
      return rows(among).filter((row) => /^\d{4}(-\d\d)?$/.test(row[source.date] ?? '')).length;
    default:
      return unknown(opened);
  }
}

/** A number of one patient: the only one that it lists. */
function ownNumber(
  forms: RawForms,
  chart: Chart,
  analysis: AnalysisOfKind<'swimmer' | 'timeline'>,
  sources: readonly Source[],
  opened: Opened,
  parts: readonly string[],
): number | null {
  const [patient = '', ...others] = opened.denominator ?? [];
  if (patient === '' || others.length > 0) return WRONG;
  const per = PER_UNIT[opened.statistic.unit] ?? WRONG;
  const [name, step, what] = parts;
  const followed = chart.follow(patient, analysis.endpoint ?? '', 'midpoint');
  if (!followed) return WRONG;
  if (name === 'end') return (chart.lastDay?.(patient, analysis.endpoint ?? '') ?? WRONG) / per;
  if (name === 'event' && step === undefined) return followed.event ? followed.days / per : WRONG;
  const happening = happeningsOf(forms, sources, patient)[Number(step) - 1];
  const zero = chart.zeroDay?.(patient, analysis.endpoint ?? '') ?? WRONG;
  if (!happening) return WRONG;
  if (what === 'time') return (happening.day - zero) / per;
  if (what === 'until') {
    const stop = dayByRule(happening.row[happening.source.until ?? ''] ?? '', 'midpoint') as number;
    return (Math.max(stop, happening.day) - zero) / per;
  }
  return unknown(opened);
}

// --- completeness -----------------------------------------------------------------------------------------------

function completenessNumber(forms: RawForms, opened: Opened, parts: readonly string[]): number | null {
  const [form = '', item = '', what = '', reason] = parts;
  if (form === 'n') return count(opened, () => true);
  if (form === 'core') return count(opened, (patient) => hasWholeCore(forms, patient));
  const found = forms.document.forms.find(({ id }) => id === form);
  if (!found) return unknown(opened);
  const has = (patient: string) => rowsOf(forms, form, [patient]).length > 0;
  if (what === '') {
    if (item === 'rows') return rowsOf(forms, form, opened.numerator ?? []).length;
    if (item === 'count') return count(opened, has);
    if (item === 'none') return count(opened, (patient) => !has(patient) && forms.confirmedNone(form, patient));
    if (item === 'unknown') return count(opened, (patient) => !has(patient) && !forms.confirmedNone(form, patient));
    return unknown(opened);
  }
  const stateOf = (row: RawRow) => stateOfCell(forms, form, row, item);
  const inState = (patients: readonly string[], wanted: (state: string) => boolean) =>
    rowsOf(forms, form, patients).filter((row) => wanted(stateOf(row)));
  const applies = (state: string) => state !== 'notApplicable';
  const wanted = (state: string): boolean => {
    if (what === 'n') return applies(state);
    if (what === 'recorded' || what === 'notApplicable') return state === what;
    if (what !== 'missing') return unknown(opened);
    return reason === undefined ? applies(state) && state !== 'recorded' : state === reason;
  };
  const among = opened.numerator ?? [];
  if (what === 'proportion') {
    const all = opened.denominator ?? [];
    const recorded = inState(all, (state) => state === 'recorded');
    const own = [...new Set(recorded.map((row) => row['patient']))].sort();
    const n = inState(all, applies).length;
    return own.join() !== among.join() ? WRONG : n === 0 ? null : recorded.length / n;
  }
  const rows = inState(among, wanted);
  if (!among.every((patient) => rows.some((row) => row['patient'] === patient))) return WRONG;
  return found.repeats ? rows.length : among.length;
}

/** What a cell says: a value, that it does not apply (or is not asked), or why it is missing. */
function stateOfCell(forms: RawForms, form: string, row: RawRow, item: string): string {
  const cell = row[item] ?? '';
  if (!isBlank(cell)) return 'recorded';
  const shownWhen = forms.document.forms.find(({ id }) => id === form)?.items.find(({ id }) => id === item)?.shownWhen;
  if (meets(forms, form, row, shownWhen) === false) return 'notApplicable';
  return cell === ''
    ? 'notEntered'
    : cell.slice(1).replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** Every core item holds a value, or does not apply, in every row; a form without rows was confirmed to have none. */
function hasWholeCore(forms: RawForms, patient: string): boolean {
  return forms.document.forms.every((form) => {
    const core = form.items.filter((item) => item.core);
    if (core.length === 0) return true;
    const rows = rowsOf(forms, form.id, [patient]);
    if (rows.length === 0) return forms.confirmedNone(form.id, patient);
    return rows.every((row) =>
      core.every((item) => ['recorded', 'notApplicable'].includes(stateOfCell(forms, form.id, row, item.id))),
    );
  });
}
