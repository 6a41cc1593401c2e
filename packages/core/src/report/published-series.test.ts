import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runAnalyses } from '../analyse/index.ts';
import { SERIES_STUDY, SERIES_TABLES } from '../analyse/testing/series-study.ts';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Language } from '../model/index.ts';
import { type BuiltReport, buildReport } from './build.ts';
import type { Figure, Inline, Table } from './document.ts';
import { textWidth } from './text-measure.ts';

const small = smallStudy(SERIES_STUDY, SERIES_TABLES);
const snapshot = 'b'.repeat(64);
const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot, engine: 'casewright 0.0.0' });
const statistics = new Map(results.flatMap((result) => result.statistics).map((one) => [one.id, one]));

function written(language: Language = 'en', audience: 'public' | 'team' = 'team'): BuiltReport {
  const shared = { study: small.study, issues: [], program: 'casewright 0.0.0', snapshot, patientLines: [] };
  return buildReport({ ...shared, results, audience, language });
}

function parts(report: BuiltReport): { table: Table; figure: Figure } {
  const blocks = report.document.sections.flatMap((section) => section.blocks);
  const table = blocks.find((block) => block.kind === 'table' && block.table.id === 'series');
  const figure = blocks.find((block) => block.kind === 'figure' && block.figure.id === 'series');
  if (table?.kind !== 'table' || figure?.kind !== 'figure') throw new Error('not written');
  return { table: table.table, figure: figure.figure };
}

const spoken = (line: readonly Inline[]): string => line.map(({ text }) => text).join('');
const lines = (table: Table): string[] =>
  table.rows.map(({ kind, cells }) => `${kind === 'heading' ? '# ' : ''}${cells.map(spoken).join(' | ')}`);

/** Attributes of every element of a name. */
function elements(svg: string, name: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)/?>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );
}

function expectGolden(svg: string, name: string): void {
  const path = (ending: string) => new URL(`./golden/${name}${ending}.svg.txt`, import.meta.url);
  const drawn = `${svg.replaceAll(/>(?=<)/g, '>\n')}\n`;
  if (existsSync(path('')) && readFileSync(path(''), 'utf8') === drawn) {
    rmSync(path('-changed'), { force: true });
    return;
  }
  writeFileSync(path('-changed'), drawn);
  expect.fail(`${name} is drawn otherwise; look at golden/${name}-changed.svg.txt`);
}

/** Rows with a figure from the top down: the id that their numbers begin with, and that of how many they are of. */
const DRAWN = [
  ['relapse', 'relapse.n'],
  ['series.early', 'series.early.of'],
  ['series.late', 'series.late.of'],
  ['series.undated', 'series.undated.of'],
  ['series.pool', 'series.pool.of'],
  ['series.same', 'series.same.of'],
  ['series.chosen', 'series.chosen.of'],
] as const;
const APART = ['series.pool', 'series.same', 'series.chosen'];

describe('the table of published series', () => {
  it('has the study first, series by year, and those set apart below with the reason', () => {
    expect(lines(parts(written()).table)).toEqual([
      'This study | – | 8 | – | – | 3/8 | 37.5% (8.5%–75.5%) | – | –',
      '# Published series',
      'Early 1999 | adults | 30 | 41 years (mean) | – | 1/30, all | 3.3% (0.1%–17.2%) | – | Early B. 1999',
      'Silent 2003 | – | 5 | – | – | – | – | – | Silent C. 2003',
      'Late 2015 | children, one site only; Nowhere | 12 | 7.5 years (median) | 40 months (mean) | 4/10, followed | 40.0% (12.2%–73.8%) | Two of twelve were lost. | Late A. An invented journal 2015;2:20-29. doi:10.0000/late',
      'undated | – | 4 | – | – | 4/4 | 100.0% (39.8%–100.0%) | – | Undated D.',
      '# Set apart: would count patients twice',
      'Pool 2018 | – | 42 | – | – | 5/40, followed | 12.5% (4.2%–26.8%) | Counts the patients of Late 2015, Early 1999. A review of published patients. | Pool E. 2018',
      'Same 2020 | – | 8 | – | – | 3/8, operated | 37.5% (8.5%–75.5%) | Not independent of this study. | Same F. 2020',
      '# Set apart: selected patients',
      'Chosen 2012 | – | 6 | – | – | 0/6, resected | 0.0% (0.0%–45.9%) | Only tumours that came out whole. | Chosen G. 2012',
    ]);
  });

  it('speaks Chinese', () => {
    const table = lines(parts(written('zh-CN')).table);
    expect(table[4]).toBe(
      'Late 2015 | 儿童，仅限一处；乌有国 | 12 | 7.5岁（中位数） | 40个月（均数） | 4/10，有随访 | 40.0%（12.2%～73.8%） | 12例中2例失访。 | Late A. An invented journal 2015;2:20-29. doi:10.0000/late',
    );
    expect(table).toContain('# 另列：患者存在重复计数');
  });

  it('leads to the source by its identifier', () => {
    const links = parts(written()).table.rows.flatMap(({ cells }) =>
      cells.flat().flatMap((one) => (one.kind === 'link' ? [one.href] : [])),
    );
    expect(links).toEqual(['https://doi.org/10.0000/late']);
  });

  it('says that nothing is pooled, of whom the intervals are, and what sets a series apart', () => {
    const notes = parts(written()).table.footnotes.map(spoken);
    expect(notes.join(' ')).toMatch(/exact intervals \(Clopper–Pearson\) \[\d\]/);
    expect(notes.join(' ')).toContain('are not pooled');
    expect(notes.join(' ')).toContain('no figure is given');
  });
});

