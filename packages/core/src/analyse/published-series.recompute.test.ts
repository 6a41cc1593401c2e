import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult } from '../model/index.ts';
import { loadStudy } from '../protocol/index.ts';
import { runAnalyses } from './index.ts';
import { exactLimits, normalOf, scoreLimits } from './testing/by-hand.ts';
import { SERIES_STUDY, SERIES_TABLES } from './testing/series-study.ts';

/** What the sources say, put down again by hand: name, of whom, and the published figures. */
const SOURCES: Record<string, Record<string, number>> = {
  late: { n: 12, 'age.median': 7.5, 'followUp.mean': 40, count: 4, of: 10 },
  early: { n: 30, 'age.mean': 41, count: 1, of: 30 },
  silent: { n: 5 },
  undated: { n: 4, count: 4, of: 4 },
  pool: { n: 42, count: 5, of: 40 },
  same: { n: 8, count: 3, of: 8 },
  chosen: { n: 6, count: 0, of: 6 },
};

function seriesOf(text: string): AnalysisResult {
  const small = smallStudy(text, SERIES_TABLES);
  const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
  const found = results.find(({ id }) => id === 'series');
  if (!found) throw new Error('no result');
  return found;
}

function again(id: string, limits: (k: number, n: number) => { lower: number; upper: number }): number | undefined {
  const [, series = '', ...rest] = id.split('.');
  const given = SOURCES[series] ?? {};
  const own = rest.join('.');
  const [k, n] = [given['count'] ?? Number.NaN, given['of'] ?? Number.NaN];
  if (own === 'proportion') return k / n;
  if (own === 'proportion.lower') return limits(k, n).lower;
  if (own === 'proportion.upper') return limits(k, n).upper;
  return given[own];
}

describe('every number of the published series', () => {
  it.each([
    ['exact at 95%', SERIES_STUDY, (k: number, n: number) => exactLimits(k, n, 0.025)],
    [
      'score at 90%, as the own proportion has it',
      SERIES_STUDY.replace('when: entry.relapsed', 'when: entry.relapsed, interval: wilson, level: 0.9'),
      (k: number, n: number) => scoreLimits(k, n, normalOf(0.9)),
    ],
  ])('is worked out again from its source alone: %s', (_name, text, limits) => {
    const { statistics } = seriesOf(text);
    const kept = Object.values(SOURCES).reduce((sum, given) => sum + Object.keys(given).length, 0);
    const shares = Object.values(SOURCES).filter((given) => 'of' in given).length;
    expect(statistics).toHaveLength(kept + 3 * shares);
    for (const { id, value } of statistics) expect(value, id).toBeCloseTo(again(id, limits) ?? Number.NaN, 9);
  });

  it('names its source, and no patient of this study', () => {
    const { statistics, recordSets } = seriesOf(SERIES_STUDY);
    expect(recordSets).toEqual({});
    for (const statistic of statistics) {
      expect(statistic.source, statistic.id).toMatch(/^(Late A|Early B|Silent C|Undated D|Pool E|Same F|Chosen G)\./);
      expect(statistic).not.toHaveProperty('numerator');
      expect(statistic).not.toHaveProperty('denominator');
    }
    expect(statistics.find(({ id }) => id === 'series.late.n')?.source).toBe(
      'Late A. An invented journal 2015;2:20-29. doi:10.0000/late',
    );
  });

  it('prints ages and follow-up with the decimals of the source', () => {
    const printed = (id: string) => seriesOf(SERIES_STUDY).statistics.find((one) => one.id === id)?.printed.en;
    expect([printed('series.late.age.median'), printed('series.late.followUp.mean')]).toEqual(['7.5', '40']);
  });
});

describe('the series', () => {
  it('stand by year, each by itself or apart for what it says of itself', () => {
    const rows = seriesOf(SERIES_STUDY).rows?.map(({ cells }) => cells);
    expect(rows).toEqual([
      { series: 'early', year: 1999, standing: 'comparable', hasFigure: true },
      { series: 'silent', year: 2003, standing: 'comparable', hasFigure: false },
      { series: 'chosen', year: 2012, standing: 'selected', hasFigure: true },
      { series: 'late', year: 2015, standing: 'comparable', hasFigure: true },
      { series: 'pool', year: 2018, standing: 'countedTwice', hasFigure: true },
      { series: 'same', year: 2020, standing: 'countedTwice', hasFigure: true },
      { series: 'undated', year: null, standing: 'comparable', hasFigure: true },
    ]);
  });

  it('are set apart by an overlap, by being a review, or by a choice of patients, one being enough', () => {
    const standing = (from: string, to: string) =>
      seriesOf(SERIES_STUDY.replace(from, to)).rows?.find(({ cells }) => cells['series'] === 'pool')?.cells['standing'];
    const overlap = ', overlaps: [late, early]';
    const review = ', review: { en: A review of published patients, zh-CN: 已发表病例的综述 }';
    expect(standing(overlap, '')).toBe('countedTwice');
    expect(standing(review, '')).toBe('countedTwice');
    expect(standing(`${overlap}${review}`, '')).toBe('comparable');
    expect(standing(`${overlap}${review}`, ', selected: { en: Chosen, zh-CN: 经选择 }')).toBe('selected');
  });

  it('are refused beside a proportion by group, and under a name that no series has', () => {
    const codes = (text: string) =>
      loadStudy(text).issues.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
    expect(codes(SERIES_STUDY.replace('when: entry.relapsed }', 'when: entry.relapsed, by: entry.relapsed }'))).toEqual(
      ['analysis.variable'],
    );
    expect(codes(SERIES_STUDY.replace('literature: relapse,', 'literature: relapses,'))).toEqual([
      'study.unknownSeries',
    ]);
    expect(codes(SERIES_STUDY.replace('of: relapse }', 'of: series }'))).toEqual(['analysis.variable']);
  });
});
