import type { Language } from '@casewright/core/model';
import { judgeStudyFolder, PROGRAM, readManuscript } from '../publish/index.ts';
import { claimJson, claimReport } from './claim-report.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { issueReport } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

export type ClaimsOptions = { text?: string; json?: boolean; lang: Language };

/**
 * Prints what became of each claim of a study, or of each sentence of a manuscript. Status 1 when one differs; 2 when
 * study or records have errors, for nothing can be judged by them.
 */
export async function claimsCommand(folder: string, options: ClaimsOptions, terminal: Terminal): Promise<ExitStatus> {
  const text = options.text === undefined ? undefined : await readManuscript(options.text);
  const { claims, issues } = await judgeStudyFolder(folder, { language: options.lang, program: PROGRAM, text });
  if (claims === null) {
    terminal.error(issueReport(issues, terminal, options.lang));
    terminal.error(
      options.lang === 'en'
        ? 'Claims are judged by the results of a sound study; this one has errors.\n'
        : '论断须依据无误的研究结果判定；本研究存在错误。\n',
    );
    return EXIT.couldNotRun;
  }
  terminal.out(options.json ? claimJson(claims) : claimReport(claims, options.lang, terminal));
  return claims.some(({ verdict }) => verdict === 'differs') ? EXIT.faultsFound : EXIT.ok;
}
