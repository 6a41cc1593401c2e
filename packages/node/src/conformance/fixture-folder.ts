import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { FixtureCase } from '@casewright/stats/conformance';

/** One file of a folder of fixtures: its cases, or why it has none. */
export type FixtureFile = { readonly file: string; readonly cases: readonly ReadCase[]; readonly fault: string | null };

/** A case as it stands in its file; `fault` says why it cannot be judged. */
export type ReadCase = { readonly fixture: FixtureCase; readonly fault: string | null };

/** A folder that cannot be read as fixtures: rule, fact, remedy. */
export class NoFixtures extends Error {
  override readonly name = 'NoFixtures';
}

/** An index of the cases stands beside them and holds none. */
const INDEX = 'index.json';

/**
 * Reads a folder of R's fixtures, one file a method, one file after the other in the order of their names.
 * A file that is no fixture, and a case that is not of the form, are told and not passed over.
 * @throws NoFixtures where there is no such folder, or it holds no fixtures
 */
export async function* fixtureFiles(folder: string): AsyncGenerator<FixtureFile> {
  const names = await jsonFilesOf(folder);
  for (const name of names) {
    const file = await readFixtureFile(folder, name);
    yield file;
  }
}

export async function jsonFilesOf(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) {
    throw new NoFixtures(
      `conformance reads a folder of fixtures. "${folder}" is ${found ? 'a file' : 'not there'}. Name the folder that holds the *.json files.`,
    );
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== INDEX).sort();
  if (names.length === 0) {
    throw new NoFixtures(
      `A folder of fixtures holds one *.json file a method. "${folder}" holds none. Name the folder that does.`,
    );
  }
  return names;
}

async function readFixtureFile(folder: string, name: string): Promise<FixtureFile> {
  const faulty = (fault: string): FixtureFile => ({ file: name, cases: [], fault });
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(folder, name), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return faulty(`it is not JSON (${error.message})`);
    throw error;
  }
  if (!isObject(content) || !Array.isArray(content['cases'])) return faulty('it has no list of cases');
  const method = typeof content['method'] === 'string' ? content['method'] : basename(name, '.json');
  const cases: ReadCase[] = [];
  for (const [index, each] of content['cases'].entries()) cases.push(await readCase(folder, method, each, index));
  return { file: name, cases, fault: null };
}

async function readCase(folder: string, method: string, given: unknown, index: number): Promise<ReadCase> {
  const fallback = {
    name: `case ${index + 1}`,
    method,
    r_call: '',
    tol: { kind: '', rel: null },
    input: {},
    output: {},
  };
  if (!isObject(given)) return { fixture: fallback, fault: 'a case is an object' };
  const fixture = { ...fallback, ...given, ...(typeof given['name'] === 'string' ? {} : { name: fallback.name }) };
  const fault = formFault(given);
  if (fault) return { fixture: fixture as FixtureCase, fault };
  const { input } = fixture as FixtureCase;
  if (input.columns_ref === undefined) return { fixture: fixture as FixtureCase, fault: null };
  const columns = await readColumns(folder, input.columns_ref);
  if (typeof columns === 'string') return { fixture: fixture as FixtureCase, fault: columns };
  return { fixture: { ...(fixture as FixtureCase), input: { ...input, columns } }, fault: null };
}

/** What a case lacks to be judged, or null. */
function formFault(given: Record<string, unknown>): string | null {
  if (typeof given['r_call'] !== 'string') return 'it has no r_call';
  if (!isObject(given['input'])) return 'it has no input';
  if (!('output' in given)) return 'it has no output';
  const tolerance = given['tol'];
  if (!isObject(tolerance) || typeof tolerance['kind'] !== 'string') return 'it has no tolerance';
  if (tolerance['kind'] !== 'behaviour' && typeof tolerance['rel'] !== 'number')
    return 'its tolerance has no relative part';
  return null;
}

type Columns = NonNullable<FixtureCase['input']['columns']>;

/** The columns that a case keeps in a file of their own, inside the folder; a text says why there are none. */
async function readColumns(folder: string, reference: unknown): Promise<Columns | string> {
  if (typeof reference !== 'string') return 'its columns_ref is no file name';
  const path = resolve(folder, reference);
  if (relative(resolve(folder), path).split(sep)[0] === '..') return 'its columns_ref leads out of the folder';
  try {
    const columns: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isObject(columns) ? (columns as Columns) : `${reference} holds no columns`;
  } catch {
    return `${reference} cannot be read`;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
