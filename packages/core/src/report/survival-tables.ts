import { type AnalysisResult, timeUnitWord } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { notAtRiskReasons, noteInlines } from './note-numbers.ts';
import { type SurvivalPlan, survivalPlan } from './survival-plan.ts';
import { column, dataRow, headingRow, methodFootnote, noteFootnotes, orEmpty, setFootnote } from './table-parts.ts';
import { capital, small, timeUnitNoun } from './vocabulary.ts';
import {
  endpointOf,
  type Group,
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

/** Survival at the declared times: at risk, events and censored by then, survival with its limits; the median last. */
export function survivalTable(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'kaplanMeier'>): Table {
  const plan = survivalPlan(w, result, analysis);
  const endpoint = endpointOf(w, analysis.endpoint);
  const level = levelText(result);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('time', capital(timeUnitNoun(w, plan.unit)), 'start'),
      column('atRisk', say(w, 'At risk', '在险')),
      column('events', say(w, 'Events so far', '累计事件')),
      column('censored', say(w, 'Censored so far', '累计删失')),
      column('survival', endpoint ? label(w, endpoint.label) : say(w, 'Survival', '生存率')),
      column('limits', say(w, `${level} interval`, `${level} 置信区间`)),
    ],
    rows: [
      ...everybodyFirst(w, result, plan).flatMap(({ prefix, label: title }, _index, groups) => {
        const indent = groups.length > 1 ? 1 : 0;
        return [
          ...(indent === 1 ? [headingRow(title)] : []),
          ...plan.times.map((time) => timeRow(w, plan, prefix, time, indent)),
          medianRow(w, plan, prefix, indent),
        ];
      }),
      ...otherRuleRows(w, result, plan),
    ],
    footnotes: [...noEventFootnotes(w, result, plan), ...survivalFootnotes(w, result, plan)],
  };
}

/** In a table by group the whole stands first; the figure draws the groups only. */
export function everybodyFirst(w: Writing, result: AnalysisResult, plan: SurvivalPlan, name = 'median'): Group[] {
  const isGrouped = plan.groups.some(({ code }) => code !== null) && has(w, `${result.id}.${name}`);
  const everybody = { code: null, label: say(w, 'All patients', '全部患者'), prefix: result.id };
  return isGrouped ? [everybody, ...plan.groups] : [...plan.groups];
}

const RULES = {
  earliest: ['as the earliest day they allow', '取最早可能日'],
  midpoint: ['as the middle of the days they allow', '取可能日期的中点'],
  latest: ['as the latest day they allow', '取最晚可能日'],
  refuse: ['not at all', '不予采用'],
} as const;

/** Survival where dates without a day are taken otherwise than the endpoint says. */
function otherRuleRows(w: Writing, result: AnalysisResult, plan: SurvivalPlan): TableRow[] {
  return Object.entries(RULES).flatMap(([rule, words]) => {
    const prefix = `${result.id}.partialDates.${rule}`;
    const times = plan.times.filter((time) => has(w, `${prefix}.survival@${time}${plan.suffix}`));
    if (times.length === 0) return [];
    return [
      headingRow(say(w, `Sensitivity: dates without a day taken ${words[0]}`, `敏感性分析：不完整日期${words[1]}`)),
      ...times.map((time) =>
        dataRow(String(time), [[], [], [], number(w, `${prefix}.survival@${time}${plan.suffix}`), []], 1),
      ),
    ];
  });
}

