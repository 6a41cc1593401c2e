import {
  type AnalysisResult,
  type Cell,
  DAYS_PER_MONTH,
  DAYS_PER_WEEK,
  DAYS_PER_YEAR,
  missingInCell,
  type ResultRow,
  type TimeUnit,
} from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { clause, small } from './vocabulary.ts';
import { endpointOf, has, label, say, type Writing } from './writing.ts';

/** The bars of a swimmer plot as its audience may see them; all times in days from time zero. */
export type LanePlan = {
  readonly unit: TimeUnit;
  readonly daysPerUnit: number;
  /** in the unit */
  readonly axis: { readonly minimum: number; readonly step: number; readonly maximum: number };
  readonly sources: readonly LaneSource[];
  readonly lanes: readonly Lane[];
};

export type LaneSource = { readonly id: string; readonly label: string; readonly lasts: boolean };

export type Lane = {
  readonly place: number;
  /** null for the public */
  readonly patient: string | null;
  readonly entry: number;
  readonly end: number;
  readonly event: number | null;
  readonly endedByEvent: boolean;
  readonly status: Cell;
  readonly marks: readonly LaneMark[];
  /** statistics of the end and of the event; null for the public, whose bars have no numbers */
  readonly endNumber: string | null;
  readonly eventNumber: string | null;
};

export type LaneMark = {
  readonly source: number;
  readonly at: number;
  readonly until: number | null;
  /** why something that lasts has no end: it goes on, or nobody wrote it down */
  readonly open: 'goingOn' | 'unknown' | null;
  readonly atNumber: string | null;
  readonly untilNumber: string | null;
};

/** Whether a plot is of so many patients that it has their course together, and no bars. */
export function isCourse(result: AnalysisResult): boolean {
  return (result.rows ?? []).some(({ cells }) => cells['shown'] === 'course');
}

export function lanePlan(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'swimmer'>): LanePlan {
  const isTeam = w.audience === 'team';
  const names = isTeam ? { bar: 'bar', mark: 'mark' } : { bar: 'publicBar', mark: 'publicMark' };
  // for the public times are whole months, for the team days
  const days = isTeam ? 1 : DAYS_PER_MONTH;
  const sources = (analysis.lanes ?? []).map(({ id, label: words, until }) => ({
    id,
    label: clause(label(w, words)),
    lasts: until !== undefined,
  }));
  const rows = result.rows ?? [];
  const marks = new Map<number, LaneMark[]>();
  for (const row of rows.filter(({ cells }) => cells['shown'] === names.mark)) {
    const lane = numeric(row.cells['lane']) ?? 0;
    marks.set(lane, [...(marks.get(lane) ?? []), markOf(w, result, row, sources, days)]);
  }
  const bars = rows.filter(({ cells }) => cells['shown'] === names.bar);
  const lanes = bars.map((row): Lane => {
    const { cells, patient } = row;
    const place = numeric(cells['lane']) ?? 0;
    const event = numeric(cells['event']);
    return {
      place,
      patient: patient ?? null,
      entry: (numeric(cells['entry']) ?? 0) * days,
      end: (numeric(cells['end']) ?? 0) * days,
      event: event === null ? null : event * days,
      endedByEvent: cells['endedByEvent'] === true,
      status: cells['status'] ?? null,
      marks: marks.get(place) ?? [],
      endNumber: known(w, `${result.id}.lane.${place}.end`),
      eventNumber: known(w, `${result.id}.lane.${place}.event`),
    };
  });
  const unit = unitOf(result);
  return {
    unit,
    daysPerUnit: { day: 1, week: DAYS_PER_WEEK, month: DAYS_PER_MONTH, year: DAYS_PER_YEAR }[unit],
    axis: axisOf(result),
    sources,
    lanes,
  };
}

function markOf(
  w: Writing,
  result: AnalysisResult,
  { cells }: ResultRow,
  sources: readonly LaneSource[],
  days: number,
): LaneMark {
  const until = numeric(cells['until']);
  const id = `${result.id}.lane.${String(cells['lane'])}.mark.${String(cells['mark'])}`;
  const open = cells['open'];
  return {
    source: sources.findIndex((source) => source.id === cells['source']),
    at: (numeric(cells['at']) ?? 0) * days,
    until: until === null ? null : until * days,
    open: open === 'goingOn' || open === 'unknown' ? open : null,
    atNumber: known(w, `${id}.time`),
    untilNumber: known(w, `${id}.until`),
  };
}

function known(w: Writing, id: string): string | null {
  return has(w, id) ? id : null;
}

function numeric(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

export function unitOf(result: AnalysisResult): TimeUnit {
  const unit = result.inputs.options['timeUnit'];
  return unit === 'day' || unit === 'week' || unit === 'year' ? unit : 'month';
}

function axisOf(result: AnalysisResult): LanePlan['axis'] {
  const axis = result.inputs.options['axis'];
  if (axis === null || typeof axis !== 'object' || !('step' in axis)) return { minimum: 0, step: 12, maximum: 12 };
  return { minimum: Number(axis['minimum'] ?? 0), step: Number(axis.step), maximum: Number(axis['maximum']) };
}

/** What the event of a plot is called: by the endpoint, or by all that counts as one. */
export function eventWords(w: Writing, analysis: AnalysisOfKind<'swimmer'>): string {
  const endpoint = endpointOf(w, analysis.endpoint);
  if (!endpoint) return say(w, 'the event', '事件');
  if (endpoint.eventLabel) return small(clause(label(w, endpoint.eventLabel)));
  const sources = endpoint.events.map((source) => small(clause(label(w, source.label))));
  const [last = '', ...others] = [...sources].reverse();
  return others.length === 0 ? last : `${others.reverse().join(say(w, ', ', '、'))}${say(w, ' or ', '或')}${last}`;
}

/** What the end of a bar says: each status with its words, in the order of the codes, the missing last. */
export function statusesOf(
  w: Writing,
  analysis: AnalysisOfKind<'swimmer'>,
  lanes: readonly Lane[],
): { code: string | null; label: string }[] {
  const variable = analysis.status === undefined ? null : w.study.variable(analysis.status);
  if (!variable) return [];
  const shown = new Set(lanes.map(({ status }) => statusCode(status)));
  const codes: { code: string | null; label: string }[] =
    variable.type === 'boolean'
      ? [
          { code: 'yes', label: say(w, 'Yes', '是') },
          { code: 'no', label: say(w, 'No', '否') },
        ]
      : (variable.codes ?? []).map(({ code, label: words }) => ({ code, label: label(w, words) }));
  const missing = { code: null, label: say(w, 'not recorded', '未记录') };
  return [...codes, missing].filter(({ code }) => shown.has(code));
}

/** The code of a status; null where it is missing. */
export function statusCode(status: Cell): string | null {
  if (status === null || missingInCell(status)) return null;
  return typeof status === 'boolean' ? (status ? 'yes' : 'no') : String(status);
}
