import { describe, expect, it } from 'vitest';
import { publicResult } from './public-result.ts';
import { tableOf } from './tables.ts';
import { FORMS_RESULTS, figureIn, formsInput, formsReport, printed, spoken } from './testing/forms-report.ts';
import { drawnNumbers, expectGolden, expectSoundDrawing } from './testing/golden.ts';
import { startWriting } from './writing.ts';

/** Day and value of each patient's points, worked by hand from the raw rows; days from the operation. */
const COURSES: Readonly<Record<string, readonly (readonly [day: number, value: number])[]>> = {
  'WREN-1': [
    [-5, 25_000],
    [31, 800],
    [122, 12.5],
    [220, 2],
  ],
  'WREN-2': [
    [-2, 900],
    [14, 340],
  ],
  'WREN-3': [[61, 55]],
  'WREN-7': [
    [30, 610],
    [89, 120],
    [150, 60],
  ],
};

/** The points of each line as they are drawn. */
function drawnLines(svg: string): { x: number; y: number }[][] {
  return [...svg.matchAll(/<path class="line" d="([^"]+)"/g)].map(([, d = '']) =>
    [...d.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
  );
}

function ticks(svg: string, name: string, at: 'x' | 'y'): { place: number; value: number }[] {
  return [
    ...svg.matchAll(new RegExp(`<text class="${name}" x="([\\d.]+)" y="([\\d.]+)"[^>]*>([^<]+)</text>`, 'g')),
  ].map(([, x, y, text]) => ({
    place: Number(at === 'x' ? x : y) - (at === 'y' ? 4.5 : 0),
    value: Number(text?.replace('−', '-').replaceAll(',', '')),
  }));
}

/** The value that a place on an axis means, between its first and its last tick. */
function reader(marks: readonly { place: number; value: number }[], isLog: boolean): (place: number) => number {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last) throw new Error('an axis without ticks');
  const of = (value: number) => (isLog ? Math.log10(value) : value);
  return (place) => {
    const share = (place - first.place) / (last.place - first.place);
    const value = of(first.value) + share * (of(last.value) - of(first.value));
    return isLog ? 10 ** value : value;
  };
}

describe('values in time', () => {
  it.each([
    ['course', 'team', 'en'],
    ['linearCourse', 'public', 'zh-CN'],
  ] as const)('%s for %s in %s is drawn as before, and soundly', async (id, audience, language) => {
    const { svg } = figureIn(formsReport({ audience, language }), id);
    expectSoundDrawing(svg, id);
    await expectGolden(svg, `${id}-${audience}-${language}`);
  });

  it('stand where their day and their value are, on a logarithmic axis', () => {
    const { svg } = figureIn(formsReport(), 'course');
    const months = reader(ticks(svg, 'tick', 'x'), false);
    const value = reader(ticks(svg, 'value-tick', 'y'), true);
    const lines = drawnLines(svg);
    expect(lines).toHaveLength(4);
    for (const [index, points] of Object.values(COURSES).entries()) {
      expect(lines[index]).toHaveLength(points.length);
      for (const [place, [day, level]] of points.entries()) {
        const at = lines[index]?.[place] ?? { x: Number.NaN, y: Number.NaN };
        expect(Math.abs(months(at.x) * 30.4375 - day)).toBeLessThan(0.5);
        expect(Math.abs(value(at.y) / level - 1)).toBeLessThan(0.005);
      }
    }
  });

  it('counts patients and values under the axis, and says what could not be drawn', () => {
    const { svg, footnotes } = figureIn(formsReport(), 'course');
    expect(drawnNumbers(svg).map(({ statistic, text }) => [statistic, text])).toEqual([
      ['course.patients', '4'],
      ['course.points', '10'],
    ]);
    const notes = footnotes.map(spoken);
    expect(notes).toContain('Open triangles are limits of detection, below which the value lies: 1.');
    expect(notes).toContain('Rows without a value: 2 (not done 1, not reported 1).');
    expect(notes).toContain('2 rows with a value could not be placed in time: a date is missing.');
    expect(notes).toContain('1 row cannot be drawn on a logarithmic axis: the value is nought or below.');
    expect(svg.match(/class="point below"/g)).toHaveLength(1);
  });

  it('has no mean and no standard deviation anywhere', () => {
    const ids = FORMS_RESULTS.filter(({ id }) => id === 'course').flatMap(({ statistics }) =>
      statistics.map(({ id }) => id),
    );
    expect(ids.filter((id) => /mean|deviation/i.test(id))).toEqual([]);
  });

  it('names each patient at the end of the line, no two names on each other', () => {
    const { svg } = figureIn(formsReport(), 'course');
    const names = [...svg.matchAll(/data-patient="([^"]+)"[^>]*><rect x="[\d.]+" y="([\d.]+)"/g)];
    expect(names.map(([, patient]) => patient).sort()).toEqual(Object.keys(COURSES));
    const places = names.map(([, , y]) => Number(y)).sort((a, b) => a - b);
    for (const [index, place] of places.slice(1).entries())
      expect(place - (places[index] ?? 0)).toBeGreaterThanOrEqual(19.9);
  });

  it('as a table tells how many were measured, how often and for how long', () => {
    const w = startWriting(formsInput());
    const result = FORMS_RESULTS.find(({ id }) => id === 'course');
    const analysis = w.document.analyses?.find(({ id }) => id === 'course');
    const table = result && analysis ? tableOf(w, result, analysis) : null;
    if (!table) throw new Error('no table');
    expect(printed(table)).toEqual([
      'Patients with a value | 4/7',
      'with two values or more | 3',
      'Values | 10',
      'of one patient: median (range) | 2.5 (1–4)',
      'Lowest to highest value | 2–25,000',
      'Latest value, months | 7.2',
    ]);
  });
});

