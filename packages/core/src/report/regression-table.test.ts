import { describe, expect, it } from 'vitest';
import {
  type Invented,
  ninetyPatients,
  regressionStudy,
  regressionTables,
} from '../analyse/testing/regression-study.ts';
import {
  type Audience,
  blocksOf,
  foreignWords,
  printedRows,
  readersWords,
  spoken,
  tableIn,
  type WrittenReport,
  wordsOf,
  writtenReport,
} from './testing/comparison-report.ts';

const PLAN = [
  'id: both, model: cox, endpoint: alive, covariates: [base.size, base.site, base.marker], references: { base.site: b }',
  'id: single, model: firthCox, endpoint: late, covariates: [base.age], strata: [base.centre]',
  'id: apart, model: cox, endpoint: alive, covariates: [base.size, base.marker], adjusted: false',
  'id: compete, model: fineGray, endpoint: ofIt, covariates: [base.size, base.marker]',
  'id: odds, model: logistic, outcome: base.response, covariates: [base.size, base.age]',
  'id: oddsOfSite, model: firthLogistic, outcome: base.site, event: c, covariates: [isLarge], level: 0.9',
  'id: without, kind: leaveOneOut, role: exploratory, set: all, title: { en: Without one, zh-CN: 逐例剔除 }, of: single',
  'id: dates, kind: partialDateSensitivity, role: exploratory, set: all, title: { en: Dates, zh-CN: 日期 }, of: both',
];

function reported(
  plan: readonly string[],
  options: { language?: 'en' | 'zh-CN'; audience?: Audience } = {},
  patients: readonly Invented[] = ninetyPatients(),
): WrittenReport {
  return writtenReport([], options, regressionTables(patients), () => regressionStudy(plan));
}

const written = new Map<string, WrittenReport>();
function whole(language: 'en' | 'zh-CN' = 'en', audience: Audience = 'team'): WrittenReport {
  const key = `${language} ${audience}`;
  const report = written.get(key) ?? reported(PLAN, { language, audience });
  written.set(key, report);
  return report;
}

const RATIO = String.raw`\d+\.\d{2,3} \(\d+\.\d{2,3}–\d+\.\d{2,3}\)`;
const P = String.raw`(0\.\d{3}|<0\.001)`;

