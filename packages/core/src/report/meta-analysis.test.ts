import { describe, expect, it } from 'vitest';
import { runAnalyses } from '../analyse/index.ts';
import { SERIES_STUDY, SERIES_TABLES } from '../analyse/testing/series-study.ts';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { Language } from '../model/index.ts';
import { type BuiltReport, buildReport } from './build.ts';
import type { Figure, Inline, Table } from './document.ts';
import { expectGolden } from './testing/golden.ts';
import { textWidth } from './text-measure.ts';

const POOLED =
  '{ id: pooled, kind: metaAnalysis, role: exploratory, set: eligible, title: { en: Relapse pooled, zh-CN: 复发比例的合并 }, measure: proportion, literature: relapse, of: relapse';
const studyWith = (options: string) =>
  SERIES_STUDY.replace('literature:\n', `  - ${POOLED}${options} }\nliterature:\n`);

type Made = { report: BuiltReport; statistics: Map<string, { value: number | null; printed: { en: string } }> };

function made(options = '', language: Language = 'en', audience: 'public' | 'team' = 'team'): Made {
  const small = smallStudy(studyWith(options), SERIES_TABLES);
  const snapshot = 'b'.repeat(64);
  const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot, engine: 'casewright 0.0.0' });
  const shared = { study: small.study, issues: [], program: 'casewright 0.0.0', snapshot, patientLines: [] };
  const statistics = new Map(results.flatMap((result) => result.statistics).map((one) => [one.id, one]));
  return { report: buildReport({ ...shared, results, audience, language }), statistics } as Made;
}

function parts({ report }: Made): { table: Table; figure: Figure } {
  const blocks = report.document.sections.flatMap((section) => section.blocks);
  const table = blocks.find((block) => block.kind === 'table' && block.table.id === 'pooled');
  const figure = blocks.find((block) => block.kind === 'figure' && block.figure.id === 'pooled');
  if (table?.kind !== 'table' || figure?.kind !== 'figure') throw new Error('not written');
  return { table: table.table, figure: figure.figure };
}

const spoken = (line: readonly Inline[]): string => line.map(({ text }) => text).join('');
const lines = (table: Table): string[] =>
  table.rows.map(({ kind, cells }) => `${kind === 'heading' ? '# ' : ''}${cells.map(spoken).join(' | ')}`);

/** Where the axis has a share, read from its ticks. */
function scaleOf(svg: string): (share: number) => number {
  const ticks = [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*>(\d+)%</g)].map(
    ([, x, share]) => [Number(x), Number(share)] as const,
  );
  const [from, to] = [ticks[0], ticks.at(-1)];
  if (from?.[1] !== 0 || to?.[1] !== 100) throw new Error('no axis from 0 to 100%');
  return (share) => from[0] + share * (to[0] - from[0]);
}

describe('the forest plot of a meta-analysis', () => {
  it.each([
    ['', 'en', 'team'],
    [', series: [late, early, undated], withOwn: true', 'zh-CN', 'public'],
  ] as const)('with%s in %s for %s is drawn as before', async (options, language, audience) => {
    await expectGolden(parts(made(options, language, audience)).figure.svg, `pooled-${audience}-${language}`);
  });

  it.each([
    ['the model of the counts', ''],
    ['logits', ', model: logit'],
    ['this study pooled too', ', withOwn: true, level: 0.8'],
  ])('has the diamond, the bar and the line where the numbers say: %s', (_name, options) => {
    const one = made(options);
    const { svg } = parts(one).figure;
    const place = scaleOf(svg);
    const at = (id: string) => place(one.statistics.get(`pooled.${id}`)?.value as number);
    const diamond =
      /class="diamond" data-row="pooled\.pooled" d="M([\d.]+) ([\d.]+)L([\d.]+) [\d.]+L([\d.]+) ([\d.]+)L([\d.]+) [\d.]+Z"/.exec(
        svg,
      );
    expect(Number(diamond?.[1])).toBeCloseTo(at('pooled.proportion.lower'), 1);
    expect(Number(diamond?.[3])).toBeCloseTo(at('pooled.proportion'), 1);
    expect(Number(diamond?.[4])).toBeCloseTo(at('pooled.proportion.upper'), 1);
    expect(diamond?.[6]).toBe(diamond?.[3]);
    expect(diamond?.[5]).toBe(diamond?.[2]);
    const bar = /class="prediction" data-row="pooled\.prediction" d="M([\d.]+) ([\d.]+)H([\d.]+)"/.exec(svg);
    expect(Number(bar?.[1])).toBeCloseTo(at('prediction.lower'), 1);
    expect(Number(bar?.[3])).toBeCloseTo(at('prediction.upper'), 1);
    expect(Number(bar?.[2])).toBeGreaterThan(Number(diamond?.[2]) + 30);
    const line =
      /<path class="pooled-share" d="M([\d.]+) /.exec(svg) ?? / d="M([\d.]+) [^"]*"[^>]*class="pooled-share"/.exec(svg);
    expect(Number(line?.[1])).toBeCloseTo(at('pooled.proportion'), 1);
  });

  it('has the numbers of the mean and of a further series beside them, and lets nothing run into another', () => {
    const one = made();
    const { svg } = parts(one).figure;
    const shown = [
      ...svg.matchAll(/data-statistic="(pooled\.(?:pooled|prediction)[^"]*)"[^>]*><rect[^>]*\/><text[^>]*>([^<]*)</g),
    ];
    expect(shown.map(([, id]) => id)).toEqual([
      'pooled.pooled.count',
      'pooled.pooled.of',
      'pooled.pooled.proportion',
      'pooled.pooled.proportion.lower',
      'pooled.pooled.proportion.upper',
      'pooled.prediction.lower',
      'pooled.prediction.upper',
    ]);
    for (const [, id = '', words] of shown) expect(words, id).toBe(one.statistics.get(id)?.printed.en);
    const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]);
    const drawn = [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', words = '']) => {
      const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      const long = textWidth(words, 12, of('font-weight') === 'bold');
      const x = Number(/(?:^| )x="([^"]*)"/.exec(attributes)?.[1]) - (of('text-anchor') === 'middle' ? long / 2 : 0);
      return { words, x, to: x + long, y: Number(/(?:^| )y="([^"]*)"/.exec(attributes)?.[1]) };
    });
    for (const text of drawn) {
      expect(text.to, text.words).toBeLessThanOrEqual(width);
      const under = drawn.find(
        (other) =>
          other !== text && Math.abs(other.y - text.y) < 11 && other.x < text.to - 0.6 && text.x < other.to - 0.6,
      );
      expect(under, text.words).toBeUndefined();
    }
    expect(svg).not.toMatch(/ style=|<style|NaN|undefined/);
  });

  it('draws what there is, and says it in words', () => {
    const two = parts(made(', series: [late, early]')).figure;
    expect(two.svg).toContain('class="diamond"');
    expect(two.svg).not.toContain('class="prediction"'); // two series say nothing of a further one
    expect(two.alternative).not.toContain('further series');
    expect(parts(made()).figure.alternative).toMatch(
      /a diamond for those pooled, [\d.]+% \([\d.]+%–[\d.]+%\), and a bar for a further series/,
    );
  });
});

