import { spawn } from 'node:child_process';

/** Opens a link in the person's browser, as each system does it. Where that fails, the printed link has to do. */
export function openBrowser(url: string): void {
  const [program, args] = opener(url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

function opener(url: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '""', url]];
  return ['xdg-open', [url]];
}
