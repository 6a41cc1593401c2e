import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { root } from '../set-up/files.mjs';

const { map, forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

/** Each import below packages/ that the map of .dependency-cruiser.cjs does not allow, in words; [] when all are. */
export async function mapFaults(folder = root) {
  const { output } = await cruise(['packages'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  });
  const imports = output.summary.violations.map(({ rule, from, to, cycle }) => {
    const comment = forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
    const way = cycle?.length ? [from, ...cycle.map(({ name }) => name)].join(' -> ') : `${from} -> ${to}`;
    return `${rule.name}: ${way}. ${comment}`;
  });
  return [...foldersWithoutLine(folder), ...imports];
}

/** A folder whose files import nothing has no import to find fault with; it needs its line all the same. */
function foldersWithoutLine(folder) {
  const packages = path.join(folder, 'packages');
  return foldersIn(packages).flatMap((workspace) =>
    foldersIn(path.join(packages, workspace, 'src'))
      .filter((name) => !(`${workspace}/${name}` in map))
      .map((name) => `folder without a line: packages/${workspace}/src/${name}.`),
  );
}

function foldersIn(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
