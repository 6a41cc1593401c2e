// A registry that lacks a package for some other platform makes npm leave that optional package out of
// package-lock.json without a word, and then `npm ci` refuses the lock for want of it. npm runs this after each
// change of node_modules (the `dependencies` script); where nothing is missing it changes nothing.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, writeWhole } from './set-up/files.mjs';
import { say } from './set-up/say.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const LIBRARIES = { musl: 'musl', gnu: 'glibc' };

/**
 * Adds an entry for each optional package that a locked package names by exact version and the lock does not hold:
 * version and, read from its name, the platform. They carry no integrity hash, because nobody here has seen the package.
 * @returns the names added and those that could not be, their platform or version being unclear
 */
export function completeLock(lock) {
  const added = [];
  const unclear = [];
  for (const [where, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isHeld(lock.packages, where, name)) continue;
      const platform = platformOf(name);
      if (!platform || !/^\d+\.\d+\.\d+[^ ]*$/.test(version)) {
        unclear.push(name);
        continue;
      }
      lock.packages[`node_modules/${name}`] = {
        version,
        cpu: [platform.processor],
        ...(entry.dev && { dev: true }),
        ...(platform.library && { libc: [platform.library] }),
        optional: true,
        os: [platform.system],
      };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  return { added, unclear };
}

/** Looks where Node would: beside the package, then in each folder above it. */
function isHeld(packages, where, name) {
  for (let place = where; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true;
    if (place === '') return false;
  }
}

function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-.]/);
  const system = SYSTEMS.find((candidate) => words.includes(candidate));
  const processor = PROCESSORS.find((candidate) => words.includes(candidate));
  const library = words.map((word) => LIBRARIES[word]).find(Boolean);
  return system && processor ? { system, processor, library } : null;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = path.join(root, 'package-lock.json');
  const before = fs.readFileSync(file, 'utf8');
  const lock = JSON.parse(before);
  const { added, unclear } = completeLock(lock);
  if (added.length > 0) {
    writeWhole(file, `${JSON.stringify(lock, null, 2)}\n`);
    say(`package-lock.json: added ${added.length} packages for other platforms that the registry left out`);
  }
  if (unclear.length > 0) say(`package-lock.json still lacks ${unclear.join(', ')}: "npm ci" may refuse it`);
}