describe('the forest plot', () => {
  it.each([
    ['en', 'team'],
    ['zh-CN', 'public'],
  ] as const)('in %s for %s is drawn as before', (language, audience) => {
    expectGolden(parts(written(language, audience)).figure.svg, `series-${audience}-${language}`);
  });

  const { svg, alternative, data } = parts(written()).figure;
  const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', words = '']) => ({
    at: elements(`<text ${attributes}>`, 'text')[0] ?? {},
    words,
  }));
  const ticks = texts.filter(({ at }) => at['class'] === 'tick');
  const place = (share: number): number => {
    const [from, to] = [ticks[0], ticks.at(-1)].map((tick) => Number(tick?.at['x']));
    return (from ?? 0) + share * ((to ?? 0) - (from ?? 0));
  };

  it('has an axis from nobody to everybody', () => {
    expect(ticks.map(({ words }) => words)).toEqual(['0%', '50%', '100%']);
    expect(place(0.5)).toBeCloseTo(Number(ticks[1]?.at['x']), 1);
  });

  it('has every mark and both ends of every interval where the numbers say', () => {
    const marks = [...elements(svg, 'circle'), ...elements(svg, 'rect')].filter((one) => one['class'] === 'share');
    const intervals = elements(svg, 'path').filter((one) => one['class'] === 'interval');
    expect(marks.map((one) => one['data-row']).sort()).toEqual(DRAWN.map(([prefix]) => prefix).sort());
    expect(intervals.map((one) => one['data-row'])).toEqual(DRAWN.map(([prefix]) => prefix));
    for (const [prefix] of DRAWN) {
      const value = (id: string) => statistics.get(`${prefix}.${id}`)?.value ?? Number.NaN;
      const mark = marks.find((one) => one['data-row'] === prefix) ?? {};
      const middle = mark['cx'] === undefined ? Number(mark['x']) + Number(mark['width']) / 2 : Number(mark['cx']);
      expect(middle, prefix).toBeCloseTo(place(value('proportion')), 1);
      const ends = /^M([\d.]+) [\d.]+H([\d.]+)$/.exec(intervals.find((one) => one['data-row'] === prefix)?.['d'] ?? '');
      expect(Number(ends?.[1]), prefix).toBeCloseTo(place(value('proportion.lower')), 1);
      expect(Number(ends?.[2]), prefix).toBeCloseTo(place(value('proportion.upper')), 1);
    }
  });

  it('has every number of a row beside its mark, in the order of reading, and each row below the one before', () => {
    const numbers = [
      ...svg.matchAll(/data-statistic="([^"]+)"[^>]*>(<rect[^>]*\/>)<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g),
    ].map(([, id = '', , x, y, words]) => ({ id, x: Number(x), y: Number(y), words }));
    const expected = DRAWN.flatMap(([prefix, of]) => [
      `${prefix}.count`,
      of,
      `${prefix}.proportion`,
      `${prefix}.proportion.lower`,
      `${prefix}.proportion.upper`,
    ]);
    expect(numbers.map(({ id }) => id)).toEqual(expected);
    for (const { id, words } of numbers) expect(words, id).toBe(statistics.get(id)?.printed.en);
    const middles = DRAWN.map(([prefix]) =>
      Number(/ ([\d.]+)H/.exec(elements(svg, 'path').find((one) => one['data-row'] === prefix)?.['d'] ?? '')?.[1]),
    );
    DRAWN.forEach(([prefix, of], index) => {
      const own = numbers.filter(({ id }) => id === of || (id.startsWith(`${prefix}.`) && id !== `${prefix}.of`));
      for (const { y, id } of own) expect(Math.abs(y - 5 - (middles[index] ?? 0)), id).toBeLessThan(16);
      if (index > 0) expect(middles[index]).toBeGreaterThan((middles[index - 1] ?? 0) + 40);
    });
  });

  it('lets no two numbers, marks or words run into each other, and nothing over its edge', () => {
    const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]);
    const drawn = texts.map(({ at, words }) => {
      const long = textWidth(words, 12, at['font-weight'] === 'bold');
      const x = Number(at['x']) - (at['text-anchor'] === 'middle' ? long / 2 : 0);
      return { words, x, to: x + long, y: Number(at['y']) };
    });
    for (const one of drawn) {
      expect(one.x, one.words).toBeGreaterThanOrEqual(0);
      expect(one.to, one.words).toBeLessThanOrEqual(width);
      const under = drawn.find(
        (other) => other !== one && Math.abs(other.y - one.y) < 11 && other.x < one.to - 0.6 && one.x < other.to - 0.6,
      );
      expect(under, one.words).toBeUndefined();
    }
    const targets = [
      ...svg.matchAll(/role="button"[^>]*><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
    ].map((match) => match.slice(1).map(Number) as [number, number, number, number]);
    targets.forEach(([x, y, w, h], index) => {
      const over = targets
        .slice(index + 1)
        .filter(([x2, y2, w2, h2]) => x2 < x + w && x < x2 + w2 && y2 < y + h && y < y2 + h2);
      expect(over, `${x} ${y}`).toEqual([]);
    });
  });

  it('tells the study, the series and those apart by form, not by colour alone', () => {
    const rects = elements(svg, 'rect').filter((one) => one['class'] === 'share');
    expect(elements(svg, 'circle').map((one) => one['data-row'])).toEqual(['relapse']);
    const hollow = rects.filter((one) => one['fill'] === '#ffffff').map((one) => one['data-row']);
    expect(hollow).toEqual(APART);
    const broken = elements(svg, 'path').filter((one) => one['class'] === 'interval' && one['stroke-dasharray']);
    expect(broken.map((one) => one['data-row'])).toEqual(APART);
    expect(svg).not.toMatch(/ style=|<style|NaN|undefined/);
  });

  it('is legible at 85 mm: no letter under 5.7 points', () => {
    const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]);
    const sizes = texts.map(({ at }) => Number(at['font-size']));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    expect((Math.min(...sizes) / width) * ((85 / 25.4) * 72)).toBeGreaterThan(5.7);
  });

  it('has words made of its numbers and a table of them, and no estimate of all series together', () => {
    expect(alternative).toContain('without a pooled estimate. This study: 3/8: 37.5% (8.5%–75.5%).');
    expect(alternative).toContain('Late 2015 4/10, followed: 40.0% (12.2%–73.8%)');
    expect(lines(data).filter((line) => !line.startsWith('#'))).toHaveLength(DRAWN.length);
    expect(JSON.stringify(results)).not.toMatch(/"name":"pooled/);
  });

  it('keeps its lines of text apart in Chinese too', () => {
    const chinese = parts(written('zh-CN')).figure.svg;
    const width = Number(/viewBox="0 0 ([\d.]+)/.exec(chinese)?.[1]);
    for (const [, x = '', anchor, words = ''] of chinese.matchAll(
      /<text x="([\d.]+)"[^>]*?(?:text-anchor="(\w+)")?[^>]*>([^<]*)</g,
    )) {
      const long = textWidth(words, 12, true);
      expect(Number(x) + (anchor === 'middle' ? long / 2 : long), words).toBeLessThanOrEqual(width + 1);
    }
  });
});

describe('the cards of published numbers', () => {
  it('name series, kind of number and source, and nobody', () => {
    const card = written().cards.find(({ statistic }) => statistic === 'series.late.age.median');
    expect(card).toMatchObject({
      title: 'Late 2015 – median age',
      printed: '7.5',
      source: 'Late A. An invented journal 2015;2:20-29. doi:10.0000/late',
      numerator: null,
      denominator: null,
      deciding: null,
    });
    const own = written().cards.find(({ statistic }) => statistic === 'relapse.count');
    expect(own).not.toHaveProperty('source');
    expect(own?.numerator?.patients).toEqual(['SER-1', 'SER-2', 'SER-3']);
  });

  it('have titles of their own in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const cards = written(language).cards.filter(({ statistic }) => statistic.startsWith('series.'));
      const titles = cards.map(({ title }) => title);
      expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
      expect(titles.filter((title) => /undefined|– $/.test(title))).toEqual([]);
    }
  });

  it('hold no patient of the study for the public', () => {
    expect(JSON.stringify(written('en', 'public'))).not.toContain('SER-');
    const shown: AnalysisResult['statistics'] = results.flatMap((result) => result.statistics);
    expect(shown.length).toBeGreaterThan(40);
  });
});
