import {
  type AnalysisResult,
  type Cell,
  DAYS_PER_MONTH,
  numberToFile,
  type ResultNote,
  type ResultRow,
  type Statistic,
} from '../model/index.ts';

/**
 * A result as a public audience may have it: without sets of patients, without what decided a number, without rows that
 * name a patient and without the steps of a curve, whose times are patients' times. What is drawn keeps its shape, its
 * times rounded to whole months; values that are single patients' values (medians, ranges) keep the digits that are printed.
 */
export function publicResult(result: AnalysisResult): AnalysisResult {
  const { recordSets, rows, ...kept } = result;
  const isShared = withoutPatients(result.notes, Object.values(recordSets ?? {}));
  const publicRows = rows === undefined ? undefined : coarsenedRows(rows.filter((row) => row.patient === undefined));
  return {
    ...kept,
    statistics: result.statistics.filter((statistic) => !isOfOnePatient(statistic)).map(publicStatistic),
    ...(publicRows === undefined ? {} : { rows: publicRows }),
    notes: result.notes.filter(isShared),
  };
}

/** A number of one patient: at a step of a curve, of a bar of a swimmer plot, of a course of a timeline. */
function isOfOnePatient(statistic: Statistic): boolean {
  return /\.(?:step|lane|course)\.\d+\./.test(statistic.id);
}

function publicStatistic(statistic: Statistic): Statistic {
  const { numerator: _numerator, denominator: _denominator, deciding: _deciding, ...kept } = statistic;
  if (statistic.value === null || ['count', 'probability', 'ratio'].includes(statistic.unit)) return kept;
  return { ...kept, value: asPrinted(statistic.value, statistic.printed.en) };
}

/** The value with the digits that a reader sees. */
function asPrinted(value: number, printed: string): number {
  const read = Number(printed.replaceAll(',', '').replace('−', '-'));
  return Number.isFinite(read) ? read : Number(value.toPrecision(3));
}

/** Rows with a time in days, those of one month and group made one: what happened in it, and where the curve stands after it. */
function coarsenedRows(rows: readonly ResultRow[]): ResultRow[] {
  const coarse: ResultRow[] = [];
  const byMonth = new Map<string, ResultRow>();
  for (const row of rows) {
    const time = row.cells['time'];
    if (typeof time !== 'number') {
      coarse.push(row);
      continue;
    }
    const month = Math.round(time / DAYS_PER_MONTH);
    const key = `${String(row.cells['group'])}@${month}`;
    const before = byMonth.get(key);
    const cells: Record<string, Cell> = { ...row.cells, time: numberToFile(month * DAYS_PER_MONTH) };
    if (before) {
      for (const name of ['events', 'competing', 'censored']) {
        if (name in cells) cells[name] = sum(before.cells[name], cells[name]);
      }
      cells['atRisk'] = before.cells['atRisk'] ?? null;
      before.cells = cells;
    } else {
      const made = { cells };
      byMonth.set(key, made);
      coarse.push(made);
    }
  }
  return coarse;
}

function sum(a: Cell | undefined, b: Cell | undefined): Cell {
  return (typeof a === 'number' ? a : 0) + (typeof b === 'number' ? b : 0);
}

/**
 * Whether a note names none of the patients. Ids of digits alone may be counts and are not looked for. The parts of the
 * notes' texts are asked for each id, since of notes there are few and of patients there may be many.
 */
function withoutPatients(
  notes: readonly ResultNote[],
  sets: readonly (readonly string[])[],
): (note: ResultNote) => boolean {
  if (notes.length === 0) return () => true;
  const lengths = new Set<number>();
  const beginnings = new Set<string>();
  for (const set of sets) {
    for (const patient of set) {
      if (!/[^\d]/.test(patient)) continue;
      lengths.add(patient.length);
      beginnings.add(patient[0] as string);
    }
  }
  if (lengths.size === 0) return () => true;
  const parts = new Map<string, Set<ResultNote>>();
  for (const note of notes) {
    for (const text of [note.text.en, note.text['zh-CN'] ?? '']) {
      for (let from = 0; from < text.length; from += 1) {
        if (!beginnings.has(text[from] as string)) continue;
        for (const length of lengths) {
          const part = text.slice(from, from + length);
          const of = parts.get(part);
          if (of) of.add(note);
          else parts.set(part, new Set([note]));
        }
      }
    }
  }
  const named = new Set<ResultNote>();
  for (const set of sets) {
    for (const patient of set) {
      const of = parts.get(patient);
      if (of) for (const note of of) named.add(note);
    }
  }
  return (note) => !named.has(note);
}
