import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError, type Records, words } from '@casewright/core/model';
import { type LoadedStudy, loadStudy } from '@casewright/core/protocol';
import { tablesFromRecords } from '@casewright/core/records';
import { csvText } from '../write/index.ts';
import { replaceParts } from './document-parts.ts';
import { GIT_IGNORE, GIT_IGNORE_FILE } from './git-ignore.ts';

/** Where templates and the studies that they begin from stand. */
export type TemplatePlaces = { readonly templates: string; readonly studies: string };

const DOCUMENT = 'study.yaml';
/** Of a template that begins from a shipped study of its name: the parts that take the place of that study's own. */
const PARTS = 'parts.yaml';
const EXAMPLES = 'records';
/** The parts that a document has instead of its own where invented records come with it. */
const EXAMPLE_PARTS = 'example-parts.yaml';

/** The names of the templates there are, sorted. */
export async function templateNames({ templates }: TemplatePlaces): Promise<string[]> {
  const entries = await readdir(templates, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * The files of a study that begins from a template: document, walk-through, what git ignores, and a table for each form
 * with its columns and no row.
 * @param withExamples - invented records stand in the tables; a study begun from a shipped one is then that study as shipped
 * @throws InputError `template.unknown`
 */
export async function templateFiles(
  places: TemplatePlaces,
  template: string,
  withExamples: boolean,
): Promise<Map<string, string>> {
  const names = await templateNames(places);
  if (!names.includes(template)) throw unknownTemplate(template, names);
  const folder = path.join(places.templates, template);
  const shipped = path.join(places.studies, template);
  const parts = await textOf(path.join(folder, PARTS));
  const files = new Map<string, string>();
  if (parts === null) {
    const document = await readFile(path.join(folder, DOCUMENT), 'utf8');
    const exampleParts = withExamples ? await textOf(path.join(folder, EXAMPLE_PARTS)) : null;
    files.set(DOCUMENT, exampleParts === null ? document : replaceParts(document, exampleParts));
  } else {
    const document = await readFile(path.join(shipped, DOCUMENT), 'utf8');
    files.set(DOCUMENT, withExamples ? document : replaceParts(document, parts));
  }
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.md')) files.set(name, await readFile(path.join(folder, name), 'utf8'));
  }
  files.set(GIT_IGNORE_FILE, GIT_IGNORE);
  for (const [file, text] of emptyTables(files.get(DOCUMENT) as string)) files.set(file, text);
  if (withExamples) {
    const examples = path.join(parts === null ? folder : shipped, EXAMPLES);
    for (const name of (await readdir(examples)).sort()) {
      files.set(`records/${name}`, await readFile(path.join(examples, name), 'utf8'));
    }
  }
  return files;
}

/** The tables of a study without a record: a header each. */
export function emptyTables(document: string): Map<string, string> {
  const { study, issues } = loadStudy(document);
  if (study === null) throw new Error(`the document is not sound: ${issues[0]?.message.en}`);
  const none: Records = { forms: {}, states: [], sources: [], screening: [] };
  return new Map(tablesFromRecords(study, none).map((table) => [table.file, csvText(withRaters(study, table))]));
}

type Table = ReturnType<typeof tablesFromRecords>[number];

/** The screening log has a column for each screener whose votes the plan compares. */
function withRaters(study: LoadedStudy, table: Table): Table {
  if (!table.file.endsWith('/_screening.csv')) return table;
  const raters = (study.document.analyses ?? []).flatMap((analysis) =>
    analysis.kind === 'agreement'
      ? analysis.raters.map((rater) => (typeof rater === 'string' ? rater : rater.column))
      : [],
  );
  return { ...table, columns: [...table.columns, ...new Set(raters)] };
}

function unknownTemplate(name: string, names: readonly string[]): InputError {
  return new InputError(
    'template.unknown',
    words(
      `A study begins from one of the templates ${names.map((one) => `"${one}"`).join(', ')}. There is no "${name}". Choose one of them.`,
      `研究模板有：${names.map((one) => `“${one}”`).join('、')}。没有名为“${name}”的模板。请从中选择。`,
    ),
    name,
  );
}

/** The text of a file, null where it is not there. */
async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
