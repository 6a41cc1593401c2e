import { describe, expect, it } from 'vitest';
import { sameWords } from '../model/index.ts';
import { buildReport } from './build.ts';
import type { Block, Inline, ReportDocument, Table } from './document.ts';
import { PATIENTS, sixInput, sixResults } from './test-report.ts';

const VARIANTS = [
  ['team', 'en'],
  ['team', 'zh-CN'],
  ['public', 'en'],
  ['public', 'zh-CN'],
] as const;

function tableInlines(table: Table): Inline[][] {
  return [
    table.caption,
    ...table.columns.map(({ title }) => title),
    ...table.rows.flatMap(({ cells }) => cells),
    ...table.footnotes,
  ];
}

function inlinesOf(block: Block): Inline[][] {
  switch (block.kind) {
    case 'heading':
      return [[{ kind: 'text', text: block.text }]];
    case 'paragraph':
    case 'note':
      return [block.inlines];
    case 'list':
      return block.items;
    case 'definitions':
      return block.entries.flatMap(({ term, description }) => [term, description]);
    case 'table':
      return tableInlines(block.table);
    case 'figure':
      return [block.figure.caption, ...block.figure.footnotes, ...tableInlines(block.figure.data)];
  }
}

function allInlines(document: ReportDocument): Inline[][] {
  return document.sections.flatMap(({ blocks }) => blocks.flatMap(inlinesOf));
}

function spoken(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join('');
}

describe.each(VARIANTS)('the report for %s in %s', (audience, language) => {
  const report = buildReport(sixInput({ audience, language }));
  const cards = new Map(report.cards.map((card) => [card.statistic, card]));

  it('has no fault and its sections in order, though the study has no text of its own', () => {
    expect(report.issues).toEqual([]);
    expect(report.document.sections.map(({ id }) => id)).toEqual([
      'studied',
      'methods',
      'flow',
      'results',
      'limits',
      'appendix',
    ]);
  });

  it('has a card behind every number of text, tables and figures, which prints the same', () => {
    const numbers = allInlines(report.document).flat();
    const bound = numbers.flatMap((inline) => (inline.kind === 'number' ? [inline] : []));
    expect(bound.length).toBeGreaterThan(150);
    for (const { statistic, text } of bound) expect(cards.get(statistic)?.printed).toBe(text);
    const drawn = report.document.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) =>
        block.kind === 'figure'
          ? [...block.figure.svg.matchAll(/data-statistic="([^"]+)"/g)].map(([, id]) => id as string)
          : [],
      );
    expect(drawn.length).toBeGreaterThan(50);
    expect(drawn.filter((id) => !cards.has(id))).toEqual([]);
  });

  it('says nothing empty, undefined or unfinished', () => {
    const texts = allInlines(report.document).map(spoken);
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
    expect(texts.filter((text) => /undefined|NaN|\[object| {2}|\.\.$|。。|{{|}}/.test(text))).toEqual([]);
    expect(report.cards.filter(({ title }) => /undefined|: $|– $/.test(title))).toEqual([]);
  });

  it('numbers tables and figures in the order in which they stand', () => {
    const labels = report.document.sections
      .filter(({ id }) => id !== 'appendix')
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) =>
        block.kind === 'table' ? [block.table.label] : block.kind === 'figure' ? [block.figure.label] : [],
      );
    const words = language === 'en' ? ['Table ', 'Figure '] : ['表', '图'];
    for (const word of words) {
      const own = labels.filter((label) => label.startsWith(word));
      expect(own).toEqual(own.map((_label, index) => `${word}${index + 1}`));
    }
  });

  it('is the same twice', () => {
    expect(JSON.stringify(buildReport(sixInput({ audience, language })))).toBe(JSON.stringify(report));
  });
});

describe('the Chinese report', () => {
  it('speaks Chinese in every sentence', () => {
    const { document, cards } = buildReport(sixInput({ language: 'zh-CN' }));
    const english = (text: string) => /[A-Za-z]{3,} [A-Za-z]{2,}/.test(text) && !/[一-鿿]/.test(text);
    const references = new Set(
      sixResults().flatMap(({ method }) => method.reference.split('; ').map((one) => `${one}.`)),
    );
    expect(
      allInlines(document)
        .map(spoken)
        .filter((text) => english(text) && !references.has(text)),
    ).toEqual([]);
    expect(
      cards
        .flatMap(({ title, unit, method, notes, options }) => [
          title,
          unit,
          method,
          ...notes,
          ...options.flatMap(({ name, value }) => [name, value]),
        ])
        .filter(english),
    ).toEqual([]);
  });
});

