import { stat } from 'node:fs/promises';
import { CANDIDATE_STATUSES, candidatesJson, type SuggestedTerm } from '@casewright/core/candidates';
import { STATUS_WORDS } from '@casewright/core/case-finding';
import { hasErrors, type Issue, joinWords, type Language, type Words, words } from '@casewright/core/model';
import { ENCODINGS, type Encoding, openQuestions, type Question } from '@casewright/core/tables';
import {
  Cancelled,
  type FoundCases,
  findCases,
  isSealed,
  openStudy,
  readState,
  type SearchedExtract,
  searchStudy,
  writeFindFiles,
  writeState,
} from '../find/index.ts';
import { type Installation, PROGRAM } from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import { type ProgressBar, progressBar } from './progress-bar.ts';
import { askSecret } from './secret-prompt.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth, wrapText } from './text-layout.ts';

export type FindStudyOptions = {
  reports?: string[];
  out?: string;
  screeners: string;
  sample?: string;
  seed?: string;
  map?: string;
  passphrase?: boolean;
  encoding?: string;
  delimiter?: string;
  resume?: boolean;
  json?: boolean;
  lang: Language;
};

const MOST_LISTED = 40;

/**
 * Finds candidates in the reports of an extract and prints them, or writes evidence page, tables and screening sheets. Status
 * 1 where part of the extract could not be read, 2 where the study or its search cannot be used.
 */
export async function findInStudy(
  folder: string,
  options: FindStudyOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { lang } = options;
  const files = options.reports ?? [];
  if (files.length === 0) throw new CommandFault(NO_REPORTS);
  for (const file of files) if (!/^postgres(ql)?:/.test(file)) await mustBeFile(file);
  if (options.out !== undefined) await mustNotBeFile(options.out);
  const screeners = screenersOf(options.screeners);
  const { study, issues } = await openStudy(folder);
  if (study === null) {
    terminal.error(`${issueReport(issues, terminal, lang)}${UNSOUND[lang]}\n`);
    return EXIT.couldNotRun;
  }
  const { search } = study.document;
  if (search === undefined || ((search.terms ?? []).length === 0 && (search.codes ?? []).length === 0))
    throw new CommandFault(NO_SEARCH);
  const before = await readState(folder);
  const sample = sampleOf(options, search.sampleOfNonHits);
  const passphrase = await passphraseOf(folder, options, terminal);
  if (passphrase === STOPPED_ASKING) return EXIT.couldNotRun;
  const bar = progressBar(terminal, lang);
  const searched = await searchedUntilStopped(folder, files, search, sample, passphrase, options, bar);
  if (searched === null) {
    bar.end();
    terminal.error(`${STOPPED[lang]}\n`);
    return EXIT.couldNotRun;
  }
  const open = new Set(openQuestions(searched.questions, {}).map(({ id }) => id));
  const asked = searched.questions.map((question) => questionIssue(question, open.has(question.id)));
  if (hasErrors([...searched.issues, ...asked])) {
    bar.end();
    terminal.error(`${issueReport([...searched.issues, ...asked], terminal, lang)}${UNREAD[lang]}\n`);
    return EXIT.faultsFound;
  }
  const found = await findCases(study, searched, before, screeners, lang, async (done, of) => bar.read(done, of));
  bar.end();
  const { out } = options;
  if (out !== undefined) {
    await writeFindFiles(out, {
      study,
      searched,
      found,
      screeners,
      language: lang,
      assets: installation.evidenceAssets(),
      program: PROGRAM,
    });
    await writeState(folder, found.state);
  }
  if (options.json)
    terminal.out(`${JSON.stringify(candidatesJson(found.candidates, searched, found.suggestedTerms), null, 2)}\n`);
  else terminal.out(summary(found, searched, out, screeners, terminal.width, lang));
  const remarks = [...searched.issues, ...asked];
  if (remarks.length > 0) terminal.error(`\n${issueReport(remarks, terminal, lang)}`);
  return EXIT.ok;
}

