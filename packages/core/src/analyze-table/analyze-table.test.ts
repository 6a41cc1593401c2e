import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../tables/index.ts';
import { analyzeTable } from './analyze-table.ts';
import type { ReadTable, TableAnalysis } from './asked.ts';

/** Every patient in these tables is invented. */
function table(text: string, file = 'invented.csv'): ReadTable {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  return tableOf(header, rows, file);
}

function tableOf(header: readonly string[], rows: readonly (readonly string[])[], file = 'invented.csv'): ReadTable {
  const columns = header.map(
    (field, index): Column => ({
      file,
      field,
      index: index + 1,
      rows: rows.map((_row, at) => at + 2),
      cells: rows.map((row) => {
        const written = row[index] ?? '';
        return written === '' ? { kind: 'empty', text: '' } : { kind: 'text', text: written };
      }),
    }),
  );
  return { file, columns };
}

const PLAIN: TableAnalysis = {
  time: 'time',
  start: null,
  entry: null,
  event: 'status',
  eventValues: [],
  censorValues: [],
  competingValues: [],
  group: null,
  adjust: [],
  factors: [],
  references: {},
  unit: 'month',
  times: [],
  confidence: 'log-log',
  decimal: null,
  answers: {},
};

const run = (of: ReadTable, asked: Partial<TableAnalysis> = {}, audience: 'public' | 'team' = 'public') =>
  analyzeTable(of, { ...PLAIN, ...asked }, { language: 'en', audience, program: 'test' });

type Run = ReturnType<typeof run>;
const faults = ({ issues }: Run) =>
  issues.filter(({ severity }) => severity === 'error').map(({ code }) => code.slice(8));
const others = ({ issues }: Run) =>
  issues.filter(({ severity }) => severity !== 'error').map(({ code }) => code.slice(8));
const numbers = ({ exact }: Run) =>
  new Map(exact.flatMap(({ statistics }) => statistics.map(({ id, value }) => [id, value] as const)));
const message = ({ issues }: Run, code: string) => issues.find((one) => one.code === `analyze.${code}`);

const TWELVE = `time,status,arm,age
1.5,1,new drug,4
2,0,new drug,5
2,1,placebo,6
3.25,1,placebo,7
4,0,new drug,8
4,1,placebo,9
6,1,placebo,3
7,0,new drug,2
8,1,new drug,5
9,0,placebo,6
11,1,placebo,
12,0,new drug,7`;

describe('statuses', () => {
  const coded = (codes: string[]) =>
    tableOf(
      ['time', 'status'],
      codes.map((code, at) => [String(at + 1), code]),
    );

  it.each<[string, string[], Partial<TableAnalysis>, string[]]>([
    ['0 and 1 are read as is usual', ['0', '1', '1'], {}, []],
    ['TRUE and FALSE are', ['TRUE', 'false', 'True'], {}, []],
    ['1.0 is 1', ['1.0', '0.0'], {}, []],
    ['1 and 2 are asked', ['1', '2', '2'], {}, ['statusCode']],
    ['0, 1 and 2 are asked', ['0', '1', '2'], {}, ['statusCode']],
    ['words are asked', ['dead', 'alive'], {}, ['statusCode']],
    ['only 2 is asked', ['2', '2'], {}, ['statusCode']],
    ['naming the event alone leaves the other code unnamed', ['1', '2'], { eventValues: ['2'] }, ['statusCode']],
    ['both named', ['1', '2'], { eventValues: ['2'], censorValues: ['1'] }, []],
    ['several codes each', ['0', '1', '2'], { eventValues: ['2'], censorValues: ['0', '1'] }, []],
    ['a competing code', ['0', '1', '2'], { eventValues: ['2'], censorValues: ['0'], competingValues: ['1'] }, []],
    ['turned round, the other must be named', ['0', '1'], { eventValues: ['0'] }, ['statusCode']],
    ['turned round whole', ['0', '1'], { eventValues: ['0'], censorValues: ['1'] }, []],
    ['a code that is not there', ['0', '1'], { eventValues: ['3'] }, ['codeNotThere', 'statusCode']],
    ['one code twice', ['0', '1'], { eventValues: ['1'], censorValues: ['1', '0'] }, ['codeTwice']],
    ['nothing at all', ['', 'NA'], {}, ['noStatus']],
  ])('%s', (_what, codes, asked, expected) => {
    const done = run(coded(codes), asked);
    expect(faults(done).sort()).toEqual([...expected].sort());
    expect(done.exact.length > 0).toBe(expected.length === 0);
  });

  it('are said with their counts, and the options that name them', () => {
    const fault = message(run(coded(['1', '2', '2', '2'])), 'statusCode');
    expect(fault?.message.en).toContain('"1" (1 row), "2" (3 rows)');
    expect(fault?.message['zh-CN']).toContain('“2”（3 行）');
    expect(fault?.hint?.en).toMatch(/--event-value.*--censor-value.*--competing-value/);
  });

  it('that are missing leave the row out: it is counted and never censored', () => {
    const done = run(coded(['0', '1', 'NA', '']));
    expect(numbers(done).get('survival.n')).toBe(2);
    expect(numbers(done).get('survival.censored')).toBe(1);
    expect(numbers(done).get('survival.notAtRisk')).toBe(2);
    expect(message(done, 'noStatusInRow')?.hint?.en).toBe('Rows 4, 5.');
  });
});

