import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@casewright/core/model';
import { RECORDS_FOLDER, type TextTable } from '@casewright/core/records';
import { csvText } from './csv-text.ts';

/**
 * Writes tables of records into a study folder, all of them or none. Every file is first written whole beside its place
 * and flushed to the disk, and only when all are there does each take its place; should one of them fail, those before it
 * are put back. A reader never meets half a file.
 *
 * @param folder - the study folder; `records/` is made where it is not there
 * @throws InputError `records.file` for a table whose file is not `records/<name>.csv`, before anything is written;
 *   the error of the file system when a file cannot be written
 */
export async function writeRecords(folder: string, tables: readonly TextTable[]): Promise<void> {
  const places = tables.map((table) => placeOf(folder, table));
  await mkdir(join(folder, RECORDS_FOLDER), { recursive: true });
  try {
    for (const { table, fresh } of places) await writeWhole(fresh, csvText(table));
    await takePlaces(places);
  } finally {
    for (const { fresh, former } of places) {
      await rm(fresh, { force: true });
      await rm(former, { force: true });
    }
  }
}

type Place = { table: TextTable; target: string; fresh: string; former: string };

function placeOf(folder: string, table: TextTable): Place {
  const match = /^records\/([A-Za-z_][A-Za-z0-9_]*)\.csv$/.exec(table.file);
  if (!match) {
    throw new InputError(
      'records.file',
      `A table of records is written to records/<name>.csv, and one names ${JSON.stringify(table.file)}. Name it after its form.`,
      table.file,
    );
  }
  const target = join(folder, table.file);
  const hidden = join(dirname(target), `.${match[1]}.csv`);
  return { table, target, fresh: `${hidden}.new`, former: `${hidden}.old` };
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

async function takePlaces(places: readonly Place[]): Promise<void> {
  const existed = new Map<Place, boolean>();
  for (const place of places) existed.set(place, await keepFormer(place));
  const taken: Place[] = [];
  try {
    for (const place of places) {
      await rename(place.fresh, place.target);
      taken.push(place);
    }
  } catch (error) {
    for (const place of taken) {
      if (existed.get(place)) await rename(place.former, place.target);
      else await rm(place.target, { force: true });
    }
    throw error;
  }
}

/** Copies the file that stands in the place, so that it never leaves it; false where there is none. */
async function keepFormer({ target, former }: Place): Promise<boolean> {
  try {
    await copyFile(target, former);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
