import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, type Ran, shippedStudy, type Workplace, workplace } from '../support/command.ts';

/**
 * The command line with --lang zh-CN, by the ways in which it is used wrongly: not one English word reaches the reader,
 * but for names that he gave himself, flags, file names, keys and codes.
 */

let place: Workplace;
beforeAll(async () => {
  await buildCommand();
  place = workplace();
  prepare();
  prepareFixtures();
}, 300_000);
afterAll(() => place.clear());

/** Words of the machine that have no Chinese: they are typed, written or read as they are. */
const KNOWN: ReadonlySet<string> = new Set(
  [
    'casewright STUDY DIR FILE JSON YAML Markdown Word PDF CSV UTF-8 Windows-1252 GB18030 MiB html docx pdf odt en zh-CN public team Ctrl-C R git blank imt README',
    'GOLD TABLE XLSX Parquet Cox comma semicolon tab bar space point gb18030 log-log log plain day week month year SQLite PostgreSQL COLUMN VALUE QUESTION CHOICE dateOrder seen dmy A B T1 T2',
    // how dates are written, and the keys of the grammar among which a fault names the choices
    'YYYY-MM-DD YYYY-MM YYYY date integer decimal code codes text boolean age earliest midpoint latest refuse',
    'not-done not-reported not-applicable unknown refused',
    // the guideline for studies of records, and what names a file in a usage line
    'RECORD FILE C xlsx CASEWRIGHT_PASSPHRASE',
    // genes, tests and grades of the shipped study
    'ALK RECIST C D R0 R1 R2 RX',
  ].flatMap((line) => line.split(' ')),
);
/** Ids of the shipped study, by which a fault names its place. */
const IDS: ReadonlySet<string> = new Set(
  [...readFileSync(`${shippedStudy}/study.yaml`, 'utf8').matchAll(/\bid: ([A-Za-z]\w*)/g)].map(([, id = '']) => id),
);

const BYTE = /^[0-9a-f]{2}$/;

/** What a reader would have to know English for. */
function englishIn(said: string): string[] {
  const plain = said
    .replaceAll(/“[^”]*”|"[^"]*"/g, ' ')
    .replaceAll(/(?<![\p{L}\d])-{1,2}[A-Za-z][\w-]*(?:\s<\w+>)?/gu, ' ') // flags
    .replaceAll(/(?:[\w.@*-]*\/)+[\w.@*-]*|[\w*-]+\.(?:ya?ml|csv|json|html|svg|md|txt)\b/g, ' ') // paths and files
    .replaceAll(/\([\w/.@-]+\)/g, ' ') // the place of a fault in a document
    .replaceAll(/\b[a-z][A-Za-z]*(?:\.[a-zA-Z]+)+\b/g, ' ') // codes of faults, and names of the study
    .replaceAll(/<\w+>|\[[A-Z]+\]/g, ' ') // what a usage line leaves open
    .replaceAll(/\{\{[^}]*\}\}/g, ' ')
    .replaceAll(/^ {2}casewright .*$/gm, ' ') // a command to type
    .replaceAll(/（E[A-Z]+）/g, ' ') // what the system calls its refusals
    .replaceAll(/\d(?:\.\d+)?e[+-]\d+/g, ' '); // numbers
  return (plain.match(/\p{Script=Latin}[\p{Script=Latin}\d_'’-]*/gu) ?? []).filter(
    (word) => !KNOWN.has(word) && !IDS.has(word) && !BYTE.test(word),
  );
}

function prepare(): void {
  writeFileSync(place.at('file'), '');
  mkdirSync(place.at('empty'));
  writeFileSync(place.at('manuscript.md'), '纳入16例患儿，男9例，女6例。随访期间死亡1例。\n完整切除是治疗的基石。\n');
  writeFileSync(place.at('manuscript.docx'), Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0xff, 0xfe]));
  writeFileSync(place.at('long.txt'), 'x'.repeat(5_000_000));
  const study = (name: string, change: (text: string) => string): void => {
    mkdirSync(place.at(name));
    writeFileSync(place.at(name, 'study.yaml'), change(readFileSync(place.at('study', 'study.yaml'), 'utf8')));
  };
  study('yaml', () => 'casewright: study/1\n  id: [\n');
  study('grammar', (text) =>
    text
      .replace('dataLock: 2025-03-31', 'dataLock: tomorrow')
      .replace('design:', 'desing:')
      .replace('type: boolean', 'type: bool'),
  );
  study('meaning', (text) =>
    text
      .replace("row.kind == 'recurrence'", "row.knid == 'recurrence'")
      .replace('partialDates: midpoint', 'partialDates: middle')
      .replace('of: recurrence\n', 'of: recurence\n')
      .replace('{{table: table1}}', '{{table: tabel1}}'),
  );
  const edit = (file: string, from: string | RegExp, to: string): void => {
    const text = readFileSync(place.at('study', file), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(place.at('study', file), text.replace(from, to));
  };
  edit('records/surgery.csv', /\d{4}-\d{2}-\d{2}/, '2019-02-30');
  edit('records/demographics.csv', 'INV-03', 'INV-04');
  edit('records/pathology.csv', ',R0,', ',R7,');
  writeFileSync(place.at('study', 'records', 'notes.xlsx'), 'x');
}

