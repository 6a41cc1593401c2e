import { createHash } from 'node:crypto';
import { hasErrors, type Issue, words } from '@casewright/core/model';
import { type Answers, gridFileOf, type Proposal, type ProposalQuestion, proposeStudy } from '@casewright/core/propose';
import { checkStudy } from '@casewright/core/run';
import type { Question, Workbook } from '@casewright/core/tables';
import { readWorkbook } from '../tables/index.ts';
import { csvText } from '../write/index.ts';
import { GIT_IGNORE, GIT_IGNORE_FILE } from './git-ignore.ts';

export type WorkbookProposal = {
  /** null where the file could not be read; then `issues` or an open question say why */
  proposal: Proposal | null;
  /** those about the file and those about what it holds */
  questions: readonly ProposalQuestion[];
  /** of the file, of the answers, and of the study that came out */
  issues: readonly Issue[];
  /** the files of the study folder; null while a question is open or a fault stands in the way */
  files: ReadonlyMap<string, string> | null;
};

/** A workbook that was read once and can be understood again with further answers. */
export type WorkbookReading = { understand(answers: Answers): Promise<WorkbookProposal> };

/** Reads a CSV, XLSX, Parquet or JSON file and proposes a study for it. Nothing is written. */
export function workbookReading(file: string, program: string): WorkbookReading {
  let read: { workbook: Workbook; answered: string } | null = null;
  return {
    async understand(answers) {
      // only answers about the file itself make it read otherwise
      const own = Object.fromEntries(Object.entries(answers).filter(([id]) => id.includes(':')));
      const answered = JSON.stringify(own);
      if (read?.answered !== answered) read = { workbook: await readWorkbook(file, { answers: own }), answered };
      return understood(read.workbook, answers, program);
    },
  };
}

function understood(workbook: Workbook, answers: Answers, program: string): WorkbookProposal {
  const asked = workbook.questions.map((question) => readerQuestion(question, answers));
  const isOpen = asked.some(({ required, answer }) => required && answer === null);
  if (hasErrors(workbook.issues) || isOpen || workbook.sheets.length === 0) {
    return { proposal: null, questions: asked, issues: emptyIssues(workbook, isOpen), files: null };
  }
  const ofFile = new Set(asked.map(({ id }) => id));
  const proposal = proposeStudy(
    gridFileOf(workbook),
    Object.fromEntries(Object.entries(answers).filter(([id]) => !ofFile.has(id))),
  );
  const questions = [...asked, ...proposal.questions];
  const issues = [...workbook.issues, ...proposal.issues];
  if (proposal.study === null || hasErrors(issues)) return { proposal, questions, issues, files: null };
  const { text, tables } = proposal.study;
  const checked = checkStudy({ studyText: text, studyFile: 'study.yaml', tables, sha256 }, program);
  const all = [...issues, ...checked];
  if (hasErrors(all)) return { proposal, questions, issues: all, files: null };
  const files = new Map<string, string>([
    ['study.yaml', text],
    [GIT_IGNORE_FILE, GIT_IGNORE],
    ...tables.map((table): [string, string] => [table.file, csvText(table)]),
  ]);
  return { proposal, questions, issues: all, files };
}

function emptyIssues({ issues, file }: Workbook, isOpen: boolean): readonly Issue[] {
  if (hasErrors(issues) || isOpen) return issues;
  return [
    ...issues,
    {
      severity: 'error',
      code: 'workbook.empty',
      file,
      message: words(
        'A study is proposed from a table; this file holds none.',
        '研究须由数据表拟定；此文件中没有数据表。',
      ),
      hint: words('Name a file with a header and rows.', '请指定含表头和数据行的文件。'),
    },
  ];
}

function readerQuestion(
  { id, rule, fact, choices, default: unlessTold }: Question,
  answers: Answers,
): ProposalQuestion {
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  return {
    id,
    question: words(`${rule.en} ${fact.en}`, `${rule['zh-CN']}${fact['zh-CN']}`),
    choices,
    required: unlessTold === undefined,
    suggested: unlessTold ?? null,
    answer: choices.some((choice) => choice.id === answer) ? (answer as string) : null,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
