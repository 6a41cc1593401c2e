import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { type Words, words } from '@casewright/core/model';
import type { FixtureCase } from '@casewright/stats/conformance';

/** One file of a folder of fixtures: its cases, or why it has none. */
export type FixtureFile = { readonly file: string; readonly cases: readonly ReadCase[]; readonly fault: Words | null };

/** A case as it stands in its file; `fault` says why it cannot be judged. */
export type ReadCase = { readonly fixture: FixtureCase; readonly fault: Words | null };

/** A folder that cannot be read as fixtures: rule, fact, remedy. */
export class NoFixtures extends Error {
  override readonly name = 'NoFixtures';
  readonly words: Words;

  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
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
      words(
        `conformance reads a folder of fixtures. "${folder}" is ${found ? 'a file' : 'not there'}. Name the folder that holds the *.json files.`,
        `该命令读取存放算例的文件夹。“${folder}”${found ? '是文件' : '不存在'}。请指定存放 *.json 文件的文件夹。`,
      ),
    );
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== INDEX).sort();
  if (names.length === 0) {
    throw new NoFixtures(
      words(
        `A folder of fixtures holds one *.json file a method. "${folder}" holds none. Name the folder that does.`,
        `算例文件夹中每种方法有一个 *.json 文件。“${folder}”中没有。请指定存放这些文件的文件夹。`,
      ),
    );
  }
  return names;
}

async function readFixtureFile(folder: string, name: string): Promise<FixtureFile> {
  const faulty = (fault: Words): FixtureFile => ({ file: name, cases: [], fault });
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(folder, name), 'utf8'));
  } catch (error) {
    return faulty(error instanceof SyntaxError ? notJson(error) : unreadable(error));
  }
  if (!isObject(content) || !Array.isArray(content['cases']))
    return faulty(words('it has no list of cases', '其中没有算例列表'));
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
  if (!isObject(given)) return { fixture: fallback, fault: words('a case is an object', '算例应为对象') };
  const fixture = { ...fallback, ...given, ...(typeof given['name'] === 'string' ? {} : { name: fallback.name }) };
  const fault = formFault(given);
  if (fault) return { fixture: fixture as FixtureCase, fault };
  const { input } = fixture as FixtureCase;
  if (input.columns_ref === undefined) return { fixture: fixture as FixtureCase, fault: null };
  const columns = await readColumns(folder, input.columns_ref);
  if ('fault' in columns) return { fixture: fixture as FixtureCase, fault: columns.fault };
  return { fixture: { ...(fixture as FixtureCase), input: { ...input, columns: columns.values } }, fault: null };
}

/** What a case lacks to be judged, or null. */
function formFault(given: Record<string, unknown>): Words | null {
  if (typeof given['r_call'] !== 'string') return words('it has no r_call', '缺少“r_call”');
  if (!isObject(given['input'])) return words('it has no input', '缺少“input”');
  if (!('output' in given)) return words('it has no output', '缺少“output”');
  const tolerance = given['tol'];
  if (!isObject(tolerance) || typeof tolerance['kind'] !== 'string')
    return words('it has no tolerance', '缺少容差“tol”');
  if (tolerance['kind'] !== 'behaviour' && typeof tolerance['rel'] !== 'number')
    return words('its tolerance has no relative part', '容差缺少相对部分“rel”');
  return null;
}

type Columns = NonNullable<FixtureCase['input']['columns']>;

/** The columns that a case keeps in a file of their own, inside the folder, or why there are none. */
async function readColumns(folder: string, reference: unknown): Promise<{ values: Columns } | { fault: Words }> {
  if (typeof reference !== 'string')
    return { fault: words('its columns_ref is no file name', '“columns_ref”不是文件名') };
  const path = resolve(folder, reference);
  if (relative(resolve(folder), path).split(sep)[0] === '..')
    return { fault: words('its columns_ref leads out of the folder', '“columns_ref”指向文件夹之外') };
  try {
    const columns: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isObject(columns)) return { values: columns as Columns };
    return { fault: words(`${reference} holds no columns`, `“${reference}”中没有列`) };
  } catch {
    return { fault: words(`${reference} cannot be read`, `无法读取“${reference}”`) };
  }
}

function notJson({ message }: SyntaxError): Words {
  const at = /position (\d+)/.exec(message)?.[1];
  return at === undefined
    ? words('it is not JSON, or not whole', '不是 JSON，或内容不完整')
    : words(`it is not JSON from character ${Number(at) + 1} on`, `自第 ${Number(at) + 1} 个字符起不是 JSON`);
}

function unreadable(error: unknown): Words {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return words(`it cannot be read (${code})`, `无法读取（${code}）`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
