import { createHash } from 'node:crypto';
import { InputError } from '@casewright/core/model';
import type {
  Block,
  Inline,
  NumberCard,
  PatientCard,
  ReportDocument,
  Section,
  TableRow,
} from '@casewright/core/report';
import { membersIn, type PageCard, type PageData, type PageOrigin, type PageSet } from '@casewright/core/report-page';
import { describe, expect, test } from 'vitest';
import { renderHtml } from './html.ts';
import { shownOnPage } from './soundness.ts';
import { sampleReport } from './testing/sample-report.ts';

const assets = { script: 'document.title += "";', style: 'body{margin:0}' };
const samples = [
  ['English, team', sampleReport('en')],
  ['English, public', sampleReport('en', 'public')],
  ['Chinese, team', sampleReport('zh-CN')],
] as const;

function print(sample: ReturnType<typeof sampleReport>): string {
  return renderHtml(sample.document, sample.cards, sample.patients, assets);
}

function dataOf(html: string): PageData {
  const block = /<script type="application\/json" id="report-data">(.*?)<\/script>/.exec(html);
  return JSON.parse(block?.[1] as string) as PageData;
}

/** The page without its data and its program: what stands as markup. */
function markupOf(html: string): string {
  return html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, '');
}

describe.each(samples)('%s', (_name, sample) => {
  const html = print(sample);

  test('the policy names the script and the styles that are inlined, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] as string;
    const hashesOf = (element: string) =>
      [...html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(
        ([, text]) =>
          `'sha256-${createHash('sha256')
            .update(text as string)
            .digest('base64')}'`,
      );
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashesOf('style').join(' ')}`,
      `script-src ${hashesOf('script').join(' ')}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(hashesOf('script')).toHaveLength(1);
    expect(hashesOf('style')).toHaveLength(2);
  });

  test('every number has a card, and every number of the document is on the page', () => {
    const onPage = new Set([...markupOf(html).matchAll(/ data-statistic="([^"]*)"/g)].map(([, id]) => id));
    expect([...onPage].sort()).toEqual([...shownOnPage(sample.document).statistics].sort());
    expect(onPage.size).toBeGreaterThan(80);
    const { cards } = dataOf(html);
    for (const id of onPage) expect(cards).toHaveProperty([id as string]);
  });

  test('ids are unique, and what refers to an id finds it', () => {
    const markup = markupOf(html);
    const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id as string);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [, list] of markup.matchAll(/ (?:aria-labelledby|aria-describedby)="([^"]*)"/g)) {
      for (const id of (list as string).split(' ')) expect(ids).toContain(id);
    }
    for (const [, id] of markup.matchAll(/ href="#([^"]*)"/g)) expect(ids).toContain(id);
  });

  test('there is no style attribute, no event attribute and nothing to fetch', () => {
    expect(markupOf(html)).not.toMatch(/<[^>]*\s(style|on[a-z]+)\s*=/i);
    expect(markupOf(html)).not.toMatch(/<[^>]*\s(src|srcset|poster|action|data)\s*=/i);
    expect(markupOf(html).match(/<link [^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
  });

  test('a card of the page holds what the card says', () => {
    const data = dataOf(html);
    const text = (index: number) => data.texts[index];
    const side = (set: PageSet | null): NumberCard['numerator'] =>
      set && {
        label: text(set[0]) as string,
        count: set[1],
        patients: set[2] === null ? null : (membersIn(data, set[2]).map(text) as string[]),
      };
    for (const card of sample.cards) {
      const [title, printed, exact, unit, origin, numerator, denominator, deciding] = data.cards[
        card.statistic
      ] as PageCard;
      const { method, reference, options, analysisSet, plan, notes } = data.origins[origin] as PageOrigin;
      expect({
        statistic: card.statistic,
        title: text(title),
        printed: text(printed),
        exact: text(exact),
        unit: text(unit),
        numerator: side(numerator),
        denominator: side(denominator),
        deciding: deciding?.map(([patient, record]) => ({ patient: text(patient), text: text(record) })) ?? null,
        method: text(method),
        reference: text(reference),
        options: options.map(([name, value]) => ({ name: text(name), value: text(value) })),
        analysisSet: text(analysisSet),
        plan: text(plan),
        notes: notes.map(text),
      }).toEqual(card);
    }
  });

  test('the same report gives the same bytes', () => {
    expect(print(sample)).toBe(html);
  });

  test('headings descend one level at a time, under one first heading', () => {
    const levels = [...markupOf(html).matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      if (index > 0) expect(level).toBeLessThanOrEqual((levels[index - 1] as number) + 1);
    });
  });
});

