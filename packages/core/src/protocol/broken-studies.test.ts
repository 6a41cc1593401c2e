import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasErrors, type Issue } from '../model/index.ts';
import { loadStudy } from './index.ts';

/**
 * For each rule that a study document can break there is one broken study, made from the sound one by one change
 * (scripts/broken-studies.mts), and here is what it must report, and where: code, line, column.
 */
const EXPECTED: readonly (readonly [
  rule: string,
  issues: readonly (readonly [code: string, line: number, column: number])[],
])[] = [
  ['bands-of-a-code', [['analysis.variable', 168, 137]]],
  ['bands-that-descend', [['analysis.variable', 168, 142]]],
  ['agreement-with-oneself', [['analysis.twice', 168, 119]]],
  ['bounds-against-itself', [['analysis.bounds', 168, 117]]],
  ['bounds-of-a-curve', [['analysis.variable', 168, 101]]],
  ['bounds-of-other-patients', [['analysis.otherSet', 168, 64]]],
  ['censoring-is-an-event', [['endpoint.censoringIsEvent', 150, 326]]],
  ['claim-expression', [['claim.expression', 185, 103]]],
  ['claim-expression-of-nothing', [['study.unknownAnalysis', 185, 112]]],
  ['claim-judged-without-reason', [['claim.noReason', 185, 83]]],
  ['claim-of-a-table-that-is-none', [['claim.kind', 185, 103]]],
  ['claim-of-an-unknown-code', [['study.unknownCode', 185, 123]]],
  ['claim-of-another-window', [['claim.window', 185, 113]]],
  ['claim-of-no-day', [['study.date', 185, 103]]],
  ['claim-of-nothing', [['claim.nothing', 185, 5]]],
  ['claim-of-two-things', [['claim.value', 185, 73]]],
  ['claim-pattern', [['claim.pattern', 185, 109]]],
  ['claim-without-value', [['claim.value', 185, 5]]],
  ['code-without-label', [['code.noLabel', 40, 9]]],
  ['code-without-list', [['item.noCodeList', 83, 9]]],
  [
    'competing-is-the-event',
    [
      ['endpoint.competingIsEvent', 143, 9],
      ['analysis.competing', 168, 118],
    ],
  ],
  ['compared-with-itself', [['analysis.variable', 168, 125]]],
  ['cross-table-of-a-number', [['analysis.variable', 168, 106]]],
  ['curve-by-a-number', [['analysis.variable', 168, 134]]],
  ['curve-by-several-codes', [['analysis.variable', 168, 134]]],
  ['date-that-is-none', [['study.date', 12, 11]]],
  ['dated-by-a-number', [['form.datedBy', 68, 14]]],
  ['deaths-hidden', [['endpoint.hidesDeaths', 150, 125]]],
  ['decimals-on-an-integer', [['item.decimals', 70, 88]]],
  ['decimals-of-a-code-in-rows', [['analysis.variable', 168, 153]]],
  ['derived-cycle', [['derived.cycle', 123, 71]]],
  ['derived-type', [['derived.type', 119, 73]]],
  ['describe-a-date', [['analysis.variable', 168, 110]]],
  ['describe-a-text', [['analysis.variable', 168, 110]]],
  ['duplicate-code', [['study.duplicateId', 35, 17]]],
  ['duplicate-form', [['study.duplicateId', 84, 11]]],
  ['duplicate-item', [['study.duplicateId', 70, 15]]],
  ['duplicate-step', [['study.duplicateId', 102, 13]]],
  ['eligibility-by-the-future', [['eligibility.future', 91, 64]]],
  ['empty-statement', [['statement.empty', 19, 3]]],
  ['endpoint-without-censoring', [['endpoint.noCensoring', 143, 5]]],
  ['event-date-not-a-date', [['endpoint.date', 145, 71]]],
  ['event-of-yes-or-no', [['analysis.variable', 168, 128]]],
  ['expression-not-a-condition', [['expression.type', 56, 80]]],
  ['expression-not-offered', [['expression.notOffered', 104, 18]]],
  ['expression-syntax', [['expression.syntax', 59, 40]]],
  ['expression-too-large', [['expression.tooLarge', 58, 44]]],
  ['expression-type', [['expression.type', 147, 86]]],
  ['expression-unknown-code-of-derived', [['expression.unknownCode', 118, 46]]],
  ['expression-unknown-code', [['expression.unknownCode', 128, 19]]],
  ['expression-unknown-function', [['expression.unknownFunction', 122, 12]]],
  ['expression-unknown-item', [['expression.unknownItem', 89, 22]]],
  ['flow-without-one', [['analysis.variable', 168, 106]]],
  ['group-from-the-future', [['analysis.futureGroup', 168, 134]]],
  ['headline-of-a-cross-table', [['analysis.noHeadline', 168, 5]]],
  ['kappa-alone', [['analysis.kappaAlone', 168, 120]]],
  ['label-without-translation', [['label.translation', 39, 26]]],
  ['lane-twice', [['analysis.twice', 168, 192]]],
  ['language-word', [['study.reservedId', 114, 11]]],
  ['levels-that-are-none', [['study.unknownCode', 168, 152]]],
  ['link-by-a-code', [['form.link', 79, 17]]],
  ['list-on-a-text', [['item.codeList', 56, 76]]],
  ['heat-map-without-positive', [['analysis.noPositive', 168, 5]]],
  ['marker-code-left', [['analysis.codeLeft', 168, 149]]],
  ['marker-code-twice', [['analysis.codeTwice', 168, 183]]],
  ['markers-that-are-numbers', [['analysis.variable', 168, 139]]],
  ['mean-of-a-code', [['analysis.variable', 168, 133]]],
  ['means-without-a-horizon', [['analysis.horizon', 168, 5]]],
  ['median-of-a-code', [['analysis.variable', 168, 149]]],
  ['minimum-above-maximum', [['item.range', 55, 104]]],
  ['model-of-nothing-that-competes', [['analysis.competing', 168, 128]]],
  ['more-events-than-patients', [['literature.count', 186, 99]]],
  ['none-without-repeats', [['form.mayBeNone', 46, 16]]],
  ['nothing-competes', [['analysis.competing', 168, 119]]],
  ['plan-changed', [['plan.changed', 168, 39]]],
  ['precision-on-a-code', [['item.precision', 50, 103]]],
  ['predictor-from-the-future', [['analysis.futureGroup', 168, 147]]],
  ['predictor-that-is-a-text', [['analysis.variable', 168, 143]]],
  ['predictor-twice', [['analysis.twice', 168, 148]]],
  ['proportion-of-a-code', [['expression.type', 168, 106]]],
  ['range-overlap', [['range.overlap', 189, 5]]],
  ['range-on-a-text', [['item.range', 56, 76]]],
  ['reasons-in-no-list', [['study.unknownCodeList', 86, 12]]],
  ['reason-in-two-steps', [['selection.reason', 105, 19]]],
  ['reference-range', [['item.range', 188, 83]]],
  ['reference-of-a-number', [['analysis.variable', 168, 168]]],
  ['reference-that-is-no-code', [['study.unknownCode', 168, 184]]],
  ['reference-that-is-no-predictor', [['study.unknownVariable', 168, 182]]],
  ['regression-of-a-code', [['analysis.event', 168, 127]]],
  ['regression-of-itself', [['analysis.variable', 168, 160]]],
  ['regression-of-nothing', [['analysis.outcome', 168, 5]]],
  ['regression-of-two-things', [['analysis.outcome', 168, 139]]],
  ['reserved-id', [['study.reservedId', 81, 15]]],
  ['rows-by-a-number', [['analysis.variable', 168, 140]]],
  ['rows-of-a-single-form', [['analysis.rows', 168, 108]]],
  ['search-without-pattern', [['search.noPattern', 200, 53]]],
  ['search-pattern', [['search.pattern', 200, 76]]],
  ['search-language', [['search.language', 200, 68]]],
  ['search-code', [['search.code', 204, 35]]],
  ['search-section', [['search.section', 205, 44]]],
  ['search-ages', [['search.ages', 206, 25]]],
  ['search-without-reason', [['search.noReason', 205, 3]]],
  ['search-window', [['search.window', 200, 9]]],
  [
    'pooled-series-unfit',
    [
      ['analysis.variable', 168, 162],
      ['study.unknownSeries', 168, 171],
    ],
  ],
  [
    'pooled-with-nothing',
    [
      ['analysis.variable', 168, 153],
      ['analysis.variable', 168, 173],
    ],
  ],
  ['series-beside-groups', [['analysis.variable', 168, 130]]],
  ['series-without-such-a-figure', [['study.unknownSeries', 168, 117]]],
  ['series-of-fewer', [['literature.count', 187, 103]]],
  ['series-that-overlaps-itself', [['study.unknownSeries', 187, 83]]],
  ['series-without-figure', [['literature.measure', 187, 67]]],
  ['set-from-a-later-one', [['selection.order', 96, 57]]],
  ['shadowed-id', [['study.shadowedId', 108, 11]]],
  ['risk-of-no-outcome', [['analysis.event', 168, 111]]],
  ['shape-empty', [['shape.empty', 192, 15]]],
  ['shape-format', [['shape.format', 10, 88]]],
  ['shape-kind', [['shape.value', 168, 92]]],
  ['shape-missing', [['shape.missing', 70, 9]]],
  ['shape-range', [['shape.range', 165, 108]]],
  ['shape-type', [['shape.type', 51, 45]]],
  ['shape-unknown-key', [['shape.unknownKey', 46, 5]]],
  ['shape-value', [['shape.value', 137, 99]]],
  ['status-that-is-a-number', [['analysis.variable', 168, 122]]],
  ['strata-without-a-hazard', [['analysis.variable', 168, 156]]],
  ['step-without-condition', [['selection.empty', 91, 7]]],
  ['test-of-ranks-on-codes', [['analysis.variable', 168, 111]]],
  ['trajectory-from-a-code', [['analysis.variable', 168, 150]]],
  ['two-groups-of-three', [['analysis.variable', 168, 125]]],
  ['unit-on-a-date', [['item.unit', 52, 78]]],
  ['unknown-analysis-in-claim', [['study.unknownAnalysis', 184, 70]]],
  ['unknown-analysis-in-text', [['study.unknownAnalysis', 175, 60]]],
  ['unknown-code-list', [['study.unknownCodeList', 69, 73]]],
  ['unknown-code', [['study.unknownCode', 168, 165]]],
  ['unknown-endpoint', [['study.unknownEndpoint', 168, 111]]],
  ['unknown-form', [['study.unknownForm', 79, 39]]],
  ['unknown-item', [['study.unknownItem', 77, 14]]],
  ['unknown-section', [['study.unknownSection', 50, 29]]],
  ['unknown-series', [['study.unknownSeries', 168, 139]]],
  ['unknown-set', [['study.unknownSet', 167, 106]]],
  ['unknown-variable', [['study.unknownVariable', 162, 9]]],
  ['unlisted-on-a-code', [['item.unlisted', 53, 91]]],
  ['until-a-number', [['analysis.variable', 168, 205]]],
  ['variable-that-repeats', [['analysis.repeating', 168, 110]]],
  ['variable-twice', [['analysis.twice', 168, 136]]],
  ['whole-form-as-variable', [['analysis.variable', 168, 111]]],
  ['yaml-alias', [['yaml.alias', 18, 18]]],
  ['yaml-duplicate-key', [['yaml.duplicateKey', 7, 1]]],
  ['yaml-key', [['yaml.key', 20, 3]]],
  ['yaml-tag', [['yaml.tag', 4, 19]]],
];

