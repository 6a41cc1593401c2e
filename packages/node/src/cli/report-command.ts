import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '@casewright/core/model';
import { type Installation, PROGRAM, reportFiles, runStudyFolder, writeReportFiles } from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

export type ReportOptions = { out: string; format: string; lang: Language; audience: 'public' | 'team' };

const FORMATS = ['html'];
const PLANNED_FORMATS = ['docx', 'pdf'];

/** Builds the report of a study and writes its files. A study with errors has no report: they are printed instead. */
export async function reportCommand(
  folder: string,
  options: ReportOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  mustBeBuilt(options.format);
  await mustBeFolder(options.out);
  const run = await runStudyFolder(folder, { language: options.lang, audience: options.audience, program: PROGRAM });
  const { document } = run;
  if (document === null) {
    terminal.error(issueReport(run.issues, terminal));
    terminal.error('A study with errors has no report; nothing was written.\n');
    return EXIT.faultsFound;
  }
  const { written, removed, kept } = await writeReportFiles(
    options.out,
    reportFiles({ ...run, document }, installation.assets()),
  );
  const inOut = (file: string): string => path.join(options.out, file);
  terminal.out(written.map((file) => `wrote ${inOut(file)}\n`).join(''));
  for (const file of removed) terminal.out(`removed ${inOut(file)}, which an earlier report had left\n`);
  for (const file of kept) {
    terminal.error(
      `${inOut(file)} is of an earlier report and was changed since; it was left there. Look whether it may stay.\n`,
    );
  }
  if (run.issues.length > 0) terminal.error(`\n${issueReport(run.issues, terminal)}`);
  terminal.error(
    `The ${options.audience === 'team' ? "team's report, not for sharing" : 'public report'}: ${inOut('report.html')}\n`,
  );
  return EXIT.ok;
}

function mustBeBuilt(list: string): void {
  const formats = list.split(',').map((format) => format.trim().toLowerCase());
  const unknown = formats.find((format) => !FORMATS.includes(format) && !PLANNED_FORMATS.includes(format));
  if (unknown !== undefined) {
    throw new CommandFault(
      `--format takes ${[...FORMATS, ...PLANNED_FORMATS].join(', ')} or several of them joined by commas. "${unknown}" is none of these.`,
    );
  }
  const planned = formats.filter((format) => PLANNED_FORMATS.includes(format));
  if (planned.length > 0) {
    throw new CommandFault(`not yet built: report --format ${planned.join(',')}. For now ask for --format html.`);
  }
}

async function mustBeFolder(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there && !there.isDirectory()) {
    throw new CommandFault(`--out names a folder. "${out}" is a file. Name another place.`);
  }
}
