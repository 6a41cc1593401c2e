import { describe, expect, it } from 'vitest';
import { VIEWS_TABLES } from '../analyse/testing/patient-views-study.ts';
import { table } from '../derive/testing/small-study.ts';
import { publicResult } from './public-result.ts';
import { blocksOf, figureIn, foreignWords, readersWords, spoken, tableIn } from './testing/comparison-report.ts';
import { drawnNumbers, elements, expectGolden, expectSoundDrawing } from './testing/golden.ts';
import { VIEWS_LOADED, VIEWS_RESULTS, viewsReport, viewsResults } from './testing/patient-views-report.ts';

const VARIANTS = [
  ['team', 'en'],
  ['team', 'zh-CN'],
  ['public', 'en'],
  ['public', 'zh-CN'],
] as const;

const printed = (id: string) =>
  VIEWS_RESULTS.flatMap(({ statistics }) => statistics).find((statistic) => statistic.id === id)?.printed.en;
const rows = (id: string, changes = {}) =>
  tableIn(viewsReport(changes), id).rows.map(
    ({ kind, cells }) => `${kind === 'heading' ? '# ' : ''}${cells.map(spoken).join(' | ')}`,
  );
const footnotesOf = (id: string, changes = {}) => tableIn(viewsReport(changes), id).footnotes.map(spoken);
const noteAbout = (title: string, changes = {}) => {
  const found = blocksOf(viewsReport(changes)).find(
    (block) => block.kind === 'note' && block.inlines[0]?.text.startsWith(title),
  );
  return found?.kind === 'note' ? found.inlines : [];
};

/** The scale of a drawing from its ticks: the x of a day, with the days of a unit. */
function scaleOf(svg: string, daysPerUnit: number): (days: number) => number {
  const ticks = [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*>(−?\d+)<\/text>/g)].map(
    ([, x, time = '']) => [Number(time.replace('−', '-')) * daysPerUnit, Number(x)] as const,
  );
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || first === last) throw new Error('no scale');
  return (days) => first[1] + ((days - first[0]) * (last[1] - first[1])) / (last[0] - first[0]);
}

/** Each bar of a swimmer plot with all that is drawn in its lane. */
function lanesOf(svg: string): string[] {
  return svg.split('<g class="lane">').slice(1);
}

const startOf = (d: string) => Number(/^M([\d.-]+) /.exec(d)?.[1]);
const endOf = (d: string) => Number(/H([\d.-]+)/.exec(d)?.[1]);
const centresOf = (part: string) =>
  [...part.matchAll(/class="mark"[^>]*transform="translate\(([\d.-]+) [\d.-]+\)"/g)].map(([, x]) => Number(x));

