import { type AnalysisResult, type Cell, timeUnitWord } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { incidenceData, incidenceFootnotes } from './cumulative-incidence-table.ts';
import type { Block, Figure, Inline } from './document.ts';
import { survivalPlan } from './survival-plan.ts';
import { coarsenedFootnote, greyShare, noEventWords } from './survival-tables.ts';
import { strokeOf, type TimeCurve, type TimeCurvePoint, timeAxisTitle, timeCurvesSvg } from './time-curves-figure.ts';
import { clause, small } from './vocabulary.ts';
import {
  endpointOf,
  figureLabel,
  has,
  inlines,
  label,
  levelText,
  number,
  printedText,
  say,
  sayInlines,
  statisticValue,
  type Writing,
} from './writing.ts';

type Incidence = AnalysisOfKind<'cumulativeIncidence'>;

/** The curve of the event and, where anything competed, that of what did; a sentence where there is no curve to draw. */
export function incidenceFigure(w: Writing, result: AnalysisResult, analysis: Incidence): Block {
  const title = clause(label(w, analysis.title));
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
  return { kind: 'figure', figure: drawnFigure(w, result, analysis) };
}

function note(line: Inline[]): Block {
  return { kind: 'note', tone: 'info', inlines: line };
}

/** Whether what competes has a curve of its own: somebody had it, and the groups do not need the room. */
export function hasCompetingCurve(w: Writing, result: AnalysisResult, analysis: Incidence): boolean {
  return analysis.by === undefined && (statisticValue(w, `${result.id}.competing`) ?? 0) > 0;
}

function drawnFigure(w: Writing, result: AnalysisResult, analysis: Incidence): Figure {
  const plan = survivalPlan(w, result, analysis);
  const alternative = incidenceAlternative(w, result, analysis);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: incidenceCaption(w, result, analysis),
    svg: incidenceSvg(w, result, analysis, { title: clause(label(w, analysis.title)), description: alternative }),
    alternative,
    data: incidenceData(w, result, analysis),
    footnotes: [...coarsenedFootnote(w), ...incidenceFootnotes(w, result, plan)],
  };
}

function eventWords(w: Writing, analysis: Incidence): string {
  const endpoint = endpointOf(w, analysis.endpoint);
  return endpoint ? small(clause(label(w, endpoint.eventLabel ?? endpoint.label))) : say(w, 'the event', '终点事件');
}

/** What competes, by the words of its sources. */
function competingWords(w: Writing, analysis: Incidence): string {
  const sources = endpointOf(w, analysis.endpoint)?.competing ?? [];
  const words = sources.map((source) => small(clause(label(w, source.label)))).join(say(w, ', ', '、'));
  return words === '' ? say(w, 'competing events', '竞争事件') : words;
}

export function incidenceSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: Incidence,
  words: { title: string; description: string },
): string {
  const plan = survivalPlan(w, result, analysis);
  const endpoint = endpointOf(w, analysis.endpoint);
  const isGrouped = analysis.by !== undefined;
  const curves: TimeCurve[] = isGrouped
    ? plan.groups.map((group, index) => ({
        label: group.label,
        points: pointsOf(result, group.code, 'incidence'),
        ...strokeOf(index),
      }))
    : [{ label: eventWords(w, analysis), points: pointsOf(result, null, 'incidence'), ...strokeOf(0) }];
  if (hasCompetingCurve(w, result, analysis)) {
    const label = say(w, `${competingWords(w, analysis)} (competing)`, `${competingWords(w, analysis)}（竞争事件）`);
    curves.push({ label, points: pointsOf(result, null, 'competingIncidence'), ...strokeOf(1) });
  }
  return timeCurvesSvg(w, result, {
    ...words,
    plan,
    curves,
    blocks: plan.groups.map(({ prefix, label: title }, index) => ({ prefix, label: title, ...strokeOf(index) })),
    rows: [
      { name: 'atRisk', label: say(w, 'At risk', '在险') },
      { name: 'cumulativeEvents', label: say(w, 'Events', '事件') },
      { name: 'cumulativeCompeting', label: say(w, 'Competing', '竞争事件') },
      { name: 'cumulativeCensored', label: say(w, 'Censored', '删失') },
    ],
    start: 0,
    estimate: say(w, 'Aalen–Johansen estimate', 'Aalen–Johansen 估计'),
    vertical: say(w, `Cumulative incidence of ${eventWords(w, analysis)}`, `${eventWords(w, analysis)}的累积发生率`),
    horizontal: timeAxisTitle(w, plan, endpoint ? label(w, endpoint.timeZero.label) : null),
    heading: say(
      w,
      'Patients at risk; events, competing events and censored so far',
      '在险人数，累计事件、竞争事件与删失数',
    ),
  });
}