const fixtures = fileURLToPath(new URL('../../packages/stats/fixtures/', import.meta.url));

/** What must stand in the words about `fixtures`, without spaces. */
const CONFORMANCE_CLAUSES = [
  'R没有该字段',
  '本程序为',
  '无法解答的调用',
  '算例格式有误：缺少“input”',
  '算例格式有误：算例应为对象',
  '程序库没有“unheard”方法',
  '未计入broken.json：自第2个字符起不是JSON。',
  '未计入cut.json：不是JSON，或内容不完整。',
  '未计入folder.json：无法读取（EISDIR）。',
  '未计入list.json：其中没有算例列表。',
];

/** A file of passes with a value less, another value, a call that is not read and no input; and files that are broken. */
function prepareFixtures(): void {
  mkdirSync(place.at('fixtures', 'folder.json'), { recursive: true });
  mkdirSync(place.at('no-cases'));
  cpSync(`${fixtures}median_ci.json`, place.at('fixtures', 'median_ci.json'));
  type Case = { r_call: string; input?: object; output: Record<string, unknown> };
  const file = place.at('fixtures', 'median_ci.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };
  const [less, other, call, form] = content.cases;
  if (!less || !other || !call || !form) throw new Error('four cases are needed');
  delete less.output[Object.keys(less.output)[0] as string];
  other.output = Object.fromEntries(Object.keys(other.output).map((key) => [key, 12345]));
  call.r_call = 'system("true")';
  delete form.input;
  writeFileSync(file, JSON.stringify(content));
  const sound = { name: 'a', r_call: 'f(x)', tol: { kind: 'closed', rel: 1e-9 }, input: {}, output: { a: 1 } };
  const unheard = JSON.stringify({ method: 'unheard', cases: [{}, 5, sound] });
  writeFileSync(place.at('fixtures', 'unheard.json'), unheard);
  writeFileSync(place.at('fixtures', 'broken.json'), '{x');
  writeFileSync(place.at('fixtures', 'cut.json'), '{"cases": [');
  writeFileSync(place.at('fixtures', 'list.json'), '{}');
  writeFileSync(place.at('no-cases', 'broken.json'), '{x');
}

const zh = ['--lang', 'zh-CN'];

function told({ stdout, stderr }: Ran): string {
  return `${stdout}${stderr}`;
}

describe('a command line that cannot be read', () => {
  it.each<[string[]]>([
    [['chek']],
    [['frobnicate', '--hard']],
    [['--nope']],
    [['check']],
    [['check', 'a', 'b']],
    [['check', 'a', '--jsn']],
    [['check', 'a', '--lang', 'de']],
    [['report', 'a']],
    [['report', 'a', '--out']],
    [['report', 'a', '--out', 'b', '--audience', 'all']],
    [['report', 'a', '--out', 'b', '--format', 'odt']],
    [['report', 'a', '--out', 'b', '--format', 'docx,pdf']],
    [['claims']],
    [['claims', 'a', '--text']],
    [['new']],
    [['conformance']],
    [['conformance', 'a', '--jsn']],
    [['open', '--port', 'x']],
    [['open', '--port', '70000']],
    [['open', '--host', '0.0.0.0']],
    [['find', 'a']],
  ])('%j is told in Chinese, with status 2', (args) => {
    const before = casewright([...zh, ...args]);
    const after = casewright(args.at(-1)?.startsWith('--') ? [...zh, ...args] : [...args, ...zh]);
    for (const ran of [before, after]) {
      expect(ran).toMatchObject({ status: 2, stdout: '' });
      expect(ran.stderr).toMatch(/\p{Script=Han}.*[。？]\n$/u);
      expect(englishIn(ran.stderr)).toEqual([]);
    }
  });
});

describe('help', () => {
  const commands = 'open check report claims conformance new analyze find screen load unload import export follow-up';
  it.each<[string[]]>([
    [['--help']],
    [[]],
    ...`${commands} serve audit backup restore user`.split(' ').map((name): [string[]] => [[name, '--help']]),
  ])('of %j is in Chinese', (args) => {
    const { status, stdout, stderr } = casewright([...zh, ...args]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const usage = /^用法.*$/m.exec(stdout)?.[0] ?? '';
    expect(usage).toContain('casewright');
    const lines = stdout.replace(usage, '').replaceAll(/^ {2}(?!casewright )[a-z][a-z-]+(?= )/gm, ' ');
    expect(englishIn(lines)).toEqual([]);
  });
});

describe('a place that cannot be used', () => {
  it.each<[string, (at: Workplace['at']) => string[]]>([
    ['check of nothing', (at) => ['check', at('nowhere')]],
    ['check of an empty folder', (at) => ['check', at('empty')]],
    ['check of a file', (at) => ['check', at('file')]],
    ['report of nothing', (at) => ['report', at('nowhere'), '--out', at('out')]],
    ['report to a file', (at) => ['report', shippedStudy, '--out', at('file')]],
    ['report below a file', (at) => ['report', shippedStudy, '--out', at('file', 'below')]],
    ['claims of nothing', (at) => ['claims', at('nowhere')]],
    ['claims of no text', (at) => ['claims', shippedStudy, '--text', at('nowhere.txt')]],
    ['claims of a Word file', (at) => ['claims', shippedStudy, '--text', at('manuscript.docx')]],
    ['claims of a folder', (at) => ['claims', shippedStudy, '--text', at('empty')]],
    ['claims of a long text', (at) => ['claims', shippedStudy, '--text', at('long.txt')]],
    ['open of nothing', (at) => ['open', at('nowhere'), '--no-open']],
    ['new in a folder that is not empty', (at) => ['new', at('study')]],
    ['new in a file', (at) => ['new', at('file')]],
    ['new from no template', (at) => ['new', at('made'), '--template', 'imtt']],
    ['conformance of nothing', (at) => ['conformance', at('nowhere')]],
    ['conformance of a file', (at) => ['conformance', at('file')]],
    ['conformance of an empty folder', (at) => ['conformance', at('empty')]],
    ['conformance of files without cases', (at) => ['conformance', at('no-cases')]],
  ])('%s', (_name, args) => {
    const ran = casewright([...args(place.at), ...zh]);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/\p{Script=Han}/u);
    expect(englishIn(ran.stderr)).toEqual([]);
  });

  it('open on a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const ran = casewright(['open', '--no-open', '--port', String(port), ...zh]);
    await new Promise((resolve) => server.close(resolve));
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain(String(port));
    expect(englishIn(ran.stderr)).toEqual([]);
  });
});

