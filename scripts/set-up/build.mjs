import fs from 'node:fs';
import path from 'node:path';
import { filesBelow, hashOfFiles, readIfThere, root, writeWhole } from './files.mjs';
import { timed } from './say.mjs';

const stamp = path.join(root, 'dist', '.stamp');

/** Builds the command and the report page into dist/, unless dist/ was built from these very sources. */
export async function buildIfStale() {
  // The compiled code that a build keeps is of use to this version of Node only.
  const wanted = `${hashOfFiles(sources())} node ${process.versions.node}\n`;
  if (readIfThere(stamp) === wanted && fs.existsSync(path.join(root, 'dist', 'casewright.mjs'))) return;
  fs.rmSync(stamp, { force: true });
  await timed('command and report page built', async () => (await import('../build.mjs')).build());
  writeWhole(stamp, wanted);
}

/** Everything a build reads. */
export function sources() {
  const inPackages = filesBelow(path.join(root, 'packages'), (name) => name !== 'node_modules' && name !== 'fixtures');
  const scripts = filesBelow(path.join(root, 'scripts')).filter((file) => path.basename(file).startsWith('build'));
  return [path.join(root, 'package-lock.json'), ...scripts, ...inPackages].filter((file) => !/\.test\.ts$/.test(file));
}
