import fs from 'node:fs';
import path from 'node:path';
import { hashOfFiles, readIfThere, root, writeWhole } from './files.mjs';
import { runNpm } from './processes.mjs';
import { SetUpError, say, timed } from './say.mjs';

const stamp = path.join(root, 'node_modules', '.casewright-stamp');

/** Installs what package-lock.json names, unless it is there. */
export async function installIfStale() {
  const wanted = state();
  if (readIfThere(stamp) === wanted) return;
  if (!isInstalled()) {
    say('installing dependencies (npm ci); this is once: a minute or two, four where SQLite has to be compiled');
    await timed('dependencies installed', async () => {
      const status = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
      if (status === 0) return;
      throw new SetUpError(
        `Dependencies must be installed before anything can run; "npm ci" stopped with status ${status}, its reason is above. Mend that and run the command again.`,
      );
    });
  }
  writeWhole(stamp, wanted);
}

/** What an installation depends on: manifests, lock, registry options, and the Node that native parts are built for. */
function state() {
  const workspaces = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).workspaces;
  const files = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    ...workspaces.map((folder) => `${folder}/package.json`),
  ];
  const hash = hashOfFiles(files.map((file) => path.join(root, file)).filter((file) => fs.existsSync(file)));
  return `${hash} node-abi-${process.versions.modules} ${process.platform}-${process.arch}\n`;
}

/** Whether node_modules, by npm's own record of it, already holds what the lock names: someone ran npm by hand. */
function isInstalled() {
  const recorded = readIfThere(path.join(root, 'node_modules', '.package-lock.json'));
  if (recorded === '' || !commandIsLinked()) return false;
  const locked = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return holdsAll(JSON.parse(recorded).packages, locked);
}

/** Whether an installation has each package of a lock in its version; those for other platforms may be missing. */
export function holdsAll(installed, locked) {
  return Object.entries(locked).every(([where, entry]) => {
    if (!where.startsWith('node_modules/') || entry.optional) return true;
    return installed[where] !== undefined && (entry.link || installed[where].version === entry.version);
  });
}

function commandIsLinked() {
  const link = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'casewright.cmd' : 'casewright');
  return fs.existsSync(link);
}
