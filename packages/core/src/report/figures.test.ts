import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport } from './build.ts';
import type { Block, Figure } from './document.ts';
import { flowSvg } from './flow-figure.ts';
import { sixInput, sixResults, sixStudy } from './test-report.ts';
import { textWidth } from './text-measure.ts';
import { type ReportInput, startWriting } from './writing.ts';

function blocksOf(input: ReportInput): Block[] {
  return buildReport(input).document.sections.flatMap(({ blocks }) => blocks);
}

function figure(id: string, changes: Partial<ReportInput> = {}): Figure {
  const found = blocksOf(sixInput(changes)).find((block) => block.kind === 'figure' && block.figure.id === id);
  if (found?.kind !== 'figure') throw new Error(`no figure ${id}`);
  return found.figure;
}

/** Compares with a file of `golden/`, one element a line; what differs is left beside it as `-changed`. */
function expectGolden(svg: string, name: string): void {
  const path = (ending: string) => new URL(`./golden/${name}${ending}.svg.txt`, import.meta.url);
  const drawn = `${svg.replaceAll(/>(?=<)/g, '>\n')}\n`;
  const changed = path('-changed');
  if (existsSync(path('')) && readFileSync(path(''), 'utf8') === drawn) {
    rmSync(changed, { force: true });
    return;
  }
  writeFileSync(changed, drawn);
  expect.fail(
    `${name} is drawn otherwise; look at golden/${name}-changed.svg.txt and, where it is right, let it take the place of the old one`,
  );
}

/** Attributes of every element of a name. */
function elements(svg: string, name: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)/?>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );
}

const VARIANTS = [
  ['team', 'en'],
  ['public', 'zh-CN'],
] as const;

describe('every figure', () => {
  const all = VARIANTS.flatMap(([audience, language]) =>
    blocksOf(sixInput({ audience, language })).flatMap((block) => (block.kind === 'figure' ? [block.figure] : [])),
  );

  it('is the flow diagram and the two curves with events, in both languages', () => {
    expect(all.map(({ id }) => id)).toEqual(['flow', 'rfs', 'rfsBySex', 'flow', 'rfs', 'rfsBySex']);
  });

  it('has a title, a description, no style and no letter smaller than 12 units', () => {
    for (const { svg, id } of all) {
      expect(svg).toMatch(
        new RegExp(`<title id="figure-${id}-title">[^<]+</title><desc id="figure-${id}-description">[^<]+</desc>`),
      );
      expect(svg).not.toMatch(/ style=|<style|<script|NaN|undefined|href/);
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    }
  });

  it('has coordinates of two decimals at most, and the same bytes twice', () => {
    for (const { svg } of all) expect(svg).not.toMatch(/\d\.\d{3,}/);
    const again = VARIANTS.flatMap(([audience, language]) =>
      blocksOf(sixInput({ audience, language })).flatMap((block) =>
        block.kind === 'figure' ? [block.figure.svg] : [],
      ),
    );
    expect(again).toEqual(all.map(({ svg }) => svg));
  });

  it('names each number for those who hear it, reachable by keyboard', () => {
    for (const { svg } of all) {
      const numbers = elements(svg, 'g').filter((one) => one['class'] === 'number');
      expect(numbers.length).toBeGreaterThan(5);
      for (const one of numbers) {
        expect(one).toMatchObject({ tabindex: '0', role: 'button', 'data-statistic': expect.stringMatching(/^\w+\./) });
        expect(one['aria-label']).toMatch(/.+(?:: |：).+/);
      }
    }
  });
});

