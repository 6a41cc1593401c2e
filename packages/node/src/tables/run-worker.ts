import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { words } from '@casewright/core/model';
import type { TableFault } from './table-sink.ts';
import type { WorkerMessage, WorkerTask } from './worker-messages.ts';

/**
 * Reads a file in a thread of its own with a limit on its memory and time, so that no file can take the process with it.
 *
 * @param onMessage - called in the order of the file; what it throws ends the reading and is thrown on
 * @returns null when the reading came to its end, else the fault of the limit it ran into
 */
export async function runWorker(
  task: WorkerTask,
  onMessage: (message: WorkerMessage) => void,
): Promise<TableFault | null> {
  const { milliseconds, heapMegabytes } = task.request.limits;
  const worker = await startWorker({
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
  return new Promise((resolve, reject) => {
    let ended = false;
    const finish = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    const timer = setTimeout(() => finish(() => resolve(tooLong(milliseconds))), milliseconds);
    worker.on('message', (message: WorkerMessage) => {
      if (ended) return;
      try {
        onMessage(message);
      } catch (error) {
        return finish(() => reject(error as Error));
      }
      if (message.kind === 'rows') worker.postMessage(null);
      if (message.kind === 'end') finish(() => resolve(null));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      finish(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooMuchMemory(heapMegabytes)) : reject(error)));
    });
    worker.on('exit', () => finish(() => resolve(tooMuchMemory(heapMegabytes))));
  });
}

async function startWorker(options: WorkerOptions): Promise<Worker> {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./table-worker.cjs', import.meta.url), options);
  fromSources ??= bundleSources();
  return new Worker(await fromSources, { ...options, eval: true });
}

let fromSources: Promise<string> | undefined;

/** Where the sources are run as they stand, a thread cannot read them: they are bundled for it, once a process. */
async function bundleSources(): Promise<string> {
  const esbuild = createRequire(import.meta.url)('esbuild') as {
    build(options: object): Promise<{ outputFiles: { text: string }[] }>;
  };
  const result = await esbuild.build({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0]?.text ?? '';
}

function tooLong(milliseconds: number): TableFault {
  return {
    code: 'table.tooSlow',
    message: words(
      `A file of tables is read within ${milliseconds / 1000} seconds; this one was not, and reading it was stopped.`,
      `表格文件须在 ${milliseconds / 1000} 秒内读完；此文件未能读完，已停止读取。`,
    ),
    hint: words(
      'Keep only the rows and columns of the study in it; if it is small, it is damaged.',
      '请只保留本研究的行和列；若文件不大，则可能已损坏。',
    ),
  };
}

function tooMuchMemory(megabytes: number): TableFault {
  return {
    code: 'table.tooMuchMemory',
    message: words(
      `A file of tables is read within ${megabytes} MB of memory; this one needs more, and reading it was stopped.`,
      `读取表格文件占用的内存不得超过 ${megabytes} MB；此文件超出，已停止读取。`,
    ),
    hint: words(
      'Keep only the rows and columns of the study in it; if it is small, it is damaged.',
      '请只保留本研究的行和列；若文件不大，则可能已损坏。',
    ),
  };
}
