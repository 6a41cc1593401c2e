import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../packages/core/src/report/index.ts';
import { drawnNumbers, elements } from '../../packages/core/src/report/testing/golden.ts';
import { PROGRAM, runStudyFolder } from '../../packages/node/src/publish/index.ts';

/** The figures of the shipped study, whose children are all invented, read back from their drawings. */
const study = fileURLToPath(new URL('../../studies/imt', import.meta.url));
const KINDS = ['flow', 'ages', 'stains', 'rfs', 'relapse', 'efs', 'swimmer', 'publishedRecurrence'];

describe.each(['en', 'zh-CN'] as const)('the figures of studies/imt in %s', (language) => {
  let figures: Map<string, Figure>;
  let printed: Map<string, string>;
  const figure = (id: string) => {
    const found = figures.get(id);
    if (!found) throw new Error(`no figure ${id}`);
    return found;
  };

  beforeAll(async () => {
    const run = await runStudyFolder(study, { language, audience: 'team', program: PROGRAM });
    const blocks = run.document?.sections.flatMap((section) => section.blocks) ?? [];
    figures = new Map(blocks.flatMap((block) => (block.kind === 'figure' ? [[block.figure.id, block.figure]] : [])));
    printed = new Map(run.cards.map((card) => [card.statistic, card.printed]));
  }, 300_000);

  it('are of every kind of the plan, each with a title, words for those who cannot see it, and its data', () => {
    for (const id of [...KINDS, 'timeline']) {
      const { svg, alternative, data, caption } = figure(id);
      expect(svg, id).toMatch(/<title id="[^"]+">[^<]+<\/title><desc id="[^"]+">[^<]+<\/desc>/);
      expect(alternative.length, id).toBeGreaterThan(40);
      expect(caption.length, id).toBeGreaterThan(0);
      expect(data.rows.length, id).toBeGreaterThan(1);
    }
  });

  it('print each number as its card does', () => {
    let compared = 0;
    for (const { svg, id } of figures.values()) {
      for (const { statistic, text } of drawnNumbers(svg)) {
        expect(text.replace(/^n = /, ''), `${id}: ${statistic}`).toBe(printed.get(statistic));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(150);
  });

  it('fit a column of 85 mm: no letter is under 5.7 points there', () => {
    for (const { svg, id } of figures.values()) {
      const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]);
      const smallest = Math.min(...[...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size)));
      expect((smallest * (85 / 25.4) * 72) / width, id).toBeGreaterThanOrEqual(5.7);
    }
  });

  it('have in the flow one number in each box, and boxes that add up on the way down', () => {
    const { svg } = figure('flow');
    const numbers = drawnNumbers(svg);
    const boxes = elements(svg, 'rect')
      .filter((rect) => rect['class'] === 'box')
      .map((rect) => {
        const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(rect[key])) as [
          number,
          number,
          number,
          number,
        ];
        const inside = numbers.filter((one) => one.x > x && one.x < x + width && one.y > y && one.y < y + height);
        return { x, y, inside };
      });
    expect(boxes.map(({ inside }) => inside.length)).toEqual(boxes.map(() => 1));
    const counts = boxes.map(({ x, y, inside: [only] }) => ({ x, y, count: Number(only?.text.replace('n = ', '')) }));
    const left = Math.min(...counts.map(({ x }) => x));
    const down = counts.filter(({ x }) => x === left).sort((a, b) => a.y - b.y);
    const aside = counts.filter(({ x }) => x !== left).sort((a, b) => a.y - b.y);
    expect(down.map(({ count }) => count)).toEqual([30, 28, 26, 25, 24, 20, 18, 17, 16]);
    down.slice(1).forEach(({ count, y }, index) => {
      const before = down[index] as (typeof down)[number];
      const leaving = aside.filter((one) => one.y > before.y && one.y < y).reduce((sum, one) => sum + one.count, 0);
      expect(before.count - leaving).toBe(count);
    });
  });

  it.each(['rfs', 'relapse', 'efs'])('%s: every number stands exactly under a tick, a row for each kind', (id) => {
    const { svg } = figure(id);
    const ticks = elements(svg, 'text').flatMap((one) =>
      one['class'] === 'tick' && one['text-anchor'] === 'middle' ? [Number(one['x'])] : [],
    );
    expect(ticks.length).toBeGreaterThan(5);
    const rows = new Map<number, number[]>();
    for (const { x, y } of drawnNumbers(svg)) rows.set(y, [...(rows.get(y) ?? []), x]);
    expect(rows.size).toBe(id === 'relapse' ? 4 : 3);
    for (const xs of rows.values()) expect(xs).toEqual(ticks);
  });

  it('have a dot for the age and for the size of each child', () => {
    expect(elements(figure('ages').svg, 'circle')).toHaveLength(2 * 16);
  });
});
