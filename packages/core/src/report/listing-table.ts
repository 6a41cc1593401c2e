import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type CellKind, cellInlines, kindOfItem } from './cell-words.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { formLabel, itemLabel } from './form-words.ts';
import { patientInline } from './patient-mark.ts';
import { column, noteFootnotes, setFootnote } from './table-parts.ts';
import { unitSuffix } from './vocabulary.ts';
import { inlines, label, number, say, sayInlines, statisticValue, tableLabel, type Writing } from './writing.ts';

/** The rows of a form, each with its patient, who opens. For the team only. */
export function listingTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'listing'>): Table {
  const kinds = analysis.items.map((id) => kindOfItem(w, analysis.form, id));
  const repeats = w.study.form(analysis.form)?.repeats === true;
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('patient', say(w, 'Patient', '患者'), 'start'),
      ...(repeats ? [column('repeat', say(w, 'No.', '序号'))] : []),
      ...analysis.items.map((id, index) => {
        const kind = kinds[index] as CellKind;
        return column(id, withUnit(w, itemLabel(w, analysis.form, id), kind), alignOf(kind));
      }),
    ],
    rows: (result.rows ?? []).map(
      ({ cells, patient }): TableRow => ({
        kind: 'data',
        indent: 0,
        cells: [
          patientInline(w, patient),
          ...(repeats ? [inlines(String(cells['repeat'] ?? ''))] : []),
          ...analysis.items.map((id, index) => cellInlines(w, kinds[index] as CellKind, cells[id])),
        ],
      }),
    ),
    footnotes: [presenceFootnote(w, result, analysis), setFootnote(w, result), ...noteFootnotes(w, result)],
  };
}

/** 'Largest diameter, cm': the unit stands in the head of a column of numbers. */
export function withUnit(w: Writing, title: string, { type, unit, isAge }: CellKind): string {
  const isNumber = type === 'integer' || type === 'decimal';
  return isNumber && unit !== null && unit !== '1' ? `${title}${unitSuffix(w, unit, isAge)}` : title;
}

export function alignOf({ type }: CellKind): 'start' | 'end' {
  return type === 'integer' || type === 'decimal' ? 'end' : 'start';
}

/** How many rows of how many patients; who has none, and of whom it is not known. */
function presenceFootnote(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'listing'>): Inline[] {
  const id = (name: string) => number(w, `${result.id}.${name}`);
  const many = (name: string) => (statisticValue(w, `${result.id}.${name}`) ?? 0) !== 1;
  const form = formLabel(w, analysis.form);
  const undecided = (statisticValue(w, `${result.id}.undecided`) ?? 0) > 0;
  const open = undecided
    ? sayInlines(
        w,
        [
          ' Left out, since it is not known whether they meet the condition: ',
          id('undecided'),
          many('undecided') ? ' entries.' : ' entry.',
        ],
        ['另有 ', id('undecided'), ' 条记录无法判断是否符合条件，未列出。'],
      )
    : [];
  return sayInlines(
    w,
    [
      `${form}: `,
      id('rows'),
      many('rows') ? ' entries of ' : ' entry of ',
      id('count'),
      many('count') ? ' patients; ' : ' patient; ',
      id('none'),
      many('none') ? ' have none, and of ' : ' has none, and of ',
      id('unknown'),
      ' it is not known.',
      open,
    ],
    [
      `${form}：`,
      id('count'),
      ' 例患者共 ',
      id('rows'),
      ' 条记录；',
      id('none'),
      ' 例确认无此类记录，',
      id('unknown'),
      ' 例情况不明。',
      open,
    ],
  );
}
