import { LANGUAGES, type Language, words } from '@casewright/core/model';
import { Command, Option } from 'commander';
import { type Installation, VERSION } from '../publish/index.ts';
import type { ClaimsOptions } from './claims-command.ts';
import { CommandFault } from './command-fault.ts';
import type { ExitStatus } from './exit-status.ts';
import type { OpenOptions } from './open-command.ts';
import { PLANNED_COMMANDS } from './planned-commands.ts';
import type { ReportOptions } from './report-command.ts';
import type { Terminal } from './terminal.ts';

const DESCRIPTION = `A workbench for the study of rare tumours: from chart to paper, and on to the next visit.
STUDY is a study folder: study.yaml, and records/ with its tables.`;

const EXIT_WORDS = `
Exit status: 0 done, 1 faults were found, 2 could not run.`;

/**
 * The command line as a whole. Each command loads its own code when it is called, so that none waits for another's.
 * @param finish - is told the exit status of the command that ran
 */
export function commandLine(
  installation: Installation,
  terminal: Terminal,
  finish: (status: ExitStatus) => void,
): Command {
  const program = new Command('casewright')
    .description(DESCRIPTION)
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXIT_WORDS)
    .showSuggestionAfterError()
    .configureHelp({ helpWidth: terminal.width })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .exitOverride();
  program.action(() => program.outputHelp());

  program
    .command('open [STUDY]')
    .description(
      "Serve the team's report on this machine, and print its link. Without STUDY, the study shipped with the program.",
    )
    .option('--port <port>', 'the port to listen on; 0 is any that is free', '0')
    .option('--host <host>', 'the address to listen on: this machine only', '127.0.0.1')
    .option('--no-open', 'do not open the browser')
    .addOption(new Option('--lang <language>', 'the language to begin with').choices(LANGUAGES).default('en'))
    .action(async (study: string | undefined, options: OpenOptions) => {
      const { openCommand } = await import('./open-command.ts');
      finish(await openCommand(study ?? installation.shippedStudy, options, installation, terminal));
    });

  program
    .command('check <STUDY>')
    .description('Print everything wrong with a study: document, records, report; all faults at once.')
    .option('--json', 'print the faults as JSON')
    .addOption(new Option('--lang <language>', 'the language of the messages').choices(LANGUAGES).default('en'))
    .action(async (study: string, options: { json?: boolean; lang: Language }) => {
      const { checkCommand } = await import('./check-command.ts');
      finish(await checkCommand(study, options, terminal));
    });

  program
    .command('report <STUDY>')
    .description('Run the plan of a study and write report.html, results.json, figures/*.svg and tables/*.csv.')
    .requiredOption('--out <DIR>', 'the folder to write to')
    .option('--format <formats>', 'html; later also docx, pdf', 'html')
    .addOption(new Option('--lang <language>', 'the language of the report').choices(LANGUAGES).default('en'))
    .addOption(
      new Option('--audience <audience>', 'public has no patient in it; team opens patients and is not for sharing')
        .choices(['public', 'team'])
        .default('public'),
    )
    .option('--verbose', 'name every file that was written')
    .action(async (study: string, options: ReportOptions) => {
      const { reportCommand } = await import('./report-command.ts');
      finish(await reportCommand(study, options, installation, terminal));
    });

  program
    .command('conformance <DIR>')
    .description(
      "Answer R's fixtures in DIR (*.json, one file a method) and compare every number; see docs/validation.md.",
    )
    .option('--json', 'print each case with its verdict as JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { conformanceCommand } = await import('./conformance-command.ts');
      finish(await conformanceCommand(folder, options, terminal));
    });

  program
    .command('claims <STUDY>')
    .description('Judge what the study document claims by the results of its plan, or what a manuscript says.')
    .option('--text <FILE>', 'a plain text or Markdown file: judge its sentences instead')
    .option('--json', 'print the claims as JSON')
    .addOption(new Option('--lang <language>', 'the language of verdicts and reasons').choices(LANGUAGES).default('en'))
    .action(async (study: string, options: ClaimsOptions) => {
      const { claimsCommand } = await import('./claims-command.ts');
      finish(await claimsCommand(study, options, terminal));
    });

  for (const { name, usage, summary } of PLANNED_COMMANDS) {
    program
      .command(name)
      .summary(`${summary} (not yet built)`)
      .description(`Not yet built. It will do this: ${summary}.`)
      .usage(usage)
      .argument('[arguments...]')
      .allowUnknownOption()
      .action(() => {
        throw new CommandFault(
          words(
            `not yet built: ${name} (${summary}). "casewright --help" lists what is.`,
            `尚未实现：“${name}”。可用的命令见“casewright --help”。`,
          ),
        );
      });
  }
  for (const command of program.commands) {
    command.addHelpText('after', EXIT_WORDS).exitOverride();
  }
  return program;
}
