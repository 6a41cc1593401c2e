/**
 * Runs the tests of one folder for Stryker, from one bundle in this process. Starting vitest's workers again for each of
 * six thousand mutants took ten times as long. The bundle is evaluated anew for every mutant, so that what modules
 * and tests compute when they are loaded is the mutant's too.
 *
 * A loop without end is told by work and not by the clock, which a busy machine would slow: every place that could be
 * mutated counts its turns, and a test may take TIMES as many as without a mutant, and MORE for those that take few.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import * as fastCheck from 'fast-check';
import { mutatedFolder } from './folders.mjs';
import * as listing from './listed-tests.mjs';

const NAMESPACE = '__stryker__';
const TIMES = 5;
const MORE = 500_000;
/** A test that takes more turns than this judges no mutant: it is left to the whole run of tests. */
const HEAVY = 10_000_000;
/** what loading the modules and listing the tests may take */
const LOADING = 'loading of the tests';
const { listed } = listing;
const fromRoot = new URL('../../', import.meta.url).pathname;
const fromHere = createRequire(import.meta.url);
const given = { vitest: listing, 'fast-check': fastCheck };
const requireOf = (name) => given[name] ?? fromHere(name);

class BundledTests {
  /** milliseconds by test, so that the short ones come first */
  durations = new Map();
  /** how often places of the code were met, by test, without a mutant */
  turns = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const folder = `packages/stats/src/${mutatedFolder().name}`;
    const files = fs.readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
    const lines = [...files.map((name) => `./${folder}/${name}`), './tests/mutation/committed-cases.ts'];
    const { outputFiles } = await build({
      stdin: { contents: lines.map((file) => `import '${file}';`).join('\n'), resolveDir: process.cwd() },
      bundle: true,
      // the package says that its modules do nothing when they are loaded; tests do
      ignoreAnnotations: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      define: {
        'import.meta.url': JSON.stringify(new URL(`file://${path.resolve('packages/stats/test-support/fixture.ts')}`)),
      },
      external: ['fast-check', 'vitest'],
      logLevel: 'error',
    });
    // Stryker names its mutants by words and counts them by name; by number, and in an array, is far faster
    const text = outputFiles[0].text.replaceAll(/(stry(?:MutAct|Cov)_\w+)\(("[^()]*")\)/g, (_, name, ids) => {
      return `${name}(${ids.replaceAll('"', '')})`;
    });
    const meter = { count: 0, limit: Number.POSITIVE_INFINITY };
    this.meter = meter;
    globalThis.__turns__ = meter;
    const most = Math.max(...Array.from(text.matchAll(/stryMutAct_\w+\((\d+)\)/g), ([, id]) => Number(id)));
    this.hits = new Float64Array(most + 1);
    globalThis.__hits__ = this.hits;
    const count = 'for (var i = 0; i < arguments.length; i += 1) globalThis.__hits__[arguments[i]] += 1; return;';
    this.counting = this.compile(text.replaceAll('function cover() {', `function cover() { ${count}`));
    // which mutants a test meets is known after the first run
    const turn =
      'if (++globalThis.__turns__.count > globalThis.__turns__.limit) throw new Error("without end: more turns than the limit");';
    this.plain = this.compile(
      text
        .replaceAll('function cover() {', 'function cover() { return;')
        .replaceAll(/function isActive\d*\(\w+\) \{/g, (start) => `${start} ${turn}`),
    );
    globalThis[NAMESPACE] ??= {};
    this.state = globalThis[NAMESPACE];
  }

  compile(text) {
    return new Script(`(require, module, exports) => {${text}\n}`, { filename: 'tests-of-the-folder.cjs' });
  }

  async dryRun() {
    this.state.activeMutant = undefined;
    this.coverage = { static: {}, perTest: {} };
    const tests = await this.run(this.counting, null, false);
    this.durations = new Map(tests.map((test) => [test.id, test.timeSpentMs]));
    await this.run(this.plain, null, false);
    this.isKnown = true;
    const costs = tests.map(({ id, timeSpentMs }) => ({ id, milliseconds: timeSpentMs, turns: this.turns.get(id) }));
    costs.sort((a, b) => b.milliseconds - a.milliseconds);
    fs.writeFileSync(`${fromRoot}/out/mutation/${mutatedFolder().name}-tests.json`, JSON.stringify(costs, null, 1));
    const light = tests.filter(({ id }) => this.turns.get(id) <= HEAVY);
    for (const { id } of tests) if (!light.some((test) => test.id === id)) delete this.coverage.perTest[id];
    return { status: DryRunStatus.Complete, tests: light, mutantCoverage: this.coverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail }) {
    this.state.activeMutant = Number(activeMutant.id);
    this.endless = null;
    const tests = await this.run(this.plain, testFilter ?? null, !disableBail);
    if (this.endless) return { status: MutantRunStatus.Timeout, reason: `without end: ${this.endless}` };
    return toMutantRunResult({ status: DryRunStatus.Complete, tests });
  }

  hitsSoFar() {
    const found = {};
    this.hits.forEach((count, id) => {
      if (count > 0) found[id] = count;
    });
    this.hits.fill(0);
    return found;
  }

  /** Counts the turns of one test, or of the loading; says whether they stayed below the limit. */
  start(id) {
    this.meter.count = 0;
    this.meter.limit = this.isKnown ? TIMES * (this.turns.get(id) ?? 0) + MORE : Number.POSITIVE_INFINITY;
  }

  hasEnded(id) {
    const { count, limit } = this.meter;
    if (!this.isKnown) this.turns.set(id, count);
    if (count <= limit) return true;
    this.endless = `${id} takes more than ${limit} turns`;
    return false;
  }

  async run(script, wanted, isDoneAtFirst) {
    listed.length = 0;
    const found = [];
    this.start(LOADING);
    try {
      const module = { exports: {} };
      script.runInThisContext()(requireOf, module, module.exports);
    } catch (error) {
      this.hasEnded(LOADING);
      return [failed(LOADING, 0, error)];
    }
    if (!this.hasEnded(LOADING)) return [failed(LOADING, 0, this.endless)];
    const isCounting = script === this.counting;
    if (isCounting) this.coverage.static = this.hitsSoFar();
    const names = wanted && new Set(wanted);
    const tests = listed
      .filter(({ id }) => !names || names.has(id))
      .sort((a, b) => (this.durations.get(a.id) ?? 0) - (this.durations.get(b.id) ?? 0));
    for (const { id, run } of tests) {
      const start = performance.now();
      this.start(id);
      let error;
      try {
        await run();
      } catch (thrown) {
        error = thrown ?? new Error('nothing was thrown, but thrown it was');
      }
      // a test that expects an error would take that of the limit for it
      if (!this.hasEnded(id)) error = new Error(this.endless);
      if (isCounting) this.coverage.perTest[id] = this.hitsSoFar();
      const timeSpentMs = performance.now() - start;
      if (error) found.push(failed(id, timeSpentMs, error));
      else found.push({ id, name: id, status: TestStatus.Success, timeSpentMs });
      if (error && isDoneAtFirst) break;
    }
    return found;
  }
}

function failed(id, timeSpentMs, error) {
  const failureMessage = String(error?.message ?? error).slice(0, 500);
  return { id, name: id, status: TestStatus.Failed, timeSpentMs, failureMessage };
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'bundled', () => new BundledTests())];