describe('times', () => {
  const timed = (times: string[], asked: Partial<TableAnalysis> = {}) =>
    run(tableOf(['time', 'status'], [...times.map((time) => [time, '1']), ['5', '1'], ['6', '0']]), asked);

  it.each<[string, string, number]>([
    ['negativeTime', '-1', 2],
    ['textTime', 'about a year', 2],
    ['dateAmongTimes', '2019-03-14', 2],
    ['noTime', 'NA', 2],
    ['zeroTime', '0', 3],
  ])('%s is told', (code, time, n) => {
    const done = timed([time]);
    expect(faults(done)).toEqual([]);
    expect(others(done)).toContain(code);
    expect(numbers(done).get('survival.n')).toBe(n);
  });

  it('of dates alone are refused', () => {
    const done = run(
      tableOf(
        ['time', 'status'],
        [
          ['2019-03-14', '1'],
          ['2020/1/2', '0'],
        ],
      ),
    );
    expect(faults(done)).toEqual(['timeIsDate']);
  });

  it('with a comma are asked, and read as answered', () => {
    expect(faults(timed(['1,5']))).toEqual(['decimalComma']);
    expect(numbers(timed(['1,5', '2,5'], { decimal: 'comma' })).get('survival.median')).toBe(3.75);
    expect(numbers(timed(['1,500', '2,500'], { decimal: 'point' })).get('survival.median')).toBe(1500);
  });

  it('may be fractions, and are printed as exactly', () => {
    const done = run(table('time,status\n0.25,1\n1.75,1\n2.5,1'), { unit: null });
    const median = done.exact[0]?.statistics.find(({ id }) => id === 'survival.median');
    expect(median?.value).toBe(1.75);
    expect(median?.printed.en).toBe('1.75');
    expect(others(done)).toContain('unitAssumed');
  });

  it('tell their unit by the name of their column', () => {
    const of = (name: string) => run(table(`${name},status\n3,1\n4,0`), { time: name, unit: null });
    const unit = (name: string) => of(name).exact[0]?.statistics.find(({ id }) => id === 'survival.median')?.unit;
    expect(['time_days', 'OS (months)', '随访月数', 'pfs.weeks', 'years', 'time'].map(unit)).toEqual([
      'd',
      'mo',
      'mo',
      'wk',
      'a',
      'd',
    ]);
  });
});

