import { type AnalysisResult, timeUnitWord } from '../model/index.ts';
import type { Analysis, AnalysisOfKind } from '../protocol/index.ts';
import { incidenceFigure } from './cumulative-incidence-figure.ts';
import type { Block, Figure, Inline, Table, TableRow } from './document.ts';
import { dotPlotBlock } from './dot-plot-figure.ts';
import { flowSvg } from './flow-figure.ts';
import { flowPlan } from './flow-plan.ts';
import { flowTableBody } from './flow-table.ts';
import { heatMapBlock } from './heat-map-figure.ts';
import { kaplanMeierSvg, timeAxisTitle } from './kaplan-meier-figure.ts';
import { publishedSeriesFigure } from './published-series-figure.ts';
import { type SurvivalPlan, survivalPlan } from './survival-plan.ts';
import { coarsenedFootnote, greyShare, noEventWords, survivalFootnotes } from './survival-tables.ts';
import { swimmerFigure } from './swimmer-figures.ts';
import { column, dataRow, headingRow, orEmpty, setFootnote } from './table-parts.ts';
import { trajectoryBlock } from './trajectory-figure.ts';
import { capital, clause, small, timeUnitNoun } from './vocabulary.ts';
import {
  declared,
  endpointOf,
  figureLabel,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  printedText,
  say,
  sayInlines,
  setLabel,
  statisticValue,
  type Writing,
} from './writing.ts';

/** The figure of a result, or what stands in its place; null for a kind of analysis that has none. */
export function figureOf(w: Writing, result: AnalysisResult, analysis: Analysis): Block | null {
  if (analysis.kind === 'flow') return { kind: 'figure', figure: flowFigure(w, result, analysis) };
  if (analysis.kind === 'publishedSeries' || analysis.kind === 'metaAnalysis') {
    const figure = publishedSeriesFigure(w, result, analysis);
    return figure && { kind: 'figure', figure };
  }
  if (analysis.kind === 'heatMap') return heatMapBlock(w, result, analysis);
  if (analysis.kind === 'trajectory') return trajectoryBlock(w, result, analysis);
  if (analysis.kind === 'dotPlot') return dotPlotBlock(w, result, analysis);
  if (analysis.kind === 'swimmer') return swimmerFigure(w, result, analysis);
  if (analysis.kind === 'cumulativeIncidence') return incidenceFigure(w, result, analysis);
  if (analysis.kind !== 'kaplanMeier') return null;
  const instead = insteadOfCurve(w, result, analysis);
  return instead ?? { kind: 'figure', figure: kaplanMeierFigure(w, result, analysis) };
}

/** A sentence where a curve would say nothing: nobody had the event, or another endpoint has the same curve. */
function insteadOfCurve(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'kaplanMeier'>): Block | null {
  const title = label(w, analysis.title);
  if ((result.rows ?? []).length === 0 || statisticValue(w, `${result.id}.n`) === 0) {
    return note(
      inlines(
        say(w, `${title}: nobody was at risk, so there is no curve.`, `${title}：无处于风险期的患者，故无曲线。`),
      ),
    );
  }
  if (statisticValue(w, `${result.id}.events`) === 0) {
    w.said.add(`${result.id}.noEvents`);
    const words = noEventWords(w, result, result.id);
    return note(
      sayInlines(
        w,
        [`${title}. `, words, ' No curve is drawn, since a flat line would promise more than was seen.'],
        [`${title}。`, words, '因水平线易致过度解读，故不绘制曲线。'],
      ),
    );
  }
  const twin = w.results.find(
    (other) =>
      other !== result &&
      w.results.indexOf(other) < w.results.indexOf(result) &&
      declared(w, other.id)?.analysis.kind === 'kaplanMeier' &&
      JSON.stringify(other.rows) === JSON.stringify(result.rows),
  );
  const twinAnalysis = twin ? declared(w, twin.id)?.analysis : undefined;
  if (!twinAnalysis) return null;
  const other = label(w, twinAnalysis.title);
  return note(
    inlines(
      say(
        w,
        `${title}: the same patients had the same events on the same days as for ${small(other)}, so the curve is the same and is drawn once.`,
        `${title}：患者、事件及时间均与“${other}”完全相同，曲线一致，仅绘制一次。`,
      ),
    ),
  );
}

