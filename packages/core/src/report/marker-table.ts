import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { reasonsOf } from './describe-table.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { itemCodes, itemLabel } from './form-words.ts';
import { markerFootnotes } from './marker-words.ts';
import { column, dataRow, noteFootnotes, setFootnote, smallSampleFootnotes } from './table-parts.ts';
import { missingWords } from './vocabulary.ts';
import { has, inlines, label, number, say, statisticValue, tableLabel, type Writing } from './writing.ts';

type MarkerTable = AnalysisOfKind<'markerTable' | 'heatMap'>;

/** A column after 'positive / tested': its cell for a line, and whether any line has something in it. */
type Part = { readonly id: string; readonly title: string; cell(prefix: string): Inline[]; isNeeded: boolean };

/** Reasons with a column of their own; the others share one. */
const OWN_REASONS = ['notDone', 'notReported'] as const;

/** The markers that anybody has a row of, in the order of their list. */
export function markersShown(
  w: Writing,
  result: AnalysisResult,
  analysis: { form: string; marker: string },
): { shown: { code: string; text: string }[]; absent: string[] } {
  const markers = itemCodes(w, analysis.form, analysis.marker);
  const isShown = ({ code }: { code: string }) =>
    ['n', 'missing'].some((name) => (statisticValue(w, `${result.id}.${code}.${name}`) ?? 0) > 0);
  return { shown: markers.filter(isShown), absent: markers.filter((one) => !isShown(one)).map(({ text }) => text) };
}

/** Positive of those tested for each marker, and under it for each clone; what is no result stands apart. */
export function markerTable(w: Writing, result: AnalysisResult, analysis: MarkerTable): Table {
  const { shown, absent } = markersShown(w, result, analysis);
  const prefixes = shown.map(({ code }) => `${result.id}.${code}`);
  const parts = partsOf(w, prefixes).filter(({ isNeeded }) => isNeeded);
  const line = (title: string, prefix: string, indent: 0 | 1): TableRow =>
    dataRow(
      title,
      [
        inlines(number(w, `${prefix}.count`), '/', number(w, `${prefix}.n`)),
        statisticValue(w, `${prefix}.proportion`) === null ? [] : number(w, `${prefix}.proportion`),
        ...parts.map((part) => part.cell(prefix)),
      ],
      indent,
    );
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('marker', itemLabel(w, analysis.form, analysis.marker), 'start'),
      column('positive', say(w, 'Positive / tested', '阳性/检测')),
      column('proportion', say(w, 'Positive', '阳性率')),
      ...parts.map(({ id, title }) => column(id, title)),
    ],
    rows: shown.flatMap(({ code, text }) => [
      line(text, `${result.id}.${code}`, 0),
      ...groupsOf(w, result, analysis, code).map((group) => line(group.text, group.prefix, 1)),
    ]),
    footnotes: [
      ...markerFootnotes(w, result, analysis, absent),
      ...smallSampleFootnotes(w, `${result.id}.n`),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

function partsOf(w: Writing, prefixes: readonly string[]): Part[] {
  const counted = (id: string, title: string, statistic: string, always = false): Part => ({
    id,
    title,
    cell: (prefix) => number(w, `${prefix}.${statistic}`),
    isNeeded: always || prefixes.some((prefix) => (statisticValue(w, `${prefix}.${statistic}`) ?? 0) > 0),
  });
  const others = (prefix: string) =>
    reasonsOf(w, `${prefix}.missing`).filter((reason) => !OWN_REASONS.some((own) => own === reason));
  /** nobody has a reason that is not among the statistics; clones have no such numbers at all */
  const zeroed = (part: Part): Part => ({
    ...part,
    cell: (prefix) =>
      part.cell(prefix).length === 0 && has(w, `${prefix}.missing`) ? inlines('0') : part.cell(prefix),
  });
  return [
    counted('negative', say(w, 'Negative', '阴性'), 'negative', true),
    counted('equivocal', say(w, 'Equivocal', '不确定'), 'equivocal'),
    zeroed(counted('notDone', missingTitle(w, 'notDone'), 'missing.notDone')),
    zeroed(counted('notReported', missingTitle(w, 'notReported'), 'missing.notReported')),
    {
      id: 'other',
      title: say(w, 'No result for another reason', '其他原因无结果'),
      cell: (prefix) =>
        others(prefix).flatMap((reason, index) =>
          inlines(
            index === 0 ? '' : say(w, ', ', '，'),
            number(w, `${prefix}.missing.${reason}`),
            say(w, ` ${missingWords(w, reason)}`, ` 例${missingWords(w, reason)}`),
          ),
        ),
      isNeeded: prefixes.some((prefix) => others(prefix).length > 0),
    },
    counted('notRecorded', say(w, 'No row', '无记录'), 'notRecorded'),
  ];
}

function missingTitle(w: Writing, reason: string): string {
  const words = missingWords(w, reason);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The groups of a marker that have a result, then the results without a group. */
function groupsOf(w: Writing, result: AnalysisResult, analysis: MarkerTable, marker: string) {
  const by = analysis.kind === 'markerTable' ? analysis.by : undefined;
  if (by === undefined) return [];
  const group = itemLabel(w, analysis.form, by);
  return [
    ...itemCodes(w, analysis.form, by),
    { code: 'ungrouped', text: say(w, `${group} not stated`, `${group}未注明`) },
  ]
    .map(({ code, text }) => ({ text, prefix: `${result.id}.${marker}.${by}.${code}` }))
    .filter(({ prefix }) => has(w, `${prefix}.n`));
}
