import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallStudy, table } from '../derive/testing/small-study.ts';
import { type AnalysisResult, type Cell, missing, type ResultRow, type Value } from '../model/index.ts';
import { bandedCell, bandingOf } from './banding.ts';
import { runAnalyses } from './index.ts';
import { VIEWS_STUDY, VIEWS_TABLES } from './testing/patient-views-study.ts';

function run(tables = VIEWS_TABLES, text = VIEWS_STUDY): AnalysisResult[] {
  const small = smallStudy(text, tables);
  return runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'snapshot', engine: 'test' });
}

const results = run();
const rowsOf = (id: string, among = results): readonly ResultRow[] =>
  among.find((result) => result.id === id)?.rows ?? [];
const publicOf = (id: string, among = results) => rowsOf(id, among).filter((row) => row.patient === undefined);
const shown = (rows: readonly ResultRow[], what: string) => rows.filter(({ cells }) => cells['shown'] === what);
const printed = (id: string) =>
  results.flatMap(({ statistics }) => statistics).find((statistic) => statistic.id === id)?.printed.en;

describe('the swimmer plot', () => {
  it('has the longest bar first, or the order of a variable with the missing last', () => {
    const order = (id: string) =>
      shown(rowsOf(id), 'bar')
        .map(({ patient }) => patient?.slice(-1))
        .join('');
    expect(order('swim')).toBe('814237');
    expect(order('byAge')).toBe('321478'); // 12 days, 8 months, 5, 12.5 and 19 years, unknown
  });

  it('ends a bar at the last day known, past the event', () => {
    const bar = shown(rowsOf('swim'), 'bar').find(({ patient }) => patient === 'CANARY-1')?.cells;
    expect(bar).toMatchObject({ end: 781, event: 304, endedByEvent: false }); // 10 January 2019 to 1 March 2021; relapse on 10 November 2019
    expect(printed('swim.lane.2.end')).toBe('25.7');
  });

  it('tells an end that is known, that went on, that nobody wrote down and that cannot be', () => {
    const drugs = shown(rowsOf('swim'), 'mark').filter(({ cells }) => cells['source'] === 'drug');
    expect(drugs.map(({ patient, cells }) => [patient?.slice(-1), cells['at'], cells['until'], cells['open']])).toEqual(
      [
        ['8', 915, null, 'goingOn'], // stopped after the lock
        ['1', 344, 527, null],
        ['1', 538, null, 'goingOn'], // not applicable
        ['3', -24, -24, null], // before time zero; stopped within the month in which it started
        ['7', 30, null, 'unknown'],
        ['7', 122, null, 'unknown'], // stopped before it started
      ],
    );
  });

  it('begins a late entry late, and makes room for what lies before time zero', () => {
    const bars = shown(rowsOf('swim'), 'bar').map(({ patient, cells }) => [patient?.slice(-1), cells['entry']]);
    expect(bars).toContainEqual(['4', 122]);
    expect(results[0]?.inputs.options['axis']).toEqual({ minimum: -1, step: 6, maximum: 36 });
  });
});

describe('what the public gets of the patients', () => {
  const sound = JSON.stringify(results.map(({ id }) => publicOf(id)));

  it('names nobody, holds no date and no text', () => {
    expect(sound).not.toMatch(/CANARY|20(18|19|2\d)-|Ann|refused|notDone/);
    expect(sound.length).toBeGreaterThan(1000);
  });

  it('is there of bars and of the table that is declared so, and of nothing else', () => {
    expect(results.filter(({ id }) => publicOf(id).some(({ cells }) => 'shown' in cells)).map(({ id }) => id)).toEqual([
      'swim',
      'byAge',
      'everybody',
    ]);
    for (const id of ['line', 'lineFromFirst', 'drugs', 'openMargins', 'relapsers'])
      expect(publicOf(id), id).toEqual([]);
  });

  it('has times in whole months, and nothing that tells two alike apart', () => {
    for (const { cells } of publicOf('swim'))
      for (const name of ['entry', 'end', 'event', 'at', 'until'])
        if (typeof cells[name] === 'number') expect(Number.isInteger(cells[name]), `${name} ${cells[name]}`).toBe(true);
    const bars = shown(publicOf('byAge'), 'publicBar').map(({ cells }) => cells['end']);
    expect(bars).toEqual([31, 26, 16, 13, 10, 6]); // by length, although the team sees them by age
  });

  it('does not change when ids are given to other patients: the order tells nothing of them', () => {
    const swapped = new Map([1, 2, 3, 4, 5, 6, 7, 8].map((id) => [`CANARY-${id}`, `CANARY-${9 - id}`]));
    const renamed = VIEWS_TABLES.map((one) => ({
      ...one,
      rows: one.rows.map(([patient = '', ...cells]) => [swapped.get(patient) ?? patient, ...cells]).sort(),
    }));
    const others = run(renamed);
    for (const id of ['swim', 'byAge', 'everybody']) expect(publicOf(id, others), id).toEqual(publicOf(id));
    expect(rowsOf('everybody', others)).not.toEqual(rowsOf('everybody'));
  });

  it('keeps columns that are not for it to the team', () => {
    const [banded] = shown(publicOf('everybody'), 'banded');
    expect(Object.keys(banded?.cells ?? {})).toEqual([
      'shown',
      'value.age',
      'value.size',
      'value.delay',
      'value.signs',
      'value.followed',
      'value.relapsed',
    ]);
    expect(rowsOf('everybody')[0]?.cells).toMatchObject({ 'value.name': 'Ann Canary', 'value.sex': 'F' });
  });

  it('counts whose banded row is like no other', () => {
    expect(printed('everybody.alone')).toBe('8');
    const twins = table('person', [
      'patient,name,sex,age,size,delay,signs,diagnosed,referred,surprise',
      'CANARY-1,,F,5 a,3,40,fever,2019-01-01,,',
      'CANARY-2,,M,6 a,4,31,fever,2019-02-01,,',
      'CANARY-3,,M,6 a,4,61,fever,2019-02-01,,',
    ]);
    const visits = table('visit', [
      'patient,repeat,date,kind,state',
      'CANARY-1,1,2020-01-01,seen,free',
      'CANARY-2,1,2020-02-01,seen,free',
      'CANARY-3,1,2020-02-01,seen,free',
    ]);
    const [alone] = run([twins, visits]).flatMap(({ statistics }) =>
      statistics.filter(({ id }) => id === 'everybody.alone'),
    );
    expect(alone?.value).toBe(1);
  });
});

