import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { type SurvivalPlan, survivalPlan } from './survival-plan.ts';
import {
  coarsenedFootnote,
  everybodyFirst,
  greyFootnotes,
  noEventFootnotes,
  notAtRiskFootnotes,
} from './survival-tables.ts';
import { column, dataRow, headingRow, methodFootnote, noteFootnotes, orEmpty, setFootnote } from './table-parts.ts';
import { capital, timeUnitNoun } from './vocabulary.ts';
import {
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

type Incidence = AnalysisOfKind<'cumulativeIncidence'>;

function columnsOf(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Table['columns'] {
  const level = levelText(result);
  return [
    column('time', capital(timeUnitNoun(w, plan.unit)), 'start'),
    column('atRisk', say(w, 'At risk', '在险')),
    column('events', say(w, 'Events so far', '累计事件')),
    column('competing', say(w, 'Competing so far', '累计竞争事件')),
    column('censored', say(w, 'Censored so far', '累计删失')),
    column('incidence', say(w, 'Cumulative incidence', '累积发生率')),
    column('limits', say(w, `${level} interval`, `${level} 置信区间`)),
    column('competingIncidence', say(w, 'Incidence of what competes', '竞争事件累积发生率')),
  ];
}

/** Incidence at the declared times with its limits, beside at risk, events, competing events and censored by then. */
export function incidenceTable(w: Writing, result: AnalysisResult, analysis: Incidence): Table {
  const plan = survivalPlan(w, result, analysis);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: columnsOf(w, result, plan),
    rows: [
      ...everybodyFirst(w, result, plan, 'events').flatMap(({ prefix, label: title }, _index, groups) => {
        const indent = groups.length > 1 ? 1 : 0;
        const times = plan.times.length > 0 ? plan.times : plan.ticks;
        return [
          ...(indent === 1 ? [headingRow(title)] : []),
          ...times.map((time) => timeRow(w, plan, prefix, time, indent)),
          totalRow(w, prefix, indent),
        ];
      }),
      ...testRows(w, result),
    ],
    footnotes: [...noEventFootnotes(w, result, plan), ...incidenceFootnotes(w, result, plan)],
  };
}

function timeRow(w: Writing, plan: SurvivalPlan, prefix: string, time: number, indent: 0 | 1): TableRow {
  const at = `@${time}${plan.suffix}`;
  return dataRow(
    String(time),
    [
      ...['atRisk', 'cumulativeEvents', 'cumulativeCompeting', 'cumulativeCensored', 'cumulativeIncidence'].map(
        (name) => number(w, `${prefix}.${name}${at}`),
      ),
      limits(w, `${prefix}.cumulativeIncidence${at}`),
      number(w, `${prefix}.competingIncidence${at}`),
    ].map(orEmpty),
    indent,
  );
}

function totalRow(w: Writing, prefix: string, indent: 0 | 1): TableRow {
  const counts = ['events', 'competing', 'censored'].map((name) => number(w, `${prefix}.${name}`));
  return dataRow(say(w, 'In all', '合计'), [[], ...counts, [], [], []].map(orEmpty), indent);
}

function testRows(w: Writing, result: AnalysisResult): TableRow[] {
  if (!has(w, `${result.id}.pValue`)) return [];
  const statistic = sayInlines(
    w,
    ['chi-square ', number(w, `${result.id}.statistic`), ', ', number(w, `${result.id}.degreesOfFreedom`), ' d.f.'],
    ['卡方值 ', number(w, `${result.id}.statistic`), '，自由度 ', number(w, `${result.id}.degreesOfFreedom`)],
  );
  const isMade = statisticValue(w, `${result.id}.pValue`) !== null;
  return [
    headingRow(say(w, 'Comparison of the groups', '组间比较')),
    dataRow(
      say(w, 'p (Gray)', 'P 值（Gray 检验）'),
      [[], [], [], [], number(w, `${result.id}.pValue`), isMade ? statistic : [], []].map(orEmpty),
      1,
    ),
  ];
}

export function incidenceFootnotes(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Inline[][] {
  const level = levelText(result);
  const confidence = result.inputs.options['confidence'] ?? 'log-log';
  return [
    methodFootnote(
      w,
      result,
      `Aalen–Johansen estimates with pointwise ${level} limits (${confidence === 'plain' ? 'untransformed' : confidence})`,
      `Aalen–Johansen 估计，逐点 ${level} 置信限（${confidence === 'plain' ? '未变换' : confidence === 'log' ? 'log 变换' : 'log(−log) 变换'}）`,
    ),
    inlines(
      say(
        w,
        'At risk are those still observed at the start of the day; events, competing events and censorings are counted up to and including it.',
        '在险人数为当日开始时仍在随访者；事件数、竞争事件数与删失数累计至当日（含）。',
      ),
    ),
    ...naiveFootnotes(w, result, plan),
    ...greyFootnotes(w, result, plan),
    ...notAtRiskFootnotes(w, result),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

/** What one minus Kaplan-Meier would say at the last declared time, where something competed. */
function naiveFootnotes(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Inline[][] {
  if ((statisticValue(w, `${result.id}.competing`) ?? 0) === 0) return [];
  const last = [...plan.times]
    .reverse()
    .find((time) => statisticValue(w, `${result.id}.oneMinusKaplanMeier@${time}${plan.suffix}`) !== null);
  if (last === undefined) return [];
  const at = `@${last}${plan.suffix}`;
  const unit = timeUnitNoun(w, plan.unit);
  return [
    sayInlines(
      w,
      [
        `One minus Kaplan–Meier, which takes a competing event for the end of observation, would be `,
        number(w, `${result.id}.oneMinusKaplanMeier${at}`),
        ` at ${last} ${unit} where the cumulative incidence is `,
        number(w, `${result.id}.cumulativeIncidence${at}`),
        '.',
      ],
      [
        `若以 1 减去 Kaplan–Meier 估计（将竞争事件视为观察结束），第 ${last} ${unit}为 `,
        number(w, `${result.id}.oneMinusKaplanMeier${at}`),
        '，而累积发生率为 ',
        number(w, `${result.id}.cumulativeIncidence${at}`),
        '。',
      ],
    ),
  ];
}

/** The digits behind the curve: at the ticks of the axis, and for the team at each event. */
export function incidenceData(w: Writing, result: AnalysisResult, analysis: Incidence): Table {
  const plan = survivalPlan(w, result, analysis);
  return {
    id: `${result.id}-data`,
    label: say(w, 'Data of the figure', '图中数据'),
    caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
    columns: columnsOf(w, result, plan),
    rows: plan.groups.flatMap(({ prefix, code, label: group }) => {
      const whose = code === null ? '' : `${group}${say(w, ': ', '：')}`;
      const steps = stepRows(w, prefix);
      return [
        headingRow(capital(`${whose}${say(w, 'at the ticks of the axis (so far)', '坐标刻度处（累计）')}`)),
        ...plan.ticks.map((tick) => timeRow(w, plan, prefix, tick, 1)),
        ...(steps.length === 0
          ? []
          : [
              headingRow(capital(`${whose}${say(w, 'at each event (on that day)', '各事件发生时（当日）')}`)),
              ...steps,
            ]),
      ];
    }),
    footnotes: [...coarsenedFootnote(w), setFootnote(w, result)],
  };
}

/** Steps of the curve, for the team only: their times are patients' times. */
function stepRows(w: Writing, prefix: string): TableRow[] {
  if (w.audience === 'public') return [];
  const rows: TableRow[] = [];
  for (let step = 1; has(w, `${prefix}.step.${step}.time`); step += 1) {
    const id = `${prefix}.step.${step}`;
    const cells = ['time', 'atRisk', 'events', 'competing'].map((name) => number(w, `${id}.${name}`));
    rows.push({
      kind: 'data',
      indent: 1,
      cells: [...cells, [], number(w, `${id}.incidence`), limits(w, id), []].map(orEmpty),
    });
  }
  return rows;
}
