import { describe, expect, it } from 'vitest';
import { runAnalyses } from '../analyse/index.ts';
import { FORMS_STUDY, FORMS_TABLES } from '../analyse/testing/forms-study.ts';
import { rawRows } from '../analyse/testing/raw-tables.ts';
import { smallStudy, table } from '../derive/testing/small-study.ts';
import { publicResult } from './public-result.ts';
import { blocksOf, FORMS_RESULTS, figureIn, formsReport, spoken } from './testing/forms-report.ts';
import { drawnNumbers, elements, expectGolden, expectSoundDrawing } from './testing/golden.ts';

const PATIENTS = ['WREN-1', 'WREN-2', 'WREN-3', 'WREN-4', 'WREN-5', 'WREN-6', 'WREN-7'];
const MARKERS = ['alpha', 'beta', 'gamma'];

/** The state of each cell, read from the raw rows by hand. */
function expectedState(patient: string, marker: string): string {
  const rows = rawRows(FORMS_TABLES, 'stains').filter((row) => row.patient === patient && row.marker === marker);
  const results = rows.map((row) => row.result ?? '');
  if (results.some((result) => result === 'pos' || result === 'focal')) return 'positive';
  if (results.includes('unclear')) return 'equivocal';
  if (results.includes('neg')) return 'negative';
  if (results.length === 0) return 'noRow';
  const reasons = new Set(results);
  if (reasons.size > 1) return 'other';
  return { '!not-done': 'notDone', '!not-reported': 'notReported' }[results[0] ?? ''] ?? 'other';
}

type DrawnCell = { state: string; x: number; y: number; mark: string };

/** The cells of a map as they are drawn: the class, the place of the frame, the mark in it. */
function drawnCells(svg: string): DrawnCell[] {
  const pattern =
    /<g class="cell (\w+)"><title>[^<]*<\/title><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"[^>]*\/>(?:<text[^>]*>([^<]*)<\/text>)?/g;
  return [...svg.matchAll(pattern)].map(([, state = '', x, y, width, mark = '']) => ({
    state,
    x: Number(x) + Number(width) / 2,
    y: Number(y),
    mark,
  }));
}

/** Texts of a class or a group with their places: markers above the columns, patients before the rows. */
function headings(svg: string): { markers: Map<string, number>; patients: Map<string, number> } {
  const markers = [...svg.matchAll(/<text class="marker" x="([\d.]+)"[^>]*>([^<]+)<\/text>/g)];
  const patients = [...svg.matchAll(/data-patient="([^"]+)"[^>]*><rect[^>]*\/><text x="[\d.]+" y="([\d.]+)"/g)];
  return {
    markers: new Map(markers.map(([, x, name]) => [name ?? '', Number(x)])),
    patients: new Map(patients.map(([, id, y]) => [id ?? '', Number(y)])),
  };
}

const near = (a: number, b: number, within: number) => Math.abs(a - b) <= within;

