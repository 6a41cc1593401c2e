import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeTable, type ReadTable, type TableAnalysis } from '@casewright/core/analyze-table';
import type { AnalysisResult } from '@casewright/core/model';
import type { Column } from '@casewright/core/tables';
import { describe, expect, it } from 'vitest';
import { readTable } from './read-table.ts';

/** Survival tables that others published, with the answers of R's survival package. */
const OURS = path.resolve(import.meta.dirname, '../../../../../shared/data/outcomes');
const isThere = existsSync(path.join(OURS, 'ANSWERS.json'));
const answers = isThere ? JSON.parse(readFileSync(path.join(OURS, 'ANSWERS.json'), 'utf8')) : {};

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
  unit: 'day',
  times: [],
  confidence: 'log',
  decimal: null,
  answers: {},
};

type Case = {
  file: string;
  asked: Partial<TableAnalysis>;
  hasHeader?: boolean;
  change?: (table: ReadTable) => ReadTable;
  /** by the path of an answer: the numbers that meet it */
  meets: Record<string, (numbers: Numbers) => unknown>;
};

/** Answers that no option asks for, each with the reason. */
const NOT_APPLICABLE: Record<string, string> = {
  'gehan.cox_breslow': 'ties are Efron’s; Breslow’s are not offered',
  'gehan.cox_exact': 'ties are Efron’s; the exact likelihood is not offered',
  'anderson.cox_rx_breslow': 'ties are Efron’s; Breslow’s are not offered',
  'anderson.cox_rx_logwbc_breslow': 'ties are Efron’s; Breslow’s are not offered',
  'larynx.cox_breslow': 'ties are Efron’s; Breslow’s are not offered',
};

const pick = (table: ReadTable, keep: (at: number) => boolean): ReadTable => {
  const kept = [...(table.columns[0] as Column).rows.keys()].filter(keep);
  const columns = table.columns.map((column) => ({
    ...column,
    rows: kept.map((at) => column.rows[at] as number),
    cells: kept.map((at) => column.cells[at] as Column['cells'][number]),
  }));
  return { ...table, columns };
};
const cell = (table: ReadTable, field: string, at: number): string =>
  table.columns.find((column) => column.field === field)?.cells[at]?.text ?? '';
const withColumn = (table: ReadTable, field: string, of: (at: number) => string): ReadTable => {
  const [first] = table.columns;
  const cells = (first as Column).rows.map((_row, at) => ({ kind: 'text' as const, text: of(at) }));
  return {
    ...table,
    columns: [...table.columns, { ...(first as Column), field, index: table.columns.length + 1, cells }],
  };
};
const logOf = (text: string): string => (text === '' ? '' : String(Math.log(Number(text))));

/** What R prints of a curve. */
const curve = (n: Numbers, prefix: string) => ({
  records: n(`${prefix}.n`),
  events: n(`${prefix}.events`),
  median: n(`${prefix}.median`),
  '0.95LCL': n(`${prefix}.median.lower`),
  '0.95UCL': n(`${prefix}.median.upper`),
});
const curves = (by: string, names: Record<string, string>) => (n: Numbers) =>
  Object.fromEntries(Object.entries(names).map(([name, code]) => [name, curve(n, `survival.${by}.${code}`)]));
const logRank = (by: string, codes: string[]) => (n: Numbers) => ({
  chisq: n('logRank.statistic'),
  df: n('logRank.degreesOfFreedom'),
  p: n('logRank.pValue'),
  obs: codes.map((code) => n(`logRank.${by}.${code}.events`)),
  exp: codes.map((code) => n(`logRank.${by}.${code}.expected`)),
});
const cox =
  (rows: Record<string, string>, part = 'univariable') =>
  (n: Numbers) =>
    Object.entries(rows).map(([_row, id]) => ({
      'exp(coef)': n(`cox.${part}.${id}.hazardRatio`),
      'Pr(>|z|)': n(`cox.${part}.${id}.pValue`),
      'lower .95': n(`cox.${part}.${id}.hazardRatio.lower`),
      'upper .95': n(`cox.${part}.${id}.hazardRatio.upper`),
      _row,
    }));

const LUNG = { eventValues: ['2'], censorValues: ['1'] };
const colon = (etype: string) => (table: ReadTable) => pick(table, (at) => cell(table, 'etype', at) === etype);
const COLON = { group: 'rx', references: { rx: 'Obs' } };
const COLON_GROUPS = ['Obs', 'Lev', 'Lev+5FU'];
const mayo = (table: ReadTable) =>
  ['bili', 'protime', 'albumin'].reduce(
    (made, name) => withColumn(made, `log(${name})`, (at) => logOf(cell(made, name, at))),
    table,
  );
