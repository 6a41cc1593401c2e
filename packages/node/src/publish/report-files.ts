import { InputError, type Words, words } from '@casewright/core/model';
import type { StudyRun } from '@casewright/core/run';
import { type PageAssets, renderHtml } from '../render/index.ts';
import { csvText } from './csv-text.ts';
import { resultsText } from './results-text.ts';
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
