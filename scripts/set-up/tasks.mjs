import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { readIfThere, root } from './files.mjs';
import { installIfStale } from './install.mjs';
import { withSetUpLock } from './lock.mjs';
import { run } from './processes.mjs';
import { SetUpError, say } from './say.mjs';

const tasks = { start, test, 'test:long': testLong, bench };

/** Sets the checkout up as far as needed, then does what was asked; the process ends with that status. */
export async function runTask([name, ...rest]) {
  const task = tasks[name];
  if (!task) {
    say(`there is no task "${name}"; choose one of ${Object.keys(tasks).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  try {
    await withSetUpLock(async () => {
      await installIfStale();
      await buildIfStale();
    });
    process.exitCode = await task(rest.filter((argument) => argument !== '--'));
  } catch (error) {
    say(describe(error));
    process.exitCode = 2;
  }
}

function describe(error) {
  if (error instanceof SetUpError || !process.env.CASEWRIGHT_DEBUG) {
    const hint = error instanceof SetUpError ? '' : ' (CASEWRIGHT_DEBUG=1 shows where)';
    return `could not go on: ${error.message}${hint}`;
  }
  return error.stack;
}

/** Opens the shipped study. In this same process: a second one would cost the time of another start. */
async function start(rest) {
  process.argv = [process.execPath, path.join(root, 'dist', 'casewright.mjs'), 'open', ...rest];
  await import(pathToFileURL(process.argv[1]).href);
  return process.exitCode;
}

async function test(rest, extra = {}) {
  const chromium = await ensureChromium();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-test-'));
  const counts = path.join(folder, 'counts');
  const env = { ...process.env, ...extra, CASEWRIGHT_COUNTS: counts, ...(chromium && { CHROMIUM_PATH: chromium }) };
  const status = await run(process.execPath, [path.join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...rest], {
    env,
  });
  const line = readIfThere(counts).trim();
  fs.rmSync(folder, { recursive: true, force: true });
  // Without counts the runner itself fell over: that is a failure, whatever it returned.
  process.stdout.write(`\n${line || '0 passed, 1 failed, 0 skipped'}\n`);
  if (line === '') return status || 1;
  return status || (/ 0 failed/.test(line) ? 0 : 1);
}

/** The tests with more tries; and of everything, not of a folder that was named, whether they notice changed code. */
async function testLong(rest) {
  const mutants = rest.length > 0 ? 0 : await run(process.execPath, [path.join('tests', 'mutation', 'run.mjs')]);
  return (await test(rest, { CASEWRIGHT_LONG: '1' })) || mutants;
}

async function bench(rest) {
  return run(process.execPath, [path.join('scripts', 'bench.mjs'), ...rest]);
}
