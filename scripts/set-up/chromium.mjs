import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { SetUpError, say, timed } from './say.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser the tests drive: CHROMIUM_PATH, or the first of the usual places that holds one; undefined when none does. */
export function findChromium() {
  return [process.env.CHROMIUM_PATH, ...usualPlaces].find((place) => place && fs.existsSync(place));
}

/**
 * Finds Chromium, or installs Debian's when we may.
 * @returns its path, or undefined: the tests that need it are then skipped
 * @throws SetUpError where CI is set, because a green run without the browser tests would claim too much
 */
export async function ensureChromium({
  find = findChromium,
  install = installWhereAllowed,
  isCI = Boolean(process.env.CI),
} = {}) {
  const found = find() ?? (await install());
  if (found) return found;
  if (isCI) {
    throw new SetUpError(
      'With CI set, the tests in a browser must run; no Chromium was found. Install one, or set CHROMIUM_PATH to it.',
    );
  }
  say('no Chromium found: the tests in a browser will be skipped (install Chromium or Chrome, or set CHROMIUM_PATH)');
  return undefined;
}

async function installWhereAllowed() {
  return mayInstall() ? installDebian() : undefined;
}

function mayInstall() {
  return process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get');
}

async function installDebian() {
  say("no Chromium found: installing Debian's");
  await timed('finished with apt-get', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const steps = [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-noto-cjk'],
    ];
    for (const step of steps) {
      if (spawnSync('apt-get', step, { stdio: ['ignore', 'ignore', 'inherit'], env }).status !== 0) break;
    }
  });
  return findChromium();
}
