import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { runAnalyses } from './index.ts';
import { readCsv } from './testing/raw-tables.ts';
import {
  type Counts,
  chiSquareTail,
  type Pooling,
  recomputeLimits,
  recomputePooled,
  recomputeWeight,
} from './testing/recompute-meta-analysis.ts';
import { SERIES_STUDY, SERIES_TABLES } from './testing/series-study.ts';

/** A series as its study document has it, read again without the program. */
type Raw = { id: string; name?: string | { en: string }; values?: Record<string, { events: number; of: number }> };

type Case = { results: AnalysisResult[]; series: Raw[]; own: Counts };

function run(text: string, tables: Parameters<typeof smallStudy>[1], own: Counts): Case {
  const small = smallStudy(text, tables);
  const all = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
  const pooled = new Set(
    small.study.document.analyses?.flatMap(({ id, kind }) => (kind === 'metaAnalysis' ? [id] : [])),
  );
  return { results: all.filter(({ id }) => pooled.has(id)), series: parse(text).literature, own };
}

function shipped(): Case {
  const folder = fileURLToPath(new URL('../../../../studies/imt/', import.meta.url));
  const tables = readdirSync(`${folder}records`)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => readCsv(`records/${file}`, readFileSync(`${folder}records/${file}`, 'utf8')));
  return run(readFileSync(`${folder}study.yaml`, 'utf8'), tables, { k: 3, n: 16 });
}

/** The invented series, pooled in one way. */
function pooledBy(options: string, literature = SERIES_STUDY): AnalysisResult {
  const line = `  - { id: pooled, kind: metaAnalysis, role: exploratory, set: eligible, title: { en: Pooled, zh-CN: 合并 }, measure: proportion, literature: relapse, of: relapse${options} }\n`;
  const [found] = run(literature.replace('literature:\n', `${line}literature:\n`), SERIES_TABLES, OWN).results;
  if (!found) throw new Error('no result');
  return found;
}

const OWN: Counts = { k: 3, n: 8 };
const INVENTED = parse(SERIES_STUDY).literature as Raw[];

/** The counts of the series that a number names; 'this study' is the study's own proportion. */
function named({ source = '' }: Statistic, series: readonly Raw[], own: Counts): Counts[] {
  return source.split('; ').flatMap((name): Counts[] => {
    if (name === 'this study') return [own];
    if (name === 'no series') return [];
    const found = series.filter((one) => nameOf(one) === name);
    const given = figureOf(found[0]);
    if (found.length !== 1 || !given) throw new Error(`no series ${name}`);
    return [{ k: given.events, n: given.of }];
  });
}

/** The figure that is pooled, by its name in either study. */
function figureOf(series: Raw | undefined): { events: number; of: number } | undefined {
  return series?.values?.['recurrence'] ?? series?.values?.['relapse'];
}

function nameOf({ id, name }: Raw): string {
  return name === undefined ? id : typeof name === 'string' ? name : name.en;
}

function how(result: AnalysisResult): Pooling {
  return result.inputs.options as unknown as Pooling;
}

function again(result: AnalysisResult, statistic: Statistic, series: readonly Raw[], own: Counts): number | null {
  const pooling = how(result);
  if (statistic.row === undefined) {
    return recomputePooled(statistic.id.slice(result.id.length + 1), named(statistic, series, own), pooling);
  }
  if (statistic.name.startsWith('without.')) {
    return recomputePooled(statistic.name.replace('without', 'pooled'), named(statistic, series, own), pooling);
  }
  const of = series.find(({ id }) => id === statistic.row);
  if (statistic.name === 'weight') {
    const place = (statistic.source ?? '').split('; ').indexOf(of ? nameOf(of) : 'this study');
    return recomputeWeight(place, named(statistic, series, own), pooling);
  }
  const given = figureOf(of);
  const counts = { k: given?.events ?? Number.NaN, n: given?.of ?? Number.NaN };
  if (statistic.name === 'count') return counts.k;
  if (statistic.name === 'of') return counts.n;
  if (statistic.name === 'proportion') return counts.k / counts.n;
  return recomputeLimits(counts, pooling)[statistic.name === 'proportion.lower' ? 'lower' : 'upper'];
}

/**
 * Numbers of a search along a likelihood that is added up over a grid are good to about 1e-6, the others to 1e-9. Of two
 * series left, 1 of 30 and 4 of 4, the model's own quadrature is good to 1e-3 only: tau squared is 25.
 */
function expectAgain(result: AnalysisResult, series: readonly Raw[], own: Counts): void {
  for (const statistic of result.statistics) {
    const value = again(result, statistic, series, own);
    if (value === null || statistic.value === null)
      expect([statistic.id, statistic.value]).toEqual([statistic.id, value]);
    else {
      const areFarApart = statistic.source === 'Early 1999; undated' && how(result).model === 'binomialNormal';
      const limit = areFarApart ? 1e-3 : 2e-6;
      expect(Math.abs(statistic.value - value) / Math.max(1, Math.abs(value)), statistic.id).toBeLessThan(limit);
    }
  }
}

