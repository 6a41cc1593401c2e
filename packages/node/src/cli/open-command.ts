import { hasErrors } from '@casewright/core/model';
import type { Installation } from '../publish/index.ts';
import { isLoopbackAddress, type RunningServer, serveStudy } from '../server/index.ts';
import { openBrowser } from './browser.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { countsText } from './issue-report.ts';
import type { Terminal } from './terminal.ts';

export type OpenOptions = { port: string; host: string; open: boolean };

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
      `Without accounts, open serves this machine only. "${options.host}" may be reached from others. Leave --host out, or name 127.0.0.1, ::1 or localhost.`,
    );
  }
  // From here on a signal is a wish to stop, also while the first report is being built.
  const told = toldToStop();
  const server = await start(folder, options.host, port, installation);
  const { first } = server;
  if (first.kind === 'notThere') {
    await server.stop();
    throw new CommandFault(first.message);
  }
  if (first.kind === 'faults' && hasErrors(first.issues)) {
    terminal.error(`The study has faults, and the page shows them: ${countsText(first.issues, 'en')}\n`);
  }
  terminal.out(`The team's report of ${folder}, on this machine only: ${server.url}\n`);
  terminal.out('It is built again when the folder changes. Ctrl-C stops it.\n');
  if (options.open && terminal.isWatched) openBrowser(server.url);
  await told;
  await server.stop();
  return EXIT.ok;
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CommandFault(
    `--port takes a whole number from 0 to 65535; "${text}" is none. Leave it out for any free port.`,
  );
}

async function start(folder: string, host: string, port: number, installation: Installation): Promise<RunningServer> {
  try {
    return await serveStudy(folder, host, port, installation);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CommandFault(
        `Port ${port} is taken by another program. Name another --port, or leave it out for any free one.`,
      );
    }
    if (code === 'EACCES')
      throw new CommandFault(`This user may not listen on port ${port}. Name one from 1024 upwards.`);
    if (code === 'EADDRNOTAVAIL') throw new CommandFault(`This machine has no address ${host}. Leave --host out.`);
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