test('the language, the notice and the watermark are there', () => {
  const html = print(sampleReport('zh-CN'));
  expect(html).toContain('<html lang="zh-CN">');
  expect(html.match(/虚构数据。/g)?.length).toBeGreaterThanOrEqual(3);
  expect(html).toContain('<div class="watermark" aria-hidden="true">');
  expect(html).toContain(String.raw`.watermark i::before{content:"\4ec5 \9650 \7814 \7a76 \56e2 \961f "}`);
  expect(print(sampleReport('en', 'public'))).not.toContain('class="watermark"');
});

test('a public page holds no patient', () => {
  const html = print(sampleReport('en', 'public'));
  expect(html).not.toContain('INV-');
  expect(dataOf(html).sets).toEqual([]);
});

describe('hostile text', () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'\u202e<!--`;
  const sample = sampleReport('en');
  const card = sample.cards[0] as NumberCard;
  const document: ReportDocument = {
    ...sample.document,
    title: hostile,
    notice: hostile,
    watermark: hostile,
    authors: [{ name: hostile, orcid: '"><script>', affiliation: hostile }],
    provenance: { ...sample.document.provenance, study: hostile, studyVersion: hostile, program: hostile },
    sections: [
      {
        id: hostile,
        title: hostile,
        blocks: [
          { kind: 'heading', level: 3, text: hostile },
          { kind: 'paragraph', inlines: [{ kind: 'number', statistic: hostile, text: hostile }] },
          { kind: 'note', tone: 'warning', inlines: [{ kind: 'link', href: hostile, text: hostile }] },
          {
            kind: 'table',
            table: {
              id: hostile,
              label: hostile,
              caption: [{ kind: 'text', text: hostile }],
              columns: [{ id: 'a', title: [{ kind: 'text', text: hostile }], align: 'start' }],
              rows: [{ kind: 'data', indent: 0, cells: [[{ kind: 'text', text: hostile }]] }],
              footnotes: [[{ kind: 'text', text: hostile }]],
            },
          },
        ],
      },
    ],
  };
  const patients: PatientCard[] = [{ patient: hostile, lines: [{ label: hostile, value: hostile }] }];
  const hostileCard = {
    ...card,
    statistic: hostile,
    title: hostile,
    numerator: { label: hostile, count: 1, patients: [hostile] },
    options: [{ name: hostile, value: hostile }],
  };
  const html = renderHtml(document, [hostileCard], patients, assets);

  test('makes no element, no attribute and no end of a script', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).not.toMatch(/<img|<!--/);
    expect(markupOf(html).replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son[a-z]+\s*=/i);
    expect(html.match(/<style/g)).toHaveLength(2);
  });

  test('reads as what it is, with its controls shown', () => {
    expect(html).not.toContain('\u202e');
    const { cards, texts } = dataOf(html);
    const shown = hostile.replace('\u202e', '[U+202E]');
    expect(texts[cards[shown]?.[0] as number]).toBe(shown);
  });
});

