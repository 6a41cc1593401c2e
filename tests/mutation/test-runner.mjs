/**
 * Runs the tests of one folder for Stryker, from one bundle in this process. Starting vitest's workers again for each of
 * six thousand mutants took ten times as long. The bundle is evaluated anew for every mutant, so that what modules
 * and tests compute when they are loaded is the mutant's too.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import * as fastCheck from 'fast-check';
import { mutatedFolder } from './folders.mjs';
import * as listing from './listed-tests.mjs';

const NAMESPACE = '__stryker__';
const { listed } = listing;
const fromHere = createRequire(import.meta.url);
const given = { vitest: listing, 'fast-check': fastCheck };
const requireOf = (name) => given[name] ?? fromHere(name);

class BundledTests {
  /** milliseconds by test, so that the short ones come first */
  durations = new Map();

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
    const most = Math.max(...Array.from(text.matchAll(/stryMutAct_\w+\((\d+)\)/g), ([, id]) => Number(id)));
    this.hits = new Float64Array(most + 1);
    globalThis.__hits__ = this.hits;
    const count = 'for (var i = 0; i < arguments.length; i += 1) globalThis.__hits__[arguments[i]] += 1; return;';
    this.counting = this.compile(text.replaceAll('function cover() {', `function cover() { ${count}`));
    // which mutants a test meets is known after the first run
    this.plain = this.compile(text.replaceAll('function cover() {', 'function cover() { return;'));
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
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    this.state.activeMutant = Number(activeMutant.id);
    // Stryker gives a mutant a hundred times the work of all tests together before it is one without end: ten will do
    const limit = hitLimit && Math.ceil(hitLimit / 10);
    this.state.hitCount = limit ? 0 : undefined;
    this.state.hitLimit = limit;
    const tests = await this.run(this.plain, testFilter ?? null, !disableBail);
    const beyond = determineHitLimitReached(this.state.hitCount, limit);
    return toMutantRunResult(beyond ?? { status: DryRunStatus.Complete, tests });
  }

  hitsSoFar() {
    const found = {};
    this.hits.forEach((count, id) => {
      if (count > 0) found[id] = count;
    });
    this.hits.fill(0);
    return found;
  }

  async run(script, wanted, isDoneAtFirst) {
    listed.length = 0;
    const found = [];
    try {
      const module = { exports: {} };
      script.runInThisContext()(requireOf, module, module.exports);
    } catch (error) {
      return [failed('loading of the tests', 0, error)];
    }
    const isCounting = script === this.counting;
    if (isCounting) this.coverage.static = this.hitsSoFar();
    const names = wanted && new Set(wanted);
    const tests = listed
      .filter(({ id }) => !names || names.has(id))
      .sort((a, b) => (this.durations.get(a.id) ?? 0) - (this.durations.get(b.id) ?? 0));
    for (const { id, run } of tests) {
      const start = performance.now();
      try {
        await run();
        found.push({ id, name: id, status: TestStatus.Success, timeSpentMs: performance.now() - start });
      } catch (error) {
        found.push(failed(id, performance.now() - start, error));
        if (isDoneAtFirst) break;
      } finally {
        if (isCounting) this.coverage.perTest[id] = this.hitsSoFar();
      }
    }
    return found;
  }
}

function failed(id, timeSpentMs, error) {
  const failureMessage = String(error?.message ?? error).slice(0, 500);
  return { id, name: id, status: TestStatus.Failed, timeSpentMs, failureMessage };
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'bundled', () => new BundledTests())];
