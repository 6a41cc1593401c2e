import { InputError, numberToFile, type Words, words } from '@casewright/core/model';
import type { StudyRun } from '@casewright/core/run';
import { type PageAssets, renderHtml } from '../render/index.ts';
import { csvText } from './csv-text.ts';
import { TextPieces } from './text-pieces.ts';

/** One file of a report: its path below the report's folder, with forward slashes, and its text, whole or in pieces, or its bytes. */
export type ReportFile = { readonly path: string; readonly text: string | TextPieces | Uint8Array };

/** What a report is printed as. */
export type ReportFormat = 'html' | 'docx';

/** A run that has a report. */
type SoundRun = StudyRun & { document: NonNullable<StudyRun['document']> };

/** The report of a run as one HTML page. */
export function reportPage(run: SoundRun, assets: PageAssets): string {
  return renderHtml(run.document, run.cards, run.patients, assets);
}

/**
 * The report of a run as one Word file. What makes it is loaded when it is first asked for.
 * @returns the file, and why its figures have no pictures in points; null when they have them
 */
export async function reportInWord(run: SoundRun): Promise<{ file: ReportFile; withoutPoints: Words | null }> {
  const { findRasterizer, renderWord } = await import('../word/index.ts');
  const found = findRasterizer(run.document.language);
  const draw = 'draw' in found ? found.draw : null;
  const text = renderWord(run.document, run.results, run.cards, draw);
  return { file: { path: 'report.docx', text }, withoutPoints: 'missing' in found ? found.missing : null };
}

/**
 * Every file of a run's report, in the order of writing. The same run gives the same bytes.
 * @param printed - the report itself, in the formats that were asked for
 * @throws InputError `report.fileName` when two files would have one name, or a name that could leave the folder
 */
export function reportFiles(run: SoundRun, printed: readonly ReportFile[]): ReportFile[] {
  const files: ReportFile[] = [
    ...printed,
    { path: 'results.json', text: new TextPieces(() => resultsText(run)) },
    ...run.figures.map(({ id, svg }) => ({ path: `figures/${id}.svg`, text: `${svg}\n` })),
    ...run.tables.map(({ id, columns, rows }) => ({ path: `tables/${id}.csv`, text: csvText(columns, rows) })),
  ];
  refuseClashes(files);
  return files;
}

/** The results as a file, one after the other. */
function* resultsText({ notice, results }: SoundRun): Generator<string> {
  const head = JSON.stringify({ schema: 'casewright.results/1', notice, results: [] }, null, 2);
  if (results.length === 0) return yield `${head}\n`;
  yield `${head.slice(0, -'[]\n}'.length)}[\n`;
  for (const [place, result] of results.entries()) {
    const text = JSON.stringify([[numbersToFile(result)]], null, 2); // as deep as it stands in the file
    yield `${place === 0 ? '' : ',\n'}${text.slice('[\n  [\n'.length, -'\n  ]\n]'.length)}`;
  }
  yield '\n  ]\n}\n';
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

/** Names are compared without regard to case, because the file systems of Windows and macOS do. */
function refuseClashes(files: readonly ReportFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    const name = path.toLowerCase();
    if (!/^([a-z]+\/)?[a-z0-9][a-z0-9._-]*$/.test(name) || seen.has(name)) {
      throw new InputError(
        'report.fileName',
        words(
          `Each table and figure needs a file name of its own. "${path}" is taken or cannot be one. Give the analysis another id.`,
          `每个表和图须有各自的文件名。“${path}”已被占用，或不能用作文件名。请为该分析更换编号。`,
        ),
        path,
      );
    }
    seen.add(name);
  }
}
