import { type Language, labelIn, type Words, words } from '@casewright/core/model';
import { ADAPTERS, type Verdict, valuesIn, verdictOf } from '@casewright/stats/conformance';
import { type FixtureFile, fixtureFiles, NoFixtures, type ReadCase, reasonWords } from '../conformance/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth, wrapText } from './text-layout.ts';

/** A verdict with its reason in words for people. */
type ToldVerdict = Omit<Verdict, 'why'> & { why: Words };

type MethodCount = { file: string; pass: number; fail: number; unsupported: number; compared: number; worst: number };

/** Answers each case of a folder of R's fixtures with the library's own statistics. Status 1 where one fails. */
export async function conformanceCommand(
  folder: string,
  options: { json?: boolean; lang: Language },
  terminal: Terminal,
): Promise<ExitStatus> {
  const verdicts: ToldVerdict[] = [];
  const faults: FixtureFile[] = [];
  const methods: MethodCount[] = [];
  try {
    for await (const file of fixtureFiles(folder)) {
      if (terminal.isWatched && !options.json) terminal.error(`\r\u001b[K${file.file} ...`);
      if (file.fault !== null) faults.push(file);
      const judged = file.cases.map(judgeCase);
      verdicts.push(...judged);
      if (file.fault === null) methods.push(countOf(file.file, judged));
    }
  } catch (error) {
    if (error instanceof NoFixtures) throw new CommandFault(error.words);
    throw error;
  }
  if (terminal.isWatched && !options.json) terminal.error('\r\u001b[K');
  if (verdicts.length === 0) {
    const [first] = faults;
    throw new CommandFault(
      words(
        `A folder of fixtures holds cases. No file of "${folder}" has any${first ? ` (${first.file}: ${first.fault?.en})` : ''}. Name the folder that does.`,
        `算例文件夹中应有算例。“${folder}”的文件中一个也没有${first ? `（${first.file}：${first.fault?.['zh-CN']}）` : ''}。请指定存放算例的文件夹。`,
      ),
    );
  }
  for (const { file, fault } of faults) if (fault !== null) terminal.error(`${leftOut(file, fault)[options.lang]}\n`);
  const told = verdicts.map((verdict) => ({ ...verdict, why: labelIn(verdict.why, options.lang) }));
  if (options.json) terminal.out(`${JSON.stringify({ cases: told }, null, 2)}\n`);
  else terminal.out(conformanceReport(methods, told, terminal.width, options.lang));
  return verdicts.some(({ verdict }) => verdict === 'fail') ? EXIT.faultsFound : EXIT.ok;
}

function leftOut(file: string, fault: Words): Words {
  return words(`${file} is left out: ${fault.en}.`, `未计入 ${file}：${fault['zh-CN']}。`);
}

function judgeCase({ fixture, fault }: ReadCase): ToldVerdict {
  if (fault === null) {
    const verdict = verdictOf(fixture, Object.hasOwn(ADAPTERS, fixture.method) ? ADAPTERS[fixture.method] : undefined);
    return { ...verdict, why: reasonWords(verdict.why) };
  }
  return {
    name: fixture.name,
    method: fixture.method,
    verdict: 'unsupported',
    compared: 0,
    of: valuesIn(fixture.output),
    maxRelativeError: null,
    why: words(`the case is not of the form: ${fault.en}`, `算例格式有误：${fault['zh-CN']}`),
  };
}

function countOf(file: string, verdicts: readonly ToldVerdict[]): MethodCount {
  const of = (wanted: Verdict['verdict']) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  return {
    file: file.replace(/\.json$/, ''),
    pass: of('pass'),
    fail: of('fail'),
    unsupported: of('unsupported'),
    compared: verdicts.reduce((sum, { compared }) => sum + compared, 0),
    worst: verdicts.reduce((worst, { maxRelativeError }) => Math.max(worst, maxRelativeError ?? 0), 0),
  };
}

/** A verdict whose reason is in one language. */
type SaidVerdict = Omit<Verdict, 'why'> & { why: string };

const HEADS: Readonly<Record<Language, readonly string[]>> = {
  en: ['method', 'pass', 'fail', 'unsupported', 'values', 'worst error'],
  'zh-CN': ['方法', '通过', '不符', '不支持', '数值', '最大误差'],
};

const VERDICT_WORDS: Readonly<Record<Verdict['verdict'], Words>> = {
  pass: words('pass', '通过'),
  fail: words('fail', '不符'),
  unsupported: words('unsupported', '不支持'),
};

/** A line a method, then every case that does not pass with its reason, then the sums. */
export function conformanceReport(
  methods: readonly MethodCount[],
  verdicts: readonly SaidVerdict[],
  width: number,
  language: Language,
): string {
  const heads = HEADS[language];
  const lines = methods.map((one) => [
    one.file,
    String(one.pass),
    String(one.fail),
    String(one.unsupported),
    String(one.compared),
    one.worst === 0 ? '0' : one.worst.toExponential(1),
  ]);
  const widths = heads.map((head, index) =>
    Math.max(...[head, ...lines.map((line) => line[index] ?? '')].map(displayWidth)),
  );
  const set = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const room = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return index === 0 ? cell + room : room + cell;
      })
      .join('  ');
  const reasons = groupsByReason(verdicts).flatMap(({ verdict, names, why }) => [
    `${labelIn(VERDICT_WORDS[verdict], language)}  ${andMore(names)[language]}`,
    ...wrapText(why, width - 4).map((line) => `    ${line}`),
  ]);
  const sum = (pick: (count: MethodCount) => number) => methods.reduce((total, count) => total + pick(count), 0);
  const [pass, fail, unsupported] = [sum(({ pass }) => pass), sum(({ fail }) => fail), sum((one) => one.unsupported)];
  const compared = sum((count) => count.compared);
  const sums = words(
    `${verdicts.length} cases: ${pass} pass, ${fail} fail, ${unsupported} unsupported; ${compared} values compared.`,
    `共 ${verdicts.length} 个算例：通过 ${pass} 个，不符 ${fail} 个，不支持 ${unsupported} 个；比较数值 ${compared} 个。`,
  )[language];
  return [set(heads), ...lines.map(set), ...(reasons.length > 0 ? ['', ...reasons] : []), '', sums, ''].join('\n');
}

function andMore([first = '', ...others]: readonly string[]): Words {
  if (others.length === 0) return words(first, `“${first}”`);
  return words(`${first} and ${others.length} more`, `“${first}”等 ${others.length + 1} 个算例`);
}

type ReasonGroup = { verdict: Verdict['verdict']; names: string[]; why: string };

/** The cases that do not pass, those with one and the same reason together. */
function groupsByReason(verdicts: readonly SaidVerdict[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const { verdict, name, why } of verdicts) {
    if (verdict === 'pass') continue;
    const key = `${verdict} ${why}`;
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { verdict, names: [name], why });
  }
  return [...groups.values()];
}
