import {
  type CumulativeIncidence,
  cumulativeIncidenceAt,
  grayTest,
  guardSurvival,
  survivalAt,
} from '@casewright/stats';
import type { TimeToEvent } from '../derive/index.ts';
import { type AnalysisResult, type Json, numberToFile, type ResultNote, type ResultRow } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import {
  type CompetingSubjects,
  competingSubjects,
  endedBy,
  endedOn,
  freeOfAny,
  incidenceOf,
  recordsOf,
} from './competing-subjects.ts';
import { type CurveSettings, STEPS_GIVEN, writePersonTime } from './curve-statistics.ts';
import { DEFAULT_GREY_BEYOND, greyTail } from './grey-tail.ts';
import { type Part, partsOf } from './groups.ts';
import { riskSetNotes } from './guard-notes.ts';
import { writeNoted } from './noted-patients.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';
import { atRiskOn, curveOf } from './subjects.ts';
import { curveName, notAtRiskNotes, stepsCutNote } from './survival-notes.ts';
import { DAYS_PER_UNIT, DEFAULT_TIME_UNIT, sortedTimes, TIME_SUFFIX, ticksOf, usualAxis } from './time-axis.ts';
import { withoutCompetingNote } from './without-competing-note.ts';

type Incidence = AnalysisOfKind<'cumulativeIncidence'>;

/** One curve, and where its numbers go. */
type Writer = {
  statistics: StatisticRows;
  part: Part;
  subjects: CompetingSubjects;
  curves: CumulativeIncidence;
  settings: CurveSettings;
};

/**
 * How probable the event has become by each time where something else may end follow-up first (Aalen-Johansen), for
 * everybody and for each group of `by`, with what competes beside it.
 *
 * Where nobody had a competing event the incidence is one minus Kaplan-Meier: a note says so, and one curve is drawn.
 * Beside each estimate stands one minus Kaplan-Meier, which takes competing events for the end of observation, so that
 * the difference shows. Gray's test of the groups is made where the plan asks for it. Conventions of days, of risk sets
 * and of the grey tail are those of a survival curve, the curve being that of patients free of any event.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule
 */
export function analyseCumulativeIncidence(
  inputs: RunInputs,
  analysis: Incidence,
  endpoint: TimeToEvent,
): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const everybody = endpoint.patients;
  const settings = settingsOf(analysis, endpoint);
  const statistics = new StatisticRows(analysis.id, inputs.durationDecimals);
  const rows: ResultRow[] = [];
  const noted = withoutCompetingNote(endpoint);
  const notes: ResultNote[] = [...notAtRiskNotes(endpoint), ...noted.notes];
  if (everybody.length > 0 && !endpoint.competing.includes(1)) notes.push(NOTHING_COMPETED);
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);

  for (const part of parts) {
    const subjects = competingSubjects(endpoint, part.set);
    const curves = incidenceOf(subjects, settings);
    const writer: Writer = { statistics, part, subjects, curves, settings };
    writeCounts(writer, asked);
    for (const time of settings.allTimes) writeTime(writer, time);
    writePersonTime({ statistics, part, subjects, curve: curveOf(subjects, settings), settings });
    const isDrawn = analysis.by === undefined || part.column !== undefined;
    if (!isDrawn) continue;
    const free = freeOfAny(subjects);
    const tail = greyTail(curveOf(free, settings), free, settings.greyBeyond);
    const hasEvents = endedBy(subjects, EVER, 1).length > 0;
    const place = { name: 'greyFrom', column: part.column, denominator: part.set };
    const whyNull = hasEvents ? 'notReached' : 'tooFewEvents';
    statistics.duration(`${part.prefix}greyFrom`, place, hasEvents ? tail.from : null, settings.unit, whyNull);
    if (writeSteps(writer) > STEPS_GIVEN) notes.push(stepsCutNote(STEPS_GIVEN));
    for (const row of curveRows(writer, tail)) rows.push(row);
    const { findings } = guardSurvival({ ...subjects.followUp, cause: subjects.cause }).curve;
    notes.push(...riskSetNotes(curveName(inputs.study, analysis, part.column), findings));
  }
  if (grouping) {
    const { ungrouped, variable } = grouping;
    statistics.count(`${variable.id}.missing`, { row: variable.id, numerator: ungrouped, denominator: everybody });
  }
  const isTested = analysis.test === 'gray' && grouping !== null;
  if (isTested) notes.push(...writeGray(statistics, endpoint, parts.slice(1)));
  const members = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: members, denominator: asked });
  writeNoted(statistics, noted, asked);
  const bounds = endpoint.event.includes(1) ? [] : [REFERENCES.clopperPearson, REFERENCES.poisson];
  const method = {
    name: 'Aalen-Johansen',
    variant: `infinitesimal jackknife variance, ${settings.confidence} limits${isTested ? '; Gray’s test' : ''}`,
    reference: [REFERENCES.aalenJohansen, ...(isTested ? [REFERENCES.gray] : []), ...bounds].join('; '),
  };
  return assembleResult(inputs, analysis, method, optionsOf(analysis, endpoint, settings), statistics, notes, rows);
}