describe('groups and predictors', () => {
  it('are compared with the control, and a missing predictor leaves the patient out of the model', () => {
    const done = run(table(TWELVE), { group: 'arm', adjust: ['age'] });
    expect(faults(done)).toEqual([]);
    const n = numbers(done);
    expect(n.get('survival.arm.placebo.n')).toBe(6);
    expect(n.get('survival.arm.new_drug.n')).toBe(6);
    expect(n.get('cox.multivariable.n')).toBe(11);
    expect(n.get('cox.multivariable.missing')).toBe(1);
    expect([...n.keys()].filter((id) => /^cox.*placebo\.hazardRatio$/.test(id))).toEqual([]);
  });

  it('with too few events give no ratio, and say why', () => {
    const done = run(table(TWELVE), { group: 'arm', adjust: ['age'] });
    const ratio = done.exact.find(({ id }) => id === 'cox')?.statistics.find(({ name }) => name === 'hazardRatio');
    expect(ratio?.id).toBe('cox.multivariable.arm.new_drug.hazardRatio');
    expect([ratio?.value, ratio?.whyNull]).toEqual([null, 'tooFewEvents']);
  });

  it('of few give the smallest attainable p', () => {
    const n = numbers(run(table(TWELVE), { group: 'arm' }));
    expect(n.get('permutation.pValue')).toBeGreaterThanOrEqual(
      n.get('permutation.pValue.smallestAttainable') as number,
    );
  });

  it('take the reference that is asked for', () => {
    const done = run(table(TWELVE), { group: 'arm', references: { arm: 'new drug' } });
    expect(numbers(done).has('cox.univariable.arm.placebo.hazardRatio')).toBe(true);
    expect(faults(run(table(TWELVE), { group: 'arm', references: { arm: 'old' } }))).toEqual(['referenceNotThere']);
  });

  it.each<[string, Partial<TableAnalysis>, string]>([
    ['a column that is not there', { group: 'arms' }, 'noColumn'],
    ['one column in two parts', { group: 'time' }, 'columnInTwoParts'],
    ['numbers with a word among them', { adjust: ['mixed'] }, 'mixedColumn'],
    ['an empty column', { group: 'nothing' }, 'emptyColumn'],
  ])('%s is a fault', (_what, asked, code) => {
    const more = table(TWELVE);
    const add = (field: string, of: (at: number) => string): Column => ({
      ...(more.columns[0] as Column),
      field,
      index: 9,
      cells: (more.columns[0] as Column).cells.map((_cell, at) => ({ kind: 'text', text: of(at) })),
    });
    const mixed = add('mixed', (at) => (at === 3 ? 'tall' : String(at)));
    const done = run({ ...more, columns: [...more.columns, mixed, add('nothing', () => 'NA')] }, asked);
    expect(faults(done)).toEqual([code]);
  });

  it('with one patient, without an event, or emptied by missing times still end in a report', () => {
    const odd = table('time,status,g\n1,1,a\n2,0,a\n3,1,a\n4,0,b\nNA,1,c\n5,1,d\n6,0,d');
    const done = run(odd, { group: 'g' });
    expect(faults(done)).toEqual([]);
    expect(numbers(done).get('survival.g.b.n')).toBe(1);
    expect(numbers(done).get('survival.g.b.events')).toBe(0);
    expect(numbers(done).get('survival.g.c.n')).toBe(0);
    expect(done.document).not.toBeNull();
  });

  it.each([
    ['no events', '0'],
    ['all events', '1'],
  ])('%s', (_what, status) => {
    const rows = Array.from({ length: 8 }, (_, at) => [String(at % 4), status, at % 2 ? 'x' : 'y', String(at)]);
    const done = run(tableOf(['time', 'status', 'g', 'z'], rows), { group: 'g', adjust: ['z'] });
    expect(faults(done)).toEqual([]);
    expect(numbers(done).get('survival.events')).toBe(status === '1' ? 8 : 0);
  });
});

describe('what competes', () => {
  const rows = Array.from({ length: 30 }, (_, at) => [String(at + 1), String(at % 3), at % 2 ? 'x' : 'y']);
  const done = run(tableOf(['time', 'status', 'g'], rows), {
    eventValues: ['1'],
    censorValues: ['0'],
    competingValues: ['2'],
    group: 'g',
  });

  it('gives a cumulative incidence in the place of a curve of survival', () => {
    expect(done.exact.map(({ id }) => id)).toEqual(['incidence', 'logRank', 'permutation', 'cox', 'followUp']);
    expect(numbers(done).get('incidence.competing')).toBe(10);
  });
});

