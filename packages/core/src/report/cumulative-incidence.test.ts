import { describe, expect, it } from 'vitest';
import {
  blocksOf,
  figureIn,
  foreignWords,
  printedRows,
  readersWords,
  spoken,
  tableIn,
  wordsOf,
  writtenReport,
} from './testing/comparison-report.ts';
import { drawnNumbers, elements, expectGolden, expectSoundDrawing } from './testing/golden.ts';

const incidence = (id: string, rest: string) =>
  `{ id: ${id}, kind: cumulativeIncidence, role: primary, set: complete, title: { en: Relapse, zh-CN: 复发 }, ${rest} }`;
const RELAPSE = incidence('relapse', 'endpoint: relapse, times: [12, 24], axis: { step: 12, maximum: 48 }');
const BY_SEX = incidence(
  'bySex',
  'endpoint: relapse, by: base.sex, test: gray, times: [24], axis: { step: 12, maximum: 48 }',
);
const ALONE = incidence('alone', 'endpoint: free, times: [12, 24], axis: { step: 12, maximum: 48 }');
const NOBODY = incidence('nobody', 'endpoint: second, times: [12]');
const PLAN = [RELAPSE, BY_SEX, ALONE, NOBODY];

/** Where the axes stand, and the day and the share that a point of the drawing means. */
function scales(svg: string) {
  const axis = /<path d="M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)"/.exec(svg) as RegExpExecArray;
  const [left, top, bottom, right] = axis.slice(1).map(Number) as [number, number, number, number];
  return {
    day: (x: number) => ((x - left) / (right - left)) * 48 * 30.4375,
    share: (y: number) => (bottom - y) / (bottom - top),
  };
}

function points(svg: string, name: string): [number, number][][] {
  return elements(svg, 'path')
    .filter((one) => one['class'] === name)
    .map(({ d = '' }) => [...d.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]));
}

