/**
 * Writes packages/core/fixtures/broken-studies: one study for each rule that a study document can break, each made
 * from fixtures/sound-study.yaml by one change, and all-broken.yaml with every change at once.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

type Change = { rule: string; find: string; put: string };

const fixtures = new URL('../packages/core/fixtures/', import.meta.url);
const folder = new URL('broken-studies/', fixtures);

const LABEL = 'label: { en: Added, zh-CN: 新增 }';
const TITLE = 'title: { en: Added, zh-CN: 新增 }, role: exploratory, set: complete';

/** A line put before the line that begins with `find`. */
const before = (rule: string, find: string, line: string): Change => ({ rule, find, put: `${line}\n${find}` });
const item = (rule: string, find: string, keys: string): Change => before(rule, find, `      - { ${keys} }`);
const analysis = (rule: string, keys: string): Change => before(rule, '\nreport:\n', `  - { ${TITLE}, ${keys} }`);

const claim = (rule: string, keys: string): Change =>
  before(rule, 'literature:\n', `  - { id: ${rule}, text: { en: Added, zh-CN: 新增 }, ${keys} }`);
const series = (rule: string, keys: string): Change =>
  before(
    rule,
    'referenceRanges:\n',
    `  - { id: ${rule.replaceAll('-', '')}, citation: Another invented series, ${keys} }`,
  );

const ENDPOINT_TIME_ZERO = `timeZero: { ${LABEL}, form: entry, date: found }`;
const DEATH = `{ id: death, ${LABEL}, form: visits, date: on, where: row.kind == 'died' }`;

