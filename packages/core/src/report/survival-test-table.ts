import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { notAtRiskFootnotes } from './survival-tables.ts';
import { comparedOverTime } from './survival-test-words.ts';
import { column, dataRow, headingRow, methodFootnote, noteFootnotes, orEmpty, setFootnote } from './table-parts.ts';
import { small, timeUnitNoun } from './vocabulary.ts';
import {
  endpointOf,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  range,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type SurvivalTest = AnalysisOfKind<'survivalTest'>;

/** Patients and events of each group, with those expected or the restricted mean, then the comparison. */
export function survivalTestTable(w: Writing, result: AnalysisResult, analysis: SurvivalTest): Table {
  const by = w.study.variable(analysis.by);
  const ofMeans = analysis.test === 'rmstDifference';
  const unit = timeUnitNoun(w, analysis.timeUnit ?? 'month');
  const groups = comparedOverTime(w, result, analysis);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('group', by ? label(w, by.label) : analysis.by, 'start'),
      column('n', say(w, 'N', '例数')),
      column('events', say(w, 'Events', '事件数')),
      ofMeans
        ? column('mean', say(w, `Restricted mean, ${unit}`, `限制性平均生存时间（${unit}）`))
        : column('expected', say(w, 'Expected events', '期望事件数')),
    ],
    rows: [
      ...groups.map(({ prefix, label: title }) =>
        dataRow(title, [
          number(w, `${prefix}.n`),
          number(w, `${prefix}.events`),
          number(w, `${prefix}.${ofMeans ? 'restrictedMean' : 'expected'}`),
        ]),
      ),
      ...comparisonRows(
        w,
        result,
        analysis,
        groups.map((group) => group.label),
      ),
    ],
    footnotes: [
      ...testFootnotes(w, result, analysis),
      ...notAtRiskFootnotes(w, result),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

function comparisonRows(
  w: Writing,
  result: AnalysisResult,
  analysis: SurvivalTest,
  groups: readonly string[],
): TableRow[] {
  const id = result.id;
  const [first = '', second = ''] = groups;
  const unit = timeUnitNoun(w, analysis.timeUnit ?? 'month');
  const heading =
    analysis.test === 'rmstDifference' && groups.length === 2
      ? say(w, `${first} less ${small(second)}`, `${first}减${second}`)
      : say(w, 'Comparison of the groups', '组间比较');
  const row = (title: string, value: Inline[], beside: Inline[]): TableRow =>
    dataRow(title, [[], value, beside].map(orEmpty), 1);
  const statistic = has(w, `${id}.statistic`)
    ? [row(statisticTitle(w, analysis), number(w, `${id}.statistic`), degreesWords(w, id))]
    : [];
  const difference = has(w, `${id}.difference`)
    ? [
        row(
          say(w, `Difference, ${unit}`, `差值（${unit}）`),
          number(w, `${id}.difference`),
          limits(w, `${id}.difference`),
        ),
      ]
    : [];
  return [
    headingRow(heading),
    ...difference,
    ...statistic,
    row(pTitle(w, analysis), number(w, `${id}.pValue`), besideP(w, id)),
  ];
}

function statisticTitle(w: Writing, analysis: SurvivalTest): string {
  return analysis.test === 'trend' ? say(w, 'Standardised trend', '标准化趋势统计量') : say(w, 'Chi-square', '卡方值');
}

function degreesWords(w: Writing, id: string): Inline[] {
  if (statisticValue(w, `${id}.degreesOfFreedom`) === null) return [];
  return sayInlines(
    w,
    ['degrees of freedom ', number(w, `${id}.degreesOfFreedom`)],
    ['自由度 ', number(w, `${id}.degreesOfFreedom`)],
  );
}

/** The smallest p that could have been, or the limits of one that was estimated. */
function besideP(w: Writing, id: string): Inline[] {
  const smallest = `${id}.pValue.smallestAttainable`;
  if (has(w, smallest))
    return sayInlines(w, ['smallest attainable ', number(w, smallest)], ['可达到的最小值 ', number(w, smallest)]);
  return range(w, `${id}.pValue.lower`, `${id}.pValue.upper`);
}

function pTitle(w: Writing, analysis: SurvivalTest): string {
  const names = {
    logRank: ['p (log-rank)', 'P 值（对数秩检验）'],
    permutationLogRank: ['p (permutation log-rank)', 'P 值（置换对数秩检验）'],
    trend: ['p for trend (log-rank)', '趋势 P 值（对数秩检验）'],
    rmstDifference: ['p', 'P 值'],
  } as const;
  const [en, zh] = names[analysis.test];
  return say(w, en, zh);
}

function testFootnotes(w: Writing, result: AnalysisResult, analysis: SurvivalTest): Inline[][] {
  const id = result.id;
  const level = levelText(result);
  const endpoint = endpointOf(w, analysis.endpoint);
  const unit = timeUnitNoun(w, analysis.timeUnit ?? 'month');
  const until = String(analysis.until ?? '');
  const drawn = has(w, `${id}.pValue.lower`);
  const methods: Readonly<Record<SurvivalTest['test'], readonly [string, string]>> = {
    logRank: ['Log-rank test by the chi-square approximation', '对数秩检验（卡方近似）'],
    permutationLogRank: drawn
      ? ['Log-rank test over random groupings of these sizes', '置换对数秩检验（随机置换）']
      : ['Log-rank test over all groupings of these sizes', '置换对数秩检验（遍历所有同样大小的分组）'],
    trend: ['Log-rank test for a trend over the groups in their order', '按组序的 对数秩趋势检验'],
    rmstDifference: [
      `Mean time lived up to ${until} ${unit}, the area under each Kaplan–Meier curve, with ${level} limits of the difference`,
      `至第 ${until} ${unit}的限制性平均生存时间（Kaplan–Meier 曲线下面积），差值为 ${level} 置信区间`,
    ],
  };
  const lines: Inline[][] = [
    inlines(
      say(
        w,
        `Counted: ${endpoint ? small(label(w, endpoint.eventLabel ?? endpoint.label)) : ''}.`,
        `计数：${endpoint ? label(w, endpoint.eventLabel ?? endpoint.label) : ''}。`,
      ),
    ),
    methodFootnote(w, result, ...methods[analysis.test]),
  ];
  const apart = (name: string, en: string, zh: string): void => {
    if ((statisticValue(w, `${id}.${name}`) ?? 0) === 0) return;
    lines.push(sayInlines(w, [en, number(w, `${id}.${name}`), '.'], [zh, number(w, `${id}.${name}`), ' 例。']));
  };
  apart('outside', 'In none of the groups compared: ', '不属于所比较各组：');
  apart('missing', 'Group missing, and so not compared: ', '分组缺失而未参与比较：');
  return lines;
}
