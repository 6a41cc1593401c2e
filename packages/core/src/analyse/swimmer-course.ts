import { DAYS_PER_MONTH, type ResultRow, type TimeUnit } from '../model/index.ts';
import type { Happening } from './happenings.ts';
import type { PatientSet, StatisticRows } from './statistic-rows.ts';
import { type Axis, DAYS_PER_UNIT, TIME_SUFFIX } from './time-axis.ts';

/** What the course of many patients together needs of one of them; days count from time zero. */
export type CourseLane = {
  patient: string;
  zero: number;
  entry: number;
  end: number;
  event: number | null;
  happenings: readonly Happening[];
};

/** The most intervals that a course is drawn in. */
const INTERVALS = 72;
/** Parts of a step of the axis, the finest first. */
const PARTS = [12, 6, 4, 3, 2, 1] as const;

/**
 * The bars of more patients than a page can show one by one, all together: at each tick of the axis how many are
 * still followed (`at.T.followed`) and how many of them had the event by then (`at.T.eventBefore`), and from each tick to
 * the next how many have a mark of each source (`from.T.S`). `rows` are the same in finer intervals, of a month or longer,
 * with the marks themselves counted; they name no patient.
 *
 * @param lanes - in the order of their ids
 */
export function writeCourse(
  statistics: StatisticRows,
  lanes: readonly CourseLane[],
  sources: readonly string[],
  axis: Axis & { minimum: number },
  unit: TimeUnit,
): ResultRow[] {
  const daysPerUnit = DAYS_PER_UNIT[unit];
  const everybody = lanes.map(({ patient }) => patient);
  const first = Math.ceil(axis.minimum / axis.step);
  const last = Math.round(axis.maximum / axis.step);
  for (let tick = first; tick <= last; tick += 1) {
    const time = rounded(tick * axis.step);
    const day = time * daysPerUnit;
    const place = { row: `at.${time}`, at: { value: time, unit }, denominator: everybody };
    const suffix = `${time}${TIME_SUFFIX[unit]}`;
    if (time >= 0) {
      const followed = lanes.filter((lane) => isFollowed(lane, day));
      const had = followed.filter((lane) => hadEvent(lane, day));
      statistics.count(`at.${suffix}.followed`, { ...place, name: 'followed', numerator: patientsOf(followed) });
      const among = { ...place, denominator: patientsOf(followed) };
      statistics.count(`at.${suffix}.eventBefore`, { ...among, name: 'eventBefore', numerator: patientsOf(had) });
    }
    if (tick === last) continue;
    const until = (time + axis.step) * daysPerUnit;
    for (const source of sources) {
      const marked = lanes.filter((lane) => marksOf(lane, source, day, until) > 0);
      statistics.count(`from.${suffix}.${source}`, { ...place, name: 'marked', numerator: patientsOf(marked) });
    }
  }
  return intervals(lanes, sources, axis, unit);
}

function intervals(
  lanes: readonly CourseLane[],
  sources: readonly string[],
  axis: Axis & { minimum: number },
  unit: TimeUnit,
): ResultRow[] {
  const daysPerUnit = DAYS_PER_UNIT[unit];
  const width = axis.step / partsOf(axis, daysPerUnit);
  const from = Math.floor(axis.minimum / width);
  const to = Math.round(axis.maximum / width);
  return Array.from({ length: to - from }, (_, place): ResultRow => {
    const time = rounded((from + place) * width);
    const [day, until] = [time * daysPerUnit, rounded((from + place + 1) * width) * daysPerUnit];
    const followed = day < 0 ? [] : lanes.filter((lane) => isFollowed(lane, day));
    const counted = sources.map((source): [string, number] => [
      `mark.${source}`,
      lanes.reduce((sum, lane) => sum + marksOf(lane, source, day, until), 0),
    ]);
    return {
      cells: {
        shown: 'course',
        at: time,
        width: rounded(width),
        followed: followed.length,
        eventBefore: followed.filter((lane) => hadEvent(lane, day)).length,
        ...Object.fromEntries(counted),
      },
    };
  });
}

/** Into how many intervals a step of the axis is cut: as many as can be drawn, none shorter than a month. */
function partsOf({ minimum, step, maximum }: Axis & { minimum: number }, daysPerUnit: number): number {
  const fits = (parts: number) =>
    ((maximum - minimum) / step) * parts <= INTERVALS && (step * daysPerUnit) / parts >= Math.floor(DAYS_PER_MONTH);
  return PARTS.find(fits) ?? 1;
}

function isFollowed({ entry, end }: CourseLane, day: number): boolean {
  return entry <= day && day <= end;
}

function hadEvent({ event }: CourseLane, day: number): boolean {
  return event !== null && event <= day;
}

function marksOf({ happenings, zero }: CourseLane, source: string, from: number, until: number): number {
  let count = 0;
  for (const happening of happenings) {
    const day = happening.day - zero;
    if (happening.source === source && day >= from && day < until) count += 1;
  }
  return count;
}

function patientsOf(lanes: readonly CourseLane[]): PatientSet {
  return lanes.map(({ patient }) => patient);
}

/** Free of the dust of repeated addition. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