describe('the map of markers', () => {
  it.each([
    ['team', 'en'],
    ['public', 'zh-CN'],
  ] as const)('for %s in %s is drawn as before, and soundly', async (audience, language) => {
    const { svg } = figureIn(formsReport({ audience, language }), 'map');
    expectSoundDrawing(svg, 'map');
    await expectGolden(svg, `heat-map-${audience}-${language}`);
  });

  it('has every cell in the row of its patient and the column of its marker, as the raw rows have it', () => {
    const { svg } = figureIn(formsReport(), 'map');
    const { markers, patients } = headings(svg);
    expect([...markers.keys()]).toEqual(MARKERS);
    expect([...patients.keys()].sort()).toEqual(PATIENTS);
    const cells = drawnCells(svg);
    expect(cells).toHaveLength(PATIENTS.length * MARKERS.length);
    for (const patient of PATIENTS) {
      for (const marker of MARKERS) {
        const found = cells.filter(
          ({ x, y }) => near(x, markers.get(marker) ?? 0, 0.02) && near(y + 15, patients.get(patient) ?? 0, 1),
        );
        expect(
          found.map(({ state }) => state),
          `${patient} ${marker}`,
        ).toEqual([expectedState(patient, marker)]);
      }
    }
  });

  it('has positive and tested exactly under their marker', () => {
    const { svg } = figureIn(formsReport(), 'map');
    const { markers } = headings(svg);
    const numbers = drawnNumbers(svg);
    expect(numbers).toHaveLength(2 * MARKERS.length);
    for (const marker of MARKERS) {
      const own = numbers.filter(({ x }) => x === markers.get(marker));
      expect(own.map(({ statistic }) => statistic)).toEqual([`map.${marker}.count`, `map.${marker}.n`]);
      const states = PATIENTS.map((patient) => expectedState(patient, marker));
      const tested = states.filter((state) => ['positive', 'equivocal', 'negative'].includes(state)).length;
      const positive = states.filter((state) => state === 'positive').length;
      expect(own.map(({ text }) => text)).toEqual([String(positive), String(tested)]);
    }
  });

  it('tells states apart without colour: no two have the same brightness and the same mark', () => {
    const { svg } = figureIn(formsReport(), 'map');
    const looks = new Map<string, string>();
    for (const [, state = '', drawn = ''] of svg.matchAll(/<g class="cell (\w+)"><title>[^<]*<\/title>(.*?)<\/g>/g)) {
      const fill =
        /fill="#(\w\w)(\w\w)(\w\w)"/
          .exec(drawn)
          ?.slice(1)
          .map((part) => Number.parseInt(part, 16)) ?? [];
      const [red = 0, green = 0, blue = 0] = fill;
      const grey = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      const isDashed = drawn.includes('stroke-dasharray');
      const mark = />([±−])</.exec(drawn)?.[1] ?? /d="M[\d. ]+([a-zA-Z].*?)"/.exec(drawn)?.[1] ?? '';
      const isText = drawn.includes('<text') && mark === '';
      looks.set(state, isText ? `${grey} text` : `${grey} ${isDashed} ${mark}`);
    }
    expect(looks.size).toBe(7);
    expect(new Set(looks.values()).size).toBe(7);
    const grey = (state: string) => Number.parseInt(looks.get(state) ?? '', 10);
    expect(grey('equivocal') - grey('positive')).toBeGreaterThan(60);
    expect(grey('negative') - grey('equivocal')).toBeGreaterThan(50);
  });

  it('marks in a positive cell how widely and how strongly, by the strongest of several rows', () => {
    const { svg, data } = figureIn(formsReport(), 'map');
    const marks = drawnCells(svg).flatMap(({ state, mark }) => (state === 'positive' ? [mark] : []));
    expect(marks.sort()).toEqual(['+', '1+ F', '1+ S', '3+ D', '3+ D']);
    const line = data.rows.find(({ cells }) => spoken(cells[0] ?? []) === 'WREN-5');
    expect(spoken(line?.cells[1] ?? [])).toBe('positive, diffuse, 3+');
  });

  it('explains every state that occurs, and the letters, in its legend', () => {
    const { svg } = figureIn(formsReport(), 'map');
    for (const words of ['positive', 'equivocal', 'negative', 'not done', 'not reported', 'no row'])
      expect(svg).toContain(`>${words}</text>`);
    expect(svg).toContain('>In positive cells: D diffuse; F focal; S scattered; 1+, 2+ …: intensity</text>');
  });

  it('opens the patients for the team, in the drawing and in its data', () => {
    const { svg, data } = figureIn(formsReport(), 'map');
    expect(elements(svg, 'g').filter((one) => one['class'] === 'patient')).toHaveLength(7);
    expect(data.rows[0]?.cells[0]).toEqual([{ kind: 'patient', patient: 'WREN-1', text: 'WREN-1' }]);
  });
});

describe('the map of markers for the public', () => {
  const result = FORMS_RESULTS.find(({ id }) => id === 'map');
  if (!result) throw new Error('no map');

  it('names nobody, and shows the same lanes', () => {
    const { rows } = publicResult(result);
    expect(rows?.filter(({ patient }) => patient !== undefined)).toEqual([]);
    expect(JSON.stringify(publicResult(result))).not.toContain('WREN');
    const states = (audience: 'team' | 'public') =>
      drawnCells(figureIn(formsReport({ audience }), 'map').svg).map(({ state }) => state);
    expect(states('public')).toEqual(states('team'));
    expect(figureIn(formsReport({ audience: 'public' }), 'map').svg).not.toMatch(/WREN|data-patient/);
  });

  it('orders lanes by what they show alone: other ids give the same rows', () => {
    const renamed = FORMS_TABLES.map((one) => ({
      ...one,
      rows: one.rows.map((cells) =>
        cells.map((cell) => cell.replace(/^WREN-(\d)$/, (_all, n) => `CROW-${9 - Number(n)}`)),
      ),
    }));
    const small = smallStudy(FORMS_STUDY, renamed);
    const inputs = { ...small, studyHash: small.study.hash, snapshot: 'c'.repeat(64), engine: 'test' };
    const again = runAnalyses(inputs).find(({ id }) => id === 'map');
    if (!again) throw new Error('no map');
    expect(publicResult(again).rows).toEqual(publicResult(result).rows);
    expect(again.rows).not.toEqual(result.rows);
  });

  it('says that its rows are not labelled', () => {
    const { footnotes } = figureIn(formsReport({ audience: 'public' }), 'map');
    expect(spoken(footnotes[0] ?? [])).toMatch(/^Rows are not labelled/);
  });
});

