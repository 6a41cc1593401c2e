import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { analyzeTable, type TableAnalysis } from '@casewright/core/analyze-table';
import { hasErrors, type Language, numberToFile, type TimeUnit, type Words, words } from '@casewright/core/model';
import { readTable } from '../analyze/index.ts';
import { type Installation, PROGRAM, reportFiles, reportPage, writeReportFiles } from '../publish/index.ts';
import { analysisSummary } from './analysis-summary.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueObjects, issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

export type AnalyzeOptions = {
  time: string;
  start?: string;
  entry?: string;
  answer?: string[];
  event: string;
  eventValue?: string;
  censorValue?: string;
  competingValue?: string;
  group?: string;
  adjust?: string;
  factors?: string;
  reference?: string[];
  unit?: TimeUnit;
  times?: string;
  conf: 'log-log' | 'log' | 'plain';
  delimiter?: string;
  decimal?: 'comma' | 'point';
  encoding?: string;
  sheet?: string;
  header: boolean;
  out?: string;
  audience: 'public' | 'team';
  lang: Language;
  json?: boolean;
};

const NOTHING = words(
  'A table with errors is not analysed; nothing was written.',
  '存在错误的表格不作分析；未写入任何文件。',
);

/**
 * Analyses the follow-up in a table and prints what came out, or writes a report of it. Status 1 where the table has
 * faults that a person must settle: then nothing is computed.
 */
export async function analyzeCommand(
  file: string,
  options: AnalyzeOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { lang, audience, out } = options;
  const asked = askedOf(options);
  if (out !== undefined) await mustBeFolder(out);
  const { table, issues: readIssues } = await readTable(file, {
    encoding: options.encoding,
    delimiter: options.delimiter,
    sheet: options.sheet,
    hasHeader: options.header,
  });
  const isSound = table !== null && !hasErrors(readIssues);
  const run = isSound ? analyzeTable(table, asked, { language: lang, audience, program: PROGRAM, sha256 }) : null;
  const issues = [...readIssues, ...(run?.issues ?? [])];
  if (options.json) {
    const printed = { results: run?.exact ?? [], issues: issueObjects(issues, lang) };
    terminal.out(`${JSON.stringify(printed, numbersToFile, 2)}\n`);
  }
  if (!run?.document || hasErrors(issues)) {
    if (!options.json) terminal.error(`${issueReport(issues, terminal, lang)}${NOTHING[lang]}\n`);
    return EXIT.faultsFound;
  }
  if (!options.json) terminal.out(analysisSummary(run.exact, run.titleOf, run.labelOf, lang));
  if (out !== undefined) {
    const sound = { ...run, document: run.document };
    const page = { path: 'report.html', text: reportPage(sound, installation.assets()) };
    const { written } = await writeReportFiles(out, reportFiles(sound, [page]));
    if (!options.json) terminal.out(`\n${WROTE(written.length, out)[lang]}\n`);
  }
  if (!options.json && issues.length > 0) terminal.error(`\n${issueReport(issues, terminal, lang)}`);
  return EXIT.ok;
}

const WROTE = (files: number, out: string): Words =>
  words(
    `The report is in ${out} (${files} files; begin with report.html).`,
    `报告已写入 ${out}（共 ${files} 个文件，请先打开 report.html）。`,
  );

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function numbersToFile(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? numberToFile(value) : value;
}

function askedOf(options: AnalyzeOptions): TableAnalysis {
  return {
    time: options.time,
    start: options.start ?? null,
    entry: options.entry ?? null,
    event: options.event,
    eventValues: listOf(options.eventValue),
    censorValues: listOf(options.censorValue),
    competingValues: listOf(options.competingValue),
    group: options.group ?? null,
    adjust: listOf(options.adjust),
    factors: listOf(options.factors),
    references: pairsOf(options.reference ?? [], '--reference', words('COLUMN=VALUE', '列=值')),
    unit: options.unit ?? null,
    times: timesOf(options.times),
    confidence: options.conf,
    decimal: options.decimal ?? null,
    answers: pairsOf(options.answer ?? [], '--answer', words('QUESTION=CHOICE', '问题=选项')),
  };
}

/** Names joined by commas; one that holds a comma stands in double quotes. */
function listOf(joined: string | undefined): string[] {
  const parts = [...(joined ?? '').matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)];
  return parts.map((part) => (part[1] ?? part[2] ?? '').trim()).filter((part) => part !== '');
}

/** What stands before and after the first equals sign of each. */
function pairsOf(given: readonly string[], option: string, form: Words): Record<string, string> {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at > 0) return [one.slice(0, at).trim(), one.slice(at + 1).trim()];
      throw new CommandFault(
        words(
          `${option} is written ${form.en}. "${one}" is not.`,
          `${option} 须写作“${form['zh-CN']}”。“${one}”不是。`,
        ),
      );
    }),
  );
}

function timesOf(joined: string | undefined): number[] {
  return listOf(joined).map((part) => {
    const time = Number(part);
    if (Number.isFinite(time) && time >= 0) return time;
    throw new CommandFault(
      words(
        `--times takes numbers from 0 on, joined by commas. "${part}" is none.`,
        `--times 须为不小于 0 的数字，以英文逗号分隔。“${part}”不是。`,
      ),
    );
  });
}

async function mustBeFolder(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there && !there.isDirectory())
    throw new CommandFault(
      words(
        `--out names a folder. "${out}" is a file. Name another place.`,
        `--out 须为文件夹。“${out}”是文件。请另选位置。`,
      ),
    );
}