describe('the table of a meta-analysis', () => {
  it('has the study, those pooled with their mean, and those left out with the reason', () => {
    const { table } = parts(made());
    const rows = lines(table);
    expect(rows.map((row) => row.split(' | ')[0])).toEqual([
      'This study',
      '# Published series, pooled',
      'Early 1999',
      'Late 2015',
      'undated',
      'All pooled',
      'A further series',
      'Variance between series, τ²',
      'Not sampling, I²',
      'Test that all have one share',
      '# Not pooled: would count patients twice',
      'Pool 2018',
      'Same 2020',
      '# Not pooled: selected patients',
      'Chosen 2012',
    ]);
    expect(rows[5]).toMatch(/^All pooled \| 3 series \| 9\/44 \| [\d.]+% \([\d.]+%–[\d.]+%\)/);
    expect(rows.find((row) => row.startsWith('Same'))).toContain('Not independent of this study.');
  });

  it('sets apart what the plan did not choose', () => {
    const rows = lines(parts(made(', series: [late, early]')).table);
    expect(rows).toContain('# Not pooled: not chosen by the plan');
    expect(rows.at(rows.indexOf('# Not pooled: not chosen by the plan') + 1)).toMatch(/^undated/);
  });

  it('has limits of the heterogeneity on a scale, and says what limits the whole', () => {
    const { table } = parts(made(', model: logit'));
    expect(lines(table).find((row) => row.startsWith('Not sampling'))).toMatch(/[\d.]+% \([\d.]+%–[\d.]+%\)/);
    const notes = table.footnotes.map(spoken).join(' ');
    expect(notes).toContain('a spread of 0 does not show that they agree');
    expect(notes).toContain('No funnel plot');
    expect(notes).toContain('is not pooled');
  });

  it('speaks Chinese', () => {
    const rows = lines(parts(made('', 'zh-CN')).table);
    expect(rows).toContain('# 未纳入合并：患者存在重复计数');
    expect(rows.find((row) => row.startsWith('合并结果'))).toMatch(/^合并结果 \| 3个系列 \| 9\/44 \|/);
  });
});

describe('its words', () => {
  it.each([
    ['', 'a binomial–normal model with a random intercept', 'stands beside them and is not pooled'],
    [', model: doubleArcsine, withOwn: true', 'Freeman–Tukey double arcsines', 'This study is pooled with them'],
    [', model: logit, betweenSeries: common', 'to share one true value and normal limits', 'not pooled'],
    [', model: logit, betweenSeries: pauleMandel', 'by Paule and Mandel and Hartung–Knapp limits', 'not pooled'],
  ])('of the methods: %s', (options, model, own) => {
    const text = JSON.stringify(made(options).report.document);
    expect(text).toContain(model);
    expect(text).toContain(own);
  });

  it('title each number of its own, in both languages, with the series that it is worked out from', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const cards = made(', model: logit', language).report.cards.filter(({ statistic }) =>
        statistic.startsWith('pooled.'),
      );
      const titles = cards.map(({ title }) => title);
      expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
      expect(titles.filter((title) => /undefined|tauSquared|– $/.test(title))).toEqual([]);
      const card = cards.find(({ statistic }) => statistic === 'pooled.pooled.proportion');
      expect(card).toMatchObject({ source: 'Early 1999; Late 2015; undated', numerator: null, denominator: null });
      expect(card?.options.filter(({ code }) => code)).toEqual([
        { name: expect.anything(), value: 'relapse', code: true },
      ]);
    }
  });

  it('hold no patient of the study for the public', () => {
    expect(JSON.stringify(made(', withOwn: true', 'en', 'public').report)).not.toContain('SER-');
  });
});