describe('the table of a regression', () => {
  it('names the reference, and has each predictor by itself and with all', () => {
    const rows = printedRows(tableIn(whole(), 'both'));
    expect(rows[0]).toBe('# Size');
    expect(rows[1]).toMatch(new RegExp(`^per cm \\| \\d+/84 \\| ${RATIO} \\| ${P} \\| ${RATIO} \\| ${P}$`));
    expect(rows[2]).toBe('# Site');
    expect(rows[3]).toMatch(/^Back \| \d+\/\d+ \| reference \| – \| reference \| –$/);
    expect(rows[4]).toMatch(new RegExp(`^Arm \\| \\d+/\\d+ \\| ${RATIO} \\| ${P} \\| ${RATIO} \\| ${P}$`));
    expect(rows[6]).toMatch(new RegExp(`^all of them \\| \\d+/90 \\| – \\| ${P} \\| – \\| ${P}$`));
    expect(rows[7]).toBe('# Marker');
    expect(rows[8]).toMatch(/^No \| \d+\/\d+ \| reference \| – \| reference \| –$/);
    expect(rows[10]).toBe('# All predictors together');
    expect(rows[11]).toMatch(/^Events \/ patients with all values \| – \| – \| – \| \d+\/\d+ \| –$/);
    expect(rows[12]).toMatch(/^Events per predictor \| – \| – \| – \| \d+\.\d \| –$/);
    expect(rows[13]).toMatch(
      /^No predictor has an effect \(chi-square\) \| – \| – \| – \| \d+\.\d\d \(degrees of freedom 4\) \| /,
    );
  });

  it('tells in its footnotes what was missing, events per predictor, and the test of proportional hazards', () => {
    const notes = tableIn(whole(), 'both').footnotes.map(spoken);
    expect(notes).toContain('Explained: death.');
    expect(notes).toContain('Missing, and not in the model: size 6, marker 8.');
    expect(notes.join(' ')).toMatch(/Left out of the model of all predictors for a missing value: \d+\./);
    expect(notes.join(' ')).toMatch(/each predictor by itself: size \d+\.\d, site \d+\.\d, marker \d+\.\d\./);
    expect(notes.join(' ')).toMatch(/p, together: size [\d.<]+, site [\d.<]+, marker [\d.<]+; of all [\d.<]+\./);
  });

  it('has no columns of all predictors where there is one, or the plan wants none', () => {
    for (const id of ['single', 'apart']) expect(tableIn(whole(), id).columns).toHaveLength(4);
    expect(printedRows(tableIn(whole(), 'single'))).toHaveLength(2);
    expect(tableIn(whole(), 'single').footnotes.map(spoken).join(' ')).toContain(
      'Breslow’s ties, 95% profile limits, stratified by centre',
    );
  });

  it('of an outcome has odds ratios, and says how many have none', () => {
    const table = tableIn(whole(), 'odds');
    expect(spoken(table.columns[2]?.title ?? [])).toBe('Odds ratio (95% CI), by itself');
    expect(table.footnotes.map(spoken).join(' ')).toMatch(/Outcome missing, and so in no model: 5\./);
    expect(spoken(tableIn(whole(), 'oddsOfSite').columns[2]?.title ?? [])).toBe('Odds ratio (90% CI), by itself');
    expect(tableIn(whole(), 'oddsOfSite').footnotes.map(spoken)).toContain('Explained: site: Chest.');
  });

  it('says which predictors were fitted with Firth’s penalty, and why', () => {
    const patients = Array.from(
      { length: 24 },
      (_, at): Invented => ({
        time: 10 + at,
        end: at % 2 === 0 ? 'death' : 'seen',
        marker: at % 2 === 0 ? 'no' : 'yes',
        size: (at * 5) % 7,
      }),
    );
    const plan = ['id: m, model: cox, endpoint: alive, covariates: [base.marker, base.size]'];
    const notes = tableIn(reported(plan, {}, patients), 'm')
      .footnotes.map(spoken)
      .join(' ');
    expect(notes).toContain('with Firth’s penalty and profile limits in its place: marker, all predictors together');
    expect(notes).toContain('(Marker, yes: nobody had the event)');
    const methods = blocksOf(reported(plan, {}, patients)).flatMap((block) =>
      block.kind === 'paragraph' ? [spoken(block.inlines)] : [],
    );
    expect(methods.join(' ')).toContain('Firth’s penalised likelihood took its place');
  });

  it('gives the reason once for what is not estimated', () => {
    const few = ninetyPatients().slice(0, 6);
    const table = tableIn(reported(['id: m, model: cox, endpoint: alive, covariates: [base.size]'], {}, few), 'm');
    expect(printedRows(table)[1]).toMatch(/^per cm \| \d+\/\d+ \| too few events \| –$/);
  });
});

describe('what is said of a regression', () => {
  it('has a sentence in the methods for each model', () => {
    const text = (report: WrittenReport) =>
      blocksOf(report)
        .flatMap((block) => (block.kind === 'paragraph' ? [spoken(block.inlines)] : []))
        .join(' ');
    expect(text(whole())).toContain('death was explained by Cox’s proportional-hazards regression');
    expect(text(whole())).toContain('Each predictor was fitted by itself, and all of them together');
    expect(text(whole())).toContain('Fine and Gray’s regression of the subdistribution hazard');
    expect(text(whole('zh-CN'))).toMatch(/以死亡为因变量，采用 ?Cox ?比例风险回归/);
  });

  it('is Chinese for Chinese readers', () => {
    for (const id of ['both', 'single', 'apart', 'compete', 'odds', 'oddsOfSite', 'without', 'dates'])
      expect([id, foreignWords(readersWords(whole('zh-CN'), id))]).toEqual([id, []]);
  });

  it('names no patient to the public, and has a card for each number', () => {
    expect(wordsOf(whole('en', 'public'))).not.toMatch(/P\d{3}/);
    const report = whole();
    const cards = new Map(report.cards.map((card) => [card.statistic, card]));
    for (const result of report.results)
      for (const { id } of result.statistics)
        expect([id, cards.get(id)?.title]).toEqual([id, expect.stringMatching(/\S/)]);
    expect(cards.get('both.multivariable.site.a.hazardRatio.lower')?.title).toBe(
      'Model, Site: Arm, with all predictors – lower 95% limit of the hazard ratio',
    );
    expect(cards.get('both.univariable.size.missing')).toMatchObject({
      numerator: { label: 'Patients in whom size is missing', count: 6 },
      denominator: { label: 'All patients, at risk from time zero', count: 90 },
    });
    const titles = report.cards.filter(({ statistic }) => statistic.startsWith('both.')).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { title } of report.cards) expect(title).not.toMatch(/univariable|multivariable|hazardRatio|undefined/);
  });
});