/** Options that settle what a file leaves open. */
const OPTIONS = ['encoding', 'delimiter'];

/** What a file leaves open: an error where nobody can tell, a warning where the likelier reading was taken. */
function questionIssue({ id, about, rule, fact, choices, default: taken }: Question, isOpen: boolean): Issue {
  const known = choices.find(({ id }) => id === taken);
  const said =
    known === undefined ? null : words(`It was read as ${known.label.en}.`, `已按${known.label['zh-CN']}读取。`);
  const option = OPTIONS.find((name) => id.startsWith(`${name}:`));
  const ids = choices.map((choice) => choice.id);
  return {
    severity: isOpen ? 'error' : 'warning',
    code: 'find.question',
    file: about.file,
    message: said === null ? joinWords(rule, fact) : joinWords(rule, fact, said),
    ...(option === undefined
      ? {}
      : { hint: words(`Say --${option} ${ids.join(' or ')}.`, `请用 --${option} 指定：${ids.join('、')}。`) }),
  };
}

function encodingOf(text: string | undefined): Encoding | undefined {
  const found = ENCODINGS.find((encoding) => encoding === text?.toLowerCase());
  if (text === undefined || found !== undefined) return found;
  throw new CommandFault(
    words(
      `--encoding takes one of ${ENCODINGS.join(', ')}. "${text}" is none of them.`,
      `--encoding 须为 ${ENCODINGS.join('、')} 之一。“${text}”不在其中。`,
    ),
  );
}

function delimiterOf(text: string | undefined): string | undefined {
  return text === 'tab' || text === '\\t' ? '\t' : text;
}

const STOPPED_ASKING = Symbol('stopped');

/** From the environment, else asked of whoever sits before it; null where none is needed, or nobody can be asked. */
async function passphraseOf(
  folder: string,
  { passphrase: isWanted = false, lang }: FindStudyOptions,
  terminal: Terminal,
): Promise<string | null | typeof STOPPED_ASKING> {
  const given = process.env['CASEWRIGHT_PASSPHRASE'];
  if (given !== undefined && given !== '') return given;
  const isKnown = isSealed(folder);
  if (!isKnown && !isWanted) return null;
  if (!terminal.isWatched) {
    if (isKnown) return null;
    throw new CommandFault(NOBODY_TO_ASK);
  }
  const ask = (question: Words): Promise<string | null> => askSecret(question[lang], process.stdin, terminal.error);
  const first = await ask(words('Passphrase of the hospital numbers: ', '医院编号的口令：'));
  if (first === null) return STOPPED_ASKING;
  if (isKnown) return first;
  if (first === '') throw new CommandFault(EMPTY_PASSPHRASE);
  const again = await ask(words('The same once more: ', '请再次输入：'));
  if (again === null) return STOPPED_ASKING;
  if (again !== first) throw new CommandFault(TWO_PASSPHRASES);
  return first;
}

const NOBODY_TO_ASK = words(
  '--passphrase asks at the terminal. There is none here. Set CASEWRIGHT_PASSPHRASE instead.',
  '--passphrase 须在终端中输入。此处没有终端。请改为设置 CASEWRIGHT_PASSPHRASE。',
);
const EMPTY_PASSPHRASE = words(
  'A passphrase has at least one letter. This one is empty. Type it, or leave --passphrase away.',
  '口令不能为空。请输入口令，或不用 --passphrase。',
);
const TWO_PASSPHRASES = words(
  'A new passphrase is typed twice alike. These two differ. Nothing was sealed; try again.',
  '新口令须两次输入一致。两次输入不同，未加密任何内容；请重试。',
);

