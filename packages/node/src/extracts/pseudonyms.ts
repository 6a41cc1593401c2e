import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { words } from '@casewright/core/model';
import { type ExtractFault, ExtractRefused } from './extract-fault.ts';

/** The study's own names for patients, by the hospital's number; whoever has a name keeps it in every later extract. */
export type Pseudonyms = {
  of(hospitalNumber: string): string;
  /** Writes what has been added to the file apart. */
  save(): void;
};

const FOLDER = 'identifiers';
const PLAIN = 'patients.csv';
const SEALED = 'patients.sealed.json';
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;

/**
 * Opens the table of hospital numbers in `identifiers/` of a study folder. The folder tells git to ignore all of it.
 *
 * @param folder - the study folder; null keeps the table in memory only
 * @param passphrase - seals the table (scrypt, AES-256-GCM); a sealed table stays sealed
 * @throws ExtractRefused where the table is sealed and the passphrase does not open it, or is none
 */
export function openPseudonyms(folder: string | null, passphrase: string | null): Pseudonyms {
  const names = new Map<string, string>();
  if (folder === null) return { of: (number) => nameIn(names, number), save: () => {} };
  const home = path.join(folder, FOLDER);
  const sealed = path.join(home, SEALED);
  const open = path.join(home, PLAIN);
  if (existsSync(sealed)) readTable(unseal(readFileSync(sealed, 'utf8'), passphrase), names);
  else if (existsSync(open)) readTable(readFileSync(open, 'utf8'), names);
  let saved = names.size;
  return {
    of: (number) => nameIn(names, number),
    save() {
      const isSealed = passphrase !== null;
      if (names.size === saved && !(isSealed && existsSync(open))) return;
      mkdirSync(home, { recursive: true });
      writeFileSync(path.join(home, '.gitignore'), '*\n');
      const table = writeTable(names);
      writeWhole(isSealed ? sealed : open, isSealed ? seal(table, passphrase) : table);
      if (isSealed) rmSync(open, { force: true });
      saved = names.size;
    },
  };
}

/** Whether the hospital numbers of a study are sealed. */
export function isSealed(folder: string): boolean {
  return existsSync(path.join(folder, FOLDER, SEALED));
}

function nameIn(names: Map<string, string>, hospitalNumber: string): string {
  const known = names.get(hospitalNumber);
  if (known !== undefined) return known;
  const name = `P${String(names.size + 1).padStart(5, '0')}`;
  names.set(hospitalNumber, name);
  return name;
}

function writeTable(names: ReadonlyMap<string, string>): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `patient,hospital_number\n${[...names].map(([number, name]) => `${name},${quoted(number)}\n`).join('')}`;
}

function readTable(text: string, names: Map<string, string>): void {
  for (const found of text.matchAll(/^(P\d+),(?:"((?:[^"]|"")*)"|([^\r\n]*))\r?$/gm))
    names.set(found[2]?.replaceAll('""', '"') ?? found[3] ?? '', found[1] as string);
}

/** A table without the passphrase says nothing, not even how many patients it has to the last one. */
function seal(table: string, passphrase: string): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, SCRYPT), iv);
  const data = Buffer.concat([cipher.update(table, 'utf8'), cipher.final()]);
  return `${JSON.stringify({
    schema: 'casewright.sealed-identifiers/1',
    cipher: 'aes-256-gcm',
    key: { method: 'scrypt', N: SCRYPT.N, r: SCRYPT.r, p: SCRYPT.p, salt: salt.toString('base64') },
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  })}\n`;
}

function unseal(text: string, passphrase: string | null): string {
  if (passphrase === null || passphrase === '') throw new ExtractRefused(sealedFault());
  try {
    const { key, iv, tag, data } = JSON.parse(text) as { key: { salt: string }; iv: string; tag: string; data: string };
    const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', scryptSync(passphrase, bytes(key.salt), 32, SCRYPT), bytes(iv));
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(data)), decipher.final()]).toString('utf8');
  } catch {
    throw new ExtractRefused(sealedFault());
  }
}

function sealedFault(): ExtractFault {
  return {
    code: 'extract.sealed',
    file: `${FOLDER}/${SEALED}`,
    message: words(
      'The hospital numbers of the study are sealed by a passphrase. None was given, or it does not open them.',
      '本研究的医院编号已用口令加密。未给出口令，或口令无法解密。',
    ),
    hint: words(
      'Say it when asked, or set CASEWRIGHT_PASSPHRASE to the passphrase with which they were sealed.',
      '请在提示时输入口令，或将 CASEWRIGHT_PASSPHRASE 设为加密时所用的口令。',
    ),
  };
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
