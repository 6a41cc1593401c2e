import { spawn } from 'node:child_process';
import { root } from './files.mjs';

/** Runs a program to its end with this terminal. Resolves to its exit status; a signal counts as 1. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const finish = (status) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(status);
    };
    child.on('error', () => finish(127));
    child.on('close', (status) => finish(status ?? 1));
  });
}

/** Runs npm: by its own script where we were started by npm, which needs no shell, on Windows neither. */
export function runNpm(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('js')) return run(process.execPath, [script, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}
