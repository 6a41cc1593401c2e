import { describe, expect, it } from 'vitest';
import type { Inline, Table } from './document.ts';
import { blocksOf, FORMS_RESULTS, formsReport, spoken } from './testing/forms-report.ts';

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

/** What tables, figures, notes and paragraphs of a report say, each by itself. */
function sayings(report: ReturnType<typeof formsReport>): Inline[][] {
  return blocksOf(report).flatMap((block): Inline[][] => {
    switch (block.kind) {
      case 'table':
        return tableInlines(block.table);
      case 'figure':
        return [block.figure.caption, ...block.figure.footnotes, ...tableInlines(block.figure.data)];
      case 'paragraph':
      case 'note':
        return [block.inlines];
      case 'list':
        return block.items;
      default:
        return [];
    }
  });
}

describe.each(VARIANTS)('the report of analyses over rows for %s in %s', (audience, language) => {
  const report = formsReport({ audience, language });
  const cards = new Map(report.cards.map((card) => [card.statistic, card]));

  it('has no fault, and evaluates every analysis of the plan', () => {
    expect(report.issues).toEqual([]);
    expect(FORMS_RESULTS.filter(({ statistics }) => statistics.length === 0)).toEqual([]);
  });

  it('has a card behind every number, which prints the same and is named', () => {
    const bound = sayings(report)
      .flat()
      .flatMap((inline) => (inline.kind === 'number' ? [inline] : []));
    expect(bound.length).toBeGreaterThan(100);
    for (const { statistic, text } of bound) expect(cards.get(statistic)?.printed, statistic).toBe(text);
    for (const block of blocksOf(report)) {
      if (block.kind !== 'figure') continue;
      const drawn = [...block.figure.svg.matchAll(/data-statistic="([^"]+)"/g)].map(([, id]) => id ?? '');
      expect(drawn.filter((id) => !cards.has(id))).toEqual([]);
    }
    for (const { title, statistic } of report.cards) expect(title, statistic).toMatch(/\S – \S|^\S/);
  });

  it('says nothing empty, undefined or unfinished', () => {
    const texts = sayings(report).map(spoken);
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
    expect(texts.filter((text) => /undefined|NaN|\[object| {2}|\.\.$|。。|{{|}}|^\/|\/$/.test(text))).toEqual([]);
    const words = report.cards.flatMap(({ title, method, options, numerator, denominator }) => [
      title,
      method,
      ...options.flatMap(({ name, value }) => [name, value]),
      numerator?.label ?? 'x',
      denominator?.label ?? 'x',
    ]);
    expect(words.filter((text) => /undefined|NaN|\[object|: $|– $|^$/.test(text))).toEqual([]);
  });

  it('gives each number of a card a title of its own', () => {
    const titles = report.cards.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('is the same twice', () => {
    expect(JSON.stringify(formsReport({ audience, language }))).toBe(JSON.stringify(report));
  });
});

describe('the Chinese report of analyses over rows', () => {
  it('speaks Chinese: no English word but symbols, units and names', () => {
    const report = formsReport({ language: 'zh-CN' });
    const allowed =
      /\b(CT|MRI|Hyndman|Fan|SHA|casewright|WREN|alpha|beta|gamma|delta|cm|mL|UCUM|WHO|forms|Clopper|Pearson|Wilson)\b/gi;
    const references = new Set(
      FORMS_RESULTS.flatMap(({ method }) => method.reference.split('; ').map((one) => `${one}.`)),
    );
    const words = [
      ...sayings(report).map(spoken),
      ...report.cards.flatMap(({ title, unit, method, notes, options, numerator, denominator, plan }) => [
        title,
        unit,
        method,
        plan,
        ...notes,
        ...options.flatMap(({ name, value }) => [name, value]),
        numerator?.label ?? '',
        denominator?.label ?? '',
      ]),
      ...blocksOf(report).flatMap((block) =>
        block.kind === 'figure'
          ? [
              block.figure.alternative,
              ...[...block.figure.svg.matchAll(/>([^<]+)</g)].map(([, text]) => text ?? ''),
              ...[...block.figure.svg.matchAll(/aria-label="([^"]+)"/g)].map(([, text]) => text ?? ''),
            ]
          : [],
      ),
    ];
    const ids = new Set(report.cards.map(({ statistic }) => statistic));
    const english = words
      .filter((text) => !references.has(text) && !ids.has(text) && !/[a-f0-9]{12}|all-numbers/.test(text))
      .filter((text) => /[A-Za-z]{3,}/.test(text.replace(allowed, '')));
    expect(english).toEqual([]);
  });
});

describe('the public report of analyses over rows', () => {
  it.each(['en', 'zh-CN'] as const)('names no patient, in no part of it (%s)', (language) => {
    const text = JSON.stringify(formsReport({ audience: 'public', language }));
    expect(text).not.toContain('WREN');
    expect(JSON.stringify(formsReport({ language }))).toContain('WREN-1');
  });

  it('holds no exact date of a patient', () => {
    const text = JSON.stringify(formsReport({ audience: 'public' }));
    for (const date of ['2020-02-01', '2021-05', '2015-03-10', '2019-08']) expect(text).not.toContain(date);
  });
});