/** The points of one curve in order of time; only the curve of the event has limits and marks of censoring. */
function pointsOf(
  result: AnalysisResult,
  group: string | null,
  name: 'incidence' | 'competingIncidence',
): TimeCurvePoint[] {
  const ofEvent = name === 'incidence';
  const points = (result.rows ?? []).flatMap(({ cells }): TimeCurvePoint[] => {
    const [time, value] = [cells['time'], cells[name]];
    if (typeof time !== 'number' || typeof value !== 'number') return [];
    if (group !== null && String(cells['group']) !== group) return [];
    return [
      {
        time,
        value,
        censored: ofEvent ? (numeric(cells['censored']) ?? 0) : 0,
        lower: ofEvent ? numeric(cells['lower']) : null,
        upper: ofEvent ? numeric(cells['upper']) : null,
        grey: cells['grey'] === true,
      },
    ];
  });
  return points.sort((a, b) => a.time - b.time);
}

function numeric(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

function incidenceCaption(w: Writing, result: AnalysisResult, analysis: Incidence): Inline[] {
  const title = clause(label(w, analysis.title));
  const endpoint = endpointOf(w, analysis.endpoint);
  const zero = timeAxisTitle(w, survivalPlan(w, result, analysis), endpoint ? label(w, endpoint.timeZero.label) : null);
  const [n, events, competing] = ['n', 'events', 'competing'].map((name) => number(w, `${result.id}.${name}`));
  const plural = (name: string) => (statisticValue(w, `${result.id}.${name}`) === 1 ? '' : 's');
  return sayInlines(
    w,
    [
      `${title}: `,
      n ?? [],
      ' patients, ',
      events ?? [],
      ` event${plural('events')}, `,
      competing ?? [],
      ` competing event${plural('competing')}. Time is in ${small(zero)}.`,
    ],
    [`${title}：`, n ?? [], ' 例患者，', events ?? [], ' 例事件，', competing ?? [], ` 例竞争事件。横轴为${zero}。`],
  );
}

/** What the curve shows, in words made of its numbers. */
function incidenceAlternative(w: Writing, result: AnalysisResult, analysis: Incidence): string {
  const plan = survivalPlan(w, result, analysis);
  const printed = (id: string) => {
    const found = w.statistics.get(id);
    return found ? printedText(w, found.statistic) : '–';
  };
  const groups = plan.groups.map(({ prefix, code, label: group }) => {
    const whose = code === null ? '' : say(w, `${group}: `, `${group}：`);
    const times = plan.times.map((time) => {
      const at = `@${time}${plan.suffix}`;
      const when = `${time} ${timeUnitWord(plan.unit, w.language, time)}`;
      const id = `${prefix}.cumulativeIncidence${at}`;
      const [lower, upper] = [printed(`${id}.lower`), printed(`${id}.upper`)];
      const isOpen = statisticValue(w, `${id}.lower`) !== null;
      const range = isOpen ? say(w, ` (${lower} to ${upper})`, `（${lower} 至 ${upper}）`) : '';
      const atRisk = printed(`${prefix}.atRisk${at}`);
      return say(
        w,
        `${printed(id)}${range} at ${when}, ${atRisk} at risk`,
        `${when}时为 ${printed(id)}${range}，在险 ${atRisk} 例`,
      );
    });
    const counts = say(
      w,
      `${printed(`${prefix}.n`)} patients, ${printed(`${prefix}.events`)} events, ${printed(`${prefix}.competing`)} competing.`,
      `${printed(`${prefix}.n`)} 例，事件 ${printed(`${prefix}.events`)} 例，竞争事件 ${printed(`${prefix}.competing`)} 例。`,
    );
    if (times.length === 0) return `${whose}${counts}`;
    return say(
      w,
      `${whose}${counts} The incidence was ${times.join('; ')}.`,
      `${whose}${counts}累积发生率：${times.join('；')}。`,
    );
  });
  const grey = (result.rows ?? []).some(({ cells }) => cells['grey'] === true)
    ? say(
        w,
        ` The end of the curve is grey, where one more event would move it by more than ${greyShare(w, result)}.`,
        `曲线末段为灰色，表示再发生一例事件变动即超过${greyShare(w, result)}。`,
      )
    : '';
  const competing = hasCompetingCurve(w, result, analysis)
    ? say(w, ` A second curve shows ${competingWords(w, analysis)}.`, `第二条曲线为${competingWords(w, analysis)}。`)
    : has(w, `${result.id}.competing`) && statisticValue(w, `${result.id}.competing`) === 0
      ? say(w, ' Nothing competed, so there is one curve.', '无竞争事件，故仅一条曲线。')
      : '';
  const title = small(clause(label(w, analysis.title)));
  return say(
    w,
    `Cumulative incidence curve of ${title} with ${levelText(result)} limits. ${groups.join(' ')}${competing}${grey}`,
    `${title}的累积发生率曲线，附 ${levelText(result)} 置信带。${groups.join('')}${competing}${grey}`,
  );
}