describe('every number of the meta-analyses of the shipped study', () => {
  const { results, series, own } = shipped();

  it('is worked out again from only the series that it names', () => {
    expect(results.map(({ id }) => id)).toEqual(['pooledRecurrence', 'pooledInChildren']);
    for (const result of results) {
      expect(result.statistics.length).toBeGreaterThan(70);
      expectAgain(result, series, own);
    }
  });

  it('has a source and no patient of the study', () => {
    for (const { statistics, recordSets } of results) {
      expect(recordSets).toEqual({});
      expect(statistics.filter(({ source }) => !source)).toEqual([]);
    }
  });

  it('leaves out what counts patients again or chose them, and what the plan does not name', () => {
    const [all, children] = results;
    const standing = (result: AnalysisResult | undefined, id: string) =>
      result?.rows?.find(({ cells }) => cells['series'] === id)?.cells['standing'];
    expect(['guo2025', 'coffin2007', 'yu2016', 'pumch'].map((id) => standing(all, id))).toEqual([
      'countedTwice',
      'selected',
      'selected',
      'comparable',
    ]);
    expect(['guo2025', 'coffin2007', 'pumch', 'kim2008'].map((id) => standing(children, id))).toEqual([
      'countedTwice',
      'selected',
      'notChosen',
      'comparable',
    ]);
    // without the study that the abstract is about, and without the 33 of 59 that were chosen for recurring
    expect(all?.statistics.find(({ id }) => id === 'pooledRecurrence.pooled.of')?.value).toBe(242);
  });
});

describe('every number of invented series, pooled', () => {
  it.each([
    ['by the model of the counts', ''],
    ['by the model, this study too', ', withOwn: true'],
    ['by the model at 90%', ', level: 0.9'],
    ['on logits by restricted maximum likelihood', ', model: logit'],
    ['on logits with normal limits', ', model: logit, hartungKnapp: false'],
    ['on arcsines by DerSimonian and Laird', ', model: arcsine, betweenSeries: derSimonianLaird'],
    ['on double arcsines by Paule and Mandel', ', model: doubleArcsine, betweenSeries: pauleMandel, withOwn: true'],
    ['on logits as one common share', ', model: logit, betweenSeries: common'],
    ['of two series', ', series: [late, early]'],
  ])('%s', (_name, options) => {
    const result = pooledBy(options);
    expect(result.statistics.find(({ id }) => id === 'pooled.pooled.proportion')?.value).toBeGreaterThan(0);
    expectAgain(result, INVENTED, OWN);
  });

  it('gives each series its weight, and the mean without it', () => {
    const all = pooledBy(', withOwn: true').statistics;
    const weights = all.filter(({ name }) => name === 'weight');
    expect(weights.map(({ row }) => row)).toEqual(['early', 'late', 'undated', 'this-study']);
    // each is rounded at the twelfth digit
    const total = weights.reduce((sum, { value }) => sum + (value ?? Number.NaN), 0);
    expect(Math.abs(total - 1)).toBeLessThanOrEqual(weights.length * 5e-13);
    // without one of them it is what is pooled when the plan leaves it out
    const without = all.find(({ id }) => id === 'pooled.undated.without.proportion');
    const planned = pooledBy(', series: [late, early], withOwn: true').statistics;
    expect(without?.value).toBe(planned.find(({ id }) => id === 'pooled.pooled.proportion')?.value);
    expect(without?.source).not.toMatch(/undated/i);
    // of two series neither can leave, and each still has its weight
    const two = pooledBy(', series: [late, early]').statistics.map(({ name }) => name);
    expect(two.filter((name) => name === 'weight')).toHaveLength(2);
    expect(two.filter((name) => name.startsWith('without'))).toEqual([]);
  });

  it('stands on another number of series when one leaves', () => {
    const value = (options: string, id: string) =>
      pooledBy(options).statistics.find((one) => one.id === `pooled.${id}`)?.value;
    expect(value('', 'pooled.series')).toBe(3);
    expect(value(', withOwn: true', 'pooled.series')).toBe(4);
    expect(value(', series: [late, early]', 'pooled.series')).toBe(2);
    expect(value(', series: [late, early]', 'leftOut.series')).toBe(4);
    expect(value('', 'leftOut.series')).toBe(3);
    // two series have no degree of freedom left for a further one
    expect(value(', series: [late, early]', 'prediction.upper')).toBeNull();
  });

  it('is nothing where fewer than two series can be pooled', () => {
    const chosen = SERIES_STUDY.replaceAll('values: { relapse: { events: 4', 'values: { other: { events: 4');
    const result = pooledBy('', chosen);
    expect(result.notes.map(({ code }) => code)).toEqual(['metaAnalysis.nothingToPool', 'metaAnalysis.different']);
    expect(result.statistics.find(({ id }) => id === 'pooled.pooled.proportion')).toMatchObject({
      value: null,
      whyNull: 'notEstimable',
    });
  });

  it('is nothing where nobody had it anywhere, and says so', () => {
    const nobody = SERIES_STUDY.replaceAll(/relapse: \{ events: \d+/g, 'relapse: { events: 0');
    const result = pooledBy('', nobody);
    expect(result.notes.map(({ code }) => code)).toContain('metaAnalysis.notEstimable');
    expect(result.statistics.find(({ id }) => id === 'pooled.pooled.proportion')?.value).toBeNull();
    const onArcsines = pooledBy(', model: arcsine', nobody).statistics;
    expect(onArcsines.find(({ id }) => id === 'pooled.pooled.proportion')?.value).toBe(0);
  });
});

it('tails of chi-square from the tables', () => {
  expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 8);
  expect(chiSquareTail(5.991464547107979, 2)).toBeCloseTo(0.05, 12);
  expect(chiSquareTail(16.918977604620448, 9)).toBeCloseTo(0.05, 8);
});
