import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Language, words } from '@casewright/core/model';
import { type Installation, PROGRAM, reportFiles, runStudyFolder, writeReportFiles } from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

export type ReportOptions = { out: string; format: string; lang: Language; audience: 'public' | 'team' };

/** What the command says of its work. */
const WORDS = {
  en: {
    nothing: 'A study with errors has no report; nothing was written.',
    wrote: (file: string) => `wrote ${file}`,
    removed: (file: string) => `removed ${file}, which an earlier report had left`,
    kept: (file: string) =>
      `${file} is of an earlier report and was changed since; it was left there. Look whether it may stay.`,
    team: "The team's report, not for sharing: ",
    public: 'The public report: ',
  },
  'zh-CN': {
    nothing: '存在错误的研究不能生成报告；未写入任何文件。',
    wrote: (file: string) => `已写入 ${file}`,
    removed: (file: string) => `已删除 ${file}（旧报告所遗留）`,
    kept: (file: string) => `${file} 属于旧报告且其后有改动，已保留。请确认是否仍需要。`,
    team: '团队报告（请勿外传）：',
    public: '公开报告：',
  },
} as const;

const FORMATS = ['html'];
const PLANNED_FORMATS = ['docx', 'pdf'];

/** Builds the report of a study and writes its files. A study with errors has no report: they are printed instead. */
export async function reportCommand(
  folder: string,
  options: ReportOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  const said = WORDS[options.lang];
  mustBeBuilt(options.format);
  await mustBeFolder(options.out);
  const run = await runStudyFolder(folder, { language: options.lang, audience: options.audience, program: PROGRAM });
  const { document } = run;
  if (document === null) {
    terminal.error(issueReport(run.issues, terminal, options.lang));
    terminal.error(`${said.nothing}\n`);
    return EXIT.faultsFound;
  }
  const { written, removed, kept } = await writeReportFiles(
    options.out,
    reportFiles({ ...run, document }, installation.assets()),
  );
  const inOut = (file: string): string => path.join(options.out, file);
  terminal.out(written.map((file) => `${said.wrote(inOut(file))}\n`).join(''));
  for (const file of removed) terminal.out(`${said.removed(inOut(file))}\n`);
  for (const file of kept) {
    terminal.error(`${said.kept(inOut(file))}\n`);
  }
  if (run.issues.length > 0) terminal.error(`\n${issueReport(run.issues, terminal, options.lang)}`);
  terminal.error(`${said[options.audience]}${inOut('report.html')}\n`);
  return EXIT.ok;
}

function mustBeBuilt(list: string): void {
  const formats = list.split(',').map((format) => format.trim().toLowerCase());
  const unknown = formats.find((format) => !FORMATS.includes(format) && !PLANNED_FORMATS.includes(format));
  if (unknown !== undefined) {
    throw new CommandFault(
      words(
        `--format takes ${[...FORMATS, ...PLANNED_FORMATS].join(', ')} or several of them joined by commas. "${unknown}" is none of these.`,
        `--format 可为 ${[...FORMATS, ...PLANNED_FORMATS].join('、')}，多个以英文逗号分隔。“${unknown}”不在其中。`,
      ),
    );
  }
  const planned = formats.filter((format) => PLANNED_FORMATS.includes(format));
  if (planned.length > 0) {
    const asked = `report --format ${planned.join(',')}`;
    throw new CommandFault(
      words(
        `not yet built: ${asked}. For now ask for --format html.`,
        `尚未实现：“${asked}”。目前请用 --format html。`,
      ),
    );
  }
}

async function mustBeFolder(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there && !there.isDirectory()) {
    throw new CommandFault(
      words(
        `--out names a folder. "${out}" is a file. Name another place.`,
        `--out 须为文件夹。“${out}”是文件。请另选位置。`,
      ),
    );
  }
}