export function noEventFootnotes(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Inline[][] {
  if (w.said.has(`${result.id}.noEvents`)) return [];
  return plan.groups.flatMap(({ prefix, code, label: group }) => {
    if (statisticValue(w, `${prefix}.events`) !== 0) return [];
    const whose = code === null ? '' : `${group}${say(w, ': ', '：')}`;
    return [inlines(whose, noEventWords(w, result, prefix))];
  });
}

/** 'No event in 16 patients (0/16; upper 95% limit 20.6% two-sided, 17.1% one-sided) ...', each number bound. */
export function noEventWords(w: Writing, result: AnalysisResult, prefix: string): Inline[] {
  const level = levelText(result);
  const [events, n] = [number(w, `${prefix}.events`), number(w, `${prefix}.n`)];
  const two = number(w, `${prefix}.proportion.upper`);
  const one = number(w, `${prefix}.proportion.upperOneSided`);
  const years = number(w, `${prefix}.personYears`);
  const rate = number(w, `${prefix}.rate.upper`);
  const oneRate = number(w, `${prefix}.rate.upperOneSided`);
  return sayInlines(
    w,
    [
      'No event was observed: ',
      events,
      '/',
      n,
      ...(two.length > 0 ? [` (upper ${level} limit `, two, ' two-sided'] : []),
      ...(two.length > 0 && one.length > 0 ? [', ', one, ' one-sided'] : []),
      two.length > 0 ? ')' : '',
      ...(years.length > 0 ? [', in ', years, ' patient-years'] : []),
      ...(rate.length > 0 ? [` (upper ${level} limit of the yearly rate `, rate, ' two-sided'] : []),
      ...(rate.length > 0 && oneRate.length > 0 ? [', ', oneRate, ' one-sided'] : []),
      rate.length > 0 ? ').' : '.',
    ],
    [
      '未观察到终点事件：',
      events,
      '/',
      n,
      ...(two.length > 0 ? [`（${level} 置信上限：双侧 `, two] : []),
      ...(two.length > 0 && one.length > 0 ? ['，单侧 ', one] : []),
      two.length > 0 ? '）' : '',
      ...(years.length > 0 ? ['，累计随访 ', years, ' 人年'] : []),
      ...(rate.length > 0 ? [`（年发生率 ${level} 置信上限：双侧 `, rate] : []),
      ...(rate.length > 0 && oneRate.length > 0 ? ['，单侧 ', oneRate] : []),
      rate.length > 0 ? '）。' : '。',
    ],
  );
}

function timeRow(w: Writing, plan: SurvivalPlan, prefix: string, time: number, indent: 0 | 1): TableRow {
  const at = `@${time}${plan.suffix}`;
  return dataRow(
    String(time),
    [
      number(w, `${prefix}.atRisk${at}`),
      number(w, `${prefix}.cumulativeEvents${at}`),
      number(w, `${prefix}.cumulativeCensored${at}`),
      number(w, `${prefix}.survival${at}`),
      limits(w, `${prefix}.survival${at}`),
    ],
    indent,
  );
}

function medianRow(w: Writing, plan: SurvivalPlan, prefix: string, indent: 0 | 1): TableRow {
  const unit = timeUnitNoun(w, plan.unit);
  return dataRow(
    say(w, `Median, ${unit}`, `中位时间（${unit}）`),
    [
      [],
      number(w, `${prefix}.events`),
      number(w, `${prefix}.censored`),
      number(w, `${prefix}.median`),
      limits(w, `${prefix}.median`),
    ].map(orEmpty),
    indent,
  );
}

export function survivalFootnotes(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Inline[][] {
  const level = levelText(result);
  const confidence = result.inputs.options['confidence'] ?? 'log-log';
  const lines: Inline[][] = [
    methodFootnote(
      w,
      result,
      `Kaplan–Meier estimates with pointwise ${level} limits (${confidence === 'plain' ? 'untransformed' : confidence})`,
      `Kaplan–Meier 估计，逐点 ${level} 置信限（${confidence === 'plain' ? '未变换' : confidence === 'log' ? 'log 变换' : 'log(−log) 变换'}）`,
    ),
    inlines(
      say(
        w,
        'At risk are those still observed at the start of the day; events and censorings are counted up to and including it.',
        '在险人数为当日开始时仍在随访者；事件数与删失数累计至当日（含）。',
      ),
    ),
  ];
  lines.push(...greyFootnotes(w, result, plan));
  return [...lines, ...notAtRiskFootnotes(w, result), setFootnote(w, result), ...noteFootnotes(w, result)];
}

/** Who was never at risk, by reason; without the reasons, how many. */
export function notAtRiskFootnotes(w: Writing, result: AnalysisResult): Inline[][] {
  const reasons = notAtRiskReasons(result);
  if (reasons.length > 0) return reasons.map((note) => noteInlines(w, result, note));
  const id = `${result.id}.notAtRisk`;
  if ((statisticValue(w, id) ?? 0) === 0) return [];
  return [
    sayInlines(
      w,
      ['Never at risk, and so not in this analysis: ', number(w, id), '.'],
      ['从未处于风险期而未纳入本分析：', number(w, id), ' 例。'],
    ),
  ];
}

/** From when on each curve is grey. */
export function greyFootnotes(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Inline[][] {
  return plan.groups.flatMap(({ prefix, label: title, code }) => {
    const id = `${prefix}.greyFrom`;
    if (statisticValue(w, id) === null) return [];
    const whose = code === null ? '' : `${title}${say(w, ': ', '：')}`;
    const unit = w.statistics.get(id)?.statistic.unit ?? 'd';
    const word = timeUnitWord(
      unit === 'wk' ? 'week' : unit === 'mo' ? 'month' : unit === 'a' ? 'year' : 'day',
      w.language,
      statisticValue(w, id) ?? 2,
    );
    return [
      sayInlines(
        w,
        [
          whose,
          whose === '' ? 'From ' : 'from ',
          number(w, id),
          ` ${word} on, one more event would move the curve by more than ${greyShare(w, result)}: read estimates beyond with reserve.`,
        ],
        [
          whose,
          '自第 ',
          number(w, id),
          ` ${word.replace('个', '')}起，再发生一例事件即可使曲线变动超过${greyShare(w, result)}，其后的估计应谨慎解读。`,
        ],
      ),
    ];
  });
}

/** How far one more event may move a curve before it is grey: '15 percentage points'. */
export function greyShare(w: Writing, result: AnalysisResult): string {
  const share = result.inputs.options['greyBeyond'];
  const points = Number(((typeof share === 'number' ? share : 0.15) * 100).toPrecision(6));
  return say(w, `${points} percentage points`, ` ${points} 个百分点`);
}

/** The length of follow-up: patients, median with its limits, the shortest and the longest. */
export function followUpTable(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'reverseKaplanMeier'>,
): Table {
  const plan = survivalPlan(w, result, analysis);
  const unit = timeUnitNoun(w, plan.unit);
  const level = levelText(result);
  const endpoint = endpointOf(w, analysis.endpoint);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('group', say(w, 'Patients', '患者'), 'start'),
      column('n', say(w, 'N', '例数')),
      column('median', say(w, `Median, ${unit}`, `中位数（${unit}）`)),
      column('limits', say(w, `${level} interval`, `${level} 置信区间`)),
      column('range', say(w, `Observed range, ${unit}`, `实际范围（${unit}）`)),
    ],
    rows: plan.groups.map(({ prefix, label: title }) =>
      dataRow(title, [
        number(w, `${prefix}.n`),
        number(w, `${prefix}.median`),
        limits(w, `${prefix}.median`),
        range(w, `${prefix}.minimum`, `${prefix}.maximum`),
      ]),
    ),
    footnotes: [
      methodFootnote(
        w,
        result,
        `Reverse Kaplan–Meier: the event${endpoint ? ` of ${small(label(w, endpoint.label))}` : ''} counts as censored, and the end of observation as the event`,
        `反向 Kaplan–Meier 法：以${endpoint ? `${label(w, endpoint.label)}的` : ''}终点事件为删失，以观察结束为事件`,
      ),
      ...notAtRiskFootnotes(w, result),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

/** What a public reader is told of times in a figure. */
export function coarsenedFootnote(w: Writing): Inline[][] {
  if (w.audience === 'team') return [];
  return [
    inlines(
      say(
        w,
        'To protect the patients, the times of steps and censorings are drawn rounded to whole months; estimates and numbers at risk were computed from days.',
        '为保护患者隐私，图中事件与删失时间四舍五入至整月；估计值和在险人数均按天数计算。',
      ),
    ),
  ];
}
