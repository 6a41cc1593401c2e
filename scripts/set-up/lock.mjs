import fs from 'node:fs';
import path from 'node:path';
import { readIfThere, root } from './files.mjs';
import { SetUpError, say } from './say.mjs';

const HEARTBEAT_MS = 5_000;
// A holder that is alive touches the lock every few seconds; this long without a touch means its pid was given to someone else.
const SILENT_MS = 120_000;

/**
 * Runs `work` while no other set-up works in the same checkout. A second one waits and says so; a lock whose
 * process is gone is taken over.
 */
export async function withSetUpLock(work, { lock = path.join(root, '.setup-lock'), pollMs = 200 } = {}) {
  for (let waits = 0; !take(lock); waits += 1) {
    const holder = holderOf(lock);
    if (holder.gone) clearAway(lock, holder.pid);
    else {
      if (waits === 0) say(`another set-up is at work here (process ${holder.pid || 'unknown'}); waiting for it`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
  const heartbeat = setInterval(() => touch(lock), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

/** Making a folder either succeeds for one process or fails for the other; the system sees to that. */
function take(lock) {
  try {
    fs.mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new SetUpError(
      `The set-up must be able to write into its checkout; it cannot make ${lock} (${error.code}). Give this user the right to write there.`,
    );
  }
  fs.writeFileSync(path.join(lock, 'pid'), String(process.pid));
  return true;
}

function holderOf(lock) {
  const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const pid = Number(readIfThere(path.join(lock, 'pid')));
  // Between making the folder and writing the pid there is a moment without one.
  if (!pid) return { pid: 0, gone: age > HEARTBEAT_MS };
  return { pid, gone: !isRunning(pid) || age > SILENT_MS };
}

/** Moves a dead lock aside before removing it, and puts it back if someone had taken it over in between. */
function clearAway(lock, judged) {
  const aside = `${lock}-${process.pid}`;
  try {
    fs.renameSync(lock, aside);
  } catch {
    return;
  }
  if (Number(readIfThere(path.join(aside, 'pid'))) !== judged) {
    try {
      fs.renameSync(aside, lock);
      return;
    } catch {
      // a third one holds it by now
    }
  }
  fs.rmSync(aside, { recursive: true, force: true });
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function touch(lock) {
  const now = new Date();
  try {
    fs.utimesSync(lock, now, now);
  } catch {
    // gone: the work is over
  }
}
