import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMS_TABLES } from '../analyse/testing/forms-study.ts';
import { plainCell, rawRows } from '../analyse/testing/raw-tables.ts';
import type { AnalysisResult, ResultRow } from '../model/index.ts';
import { publicResult } from './public-result.ts';
import { tableOf } from './tables.ts';
import { FORMS_RESULTS, figureIn, formsInput, formsReport, head, printed, spoken } from './testing/forms-report.ts';
import { drawnNumbers, elements, expectGolden, expectSoundDrawing } from './testing/golden.ts';
import { startWriting } from './writing.ts';

/** Values of an item of the entry form, by hand from the raw cells; ages in years. */
function rawValues(item: 'age' | 'size', keep: (row: Readonly<Record<string, string>>) => boolean): number[] {
  return rawRows(FORMS_TABLES, 'entry')
    .filter(keep)
    .map((row) => plainCell(row[item] ?? '', item === 'age' ? 'age' : 'decimal'))
    .filter((value) => typeof value === 'number')
    .sort((a, b) => a - b);
}

const isKnown = (row: Readonly<Record<string, string>>) => row['sex'] === 'F' || row['sex'] === 'M';

type Panel = { scale(x: number): number; top: number; bottom: number };

/** The axes of a drawing, read from their ticks: where they stand, and which value a place means. */
function panelsOf(svg: string): Panel[] {
  const ticks = [...svg.matchAll(/<text class="tick" x="([\d.]+)" y="([\d.]+)"[^>]*>([−\d.,]+)<\/text>/g)].map(
    ([, x, y, text]) => ({ x: Number(x), y: Number(y), value: Number(text?.replace('−', '-').replace(',', '')) }),
  );
  const rows = [...new Set(ticks.map(({ y }) => y))];
  return rows.map((y, index) => {
    const own = ticks.filter((tick) => tick.y === y);
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) throw new Error('an axis without ticks');
    const perUnit = (last.x - first.x) / (last.value - first.value);
    return { scale: (x) => first.value + (x - first.x) / perUnit, top: rows[index - 1] ?? 0, bottom: y };
  });
}

function dotsOf(svg: string): { x: number; y: number }[] {
  return [...svg.matchAll(/<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));
}

function near(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? Number.NaN))).toBeLessThan(0.02);
  });
}

describe('the plot of dots', () => {
  it.each([
    ['dots', 'team', 'en'],
    ['dotsBySex', 'public', 'zh-CN'],
  ] as const)('%s for %s in %s is drawn as before, and soundly', async (id, audience, language) => {
    const { svg } = figureIn(formsReport({ audience, language }), id);
    expectSoundDrawing(svg, id);
    await expectGolden(svg, `${id}-${audience}-${language}`);
  });

  it('has every value as one dot, in its place on the axis of its own panel', () => {
    const { svg } = figureIn(formsReport(), 'dots');
    const panels = panelsOf(svg);
    expect(panels).toHaveLength(2);
    for (const [index, item] of (['age', 'size'] as const).entries()) {
      const { scale, top, bottom } = panels[index] as Panel;
      const own = dotsOf(svg).filter(({ y }) => y > top && y < bottom);
      near(
        own.map(({ x }) => scale(x)).sort((a, b) => a - b),
        rawValues(item, isKnown),
      );
    }
  });

  it('draws the median where it is, and names it and the number under the group', () => {
    const { svg } = figureIn(formsReport(), 'dots');
    const medians = [...svg.matchAll(/<path d="M([\d.]+) [\d.]+L[\d.]+ [\d.]+" stroke="#000000"[^>]*class="median"/g)];
    near(
      medians.map(([, x], index) => (panelsOf(svg)[index] as Panel).scale(Number(x))),
      [3.75, 3.65],
    );
    expect(drawnNumbers(svg).map(({ statistic, text }) => [statistic, text])).toEqual([
      ['dots.age.n', '6'],
      ['dots.age.median', '3.8'],
      ['dots.largest.n', '6'],
      ['dots.largest.median', '3.7'],
    ]);
    for (const { x } of drawnNumbers(svg)) expect(x).toBeLessThan(144);
  });

  it('gives each group its lane, and those whose group is not known one of their own', () => {
    const { svg, data } = figureIn(formsReport(), 'dotsBySex');
    const lanes = [...new Set(dotsOf(svg).map(({ y }) => y))].sort((a, b) => a - b);
    const [panel] = panelsOf(svg) as [Panel];
    const valuesAt = (y: number | undefined) =>
      dotsOf(svg)
        .filter((dot) => dot.y === y)
        .map(({ x }) => panel.scale(x));
    for (const [index, sex] of ['F', 'M', '!unknown'].entries())
      near(
        valuesAt(lanes[index]),
        rawValues('size', (row) => row['sex'] === sex),
      );
    expect(data.rows.map(({ cells }) => spoken(cells[0] ?? []))).toEqual([
      'Size, cm',
      'Female',
      'Male',
      'group not known',
    ]);
  });

  it('says whose value is missing, and lists each dot with its patient for the team', () => {
    const { footnotes, data } = figureIn(formsReport(), 'dots');
    expect(footnotes.map(spoken)).toContain('Without a value of Age, and so without a dot: 1 (unknown).');
    expect(data.rows[1]?.cells[4]).toContainEqual({ kind: 'patient', patient: 'WREN-6', text: 'WREN-6' });
    expect(spoken(data.rows[3]?.cells[4] ?? [])).toBe(
      'WREN-6 2, WREN-1 3.2, WREN-4 3.2, WREN-2 4.1, WREN-3 7.7, WREN-7 9.9',
    );
  });

  it('as a table has number, median and range', () => {
    const w = startWriting(formsInput());
    const result = FORMS_RESULTS.find(({ id }) => id === 'dotsBySex');
    const analysis = w.document.analyses?.find(({ id }) => id === 'dotsBySex');
    const table = result && analysis ? tableOf(w, result, analysis) : null;
    if (!table) throw new Error('no table');
    expect(head(table)).toBe('Patients | Recorded | Median | Range');
    expect(printed(table)).toEqual([
      '# Size, cm',
      'Female | 3 | 3.2 | 2.0–7.7',
      'Male | 3 | 4.1 | 3.2–9.9',
      'group not known | – | – | –',
    ]);
  });
});