describe('duplicates', () => {
  it('of an id are warned of, each row counted', () => {
    const done = run(table('id,time,status\n7,1,1\n7,2,0\n8,3,1'));
    expect(message(done, 'idTwice')?.hint?.en).toContain('rows 3');
    expect(numbers(done).get('survival.n')).toBe(3);
  });
});

describe('the report', () => {
  const rows = `${TWELVE}\n13.125,0,placebo,9`;

  it('opens the rows of the table for the team', () => {
    const done = run(table(rows), { group: 'arm' }, 'team');
    const card = done.cards.find(({ statistic }) => statistic === 'survival.arm.placebo.events');
    expect(card?.numerator?.patients).toEqual(['4', '5', '7', '8', '12']);
    expect(done.patients.map(({ patient }) => patient)).toContain('14');
  });

  it('holds no row for the public', () => {
    const done = run(table(rows), { group: 'arm' });
    expect(done.patients).toEqual([]);
    expect(done.exact.every(({ recordSets }) => recordSets === undefined)).toBe(true);
    expect(done.results.flatMap(({ rows: drawn = [] }) => drawn).some(({ patient }) => patient !== undefined)).toBe(
      false,
    );
    expect(done.cards.length).toBeGreaterThan(50);
    for (const card of done.cards) expect(card.numerator?.patients ?? null, card.statistic).toBeNull();
  });

  it('says that nothing was planned, and that a group must have been known at the start', () => {
    const text = JSON.stringify(run(table(rows), { group: 'arm' }).document);
    expect(text).toContain('all of this explores');
    expect(text).toContain('must have been known at time 0');
    expect(text).not.toMatch(/[Ss]tudy document|abstract|chart does not hold/);
  });
});

describe('times between dates', () => {
  const DATED = `op,seen,status
2020-01-01,2020-01-11,1
2020-02-01,2020-03-02,0
2020/3/1,2020年3月21日,1
2020-04-01,2020-05-11,1
2020-05-01,2020-05,0
,2020-06-01,0
2020-07-01,,1
2020-08-01,2020-07-01,0
2020-09-01,unknown day,0`;
  const dated = { time: 'seen', start: 'op', unit: null };

  it('are whole days; a row without both days is left out and counted', () => {
    const done = run(table(DATED), { ...dated, times: [15] });
    const of = numbers(done);
    // 10 event, 20 event, 30 censored, 40 event: S = 3/4, 3/4 x 2/3, 0
    expect(of.get('survival.n')).toBe(4);
    expect(of.get('survival.events')).toBe(3);
    expect(of.get('survival.survival@15d')).toBeCloseTo(0.75, 12);
    expect(of.get('survival.median')).toBe(30); // flat at one half from 20 to 40
    expect(of.get('survival.notAtRisk')).toBe(5);
    expect(faults(done)).toEqual([]);
    expect(others(done)).toEqual(expect.arrayContaining(['textDate', 'partialDate', 'noDate', 'endBeforeStart']));
    expect(others(done)).not.toContain('unitAssumed');
    expect(JSON.stringify(done.document)).toContain('from the date of time zero to that of the end');
  });

  it('are told in months where that is asked, and stay whole days underneath', () => {
    const of = numbers(run(table(DATED), { ...dated, unit: 'month', times: [1] }));
    expect(of.get('survival.atRisk@1mo')).toBe(1); // 30.4375 days: the one of 40
    expect(of.get('survival.survival@1mo')).toBeCloseTo(0.5, 12);
  });

  it('in an open order are asked, taken by the answer, and refused by one that is no choice', () => {
    const open = table(`op,seen,status
3/4/2021,5/9/2021,1
1/2/2021,9/12/2021,0`);
    const asking = run(open, dated);
    expect(faults(asking)).toEqual(['openDates', 'openDates']);
    expect(message(asking, 'openDates')?.hint?.en).toContain('--answer "dateOrder:op=CHOICE"');
    const answers = { 'dateOrder:op': 'dmy', 'dateOrder:seen': 'dmy' };
    expect(numbers(run(open, { ...dated, answers })).get('survival.median')).toBe(155); // 3 April to 5 September
    const months = { 'dateOrder:op': 'mdy', 'dateOrder:seen': 'mdy' };
    expect(numbers(run(open, { ...dated, answers: months })).get('survival.median')).toBe(66); // 4 March to 9 May
    expect(faults(run(open, { ...dated, answers: { ...answers, 'dateOrder:op': 'dym' } }))).toEqual([
      'openDates',
      'answer',
    ]);
    expect(faults(run(open, { ...dated, answers: { ...answers, 'dateOrder:x': 'dmy' } }))).toEqual(['answer']);
  });

  it('name the way where the dates of the start are missing', () => {
    const done = run(table(DATED), { time: 'seen' });
    expect(faults(done)).toEqual(['timeIsDate']);
    expect(message(done, 'timeIsDate')?.hint?.en).toContain('--start');
  });
});

