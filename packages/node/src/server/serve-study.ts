import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Language } from '@casewright/core/model';
import { createAdaptorServer } from '@hono/node-server';
import type { Installation } from '../publish/index.ts';
import { studyApp } from './study-app.ts';
import { type StudyPage, studyPages } from './study-pages.ts';
import { watchFolder } from './watch-folder.ts';

export type RunningServer = {
  readonly url: string;
  /** what the study showed at the start */
  readonly first: StudyPage;
  /** ends every connection and resolves when the port is free */
  stop(): Promise<void>;
};

/**
 * Serves the team's report of a study folder, and watches the folder.
 * @param host - a loopback address
 * @param port - 0 takes any that is free
 * @param language - in which its address opens the report
 * @throws what `listen` fails with, e.g. `EADDRINUSE`
 */
export async function serveStudy(
  folder: string,
  host: string,
  port: number,
  language: Language,
  installation: Installation,
): Promise<RunningServer> {
  const pages = studyPages(folder, installation);
  const app = studyApp(pages, path.basename(path.resolve(folder)));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(server, host, port);
  const watching = watchFolder(folder, pages.refresh);
  const stop = (): Promise<void> => {
    watching.stop();
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  try {
    const { port: taken } = server.address() as AddressInfo;
    const first = await pages.page(language);
    const origin = `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`;
    return { url: language === 'en' ? origin : `${origin}?lang=${language}`, first, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
