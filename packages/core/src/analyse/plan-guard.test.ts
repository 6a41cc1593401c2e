import { describe, expect, it } from 'vitest';
import { smallStudy, table } from '../derive/testing/small-study.ts';
import { guardPlan } from './index.ts';
import { FORMS_STUDY, FORMS_TABLES } from './testing/forms-study.ts';

/** Ten invented patients: four events on days 40 to 70, sites a to c, and three with a good response. */
const study = (analyses: string) => `
casewright: study/1
id: invented
version: 1.0.0
title: { en: An invented study }
languages: [en]
dataLock: 2020-12-31
codeLists:
  site: { codes: [{ code: a, label: { en: A } }, { code: b, label: { en: B } }, { code: c, label: { en: C } }, { code: d, label: { en: D } }] }
  kind: { codes: [{ code: death, label: { en: Death } }, { code: seen, label: { en: Seen } }] }
forms:
  - id: base
    label: { en: Baseline }
    known: diagnosis
    items:
      - { id: start, label: { en: Start }, type: date }
      - { id: size, label: { en: Size }, type: decimal }
      - { id: site, label: { en: Site }, type: code, codes: site }
      - { id: response, label: { en: Response }, type: boolean }
  - id: visit
    label: { en: Visits }
    repeats: true
    known: followUp
    items:
      - { id: kind, label: { en: Kind }, type: code, codes: kind }
      - { id: date, label: { en: Date }, type: date }
eligibility: { steps: [{ id: double, label: { en: Double }, reasons: [double] }] }
analysisSets: [{ id: all, label: { en: All }, steps: [{ id: lost, label: { en: Lost }, reasons: [lost] }] }]
endpoints:
  - id: alive
    label: { en: Alive }
    timeZero: { label: { en: start }, form: base, date: start }
    events: [{ id: death, label: { en: death }, form: visit, date: date, where: row.kind == 'death' }]
    censoring: [{ id: seen, label: { en: seen }, form: visit, date: date, where: row.kind == 'seen' }]
analyses:
  - { id: model, kind: regression, title: { en: Model }, role: exploratory, set: all, ${analyses} }
`;
const BASE = table('base', [
  'patient,start,size,site,response',
  ...Array.from({ length: 10 }, (_, at) => `P${at},2020-01-01,${at + 1},${'abc'[at % 3]},${at < 3 ? 'yes' : 'no'}`),
]);
const VISITS = table('visit', [
  'patient,repeat,kind,date',
  ...Array.from({ length: 10 }, (_, at) => `P${at},1,${at < 4 ? 'death' : 'seen'},2020-0${(at % 4) + 2}-10`),
]);
const guarded = (analyses: string) => guardPlan(smallStudy(study(analyses), [BASE, VISITS]));

describe('guardPlan', () => {
  it('refuses a regression with fewer than five events a predictor, and says how many there are', () => {
    const [issue, ...more] = guarded('model: firthCox, endpoint: alive, covariates: [base.size]');
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      severity: 'error',
      code: 'analysis.tooFewEvents',
      file: 'study.yaml',
      line: 36,
      path: 'analyses/0',
    });
    expect(issue?.message.en).toContain('"model" has 4 events for 1 predictor, and would need 5.');
    expect(issue?.message['zh-CN']).toContain('有 4 例事件、1 个预测变量，至少需要 5 例');
  });

  it('counts a predictor of codes by the codes that occur, less one', () => {
    const [issue] = guarded('model: cox, endpoint: alive, covariates: [base.site, base.size]');
    expect(issue?.message.en).toContain('4 events for 3 predictors, and would need 15.');
  });

  it('counts each predictor by itself where the plan wants no model of all', () => {
    const [together] = guarded('model: cox, endpoint: alive, covariates: [base.response, base.size]');
    expect(together?.message.en).toContain('4 events for 2 predictors, and would need 10.');
    expect(together?.hint?.en).toContain('adjusted: false');
    const [apart] = guarded('model: cox, endpoint: alive, covariates: [base.response, base.size], adjusted: false');
    expect(apart?.message.en).toContain('4 events for 1 predictor, and would need 5.');
    expect(apart?.hint?.en).not.toContain('adjusted');
  });

  it('counts the rarer state of an outcome that is not over time', () => {
    const [issue] = guarded('model: firthLogistic, outcome: base.response, covariates: [base.size]');
    expect(issue?.message.en).toContain('3 events for 1 predictor');
  });

  it('lets it pass where the plan says why', () => {
    const reason = 'overrideGuard: { en: Asked for by the reviewers }';
    expect(guarded(`model: cox, endpoint: alive, covariates: [base.size], ${reason}`)).toEqual([]);
  });

  it('lets it pass where there are events enough', () => {
    const deaths = table('visit', [
      'patient,repeat,kind,date',
      ...VISITS.rows.map((row) => row.join(',').replace('seen', 'death')),
    ]);
    const small = smallStudy(study('model: cox, endpoint: alive, covariates: [base.size]'), [BASE, deaths]);
    expect(guardPlan(small)).toEqual([]);
  });

  it('refuses strata with too few events to show a hazard of their own', () => {
    const model = 'model: firthCox, endpoint: alive, covariates: [base.size], strata: [base.site]';
    const [issue, ...more] = guarded(model);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ severity: 'error', code: 'analysis.thinStratum', path: 'analyses/0/strata' });
    // of the four events, sites a to c have two, one and one
    expect(issue?.message.en).toContain('In "model" the stratum b has 1 event.');
    expect(guarded(`${model}, overrideGuard: { en: A pilot }`)).toEqual([]);
  });

  it('warns where candidates left and no flow says so', () => {
    const analyses = 'model: firthCox, endpoint: alive, covariates: [base.size], overrideGuard: { en: A pilot }';
    const log = table('_screening', [
      'candidate,patient,decision,reason',
      ...Array.from({ length: 9 }, (_, at) => `P${at},P${at},include,`),
      'P9,,double,',
    ]);
    const tables = [BASE, VISITS].map(({ file, columns, rows }) => ({
      file,
      columns,
      rows: rows.filter(([patient]) => patient !== 'P9'),
    }));
    const issues = guardPlan(smallStudy(study(analyses), [...tables, log]));
    expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning plan.noFlow']);
    expect(issues[0]?.message.en).toContain('1 candidate left');
    const flow = '  - { id: flow, kind: flow, title: { en: Flow }, role: primary, set: all }\n';
    expect(guardPlan(smallStudy(study(analyses) + flow, [...tables, log]))).toEqual([]);
  });

  it('refuses to judge infants by a range without ages', () => {
    const issues = guardPlan(smallStudy(FORMS_STUDY, FORMS_TABLES)).filter(({ code }) => code === 'range.noAge');
    // of the platelets only WREN-2, five months old, is an infant of known age, and is judged by the second laboratory's
    expect(issues.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      'error referenceRanges/5',
      'error referenceRanges/5',
    ]);
    expect(issues[0]?.message.en).toContain('This range of "plt" names no age, and "blood" would judge 1 value');
    const older = FORMS_STUDY.replaceAll('laboratory: L2, lower', 'laboratory: L2, fromDays: 0, lower');
    expect(guardPlan(smallStudy(older, FORMS_TABLES)).filter(({ code }) => code === 'range.noAge')).toEqual([]);
    const unnamed = FORMS_STUDY.replaceAll('    age: { birthDate: entry.born }\n', '');
    expect(guardPlan(smallStudy(unnamed, FORMS_TABLES)).filter(({ code }) => code === 'range.noAge')).toHaveLength(2);
  });
});