describe('the swimmer plot', () => {
  it.each([
    ['team', 'en'],
    ['public', 'zh-CN'],
  ] as const)('for %s in %s is drawn as before', async (audience, language) => {
    const { svg } = figureIn(viewsReport({ audience, language }), 'swim');
    expectSoundDrawing(svg, 'swim');
    await expectGolden(svg, `swim-${audience}-${language}`);
  });

  it('has each bar, mark and span at its day, read back from the drawing', () => {
    const { svg } = figureIn(viewsReport(), 'swim');
    const x = scaleOf(svg, 30.4375);
    const result = VIEWS_RESULTS.find(({ id }) => id === 'swim');
    const bars = (result?.rows ?? []).filter(({ cells }) => cells['shown'] === 'bar');
    const lanes = lanesOf(svg);
    expect(lanes).toHaveLength(bars.length);
    bars.forEach(({ cells, patient }, index) => {
      const lane = lanes[index] as string;
      const marks = (result?.rows ?? []).filter((row) => row.cells['shown'] === 'mark' && row.patient === patient);
      const bar = elements(lane, 'path').find((one) => one['class']?.startsWith('bar'))?.['d'] ?? '';
      expect(startOf(bar)).toBeCloseTo(x(cells['entry'] as number), 1);
      expect(endOf(bar)).toBeCloseTo(x(cells['end'] as number), 1);
      const points = marks.filter((row) => row.cells['source'] !== 'drug').map((row) => x(row.cells['at'] as number));
      const drawn = centresOf(lane);
      expect(drawn).toHaveLength(points.length);
      for (const [place, point] of points.entries()) expect(drawn[place]).toBeCloseTo(point, 1);
      const drugs = marks.filter((row) => row.cells['source'] === 'drug');
      const spans = elements(lane, 'path').filter((one) => one['class']?.startsWith('span'));
      expect(spans).toHaveLength(drugs.length);
      drugs.forEach((row, place) => {
        const { at, until, open } = row.cells;
        const span = spans[place] as Record<string, string>;
        expect(startOf(span['d'] ?? '')).toBeCloseTo(x(at as number), 1);
        expect(span['class']).toBe(open === null ? 'span' : `span ${open}`);
        if (typeof until === 'number' && until > (at as number))
          expect(endOf(span['d'] ?? '')).toBeCloseTo(x(until), 1);
        if (open === 'goingOn') expect(endOf(span['d'] ?? '')).toBeCloseTo(x(cells['end'] as number), 1);
      });
      const event = elements(lane, 'path').find((one) => one['class'] === 'event')?.['d'];
      if (cells['event'] === null) expect(event).toBeUndefined();
      else expect(startOf(event ?? '') + 4.5).toBeCloseTo(x(cells['event'] as number), 1);
    });
  });

  it('prints the length of each bar at its end, and opens it and every mark', () => {
    const { svg } = figureIn(viewsReport(), 'swim');
    const numbers = drawnNumbers(svg);
    expect(numbers.map(({ statistic }) => statistic)).toEqual([1, 2, 3, 4, 5, 6].map((k) => `swim.lane.${k}.end`));
    for (const { statistic, text } of numbers) expect(text).toBe(printed(statistic));
    const opened = elements(svg, 'g').filter((one) => one['class'] === 'number');
    const ids = VIEWS_RESULTS.find(({ id }) => id === 'swim')?.statistics.map(({ id }) => id) ?? [];
    const own = ids.filter((id) => /\.(end|event|time)$/.test(id) && id.includes('.lane.'));
    expect(opened.map((one) => one['data-statistic']).sort()).toEqual([...own].sort());
    for (const one of opened) expect(one).toMatchObject({ tabindex: '0', role: 'button' });
    expect(opened.find((one) => one['data-statistic'] === 'swim.lane.2.mark.3.time')?.['aria-label']).toBe(
      'CANARY-1, Operation: 10.7 months',
    );
    expect(opened.find((one) => one['data-statistic'] === 'swim.lane.2.mark.4.time')?.['aria-label']).toBe(
      'CANARY-1, Drug: 11.3 to 17.3 months',
    );
  });

  it('sets marks that would lie on each other side by side', () => {
    const { svg } = figureIn(viewsReport(), 'swim');
    for (const lane of lanesOf(svg)) {
      const places = [...lane.matchAll(/class="mark"[^>]*translate\(([\d.-]+) ([\d.-]+)\)/g)].map(([, a, b]) => [
        Number(a),
        Number(b),
      ]);
      for (const [index, [x = 0, y = 0]] of places.entries())
        for (const [other = 0, level = 0] of places.slice(index + 1))
          expect(Math.abs(x - other) >= 10 || Math.abs(y - level) >= 6, `${x},${y} on ${other},${level}`).toBe(true);
    }
  });

  it('names patients for the team, who open, and shows whole months to the public', () => {
    const team = figureIn(viewsReport(), 'swim');
    expect(elements(team.svg, 'g').filter((one) => one['class'] === 'patient')).toHaveLength(6);
    const shared = figureIn(viewsReport({ audience: 'public' }), 'swim');
    expect(shared.svg).not.toMatch(/CANARY|data-patient|data-statistic/);
    const lengths = [...shared.svg.matchAll(/<text class="length"[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(lengths).toEqual(['31', '26', '16', '13', '10', '6']);
    const x = scaleOf(shared.svg, 1);
    for (const lane of lanesOf(shared.svg)) {
      const bar = elements(lane, 'path').find((one) => one['class']?.startsWith('bar'))?.['d'] ?? '';
      for (const at of [startOf(bar), endOf(bar), ...centresOf(lane)]) {
        const months = (at - x(0)) / (x(1) - x(0));
        expect(Math.abs(months - Math.round(months))).toBeLessThan(0.01);
      }
    }
    expect(spoken(shared.footnotes[0] ?? [])).toContain('rounded to whole months');
  });

  it('says in its legend what is drawn and nothing else, and under its axis from when', () => {
    const { svg } = figureIn(viewsReport(), 'swim');
    for (const words of ['relapse or death', 'not yet observed', 'goes on', 'end not recorded', 'free of disease'])
      expect(svg).toContain(`>${words}</text>`);
    expect(svg).toContain('>Months since first operation</text>');
    const plain = figureIn(viewsReport(), 'byAge').svg;
    for (const words of ['Drug', 'goes on', 'free of disease']) expect(plain).not.toContain(`>${words}<`);
  });

  it('tells what a missing mark does not say, and who has no bar', () => {
    const footnotes = figureIn(viewsReport(), 'swim').footnotes.map(spoken);
    expect(footnotes).toContain('State at the last visit: free of disease 2, with disease 3; not recorded 1.');
    expect(footnotes).toContain('Not at risk, and so without a bar: 1 patient (never operated on).');
    expect(footnotes).toContain('Not shown for want of a date: operation 1.');
    expect(footnotes).toContain('Placed by a date without a day: operation 1, drug 1.');
  });

  it('has its data as a table: every number bound, spans with their ends', () => {
    const { data, alternative } = figureIn(viewsReport(), 'swim');
    expect(data.rows.map(({ cells }) => cells.map(spoken).join(' | ')).slice(0, 2)).toEqual([
      'CANARY-8 | 31.0 | – | Free of disease | 0.0 | 30.1, goes on | –',
      'CANARY-1 | 25.7 | 10.0 | With disease | 0.0, 10.7 | 11.3 to 17.3, 17.7, goes on | 10.0',
    ]);
    const loose = data.rows.flatMap(({ cells }) => cells.slice(1).flat()).filter(({ kind }) => kind === 'text');
    expect(loose.map(({ text }) => text).join('')).not.toMatch(/\d/);
    expect(alternative).toBe(
      'Swimmer plot of 6 patients from first operation: bars of about 6 to 31 months; 3 had relapse or death. Marked are: operation in 6 patients (7 in all); drug in 4 patients (6 in all); relapse in 2 patients (2 in all).',
    );
  });

  it('gives way to a sentence where nobody is at risk', () => {
    const nobody = VIEWS_TABLES.filter(({ file }) => !file.includes('operation'));
    const { inlines } = blocksOf(viewsReport({}, nobody)).find(
      (block) => block.kind === 'note' && block.inlines[0]?.text.startsWith('Courses after'),
    ) as { inlines: { text: string }[] };
    expect(inlines.map(({ text }) => text).join('')).toContain('nobody was at risk');
  });
});

describe('the timeline', () => {
  it.each(['en', 'zh-CN'] as const)('in %s is drawn as before', async (language) => {
    const { svg } = figureIn(viewsReport({ language }), 'line');
    expectSoundDrawing(svg, 'line');
    await expectGolden(svg, `line-team-${language}`);
  });

  it('tells each course in order, row by row, with words', () => {
    const { svg } = figureIn(viewsReport(), 'line');
    const [first = '', second = ''] = svg.split('<g class="course">').slice(1);
    const told = (course: string) => [...course.matchAll(/class="words"[^>]*>([^<]*)</g)].map(([, words]) => words);
    expect(told(first)).toEqual([
      'Diagnosis – largest diameter: 6.2 cm',
      'Operation – R1; duration: 120 minutes',
      'Visit – relapse',
      'Operation – R0; duration not reported',
      'Drug – drug one',
      'Drug – drug two; goes on',
    ]);
    expect(drawnNumbers(first).map(({ text }) => text)).toEqual(['0', '21', '325', '346', '365', '548', '559']);
    for (const { statistic, text } of [...drawnNumbers(first), ...drawnNumbers(second)])
      expect(text).toBe(printed(statistic));
    const begins = drawnNumbers(first).filter(({ statistic }) => statistic.endsWith('.time'));
    expect(new Set(begins.map(({ x }) => x)).size).toBe(1);
    begins.reduce((before, { y }) => {
      expect(y).toBeGreaterThan(before);
      return y;
    }, 0);
  });

  it('has the strips of all patients to one scale', () => {
    const { svg } = figureIn(viewsReport(), 'line');
    const strips = svg.split('<g class="strip">').slice(1);
    const days = [
      [0, 21, 325, 346, 365, 559],
      [0, 18, 414],
    ];
    const x = (day: number) => 14 + (day / 559) * 472;
    strips.forEach((strip, index) => {
      const own = strip.slice(0, strip.indexOf('</g>'));
      const drawn = centresOf(own).sort((a, b) => a - b);
      expect(drawn).toHaveLength(days[index]?.length ?? 0);
      for (const [place, day] of (days[index] ?? []).entries()) expect(drawn[place]).toBeCloseTo(x(day), 1);
    });
  });

  it('fills as many sheets as it needs, none too tall, with every course once', () => {
    const many = Array.from(
      { length: 60 },
      (_, index) =>
        `CANARY-${1 + (index % 8)},${1 + Math.floor(index / 8)},2019-0${1 + (index % 8)}-1${index % 9},R0,60`,
    );
    const tables = [
      ...VIEWS_TABLES.filter(({ file }) => !file.includes('operation') && !file.includes('_forms')),
      table('operation', ['patient,repeat,date,margin,minutes', ...many]),
    ];
    const figures = blocksOf(viewsReport({}, tables)).flatMap((block) =>
      block.kind === 'figure' && block.figure.id.startsWith('lineFromFirst') ? [block.figure] : [],
    );
    expect(figures.map(({ id }) => id)).toEqual([
      'lineFromFirst',
      'lineFromFirst-2',
      'lineFromFirst-3',
      'lineFromFirst-4',
    ]);
    expect(figures[1]?.label).toBe(`${figures[0]?.label} (continued)`);
    const opened = figures.flatMap(({ svg }) => drawnNumbers(svg).map(({ statistic }) => statistic));
    expect(new Set(opened).size).toBe(opened.length);
    expect(opened.filter((id) => id.endsWith('.time'))).toHaveLength(60 + 6);
    for (const { svg, id } of figures) {
      expectSoundDrawing(svg, id);
      expect(Number(/ height="([\d.]+)"/.exec(svg)?.[1])).toBeLessThan(740);
    }
    expect(figures.slice(0, -1).every(({ footnotes }) => footnotes.length === 0)).toBe(true);
  });

  it('says on every sheet and in its note that it is cut, where it is', () => {
    const people = Array.from({ length: 107 }, (_, index) => `CANARY-${101 + index}`);
    const tables = [
      table('person', ['patient,sex,diagnosed', ...people.map((id) => `${id},F,2019-01-02`)]),
      table('operation', ['patient,repeat,date,margin,minutes', ...people.map((id) => `${id},1,2019-02-03,R0,60`)]),
    ];
    const figures = (language: 'en' | 'zh-CN') =>
      blocksOf(viewsReport({ language }, tables)).flatMap((block) =>
        block.kind === 'figure' && block.figure.id.startsWith('lineFromFirst') ? [block.figure] : [],
      );
    const drawn = figures('en');
    expect(drawn.length).toBeGreaterThan(5);
    for (const { svg, id } of drawn) {
      expectSoundDrawing(svg, id);
      expect(svg).toContain('>Only the first forty courses are shown. Patients not shown:</text>');
      const cut = drawnNumbers(svg).filter(({ statistic }) => statistic.endsWith('.beyond'));
      expect(cut.map(({ text }) => text)).toEqual(['67']);
    }
    expect(drawn.at(-1)?.footnotes.map(spoken)).toContain(
      'In the order of their ids the first forty courses are shown; not shown are those of 67 more patients.',
    );
    const opened = drawn.flatMap(({ svg }) => drawnNumbers(svg).map(({ statistic }) => statistic));
    expect(opened.filter((id) => id.endsWith('.time'))).toHaveLength(40);
    expect(figures('zh-CN')[0]?.svg).toContain('>仅列出前四十例的病程。未列出例数：</text>');
    const { numerator } =
      viewsReport({}, tables).cards.find(({ statistic }) => statistic === 'lineFromFirst.beyond') ?? {};
    expect(numerator?.patients).toEqual(people.slice(40));
  });

  it('as a table has the same in rows, and says who is not shown', () => {
    const { data, footnotes } = figureIn(viewsReport(), 'line');
    expect(
      data.rows.map(({ kind, cells }) => `${kind === 'heading' ? '# ' : ''}${cells.map(spoken).join(' | ')}`),
    ).toContain('365 to 548 | Drug | drug one');
    expect(spoken(footnotes[0] ?? [])).toBe(
      'Shown are 2 of 8 patients, those of whom the condition of the timeline is true. Of 1 it is not known, and they are not shown.',
    );
  });
});

describe('the swimmer plot of more patients than a page holds', () => {
  const people = Array.from({ length: 90 }, (_, index) => ({
    id: `CANARY-${101 + index}`,
    seen: 30 + index * 10,
    relapse: index % 3 === 0 ? 20 + index * 5 : null,
  }));
  const dated = (days: number) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10);
  const tables = [
    table('person', ['patient,sex,diagnosed', ...people.map(({ id }) => `${id},F,2018-01-01`)]),
    table('operation', ['patient,repeat,date,margin,minutes', ...people.map(({ id }) => `${id},1,2018-01-01,R0,60`)]),
    table('visit', [
      'patient,repeat,date,kind,state',
      ...people.flatMap(({ id, seen, relapse }) => [
        `${id},1,${dated(seen)},seen,free`,
        ...(relapse === null ? [] : [`${id},2,${dated(relapse)},relapse,ill`]),
      ]),
    ]),
  ];
  const day = (months: number) => months * 30.4375;
  const followed = (months: number) => people.filter(({ seen }) => seen >= day(months));
  const had = (months: number) => followed(months).filter(({ relapse }) => relapse !== null && relapse <= day(months));
  const relapsed = (from: number, to: number) =>
    people.filter(({ relapse }) => relapse !== null && relapse >= day(from) && relapse < day(to));

  it('says at each tick who is still followed, who of them had the event, and who has a mark until the next', () => {
    const report = viewsReport({}, tables);
    const { svg, data } = figureIn(report, 'swim');
    expectSoundDrawing(svg, 'swim');
    expect(lanesOf(svg)).toEqual([]);
    const ticks = data.columns.slice(1).map(({ title }) => Number.parseInt(spoken(title), 10));
    expect(ticks.length).toBeGreaterThan(4);
    const [, step = 0] = ticks;
    const counts = (row: number) => data.rows[row]?.cells.slice(1).map(spoken);
    expect(counts(0)).toEqual(ticks.map((tick) => String(followed(tick).length)));
    expect(counts(1)).toEqual(ticks.map((tick) => String(had(tick).length)));
    const relapses = ticks.slice(0, -1).map((tick) => String(relapsed(tick, tick + step).length));
    expect(counts(5)).toEqual([...relapses, '–']);
    const cardOf = (id: string) => report.cards.find(({ statistic }) => statistic === `swim.${id}`);
    expect(cardOf(`at.${step}mo.eventBefore`)).toMatchObject({
      title: `Courses after the first operation – number still followed at ${step} months, with relapse or death by then`,
      numerator: { patients: had(step).map(({ id }) => id) },
      denominator: { patients: followed(step).map(({ id }) => id) },
    });
    expect(cardOf(`from.${step}mo.relapse`)).toMatchObject({
      title: `Courses after the first operation, relapse – number of patients with any from ${step} to ${2 * step} months`,
      numerator: { patients: relapsed(step, 2 * step).map(({ id }) => id) },
    });
  });

  it.each(VARIANTS)('names nobody in the drawing for %s in %s, and speaks one language', (audience, language) => {
    const report = viewsReport({ audience, language }, tables);
    const { svg, footnotes } = figureIn(report, 'swim');
    expect(svg).not.toContain('CANARY');
    expect(foreignWords(language === 'zh-CN' ? readersWords(report, 'swim') : [])).toEqual([]);
    expect(footnotes.map(spoken)[0]).toMatch(language === 'en' ? /^So many patients/ : /^患者人数较多/);
  });

  it('keeps the bars in the results for the team, and for the public only the intervals', () => {
    const small = VIEWS_RESULTS.find(({ id }) => id === 'swim');
    expect(small?.rows?.some(({ cells }) => cells['shown'] === 'course')).toBe(false);
    const many = viewsResults(tables).find(({ id }) => id === 'swim');
    const kinds = (rows: NonNullable<typeof many>['rows']) => new Set(rows?.map(({ cells }) => cells['shown']));
    expect(kinds(many?.rows)).toEqual(new Set(['bar', 'mark', 'course']));
    expect(kinds(many && publicResult(many).rows)).toEqual(new Set(['course']));
    const sum = (name: string) =>
      many?.rows?.reduce((total, { cells }) => total + (typeof cells[name] === 'number' ? Number(cells[name]) : 0), 0);
    expect(sum('mark.operation')).toBe(90);
    expect(sum('mark.relapse')).toBe(30);
  });
});

describe('a listing', () => {
  it('has a row for each entry, in words, and its patient opens', () => {
    expect(rows('openMargins')).toEqual([
      'CANARY-1 | 1 | 2019-01-10 | R1 | 120',
      'CANARY-3 | 1 | 2019-03 | R1 | not done',
      'CANARY-4 | 2 | unknown | R1 | 30',
    ]);
    expect(tableIn(viewsReport(), 'drugs').rows[0]?.cells[0]).toEqual([
      { kind: 'patient', patient: 'CANARY-1', text: 'CANARY-1' },
    ]);
    expect(rows('drugs', { language: 'zh-CN' })[1]).toBe('CANARY-1 | 2 | 2020-07-01 | 不适用 | 乙药');
  });

  it('says how many have none, and what the condition leaves open', () => {
    expect(footnotesOf('openMargins')[0]).toBe(
      'Operations: 3 entries of 3 patients; 3 have none, and of 2 it is not known. Left out, since it is not known whether they meet the condition: 2 entries.',
    );
  });
});

describe('a table of patients', () => {
  it('has for the team ids, values and why they are missing', () => {
    expect(rows('everybody').slice(0, 3)).toEqual([
      'CANARY-1 | 5 years | Female | 6.2 | 40 | Fever; no pain | 2.2 | Yes | Ann Canary',
      'CANARY-2 | 8 months | Male | 4.1 | not done | Pain | 1.1 | Yes | Bo Canary',
      'CANARY-3 | 12 days | Male | 1.9 | 3 | not reported | date too imprecise | No | Cy Canary',
    ]);
    expect(rows('relapsers')[0]).toBe('CANARY-1 | 6 | CANARYWORD | 2018-12-20');
  });

  it('warns the team before it is shared', () => {
    expect(footnotesOf('everybody')[0]).toContain('Even so the rows of 8 of the 8 patients are like no other');
    expect(footnotesOf('relapsers')[0]).toBe(
      'Shown are 2 of 8 patients, those of whom the condition of the table is true. Of 1 it is not known, and they are not shown.',
    );
  });

  it('has for the public bands and whole months, in an order that is not that of the ids', () => {
    const shared = { audience: 'public' as const };
    expect(rows('everybody', shared)).toContain('8 | 2 to under 12 | 5 or more | 1 | Fever | 2 to under 12 | Yes');
    expect(rows('everybody', shared)).toContain(
      '6 | 12 to under 18 | 5 or more | 10 | none recorded | 28 days to under 2 | No',
    );
    expect(tableIn(viewsReport(shared), 'everybody').columns.map(({ title }) => spoken(title))).toEqual([
      'No.',
      'Age, years',
      'Largest diameter, cm',
      'Delay of diagnosis, months',
      'Signs',
      'Years followed, years',
      'Relapse',
    ]);
    expect(footnotesOf('everybody', shared)[1]).toBe('Not shown here: Sex and Name.');
  });
});

describe('completeness', () => {
  it('has the least complete first within a form, and one row for all that lack nothing', () => {
    expect(rows('complete')).toEqual([
      '# Person',
      'Date of referral | 1/8 | 12.5% | 7 not entered | ',
      'What was surprising | 1/4 | 25.0% | 1 not entered, 1 unknown, 1 refused | 4',
      'Delay of diagnosis | 6/8 | 75.0% | 1 not entered, 1 not done | ',
      'Signs | 6/8 | 75.0% | 1 not entered, 1 not reported | ',
      'Name | 7/8 | 87.5% | 1 not entered | ',
      'Sex* | 7/8 | 87.5% | 1 unknown | ',
      'Age | 7/8 | 87.5% | 1 unknown | ',
      'Largest diameter* | 7/8 | 87.5% | 1 not done | ',
      'Complete: Date of diagnosis* 8/8',
      '# Operations: 9 entries of 6 patients; 1 confirmed to have none; not known of 1',
      'Margin* | 7/9 | 77.8% | 1 not entered, 1 not reported | ',
      'Duration | 7/9 | 77.8% | 1 not done, 1 not reported | ',
      'Date | 8/9 | 88.9% | 1 unknown | ',
      '# Drugs: 6 entries of 4 patients; 3 confirmed to have none; not known of 1',
      'Stopped on | 4/5 | 80.0% | 1 unknown | 1',
      'Complete: Started on 6/6; Drug 6/6',
      '# Visits: 9 entries of 7 patients; not known of 1',
      'State | 8/9 | 88.9% | 1 not reported | ',
      'Complete: Date 9/9; Kind 9/9',
    ]);
    expect(footnotesOf('complete')[1]).toBe('* One of the core set of variables. 4 of 8 patients lack nothing of it.');
  });

  it('says of a form without entries that there is nothing to record', () => {
    const empty = VIEWS_TABLES.filter(({ file }) => !file.includes('therapy'));
    const lines = tableIn(viewsReport({}, empty), 'complete').rows.map(({ cells }) => spoken(cells[0] ?? []));
    expect(lines).toContain('No entries, so nothing to record of: started on, stopped on, drug');
  });
});

describe('for the public', () => {
  const shared = { audience: 'public' as const };

  it.each(['en', 'zh-CN'] as const)('nothing in %s names a patient, holds a date or a text of a record', (language) => {
    const report = viewsReport({ ...shared, language });
    const everything = JSON.stringify([report, VIEWS_RESULTS.map(publicResult)]);
    expect(everything).not.toMatch(/CANARY|Canary|20(18|19|20|22)-\d|2021-(?!12-31)/);
    expect(everything).not.toMatch(/\.(lane|course)\.\d/);
  });

  it('a sentence with its counts stands where a row would be one patient', () => {
    expect(spoken(noteAbout('Drugs', shared))).toBe(
      'Drugs: 6 entries of 4 patients. The entries themselves are for the study team; they are withheld here, since each is of one patient.',
    );
    expect(noteAbout('Drugs', shared).filter(({ kind }) => kind === 'number')).toHaveLength(2);
    expect(spoken(noteAbout('Those who relapsed', shared))).toContain('2 patients. Their courses');
    expect(spoken(noteAbout('Patients with a relapse', shared))).toContain('it is withheld here');
    expect(spoken(noteAbout('药物治疗', { ...shared, language: 'zh-CN' }))).toContain('4例患者共6条记录');
  });

  it('a table or figure that is bound in the text is withheld there too', () => {
    const text = {
      en: 'Look.\n\n{{table: drugs}}\n\n{{figure: line}}\n',
      'zh-CN': '见。\n\n{{table: drugs}}\n\n{{figure: line}}\n',
    };
    const sections = [{ id: 'own', title: { en: 'Own', 'zh-CN': '正文' }, text }];
    const bound = { ...VIEWS_LOADED, document: { ...VIEWS_LOADED.document, report: { sections } } };
    const kinds = (audience: 'team' | 'public') =>
      viewsReport({ study: bound, audience })
        .document.sections.find(({ id }) => id === 'own')
        ?.blocks.map(({ kind }) => kind);
    expect(kinds('public')).toEqual(['paragraph', 'note', 'note']);
    expect(kinds('team')).toEqual(['paragraph', 'table', 'figure']);
  });
});

describe('the numbers of what shows patients', () => {
  it.each(VARIANTS)('have cards for %s in %s, each with a title', (audience, language) => {
    const { cards } = viewsReport({ audience, language });
    const shown = VIEWS_RESULTS.map(audience === 'public' ? publicResult : (result) => result).flatMap(
      ({ statistics }) => statistics,
    );
    expect(cards.map(({ statistic }) => statistic).sort()).toEqual(shown.map(({ id }) => id).sort());
    for (const { title, statistic } of cards) expect(title, statistic).toMatch(/ – |——/);
  });

  it.each([
    ['swim.lane.2.mark.3.time', 'Courses after the first operation, CANARY-1, operation – time'],
    ['swim.lane.2.mark.4.until', 'Courses after the first operation, CANARY-1, drug – time of its end'],
    ['swim.lane.2.end', 'Courses after the first operation, CANARY-1 – time to the last day known'],
    [
      'swim.status.free.count',
      'Courses after the first operation, State at the last visit: Free of disease – number of patients',
    ],
    ['swim.mark.operation.undated', 'Courses after the first operation, Operation – number without a date'],
    ['line.course.1.event.4.time', 'Those who relapsed, CANARY-1, operation – time'],
    ['drugs.unknown', 'Drugs – number of whom it is not known'],
    ['everybody.alone', 'The patients one by one – number whose row is like no other'],
    ['complete.person.sex.missing.unknown', 'Person: Sex – number of patients missing: unknown'],
    ['complete.operation.minutes.recorded', 'Operations: Duration – number of entries recorded'],
    ['complete.operation.none', 'Completeness, Operations – number known to have no such entry'],
    ['complete.core.count', 'Completeness – number who lack nothing of the core set'],
  ])('%s is %s', (id, title) => {
    expect(viewsReport().cards.find(({ statistic }) => statistic === id)?.title).toBe(title);
  });

  it.each(VIEWS_RESULTS.map(({ id }) => id))('%s is Chinese for Chinese readers', (id) => {
    for (const audience of ['team', 'public'] as const) {
      const words = readersWords(viewsReport({ language: 'zh-CN', audience }), id);
      expect(words.length).toBeGreaterThan(5);
      const names = /CANARYWORD|CANARY(-\d)?|Ann|Bo|Cy|Di|Ed|Flo|Gil|Canary/g;
      expect(foreignWords(words.map((text) => text.replaceAll(names, '')))).toEqual([]);
    }
  });

  it('name of many records the first, and count the rest', () => {
    const visits = Array.from(
      { length: 55 },
      (_, index) => `CANARY-1,${index + 1},2020-01-${10 + (index % 20)},seen,free`,
    );
    const many = [
      ...VIEWS_TABLES.filter(({ file }) => !file.includes('visit')),
      table('visit', ['patient,repeat,date,kind,state', ...visits]),
    ];
    const { cards } = viewsReport({}, many);
    const deciding = cards.find(({ statistic }) => statistic === 'complete.visit.rows')?.deciding ?? [];
    expect(deciding).toHaveLength(41);
    expect(deciding.at(-2)).toEqual({ patient: 'CANARY-1', text: 'Visits 40' });
    expect(deciding.at(-1)).toEqual({ patient: '', text: 'and 15 more, all named in results.json' });
  });

  it('are told how they were made', () => {
    const methods = JSON.stringify(viewsReport().document.sections.find(({ id }) => id === 'methods'));
    expect(methods).toContain(
      'each patient at risk has a bar from first operation to the last day known, past the event',
    );
    expect(methods).toContain('without calendar dates');
    expect(methods).toContain('values in bands, times in whole months');
    expect(methods).toContain('how often it is recorded, among those to whom it applies');
  });
});
