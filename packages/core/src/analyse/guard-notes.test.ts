import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult } from '../model/index.ts';
import { runAnalyses } from './index.ts';
import { type Invented, regressionStudy, regressionTables } from './testing/regression-study.ts';

const COMMON = 'role: exploratory, set: all, title: { en: Curve, zh-CN: 曲线 }';

function only(patients: readonly Invented[], keys: string): AnalysisResult {
  const small = smallStudy(regressionStudy([`id: m, ${COMMON}, ${keys}`]), regressionTables(patients));
  return runAnalyses({
    ...small,
    studyHash: small.study.hash,
    snapshot: 'b'.repeat(64),
    engine: 'test',
  })[0] as AnalysisResult;
}
const codesOf = ({ notes }: AnalysisResult) => notes.map(({ code }) => code);
const test = (name: string, rest = '') => `kind: survivalTest, endpoint: alive, by: base.marker, test: ${name}${rest}`;

/** Two watched from the start, six from day 20 on; of the two first one dies on day 10, perhaps the other on day 12. */
const watched = (second: Invented['end']): Invented[] => [
  { time: 10, end: 'death', marker: 'yes' },
  { time: 12, end: second, marker: 'no' },
  ...Array.from(
    { length: 6 },
    (_, at): Invented => ({
      time: 30 + at,
      end: at % 2 === 0 ? 'death' : 'seen',
      entry: 20,
      marker: at < 3 ? 'yes' : 'no',
    }),
  ),
];

describe('what the guard finds of curves', () => {
  it.each([
    ['kind: kaplanMeier, endpoint: late, times: [1]'],
    ['kind: cumulativeIncidence, endpoint: late, times: [1]'],
  ])('%s: few under observation before others enter', (keys) => {
    expect(codesOf(only(watched('seen'), keys))).toContain('survival.tinyRiskSet');
    const gone = only(watched('death'), keys);
    expect(codesOf(gone)).toContain('survival.exhaustedRiskSet');
    expect(codesOf(gone)).not.toContain('survival.tinyRiskSet');
    const from = keys.replace('endpoint: late', 'endpoint: alive');
    expect(codesOf(only(watched('death'), from)).filter((code) => /RiskSet/.test(code))).toEqual([]);
  });

  it('names the group that it is about', () => {
    const result = only(watched('seen'), 'kind: kaplanMeier, endpoint: late, by: base.marker, times: [1]');
    const note = result.notes.find(({ code }) => code === 'survival.exhaustedRiskSet');
    expect(note?.text.en).toMatch(/^Survival from watching, yes: all patients under observation had the event/);
    expect(note?.text['zh-CN']).toMatch(/^自观察起的生存（是）：/);
  });
});

describe('what the guard finds of comparisons over time', () => {
  const alternating = (change: (at: number) => Partial<Invented>): Invented[] =>
    Array.from(
      { length: 24 },
      (_, at): Invented => ({
        time: 10 + at,
        end: at % 4 < 2 ? 'death' : 'seen',
        marker: at % 2 === 0 ? 'yes' : 'no',
        ...change(at),
      }),
    );

  it('nothing where there is nothing', () => {
    expect(
      codesOf(
        only(
          alternating(() => ({})),
          test('logRank'),
        ),
      ),
    ).toEqual([]);
  });

  it('a group without events', () => {
    const patients = alternating((at) => (at % 2 === 1 ? { end: 'seen' } : { end: 'death' }));
    const result = only(patients, test('logRank'));
    expect(codesOf(result)).toEqual(['survivalTest.groupWithoutEvents']);
    expect(result.notes[0]?.text.en).toMatch(/^Nobody had the event: no\. A hazard ratio would have no finite value/);
    expect(codesOf(only(patients, test('rmstDifference', ', until: 20, timeUnit: day')))).toEqual([]);
  });

  it('ties, and what competes', () => {
    expect(
      codesOf(
        only(
          alternating((at) => ({ time: 10 + Math.floor(at / 12) })),
          test('logRank'),
        ),
      ),
    ).toContain('survivalTest.heavyTies');
    const result = only(
      alternating((at) => (at % 8 === 0 ? { end: 'other' } : {})),
      test('logRank').replace('alive', 'ofIt'),
    );
    expect(codesOf(result)).toContain('survivalTest.causeSpecific');
  });

  it('groups that were never observed together', () => {
    const apart = alternating((at) => (at % 2 === 0 ? {} : { time: 100 + at, entry: 60 }));
    const result = only(apart, test('logRank').replace('alive', 'late'));
    expect(codesOf(result)).toEqual(['survivalTest.noCommonFollowUp', 'survivalTest.neverAtRiskTogether']);
    expect(result.statistics.find(({ id }) => id === 'm.pValue')?.value).toBeNull();
  });

  it('no restricted mean of a curve whose first patients all went before the others came', () => {
    const result = only(
      watched('death'),
      test('rmstDifference', ', until: 25, timeUnit: day').replace('alive', 'late'),
    );
    expect(codesOf(result)).toEqual(['survivalTest.exhaustedRiskSet']);
    expect(result.statistics.find(({ id }) => id === 'm.difference')?.value).toBeNull();
  });
});

describe('what the guard finds of two by two', () => {
  it('an empty cell beside an odds ratio, and none beside a difference of risks', () => {
    const patients = Array.from(
      { length: 12 },
      (_, at): Invented => ({
        time: 9,
        end: 'seen',
        marker: at < 6 ? 'yes' : 'no',
        response: at < 3 ? 'yes' : 'no',
      }),
    );
    const keys = 'kind: association, outcome: base.response, by: base.marker, test: ';
    for (const name of ['fisher', 'oddsRatio'])
      expect(codesOf(only(patients, `${keys}${name}`))).toEqual(['association.zeroCell']);
    expect(codesOf(only(patients, `${keys}riskDifference`))).toEqual([]);
  });
});