function settingsOf(analysis: Incidence, endpoint: TimeToEvent): CurveSettings {
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const times = sortedTimes(analysis.times ?? []);
  const longest = endpoint.timeDays.reduce((a, b) => Math.max(a, b), 0);
  const axis = analysis.axis ?? usualAxis(longest, times, unit);
  return {
    confidence: analysis.confidence ?? 'log-log',
    level: analysis.level ?? DEFAULT_LEVEL,
    times,
    allTimes: sortedTimes([...times, ...ticksOf(axis)]),
    unit,
    axis,
    greyBeyond: analysis.greyBeyond ?? DEFAULT_GREY_BEYOND,
  };
}

function optionsOf(analysis: Incidence, endpoint: TimeToEvent, settings: CurveSettings): Record<string, Json> {
  return {
    endpoint: analysis.endpoint,
    by: analysis.by ?? null,
    confidence: settings.confidence,
    level: settings.level,
    variance: 'infinitesimal jackknife',
    times: [...settings.times],
    timeUnit: settings.unit,
    daysPerUnit: DAYS_PER_UNIT[settings.unit],
    axis: { step: settings.axis.step, maximum: settings.axis.maximum },
    greyBeyond: settings.greyBeyond,
    test: analysis.test ?? 'none',
    partialDates: endpoint.rule,
  };
}

const EVER = Number.POSITIVE_INFINITY;

function writeCounts({ statistics, part, subjects }: Writer, asked: PatientSet): void {
  const { prefix, column, set } = part;
  statistics.count(`${prefix}n`, { column, numerator: set, denominator: asked });
  const counted = [
    ['events', 1],
    ['competing', 2],
    ['censored', 0],
  ] as const;
  for (const [name, ending] of counted) {
    const deciding = ending === 0 ? [] : recordsOf(subjects, 0, EVER, ending);
    const numerator = endedBy(subjects, EVER, ending);
    statistics.count(`${prefix}${name}`, { name, column, numerator, denominator: set, deciding });
  }
}

/** The curves on a day: null where nobody was observed for so long, limits also where there is nothing to be unsure of. */
function readIncidence(curves: CumulativeIncidence, day: number) {
  const point = cumulativeIncidenceAt(curves, day);
  const last = curves.time.at(-1);
  const isBeyond = last === undefined || (day > last && point.eventFree.probability > 0);
  const of = (cause: 0 | 1) => {
    const state = point.incidence[cause];
    if (isBeyond || !state) return { estimate: null, standardError: null, lower: null, upper: null };
    const isOpen = state.probability > 0 && state.probability < 1;
    return {
      estimate: state.probability,
      standardError: isOpen ? state.standardError : null,
      lower: isOpen ? state.lower : null,
      upper: isOpen ? state.upper : null,
    };
  };
  return { isBeyond, event: of(0), competing: of(1) };
}

function writeTime({ statistics, part, subjects, curves, settings }: Writer, time: number): void {
  const { prefix, column, set } = part;
  const at = `@${time}${TIME_SUFFIX[settings.unit]}`;
  const day = time * DAYS_PER_UNIT[settings.unit];
  const place = { row: at, column, at: { value: time, unit: settings.unit }, denominator: set };
  const byThen = { event: endedBy(subjects, day, 1), competing: endedBy(subjects, day, 2) };
  if (settings.times.includes(time)) {
    const read = readIncidence(curves, day);
    const estimates = [
      ['cumulativeIncidence', 'event'],
      ['competingIncidence', 'competing'],
    ] as const;
    for (const [name, which] of estimates) {
      const { estimate, lower, upper, standardError } = read[which];
      const own = { ...place, numerator: byThen[which] };
      statistics.probability(`${prefix}${name}${at}`, { name, ...own }, estimate);
      statistics.probability(`${prefix}${name}${at}.lower`, { name: `${name}.lower`, ...own }, lower);
      statistics.probability(`${prefix}${name}${at}.upper`, { name: `${name}.upper`, ...own }, upper);
      if (which === 'event') {
        const error = { name: 'standardError', ...own };
        statistics.decimal(`${prefix}standardError${at}`, error, standardError, 'probability', 3);
      }
    }
    const naive = read.isBeyond ? null : 1 - survivalAt(curveOf(subjects, settings), day).survival;
    const name = 'oneMinusKaplanMeier';
    statistics.probability(`${prefix}${name}${at}`, { name, ...place, numerator: byThen.event }, naive);
  }
  const count = (name: string, numerator: PatientSet) =>
    statistics.count(`${prefix}${name}${at}`, { name, ...place, numerator });
  count('atRisk', atRiskOn(subjects, day));
  count('cumulativeEvents', byThen.event);
  count('cumulativeCompeting', byThen.competing);
  count('cumulativeCensored', endedBy(subjects, day, 0));
}