/** Null where the person stopped it with Ctrl-C. */
async function searchedUntilStopped(
  folder: string,
  files: readonly string[],
  search: Parameters<typeof searchStudy>[2],
  sample: { size: number; seed: number },
  passphrase: string | null,
  options: FindStudyOptions,
  bar: ProgressBar,
): Promise<SearchedExtract | null> {
  const stop = new AbortController();
  const onStop = (): void => stop.abort();
  process.once('SIGINT', onStop);
  try {
    return await searchStudy(folder, files, search, {
      sample,
      resumes: options.resume === true,
      mapping: options.map ?? null,
      encoding: encodingOf(options.encoding),
      delimiter: delimiterOf(options.delimiter),
      passphrase,
      onProgress: bar.searched,
      signal: stop.signal,
    });
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  } finally {
    process.removeListener('SIGINT', onStop);
  }
}

const STOPPED = words(
  'Stopped. What was searched is kept: the same command with --resume goes on from there.',
  '已停止。已检索的部分已保存：在同一命令后加 --resume 即可继续。',
);

/** What was found: counts by status, then the candidates a line each, then what is new and what was written. */
function summary(
  { candidates, changes, state, toScreen, suggestedTerms }: FoundCases,
  searched: SearchedExtract,
  out: string | undefined,
  screeners: readonly string[],
  width: number,
  lang: Language,
): string {
  const say = (said: Words): string => said[lang];
  const lines = wrapText(
    say(
      words(
        `${searched.reports} reports of ${searched.patients} patients; ${candidates.length} candidates.`,
        `共检索${searched.patients}名患者的${searched.reports}份报告，得到候选病例${candidates.length}名。`,
      ),
    ),
    width,
  );
  const counted = CANDIDATE_STATUSES.map(
    (status) => [say(STATUS_WORDS[status]), candidates.filter((one) => one.status === status).length] as const,
  );
  const widest = Math.max(...counted.map(([name]) => displayWidth(name)));
  for (const [name, count] of counted) lines.push(`  ${padded(name, widest)}  ${String(count).padStart(5)}`);
  if (candidates.length > 0) lines.push('');
  const idWidth = Math.min(
    24,
    Math.max(0, ...candidates.slice(0, MOST_LISTED).map(({ patient }) => displayWidth(patient))),
  );
  for (const one of candidates.slice(0, MOST_LISTED)) {
    const date = one.firstDate ?? say(words('no date', '日期不详'));
    lines.push(`  ${padded(one.patient, idWidth)}  ${padded(date, 10)}  ${say(STATUS_WORDS[one.status])}`);
  }
  if (candidates.length > MOST_LISTED)
    lines.push(
      say(
        words(
          `  and ${candidates.length - MOST_LISTED} more (--json or --out lists all)`,
          `  另有${candidates.length - MOST_LISTED}名（--json 或 --out 可列全）`,
        ),
      ),
    );
  if (state.previous !== null)
    lines.push(
      '',
      ...wrapText(
        say(
          words(
            `Since the extract before: ${changes.fresh.length} new, ${changes.changed.length} changed, ${changes.vanished.length} vanished.`,
            `与上次提取数据相比：新增${changes.fresh.length}名，有变化${changes.changed.length}名，消失${changes.vanished.length}名。`,
          ),
        ),
        width,
      ),
    );
  lines.push(...suggestedLines(suggestedTerms, width, lang));
  if (out !== undefined)
    lines.push(
      '',
      ...wrapText(
        say(
          words(
            `Wrote ${out}: evidence.html for the team, candidates.json, candidates.csv, and a sheet with ${toScreen.length} rows for each screener (${screeners.join(', ')}). They hold patient data.`,
            `已写入 ${out}：供团队查看的 evidence.html、candidates.json、candidates.csv，以及每名筛查者（${screeners.join('、')}）一份、各${toScreen.length}行的筛查表。内含患者资料，请勿外传。`,
          ),
        ),
        width,
      ),
    );
  if (state.current.sample.drawn.length === 0) lines.push('', ...wrapText(say(NO_SAMPLE), width));
  return `${lines.join('\n')}\n`;
}

const MOST_SUGGESTED = 8;

