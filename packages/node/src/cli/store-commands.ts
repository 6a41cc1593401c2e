import os from 'node:os';
import { type Language, type Words, words } from '@casewright/core/model';
import { GIT_IGNORE, GIT_IGNORE_FILE } from '../new/index.ts';
import {
  backupStore,
  loadIntoStore,
  openStore,
  openStudyInStore,
  readForLoading,
  restoreStore,
  type Store,
  unloadStudy,
  type VerifiedStudy,
  verifyStore,
} from '../store/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

/** Takes a study folder into a database; status 1, and nothing written, where something of it cannot be read. */
export async function loadCommand(
  folder: string,
  { database, lang }: { database: string; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const { study, issues } = await readForLoading(folder);
  if (issues.length > 0) terminal.error(issueReport(issues, terminal, lang));
  if (study === null) {
    terminal.error(`${NOT_LOADED[lang]}\n`);
    return EXIT.faultsFound;
  }
  const loaded = await withStore(database, { isNew: true }, (store) => loadIntoStore(store, study, userName()));
  terminal.out(
    `${
      words(
        `Loaded ${loaded.study}: ${loaded.patients} patients.\n  snapshot  ${loaded.snapshot}\n  head      ${loaded.head} (line ${loaded.length})`,
        `已载入 ${loaded.study}：${loaded.patients} 例患者。\n  快照  ${loaded.snapshot}\n  末行  ${loaded.head}（第 ${loaded.length} 行）`,
      )[lang]
    }\n`,
  );
  return EXIT.ok;
}

/** Writes a study of a database as a folder. */
export async function unloadCommand(
  database: string,
  { out, study: id, lang }: { out: string; study?: string; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const { snapshot } = await withStore(database, {}, async (store) =>
    unloadStudy(await openStudyInStore(store, id), out, { file: GIT_IGNORE_FILE, text: GIT_IGNORE }),
  );
  terminal.out(
    `${
      words(
        `Wrote ${out}. History, audit trail, queries and abstractions stay in the database.\n  snapshot  ${snapshot}`,
        `已写入 ${out}。历史、审计记录、质疑与摘录仍在数据库中。\n  快照  ${snapshot}`,
      )[lang]
    }\n`,
  );
  return EXIT.ok;
}

/** Verifies the trails of a database; status 1 where something does not hold, or the head that was noted is not there. */
export async function auditCommand(
  action: string,
  database: string,
  { head, json, lang }: { head?: string; json?: boolean; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  if (action !== 'verify') throw new CommandFault(NO_SUCH_ACTION);
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) throw new CommandFault(NO_HEAD);
  const studies = await withStore(database, { leaveAsIs: true }, (store) =>
    verifyStore(store, head === undefined ? {} : { head }),
  );
  const isCut = head !== undefined && !studies.some(({ headAt }) => headAt !== null);
  const holds = !isCut && studies.every(({ fault }) => fault === null);
  if (json) terminal.out(`${JSON.stringify(verifiedJson(studies, head, holds, lang), null, 2)}\n`);
  else {
    for (const study of studies) terminal.out(`${verifiedText(study)[lang]}\n`);
    if (isCut) terminal.out(`${CUT[lang]}\n`);
  }
  return holds ? EXIT.ok : EXIT.faultsFound;
}

/** Backs a database up into a new file. */
export async function backupCommand(
  database: string,
  { out, lang }: { out: string; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const studies = await backupStore(database, out);
  terminal.out(`${words(`Wrote ${out}, and verified it.`, `已写入 ${out}，并通过核验。`)[lang]}\n`);
  for (const study of studies) terminal.out(`${verifiedText(study)[lang]}\n`);
  return EXIT.ok;
}

/** Restores a backup into an empty place. */
export async function restoreCommand(
  file: string,
  { database, lang }: { database: string; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const studies = await restoreStore(file, database);
  terminal.out(`${words('Restored, and verified.', '已恢复，并通过核验。')[lang]}\n`);
  for (const study of studies) terminal.out(`${verifiedText(study)[lang]}\n`);
  return EXIT.ok;
}

async function withStore<Result>(
  address: string,
  options: Parameters<typeof openStore>[1],
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(address, options);
  try {
    return await work(store);
  } finally {
    await store.engine.close();
  }
}

/** Who is at the keyboard, for the audit trail. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return 'casewright';
  }
}

function verifiedText({ study, length, head, fault }: VerifiedStudy): Words {
  if (fault === null)
    return words(
      `${study}: ${length} lines hold.\n  head  ${head}`,
      `${study}：共 ${length} 行，核验通过。\n  末行  ${head}`,
    );
  return words(
    `${study}: does not hold. ${fault.message.en}\nKeep this database as it is, and restore the latest backup elsewhere to compare.`,
    `${study}：核验未通过。${fault.message['zh-CN']}\n请保持此数据库原样，并将最近的备份恢复到别处以作比对。`,
  );
}

function verifiedJson(
  studies: readonly VerifiedStudy[],
  head: string | undefined,
  holds: boolean,
  lang: Language,
): object {
  return {
    verified: holds,
    studies: studies.map(({ study, length, head: end, fault, headAt }) => ({
      study,
      length,
      head: end,
      verified: fault === null,
      firstBad: fault === null ? null : { position: fault.position, code: fault.code, message: fault.message[lang] },
      ...(head === undefined ? {} : { headAt }),
    })),
  };
}

const NOT_LOADED = words(
  'What cannot be read cannot be loaded; nothing was written.',
  '无法读取的内容不能载入；未写入任何内容。',
);
const CUT = words(
  'A head that was noted earlier is in the trail of its study. This one is not: the tail was cut, or it is the head of another database.',
  '先前记下的末行哈希值须在该研究的审计记录中。此值不在其中：尾部已被截去，或属于另一数据库。',
);
const NO_SUCH_ACTION = words(
  'The audit trail can be verified. Nothing else was built. Say "casewright audit verify DATABASE".',
  '审计记录只能核验。所写的操作不存在。请用“casewright audit verify DATABASE”。',
);
const NO_HEAD = words(
  'A head is 64 digits and letters from a to f. This one is not. Copy it from the report or the note.',
  '末行哈希值为 64 位数字及字母 a 至 f。此值不是。请从报告或记录中复制。',
);
