import { stat } from 'node:fs/promises';
import { type AnalysisResult, type Language, labelIn, numberToFile, type Words, words } from '@casewright/core/model';
import { openStudy, readState, type Screened, screenSheets } from '../find/index.ts';
import { PROGRAM } from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueObjects, issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';
import { wrapText } from './text-layout.ts';

export type ScreenOptions = { decisions?: string; adjudicated?: string; out?: string; json?: boolean; lang: Language };

/**
 * Reads screeners' sheets back: agreement, disagreements, the screening log, what was missed. Status 1 where a sheet has
 * faults (then nothing is written) or the log says otherwise; 2 where there is nothing to screen.
 */
export async function screenCommand(folder: string, options: ScreenOptions, terminal: Terminal): Promise<ExitStatus> {
  const { lang } = options;
  const files = (options.decisions ?? '')
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');
  if (files.length === 0) throw new CommandFault(NO_SHEETS);
  if (files.length > 2) throw new CommandFault(TOO_MANY);
  for (const file of [...files, ...(options.adjudicated === undefined ? [] : [options.adjudicated])])
    await mustBeFile(file);
  const { study, records, issues } = await openStudy(folder);
  if (study === null || records === null) {
    terminal.error(`${issueReport(issues, terminal, lang)}${UNSOUND[lang]}\n`);
    return EXIT.couldNotRun;
  }
  const state = await readState(folder);
  if (state === null) throw new CommandFault(NO_STATE);
  const screened = await screenSheets({
    folder,
    study,
    records,
    state,
    decisions: files,
    adjudicated: options.adjudicated,
    out: options.out,
    language: lang,
    program: PROGRAM,
  });
  if (options.json) terminal.out(`${JSON.stringify(screenedJson(screened, lang), numbersToFile, 2)}\n`);
  else if (screened.result !== null) terminal.out(screenedText(screened, screened.result, terminal.width, lang));
  if (screened.issues.length > 0 && !options.json) terminal.error(`\n${issueReport(screened.issues, terminal, lang)}`);
  if (screened.result === null && !options.json) terminal.error(`${NOTHING[lang]}\n`);
  return screened.issues.some(({ severity }) => severity === 'error') ? EXIT.faultsFound : EXIT.ok;
}

function screenedJson({ issues, result, settled, screeners, added, record }: Screened, lang: Language): object {
  const names = (one: readonly unknown[]): Record<string, unknown> =>
    Object.fromEntries(screeners.map((name, index) => [name, one[index] ?? null]));
  const listed = (state: string): object[] =>
    settled
      .filter((one) => one.state === state)
      .map(({ patient, votes, decision, isAdjudicated }) => ({
        candidate: patient,
        votes: names(votes),
        decision,
        adjudicated: isAdjudicated,
      }));
  return {
    screeners,
    agreement: result === null ? null : agreementOf(result),
    disagreements: listed('disputed'),
    open: listed('open').length,
    settled: listed('settled'),
    log: { added },
    result,
    record,
    issues: issueObjects(issues, lang),
  };
}

/** The numbers of agreement by their short names; null with one screener. */
function agreementOf({ statistics }: AnalysisResult): object | null {
  const value = (id: string): number | null =>
    statistics.find((one) => one.id === `caseFinding.agreement.${id}`)?.value ?? null;
  const withLimits = (id: string): object => ({
    value: value(id),
    lower: value(`${id}.lower`),
    upper: value(`${id}.upper`),
  });
  if (!statistics.some(({ id }) => id === 'caseFinding.agreement.n')) return null;
  return {
    n: value('n'),
    agreed: value('agreed'),
    percent: withLimits('percent'),
    kappa: withLimits('kappa'),
    ac1: withLimits('ac1'),
  };
}

