import { InputError } from '@casewright/core/model';
import { CommanderError } from 'commander';
import { installationOf, StudyNotThere } from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import { commandLine } from './command-line.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
process.on('uncaughtException', (error) => {
  finish(explain(error));
  process.exit();
});

commandLine(installationOf(import.meta.url), terminal, finish)
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
  terminal.error(`casewright: ${sentence(error)}\n`);
  return EXIT.couldNotRun;
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'This user may not read or write there. Change the rights, or name another place.',
  EPERM: 'This user may not read or write there. Change the rights, or name another place.',
  EROFS: 'The file system can only be read. Name another place.',
  ENOSPC: 'The disk is full. Make room and run it again.',
  EDQUOT: "The user's share of the disk is full. Make room and run it again.",
  ENOTDIR: 'A part of the path is a file, not a folder. Name another place.',
  EMFILE: 'Too many files are open. Close other programs and run it again.',
  ENAMETOOLONG: 'The path is too long. Name a shorter one.',
  ELOOP: 'Links on the path lead in a circle. Name another place.',
};

function sentence(error: unknown): string {
  if (error instanceof CommandFault || error instanceof StudyNotThere || error instanceof InputError)
    return error.message;
  const { code, path, message } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : SYSTEM_WORDS[code];
  if (words !== undefined) return `Could not use "${path ?? 'a file'}" (${code}). ${words}`;
  return `This is a fault of the program, not of your study: ${message ?? String(error)}. CASEWRIGHT_DEBUG=1 shows where; please report it.`;
}
