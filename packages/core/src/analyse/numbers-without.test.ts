import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult } from '../model/index.ts';
import { runAnalyses } from './index.ts';
import { ninetyPatients, regressionStudy, regressionTables } from './testing/regression-study.ts';

const OWN = 'role: exploratory, set: all, title: { en: Of all, zh-CN: 全部 }';
const CASES = [
  [
    'survival',
    'kind: kaplanMeier, endpoint: late, times: [2, 6, 12, 60]',
    ['survival@2mo', 'survival@12mo', 'median'],
    'n',
  ],
  [
    'a curve by days',
    'kind: kaplanMeier, endpoint: alive, times: [100], timeUnit: day',
    ['survival@100d', 'median'],
    'n',
  ],
  ['follow-up', 'kind: reverseKaplanMeier, endpoint: late', ['median'], 'n'],
  ['a proportion', 'kind: proportion, when: base.marker', ['proportion'], 'n'],
  ['medians', 'kind: describe, variables: [base.size, base.age]', ['size.median', 'age.median'], 'n'],
] as const;

/** Asking for one number more, which has no way of its own, makes the same analysis take whole results. */
function bothWays(analysis: string, names: readonly string[], further: string): AnalysisResult[] {
  const repeated = (id: string, list: readonly string[]) =>
    `id: ${id}, kind: leaveOneOut, ${OWN}, of: of, statistics: [${list.map((name) => `"${name}"`).join(', ')}]`;
  const plan = [`id: of, ${OWN}, ${analysis}`, repeated('quick', names), repeated('whole', [...names, further])];
  const small = smallStudy(regressionStudy(plan), regressionTables(ninetyPatients()));
  return runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
}

describe('numbers without one patient are those of the whole result', () => {
  it.each(CASES)('%s', (_name, analysis, names, further) => {
    const [of, quick, whole] = bothWays(analysis, names, further) as [AnalysisResult, AnalysisResult, AnalysisResult];
    const rowsOf = ({ rows }: AnalysisResult) =>
      (rows ?? []).filter(({ cells }) => cells['statistic'] !== `of.${further}`);
    expect(rowsOf(quick)).toHaveLength(90 * names.length);
    expect(rowsOf(quick)).toEqual(rowsOf(whole));
    for (const name of names) expect(of.statistics.find(({ id }) => id === `of.${name}`)?.value).not.toBeNull();
    const values = rowsOf(quick).map(({ cells }) => cells['value']);
    expect(new Set(values).size).toBeGreaterThan(names.length); // leaving somebody out is seen
  });
});