const PBC = { eventValues: ['2'], censorValues: ['0', '1'] };
const MAYO = { ...PBC, adjust: ['age', 'edema', 'log(bili)', 'log(protime)', 'log(albumin)'] };
const MAYO_ROWS = {
  age: 'age',
  edema: 'edema',
  'log(bili)': 'logBili',
  'log(protime)': 'logProtime',
  'log(albumin)': 'logAlbumin',
};

const CASES: Case[] = [
  {
    file: 'lung.csv',
    asked: { ...LUNG, group: 'sex', times: [365, 730] },
    meets: {
      'lung.km_all': (n) => [curve(n, 'survival')],
      'lung.km_sex': curves('sex', { 'sex=1': '1', 'sex=2': '2' }),
      'lung.logrank_sex': logRank('sex', ['1', '2']),
      'lung.cox_sex': cox({ sex: 'sex.2' }),
      'lung.surv_365_730': (n) =>
        [365, 730].map((time) => ({
          strata: 'all',
          time,
          surv: n(`survival.survival@${time}d`),
          lower: n(`survival.survival@${time}d.lower`),
          upper: n(`survival.survival@${time}d.upper`),
        })),
    },
  },
  {
    file: 'lung.csv',
    asked: { ...LUNG, adjust: ['age', 'sex', 'ph.ecog'] },
    meets: { 'lung.cox_age_sex_ecog': cox({ age: 'age', sex: 'sex', 'ph.ecog': 'phEcog' }, 'multivariable') },
  },
  {
    file: 'gehan.dat',
    hasHeader: false,
    asked: { time: '2', event: '3', group: '1', unit: 'week' },
    meets: {
      'gehan.km': curves('column1', { 'group=1': '1', 'group=2': '2' }),
      'gehan.logrank': logRank('column1', ['1', '2']),
      'gehan.cox_efron': cox({ group: 'column1.2' }),
    },
  },
  {
    file: 'anderson.csv',
    asked: { time: 't', group: 'Rx', unit: 'week' },
    meets: { 'anderson.km': curves('rx', { 'Rx=0': '0', 'Rx=1': '1' }), 'anderson.logrank': logRank('rx', ['0', '1']) },
  },
  {
    file: 'larynx.csv',
    asked: { event: 'death', group: 'stage', adjust: ['age'], unit: 'year' },
    change: (table) =>
      withColumn(table, 'stage', (at) =>
        String(
          1 +
            ['Stage_II', 'Stage_III', 'Stage_IV'].reduce(
              (sum, name, k) => sum + (k + 1) * Number(cell(table, name, at)),
              0,
            ),
        ),
      ),
    meets: {
      'larynx.n': (n) => n('survival.n'),
      'larynx.events': (n) => n('survival.events'),
      'larynx.km': curves('stage', { 'stage=1': '1', 'stage=2': '2', 'stage=3': '3', 'stage=4': '4' }),
      'larynx.logrank': logRank('stage', ['1', '2', '3', '4']),
      'larynx.cox_efron': cox(
        { Stage_II: 'stage.2', Stage_III: 'stage.3', Stage_IV: 'stage.4', age: 'age' },
        'multivariable',
      ),
    },
  },
  {
    file: 'colon.csv',
    asked: COLON,
    change: colon('2'),
    meets: {
      'colon.km_os': curves('rx', { 'rx=Obs': 'Obs', 'rx=Lev': 'Lev', 'rx=Lev+5FU': 'Lev+5FU' }),
      'colon.cox_death': cox({ rxLev: 'rx.Lev', 'rxLev+5FU': 'rx.Lev+5FU' }),
      'colon.logrank_death': logRank('rx', COLON_GROUPS),
      'colon.patients': (n) => n('survival.n'),
    },
  },
  {
    file: 'colon.csv',
    asked: COLON,
    change: colon('1'),
    meets: {
      'colon.cox_recurrence': cox({ rxLev: 'rx.Lev', 'rxLev+5FU': 'rx.Lev+5FU' }),
      'colon.logrank_rec': logRank('rx', COLON_GROUPS),
    },
  },
  { file: 'colon.csv', asked: COLON, meets: { 'colon.rows': (n) => n('survival.n') } },
  {
    file: 'pbc.csv',
    asked: { ...PBC, group: 'trt' },
    meets: {
      'pbc.n': (n) => n('survival.n'),
      'pbc.km_trt': curves('trt', { 'trt=1': '1', 'trt=2': '2' }),
      'pbc.logrank_trt': logRank('trt', ['1', '2']),
    },
  },
  { file: 'pbc.csv', asked: MAYO, change: mayo, meets: { 'pbc.cox': cox(MAYO_ROWS, 'multivariable') } },
  {
    file: 'pbc.csv',
    asked: MAYO,
    change: (table) => mayo(pick(table, (at) => /^[12]$/.test(cell(table, 'trt', at)))),
    meets: { 'pbc.cox_trial312': cox(MAYO_ROWS, 'multivariable') },
  },
  ...Object.entries((answers['kmdata'] ?? {}) as Record<string, { arms: [string, string] }>).map(
    ([name, { arms }]): Case => ({
      file: `kmdata/${name}.csv`,
      asked: { event: 'event', group: 'arm', unit: 'month', references: { arm: arms[0] } },
      meets: {
        [`kmdata.${name}`]: (n) => ({
          n: n('survival.n'),
          events: n('survival.events'),
          R_medians: arms.map((arm) => n(`survival.arm.${arm}.median`)),
          R_HR_second_vs_first: n(`cox.univariable.arm.${arms[1]}.hazardRatio`),
          R_HR_CI: ['lower', 'upper'].map((end) => n(`cox.univariable.arm.${arms[1]}.hazardRatio.${end}`)),
          R_logrank_chisq: n('logRank.statistic'),
          R_logrank_p: n('logRank.pValue'),
          R_zph_p: n(`cox.univariable.arm.proportionalHazards`),
        }),
      },
    }),
  ),
];

