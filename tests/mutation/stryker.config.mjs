import { mutatedFolder } from './folders.mjs';

const { name } = mutatedFolder();

export default {
  // one file of the folder, or all
  mutate: [`packages/stats/src/${name}/${process.env.CASEWRIGHT_MUTATE_FILE ?? '**/*'}.ts`, '!**/*.test.ts'],
  // The words of a sentence are no number: which rule was broken, and where, is what the tests hold.
  mutator: { excludedMutations: ['StringLiteral'] },
  testRunner: 'bundled',
  plugins: [new URL('test-runner.mjs', import.meta.url).pathname],
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.CASEWRIGHT_MUTANTS_AT_ONCE ?? 1),
  ignorePatterns: ['bench', 'dist', 'docs', 'out', 'studies', 'packages/core', 'packages/node', 'packages/web'],
  tempDirName: `out/mutation/${name}`,
  incremental: true,
  incrementalFile: `out/mutation/${name}-incremental.json`,
  reporters: ['json', 'clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: `out/mutation/${name}.json` },
  // Loops without end are found by the number of their turns. The clock only ends what hangs where nothing is counted;
  // what it ended counts as not noticed, since on a busy machine it may have been slow alone.
  timeoutMS: 30_000,
  timeoutFactor: 1.5,
  allowConsoleColors: false,
  packageManager: 'npm',
  warnings: { slow: false },
};