describe('the methods', () => {
  const methods = (language: 'en' | 'zh-CN') => {
    const { document } = buildReport(sixInput({ language }));
    const section = document.sections.find(({ id }) => id === 'methods');
    return (section?.blocks ?? []).flatMap(inlinesOf).map(spoken);
  };

  it('are written from what was declared and run', () => {
    const text = methods('en');
    expect(text).toContain(
      'This was a single-centre retrospective cohort at Invented Hospital. The data were locked on 31 March 2025; nothing later is included.',
    );
    expect(text).toContain('Diagnosed before 2016. To stay: Date of diagnosis is on or after 2016-01-01.');
    expect(text).toContain(
      'Recurrence-free survival was counted from the date of diagnosis to recurrence or death, whichever came first; nothing else counted as an event. Patients without an event were censored at the last visit. A date known only to the month or year was taken as the middle of the days it allows.',
    );
    // a paragraph for each topic: selection, description, proportions, time
    const topics = [
      'Selection is reported',
      'Categorical variables',
      'Proportions (recurrence)',
      'Recurrence-free survival',
    ];
    const places = topics.map((topic) => text.findLastIndex((one) => one.startsWith(topic)));
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
    expect(text).toContain('Proportions (recurrence) carry two-sided 95% exact Clopper–Pearson intervals [4].');
    expect(text[places[3] ?? -1]).toContain(
      'were estimated by the Kaplan–Meier method with Greenwood’s variance and pointwise 95% limits on the log(−log) scale [5, 6]',
    );
    expect(text.join(' ')).toContain('Added after the plan (post hoc): recurrence-free survival by sex.');
  });

  it('are the same in Chinese', () => {
    const text = methods('zh-CN');
    expect(text).toContain(
      '无复发生存自诊断日期起算，至首次发生复发或死亡为止；其他情况均不计为事件。未发生事件者于末次随访时删失。仅精确到月或年的日期取其可能区间的中点。',
    );
    expect(text.join('')).toContain('计划外事后追加：按性别的无复发生存。');
  });

  it('name the variant that was run', () => {
    const results = sixResults().map((result) => {
      const changed = { ...result.inputs.options };
      if (changed['confidence']) changed['confidence'] = 'plain';
      if (changed['interval']) changed['interval'] = 'wilson';
      return { ...result, inputs: { ...result.inputs, options: { ...changed, level: 0.9 } } };
    });
    const { document } = buildReport(sixInput({ results }));
    const text = allInlines(document).map(spoken).join(' ');
    expect(text).toContain('Proportions (recurrence) carry two-sided 90% Wilson score intervals');
    expect(text).toContain('pointwise 90% limits on the untransformed scale');
    expect(text).toContain('90% interval');
  });
});

describe('the tables', () => {
  const { document } = buildReport(sixInput());
  const rows = (id: string) => {
    const block = document.sections
      .flatMap(({ blocks }) => blocks)
      .find((one) => one.kind === 'table' && one.table.id === id);
    if (block?.kind !== 'table') throw new Error(`no table ${id}`);
    const printed = block.table.rows.map(({ kind, cells }) =>
      kind === 'heading' ? `# ${spoken(cells[0] ?? [])}` : cells.map(spoken).join(' | '),
    );
    return {
      printed,
      head: block.table.columns.map(({ title }) => spoken(title)).join(' | '),
      notes: block.table.footnotes.map(spoken),
    };
  };

  it('describe: x/N (%), quartiles and range, the missing with their reason', () => {
    const { printed, head, notes } = rows('table1');
    expect(head).toBe('Characteristic | All patients (N = 6)');
    expect(printed).toEqual([
      '# Sex',
      'Female | 3/6 (50.0%)',
      'Male | 3/6 (50.0%)',
      '# Age, years',
      'Median (quartiles) | 5.0 (3.0–8.7)',
      'Interval of the median (its coverage) | 0.6–13.5 (93.8%)',
      'Range | 0.6–13.5',
      'Recorded | 5',
      'Missing | 1 (not reported)',
      '# Symptoms (more than one possible)',
      'Fever | 2 (1 absent, 3 not recorded)',
      'Pain | 0 (6 absent)',
      'Missing | 3',
    ]);
    expect(notes).toContain(
      'With 6 patients, one patient more or less moves a percentage by more than five points: read the counts.',
    );
    expect(notes).toContain('A note of the result.');
  });

  it('cross-tabulate counts, zero as 0', () => {
    expect(rows('bySex').printed).toEqual(['Female | 3 | 1 | 0', 'Male | 3 | 1 | 0']);
  });

  it('give proportions their interval, overall and by group', () => {
    expect(rows('recurrence').printed).toEqual([
      'All patients | 3/6 | 50.0% | 11.8%–88.2%',
      '# Sex',
      'Female | 1/3 | 33.3% | 0.8%–90.6%',
      'Male | 2/3 | 66.7% | 9.4%–99.2%',
    ]);
  });

  it('print what cannot be estimated as its reason', () => {
    expect(rows('rfs').printed).toEqual([
      '12 | 3 | 2 | 1 | 66.7% | 19.5%–90.4%',
      '24 | 1 | 3 | 2 | 33.3% | 1.1%–76.1%',
      'Median, months | – | 3 | 3 | 16.4 | 3.3 to not reached',
    ]);
    expect(rows('os').printed).toEqual([
      '12 | 4 | 0 | 2 | 100.0% | not estimable',
      'Median, months | – | 0 | 6 | not reached | not reached',
    ]);
    expect(rows('followUp').printed).toEqual(['All patients | 6 | 53.4 | 35.9 to not reached | 10.1–107.0']);
  });
});