function note(line: Inline[]): Block {
  return { kind: 'note', tone: 'info', inlines: line };
}

function kaplanMeierFigure(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'kaplanMeier'>): Figure {
  const plan = survivalPlan(w, result, analysis);
  const title = label(w, analysis.title);
  const alternative = kaplanMeierAlternative(w, result, analysis, plan);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: kaplanMeierCaption(w, result, analysis, plan),
    svg: kaplanMeierSvg(w, result, analysis, { title, description: alternative }),
    alternative,
    data: kaplanMeierData(w, result, plan),
    footnotes: [...coarsenedFootnote(w), ...survivalFootnotes(w, result, plan)],
  };
}

function kaplanMeierCaption(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'kaplanMeier'>,
  plan: SurvivalPlan,
): Inline[] {
  const endpoint = endpointOf(w, analysis.endpoint);
  const title = clause(label(w, analysis.title));
  const zero = timeAxisTitle(w, plan, endpoint ? label(w, endpoint.timeZero.label) : null);
  const [n, events] = [number(w, `${result.id}.n`), number(w, `${result.id}.events`)];
  return sayInlines(
    w,
    [
      `${title}: `,
      n,
      ' patients, ',
      events,
      statisticValue(w, `${result.id}.events`) === 1 ? ' event. ' : ' events. ',
      `Time is in ${small(zero)}.`,
    ],
    [`${title}：`, n, ' 例患者，', events, ` 例事件。横轴为${zero}。`],
  );
}

/** What the curve shows, in words made of its numbers. */
function kaplanMeierAlternative(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'kaplanMeier'>,
  plan: SurvivalPlan,
): string {
  const printed = (id: string) => {
    const found = w.statistics.get(id);
    return found ? printedText(w, found.statistic) : '–';
  };
  const title = clause(label(w, analysis.title));
  const groups = plan.groups.map(({ prefix, code, label: group }) => {
    const whose = code === null ? '' : say(w, `${group}: `, `${group}：`);
    const times = plan.times.map((time) => {
      const at = `@${time}${plan.suffix}`;
      const when = `${time} ${timeUnitWord(plan.unit, w.language, time)}`;
      const survival = printed(`${prefix}.survival${at}`);
      const lower = printed(`${prefix}.survival${at}.lower`);
      const upper = printed(`${prefix}.survival${at}.upper`);
      const atRisk = printed(`${prefix}.atRisk${at}`);
      const range = has(w, `${prefix}.survival${at}.lower`)
        ? say(w, ` (${lower} to ${upper})`, `（${lower} 至 ${upper}）`)
        : '';
      return say(
        w,
        `${survival}${range} at ${when}, ${atRisk} at risk`,
        `${when}时为 ${survival}${range}，在险 ${atRisk} 例`,
      );
    });
    return say(
      w,
      `${whose}${printed(`${prefix}.n`)} patients, ${printed(`${prefix}.events`)} events. Survival was ${times.join('; ')}. Median: ${printed(`${prefix}.median`)}.`,
      `${whose}${printed(`${prefix}.n`)} 例，事件 ${printed(`${prefix}.events`)} 例。生存率：${times.join('；')}。中位时间：${printed(`${prefix}.median`)}。`,
    );
  });
  const grey = (result.rows ?? []).some(({ cells }) => cells['grey'] === true)
    ? say(
        w,
        ` The end of the curve is grey, where one more event would move it by more than ${greyShare(w, result)}.`,
        `曲线末段为灰色，表示再发生一例事件变动即超过${greyShare(w, result)}。`,
      )
    : '';
  return say(
    w,
    `Kaplan–Meier curve of ${small(title)} with ${levelText(result)} limits. ${groups.join(' ')}${grey}`,
    `${title}的 Kaplan–Meier 曲线，附 ${levelText(result)} 置信带。${groups.join('')}${grey}`,
  );
}