describe('a study with faults', () => {
  it.each(['yaml', 'grammar', 'meaning', 'study'])('%s', (name) => {
    const checked = casewright(['check', place.at(name), ...zh]);
    const reported = casewright(['report', place.at(name), '--out', place.at('out'), ...zh]);
    const judged = casewright(['claims', place.at(name), ...zh]);
    expect([checked.status, reported.status, judged.status]).toEqual([1, 1, 2]);
    for (const ran of [checked, reported, judged]) {
      expect(told(ran)).toMatch(/共\d+ 项错误|\d+ 项错误/);
      expect(englishIn(told(ran))).toEqual([]);
    }
  });

  it('as JSON', () => {
    const { stdout } = casewright(['check', place.at('study'), '--json', ...zh]);
    const { issues } = JSON.parse(stdout) as { issues: { message: string; hint: string | null }[] };
    expect(issues.length).toBeGreaterThan(2);
    expect(issues.flatMap(({ message, hint }) => englishIn(`${message}${hint ?? ''}`))).toEqual([]);
  });
});

describe('conformance', () => {
  const said = (folder: string, ...more: string[]): Ran =>
    casewright(['conformance', place.at(folder), ...more, ...zh]);
  /** Without the names of methods, which begin the lines of the table. */
  const withoutMethods = ({ stdout, stderr }: Ran): string => `${stdout.replaceAll(/^[a-z_]+(?= )/gm, '')}${stderr}`;

  it('tells passes, failures, unsupported cases and broken files', () => {
    const ran = said('fixtures');
    expect(ran.status).toBe(1);
    expect(withoutMethods(ran)).toMatch(
      /共 \d+ 个算例：通过 [1-9]\d* 个，不符 2 个，不支持 5 个；比较数值 [1-9]\d* 个。/,
    );
    const whole = withoutMethods(ran).replaceAll(/\s+/g, '');
    for (const clause of CONFORMANCE_CLAUSES) expect(whole).toContain(clause);
    expect(englishIn(withoutMethods(ran))).toEqual([]);
  });

  it('as JSON', () => {
    const { cases } = JSON.parse(said('fixtures', '--json').stdout) as { cases: { verdict: string; why: string }[] };
    expect(cases.filter(({ verdict }) => verdict !== 'pass')).toHaveLength(7);
    expect(cases.flatMap(({ why }) => englishIn(why))).toEqual([]);
  });
});

