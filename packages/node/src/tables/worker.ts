import { parentPort, workerData } from 'node:worker_threads';
import { words } from '@casewright/core/model';
import type { Question, SheetRow } from '@casewright/core/tables';
import { type ByteSource, openFile } from './byte-source.ts';
import { FaultList } from './fault-list.ts';
import { readTable } from './read-table.ts';
import type { FileFacts, ReadRequest, TableFault, TableSink } from './table-sink.ts';
import type { WorkerMessage, WorkerTask } from './worker-messages.ts';

/** Cells sent at once, and how many such messages may be on their way. */
const BATCH_CELLS = 20_000;
const ON_THEIR_WAY = 4;

/** Reads one file and sends what it finds; it holds back while the other side has not taken in what was sent. */
async function work({ path, request }: WorkerTask, send: (message: WorkerMessage) => void): Promise<void> {
  const faults = new FaultList(request.file);
  const questions: Question[] = [];
  const facts: FileFacts = {};
  const sink = sinkTo(send, faults, questions, facts);
  const wasRead = await read(path, request, sink);
  send({ kind: 'end', wasRead, facts, issues: faults.all(), questions });
}

async function read(path: string, request: ReadRequest, sink: TableSink): Promise<boolean> {
  let source: ByteSource | null = null;
  try {
    source = openFile(path);
    return await readTable(source, request, sink);
  } catch (error) {
    sink.fault(source ? damagedFault() : unreadableFault(error));
    return false;
  } finally {
    source?.close();
  }
}

function sinkTo(
  send: (message: WorkerMessage) => void,
  faults: FaultList,
  questions: Question[],
  facts: FileFacts,
): TableSink {
  let rows: SheetRow[] = [];
  let cells = 0;
  let sent = 0;
  let taken = 0;
  let resume: (() => void) | null = null;
  parentPort?.on('message', () => {
    taken += 1;
    resume?.();
    resume = null;
  });
  const flush = (): void => {
    if (rows.length === 0) return;
    send({ kind: 'rows', rows: JSON.stringify(rows) });
    sent += 1;
    rows = [];
    cells = 0;
  };
  return {
    facts: (more) => Object.assign(facts, more),
    beginSheet: (sheet) => send({ kind: 'sheet', ...sheet }),
    row: (row) => {
      rows.push(row);
      cells += row.cells.length + 1;
      if (cells >= BATCH_CELLS) flush();
    },
    endSheet: (sheet) => {
      flush();
      send({ kind: 'sheetEnd', ...sheet });
    },
    fault: (fault) => faults.add(fault),
    ask: (question) => questions.push(question),
    waiting: () =>
      sent - taken < ON_THEIR_WAY
        ? null
        : new Promise((resolve) => {
            resume = resolve;
          }),
  };
}

function unreadableFault(error: unknown): TableFault {
  const { code } = error as NodeJS.ErrnoException;
  return {
    code: 'table.unreadable',
    message: words(
      `A file that is read is there and may be read; this one is not (${code ?? 'unknown cause'}).`,
      `要读取的文件须存在且可读；此文件不是（${code ?? '原因不明'}）。`,
    ),
    hint: words(
      'Check its name, that it is a file and that you may read it.',
      '请核对文件名，并确认它是文件且您有读取权限。',
    ),
  };
}

function damagedFault(): TableFault {
  return {
    code: 'table.damaged',
    message: words(
      'A file is whole and of the kind that it begins as; this one could not be understood on the way.',
      '文件须完整且与其开头的类型一致；此文件中途无法识读。',
    ),
    hint: words(
      'Open it in the program it came from and save it again, or save it as CSV.',
      '请在原程序中打开并重新保存，或另存为 CSV。',
    ),
  };
}

const port = parentPort;
if (port) {
  void work(workerData as WorkerTask, (message) => port.postMessage(message)).then(() => port.close());
}