describe('the curve of a cumulative incidence', () => {
  const english = writtenReport(PLAN);
  const { svg, alternative, data } = figureIn(english, 'relapse');

  it.each([
    ['relapse', 'team', 'en'],
    ['bySex', 'public', 'zh-CN'],
  ] as const)('%s for %s in %s is drawn as before, and soundly', async (id, audience, language) => {
    const drawn = figureIn(writtenReport(PLAN, { audience, language }), id).svg;
    expectSoundDrawing(drawn, id);
    await expectGolden(drawn, `incidence-${id}-${audience}-${language}`);
  });

  it('has every number exactly under the tick of its time, in its row', () => {
    const ticks = new Map(
      [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*>(\d+)<\/text>/g)].map(([, x, time]) => [time, Number(x)]),
    );
    expect([...ticks.keys()]).toEqual(['0', '12', '24', '36', '48']);
    const numbers = drawnNumbers(svg);
    expect(numbers).toHaveLength(20);
    const rows = ['atRisk', 'cumulativeEvents', 'cumulativeCompeting', 'cumulativeCensored'];
    const heights = rows.map((row) => {
      const own = numbers.filter(({ statistic }) => statistic.startsWith(`relapse.${row}@`));
      for (const { statistic, x, text } of own) {
        expect(x).toBe(ticks.get(/@(\d+)mo$/.exec(statistic)?.[1] ?? ''));
        expect(text).toBe(english.cards.find((card) => card.statistic === statistic)?.printed);
      }
      expect(new Set(own.map(({ y }) => y)).size).toBe(1);
      return own[0]?.y ?? 0;
    });
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    // at each tick everybody is at risk or has left, but for those who leave on the day of the tick
    for (const time of ['12', '24', '36']) {
      const at = (row: string) =>
        Number(numbers.find(({ statistic }) => statistic === `relapse.${row}@${time}mo`)?.text);
      expect(rows.reduce((sum, row) => sum + at(row), 0)).toBe(16);
    }
  });

  it('rises from 0 at each event and only there, and what competes has a curve of its own', () => {
    const { day, share } = scales(svg);
    const rows = english.results.find(({ id }) => id === 'relapse')?.rows ?? [];
    const drawn = [...points(svg, 'curve'), ...points(svg, 'curve grey')];
    expect(drawn).toHaveLength(4); // each of the two curves has a grey end
    const [first] = drawn[0] ?? [];
    expect(share(first?.[1] ?? Number.NaN)).toBeCloseTo(0, 2);
    for (const { cells } of rows) {
      for (const name of ['incidence', 'competingIncidence']) {
        const isDrawn = drawn
          .flat()
          .some(
            ([x, y]) =>
              Math.abs(day(x) - (cells['time'] as number)) < 2 && Math.abs(share(y) - (cells[name] as number)) < 0.003,
          );
        expect([cells['time'], name, isDrawn]).toEqual([cells['time'], name, true]);
      }
    }
    // by hand: after 162 days one of 16 has died, and 8 days later one of the 15 left relapses: 15/16 · 1/15
    const rise = rows.find(({ cells }) => cells['events'] === 1);
    expect(rise?.cells).toMatchObject({ time: 170, atRisk: 15, incidence: 0.0625, competingIncidence: 0.0625 });
  });

  it('says what it shows, and gives its digits as a table of bound numbers', () => {
    expect(alternative).toMatch(
      /^Cumulative incidence curve of relapse with 95% limits\. 16 patients, 3 events, 1 competing\. The incidence was [\d.]+% \([\d.]+% to [\d.]+%\) at 12 months, \d+ at risk; .* A second curve shows death without relapse\. The end of the curve is grey/,
    );
    const bound = data.rows
      .flatMap(({ cells }) => cells.flat())
      .flatMap((one) => (one.kind === 'number' ? [one.statistic] : []));
    expect(bound).toContain('relapse.step.1.competing');
    expect(bound).toContain('relapse.competingIncidence@24mo');
  });

  it('tells groups apart by dashes, and has numbers for each', () => {
    const drawn = figureIn(english, 'bySex').svg;
    expect(drawnNumbers(drawn)).toHaveLength(40);
    const dashes = elements(drawn, 'path')
      .filter((one) => one['class'] === 'curve')
      .map((one) => one['stroke-dasharray']);
    expect(dashes).toEqual([undefined, '8 3']);
  });

  it('is one curve where nothing competed, and says that it equals one minus Kaplan-Meier', () => {
    const figure = figureIn(english, 'alone');
    expect(points(figure.svg, 'curve')).toHaveLength(1);
    expect(figure.footnotes.map(spoken).join(' ')).toContain(
      'Nobody had a competing event, so the cumulative incidence equals one minus the Kaplan–Meier estimate',
    );
    expect(figure.alternative).toContain('Nothing competed, so there is one curve.');
    const of = (name: string) => english.cards.find(({ statistic }) => statistic === `alone.${name}@24mo`)?.exact;
    expect(of('cumulativeIncidence')).toBe(of('oneMinusKaplanMeier'));
  });

  it('gives way to a sentence with exact bounds where nobody had the event', () => {
    const blocks = blocksOf(english);
    expect(blocks.some((block) => block.kind === 'figure' && block.figure.id === 'nobody')).toBe(false);
    const sentence = blocks.flatMap((block) => (block.kind === 'note' ? [spoken(block.inlines)] : []));
    expect(sentence.join(' ')).toMatch(
      /No event was observed: 0\/16 \(upper 95% limit 20\.6% two-sided, 17\.1% one-sided\)/,
    );
  });

  it('for the public has its times in whole months', () => {
    const drawn = figureIn(writtenReport(PLAN, { audience: 'public' }), 'relapse').svg;
    const { day } = scales(drawn);
    for (const [x] of [...points(drawn, 'curve'), ...points(drawn, 'curve grey')].flat()) {
      const months = day(x) / 30.4375;
      expect(Math.abs(months - Math.round(months))).toBeLessThan(0.01);
    }
    expect(wordsOf(writtenReport(PLAN, { audience: 'public' }))).not.toMatch(/K\d\d|\.step\./);
  });
});

describe('the table of a cumulative incidence', () => {
  it('has at risk, events, what competed and censored by each time, and what one minus Kaplan-Meier would say', () => {
    const table = tableIn(writtenReport(PLAN), 'relapse');
    expect(printedRows(table)).toEqual([
      expect.stringMatching(/^12 \| \d+ \| 3 \| 1 \| \d \| [\d.]+% \| [\d.]+%–[\d.]+% \| [\d.]+%$/),
      expect.stringMatching(/^24 \| \d+ \| 3 \| 1 \| \d \| [\d.]+% \| [\d.]+%–[\d.]+% \| [\d.]+%$/),
      'In all | – | 3 | 1 | 12 | – | – | –',
    ]);
    const naive = table.footnotes.map(spoken).find((text) => text.startsWith('One minus')) ?? '';
    const [, larger, smaller] = /would be ([\d.]+)% .* is ([\d.]+)%/.exec(naive) ?? [];
    expect(Number(larger)).toBeGreaterThan(Number(smaller));
    expect(table.footnotes.map(spoken).join(' ')).not.toContain('overstates');
  });

  it('has Gray’s test where the plan asks for it', () => {
    expect(printedRows(tableIn(writtenReport(PLAN), 'bySex')).at(-1)).toMatch(
      /^p \(Gray\) \| – \| – \| – \| – \| \d\.\d{3} \| chi-square \d\.\d\d, 1 d\.f\. \| –$/,
    );
    expect(printedRows(tableIn(writtenReport(PLAN), 'relapse')).join()).not.toContain('Gray');
  });

  it('is Chinese for Chinese readers', () => {
    const report = writtenReport(PLAN, { language: 'zh-CN' });
    for (const id of ['relapse', 'bySex', 'alone'])
      expect([id, foreignWords(readersWords(report, id))]).toEqual([id, []]);
  });
});