describe('a value in bands', () => {
  const age = (value: number, unit: 'a' | 'mo' | 'wk' | 'd'): Value => ({ kind: 'age', value, unit });
  it.each<[string, Value, Cell]>([
    ['the last day of a newborn', age(27, 'd'), '..28d'],
    ['the first day after it', age(28, 'd'), '28d..2'],
    ['four weeks', age(4, 'wk'), '28d..2'],
    ['just below two', age(23, 'mo'), '28d..2'],
    ['two', age(24, 'mo'), '2..12'],
    ['twelve', age(12, 'a'), '12..18'],
    ['eighteen', age(18, 'a'), '18..'],
    ['nothing', missing('refused'), null],
  ])('%s', (_what, value, cell) => {
    const banding = bandingOf({ type: 'age', unit: null }, undefined);
    expect(banding && bandedCell(value, banding)).toBe(cell);
  });

  it.each<[string, Parameters<typeof bandingOf>[0], number[] | undefined, Value, Cell | undefined]>([
    ['a number of another unit, without cuts', { type: 'decimal', unit: 'cm' }, undefined, 3, undefined],
    ['between its cuts, the lower one included', { type: 'decimal', unit: 'cm' }, [2, 5], 5, '5..'],
    ['below all cuts', { type: 'decimal', unit: 'cm' }, [2, 5], 1.99, '..2'],
    ['days as months', { type: 'integer', unit: 'd' }, undefined, 46, 2],
    ['weeks as months', { type: 'integer', unit: 'wk' }, undefined, 6, 1],
    ['years', { type: 'decimal', unit: 'a' }, undefined, 1.999, '28d..2'],
    ['a date', { type: 'date', unit: null }, undefined, 'x', undefined],
    ['a text', { type: 'text', unit: null }, undefined, 'x', undefined],
    ['a yes', { type: 'boolean', unit: null }, undefined, true, true],
    [
      'several codes, the present ones',
      { type: 'codes', unit: null },
      undefined,
      { kind: 'codes', present: ['a', 'b'], absent: ['c'] },
      'a|b',
    ],
    [
      'several codes, none of them present',
      { type: 'codes', unit: null },
      undefined,
      { kind: 'codes', present: [], absent: ['c'] },
      '-',
    ],
    [
      'several codes of which nothing is said',
      { type: 'codes', unit: null },
      undefined,
      { kind: 'codes', present: [], absent: [] },
      null,
    ],
  ])('%s', (_what, variable, cuts, value, cell) => {
    const banding = bandingOf(variable, cuts);
    expect(banding ? bandedCell(value, banding) : undefined).toBe(cell);
  });

  it('holds the value that it is made of, whatever the cuts', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(cuts, fc.double({ min: -60, max: 60, noNaN: true }), (unordered, value) => {
        const [lower = '', upper = ''] = String(
          bandedCell(value, { kind: 'bands', cuts: [...unordered].sort((a, b) => a - b) }),
        ).split('..');
        expect(lower === '' || Number(lower) <= value).toBe(true);
        expect(upper === '' || value < Number(upper)).toBe(true);
      }),
    );
  });
});