describe('a map of many markers', () => {
  const codes = Array.from({ length: 40 }, (_, index) => `m${index}`);
  const study = FORMS_STUDY.replace(
    '{ code: alpha, label: { en: alpha, zh-CN: alpha } }',
    codes
      .map(
        (code) => `{ code: ${code}, label: { en: marker with a long name ${code}, zh-CN: 名称很长的标志物${code} } }`,
      )
      .join('\n      - '),
  );
  const stains = table('stains', [
    'patient,repeat,marker,clone,result,extent,intensity,specimen',
    ...codes.map((code, index) => `WREN-${1 + (index % 7)},${index + 1},${code},K1,pos,diffuse,2,primary`),
  ]);
  const small = smallStudy(study, [...FORMS_TABLES.filter(({ file }) => file !== stains.file), stains]);
  const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
  const report = formsReport({ study: small.study, results: results.filter(({ id }) => id === 'map') });

  it('is cut into panels that stay within the drawing, every number under its own column', () => {
    const { svg } = figureIn(report, 'map');
    expectSoundDrawing(svg, 'map');
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    const cells = drawnCells(svg);
    expect(cells).toHaveLength(40 * 7);
    for (const rect of elements(svg, 'rect')) {
      const right = Number(rect['x'] ?? 0) + Number(rect['width']);
      expect(right).toBeLessThanOrEqual(width);
    }
    const columns = new Set(cells.map(({ x }) => x.toFixed(1)));
    for (const { x } of drawnNumbers(svg)) expect(columns.has(x.toFixed(1))).toBe(true);
  });

  it('with nobody in it is a sentence', () => {
    const empty = smallStudy(
      FORMS_STUDY,
      FORMS_TABLES.filter(({ file }) => file !== stains.file),
    );
    const none = runAnalyses({ ...empty, studyHash: empty.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
    const built = formsReport({ study: empty.study, results: none.filter(({ id }) => id === 'map') });
    const note = blocksOf(built).find((block) => block.kind === 'note');
    expect(note?.kind === 'note' && spoken(note.inlines)).toBe(
      'Markers of each child: nobody has a row of any marker, so there is no map.',
    );
  });
});

describe('a map of more patients than a page holds', () => {
  // of 250 patients 100 are positive and 150 negative
  const ids = Array.from({ length: 250 }, (_, index) => `WREN-${1000 + index}`);
  const entry = table('entry', [
    'patient,born,sex,operated,age,size',
    ...ids.map((id) => `${id},2015-03-10,F,2020-03-10,5 a,3.2`),
  ]);
  const stains = table('stains', [
    'patient,repeat,marker,clone,result,extent,intensity,specimen',
    ...ids.map((id, index) => `${id},1,alpha,K1,${index % 5 < 2 ? 'pos' : 'neg'},,,primary`),
  ]);
  const small = smallStudy(FORMS_STUDY, [entry, stains]);
  const results = runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
  const report = formsReport({ study: small.study, results: results.filter(({ id }) => id === 'map') });
  const figure = figureIn(report, 'map');

  it('draws a hundred at equal distances, so that each pattern keeps its share, and says so', () => {
    const states = drawnCells(figure.svg).map(({ state }) => state);
    expect(states).toHaveLength(100);
    expect(states.filter((state) => state === 'positive')).toHaveLength(40);
    expect(figure.data.rows).toHaveLength(101); // and one of positive among tested
    expect(figure.footnotes.map(spoken)).toContain(
      '100 rows at equal distances in the order of all are drawn; results.json holds all.',
    );
  });
});