describe('what a command says of its work', () => {
  it.each<[string, (at: Workplace['at']) => string[]]>([
    ['check', () => ['check', shippedStudy]],
    ['new', (at) => ['new', at('made'), '--with-examples']],
    ['claims', () => ['claims', shippedStudy]],
    ['claims of a manuscript', (at) => ['claims', shippedStudy, '--text', at('manuscript.md')]],
    ['report', (at) => ['report', shippedStudy, '--out', at('fresh')]],
    ['report for the team', (at) => ['report', shippedStudy, '--out', at('fresh'), '--audience', 'team', '--verbose']],
  ])('%s', (_name, args) => {
    const ran = casewright([...args(place.at), ...zh]);
    expect(told(ran)).toMatch(/\p{Script=Han}/u);
    const ids = told(ran).replaceAll(/^(?:[CDJ]\d+)\b|\b(?:figures|tables)\b/gm, '');
    expect(englishIn(ids)).toEqual([]);
  });
});

describe('the search for English', () => {
  it.each([
    ['没有名为“chek”的命令。', []],
    ['选项 --out <DIR> 缺少取值', []],
    ['第 3 行  (analyses/0/of)  plan.unknownAnalysis', []],
    ['已写入 /tmp/x/report.html', []],
    ['错误：strange option', ['strange', 'option']],
    ['共 3 faults', ['faults']],
  ])('finds in %s: %j', (said, words) => expect(englishIn(said)).toEqual(words));
});
