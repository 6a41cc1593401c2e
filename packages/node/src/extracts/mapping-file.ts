import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { words } from '@casewright/core/model';
import type { ColumnMapping } from './columns.ts';
import { ExtractRefused } from './extract-fault.ts';

type Entry = { columns: string[]; holds: ColumnMapping };

/** What columns hold, by the names of all columns of a table: said once, remembered in the study folder. No patient is in it. */
export type MappingFile = {
  find(columns: readonly string[]): ColumnMapping | null;
  add(columns: readonly string[], mapping: ColumnMapping): void;
  save(): void;
};

const NAME = 'extract-columns.json';
const SCHEMA = 'casewright.extract-columns/1';

/**
 * @param folder - the study folder; null remembers nothing
 * @param given - a file of the same kind, which a person wrote; what it says counts before what is remembered
 * @throws ExtractRefused where a file is no such mapping
 */
export function openMappingFile(folder: string | null, given: string | null): MappingFile {
  const file = folder === null ? null : path.join(folder, NAME);
  const entries = [
    ...(given === null ? [] : readEntries(given)),
    ...(file !== null && existsSync(file) ? readEntries(file) : []),
  ];
  let isChanged = given !== null;
  const known = (columns: readonly string[]): Entry | undefined =>
    entries.find((entry) => sameNames(entry.columns, columns)) ??
    entries.find((entry) => entry.columns.length === 0 && namesOf(entry.holds).every((name) => columns.includes(name)));
  return {
    find: (columns) => known(columns)?.holds ?? null,
    add(columns, holds) {
      if (known(columns) !== undefined) return;
      entries.push({ columns: [...columns], holds });
      isChanged = true;
    },
    save() {
      if (file === null || !isChanged) return;
      writeFileSync(file, `${JSON.stringify({ schema: SCHEMA, tables: entries }, null, 2)}\n`);
      isChanged = false;
    },
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function namesOf({ text, code, ...single }: ColumnMapping): string[] {
  return [...text, ...code, ...Object.values(single)].filter(
    (name): name is string => typeof name === 'string' && !name.startsWith('='),
  );
}

function readEntries(file: string): Entry[] {
  try {
    const { schema, tables } = JSON.parse(readFileSync(file, 'utf8')) as { schema: string; tables: Entry[] };
    const list = (value: unknown): string[] =>
      Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
    if (schema !== SCHEMA) throw new Error('schema');
    return tables.map(({ columns, holds }) => {
      if (typeof holds.patient !== 'string') throw new Error('patient');
      return { columns: list(columns), holds: { ...holds, text: list(holds.text), code: list(holds.code) } };
    });
  } catch {
    throw new ExtractRefused({
      code: 'extract.mapping',
      file: path.basename(file),
      message: words(
        `A mapping file is JSON with schema "${SCHEMA}" and tables, each with columns and holds, of which patient is the least. This file is not.`,
        `列对应文件为 JSON，含 schema "${SCHEMA}" 和 tables，每个表有 columns 和 holds，其中至少有 patient。此文件不符。`,
      ),
      hint: words('docs/finding-cases.md shows one.', 'docs/finding-cases.md 中有示例。'),
    });
  }
}
