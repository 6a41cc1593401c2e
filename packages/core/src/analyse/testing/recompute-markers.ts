import type { Analysis } from '../../protocol/index.ts';
import { count, isMissing, type Opened, share, unknown, WRONG } from './opened.ts';
import { meets, type RawForms } from './raw-forms.ts';
import type { RawRow } from './raw-tables.ts';
import { countRows } from './recompute-rows.ts';

type Markers = Extract<Analysis, { kind: 'markerTable' | 'heatMap' }>;

/** A number of markers again, from the raw rows of the listed patients alone. */
export function markerNumber(
  forms: RawForms,
  analysis: Markers,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const { form } = analysis;
  const members = opened.denominator ?? [];
  const rows = forms.rows(form).filter((row) => members.includes(row.patient ?? ''));
  const counting = rows.filter((row) => meets(forms, form, row, analysis.where) === true);
  const open = rows.filter((row) => meets(forms, form, row, analysis.where) === null);
  const reader = readerOf(forms, analysis);
  const [first = '', ...rest] = parts;
  if (rest.length === 0) {
    if (first === 'n') return members.length;
    if (first === 'undecided') return countRows(opened, open);
    if (first !== 'conflict') return unknown(opened);
    const inConflict = forms
      .codes(form, analysis.marker)
      .flatMap((marker) => members.flatMap((patient) => conflicting(reader, own(counting, patient, marker))));
    return decided(
      opened,
      inConflict,
      count(opened, (patient) => inConflict.some((row) => row.patient === patient)),
    );
  }
  if (!forms.codes(form, analysis.marker).includes(first)) return unknown(opened);
  const { column } = opened.statistic;
  const by = analysis.kind === 'markerTable' ? analysis.by : undefined;
  const inGroup = (row: RawRow): boolean => {
    if (column === undefined) return true;
    const held = forms.cell(form, row, by ?? '');
    return column === 'ungrouped' ? isMissing(held) : held === column;
  };
  function own(some: readonly RawRow[], patient: string, marker: string): RawRow[] {
    return some.filter((row) => row.patient === patient && row[analysis.marker] === marker);
  }
  const ofPatient = (patient: string) => own(counting, patient, first).filter(inGroup);
  const outcome = (patient: string) => reader.resolved(ofPatient(patient));
  const name = (column === undefined ? rest : rest.slice(2)).join('.');
  if (name === 'n') return count(opened, (patient) => outcome(patient) !== null);
  if (name === 'notRecorded')
    return count(opened, (patient) => ofPatient(patient).length === 0 && own(open, patient, first).length === 0);
  if (name.startsWith('missing')) {
    const reasons = (patient: string): string => {
      if (outcome(patient) !== null) return '';
      const mine = ofPatient(patient);
      const why = mine.length > 0 ? mine.map((row) => reader.why(row)) : own(open, patient, first).map(reader.whyOpen);
      return [...new Set(why)].sort().join('+');
    };
    const wanted = name.slice('missing.'.length);
    return count(opened, (patient) => (wanted === '' ? reasons(patient) !== '' : reasons(patient) === wanted));
  }
  if (!members.every((patient) => outcome(patient) !== null)) return WRONG;
  if (name === 'conflict') {
    const rowsInConflict = members.flatMap((patient) => conflicting(reader, ofPatient(patient)));
    return decided(
      opened,
      rowsInConflict,
      count(opened, (patient) => conflicting(reader, ofPatient(patient)).length > 0),
    );
  }
  const wanted = { count: 'positive', proportion: 'positive', negative: 'negative', equivocal: 'equivocal' }[name];
  if (wanted === undefined) return unknown(opened);
  const counted = count(opened, (patient) => outcome(patient) === wanted);
  if (name === 'proportion') return share(counted, members.length);
  const deciding = members.flatMap((patient) =>
    outcome(patient) === wanted ? ofPatient(patient).filter((row) => reader.outcome(row) === wanted) : [],
  );
  return decided(opened, deciding, counted);
}

type Reader = ReturnType<typeof readerOf>;

/** What a row says, by the codes of the plan. */
function readerOf(forms: RawForms, analysis: Markers) {
  const table =
    analysis.positive === undefined
      ? forms.document.analyses?.find(
          (other): other is Extract<Analysis, { kind: 'markerTable' }> =>
            other.kind === 'markerTable' && other.form === analysis.form,
        )
      : analysis;
  const outcome = (row: RawRow): string | null => {
    const held = forms.cell(analysis.form, row, analysis.result);
    if (isMissing(held)) return null;
    if (table?.positive?.includes(String(held))) return 'positive';
    return table?.negative?.includes(String(held)) ? 'negative' : 'equivocal';
  };
  return {
    outcome,
    resolved(rows: readonly RawRow[]): string | null {
      const found = rows.map(outcome);
      return ['positive', 'equivocal', 'negative'].find((one) => found.includes(one)) ?? null;
    },
    why(row: RawRow): string {
      const held = forms.cell(analysis.form, row, analysis.result);
      return isMissing(held) ? held.missing : '';
    },
    /** the reason of the one item that the condition reads */
    whyOpen(row: RawRow): string {
      const item = /row\.(\w+)/.exec(analysis.where ?? '')?.[1] ?? '';
      const held = forms.cell(analysis.form, row, item);
      return isMissing(held) ? held.missing : '';
    },
  };
}

function conflicting(reader: Reader, rows: readonly RawRow[]): RawRow[] {
  const results = rows.filter((row) => reader.outcome(row) !== null);
  return new Set(results.map(reader.outcome)).size > 1 ? results : [];
}

/** The count, when the records that are said to decide it are these. */
function decided({ statistic }: Opened, rows: readonly RawRow[], counted: number): number {
  const place = (one: { patient?: string | undefined; repeat?: string | undefined }) => `${one.patient} ${one.repeat}`;
  const named = (statistic.deciding ?? []).map(place).sort().join('\n');
  return named === rows.map(place).sort().join('\n') ? counted : WRONG;
}