const fixtures = new URL('../../fixtures/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');
/** The issues of a fixture, without what the sound study says too. */
const issuesOf = (rule: string): Issue[] =>
  loadStudy(read(`broken-studies/${rule}.yaml`)).issues.filter(({ code }) => code !== 'study.notBuilt');
const loaded = new Map(EXPECTED.map(([rule]) => [rule, issuesOf(rule)]));

describe('the sound study', () => {
  it('loads, and only says which of its parts are not evaluated', () => {
    const { study, issues } = loadStudy(read('sound-study.yaml'));
    expect(issues.map(({ severity, code, path }) => [severity, code, path])).toEqual([
      ['info', 'study.notBuilt', 'surveillance'],
    ]);
    expect(study).not.toBeNull();
  });
});

describe('each broken study', () => {
  it.each(EXPECTED)('%s', (rule, issues) => {
    expect(loaded.get(rule)?.map(({ code, line, column }) => [code, line, column])).toEqual(issues);
  });

  it('has a file and an expectation, none without the other', () => {
    const files = readdirSync(new URL('broken-studies/', fixtures)).filter((name) => name !== 'all-broken.yaml');
    expect(files.sort()).toEqual(EXPECTED.map(([rule]) => `${rule}.yaml`).sort());
  });

  it.each(EXPECTED)('%s differs from the sound study in one place', (rule) => {
    const sound = read('sound-study.yaml').split('\n').slice(2);
    const broken = read(`broken-studies/${rule}.yaml`).split('\n').slice(1);
    let start = 0;
    while (start < sound.length && sound[start] === broken[start]) start += 1;
    let end = 0;
    while (end < sound.length - start && sound.at(-1 - end) === broken.at(-1 - end)) end += 1;
    expect(sound.length - start - end).toBeLessThanOrEqual(2);
    expect(broken.length - start - end).toBeLessThanOrEqual(2);
  });

  it('says rule, fact and remedy in each issue', () => {
    for (const [rule, issues] of loaded) {
      for (const issue of issues) {
        expect(issue.message.en, rule).toMatch(/^["A-Z].*[.?] .*[.?]$/s);
        expect(issue.hint?.en, rule).toMatch(/\S.*[.?]$/s);
        expect(issue.message.en + issue.hint?.en, rule).not.toMatch(/undefined|\[object|NaN|null/);
        expect(issue.file).toBe('study.yaml');
        expect(issue.path, rule).toBeTypeOf('string');
      }
    }
  });
});

describe('all rules broken at once', () => {
  const all = issuesOf('all-broken');

  it('are reported in one pass: the codes are those of the single studies', () => {
    const single = new Set(EXPECTED.flatMap(([, issues]) => issues.map(([code]) => code)));
    expect([...new Set(all.map(({ code }) => code))].sort()).toEqual([...single].sort());
    expect(loadStudy(read('broken-studies/all-broken.yaml')).study).toBeNull();
  });

  it('are reported each as often as it is broken', () => {
    const times = (codes: string[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const code of codes.sort()) counts[code] = (counts[code] ?? 0) + 1;
      return counts;
    };
    const single = times(EXPECTED.flatMap(([, issues]) => issues.map(([code]) => code)));
    expect(times(all.map(({ code }) => code))).toEqual(single);
  });

  it('come in the order of the document', () => {
    const places = all.map(({ line = 0, column = 0 }) => line * 10_000 + column);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe('the shipped studies', () => {
  const studies = new URL('../../../../studies/', import.meta.url);
  const names = existsSync(studies) ? readdirSync(studies) : [];
  it.each(names)('%s has no error', (name) => {
    const { issues } = loadStudy(readFileSync(new URL(`${name}/study.yaml`, studies), 'utf8'));
    expect(issues.filter((issue) => hasErrors([issue]))).toEqual([]);
  });
});
