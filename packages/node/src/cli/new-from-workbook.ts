import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { hasErrors, InputError, type Language, labelIn, words } from '@casewright/core/model';
import { type Answers, answersText, type ProposalQuestion, parseAnswers } from '@casewright/core/propose';
import { type WorkbookProposal, type WorkbookReading, workbookReading, writeStudyFolder } from '../new/index.ts';
import { PROGRAM } from '../publish/index.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueJson, issueReport } from './issue-report.ts';
import { proposalJson, proposalReport, questionsReport } from './proposal-report.ts';
import type { Terminal } from './terminal.ts';

export type FromWorkbookOptions = { from: string; answers?: string; json?: boolean; lang: Language };

/**
 * Proposes a study from a workbook, asks what is ambiguous, and writes the study folder when nothing is open and the study
 * has no fault. Otherwise nothing of the study is written, and a file of questions beside it can be answered.
 */
export async function newFromWorkbook(
  folder: string,
  options: FromWorkbookOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { lang } = options;
  await mustBeThere(options.from);
  const given =
    options.answers === undefined ? { answers: {}, issues: [] } : parseAnswers(await readFile(options.answers, 'utf8'));
  if (hasErrors(given.issues)) {
    const issues = given.issues.map((issue) => ({ file: options.answers as string, ...issue }));
    terminal.out(options.json ? issueJson(issues, lang) : issueReport(issues, terminal, lang));
    return EXIT.faultsFound;
  }
  const reading = workbookReading(options.from, PROGRAM);
  let answers: Answers = given.answers;
  let understood = await reading.understand(answers);
  if (terminal.isWatched && !options.json && openOf(understood).length > 0 && !hasErrors(understood.issues)) {
    if (understood.proposal) terminal.out(proposalReport(understood.proposal, lang, terminal.width));
    ({ answers, understood } = await askAll(reading, answers, understood, lang, terminal));
  }
  const open = openOf(understood);
  const account = understood.proposal ? proposalReport(understood.proposal, lang, terminal.width) : '';
  const kept = answersText(options.from, understood.questions, lang);
  if (understood.files) {
    const files = new Map(understood.files);
    files.set('records/from-workbook.txt', account);
    files.set('records/from-workbook-answers.yaml', kept);
    await writeStudyFolder(folder, files);
  }
  const questionsFile = `${folder.replace(/[/\\]+$/, '')}-answers.yaml`;
  if (open.length > 0) await writeFile(questionsFile, kept);
  if (options.json) {
    const { issues } = JSON.parse(issueJson(understood.issues, lang)) as { issues: object[] };
    terminal.out(proposalJson(understood.proposal, understood.questions, issues, understood.files !== null, lang));
  } else {
    terminal.out(account);
    // what a journal wants is not in a workbook; the study document says so, and check lists it
    const issues = understood.issues.filter(({ code }) => code !== 'statement.empty');
    if (issues.length > 0) terminal.out(`\n${issueReport(issues, terminal, lang)}`);
    if (open.length > 0) terminal.out(openText(open, folder, questionsFile, options, terminal));
    else if (understood.files) terminal.out(writtenText(folder)[lang]);
    else terminal.out(NOTHING_WRITTEN[lang]);
  }
  return understood.files ? EXIT.ok : EXIT.faultsFound;
}

async function mustBeThere(file: string): Promise<void> {
  const isThere = await readFile(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EISDIR') return false;
      throw error;
    },
  );
  if (isThere) return;
  throw new InputError(
    'workbook.notThere',
    words(
      `A study is proposed from a workbook or table. There is no file at "${file}". Check the path.`,
      `研究须由工作簿或数据表拟定。“${file}”处没有文件。请检查路径。`,
    ),
    file,
  );
}

function openOf({ questions }: WorkbookProposal): ProposalQuestion[] {
  return questions.filter(({ required, answer }) => required && answer === null);
}

/** Asks a person at the terminal, one question after the other; an answer may bring up further ones. An empty line ends it. */
async function askAll(
  reading: WorkbookReading,
  given: Answers,
  first: WorkbookProposal,
  language: Language,
  terminal: Terminal,
): Promise<{ answers: Answers; understood: WorkbookProposal }> {
  const person = createInterface({ input: process.stdin, output: process.stdout });
  let answers = given;
  let understood = first;
  try {
    for (let [question] = openOf(understood); question; [question] = openOf(understood)) {
      terminal.out(`\n${questionsReport([question], language, terminal.width)}`);
      const likely = question.suggested === null ? '' : ` [${question.suggested}]`;
      const reply = (
        await person.question(
          language === 'en' ? `Your choice${likely}, or "later": ` : `请选择${likely}，或输入 later 稍后再答：`,
        )
      ).trim();
      if (reply === 'later') break;
      const choice = reply === '' ? question.suggested : reply;
      if (choice === null || !question.choices.some(({ id }) => id === choice)) continue;
      answers = { ...answers, [question.id]: choice };
      understood = await reading.understand(answers);
    }
  } finally {
    person.close();
  }
  return { answers, understood };
}

function openText(
  open: readonly ProposalQuestion[],
  folder: string,
  questionsFile: string,
  { from, lang }: FromWorkbookOptions,
  { width }: Terminal,
): string {
  const count = open.length;
  const head = words(
    `\n${count === 1 ? 'One question is' : `${count} questions are`} open; nothing of the study was written.\n\n`,
    `\n有 ${count} 个问题待答；尚未写入研究的任何内容。\n\n`,
  );
  const tail = words(
    `\nThey stand in ${questionsFile}, with all that may be changed. It quotes cells of the workbook:\nkeep it as you keep the workbook. Write a choice behind each colon, then run\n  casewright new ${folder} --from ${from} --answers ${questionsFile}\n`,
    `\n问题及可更改的各项已写入 ${questionsFile}。其中引用了工作簿的内容，\n请与工作簿一样妥善保管。在每个冒号后填入选项，然后运行\n  casewright new ${folder} --from ${from} --answers ${questionsFile} --lang zh-CN\n`,
  );
  return `${labelIn(head, lang)}${questionsReport(open, lang, width)}${labelIn(tail, lang)}`;
}

const NOTHING_WRITTEN = words('\nNothing was written.\n', '\n未写入任何内容。\n');

function writtenText(folder: string) {
  return words(
    `\nMade the study folder ${folder}.\n  ${folder}/study.yaml   read it through: TRANSLATE and TO SETTLE mark what is yours\n  ${folder}/records/     the values, and from-workbook.txt: what you read above\n  casewright check ${folder}\n  casewright report ${folder} --out DIR\n`,
    `\n已新建研究文件夹 ${folder}。\n  ${folder}/study.yaml   请通读：TRANSLATE 与 TO SETTLE 标出须由您补写之处\n  ${folder}/records/     各项取值；from-workbook.txt 即以上说明\n  casewright check ${folder} --lang zh-CN\n  casewright report ${folder} --out DIR --lang zh-CN\n`,
  );
}