type Numbers = (id: string) => number | null;

function numbersOf(results: readonly AnalysisResult[]): Numbers {
  const all = new Map(results.flatMap(({ statistics }) => statistics.map(({ id, value }) => [id, value] as const)));
  return (id) => {
    if (!all.has(id))
      throw new Error(
        `no ${id}; there are ${[...all.keys()].filter((one) => one.startsWith(id.slice(0, 12))).join(', ')}`,
      );
    return all.get(id) ?? null;
  };
}

/** Every number that both have agrees to four digits and what R rounded; texts as they are. */
function expectAlike(ours: unknown, theirs: unknown, at: string): void {
  if (typeof theirs === 'number' || theirs === null) {
    if (theirs === null) expect(ours, at).toBeNull();
    else
      expect(Math.abs((ours as number) - theirs), `${at}: ${ours} against ${theirs}`).toBeLessThan(
        2e-5 * Math.max(1, Math.abs(theirs)),
      );
    return;
  }
  if (typeof theirs !== 'object') {
    expect(ours, at).toBe(theirs);
    return;
  }
  for (const key of Object.keys(ours as object))
    expectAlike((ours as Record<string, unknown>)[key], (theirs as Record<string, unknown>)[key], `${at}.${key}`);
}

const ask = async ({ file, asked, change, hasHeader = true }: Omit<Case, 'meets'>) => {
  const { table, issues } = await readTable(path.join(OURS, file), { hasHeader });
  if (table === null) throw new Error(issues.map(({ message }) => message.en).join('\n'));
  const options = { language: 'en', audience: 'public', program: 'test' } as const;
  return analyzeTable(change ? change(table) : table, { ...PLAIN, ...asked }, options);
};

describe.skipIf(!isThere)('published survival tables', () => {
  it.each(CASES)('$file: $asked', async (one) => {
    const run = await ask(one);
    expect(run.issues.filter(({ severity }) => severity === 'error').map(({ message }) => message.en)).toEqual([]);
    const numbers = numbersOf(run.exact);
    for (const [place, read] of Object.entries(one.meets)) {
      const answer = place.split('.').reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], answers);
      expect(answer, place).toBeDefined();
      expectAlike(read(numbers), answer, place);
    }
  });

  it('leave no answer without a case or a reason', () => {
    const places = Object.entries(answers)
      .filter(([, value]) => typeof value === 'object')
      .flatMap(([file, value]) => Object.keys(value as object).map((key) => `${file}.${key}`))
      .filter((place) => !/\.published$/.test(place));
    const met = new Set(CASES.flatMap(({ meets }) => Object.keys(meets)));
    const OF_FAULTS = ['bladder1.rows', 'bladder1.patients', 'bladder1.by_status'];
    expect(
      places.filter((place) => !met.has(place) && !(place in NOT_APPLICABLE) && !OF_FAULTS.includes(place)),
    ).toEqual([]);
  });

  it('ask what the statuses of a table mean, with the count of each', async () => {
    const run = await ask({ file: 'bladder1.csv', asked: { time: 'stop', event: 'status' } });
    const [fault] = run.issues.filter(({ severity }) => severity === 'error');
    expect(fault?.code).toBe('analyze.statusCode');
    for (const { Var1, Freq } of answers.bladder1.by_status)
      expect(fault?.message.en).toContain(`"${Var1}" (${Freq} rows)`);
    expect(run.exact).toEqual([]);
    expect(run.document).toBeNull();
  });

  it('give the limits of the median by log-log unless told', async () => {
    const run = await ask({ file: 'lung.csv', asked: { ...LUNG, confidence: 'log-log' } });
    const n = numbersOf(run.exact);
    expect([n('survival.median'), n('survival.median.lower'), n('survival.median.upper')]).toEqual([310, 284, 361]);
  });
});
