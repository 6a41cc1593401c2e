import { type AnalysisResult, numberToFile } from '@casewright/core/model';
import type { StudyRun } from '@casewright/core/run';

/** Sets of more patients than these make a result long; a shorter one is written as a whole. */
const LONG_SET = 200;
/** Entries of a long list that are written at once. */
const TOGETHER = 50;

/**
 * The results as a file, one after the other, and those of thousands of patients a few numbers at a time: the whole text
 * would be long, and so would that of one result.
 */
export function* resultsText({ notice, results }: Pick<StudyRun, 'notice' | 'results'>): Generator<string> {
  const head = JSON.stringify({ schema: 'casewright.results/1', notice, results: [] }, null, 2);
  if (results.length === 0) return yield `${head}\n`;
  yield `${head.slice(0, -'[]\n}'.length)}[\n`;
  for (const [place, result] of results.entries()) {
    if (place > 0) yield ',\n';
    if (isLong(result)) yield* longResult(result);
    else yield indented(numbersToFile(result), 2);
  }
  yield '\n  ]\n}\n';
}

function isLong({ recordSets }: AnalysisResult): boolean {
  return recordSets !== undefined && Object.values(recordSets).some(({ length }) => length > LONG_SET);
}

/** As `indented` writes the result, in pieces. */
function* longResult(result: AnalysisResult): Generator<string> {
  let before = '    {\n';
  for (const [name, value] of Object.entries(result)) {
    if (value === undefined) continue;
    yield `${before}      ${JSON.stringify(name)}: `;
    yield* longValue(value);
    before = ',\n';
  }
  yield '\n    }';
}

function* longValue(value: unknown): Generator<string> {
  const isList = Array.isArray(value);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return yield JSON.stringify(value);
  yield isList ? '[\n' : '{\n';
  for (let from = 0; from < entries.length; from += isList ? TOGETHER : 1) {
    if (from > 0) yield ',\n';
    yield isList ? itemsText(value.slice(from, from + TOGETHER)) : memberText(entries[from] as [string, unknown]);
  }
  yield isList ? '\n      ]' : '\n      }';
}

function itemsText(items: readonly unknown[]): string {
  return indented(numbersToFile(items), 3).slice('      [\n'.length, -'\n      ]'.length);
}

function memberText([name, value]: readonly [string, unknown]): string {
  return indented(numbersToFile({ [name]: value }), 3).slice('      {\n'.length, -'\n      }'.length);
}

/** JSON as it stands in the file that many lists deep. */
function indented(value: unknown, depth: number): string {
  const text = JSON.stringify(
    Array.from({ length: depth }).reduce((inner) => [inner], value),
    null,
    2,
  );
  let [head, tail] = [0, 0];
  for (let around = 0; around < depth; around += 1) {
    head += 2 * around + '[\n'.length;
    tail += 2 * around + '\n]'.length;
  }
  return text.slice(head, -tail);
}

/** Data with every number as files hold it; what holds none to round is the same object. */
function numbersToFile<Data>(value: Data): Data;
function numbersToFile(value: unknown): unknown {
  if (typeof value === 'number') return numberToFile(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (typeof value[0] === 'string' && value.every((one) => typeof one === 'string')) return value; // a set of patients
    let copy: unknown[] | null = null;
    for (let index = 0; index < value.length; index += 1) {
      const written = numbersToFile(value[index]);
      if (Object.is(written, value[index])) continue;
      copy ??= [...value];
      copy[index] = written;
    }
    return copy ?? value;
  }
  let copy: Record<string, unknown> | null = null;
  for (const name of Object.keys(value)) {
    const held = (value as Record<string, unknown>)[name];
    if (typeof held === 'string') continue;
    const written = numbersToFile(held);
    if (Object.is(written, held)) continue;
    copy ??= { ...value };
    copy[name] = written;
  }
  return copy ?? value;
}
