import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/files.mjs';
import { mapFaults } from './map.mjs';
import { compileBesideWall, WALLS } from './wall.mjs';

const PROJECTS = [
  'packages/stats/tsconfig.json',
  'packages/stats/tsconfig.test.json',
  'packages/core/tsconfig.json',
  'packages/core/tsconfig.test.json',
  'packages/web/tsconfig.json',
  'packages/node/tsconfig.json',
  'tsconfig.json',
];

/** What must hold of the code before any of it runs. Each `run` resolves to the faults, in words; [] is a pass. */
export const checks = [
  ...PROJECTS.map((project) => ({ name: `types: ${project}`, run: () => typeFaults(project) })),
  ...Object.keys(WALLS).map((workspace) => ({ name: `wall: ${workspace}`, run: async () => wallFaults(workspace) })),
  { name: 'map: imports between folders', run: () => mapFaults() },
  { name: 'lint and format: Biome', run: lintFaults },
];

function typeFaults(project) {
  // What the compiler remembers of the last time; it looks only at what has changed since.
  const memory = path.join('node_modules', '.cache', 'tsc', `${project.replace(/[^a-z]+/g, '-')}.tsbuildinfo`);
  return outputOf('node_modules/typescript/bin/tsc', ['-p', project, '--incremental', '--tsBuildInfoFile', memory]);
}

function lintFaults() {
  return outputOf('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--colors=off', '.']);
}

function wallFaults(workspace) {
  const { notFound, others, leaks } = compileBesideWall(workspace);
  const known = WALLS[workspace].filter((name) => !notFound.includes(name));
  return [
    ...known.map((name) => `${name} compiles in ${workspace}, which must not know it`),
    ...others,
    ...(workspace === 'stats' || workspace === 'core' ? leaks.map((leak) => `declarations came in: ${leak}`) : []),
  ];
}

/** Runs a tool of node_modules. Resolves to [] when it is content, else to what it printed. */
function outputOf(script, args) {
  fs.mkdirSync(path.join(root, 'node_modules', '.cache', 'tsc'), { recursive: true });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, script), ...args], { cwd: root });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (printed += text));
    child.on('close', (status) => resolve(status === 0 ? [] : [printed.trim() || `ended with status ${status}`]));
  });
}
