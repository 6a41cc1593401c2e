import { NONE_PRESENT } from '../analyse/index.ts';
import { type AnalysisResult, formatCount, type Json, type ResultRow } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type CellKind, cellInlines, cellWords, kindOfVariable } from './cell-words.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { alignOf, withUnit } from './listing-table.ts';
import { patientInline } from './patient-mark.ts';
import { column, EMPTY, noteFootnotes, setFootnote } from './table-parts.ts';
import { clause, listWords, unitSuffix } from './vocabulary.ts';
import { inlines, label, number, say, sayInlines, statisticValue, tableLabel, type Writing } from './writing.ts';

type PatientTable = AnalysisOfKind<'patientTable'>;

/** One row a patient: for the team with ids and values; for the public in bands, without ids and in no telling order. */
export function patientTable(w: Writing, result: AnalysisResult, analysis: PatientTable): Table {
  const isBanded = w.audience === 'public';
  const columns = columnsOf(w, result, analysis);
  const shown = isBanded ? columns.filter(({ banding }) => banding !== null) : columns;
  const rows = (result.rows ?? []).filter(({ cells }) => cells['shown'] === (isBanded ? 'banded' : 'patient'));
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      isBanded
        ? column('place', say(w, 'No.', '序号'), 'start')
        : column('patient', say(w, 'Patient', '患者'), 'start'),
      ...shown.map((one) =>
        isBanded
          ? column(one.id, bandedTitle(w, one), 'start')
          : column(one.id, withUnit(w, one.title, one.kind), alignOf(one.kind)),
      ),
    ],
    rows: rows.map((row, index) =>
      patientRow(w, row, shown, isBanded ? inlines(String(index + 1)) : patientInline(w, row.patient)),
    ),
    footnotes: [
      ...(isBanded ? bandedFootnotes(w, columns) : teamFootnotes(w, result, analysis)),
      ...whenFootnotes(w, result, analysis),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

type Column = { id: string; title: string; kind: CellKind; banding: string | null };

/** The columns as the analysis settled them; `banding` is how the public sees one, null where it does not. */
function columnsOf(w: Writing, result: AnalysisResult, analysis: PatientTable): Column[] {
  const settled = result.inputs.options['variables'];
  if (!Array.isArray(settled)) return [];
  return settled.flatMap((one: Json, index): Column[] => {
    if (one === null || typeof one !== 'object' || !('variable' in one)) return [];
    const ref = String(one.variable);
    const spec = analysis.variables[index];
    const given = typeof spec === 'object' ? spec.label : undefined;
    const variable = w.study.variable(ref);
    const title = given ? label(w, given) : variable ? label(w, variable.label) : ref;
    const decimals = typeof one['decimals'] === 'number' ? one['decimals'] : null;
    const banding = one['public'];
    return [
      {
        id: String(one['as']),
        title: clause(title),
        kind: kindOfVariable(w, ref, decimals),
        banding: banding !== null && typeof banding === 'object' && 'kind' in banding ? String(banding.kind) : null,
      },
    ];
  });
}

function patientRow(w: Writing, { cells }: ResultRow, columns: readonly Column[], first: Inline[]): TableRow {
  const words = ({ id, kind, banding }: Column): Inline[] => {
    const cell = cells[`value.${id}`];
    if (w.audience === 'team') return cellInlines(w, kind, cell);
    if (cell === null || cell === undefined) return [...EMPTY];
    if (banding === 'months' && typeof cell === 'number') return inlines(formatCount(cell, w.language));
    if (banding === 'years' || banding === 'bands') return inlines(bandWords(w, String(cell)));
    return inlines(cell === NONE_PRESENT ? say(w, 'none recorded', '未见记录') : cellWords(w, kind, cell));
  };
  return { kind: 'data', indent: 0, cells: [first, ...columns.map(words)] };
}

function bandedTitle(w: Writing, { title, kind, banding }: Column): string {
  if (banding === 'codes') return title;
  const unit = banding === 'months' ? 'mo' : banding === 'years' || kind.type === 'age' ? 'a' : kind.unit;
  return unit === null || unit === '1' ? title : `${title}${unitSuffix(w, unit, kind.isAge)}`;
}

/** '2 to under 12' for `2..12`; the first days and months of life in their own words. */
function bandWords(w: Writing, cell: string): string {
  const [lower = '', upper = ''] = cell.split('..');
  const word = (cut: string) => (cut === '28d' ? say(w, '28 days', '28 天') : cut);
  if (lower === '') return say(w, `under ${word(upper)}`, `<${word(upper)}`);
  if (upper === '') return say(w, `${word(lower)} or more`, `≥${word(lower)}`);
  return say(w, `${word(lower)} to under ${word(upper)}`, `${word(lower)} 至 <${word(upper)}`);
}

function bandedFootnotes(w: Writing, columns: readonly Column[]): Inline[][] {
  const hidden = columns.filter(({ banding }) => banding === null).map(({ title }) => title);
  const lines = [
    inlines(
      say(
        w,
        'To protect the patients: no ids and no dates, values in bands, times in whole months, and the rows in an order that tells nothing. A dash stands for whatever is not recorded.',
        '为保护患者隐私：不列编号与日期，数值以区间表示，时间取整月，各行顺序不含任何信息。“–”表示无记录。',
      ),
    ),
  ];
  if (hidden.length === 0) return lines;
  return [
    ...lines,
    inlines(say(w, `Not shown here: ${listWords(w, hidden)}.`, `此处未列出：${listWords(w, hidden)}。`)),
  ];
}

/** Before a table is shared the team must know how many could be known by their row. */
function teamFootnotes(w: Writing, result: AnalysisResult, analysis: PatientTable): Inline[][] {
  if (analysis.public !== 'banded') return [];
  const [alone, count] = [number(w, `${result.id}.alone`), number(w, `${result.id}.count`)];
  return [
    sayInlines(
      w,
      [
        'The public version has this table in bands, without ids and dates. Even so the rows of ',
        alone,
        ' of the ',
        count,
        ' patients are like no other, and whoever knows one of them well could find the row: leave out what need not be shown.',
      ],
      [
        '公开版以区间列出本表，不含编号与日期。即便如此，',
        count,
        ' 例中仍有 ',
        alone,
        ' 例的行与其他各行均不相同，熟知患者者可能据此辨认；无必要的列请勿公开。',
      ],
    ),
  ];
}

/** Of whom the condition of the table is true, and of whom it is not known. */
function whenFootnotes(w: Writing, result: AnalysisResult, analysis: PatientTable): Inline[][] {
  if (analysis.when === undefined) return [];
  const [count, n, missing] = ['count', 'n', 'missing'].map((name) => number(w, `${result.id}.${name}`)) as [
    Inline[],
    Inline[],
    Inline[],
  ];
  const unknown =
    (statisticValue(w, `${result.id}.missing`) ?? 0) > 0
      ? sayInlines(
          w,
          [' Of ', missing, ' it is not known, and they are not shown.'],
          ['另有 ', missing, ' 例情况不明，未列出。'],
        )
      : [];
  return [
    sayInlines(
      w,
      ['Shown are ', count, ' of ', n, ' patients, those of whom the condition of the table is true.', unknown],
      [n, ' 例中列出符合本表条件者 ', count, ' 例。', unknown],
    ),
  ];
}
