import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file belongs to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The text of a file, or '' when there is none. */
export function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Every file below a folder, sorted by code unit; folders that `enter` refuses are left out. [] when it is not there. */
export function filesBelow(folder, enter = () => true) {
  if (!fs.existsSync(folder)) return [];
  const found = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (!entry.isDirectory()) found.push(full);
    else if (enter(entry.name)) found.push(...filesBelow(full, enter));
  }
  return found.sort();
}

/** SHA-256 over names (relative to the folder, forward slashes) and contents. */
export function hashOfFiles(files, folder = root) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${path.relative(folder, file).split(path.sep).join('/')}\0`);
    hash.update(fs.readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** Writes beside the target and renames over it, so that a reader sees the old file or the new one, never half of one. */
export function writeWhole(file, contents) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(beside, contents);
  fs.renameSync(beside, file);
}
