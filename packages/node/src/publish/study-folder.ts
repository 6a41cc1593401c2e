import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { hasErrors, type Issue, joinWords, type Words, words } from '@casewright/core/model';
import {
  checkStudy,
  type JudgedStudy,
  type JudgeOptions,
  judgeStudy,
  type RunOptions,
  runStudy,
  type StudyRun,
} from '@casewright/core/run';
import { readStudyFolder, STUDY_FILE, type StudyFolder } from '../read/index.ts';

/** What was named as a study is none: rule, fact and remedy in its words. */
export class StudyNotThere extends Error {
  override readonly name = 'StudyNotThere';
  readonly words: Words;

  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
}

const RULE = words(`A study is a folder with ${STUDY_FILE} in it.`, `研究是含有 ${STUDY_FILE} 的文件夹。`);

/**
 * Reads a study folder and takes it through the whole pipeline.
 * @returns the run; its document is null, and nothing else in it counts, when folder, study or records have errors
 * @throws StudyNotThere
 */
export async function runStudyFolder(folder: string, options: RunOptions): Promise<StudyRun> {
  const { studyText, tables, screening, issues } = await readStudy(folder);
  // Without its text a study document has no further faults to find.
  if (studyText === '') return withoutReport(issues);
  const run = runStudy({ studyText, studyFile: STUDY_FILE, tables, screening, sha256 }, options);
  const all = [...issues, ...run.issues];
  return hasErrors(issues) ? withoutReport(all) : { ...run, issues: all };
}

function withoutReport(issues: Issue[]): StudyRun {
  return { issues, notice: null, results: [], document: null, cards: [], patients: [], figures: [], tables: [] };
}

/**
 * Everything wrong with a study folder, all faults at once: its files, its document, its records and, when these are
 * sound, the report it asks for, in each language.
 * @throws StudyNotThere
 */
export async function checkStudyFolder(folder: string, program: string): Promise<Issue[]> {
  const { studyText, tables, screening, issues } = await readStudy(folder);
  if (studyText === '') return issues;
  return [...issues, ...checkStudy({ studyText, studyFile: STUDY_FILE, tables, screening, sha256 }, program)];
}

/**
 * Judges what the study document of a folder claims, or a manuscript, by the results of its plan.
 * @returns `claims` is null, and `issues` say why, when folder, study or records have errors
 * @throws StudyNotThere
 */
export async function judgeStudyFolder(folder: string, options: JudgeOptions): Promise<JudgedStudy> {
  const { studyText, tables, screening, issues } = await readStudy(folder);
  if (studyText === '') return { issues, claims: null };
  const judged = judgeStudy({ studyText, studyFile: STUDY_FILE, tables, screening, sha256 }, options);
  const all = [...issues, ...judged.issues];
  return hasErrors(issues) ? { issues: all, claims: null } : { ...judged, issues: all };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

async function readStudy(folder: string): Promise<StudyFolder> {
  await mustBeStudyFolder(folder);
  return readStudyFolder(folder);
}

async function mustBeStudyFolder(folder: string): Promise<void> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(folder) || /\.(db|sqlite3?)$/i.test(folder)) {
    throw new StudyNotThere(
      words(
        `not yet built: studies in a database. A study is a folder with ${STUDY_FILE} and records/; name such a folder.`,
        `尚未实现：数据库中的研究。研究是含有 ${STUDY_FILE} 和 records/ 的文件夹，请指定这样的文件夹。`,
      ),
    );
  }
  const there = await stat(folder).catch(() => null);
  if (!there) {
    throw new StudyNotThere(
      joinWords(
        RULE,
        words(`There is nothing at "${folder}". Check the path.`, `“${folder}”处没有任何内容。请检查路径。`),
      ),
    );
  }
  if (!there.isDirectory()) {
    const isDocument = path.basename(folder) === STUDY_FILE;
    const remedy = isDocument
      ? words(
          `Name the folder it is in: "${path.dirname(folder)}".`,
          `请指定其所在的文件夹：“${path.dirname(folder)}”。`,
        )
      : words('Name the folder of the study.', '请指定研究文件夹。');
    throw new StudyNotThere(joinWords(RULE, words(`"${folder}" is a file.`, `“${folder}”是文件。`), remedy));
  }
  const document = await stat(path.join(folder, STUDY_FILE)).catch(() => null);
  if (!document?.isFile()) {
    throw new StudyNotThere(
      joinWords(
        RULE,
        words(
          `"${folder}" has none. Name another folder, or write its ${STUDY_FILE} (docs/study-document.md says how).`,
          `“${folder}”中没有。请指定其他文件夹，或编写 ${STUDY_FILE}（写法见 docs/study-document.md）。`,
        ),
      ),
    );
  }
}
