import { hasErrors, type Language, words } from '@casewright/core/model';
import type { Installation } from '../publish/index.ts';
import { isLoopbackAddress, type RunningServer, serveStudy } from '../server/index.ts';
import { openBrowser } from './browser.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { countsText } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

export type OpenOptions = { port: string; host: string; open: boolean; lang: Language };

/** What the command says of its work. */
const WORDS = {
  en: {
    faults: (counts: string) => `The study has faults, and the page shows them: ${counts}`,
    served: (folder: string, url: string) => `The team's report of ${folder}, on this machine only: ${url}`,
    stops: 'It is built again when the folder changes. Ctrl-C stops it.',
  },
  'zh-CN': {
    faults: (counts: string) => `研究存在问题，详见页面：${counts}`,
    served: (folder: string, url: string) => `${folder} 的团队报告（仅限本机访问）：${url}`,
    stops: '文件夹有更改时自动重新生成。按 Ctrl-C 停止。',
  },
} as const;

/** Serves the team's report of a study on this machine until it is told to stop. */
export async function openCommand(
  folder: string,
  options: OpenOptions,
  installation: Installation,
  terminal: Terminal,
): Promise<ExitStatus> {
  const port = portOf(options.port);
  if (!isLoopbackAddress(options.host)) {
    throw new CommandFault(
      words(
        `Without accounts, open serves this machine only. "${options.host}" may be reached from others. Leave --host out, or name 127.0.0.1, ::1 or localhost.`,
        `未设账户时，“open”只供本机访问。“${options.host}”可能被其他机器访问。请删去 --host，或写“127.0.0.1”、“::1”或“localhost”。`,
      ),
    );
  }
  // From here on a signal is a wish to stop, also while the first report is being built.
  const told = toldToStop();
  const said = WORDS[options.lang];
  const server = await start(folder, options, port, installation);
  const { first } = server;
  if (first.kind === 'notThere') {
    await server.stop();
    throw new CommandFault(first.words);
  }
  if (first.kind === 'faults' && hasErrors(first.issues)) {
    terminal.error(`${said.faults(countsText(first.issues, options.lang))}\n`);
  }
  terminal.out(`${said.served(folder, server.url)}\n`);
  terminal.out(`${said.stops}\n`);
  if (options.open && terminal.isWatched) openBrowser(server.url);
  await told;
  await server.stop();
  return EXIT.ok;
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CommandFault(
    words(
      `--port takes a whole number from 0 to 65535; "${text}" is none. Leave it out for any free port.`,
      `--port 须为 0 至 65535 的整数，“${text}”不是。省略则自动选用空闲端口。`,
    ),
  );
}

async function start(
  folder: string,
  { host, lang }: OpenOptions,
  port: number,
  installation: Installation,
): Promise<RunningServer> {
  try {
    return await serveStudy(folder, host, port, lang, installation);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CommandFault(
        words(
          `Port ${port} is taken by another program. Name another --port, or leave it out for any free one.`,
          `端口 ${port} 已被其他程序占用。请用 --port 另选端口，或省略以自动选用空闲端口。`,
        ),
      );
    }
    if (code === 'EACCES')
      throw new CommandFault(
        words(
          `This user may not listen on port ${port}. Name one from 1024 upwards.`,
          `当前用户无权使用端口 ${port}。请选用 1024 及以上的端口。`,
        ),
      );
    if (code === 'EADDRNOTAVAIL')
      throw new CommandFault(
        words(`This machine has no address ${host}. Leave --host out.`, `本机没有地址“${host}”。请删去 --host。`),
      );
    throw error;
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one finds its default again and ends the process at once. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