describe('the survival curve', () => {
  it.each([
    ['rfs', 'team', 'en'],
    ['rfsBySex', 'team', 'zh-CN'],
    ['rfs', 'public', 'en'],
  ] as const)('%s for %s in %s is drawn as before', (id, audience, language) => {
    expectGolden(figure(id, { audience, language }).svg, `${id}-${audience}-${language}`);
  });

  it.each(['rfs', 'rfsBySex'])('%s: every number at risk stands exactly under its tick', (id) => {
    const { svg } = figure(id);
    const ticks = new Map(
      [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*>(\d+)<\/text>/g)].map(([, x, time]) => [
        time as string,
        x as string,
      ]),
    );
    expect([...ticks.keys()]).toEqual(['0', '6', '12', '18', '24', '30']);
    const numbers = [
      ...svg.matchAll(
        /data-statistic="[^"]*@(\d+)mo"[^>]*><rect[^>]*\/><text x="([\d.]+)" y="[\d.]+" text-anchor="(\w+)"/g,
      ),
    ];
    expect(numbers).toHaveLength(id === 'rfs' ? 18 : 36);
    for (const [, time, x, anchor] of numbers) {
      expect(x).toBe(ticks.get(time as string));
      expect(anchor).toBe('middle');
    }
  });

  it('falls at the events, by hand: 5/6, 2/3 and 1/3 of the height', () => {
    const { svg } = figure('rfs');
    const axis = /<path d="M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)"/.exec(svg) as RegExpExecArray;
    const [left, top, bottom, right] = axis.slice(1).map(Number) as [number, number, number, number];
    const x = (days: number) => left + ((right - left) * days) / (30 * 30.4375);
    const y = (survival: number) => bottom - (bottom - top) * survival;
    const paths = elements(svg, 'path');
    const points = (name: string) => {
      const d = paths.find((one) => one['class'] === name)?.['d'] ?? '';
      const all = [...d.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, a, b]) => [Number(a), Number(b)]);
      return all.filter((point, index) => String(point) !== String(all[index - 1]));
    };
    const near = (found: number[][], expected: number[][]) => {
      expect(found).toHaveLength(expected.length);
      found.flat().forEach((value, index) => {
        expect(value).toBeCloseTo(expected.flat()[index] as number, 1);
      });
    };
    near(points('curve'), [
      [x(0), y(1)],
      [x(100), y(1)],
      [x(100), y(5 / 6)],
      [x(300), y(5 / 6)],
      [x(300), y(2 / 3)],
      [x(400), y(2 / 3)],
    ]);
    const grey = points('curve grey');
    expect(grey[0]?.[0]).toBeCloseTo(x(400), 1);
    expect(grey.at(-1)?.[0]).toBeCloseTo(x(900), 1);
    expect(grey.at(-1)?.[1]).toBeCloseTo(y(1 / 3), 1);
    const censored = paths
      .filter((one) => one['class'] === 'censored')
      .flatMap((one) => [...(one['d'] ?? '').matchAll(/M([\d.]+)/g)].map(([, at]) => Number(at)));
    expect(
      censored.sort((a, b) => a - b).map((at) => Math.round(((at - left) / (right - left)) * 30 * 30.4375)),
    ).toEqual([300, 400, 900]);
  });

  it('explains the grey, the band and the ticks in its legend, and time zero under its axis', () => {
    const words = figure('rfs').svg;
    expect(words).toContain('>dotted: one more event would move it by over 30 percentage points</text>');
    expect(words).toContain('>pointwise 95% limits</text>');
    expect(words).toContain('>Months since diagnosis</text>');
    expect(figure('rfs', { language: 'zh-CN' }).svg).toContain('>自诊断起的时间（月）</text>');
  });

  it('has an alternative made of its numbers, and its data as a table of bound numbers', () => {
    const { alternative, data } = figure('rfs');
    expect(alternative).toBe(
      'Kaplan–Meier curve of recurrence-free survival with 95% limits. 6 patients, 3 events. Survival was 66.7% (19.5% to 90.4%) at 12 months, 3 at risk; 33.3% (1.1% to 76.1%) at 24 months, 1 at risk. Median: 16.4. The end of the curve is grey, where one more event would move it by more than 30 percentage points.',
    );
    const bound = data.rows.flatMap(({ cells }) => cells.flat()).filter(({ kind }) => kind === 'number');
    expect(bound.map((inline) => inline.kind === 'number' && inline.statistic)).toContain('rfs.step.1.time');
  });

  it('tells groups apart by dashes too', () => {
    const curves = elements(figure('rfsBySex').svg, 'path').filter((one) => one['class'] === 'curve');
    expect(curves.map((one) => [one['stroke'], one['stroke-dasharray']])).toEqual([
      ['#0072b2', undefined],
      ['#d55e00', '8 3'],
    ]);
  });

  it('without an event gives way to a sentence with exact bounds', () => {
    const blocks = blocksOf(sixInput());
    expect(blocks.some((block) => block.kind === 'figure' && block.figure.id === 'os')).toBe(false);
    const note = blocks.find((block) => block.kind === 'note' && block.inlines[0]?.text.startsWith('Overall survival'));
    expect(note?.kind === 'note' && note.inlines.map(({ text }) => text).join('')).toBe(
      'Overall survival. No event was observed: 0/6 (upper 95% limit 45.9% two-sided, 39.3% one-sided), in 8.1 patient-years. No curve is drawn, since a flat line would promise more than was seen.',
    );
  });

  it('is drawn once where two endpoints have the very same curve', () => {
    const results = sixResults();
    const [rfs, bySex] = [results.find(({ id }) => id === 'rfs'), results.find(({ id }) => id === 'rfsBySex')];
    if (!rfs?.rows || !bySex) throw new Error('no results');
    bySex.rows = rfs.rows;
    const blocks = blocksOf(sixInput({ results }));
    expect(
      blocks.filter((block) => block.kind === 'figure').map((block) => block.kind === 'figure' && block.figure.id),
    ).toEqual(['flow', 'rfs']);
  });

  it('for the public has its times in whole months and says so', () => {
    const { svg, footnotes, data } = figure('rfs', { audience: 'public' });
    const axis = /<path d="M([\d.]+) [\d.]+V[\d.]+H([\d.]+)"/.exec(svg) as RegExpExecArray;
    const [left, right] = [Number(axis[1]), Number(axis[2])];
    const curve = elements(svg, 'path').filter((one) => one['class'] === 'curve' || one['class'] === 'censored');
    for (const { d = '' } of curve) {
      for (const [, x] of d.matchAll(/[ML]([\d.]+)/g)) {
        const months = ((Number(x) - left) / (right - left)) * 30;
        expect(Math.abs(months - Math.round(months))).toBeLessThan(0.01);
      }
    }
    expect(footnotes[0]?.[0]?.text).toContain('rounded to whole months');
    const ids = data.rows
      .flatMap(({ cells }) => cells.flat())
      .flatMap((inline) => (inline.kind === 'number' ? [inline.statistic] : []));
    expect(ids.filter((id) => id.includes('.step.'))).toEqual([]);
  });
});

