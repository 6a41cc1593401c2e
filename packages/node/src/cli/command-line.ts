import { LANGUAGES, type Language, labelIn, nearestWord, type Words, words } from '@casewright/core/model';
import { Command, Option } from 'commander';
import { type Installation, VERSION } from '../publish/index.ts';
import type { AnalyzeOptions } from './analyze-command.ts';
import type { ClaimsOptions } from './claims-command.ts';
import { CommandFault } from './command-fault.ts';
import {
  ANALYZE_WORDS,
  CHECK_WORDS,
  CLAIMS_WORDS,
  CONFORMANCE_WORDS,
  FIND_WORDS,
  NEW_WORDS,
  OPEN_WORDS,
  PROGRAM_WORDS,
  plannedDescription,
  plannedSummary,
  REPORT_WORDS,
  SCREEN_WORDS,
} from './command-words.ts';
import type { ExitStatus } from './exit-status.ts';
import type { FindOptions } from './find-command.ts';
import type { NewOptions } from './new-command.ts';
import type { OpenOptions } from './open-command.ts';
import { PLANNED_COMMANDS } from './planned-commands.ts';
import type { ReportOptions } from './report-command.ts';
import type { ScreenOptions } from './screen-command.ts';
import {
  AUDIT_WORDS,
  BACKUP_WORDS,
  LANGUAGE_OF_MESSAGES,
  LOAD_WORDS,
  RESTORE_WORDS,
  UNLOAD_WORDS,
} from './store-words.ts';
import type { Terminal } from './terminal.ts';
import { chineseHelp, usageFaultInChinese } from './usage-in-chinese.ts';

/**
 * The command line as a whole. Each command loads its own code when it is called, so that none waits for another's.
 * @param finish - is told the exit status of the command that ran
 * @param language - of the help, and of what is said of a command line that cannot be read
 */