const CHANGES: Change[] = [
  // YAML
  before('yaml-duplicate-key', 'notice:', 'id: again'),
  { rule: 'yaml-alias', find: 'funding: { en', put: 'funding: &none { en' },
  { rule: 'yaml-tag', find: 'version: 0.1.0', put: 'version: !release 0.1.0' },
  before('yaml-key', '  aiUse:', '  __proto__: { polluted: true }'),

  // shape
  { rule: 'shape-unknown-key', find: 'datedBy: found', put: 'dateBy: found' },
  { rule: 'shape-missing', find: 'id: dose, label: { en: Dose, zh-CN: 剂量 },', put: 'id: dose,' },
  { rule: 'shape-type', find: 'label: { en: Born on, zh-CN: 出生日期 }', put: 'label: Born on' },
  { rule: 'shape-value', find: 'pick: earliest', put: 'pick: earlyest' },
  { rule: 'shape-format', find: 'date: 2024-01-15', put: 'date: 15.1.2024' },
  { rule: 'shape-empty', find: 'citation: An invented guideline', put: 'citation: ""' },
  { rule: 'shape-range', find: 'set: complete, when: relapsed', put: 'set: complete, level: 95, when: relapsed' },
  analysis('shape-kind', 'id: curves, kind: kaplanMeyer'),

  // ids, names and labels
  {
    rule: 'unknown-form',
    find: 'item: afterTreatment, form: treatments',
    put: 'item: afterTreatment, form: treatment',
  },
  { rule: 'unknown-item', find: 'datedBy: on\n', put: 'datedBy: day\n' },
  item('unknown-code-list', '      - { id: given,', `id: side, ${LABEL}, type: code, codes: sides`),
  before('unknown-variable', '      - entry.grade\n', '      - ages'),
  { rule: 'unknown-set', find: 'set: complete, endpoint: alive', put: 'set: completed, endpoint: alive' },
  analysis('unknown-endpoint', 'id: a0, kind: kaplanMeier, endpoint: relapseFree, times: [1]'),
  {
    rule: 'unknown-analysis-in-text',
    find: '{{estimate: share.proportion}} relapsed',
    put: '{{estimate: portion.proportion}} relapsed',
  },
  { rule: 'unknown-analysis-in-claim', find: 'statistic: share.proportion', put: 'statistic: shares.proportion' },
  { rule: 'unknown-section', find: 'id: sex, section: person', put: 'id: sex, section: people' },
  analysis(
    'unknown-code',
    'id: markers, kind: markerTable, form: treatments, marker: grade, result: grade, positive: [top]',
  ),
  analysis('unknown-series', 'id: pooled, kind: metaAnalysis, measure: proportion, literature: relapses'),
  before(
    'duplicate-form',
    '\neligibility:\n',
    `  - { id: viSits, ${LABEL}, known: followUp, items: [{ id: note, ${LABEL}, type: text }] }`,
  ),
  item('duplicate-code', '      - { code: lump,', `code: ache, ${LABEL}`),
  item('duplicate-item', '      - { id: dose,', `id: given, ${LABEL}, type: date`),
  { rule: 'duplicate-step', find: '- id: neverSeen', put: '- id: window' },
  item('reserved-id', '      - { id: on,', `id: patient, ${LABEL}, type: text`),
  before('shadowed-id', '  - id: age\n', `  - { id: visits, ${LABEL}, type: boolean, value: "true" }`),
  before('language-word', '  - id: ageBand\n', `  - { id: for, ${LABEL}, type: boolean, value: "true" }`),
  { rule: 'date-that-is-none', find: 'dataLock: 2024-06-30', put: 'dataLock: 2024-06-31' },
  { rule: 'code-without-label', find: '{ code: died, label: { en: Died, zh-CN: 去世 } }', put: '{ code: died }' },
  {
    rule: 'label-without-translation',
    find: '{ code: relapse, label: { en: Relapse, zh-CN: 再发 } }',
    put: '{ code: relapse, label: { en: Relapse } }',
  },
  { rule: 'empty-statement', find: 'conflicts: { en: None., zh-CN: 无。 }', put: 'conflicts: { en: "", zh-CN: "" }' },

  // items and forms
  item('code-without-list', '      - { id: afterTreatment,', `id: mood, ${LABEL}, type: code`),
  { rule: 'list-on-a-text', find: 'type: text, shownWhen', put: 'type: text, codes: grade, shownWhen' },
  { rule: 'unit-on-a-date', find: 'type: date, core: true }', put: 'type: date, unit: d, core: true }' },
  { rule: 'decimals-on-an-integer', find: 'unit: mg, minimum: 1 }', put: 'unit: mg, decimals: 1, minimum: 1 }' },
  { rule: 'precision-on-a-code', find: 'codes: sex, required', put: 'codes: sex, precision: day, required' },
  {
    rule: 'unlisted-on-a-code',
    find: 'codes: grade }\n      - { id: complaints',
    put: 'codes: grade, unlisted: absent }\n      - { id: complaints',
  },
  { rule: 'minimum-above-maximum', find: 'minimum: 0.5, maximum: 150', put: 'minimum: 150, maximum: 0.5' },
  item('range-on-a-text', '      - { id: remark,', `id: extra, ${LABEL}, type: text, maximum: 3`),
  { rule: 'none-without-repeats', find: '    known: diagnosis\n', put: '    known: diagnosis\n    mayBeNone: true\n' },
  { rule: 'dated-by-a-number', find: '    known: treatment\n', put: '    known: treatment\n    datedBy: dose\n' },
  before('link-by-a-code', '      - { item: afterTreatment,', '      - { item: kind, form: treatments }'),

  // expressions, in a plain scalar, in quotes and in a block
  { rule: 'expression-syntax', find: 'row.born <= row.found', put: 'row.born <= (row.found' },
  { rule: 'expression-unknown-item', find: 'require: entry.found >= ', put: 'require: entry.finding >= ' },
  {
    rule: 'expression-type',
    find: "where: row.kind == 'died' }\n    censoring",
    put: 'where: row.on }\n    censoring',
  },
  { rule: 'expression-unknown-code', find: "v.kind == 'relapse')", put: "v.kind == 'relapsed')" },
  { rule: 'expression-unknown-code-of-derived', find: "? 'middle' :", put: "? 'midle' :" },
  { rule: 'expression-unknown-function', find: 'earliest(treatments', put: 'first(treatments' },
  {
    rule: 'expression-not-offered',
    find: "require: visits.exists(v, v.kind == 'seen')",
    put: 'require: entry.remark.matches("a+")',
  },
  before(
    'expression-too-large',
    '      - id: bornBeforeFound\n',
    `      - { id: heavy, require: row.weight < 9007199254740993, severity: warning, message: { en: Added, zh-CN: 新增 } }`,
  ),
  { rule: 'expression-not-a-condition', find: "shownWhen: row.grade == 'high'", put: 'shownWhen: row.grade' },

  // derived variables
  before('derived-type', '  - id: firstTreatment\n', `  - { id: heavy, ${LABEL}, type: boolean, value: entry.weight }`),
  before(
    'derived-cycle',
    '  - id: relapsed\n',
    `  - { id: hen, ${LABEL}, type: integer, value: egg + 1 }\n  - { id: egg, ${LABEL}, type: integer, value: hen + 1 }`,
  ),

  // who is in
  { rule: 'step-without-condition', find: '\n      reasons: [not_on_review]', put: '' },
  before('reasons-in-no-list', '  steps:\n    - id: window', '  reasons: nowhere'),
  { rule: 'reason-in-two-steps', find: 'reasons: [never_seen]', put: 'reasons: [outside]' },
  before('set-from-a-later-one', '  - id: complete\n', `  - { id: early, ${LABEL}, from: complete, steps: [] }`),
  before(
    'eligibility-by-the-future',
    '    - id: review\n',
    `    - { id: treated, ${LABEL}, require: "entry.found < firstTreatment && size(treatments) > 0" }`,
  ),

  // endpoints
  before(
    'endpoint-without-censoring',
    '  - id: alive\n',
    `  - { id: open, ${LABEL}, ${ENDPOINT_TIME_ZERO}, events: [${DEATH}] }`,
  ),
  {
    rule: 'event-date-not-a-date',
    find: 'form: entry, date: found }\n    events',
    put: 'form: entry, date: grade }\n    events',
  },
  before(
    'competing-is-the-event',
    '    partialDates: midpoint\n',
    `    competing:\n      - { id: again, ${LABEL}, form: visits, date: on, where: row.kind == 'relapse' }`,
  ),
  before(
    'deaths-hidden',
    '\nanalyses:\n',
    `  - { id: hiding, ${LABEL}, ${ENDPOINT_TIME_ZERO}, events: [{ id: treated, ${LABEL}, form: treatments, date: given }], censoring: [{ id: seen, ${LABEL}, form: visits, date: on, where: row.kind == 'seen' }] }`,
  ),
  before(
    'censoring-is-an-event',
    '\nanalyses:\n',
    `  - { id: blind, ${LABEL}, ${ENDPOINT_TIME_ZERO}, events: [{ id: treated, ${LABEL}, form: treatments, date: given }, ${DEATH}], censoring: [{ id: gone, ${LABEL}, form: visits, date: on, where: row.kind == 'relapse' }] }`,
  ),

  // what a variable can bear
  analysis('describe-a-date', 'id: a1, kind: describe, variables: [entry.born]'),
  analysis('describe-a-text', 'id: a2, kind: describe, variables: [entry.remark]'),
  analysis('median-of-a-code', 'id: a3, kind: describe, variables: [{ variable: entry.sex, medianInterval: true }]'),
  analysis('mean-of-a-code', 'id: a4, kind: describe, variables: [{ variable: entry.sex, statistics: [mean] }]'),
  analysis('cross-table-of-a-number', 'id: a5, kind: crossTable, rows: age, columns: entry.sex'),
  analysis('proportion-of-a-code', 'id: a6, kind: proportion, when: entry.sex'),
  analysis('curve-by-a-number', 'id: a7, kind: kaplanMeier, endpoint: alive, times: [1], by: age'),
  analysis('curve-by-several-codes', 'id: a8, kind: kaplanMeier, endpoint: alive, times: [1], by: entry.complaints'),
  analysis('variable-that-repeats', 'id: a9, kind: describe, variables: [visits.kind]'),
  analysis('variable-twice', 'id: a10, kind: describe, variables: [entry.grade, { variable: entry.grade }]'),
  analysis('whole-form-as-variable', 'id: a11, kind: describe, variables: [entry]'),
  analysis('test-of-ranks-on-codes', 'id: a12, kind: association, outcome: entry.grade, by: entry.sex, test: wilcoxon'),
  analysis(
    'two-groups-of-three',
    'id: a13, kind: association, outcome: relapsed, by: entry.grade, test: riskDifference',
  ),
  analysis(
    'predictor-that-is-a-text',
    'id: a14, kind: regression, model: cox, endpoint: alive, covariates: [entry.remark]',
  ),
  analysis('regression-of-nothing', 'id: a15, kind: regression, model: cox, covariates: [age]'),
  analysis(
    'regression-of-two-things',
    'id: mo1, kind: regression, model: cox, endpoint: alive, outcome: relapsed, covariates: [age]',
  ),
  analysis(
    'regression-of-a-code',
    'id: mo2, kind: regression, model: logistic, outcome: entry.grade, covariates: [age]',
  ),
  analysis(
    'regression-of-itself',
    'id: mo3, kind: regression, model: firthLogistic, outcome: relapsed, covariates: [age, relapsed]',
  ),
  analysis('predictor-twice', 'id: mo4, kind: regression, model: cox, endpoint: alive, covariates: [age, age]'),
  analysis(
    'reference-that-is-no-predictor',
    'id: mo5, kind: regression, model: cox, endpoint: alive, covariates: [entry.grade], references: { entry.sex: F }',
  ),
  analysis(
    'reference-that-is-no-code',
    'id: mo6, kind: regression, model: cox, endpoint: alive, covariates: [entry.grade], references: { entry.grade: top }',
  ),
  analysis(
    'reference-of-a-number',
    "id: mo7, kind: regression, model: cox, endpoint: alive, covariates: [age], references: { age: '1' }",
  ),
  analysis(
    'strata-without-a-hazard',
    'id: mo8, kind: regression, model: logistic, outcome: relapsed, covariates: [age], strata: [entry.sex]',
  ),
  analysis(
    'model-of-nothing-that-competes',
    'id: mo9, kind: regression, model: fineGray, endpoint: alive, covariates: [age]',
  ),
  analysis('markers-that-are-numbers', 'id: a16, kind: heatMap, form: treatments, marker: grade, result: dose'),
  analysis('rows-of-a-single-form', 'id: r1, kind: describeRows, form: entry, items: [grade]'),
  analysis('rows-by-a-number', 'id: r2, kind: describeRows, form: treatments, items: [grade], by: dose'),
  analysis(
    'decimals-of-a-code-in-rows',
    'id: r3, kind: describeRows, form: treatments, items: [{ item: grade, decimals: 1 }]',
  ),
  analysis(
    'marker-code-twice',
    'id: m1, kind: markerTable, form: treatments, marker: grade, result: grade, positive: [high, low], negative: [low]',
  ),
  analysis(
    'marker-code-left',
    'id: m2, kind: markerTable, form: treatments, marker: grade, result: grade, positive: [high]',
  ),
  analysis('heat-map-without-positive', 'id: m3, kind: heatMap, form: visits, marker: kind, result: kind'),
  analysis(
    'trajectory-from-a-code',
    'id: t1, kind: trajectory, form: treatments, date: given, value: dose, from: entry.sex',
  ),
  analysis('bounds-of-a-curve', 'id: a17, kind: bounds, of: curve, against: eligible'),
  before(
    'headline-of-a-cross-table',
    '\nreport:\n',
    '  - { title: { en: Added, zh-CN: 新增 }, role: exploratory, set: eligible, id: a20, kind: leaveOneOut, of: cross }',
  ),
  analysis(
    'risk-of-no-outcome',
    'id: a24, kind: association, outcome: entry.grade, by: entry.sex, test: riskDifference',
  ),
  analysis(
    'levels-that-are-none',
    'id: a25, kind: association, outcome: relapsed, by: entry.grade, levels: [low, top], test: fisher',
  ),
  analysis(
    'event-of-yes-or-no',
    'id: a26, kind: association, outcome: relapsed, event: no, by: entry.sex, test: fisher',
  ),
  analysis('compared-with-itself', 'id: a27, kind: association, outcome: relapsed, by: relapsed, test: fisher'),
  analysis(
    'means-without-a-horizon',
    'id: a28, kind: survivalTest, endpoint: alive, by: entry.sex, test: rmstDifference',
  ),
  analysis('kappa-alone', 'id: a22, kind: agreement, raters: [one, two], measures: [percent, kappa]'),
  analysis('agreement-with-oneself', 'id: a23, kind: agreement, raters: [one, two, one]'),
  analysis('flow-without-one', 'id: a21, kind: leaveOneOut, of: flow'),
  analysis('bounds-against-itself', 'id: a18, kind: bounds, of: share, against: complete'),
  before(
    'bounds-of-other-patients',
    '\nreport:\n',
    '  - { title: { en: Added, zh-CN: 新增 }, role: exploratory, set: eligible, id: a19, kind: bounds, of: share, against: eligible }',
  ),

  analysis('status-that-is-a-number', 'id: c1, kind: swimmer, endpoint: alive, status: age'),
  analysis(
    'until-a-number',
    `id: c2, kind: swimmer, endpoint: alive, lanes: [{ id: drug, ${LABEL}, form: treatments, date: given, until: dose }]`,
  ),
  analysis(
    'lane-twice',
    `id: c3, kind: timeline, sources: [{ id: drug, ${LABEL}, form: treatments, date: given }, { id: drug, ${LABEL}, form: visits, date: on }]`,
  ),
  analysis('bands-of-a-code', 'id: c4, kind: patientTable, variables: [{ variable: entry.sex, bands: [1] }]'),
  analysis('bands-that-descend', 'id: c5, kind: patientTable, variables: [{ variable: age, bands: [5, 2] }]'),
  analysis('series-beside-groups', 'id: p1, kind: publishedSeries, literature: relapse, of: share'),
  analysis(
    'pooled-with-nothing',
    'id: p3, kind: metaAnalysis, measure: proportion, literature: relapse, withOwn: true, hartungKnapp: true',
  ),
  analysis(
    'pooled-series-unfit',
    'id: p4, kind: metaAnalysis, measure: proportion, literature: relapse, series: [earlier, earlier, nobody]',
  ),
  analysis('series-without-such-a-figure', 'id: p2, kind: publishedSeries, literature: relapses'),

  // what an honest plan does not do
  analysis('group-from-the-future', 'id: b1, kind: kaplanMeier, endpoint: alive, times: [1], by: deceased'),
  analysis(
    'predictor-from-the-future',
    'id: b2, kind: regression, model: firthCox, endpoint: alive, covariates: [deceased]',
  ),
  analysis('nothing-competes', 'id: b3, kind: cumulativeIncidence, endpoint: alive'),
  before('plan-changed', '\nreport:\n', `planLock: { at: 2024-01-31, planHash: ${'0a'.repeat(32)} }`),

  // claims
  claim('claim-of-nothing', 'stated: true'),
  claim('claim-without-value', 'statistic: share.proportion'),
  claim('claim-of-two-things', 'values: [{ statistic: share.count, expression: "{{share.n}}", value: 1 }]'),
  claim('claim-judged-without-reason', 'judgement: notSupported'),
  claim('claim-expression', 'values: [{ expression: "{{share.count}} + relapsed", value: 1 }]'),
  claim('claim-expression-of-nothing', 'values: [{ expression: "{{share.n}} - {{shares.count}}", value: 1 }]'),
  claim('claim-of-a-table-that-is-none', 'values: [{ present: { table: share, row: low, codes: [lump] } }]'),
  claim('claim-of-an-unknown-code', 'values: [{ present: { table: cross, row: low, codes: [lumps] } }]'),
  claim('claim-of-another-window', 'values: [{ every: { proportion: share, from: 2015-01-01 } }]'),
  claim('claim-of-no-day', 'values: [{ every: { proportion: share, to: 2015-02-29 } }]'),
  claim('claim-pattern', 'statistic: share.count, value: 1, patterns: { en: ["# of # relapsed"] }'),

  // published series
  { rule: 'more-events-than-patients', find: 'events: 3, of: 10', put: 'events: 30, of: 10' },
  series('series-of-fewer', 'n: 9, values: { relapse: { events: 1, of: 10 } }'),
  series('series-without-figure', 'age: { unit: a }'),
  series('series-that-overlaps-itself', 'overlaps: [seriesthatoverlapsitself]'),

  // the search
  before(
    'search-without-pattern',
    '  from: 2015-01-01\n',
    `    - { id: bare, reason: { en: Added, zh-CN: 新增 }, patterns: {} }`,
  ),
  before(
    'search-pattern',
    '  from: 2015-01-01\n',
    `    - { id: hostile, reason: { en: Added, zh-CN: 新增 }, patterns: { en: ["(a+)+$"] } }`,
  ),
  before(
    'search-language',
    '  from: 2015-01-01\n',
    `    - { id: foreign, reason: { en: Added, zh-CN: 新增 }, patterns: { zh: [虚构] } }`,
  ),
  { rule: 'search-code', find: 'codes: [A10-A19]', put: 'codes: [A19-A10]' },
  { rule: 'search-section', find: 'ignore: [family history]', put: 'ignore: [Diagnosis]' },
  { rule: 'search-ages', find: 'minimumYears: 0, maximumYears: 18', put: 'minimumYears: 19, maximumYears: 18' },
  { rule: 'search-without-reason', find: ', reason: { en: Of others, zh-CN: 他人情况 }', put: '' },

  // what is read and checked only
  { rule: 'search-window', find: '  from: 2015-01-01\n', put: '  from: 2025-01-01\n' },
  before(
    'range-overlap',
    'surveillance:\n',
    '  - { form: treatments, test: dose, unit: mg, fromDays: 700, lower: 2, upper: 6, citation: Another handbook }',
  ),
  { rule: 'reference-range', find: 'lower: 1, upper: 5', put: 'lower: 5, upper: 1' },
];

/** The change must fit exactly one place, or the fixture would not say what it breaks. */
function changed(text: string, { rule, find, put }: Change): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${rule}: "${find}" stands ${parts.length - 1} times`);
  return parts.join(put);
}

const sound = readFileSync(new URL('sound-study.yaml', fixtures), 'utf8');
const body = sound.slice(sound.indexOf('casewright:'));
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(new URL(name, folder));
for (const change of CHANGES) {
  const head = `# Broken on purpose: ${change.rule}. Made from sound-study.yaml by scripts/broken-studies.mts.\n`;
  writeFileSync(new URL(`${change.rule}.yaml`, folder), head + changed(body, change));
}
const head = '# Every rule broken at once. Made from sound-study.yaml by scripts/broken-studies.mts.\n';
writeFileSync(new URL('all-broken.yaml', folder), head + CHANGES.reduce(changed, body));
process.stdout.write(`${CHANGES.length} broken studies, and one with all of it\n`);
