import { hasErrors } from '@casewright/core/model';
import { checkStudyFolder, PROGRAM } from '../publish/index.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueJson, issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

/** Prints everything wrong with a study. Warnings and remarks alone are no reason to stop: status 0. */
export async function checkCommand(
  folder: string,
  options: { json?: boolean },
  terminal: Terminal,
): Promise<ExitStatus> {
  const issues = await checkStudyFolder(folder, PROGRAM);
  if (options.json) terminal.out(issueJson(issues));
  else if (issues.length === 0) terminal.out(`No faults found in ${folder}.\n`);
  else terminal.out(issueReport(issues, terminal));
  return hasErrors(issues) ? EXIT.faultsFound : EXIT.ok;
}