function screenedText(screened: Screened, result: AnalysisResult, width: number, lang: Language): string {
  const printed = (id: string): string => {
    const found = result.statistics.find((one) => one.id === `caseFinding.${id}`);
    return found === undefined ? '–' : labelIn(found.printed, lang);
  };
  const disputed = screened.settled.filter(({ state }) => state === 'disputed');
  const interval = (id: string): string =>
    `${printed(id)} (${printed(`${id}.lower`)} ${lang === 'en' ? 'to' : '～'} ${printed(`${id}.upper`)})`;
  const hasTwo = result.statistics.some(({ id }) => id === 'caseFinding.agreement.n');
  const said: Words[] = [
    words(
      `Decided ${printed('screened.count')} of ${printed('candidates.count')} candidates: ${printed('included.count')} included; ${screened.added} lines are new in the screening log.`,
      `候选病例${printed('candidates.count')}名中已有结论${printed('screened.count')}名，纳入${printed('included.count')}名；筛查日志新增${screened.added}行。`,
    ),
    ...(hasTwo
      ? [
          words(
            `Agreement of two screeners: ${printed('agreement.agreed')} of ${printed('agreement.n')}, ${interval('agreement.percent')}; kappa ${interval('agreement.kappa')}; AC1 ${interval('agreement.ac1')}.`,
            `两名筛查者一致${printed('agreement.agreed')}/${printed('agreement.n')}：${interval('agreement.percent')}；Kappa ${interval('agreement.kappa')}；AC1 ${interval('agreement.ac1')}。`,
          ),
        ]
      : []),
    words(
      `Positive predictive value of the search: ${printed('predictive.cases')}/${printed('predictive.n')}, ${interval('predictive.value')}.`,
      `检索的阳性预测值：${printed('predictive.cases')}/${printed('predictive.n')}，${interval('predictive.value')}。`,
    ),
    words(
      `Missed: ${printed('missed.found')} in ${printed('missed.screened')} reports drawn from ${printed('missed.population')} without a hit; at most ${printed('missed.upperOneSided')} (one-sided exact 95%); sensitivity at least ${printed('sensitivity.lowerOneSided')}.`,
      `遗漏：从${printed('missed.population')}份未命中报告中抽取${printed('missed.screened')}份，发现${printed('missed.found')}名；至多${printed('missed.upperOneSided')}名（单侧95%精确上限）；灵敏度不低于${printed('sensitivity.lowerOneSided')}。`,
    ),
    ...result.notes.map(({ text }) => words(text.en, text['zh-CN'] ?? text.en)),
    ...(disputed.length === 0
      ? []
      : [
          words(
            `To be adjudicated: ${disputed.map(({ patient }) => patient).join(', ')}. With --out a sheet for it is written; return it with --adjudicated.`,
            `待裁定：${disputed.map(({ patient }) => patient).join('、')}。使用 --out 可写出裁定表，填妥后用 --adjudicated 交回。`,
          ),
        ]),
    ...(screened.written.length === 0
      ? []
      : [words(`Wrote ${screened.written.join(', ')}.`, `已写入 ${screened.written.join('、')}。`)]),
  ];
  return `${said.flatMap((one) => wrapText(one[lang], width)).join('\n')}\n`;
}

function numbersToFile(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? numberToFile(value) : value;
}

async function mustBeFile(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isFile()) return;
  throw new CommandFault(
    words(
      `Sheets are files. There is none at "${file}". Check the path.`,
      `筛查表须为文件。“${file}”处没有该文件，请检查路径。`,
    ),
  );
}

const NO_SHEETS = words(
  'Decisions are read from sheets. None were named. Say --decisions A.xlsx,B.xlsx.',
  '筛查结论须从表格读取。未指定任何表格。请用 --decisions 指定 A.xlsx,B.xlsx。',
);
const TOO_MANY = words(
  'One or two screeners judge each candidate. More sheets were named. Name two; a third person settles with --adjudicated.',
  '每名候选者由一或两名筛查者判定。指定的表格多于两份。请指定两份；第三人裁定请用 --adjudicated。',
);
const NO_STATE = words(
  'Sheets are read back into the study that they were written for. This one has no screening under way. Run "casewright find STUDY --reports FILE --out DIR" first.',
  '表格须读回其所属的研究。此研究尚未开始筛查。请先运行“casewright find STUDY --reports FILE --out DIR”。',
);
const UNSOUND = words('A study with errors cannot be screened for.', '研究文档存在错误，无法筛查。');
const NOTHING = words(
  'Sheets with faults are not used; nothing was written.',
  '存在问题的表格不予采用；未写入任何文件。',
);
