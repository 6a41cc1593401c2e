import { type Language, words } from '@casewright/core/model';
import type { Installation } from '../publish/index.ts';
import { CommandFault } from './command-fault.ts';
import type { ExitStatus } from './exit-status.ts';
import type { FindStudyOptions } from './find-study.ts';
import type { Terminal } from './terminal.ts';

export type FindOptions = FindStudyOptions & {
  evaluate?: string;
  explain?: string;
  kind?: string;
  json?: boolean;
  lang: Language;
};

/** Finds candidates in report texts, says how one report was read, or judges gold sentences. */
export async function findCommand(
  study: string | undefined,
  options: FindOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (options.evaluate !== undefined) {
    const { evaluateGoldFile } = await import('./find-evaluate.ts');
    return await evaluateGoldFile(options.evaluate, options, terminal);
  }
  if (study === undefined) throw new CommandFault(NO_STUDY);
  const { explain } = options;
  if (explain !== undefined) {
    const { explainReport } = await import('./find-explain.ts');
    return await explainReport(study, { ...options, explain }, terminal);
  }
  const { findInStudy } = await import('./find-study.ts');
  return await findInStudy(study, options, installation, terminal);
}

const NO_STUDY = words(
  'The search is part of a study. None was named. Say "casewright find STUDY --reports FILE", or --evaluate GOLD.tsv without a study.',
  '检索方案是研究的一部分。未指定研究。请用“casewright find STUDY --reports FILE”；或不指定研究，用 --evaluate 判读金标准句子。',
);
