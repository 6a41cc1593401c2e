import { type AnalysisResult, type Cell, missingInCell, type ResultRow, type TimeUnit } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { cellWithUnit, isMissingCell, kindOfItem } from './cell-words.ts';
import { itemLabel } from './form-words.ts';
import { unitOf } from './lane-plan.ts';
import { clause, small } from './vocabulary.ts';
import { has, label, printedText, say, type Writing } from './writing.ts';

/** The courses of a timeline as the team reads them: what happened, when, and what is told of it. */
export type TimelinePlan = {
  readonly unit: TimeUnit;
  readonly sources: readonly { readonly id: string; readonly label: string }[];
  readonly courses: readonly Course[];
};

export type Course = { readonly patient: string; readonly entries: readonly CourseEntry[] };

export type CourseEntry = {
  readonly source: number;
  /** days from day zero; `until` null where it did not last, or where nobody knows or it went on */
  readonly at: number;
  readonly until: number | null;
  readonly open: 'goingOn' | 'unknown' | null;
  readonly isRough: boolean;
  readonly time: string;
  readonly untilTime: string | null;
  /** 'Operation' */
  readonly what: string;
  /** 'margin: R0; duration: 60 min', '' where nothing is told */
  readonly told: string;
};

export function timelinePlan(w: Writing, result: AnalysisResult, analysis: AnalysisOfKind<'timeline'>): TimelinePlan {
  const courses = new Map<string, CourseEntry[]>();
  for (const row of result.rows ?? []) {
    if (row.patient === undefined) continue;
    const entry = entryOf(w, result, analysis, row);
    courses.set(row.patient, [...(courses.get(row.patient) ?? []), entry]);
  }
  return {
    unit: unitOf(result),
    sources: analysis.sources.map(({ id, label: words }) => ({ id, label: clause(label(w, words)) })),
    courses: [...courses].map(([patient, entries]) => ({ patient, entries })),
  };
}

function entryOf(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'timeline'>,
  { cells }: ResultRow,
): CourseEntry {
  const source = analysis.sources.findIndex(({ id }) => id === cells['source']);
  const declared = analysis.sources[source];
  const id = `${result.id}.course.${String(cells['course'])}.event.${String(cells['event'])}`;
  const open = cells['open'];
  return {
    source,
    at: numeric(cells['at']) ?? 0,
    until: numeric(cells['until']),
    open: open === 'goingOn' || open === 'unknown' ? open : null,
    isRough: cells['precision'] !== 'day',
    time: `${id}.time`,
    untilTime: has(w, `${id}.until`) ? `${id}.until` : null,
    what: declared ? clause(label(w, declared.label)) : String(cells['source']),
    told: (declared?.items ?? [])
      .filter((item) => !doesNotApply(cells[`item.${item}`]))
      .map((item, index) => toldOf(w, declared?.form ?? '', item, cells[`item.${item}`], index === 0))
      .join(say(w, '; ', '；')),
  };
}

function doesNotApply(cell: Cell | undefined): boolean {
  return missingInCell(cell)?.every((reason) => reason === 'notApplicable') ?? false;
}

/** 'margin: R0', or 'margin not reported': what is missing is said. A code or text that comes first needs no name. */
function toldOf(w: Writing, form: string, item: string, cell: Cell | undefined, isFirst: boolean): string {
  const kind = kindOfItem(w, form, item);
  const name = small(itemLabel(w, form, item));
  const written = cellWithUnit(w, kind, cell);
  const words = kind.type === 'text' ? written : small(written);
  if (isMissingCell(cell)) return say(w, `${name} ${words}`, `${name}${words}`);
  if (isFirst && (kind.type === 'code' || kind.type === 'text')) return words;
  return say(w, `${name}: ${words}`, `${name}：${words}`);
}

/** How a time stands before its words: 'about 11.3', '11.3 to 17.3', '17.7, goes on'. */
export function timeWords(w: Writing, entry: CourseEntry): string {
  const printed = (id: string) => {
    const found = w.statistics.get(id)?.statistic;
    return found ? printedText(w, found) : '–';
  };
  return `${about(w, entry)}${printed(entry.time)}${entry.untilTime === null ? '' : `${say(w, ' to ', ' 至 ')}${printed(entry.untilTime)}`}`;
}

export function about(w: Writing, { isRough }: CourseEntry): string {
  return isRough ? say(w, 'about ', '约 ') : '';
}

/** What stands after the words of something that lasts and has no end, or has a rough date. */
export function openWords(w: Writing, { open }: CourseEntry): string {
  if (open === 'goingOn') return say(w, 'goes on', '持续中');
  return open === 'unknown' ? say(w, 'end not recorded', '结束时间未记录') : '';
}

function numeric(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