describe('the timeline', () => {
  it('counts from the endpoint, in order of day, each row with what is told of it', () => {
    const first = rowsOf('line').filter(({ patient }) => patient === 'CANARY-1');
    expect(first.map(({ cells }) => [cells['at'], cells['source'], cells['until']])).toEqual([
      [0, 'diagnosis', null],
      [21, 'operation', null],
      [325, 'visit', null],
      [346, 'operation', null],
      [365, 'drug', 548],
      [559, 'drug', null],
    ]);
    expect(first[3]?.cells).toMatchObject({ 'item.margin': 'R0', 'item.minutes': '!notReported' });
  });

  it('without an endpoint counts from what happened first', () => {
    const third = rowsOf('lineFromFirst').filter(({ patient }) => patient === 'CANARY-3');
    expect(third.map(({ cells }) => [cells['at'], cells['source']])).toEqual([
      [0, 'drug'],
      [24, 'operation'],
    ]);
  });

  it('goes on where its end is not asked, and tells of nothing that does not apply', () => {
    const asked = VIEWS_STUDY.replace(
      '{ id: stop, label: { en: Stopped on, zh-CN: 停止日期 }, type: date }',
      "{ id: stop, label: { en: Stopped on, zh-CN: 停止日期 }, type: date, shownWhen: row.drug == 'one' }",
    );
    expect(asked).not.toBe(VIEWS_STUDY);
    const therapy = table('therapy', [
      'patient,repeat,start,stop,drug',
      'CANARY-7,1,2019-05-11,,two',
      'CANARY-8,1,2021-01-01,,one',
    ]);
    const open = run([...VIEWS_TABLES.filter(({ file }) => !file.includes('therapy')), therapy], asked);
    const drugs = shown(rowsOf('swim', open), 'mark').filter(({ cells }) => cells['source'] === 'drug');
    expect(drugs.map(({ cells }) => cells['open'])).toEqual(['unknown', 'goingOn']); // by length of the bars: 8, then 7
    expect(rowsOf('drugs', open).map(({ cells }) => cells['stop'])).toEqual(['!notApplicable', '!notEntered']);
    expect(rowsOf('relapsers')[1]?.cells).toMatchObject({ 'value.surprise': '!notApplicable' }); // 4.1 cm: not asked
  });

  it('holds no calendar date', () => {
    expect(JSON.stringify(rowsOf('line'))).not.toMatch(/\d{4}-\d{2}/);
  });
});

describe('a listing', () => {
  it('is in the order of patient and date, rows without a date last', () => {
    const undated = table('therapy', [
      'patient,repeat,start,stop,drug',
      'CANARY-7,1,!unknown,,one',
      'CANARY-7,2,2020-05-01,,two',
      'CANARY-7,3,2020-01,,one',
      'CANARY-1,1,2021-01-01,,two',
    ]);
    const listed = rowsOf('drugs', run([...VIEWS_TABLES.filter(({ file }) => !file.includes('therapy')), undated]));
    expect(listed.map(({ patient, cells }) => [patient?.slice(-1), cells['repeat']])).toEqual([
      ['1', '1'],
      ['7', '3'],
      ['7', '2'],
      ['7', '1'],
    ]);
  });

  it('leaves out rows of which the condition is open, and counts them', () => {
    expect(rowsOf('openMargins').map(({ cells }) => cells['margin'])).toEqual(['R1', 'R1', 'R1']);
    expect(printed('openMargins.undecided')).toBe('2');
  });
});

describe('completeness', () => {
  const order = (form: string) =>
    rowsOf('complete')
      .filter(({ cells }) => cells['form'] === form)
      .map(({ cells }) => cells['item']);

  it('names the least complete items of a form first', () => {
    expect(order('person').slice(0, 2)).toEqual(['referred', 'surprise']);
    expect(order('person').at(-1)).toBe('diagnosed');
    expect(order('operation')).toEqual(['margin', 'minutes', 'date']);
  });

  it('keeps what is not asked, and what was said not to apply, out of the denominator', () => {
    expect(printed('complete.person.surprise.n')).toBe('4'); // sizes above 5 cm, and one unknown
    expect(printed('complete.person.surprise.notApplicable')).toBe('4');
    expect(printed('complete.therapy.stop.n')).toBe('5');
    expect(printed('complete.therapy.stop.proportion')).toBe('80.0%');
  });

  it('says of whom a form holds nothing without anybody having confirmed it', () => {
    expect(['none', 'unknown'].map((name) => printed(`complete.operation.${name}`))).toEqual(['1', '1']);
  });

  it('counts a complete core set only where the whole study is looked at', () => {
    expect(printed('complete.core.count')).toBe('4');
    expect(printed('completePerson.core.count')).toBeUndefined();
  });
});
