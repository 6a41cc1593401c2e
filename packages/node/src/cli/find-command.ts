import { type Language, words } from '@casewright/core/model';
import { CommandFault } from './command-fault.ts';
import type { ExitStatus } from './exit-status.ts';
import { evaluateGoldFile } from './find-evaluate.ts';
import type { Terminal } from './terminal.ts';

export type FindOptions = { evaluate?: string; json?: boolean; lang: Language };

/** Finds candidates in report texts, or judges gold sentences. */
export async function findCommand(
  _study: string | undefined,
  options: FindOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (options.evaluate !== undefined) return await evaluateGoldFile(options.evaluate, options, terminal);
  throw new CommandFault(
    words(
      'not yet built: find in extracts. "casewright find --evaluate GOLD.tsv" judges gold sentences.',
      '尚未实现：在数据提取文件中检索。“casewright find --evaluate GOLD.tsv”可判读金标准句子。',
    ),
  );
}