describe('the flow diagram', () => {
  it.each([
    ['team', 'en'],
    ['public', 'zh-CN'],
  ] as const)('for %s in %s is drawn as before', (audience, language) => {
    expectGolden(figure('flow', { audience, language }).svg, `flow-${audience}-${language}`);
  });

  it('shows a criterion that excluded nobody, and the reasons of one that has several', () => {
    const { svg } = figure('flow');
    expect(svg).toMatch(/data-statistic="flow\.duplicates\.excluded\.count"[^>]*aria-label="Duplicate: n = 0"/);
    expect(svg).toContain('data-statistic="flow.window.too_early.count"');
    expect(svg).toContain('>Too early</text>');
  });

  it('keeps every line of text within a box, whatever the labels and however many steps', () => {
    const label = fc.oneof(
      fc.lorem({ maxCount: 30 }),
      fc.constantFrom('诊断时间不在研究时段之内，或随访资料不完整（少于六个月）', 'X'),
      fc.string({ minLength: 1, maxLength: 60 }),
    );
    const steps = fc.array(fc.record({ label, reasons: fc.integer({ min: 0, max: 4 }) }), { maxLength: 7 });
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { maxLength: 3 }), label, (given, fromEligible, setLabel) => {
        const study = sixStudy();
        const worded = given.map((step, index) => ({ id: `s${index}`, label: { en: `${step.label}.` } }));
        const analysisSets = fromEligible.map((eligible, index) => ({
          id: `set${index}`,
          label: { en: `${setLabel} ${index}` },
          from: eligible || index === 0 ? 'eligible' : `set${index - 1}`,
          steps: [],
        }));
        const counts = [
          'candidates.count',
          'eligible.count',
          ...given.flatMap((step, index) => [
            `s${index}.excluded.count`,
            `s${index}.remaining.count`,
            ...Array.from(
              { length: step.reasons },
              (_, reason) => `s${index}.reason_number_${reason}_with_a_long_code.count`,
            ),
          ]),
          ...analysisSets.map(({ id }) => `${id}.count`),
        ];
        const result = { ...(sixResults()[0] as ReturnType<typeof sixResults>[0]) };
        result.statistics = counts.map((id) => ({
          id: `flow.${id}`,
          name: 'count',
          value: 12345,
          unit: 'count',
          printed: { en: '12,345' },
        }));
        const document = { ...study.document, eligibility: { steps: worded }, analysisSets };
        const svg = flowSvg(startWriting(sixInput({ study: { ...study, document }, results: [result] })), result, {
          title: 't',
          description: 'd',
        });
        expectTextWithinBoxes(svg);
      }),
      { numRuns: 60 },
    );
  });
});

function expectTextWithinBoxes(svg: string): void {
  const number = (one: Record<string, string>, key: string) => Number(one[key]);
  const boxes = elements(svg, 'rect').filter((one) => one['class'] === 'box');
  const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', words = '']) => ({
    at: elements(`<text ${attributes}>`, 'text')[0] as Record<string, string>,
    words: words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  }));
  expect(texts.length).toBeGreaterThan(1);
  const drawn: { y: number; from: number; to: number; words: string }[] = [];
  for (const { at, words } of texts) {
    const width = textWidth(words, 13, at['font-weight'] === 'bold');
    const anchor = at['text-anchor'] ?? 'start';
    const x = number(at, 'x') - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    const y = number(at, 'y');
    const box = boxes.find((one) => {
      const [left, top] = [number(one, 'x'), number(one, 'y')];
      const inside = x >= left && x + width <= left + number(one, 'width') + 0.01;
      return inside && y - 10 >= top && y + 3 <= top + number(one, 'height');
    });
    if (!box) expect.fail(`'${words}' stands in no box`);
    const under = drawn.find((one) => one.y === y && one.from < x + width && one.to > x);
    if (under) expect.fail(`'${words}' is written over '${under.words}'`);
    drawn.push({ y, from: x, to: x + width, words });
  }
  boxes.forEach((one, index) => {
    const overlapping = boxes.slice(index + 1).filter((other) => {
      const apart = (key: string, size: string) =>
        number(one, key) + number(one, size) <= number(other, key) ||
        number(other, key) + number(other, size) <= number(one, key);
      return !apart('x', 'width') && !apart('y', 'height');
    });
    expect(overlapping).toEqual([]);
  });
}