/** What stands near hits and is not looked for, a line each; a person decides. */
function suggestedLines(terms: readonly SuggestedTerm[], width: number, lang: Language): string[] {
  if (terms.length === 0) return [];
  const shown = terms.slice(0, MOST_SUGGESTED);
  const widest = Math.max(...shown.map(({ term }) => displayWidth(term)));
  const heading = words(
    'Words near hits that the search does not look for (patients near hits; in the sample without a hit). Add those that fit to the study document:',
    '检索未包含、但常见于命中处附近的词（命中处附近的患者数；未命中样本中的患者数）。适用者请写入研究文档：',
  );
  return [
    '',
    ...wrapText(heading[lang], width),
    ...shown.map(
      ({ term, near, ofNear, background, ofBackground }) =>
        `  ${padded(term, widest)}  ${near}/${ofNear}  ${background}/${ofBackground}`,
    ),
  ];
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function sampleOf(
  options: FindStudyOptions,
  ofStudy: { size: number; seed: number } | undefined,
): { size: number; seed: number } {
  const size = options.sample === undefined ? (ofStudy?.size ?? 0) : wholeNumber('--sample', options.sample);
  const seed = options.seed === undefined ? (ofStudy?.seed ?? 1) : wholeNumber('--seed', options.seed);
  return { size, seed };
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new CommandFault(
    words(
      `${option} takes a whole number, 0 or more. "${text}" is none. Write, for instance, ${option} 300.`,
      `${option} 须为不小于 0 的整数。“${text}”不是。例如可写 ${option} 300。`,
    ),
  );
}

function screenersOf(joined: string): string[] {
  const names = joined.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,30}$/u.test(name));
  if (wrong === undefined && new Set(names.map((name) => name.toLowerCase())).size === names.length) return names;
  throw new CommandFault(
    words(
      `--screeners takes short names of letters and digits, each once, joined by commas. "${joined}" is not. Write, for instance, --screeners A,B.`,
      `--screeners 须为由字母或数字组成、互不相同的简称，以英文逗号分隔。“${joined}”不是。例如可写 --screeners A,B。`,
    ),
  );
}

async function mustBeFile(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isFile()) return;
  throw new CommandFault(
    there
      ? words(
          `--reports names files. "${file}" is none. Name the files in it.`,
          `--reports 须为文件。“${file}”不是文件，请指定其中的文件。`,
        )
      : words(
          `--reports names files. There is nothing at "${file}". Check the path.`,
          `--reports 须为文件。“${file}”处没有任何文件，请检查路径。`,
        ),
  );
}

async function mustNotBeFile(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there === null || there.isDirectory()) return;
  throw new CommandFault(
    words(
      `--out names a folder. "${out}" is a file. Name another place.`,
      `--out 须为文件夹。“${out}”是文件。请另选位置。`,
    ),
  );
}

const NO_REPORTS = words(
  'Candidates are found in reports. None were named. Say --reports FILE, several if need be.',
  '候选病例须在报告中检索。未指定任何报告。请用 --reports 指定文件，可指定多个。',
);
const NO_SEARCH = words(
  'The search is part of the study document. This one has no search with terms or codes. Write it (docs/finding-cases.md says how).',
  '检索方案是研究文档的一部分。此文档的 search 中没有检索词或编码。请补写（写法见 docs/finding-cases.md）。',
);
const UNSOUND = words('A study with errors cannot be searched for.', '研究文档存在错误，无法检索。');
const UNREAD = words(
  'Nothing was written: part of the reports could not be read.',
  '部分报告无法读取，未写入任何文件。',
);
const NO_SAMPLE = words(
  'No sample of the reports without a hit was drawn, so nothing will bound how many cases the search missed: say --sample N, or sampleOfNonHits in the study document.',
  '未对未命中的报告抽样，因而无法估计可能遗漏的病例数：可用 --sample N，或在研究文档中设定 sampleOfNonHits。',
);