/** The digits behind the curve: at the ticks of the axis, and for the team at each event. */
function kaplanMeierData(w: Writing, result: AnalysisResult, plan: SurvivalPlan): Table {
  const unit = timeUnitNoun(w, plan.unit);
  return {
    id: `${result.id}-data`,
    label: say(w, 'Data of the figure', '图中数据'),
    caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
    columns: [
      column('time', capital(unit), 'start'),
      column('atRisk', say(w, 'At risk', '在险')),
      column('events', say(w, 'Events', '事件')),
      column('censored', say(w, 'Censored', '删失')),
      column('survival', say(w, 'Survival', '生存率')),
      column('limits', say(w, `${levelText(result)} interval`, `${levelText(result)} 置信区间`)),
    ],
    rows: plan.groups.flatMap(({ prefix, code, label: group }) => {
      const whose = code === null ? '' : `${group}${say(w, ': ', '：')}`;
      const steps = stepRows(w, prefix);
      return [
        headingRow(
          capital(
            `${whose}${say(w, 'at the ticks of the axis (events and censored so far)', '坐标刻度处（累计事件与累计删失）')}`,
          ),
        ),
        ...plan.ticks.map((tick) => tickRow(w, plan, prefix, tick)),
        ...(steps.length === 0
          ? []
          : [
              headingRow(
                capital(`${whose}${say(w, 'at each event (events of that day)', '各事件发生时（当日事件数）')}`),
              ),
              ...steps,
            ]),
      ];
    }),
    footnotes: [...coarsenedFootnote(w), setFootnote(w, result)],
  };
}

function tickRow(w: Writing, plan: SurvivalPlan, prefix: string, tick: number): TableRow {
  const at = `@${tick}${plan.suffix}`;
  return dataRow(
    String(tick),
    [
      number(w, `${prefix}.atRisk${at}`),
      number(w, `${prefix}.cumulativeEvents${at}`),
      number(w, `${prefix}.cumulativeCensored${at}`),
      number(w, `${prefix}.survival${at}`),
      limits(w, `${prefix}.survival${at}`),
    ],
    1,
  );
}

/** Steps of the curve, for the team only: their times are patients' times. */
function stepRows(w: Writing, prefix: string): TableRow[] {
  if (w.audience === 'public') return [];
  const rows: TableRow[] = [];
  for (let step = 1; has(w, `${prefix}.step.${step}.time`); step += 1) {
    const id = `${prefix}.step.${step}`;
    rows.push({
      kind: 'data',
      indent: 1,
      cells: [
        number(w, `${id}.time`),
        number(w, `${id}.atRisk`),
        number(w, `${id}.events`),
        inlines('–'),
        number(w, `${id}.survival`),
        orEmpty(limits(w, id)),
      ],
    });
  }
  return rows;
}

function flowFigure(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'flow'>): Figure {
  const title = clause(label(w, analysis.title));
  const alternative = flowAlternative(w, result);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: inlines(`${title}${say(w, '.', '。')}`),
    svg: flowSvg(w, result, { title, description: alternative }),
    alternative,
    data: {
      id: `${result.id}-data`,
      label: say(w, 'Data of the figure', '图中数据'),
      caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
      ...flowTableBody(w, result),
    },
    footnotes: flowTableBody(w, result).footnotes,
  };
}

/** The flow diagram in a few sentences. */
function flowAlternative(w: Writing, result: AnalysisResult): string {
  const plan = flowPlan(w, result);
  const printed = (id: string) => {
    const found = w.statistics.get(id);
    return found ? printedText(w, found.statistic) : '–';
  };
  const branches = plan.branches.map((branch) => {
    const left = branch.steps.map((step) =>
      say(w, `${small(step.label)}, ${printed(step.count)}`, `${step.label} ${printed(step.count)} 例`),
    );
    const from = branch.from === 'candidates' ? plan.start.label : setLabel(w, branch.from);
    const excluded =
      left.length > 0
        ? say(w, `excluded from ${small(from)}: ${left.join('; ')}. `, `自${from}中排除：${left.join('；')}。`)
        : '';
    return say(
      w,
      `${capital(excluded)}${branch.end.label}: ${printed(branch.end.count)}.`,
      `${excluded}${branch.end.label}：${printed(branch.end.count)} 例。`,
    );
  });
  return say(
    w,
    `Flow diagram. ${plan.start.label}: ${printed(plan.start.count)}. ${branches.join(' ')}`,
    `流程图。${plan.start.label}：${printed(plan.start.count)} 例。${branches.join('')}`,
  );
}
