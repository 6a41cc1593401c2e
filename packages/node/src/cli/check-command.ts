import { hasErrors, type Language } from '@casewright/core/model';
import { checkStudyFolder, PROGRAM } from '../publish/index.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueJson, issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

/** Prints everything wrong with a study. Warnings and remarks alone are no reason to stop: status 0. */
export async function checkCommand(
  folder: string,
  options: { json?: boolean; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const issues = await checkStudyFolder(folder, PROGRAM);
  if (options.json) terminal.out(issueJson(issues, options.lang));
  else if (issues.length === 0) {
    terminal.out(options.lang === 'en' ? `No faults found in ${folder}.\n` : `在 ${folder} 中未发现问题。\n`);
  } else terminal.out(issueReport(issues, terminal, options.lang));
  return hasErrors(issues) ? EXIT.faultsFound : EXIT.ok;
}