describe('the dots that the public gets', () => {
  const result = (id: string): AnalysisResult => {
    const found = FORMS_RESULTS.find((one) => one.id === id);
    if (!found) throw new Error(`no result ${id}`);
    return publicResult(found);
  };

  it('stand at rounded values, in the order of these, and name nobody', () => {
    for (const id of ['dots', 'dotsBySex']) {
      const { rows = [] } = result(id);
      expect(rows.filter(({ patient }) => patient !== undefined)).toEqual([]);
      expect(JSON.stringify(rows)).not.toContain('WREN');
      const steps = new Map(
        rows.flatMap(({ cells }) => (cells['shown'] === 'publicStep' ? [[cells['variable'], cells['step']]] : [])),
      );
      const dots = rows.filter(({ cells }) => cells['shown'] === 'publicDot');
      expect(dots.length).toBeGreaterThan(5);
      for (const { cells } of dots) {
        const times = (cells['value'] as number) / (steps.get(cells['variable']) as number);
        expect(Math.abs(times - Math.round(times))).toBeLessThan(1e-9);
      }
      for (const variable of steps.keys()) {
        const values = dots.filter(({ cells }) => cells['variable'] === variable).map(({ cells }) => cells['value']);
        expect(values).toEqual([...values].sort((a, b) => Number(a) - Number(b)));
      }
    }
    expect(result('dots').rows?.find(({ cells }) => cells['shown'] === 'publicStep')?.cells['step']).toBe(1);
  });

  it('say so, and by how much they were rounded', () => {
    const { footnotes, svg } = figureIn(formsReport({ audience: 'public' }), 'dots');
    expect(spoken(footnotes[0] ?? [])).toBe(
      'To protect the patients, dots stand at rounded values (to the nearest: Age 1 year and Largest diameter 0.5 cm); medians were computed before rounding.',
    );
    const [age] = panelsOf(svg) as [Panel];
    const values = dotsOf(svg)
      .filter(({ y }) => y < age.bottom)
      .map(({ x }) => age.scale(x));
    near(
      values.sort((a, b) => a - b),
      [0, 1, 3, 5, 8, 13],
    );
  });
});

describe('any number of dots', () => {
  it('stays within the drawing, and no two lie on each other', () => {
    const base = FORMS_RESULTS.find(({ id }) => id === 'dots') as AnalysisResult;
    const values = fc.array(
      fc.double({ min: -50, max: 1e4, noNaN: true }).map((value) => Number(value.toPrecision(4))),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(values, (some) => {
        const rows = some.map(
          (value, index): ResultRow => ({
            cells: { shown: 'dot', variable: 'age', group: null, value },
            patient: `X-${index}`,
          }),
        );
        const { svg } = figureIn(formsReport({ results: [{ ...base, rows }] }), 'dots');
        const [, width = 0, height = 0] = /viewBox="0 0 (\d+) ([\d.]+)"/.exec(svg)?.map(Number) ?? [];
        const dots = dotsOf(svg);
        expect(dots).toHaveLength(some.length);
        for (const [index, one] of dots.entries()) {
          expect(one.x).toBeGreaterThan(140);
          expect(one.x).toBeLessThanOrEqual(width - 20);
          expect(one.y).toBeGreaterThan(0);
          expect(one.y).toBeLessThan(height);
          for (const other of dots.slice(index + 1))
            expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(8);
        }
        expect(elements(svg, 'circle')).toHaveLength(some.length);
      }),
      { numRuns: 15 },
    );
  });
});

it.each(['en', 'zh-CN'] as const)(
  'counts more values than a page holds as dots, every one of them, in %s',
  (language) => {
    const repeated = FORMS_RESULTS.map((result) =>
      result.id === 'dots' ? { ...result, rows: (result.rows ?? []).flatMap((row) => Array(60).fill(row)) } : result,
    );
    const { svg, data } = figureIn(formsReport({ results: repeated, language }), 'dots');
    expectSoundDrawing(svg, 'dots');
    expect(dotsOf(svg)).toEqual([]);
    const dots = FORMS_RESULTS.find(({ id }) => id === 'dots')?.rows?.filter(({ cells }) => cells['shown'] === 'dot');
    const counted = data.rows.flatMap(({ cells }) =>
      [...spoken(cells.at(-1) ?? []).matchAll(/[:：] ?(\d+)/g)].map(([, count]) => Number(count)),
    );
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(60 * (dots?.length ?? 0));
    expect(svg).toContain('class="bars"');
  },
);
