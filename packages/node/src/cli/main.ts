import { InputError, type Words, words } from '@casewright/core/model';
import { CommanderError } from 'commander';
import { installationOf, StudyNotThere } from '../publish/index.ts';
import { askedLanguage } from './asked-language.ts';
import { CommandFault } from './command-fault.ts';
import { commandLine } from './command-line.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
process.on('uncaughtException', (error) => {
  finish(explain(error));
  process.exit();
});

commandLine(installationOf(import.meta.url), terminal, finish, askedLanguage(process.argv))
  .parseAsync(process.argv)
  .catch((error: unknown) => finish(explain(error)));

function finish(status: ExitStatus): void {
  process.exitCode = status;
}

/** Says what went wrong, in a sentence; where it went wrong only to those who ask. */
function explain(error: unknown): ExitStatus {
  // Commander has printed its own sentence, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.couldNotRun;
  if (process.env['CASEWRIGHT_DEBUG']) terminal.error(`${error instanceof Error ? error.stack : String(error)}\n`);
  terminal.error(`casewright: ${sentence(error)[askedLanguage(process.argv)]}\n`);
  return EXIT.couldNotRun;
}

const NO_RIGHTS = words(
  'This user may not read or write there. Change the rights, or name another place.',
  '当前用户无权读写此处。请更改权限，或另选位置。',
);

const FILE_ON_PATH = words(
  'A part of the path is a file, not a folder. Name another place.',
  '路径中有一部分是文件而不是文件夹。请另选位置。',
);

const SYSTEM_WORDS: Readonly<Record<string, Words>> = {
  EACCES: NO_RIGHTS,
  EPERM: NO_RIGHTS,
  EROFS: words('The file system can only be read. Name another place.', '该文件系统为只读。请另选位置。'),
  ENOSPC: words('The disk is full. Make room and run it again.', '磁盘已满。请腾出空间后重新运行。'),
  EDQUOT: words(
    "The user's share of the disk is full. Make room and run it again.",
    '当前用户的磁盘配额已满。请腾出空间后重新运行。',
  ),
  ENOTDIR: FILE_ON_PATH,
  EEXIST: FILE_ON_PATH,
  EMFILE: words(
    'Too many files are open. Close other programs and run it again.',
    '打开的文件过多。请关闭其他程序后重新运行。',
  ),
  ENAMETOOLONG: words('The path is too long. Name a shorter one.', '路径过长。请改用较短的路径。'),
  EISDIR: words(
    'There is a folder where a file should be. Name another place.',
    '此处应为文件，实为文件夹。请另选位置。',
  ),
  ELOOP: words('Links on the path lead in a circle. Name another place.', '路径中的链接构成循环。请另选位置。'),
};

/** Of the system's refusals that have no words of their own. */
const REFUSED = words(
  'The system refused. Try again, or name another place.',
  '系统拒绝了该操作。请重试，或另选位置。',
);

function sentence(error: unknown): Words {
  if (error instanceof CommandFault || error instanceof StudyNotThere || error instanceof InputError)
    return error.words;
  const { code, path, message, syscall } = error as NodeJS.ErrnoException;
  const said = code === undefined ? undefined : (SYSTEM_WORDS[code] ?? (syscall === undefined ? undefined : REFUSED));
  if (said !== undefined) {
    return words(
      `Could not use "${path ?? 'a file'}" (${code}). ${said.en}`,
      `无法使用${path === undefined ? '某个文件' : `“${path}”`}（${code}）。${said['zh-CN']}`,
    );
  }
  const fact = message ?? String(error);
  return words(
    `This is a fault of the program, not of your study: ${fact}. CASEWRIGHT_DEBUG=1 shows where; please report it.`,
    `这是程序的错误，与您的研究无关：“${fact}”。设置 CASEWRIGHT_DEBUG=1 可查看出错位置，请予反馈。`,
  );
}
