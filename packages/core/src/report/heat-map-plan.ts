import type { AnalysisResult, Cell } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { codeText, itemCodes } from './form-words.ts';
import { markersShown } from './marker-table.ts';
import { missingWords } from './vocabulary.ts';
import { say, type Writing } from './writing.ts';

type HeatMap = AnalysisOfKind<'heatMap'>;

/** What a cell shows; the last four have no result. */
export type CellState = 'positive' | 'equivocal' | 'negative' | 'notDone' | 'notReported' | 'other' | 'noRow';

export type HeatCell = {
  readonly marker: string;
  readonly state: CellState;
  /** code of the extent, and the intensity as it is printed; null where there is none */
  readonly extent: string | null;
  readonly intensity: string | null;
};

/** The cells of one patient; the patient is named for the team only. */
export type HeatLane = { readonly patient: string | undefined; readonly cells: readonly HeatCell[] };

export type HeatPlan = {
  readonly markers: readonly { code: string; text: string }[];
  readonly absent: readonly string[];
  readonly lanes: readonly HeatLane[];
  /** patients without a row of their own, because more than a page holds would have one */
  readonly beyond: number;
  /** the letter by which a cell tells an extent, by its code */
  readonly letters: ReadonlyMap<string, string>;
};

/** As many rows as stand on a page. */
const LANES_DRAWN = 100;

/**
 * The cells of a map as its audience may have them, lane by lane. Of more than a page holds, lanes at equal distances
 * stand for all: they are ordered by what they show, so each pattern keeps its share.
 */
export function heatPlan(w: Writing, result: AnalysisResult, analysis: HeatMap): HeatPlan {
  const { shown: markers, absent } = markersShown(w, result, analysis);
  const wanted = w.audience === 'team' ? 'cell' : 'publicCell';
  const lanes = new Map<number, { patient: string | undefined; cells: Map<string, HeatCell> }>();
  for (const { cells, patient } of result.rows ?? []) {
    const { lane, marker } = cells;
    if (cells['shown'] !== wanted || typeof lane !== 'number' || typeof marker !== 'string') continue;
    const own = lanes.get(lane) ?? { patient, cells: new Map() };
    own.cells.set(marker, {
      marker,
      state: stateOf(cells),
      extent: typeof cells['extent'] === 'string' ? cells['extent'] : null,
      intensity: cells['intensity'] === null ? null : intensityText(w, analysis, cells['intensity']),
    });
    lanes.set(lane, own);
  }
  const ordered = [...lanes].sort(([a], [b]) => a - b).map(([, lane]) => lane);
  const drawn = spread(ordered, LANES_DRAWN);
  return {
    markers,
    absent,
    lanes: drawn.map(({ patient, cells }) => ({
      patient,
      cells: markers.flatMap(({ code }) => cells.get(code) ?? []),
    })),
    beyond: ordered.length - drawn.length,
    letters: lettersOf(w, analysis),
  };
}

/** All, or as many at equal distances, each from the middle of its share. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / most)] as T);
}

function stateOf(cells: Readonly<Record<string, Cell>>): CellState {
  const { outcome, missing } = cells;
  if (outcome === 'positive' || outcome === 'equivocal' || outcome === 'negative') return outcome;
  if (missing === null || missing === undefined) return 'noRow';
  return missing === 'notDone' || missing === 'notReported' ? missing : 'other';
}

function intensityText(w: Writing, analysis: HeatMap, intensity: Cell | undefined): string | null {
  if (intensity === undefined || intensity === null) return null;
  if (typeof intensity === 'number') return `${intensity}+`;
  return analysis.intensity === undefined ? null : codeText(w, analysis.form, analysis.intensity, String(intensity));
}

/** The first letters of each extent that tell it from the others, in capitals where the script has them. */
function lettersOf(w: Writing, analysis: HeatMap): Map<string, string> {
  if (analysis.extent === undefined) return new Map();
  const codes = itemCodes(w, analysis.form, analysis.extent);
  for (let length = 1; length < 4; length += 1) {
    const letters = codes.map(({ text }) => [...text].slice(0, length).join(''));
    if (new Set(letters).size === codes.length)
      return new Map(codes.map(({ code }, index) => [code, letters[index] ?? code]));
  }
  return new Map(codes.map(({ code }, index) => [code, String(index + 1)]));
}

/** What a state is called, in the legend and wherever a cell is put into words. */
export function stateWords(w: Writing, state: CellState): string {
  switch (state) {
    case 'positive':
      return say(w, 'positive', '阳性');
    case 'equivocal':
      return say(w, 'equivocal', '不确定');
    case 'negative':
      return say(w, 'negative', '阴性');
    case 'notDone':
    case 'notReported':
      return missingWords(w, state);
    case 'other':
      return say(w, 'no result for another reason', '其他原因无结果');
    case 'noRow':
      return say(w, 'no row', '无记录');
  }
}

/** 'positive, diffuse, 3+' */
export function cellWords(w: Writing, analysis: HeatMap, cell: HeatCell): string {
  const extent =
    cell.extent === null || analysis.extent === undefined
      ? []
      : [lowered(codeText(w, analysis.form, analysis.extent, cell.extent))];
  const intensity = cell.intensity === null ? [] : [cell.intensity];
  return [stateWords(w, cell.state), ...extent, ...intensity].join(say(w, ', ', '，'));
}

function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}
