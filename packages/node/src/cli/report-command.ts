import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Language, labelIn, type Words, words } from '@casewright/core/model';
import {
  type Installation,
  PROGRAM,
  type ReportFile,
  type ReportFormat,
  reportFiles,
  reportInWord,
  reportPage,
  runStudyFolder,
  writeReportFiles,
} from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth } from './text-layout.ts';

export type ReportOptions = {
  out: string;
  format: string;
  lang: Language;
  audience: 'public' | 'team';
  verbose?: boolean;
};

/** What the command says of its work. */
const WORDS = {
  en: {
    nothing: 'A study with errors has no report; nothing was written.',
    wrote: (file: string) => `wrote ${file}`,
    removed: (file: string) => `removed ${file}, which an earlier report had left`,
    kept: (file: string) =>
      `${file} is of an earlier report and was changed since; it was left there. Look whether it may stay.`,
    team: "The team's report: it opens patients and is not for sharing.",
    public: 'The public report: no patient is in it.',
    report: 'page',
    word: 'Word',
    withoutPoints: (why: string) =>
      `The figures in report.docx are drawings, without a picture in points beside each: ${why}. Word of 2016 and later shows them; for older programs build the report on another machine.`,
    results: 'results',
    figures: 'figures',
    tables: 'tables',
    files: (count: number) => `${count} files`,
  },
  'zh-CN': {
    nothing: '存在错误的研究不能生成报告；未写入任何文件。',
    wrote: (file: string) => `已写入 ${file}`,
    removed: (file: string) => `已删除 ${file}（旧报告所遗留）`,
    kept: (file: string) => `${file} 属于旧报告且其后有改动，已保留。请确认是否仍需要。`,
    team: '团队报告：可查看患者，请勿外传。',
    public: '公开报告：不含任何患者信息。',
    report: '网页',
    word: 'Word',
    withoutPoints: (why: string) =>
      `report.docx 中的图仅含矢量图，未附位图：${why}。Word 2016 及以上版本可正常显示；如需用于更早的版本，请换一台电脑生成报告。`,
    results: '结果',
    figures: '图',
    tables: '表',
    files: (count: number) => `${count} 个文件`,
  },
} as const;

const FORMATS: readonly ReportFormat[] = ['html', 'docx'];
const PLANNED_FORMATS = ['pdf'];

/** Builds the report of a study and writes its files. A study with errors has no report: they are printed instead. */
export async function reportCommand(
  folder: string,
  options: ReportOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  const said = WORDS[options.lang];
  const formats = askedFormats(options.format);
  await mustBeFolder(options.out);
  const run = await runStudyFolder(folder, { language: options.lang, audience: options.audience, program: PROGRAM });
  const { document } = run;
  if (document === null) {
    terminal.error(issueReport(run.issues, terminal, options.lang));
    terminal.error(`${said.nothing}\n`);
    return EXIT.faultsFound;
  }
  const sound = { ...run, document };
  const printed: ReportFile[] = [];
  let withoutPoints: Words | null = null;
  if (formats.has('html')) printed.push({ path: 'report.html', text: reportPage(sound, installation.assets()) });
  if (formats.has('docx')) {
    const word = await reportInWord(sound);
    printed.push(word.file);
    withoutPoints = word.withoutPoints;
  }
  const { written, removed, kept } = await writeReportFiles(options.out, reportFiles(sound, printed));
  const inOut = (file: string): string => path.join(options.out, file);
  if (options.verbose) terminal.out(`${written.map((file) => `${said.wrote(inOut(file))}\n`).join('')}\n`);
  terminal.out(summary(written, options));
  for (const file of removed) terminal.out(`${said.removed(inOut(file))}\n`);
  for (const file of kept) {
    terminal.error(`${said.kept(inOut(file))}\n`);
  }
  if (withoutPoints !== null) terminal.error(`${said.withoutPoints(labelIn(withoutPoints, options.lang))}\n`);
  if (run.issues.length > 0) terminal.error(`\n${issueReport(run.issues, terminal, options.lang)}`);
  return EXIT.ok;
}

/** Whose report it is, and where its parts are: a line each, with how many files a folder holds. */
function summary(written: readonly string[], { out, lang, audience }: ReportOptions): string {
  const said = WORDS[lang];
  const parts = [
    { name: said.report, place: 'report.html', counted: '' },
    { name: said.word, place: 'report.docx', counted: '' },
    { name: said.results, place: 'results.json', counted: '' },
    ...(['figures', 'tables'] as const).map((folder) => {
      const count = written.filter((file) => file.startsWith(`${folder}/`)).length;
      return { name: said[folder], place: folder, counted: count === 0 ? '' : said.files(count) };
    }),
  ].filter(({ place, counted }) => counted !== '' || written.includes(place));
  const widest = Math.max(...parts.map(({ name }) => displayWidth(name)));
  const lines = parts.map(({ name, place, counted }) => {
    const gap = ' '.repeat(widest - displayWidth(name) + 2);
    return `  ${name}${gap}${path.join(out, place)}${counted === '' ? '' : `  (${counted})`}\n`;
  });
  return `${said[audience]}\n${lines.join('')}`;
}

/** What `--format` asks for: a list joined by commas. */
function askedFormats(list: string): ReadonlySet<ReportFormat> {
  const asked = list.split(',').map((format) => format.trim().toLowerCase());
  const isBuilt = (format: string): format is ReportFormat => FORMATS.some((one) => one === format);
  const unknown = asked.find((format) => !isBuilt(format) && !PLANNED_FORMATS.includes(format));
  if (unknown !== undefined) {
    throw new CommandFault(
      words(
        `--format takes ${[...FORMATS, ...PLANNED_FORMATS].join(', ')} or several of them joined by commas. "${unknown}" is none of these. Ask for --format html,docx, for instance.`,
        `--format 可为 ${[...FORMATS, ...PLANNED_FORMATS].join('、')}，多个以英文逗号分隔。“${unknown}”不在其中。例如可用 --format html,docx。`,
      ),
    );
  }
  const planned = asked.filter((format) => PLANNED_FORMATS.includes(format));
  if (planned.length > 0) {
    const named = `report --format ${planned.join(',')}`;
    throw new CommandFault(
      words(
        `not yet built: ${named}. For now ask for --format ${FORMATS.join(',')}.`,
        `尚未实现：“${named}”。目前请用 --format ${FORMATS.join(',')}。`,
      ),
    );
  }
  return new Set(asked.filter(isBuilt));
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
