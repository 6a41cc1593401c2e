import { sameWords } from '@casewright/core/model';
import { ADAPTERS, type Verdict, valuesIn, verdictOf } from '@casewright/stats/conformance';
import { type FixtureFile, fixtureFiles, NoFixtures, type ReadCase } from '../conformance/index.ts';
import { CommandFault } from './command-fault.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth, wrapText } from './text-layout.ts';

type MethodCount = { file: string; pass: number; fail: number; unsupported: number; compared: number; worst: number };

/** Answers each case of a folder of R's fixtures with the library's own statistics. Status 1 where one fails. */
export async function conformanceCommand(
  folder: string,
  options: { json?: boolean },
  terminal: Terminal,
): Promise<ExitStatus> {
  const verdicts: Verdict[] = [];
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
    if (error instanceof NoFixtures) throw new CommandFault(sameWords(error.message));
    throw error;
  }
  if (terminal.isWatched && !options.json) terminal.error('\r\u001b[K');
  if (verdicts.length === 0) {
    throw new CommandFault(
      sameWords(
        `A folder of fixtures holds cases. No file of "${folder}" has any${faults[0] ? ` (${faults[0].file}: ${faults[0].fault})` : ''}. Name the folder that does.`,
      ),
    );
  }
  for (const { file, fault } of faults) terminal.error(`${file} is left out: ${fault}.\n`);
  if (options.json) terminal.out(`${JSON.stringify({ cases: verdicts }, null, 2)}\n`);
  else terminal.out(conformanceReport(methods, verdicts, terminal.width));
  return verdicts.some(({ verdict }) => verdict === 'fail') ? EXIT.faultsFound : EXIT.ok;
}

function judgeCase({ fixture, fault }: ReadCase): Verdict {
  if (fault === null)
    return verdictOf(fixture, Object.hasOwn(ADAPTERS, fixture.method) ? ADAPTERS[fixture.method] : undefined);
  return {
    name: fixture.name,
    method: fixture.method,
    verdict: 'unsupported',
    compared: 0,
    of: valuesIn(fixture.output),
    maxRelativeError: null,
    why: `the case is not of the form: ${fault}`,
  };
}

function countOf(file: string, verdicts: readonly Verdict[]): MethodCount {
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

/** A line a method, then every case that does not pass with its reason, then the sums. */
export function conformanceReport(
  methods: readonly MethodCount[],
  verdicts: readonly Verdict[],
  width: number,
): string {
  const heads = ['method', 'pass', 'fail', 'unsupported', 'values', 'worst error'];
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
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  const reasons = groupsByReason(verdicts).flatMap(({ verdict, names, why }) => [
    `${verdict}  ${names[0]}${names.length === 1 ? '' : ` and ${names.length - 1} more`}`,
    ...wrapText(why, width - 4).map((line) => `    ${line}`),
  ]);
  const sum = (pick: (count: MethodCount) => number) => methods.reduce((total, count) => total + pick(count), 0);
  const sums = `${verdicts.length} cases: ${sum((count) => count.pass)} pass, ${sum((count) => count.fail)} fail, ${sum((count) => count.unsupported)} unsupported; ${sum((count) => count.compared)} values compared.`;
  return [set(heads), ...lines.map(set), ...(reasons.length > 0 ? ['', ...reasons] : []), '', sums, ''].join('\n');
}

/** The cases that do not pass, those with one and the same reason together. */
function groupsByReason(verdicts: readonly Verdict[]): { verdict: string; names: string[]; why: string }[] {
  const groups = new Map<string, { verdict: string; names: string[]; why: string }>();
  for (const { verdict, name, why } of verdicts) {
    if (verdict === 'pass') continue;
    const key = `${verdict} ${why}`;
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { verdict, names: [name], why });
  }
  return [...groups.values()];
}