describe('a page that would break a promise is not printed', () => {
  const sample = sampleReport('en');
  const codeOf = (attempt: () => unknown) => {
    try {
      attempt();
    } catch (error) {
      return error instanceof InputError ? error.code : error;
    }
    return 'printed';
  };

  test('a number without a card', () => {
    const cards = sample.cards.filter(({ statistic }) => statistic !== 'rfs.survival@12mo');
    expect(codeOf(() => renderHtml(sample.document, cards, [], assets))).toBe('report.numberWithoutCard');
  });

  test('a number of a drawing without a card', () => {
    const shown = shownOnPage(sample.document).statistics;
    expect(shown).toContain('rfs.atRisk@96mo');
    const cards = sample.cards.filter(({ statistic }) => statistic !== 'rfs.atRisk@96mo');
    expect(codeOf(() => renderHtml(sample.document, cards, [], assets))).toBe('report.numberWithoutCard');
  });

  test.each([
    ['patients', sampleReport('en', 'public').cards, sample.patients],
    ['sets or deciding records', sample.cards, []],
  ])('a public report with %s', (_name, cards, patients) => {
    const document: ReportDocument = { ...sample.document, audience: 'public' };
    expect(codeOf(() => renderHtml(document, cards, patients, assets))).toBe('report.patientsInPublic');
  });

  test('a public report that names a patient, in words or in a drawing', () => {
    const sound = sampleReport('en', 'public');
    const naming = (block: Block): ReportDocument => ({
      ...sound.document,
      sections: [...sound.document.sections, { id: 'more', title: 'More', blocks: [block] }],
    });
    const words: Block = { kind: 'paragraph', inlines: [{ kind: 'patient', patient: 'INV-07', text: 'INV-07' }] };
    const drawn = sound.document.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'figure');
    if (drawn?.kind !== 'figure') throw new Error('the sample has no figure');
    const svg = '<svg><g class="patient" data-patient="INV-07"><text>INV-07</text></g></svg>';
    const drawing: Block = { kind: 'figure', figure: { ...drawn.figure, svg } };
    for (const block of [words, drawing])
      expect(codeOf(() => renderHtml(naming(block), sound.cards, [], assets))).toBe('report.patientsInPublic');
    expect(codeOf(() => renderHtml(naming({ kind: 'heading', level: 3, text: 'x' }), sound.cards, [], assets))).toBe(
      'printed',
    );
  });

  test.each(['', 'let a = "</script>";', 'x<!--'])('a script that reads %j', (script) => {
    const attempt = () => renderHtml(sample.document, sample.cards, sample.patients, { ...assets, script });
    expect(codeOf(attempt)).toBe('report.assets');
  });
});

test('three hundred numbers of sixteen patients take at most 200 KiB', () => {
  const sample = sampleReport('en');
  const patients = sample.patients.map(({ patient }) => patient);
  const more = Array.from({ length: 300 - sample.cards.length }, (_, index): NumberCard => {
    const model = sample.cards[index % sample.cards.length] as NumberCard;
    const some = patients.filter((_patient, place) => (index >> (place % 8)) & 1);
    return {
      ...model,
      statistic: `further.variable${index}.code.count`,
      title: `${model.title}, once more ${index}`,
      exact: String(index / 7),
      numerator: { label: `With the code of variable ${index}`, count: some.length, patients: some },
    };
  });
  const rows = more.map((card): TableRow => {
    const number: Inline = { kind: 'number', statistic: card.statistic, text: card.printed };
    return { kind: 'data', indent: 1, cells: [[{ kind: 'text', text: card.title }], [number], [number]] };
  });
  const columns = (['start', 'end', 'end'] as const).map((align, index) => ({ id: `c${index}`, title: [], align }));
  const table = { id: 'further', label: 'Table 9', caption: [], columns, rows, footnotes: [] };
  const section: Section = { id: 'further', title: 'Further numbers', blocks: [{ kind: 'table', table }] };
  const document = { ...sample.document, sections: [...sample.document.sections, section] };
  const frame = renderHtml(sample.document, sample.cards, sample.patients, assets);
  const html = renderHtml(document, [...sample.cards, ...more], sample.patients, assets);
  expect(shownOnPage(document).statistics.size).toBe(300);
  expect(html.length).toBeGreaterThan(frame.length);
  const scriptAndStyle = 24 * 1024;
  expect(Buffer.byteLength(html) + scriptAndStyle).toBeLessThanOrEqual(200 * 1024);
});