/** Numbers at each day with the event or what competes, at most `STEPS_GIVEN`. @returns how many there are */
function writeSteps({ statistics, part, subjects, curves, settings }: Writer): number {
  const { prefix, column, set } = part;
  let step = 0;
  for (let row = 0; row < curves.time.length; row += 1) {
    const [events = 0, competing = 0] = curves.events.map((column) => column[row] as number);
    if (events + competing === 0) continue;
    step += 1;
    if (step > STEPS_GIVEN) continue;
    const day = curves.time[row] as number;
    const name = `${prefix}step.${step}`;
    const atRisk = atRiskOn(subjects, day);
    const place = { row: `step.${step}`, column, at: { value: day, unit: 'day' as const } };
    const onDay = (ending: 1 | 2) => {
      const numerator = endedOn(subjects, day, ending);
      return { ...place, numerator, denominator: atRisk, deciding: recordsOf(subjects, day, day, ending) };
    };
    const [happened, competed] = [onDay(1), onDay(2)];
    const { event } = readIncidence(curves, day);
    const estimate = { ...place, numerator: endedBy(subjects, day, 1), denominator: set };
    const when = { ...place, denominator: atRisk, numerator: events > 0 ? happened.numerator : competed.numerator };
    statistics.duration(`${name}.time`, { name: 'step.time', ...when }, day, settings.unit);
    statistics.count(`${name}.atRisk`, { name: 'step.atRisk', ...place, numerator: atRisk, denominator: set });
    statistics.count(`${name}.events`, { name: 'step.events', ...happened });
    statistics.count(`${name}.competing`, { name: 'step.competing', ...competed });
    statistics.probability(`${name}.incidence`, { name: 'step.incidence', ...estimate }, event.estimate);
    statistics.probability(`${name}.lower`, { name: 'step.lower', ...estimate }, event.lower);
    statistics.probability(`${name}.upper`, { name: 'step.upper', ...estimate }, event.upper);
  }
  return step;
}

/** Every day on which somebody left, in order, and day 0; limits are null where the incidence is 0 or 1. */
function curveRows({ curves, part, subjects }: Writer, tail: { start: boolean; after: boolean[] }): ResultRow[] {
  const group = part.column ?? null;
  const rows: ResultRow[] = [];
  const file = (value: number | null) => (value === null ? null : numberToFile(value));
  if (curves.time.length > 0 && curves.time[0] !== 0) {
    const none = {
      events: 0,
      competing: 0,
      censored: 0,
      incidence: 0,
      lower: null,
      upper: null,
      competingIncidence: 0,
    };
    rows.push({ cells: { group, time: 0, atRisk: atRiskOn(subjects, 0).length, ...none, grey: tail.start } });
  }
  for (let row = 0; row < curves.time.length; row += 1) {
    const time = curves.time[row] as number;
    const { event, competing } = readIncidence(curves, time);
    rows.push({
      cells: {
        group,
        time,
        atRisk: curves.atRisk[row] as number,
        events: curves.events[0]?.[row] ?? 0,
        competing: curves.events[1]?.[row] ?? 0,
        censored: curves.censored[row] as number,
        incidence: file(event.estimate),
        lower: file(event.lower),
        upper: file(event.upper),
        competingIncidence: file(competing.estimate),
        grey: tail.after[row] as boolean,
      },
    });
  }
  return rows;
}

/** Gray's test of the groups that have anybody. */
function writeGray(statistics: StatisticRows, endpoint: TimeToEvent, groups: readonly Part[]): ResultNote[] {
  const used = groups.filter(({ set }) => set.length > 0);
  const members = endpoint.patients.filter((patient) => used.some(({ set }) => set.includes(patient)));
  const subjects = competingSubjects(endpoint, members);
  const isLate = subjects.followUp.entry?.some((day) => day > 0) ?? false;
  const code = Uint32Array.from(subjects.patients, (patient) => used.findIndex(({ set }) => set.includes(patient)));
  const test =
    used.length < 2 || isLate
      ? null
      : grayTest({ exit: subjects.followUp.exit, cause: subjects.cause }, { code, count: used.length });
  const place = { denominator: members, numerator: endedBy(subjects, EVER, 1) };
  statistics.decimal('statistic', { name: 'statistic', ...place }, test?.chiSquare ?? null, '1', 2);
  const degrees = test?.chiSquare == null ? null : test.degreesOfFreedom;
  statistics.decimal('degreesOfFreedom', { name: 'degreesOfFreedom', ...place }, degrees, '1', 0);
  statistics.pValue('pValue', { name: 'pValue', ...place }, test?.pValue ?? null);
  return isLate ? [LATE_ENTRY] : [];
}

const NOTHING_COMPETED: ResultNote = {
  code: 'incidence.nothingCompeted',
  severity: 'info',
  text: {
    en: 'Nobody had a competing event, so the cumulative incidence equals one minus the Kaplan–Meier estimate, and one curve shows both.',
    'zh-CN': '无患者发生竞争事件，故累积发生率等于 1 减去 Kaplan–Meier 估计值，仅以一条曲线表示。',
  },
};

const LATE_ENTRY: ResultNote = {
  code: 'incidence.lateEntry',
  severity: 'warning',
  text: {
    en: 'Gray’s test takes everybody as observed from time zero; some are observed only later, so it is not made.',
    'zh-CN': 'Gray 检验要求所有患者自起点起即被观察；部分患者为延迟进入，故未作该检验。',
  },
};
