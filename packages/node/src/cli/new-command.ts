import type { Language } from '@casewright/core/model';
import { templateFiles, writeStudyFolder } from '../new/index.ts';
import type { Installation } from '../publish/index.ts';
import { NEW_WORDS } from './command-words.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

export type NewOptions = {
  template: string;
  withExamples?: boolean;
  from?: string;
  answers?: string;
  json?: boolean;
  lang: Language;
};

/** Writes a study folder to start from, and says what comes next. Writes nothing where anything stands already. */
export async function newCommand(
  folder: string,
  options: NewOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (options.from !== undefined) {
    const { newFromWorkbook } = await import('./new-from-workbook.ts');
    return newFromWorkbook(folder, { ...options, from: options.from }, terminal);
  }
  const files = await templateFiles(installation, options.template, options.withExamples === true);
  await writeStudyFolder(folder, files);
  terminal.out(NEW_WORDS.written(folder, options.withExamples === true)[options.lang]);
  return EXIT.ok;
}
