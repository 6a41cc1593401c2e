import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { notAtRiskFootnotes } from './survival-tables.ts';
import { column, dataRow, headingRow, methodFootnote, noteFootnotes, setFootnote } from './table-parts.ts';
import { small, unitWords } from './vocabulary.ts';
import {
  endpointOf,
  groupsOf,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type Rate = AnalysisOfKind<'rate'>;

/** Patients, events, patient-years and the rate with its exact limits, overall and by group. */
export function rateTable(w: Writing, result: AnalysisResult, analysis: Rate): Table {
  const level = levelText(result);
  const groups = groupsOf(w, result.id, analysis.by).filter(({ prefix }) => has(w, `${prefix}.n`));
  const by = analysis.by === undefined ? null : w.study.variable(analysis.by);
  const unit = unitWords(w, w.statistics.get(`${result.id}.rate`)?.statistic.unit ?? '/a');
  const row = (title: string, prefix: string, indent: 0 | 1): TableRow =>
    dataRow(
      title,
      [
        number(w, `${prefix}.n`),
        number(w, `${prefix}.events`),
        number(w, `${prefix}.personYears`),
        number(w, `${prefix}.rate`),
        limits(w, `${prefix}.rate`),
      ],
      indent,
    );
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('group', say(w, 'Patients', '患者'), 'start'),
      column('n', say(w, 'N', '例数')),
      column('events', say(w, 'Events', '事件数')),
      column('personYears', say(w, 'Patient-years', '人年')),
      column('rate', say(w, `Events ${unit}`, `${unit}事件数`)),
      column('limits', say(w, `${level} interval`, `${level} 置信区间`)),
    ],
    rows: [
      row(say(w, 'All patients', '全部患者'), result.id, 0),
      ...(groups.length > 0 && by ? [headingRow(label(w, by.label))] : []),
      ...groups.map((group) => row(group.label, group.prefix, 1)),
    ],
    footnotes: [
      ...rateFootnotes(w, result, analysis),
      ...notAtRiskFootnotes(w, result),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

function rateFootnotes(w: Writing, result: AnalysisResult, analysis: Rate): Inline[][] {
  const level = levelText(result);
  const endpoint = endpointOf(w, analysis.endpoint);
  const event = endpoint ? small(label(w, endpoint.eventLabel ?? endpoint.label)) : '';
  const prefixes = [
    { prefix: result.id, whose: '' },
    ...groupsOf(w, result.id, analysis.by).map(({ prefix, label: whose }) => ({ prefix, whose })),
  ];
  const bounds = prefixes.flatMap(({ prefix, whose }) => {
    const id = `${prefix}.rate.upperOneSided`;
    if (statisticValue(w, id) === null) return [];
    const name = whose === '' ? '' : `${whose}${say(w, ': ', '：')}`;
    const none = say(w, 'no event; ', '无事件；');
    return [
      sayInlines(
        w,
        [name, none, `the upper limit above is two-sided, the one-sided upper ${level} limit is `, number(w, id), '.'],
        [name, none, `上表上限为双侧，单侧 ${level} 置信上限为 `, number(w, id), '。'],
      ),
    ];
  });
  return [
    inlines(say(w, `Counted: ${event}.`, `计数：${event}。`)),
    methodFootnote(
      w,
      result,
      `Two-sided exact ${level} limits by the Poisson distribution (Garwood)`,
      `双侧 ${level} 精确置信区间（Poisson 分布，Garwood 法）`,
    ),
    ...bounds,
  ];
}