describe('the cards', () => {
  const { cards } = buildReport(sixInput());
  const card = (id: string) => cards.find(({ statistic }) => statistic === id);

  it.each([
    ['table1.sex.F.count', 'Sex: Female – number of patients'],
    ['table1.age.missing.notReported', 'Age – number missing: not reported'],
    ['table1.age.median.coverage', 'Age – true coverage of the interval'],
    ['table1.symptoms.fever.notRecorded', 'Symptoms: Fever – number in whom it is not recorded'],
    ['bySex.F.pain.count', 'Female, Pain – number of patients'],
    ['recurrence.sex.M.proportion.upper', 'Recurrence, Sex: Male – upper 95% limit of proportion'],
    ['rfs.survival@12mo.lower', 'Recurrence-free survival – lower 95% limit of survival at 12 months'],
    ['rfsBySex.sex.F.atRisk@18mo', 'Recurrence-free survival by sex, Sex: Female – number at risk at 18 months'],
    ['rfs.step.1.time', 'Recurrence-free survival – time, event time 1'],
    ['os.proportion.upperOneSided', 'Overall survival – one-sided upper 95% limit of proportion'],
    ['flow.window.no_date.count', 'Diagnosed before 2016: no date – number excluded'],
    ['flow.complete.ofEligible.proportion', 'Complete cases – proportion of the eligible'],
  ])('%s is “%s”', (id, title) => {
    expect(card(id)?.title).toBe(title);
  });

  it('name who was counted among whom, sorted, and what decided it', () => {
    expect(card('table1.sex.F.proportion')).toMatchObject({
      printed: '50.0%',
      exact: '0.5',
      numerator: { label: 'Sex: Female', count: 3, patients: ['CANARY-1', 'CANARY-3', 'CANARY-6'] },
      denominator: { label: 'Complete cases, in whom sex is recorded', count: 6 },
      deciding: null,
      analysisSet: 'Complete cases',
      plan: 'Primary, planned',
      reference: 'Hyndman RJ, Fan Y. Am Stat 1996;50:361-365',
    });
    expect(card('rfs.events')?.deciding).toEqual([{ patient: 'CANARY-1', text: 'Visits 2: Date' }]);
    expect(card('rfs.median.upper')).toMatchObject({ printed: 'not reached', exact: 'not reached', unit: 'months' });
    expect(card('table1.age.median')?.exact).toBe('5.01437371663');
  });

  it('give every option in words', () => {
    expect(card('recurrence.count')?.options).toEqual([
      { name: 'Counted when', value: 'Recurrence is yes' },
      { name: 'By', value: 'Sex' },
      { name: 'Interval', value: 'Clopper–Pearson (exact)' },
      { name: 'Confidence level', value: '95%' },
    ]);
    expect(card('rfs.n')?.options).toContainEqual({ name: 'Axis', value: 'every 6 to 30' });
    expect(card('rfs.n')?.options).toContainEqual({ name: 'Scale of the limits', value: 'on the log(−log) scale' });
  });
});

describe('the public', () => {
  it.each(['en', 'zh-CN'] as const)('gets no patient, in no part of it (%s)', (language) => {
    const ids = [...PATIENTS, 'CANARY-7'];
    const leaky = sixResults();
    const [flow] = leaky;
    flow?.notes.push({ code: 'x', severity: 'info', text: { en: 'CANARY-7 was excluded.' } });
    flow?.rows?.push({ cells: { box: 'CANARY-7' }, patient: 'CANARY-7' });
    const issues = [
      {
        severity: 'warning' as const,
        code: 'records.link',
        file: 'records/visits.csv',
        row: 3,
        message: sameWords('Patient CANARY-3 ends before it starts.'),
      },
    ];
    const report = JSON.stringify(buildReport(sixInput({ audience: 'public', language, results: leaky, issues })));
    expect(ids.filter((id) => report.includes(id))).toEqual([]);
    expect(report).toContain('records.link');
    expect(JSON.stringify(buildReport(sixInput({ language, results: leaky, issues })))).toContain('CANARY-7');
  });

  it('still sees how many were counted', () => {
    const { cards, patients } = buildReport(sixInput({ audience: 'public' }));
    expect(patients).toEqual([]);
    expect(cards.find(({ statistic }) => statistic === 'table1.sex.F.count')?.numerator).toEqual({
      label: 'Sex: Female',
      count: 3,
      patients: null,
    });
    expect(cards.filter((card) => card.deciding || card.numerator?.patients || card.denominator?.patients)).toEqual([]);
  });

  it('gets no watermark; the team does', () => {
    expect(buildReport(sixInput({ audience: 'public' })).document.watermark).toBeNull();
    expect(buildReport(sixInput()).document.watermark).toBe('Study team only – holds patient data');
  });
});