export function commandLine(
  installation: Installation,
  terminal: Terminal,
  finish: (status: ExitStatus) => void,
  language: Language,
): Command {
  const say = (said: Words): string => labelIn(said, language);
  const langOption = (said: Words): Option =>
    new Option('--lang <language>', say(said)).choices(LANGUAGES).default(language, 'en');
  const program = new Command('casewright')
    .description(say(PROGRAM_WORDS.description))
    .version(VERSION, '-V, --version', say(PROGRAM_WORDS.version))
    .helpOption('-h, --help', say(PROGRAM_WORDS.help))
    .helpCommand('help [command]', say(PROGRAM_WORDS.helpCommand))
    .addHelpText('after', say(PROGRAM_WORDS.exit))
    .showSuggestionAfterError()
    .configureHelp({ helpWidth: terminal.width, ...(language === 'zh-CN' ? chineseHelp : {}) })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.error,
      outputError: (said, write) => write(language === 'zh-CN' ? usageFaultInChinese(said) : said),
    })
    .exitOverride();
  program
    .addOption(langOption(PROGRAM_WORDS.lang))
    .enablePositionalOptions()
    .allowExcessArguments()
    .action(() => {
      const [name] = program.args;
      if (name === undefined) program.outputHelp();
      else throw unknownCommand(name, program);
    });

  program
    .command('open [STUDY]')
    .description(say(OPEN_WORDS.description))
    .option('--port <port>', say(OPEN_WORDS.port), '0')
    .option('--host <host>', say(OPEN_WORDS.host), '127.0.0.1')
    .option('--no-open', say(OPEN_WORDS.noOpen))
    .addOption(langOption(OPEN_WORDS.lang))
    .action(async (study: string | undefined, options: OpenOptions) => {
      const { openCommand } = await import('./open-command.ts');
      finish(await openCommand(study ?? installation.shippedStudy, options, installation, terminal));
    });

  program
    .command('new <DIR>')
    .description(say(NEW_WORDS.description))
    .option('--template <name>', say(NEW_WORDS.template), 'blank')
    .option('--with-examples', say(NEW_WORDS.withExamples))
    .option('--from <WORKBOOK>', say(NEW_WORDS.from))
    .option('--answers <FILE>', say(NEW_WORDS.answers))
    .option('--json', say(NEW_WORDS.json))
    .addOption(langOption(NEW_WORDS.lang))
    .action(async (folder: string, options: NewOptions) => {
      const { newCommand } = await import('./new-command.ts');
      finish(await newCommand(folder, options, installation, terminal));
    });

  program
    .command('check <STUDY>')
    .description(say(CHECK_WORDS.description))
    .option('--json', say(CHECK_WORDS.json))
    .addOption(langOption(CHECK_WORDS.lang))
    .action(async (study: string, options: { json?: boolean; lang: Language }) => {
      const { checkCommand } = await import('./check-command.ts');
      finish(await checkCommand(study, options, terminal));
    });

  program
    .command('report <STUDY>')
    .description(say(REPORT_WORDS.description))
    .requiredOption('--out <DIR>', say(REPORT_WORDS.out))
    .option('--format <formats>', say(REPORT_WORDS.format), 'html')
    .addOption(langOption(REPORT_WORDS.lang))
    .addOption(
      new Option('--audience <audience>', say(REPORT_WORDS.audience)).choices(['public', 'team']).default('public'),
    )
    .option('--verbose', say(REPORT_WORDS.verbose))
    .action(async (study: string, options: ReportOptions) => {
      const { reportCommand } = await import('./report-command.ts');
      finish(await reportCommand(study, options, installation, terminal));
    });

  program
    .command('conformance <DIR>')
    .description(say(CONFORMANCE_WORDS.description))
    .option('--json', say(CONFORMANCE_WORDS.json))
    .addOption(langOption(CONFORMANCE_WORDS.lang))
    .action(async (folder: string, options: { json?: boolean; lang: Language }) => {
      const { conformanceCommand } = await import('./conformance-command.ts');
      finish(await conformanceCommand(folder, options, terminal));
    });

  program
    .command('claims <STUDY>')
    .description(say(CLAIMS_WORDS.description))
    .option('--text <FILE>', say(CLAIMS_WORDS.text))
    .option('--json', say(CLAIMS_WORDS.json))
    .addOption(langOption(CLAIMS_WORDS.lang))
    .action(async (study: string, options: ClaimsOptions) => {
      const { claimsCommand } = await import('./claims-command.ts');
      finish(await claimsCommand(study, options, terminal));
    });

  program
    .command('analyze <TABLE>')
    .description(say(ANALYZE_WORDS.description))
    .requiredOption('--time <T>', say(ANALYZE_WORDS.time))
    .requiredOption('--event <E>', say(ANALYZE_WORDS.event))
    .option('--event-value <V>', say(ANALYZE_WORDS.eventValue))
    .option('--censor-value <C>', say(ANALYZE_WORDS.censorValue))
    .option('--competing-value <K>', say(ANALYZE_WORDS.competingValue))
    .option('--start <S>', say(ANALYZE_WORDS.start))
    .option('--entry <L>', say(ANALYZE_WORDS.entry))
    .option('--group <G>', say(ANALYZE_WORDS.group))
    .option('--adjust <A,B>', say(ANALYZE_WORDS.adjust))
    .option('--factors <A,B>', say(ANALYZE_WORDS.factors))
    .option('--reference <COLUMN=VALUE...>', say(ANALYZE_WORDS.reference))
    .addOption(new Option('--unit <unit>', say(ANALYZE_WORDS.unit)).choices(['day', 'week', 'month', 'year']))
    .option('--times <T1,T2>', say(ANALYZE_WORDS.times))
    .addOption(
      new Option('--conf <scale>', say(ANALYZE_WORDS.conf)).choices(['log-log', 'log', 'plain']).default('log-log'),
    )
    .option('--answer <QUESTION=CHOICE...>', say(ANALYZE_WORDS.answer))
    .option('--delimiter <mark>', say(ANALYZE_WORDS.delimiter))
    .addOption(new Option('--decimal <mark>', say(ANALYZE_WORDS.decimal)).choices(['comma', 'point']))
    .option('--encoding <name>', say(ANALYZE_WORDS.encoding))
    .option('--sheet <name>', say(ANALYZE_WORDS.sheet))
    .option('--no-header', say(ANALYZE_WORDS.noHeader))
    .option('--out <DIR>', say(ANALYZE_WORDS.out))
    .addOption(
      new Option('--audience <audience>', say(ANALYZE_WORDS.audience)).choices(['public', 'team']).default('public'),
    )
    .addOption(langOption(ANALYZE_WORDS.lang))
    .option('--json', say(ANALYZE_WORDS.json))
    .action(async (table: string, options: AnalyzeOptions) => {
      const { analyzeCommand } = await import('./analyze-command.ts');
      finish(await analyzeCommand(table, options, installation, terminal));
    });

  program
    .command('find [STUDY]')
    .description(say(FIND_WORDS.description))
    .option('--reports <FILE...>', say(FIND_WORDS.reports))
    .option('--out <DIR>', say(FIND_WORDS.out))
    .option('--screeners <A,B>', say(FIND_WORDS.screeners), 'A,B')
    .option('--sample <N>', say(FIND_WORDS.sample))
    .option('--seed <S>', say(FIND_WORDS.seed))
    .option('--map <FILE>', say(FIND_WORDS.map))
    .option('--encoding <NAME>', say(FIND_WORDS.encoding))
    .option('--delimiter <SIGN>', say(FIND_WORDS.delimiter))
    .option('--passphrase', say(FIND_WORDS.passphrase))
    .option('--resume', say(FIND_WORDS.resume))
    .option('--explain <REPORT>', say(FIND_WORDS.explain))
    .option('--kind <KIND>', say(FIND_WORDS.kind))
    .option('--evaluate <GOLD>', say(FIND_WORDS.evaluate))
    .option('--json', say(FIND_WORDS.json))
    .addOption(langOption(FIND_WORDS.lang))
    .addHelpText('after', say(FIND_WORDS.examples))
    .action(async (study: string | undefined, options: FindOptions) => {
      const { findCommand } = await import('./find-command.ts');
      finish(await findCommand(study, options, installation, terminal));
    });

  program
    .command('screen <STUDY>')
    .description(say(SCREEN_WORDS.description))
    .option('--decisions <A.xlsx,B.xlsx>', say(SCREEN_WORDS.decisions))
    .option('--adjudicated <C.xlsx>', say(SCREEN_WORDS.adjudicated))
    .option('--out <DIR>', say(SCREEN_WORDS.out))
    .option('--json', say(SCREEN_WORDS.json))
    .addOption(langOption(SCREEN_WORDS.lang))
    .addHelpText('after', say(SCREEN_WORDS.examples))
    .action(async (study: string, options: ScreenOptions) => {
      const { screenCommand } = await import('./screen-command.ts');
      finish(await screenCommand(study, options, terminal));
    });

  program
    .command('load <STUDY>')
    .description(say(LOAD_WORDS.description))
    .requiredOption('--database <DATABASE>', say(LOAD_WORDS.database))
    .addOption(langOption(LANGUAGE_OF_MESSAGES))
    .action(async (study: string, options: { database: string; lang: Language }) => {
      const { loadCommand } = await import('./store-commands.ts');
      finish(await loadCommand(study, options, terminal));
    });

  program
    .command('unload <DATABASE>')
    .description(say(UNLOAD_WORDS.description))
    .requiredOption('--out <DIR>', say(UNLOAD_WORDS.out))
    .option('--study <ID>', say(UNLOAD_WORDS.study))
    .addOption(langOption(LANGUAGE_OF_MESSAGES))
    .action(async (database: string, options: { out: string; study?: string; lang: Language }) => {
      const { unloadCommand } = await import('./store-commands.ts');
      finish(await unloadCommand(database, options, terminal));
    });

  program
    .command('audit <verify> <DATABASE>')
    .description(say(AUDIT_WORDS.description))
    .option('--head <HASH>', say(AUDIT_WORDS.head))
    .option('--json', say(AUDIT_WORDS.json))
    .addOption(langOption(LANGUAGE_OF_MESSAGES))
    .action(async (action: string, database: string, options: { head?: string; json?: boolean; lang: Language }) => {
      const { auditCommand } = await import('./store-commands.ts');
      finish(await auditCommand(action, database, options, terminal));
    });

  program
    .command('backup <DATABASE>')
    .description(say(BACKUP_WORDS.description))
    .requiredOption('--out <FILE>', say(BACKUP_WORDS.out))
    .addOption(langOption(LANGUAGE_OF_MESSAGES))
    .action(async (database: string, options: { out: string; lang: Language }) => {
      const { backupCommand } = await import('./store-commands.ts');
      finish(await backupCommand(database, options, terminal));
    });

  program
    .command('restore <FILE>')
    .description(say(RESTORE_WORDS.description))
    .requiredOption('--database <DATABASE>', say(RESTORE_WORDS.database))
    .addOption(langOption(LANGUAGE_OF_MESSAGES))
    .action(async (file: string, options: { database: string; lang: Language }) => {
      const { restoreCommand } = await import('./store-commands.ts');
      finish(await restoreCommand(file, options, terminal));
    });

  for (const { name, usage, summary } of PLANNED_COMMANDS) {
    program
      .command(name)
      .summary(say(plannedSummary(summary)))
      .description(say(plannedDescription(summary)))
      .usage(usage)
      .argument('[arguments...]')
      .allowUnknownOption()
      .action(() => {
        throw new CommandFault(
          words(
            `not yet built: ${name} (${summary.en}). "casewright --help" lists what is.`,
            `尚未实现：“${name}”（${summary['zh-CN']}）。可用的命令见“casewright --help --lang zh-CN”。`,
          ),
        );
      });
  }
  for (const command of program.commands) {
    command.addHelpText('after', say(PROGRAM_WORDS.exit)).exitOverride();
  }
  return program;
}

function unknownCommand(name: string, program: Command): CommandFault {
  const near = nearestWord(
    name,
    program.commands.map((command) => command.name()),
  );
  return new CommandFault(
    words(
      `No command is called "${name}". ${near === null ? '' : `Did you mean "${near}"? `}"casewright --help" lists them.`,
      `没有名为“${name}”的命令。${near === null ? '' : `是否应为“${near}”？`}全部命令见“casewright --help --lang zh-CN”。`,
    ),
  );
}