describe('values in time for the public', () => {
  it('are of nobody, in whole months and of two digits', () => {
    for (const id of ['course', 'linearCourse']) {
      const result = FORMS_RESULTS.find((one) => one.id === id);
      if (!result) throw new Error(`no result ${id}`);
      const { rows = [] } = publicResult(result);
      expect(rows.length).toBeGreaterThan(5);
      expect(JSON.stringify(publicResult(result))).not.toContain('WREN');
      for (const { cells, patient } of rows) {
        expect(patient).toBeUndefined();
        const months = (cells['day'] as number) / 30.4375;
        expect(Math.abs(months - Math.round(months))).toBeLessThan(1e-9);
        expect(Number((cells['value'] as number).toPrecision(2))).toBe(cells['value']);
      }
    }
    const { svg, footnotes } = figureIn(formsReport({ audience: 'public' }), 'course');
    expect(svg).not.toMatch(/WREN|data-patient/);
    expect(spoken(footnotes[0] ?? [])).toMatch(/^To protect the patients, lines are not labelled/);
  });
});

describe('lines of groups over the ranges for the age', () => {
  const figure = figureIn(formsReport(), 'byAge');
  const chinese = figureIn(formsReport({ language: 'zh-CN', audience: 'public' }), 'byAge');

  it('are told apart by dashes and dots too, under a key', () => {
    const lines = [...figure.svg.matchAll(/<path class="line"[^>]*>/g)].map(([line]) => line);
    expect(lines).toHaveLength(5);
    expect(lines.filter((line) => line.includes('stroke-dasharray')).length).toBe(3);
    for (const words of ['Female', 'Male', 'below the limit of detection', 'reference range for the age'])
      expect(figure.svg).toContain(words);
    for (const words of ['女', '男', '低于检测限', '年龄参考区间']) expect(chinese.svg).toContain(words);
    expect(chinese.svg).not.toContain('WREN');
  });

  it('stand before the ranges, each over the ages for which it holds', () => {
    expect([...figure.svg.matchAll(/class="reference"/g)]).toHaveLength(2);
    expect(figure.svg.indexOf('class="reference"')).toBeLessThan(figure.svg.indexOf('class="line"'));
    // of the range from birth both bounds, of the next the upper one
    expect([...figure.svg.matchAll(/class="bound"/g)]).toHaveLength(3);
  });

  it('are judged by age, with the ranges and their source in words', () => {
    const notes = figure.footnotes.map(spoken).join('\n');
    // WREN-1: 25000, 800 and 12.5 within the first 2000 days, then below 2 at 5.6 years; WREN-2: 340, 900
    expect(notes).toMatch(
      /Of 10 values with a range for the age: above it 4, within 5, below 1; no range holds for 1\./,
    );
    expect(notes).toContain('100–800 µg/L [');
    expect(notes).toContain('Reference ranges: Under 5.5 years');
  });
});