describe('late entry', () => {
  const LATE = `time,status,from
5,1,0
8,1,6
9,0,
10,1,2
12,0,-3
6,1,6
14,1,7`;

  it('counts nobody before the entry, and leaves out who left before it or has none', () => {
    const done = run(table(LATE), { entry: 'from', times: [5, 8, 10] });
    const of = numbers(done);
    // at 5: those from 0, 2 and -3 (3); at 8: 8, 10, 12, 14 (4); at 10: 3; at 14: 1
    expect(of.get('survival.n')).toBe(5);
    expect(of.get('survival.survival@5mo')).toBeCloseTo(2 / 3, 12);
    expect(of.get('survival.survival@8mo')).toBeCloseTo((2 / 3) * (3 / 4), 12);
    expect(of.get('survival.survival@10mo')).toBeCloseTo((2 / 3) * (3 / 4) * (2 / 3), 12);
    expect(of.get('survival.notAtRisk')).toBe(2);
    expect(others(done)).toEqual(expect.arrayContaining(['noEntry', 'leftBeforeEntry', 'entryBeforeStart']));
    expect(JSON.stringify(done.document)).toContain('left truncation');
  });

  it('is a date where times are counted between dates', () => {
    const done = run(
      table(`op,seen,status,referred
2020-01-01,2020-01-11,1,2020-01-05
2020-01-01,2020-01-21,1,2019-12-01
2020-01-01,2020-01-31,0,2020-01-15`),
      { time: 'seen', start: 'op', entry: 'referred', unit: null, times: [10] },
    );
    expect(numbers(done).get('survival.survival@10d')).toBeCloseTo(1 / 2, 12); // the third is not at risk yet
    expect(faults(done)).toEqual([]);
  });
});

it('any names and values make a report or a fault, and never break', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'in',
      'null',
      'valueOf',
      'constructor',
      '__proto__',
      'status',
      'ph.ecog',
      '性别',
      'Sex',
      'sex',
      ' a b ',
      'row',
      '1',
      'é',
      '"q"',
      '{{x}}',
      '\u202Ebad',
    ),
    fc.string({ maxLength: 12 }),
  );
  const value = fc.oneof(
    fc.constantFrom('1', '2', 'a', 'A', '男', '女', '', 'NA', '<b>', '=1+1'),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(name, name, fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 8 }), (g, z, cells) => {
      fc.pre(new Set([g.trim(), z.trim(), 'T', 'E']).size === 4 && g.trim() !== '' && z.trim() !== '');
      const made = tableOf(
        ['T', 'E', g, z],
        cells.map(([a, b], at) => [String(at + 1), String(at % 2), a, b]),
      );
      const done = run(made, { time: 'T', event: 'E', group: g, adjust: [z] });
      expect(done.document !== null || faults(done).length > 0).toBe(true);
    }),
    { numRuns: 40 },
  );
});
