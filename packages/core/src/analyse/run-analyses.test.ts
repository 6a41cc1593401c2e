import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type SmallStudy, smallStudy, table } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { snapshotId } from '../records/index.ts';
import { runAnalyses } from './index.ts';
import { INVENTED_STUDY, INVENTED_TABLES } from './testing/invented-study.ts';
import { readCsv } from './testing/raw-tables.ts';

function run({ study, records, contexts, cohort }: SmallStudy): AnalysisResult[] {
  return runAnalyses({
    study,
    records,
    contexts,
    cohort,
    studyHash: study.hash,
    snapshot: snapshotId(records),
    engine: 'test 1',
  });
}

function numberIn(results: readonly AnalysisResult[], id: string): Statistic {
  const found = results.flatMap(({ statistics }) => statistics).find((statistic) => statistic.id === id);
  if (!found) throw new Error(`no statistic ${id}`);
  return found;
}

const codesOf = (results: readonly AnalysisResult[], id: string): string[] =>
  results.find((result) => result.id === id)?.notes.map(({ code }) => code) ?? [];

describe('the shipped study', () => {
  const folder = new URL('../../../../studies/imt/', import.meta.url);
  const file = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
  const tables = readdirSync(new URL('records', folder)).map((name) =>
    readCsv(`records/${name}`, file(`records/${name}`)),
  );
  const results = run(smallStudy(file('study.yaml'), tables));

  /** R 4.2.2 with survival 3.5-3 on the same sixteen invented children */
  it.each([
    ['rfs.survival@12mo', '87.1%'],
    ['rfs.survival@12mo.lower', '57.3%'],
    ['rfs.survival@12mo.upper', '96.6%'],
    ['rfs.survival@24mo', '79.8%'],
    ['rfs.survival@24mo.lower', '49.4%'],
    ['rfs.survival@24mo.upper', '93.0%'],
    ['rfs.survival@60mo', '79.8%'],
    ['rfs.atRisk@12mo', '13'],
    ['rfs.atRisk@24mo', '11'],
    ['rfs.atRisk@60mo', '6'],
    ['followUp.median', '53.4'],
    ['followUp.minimum', '10.1'],
    ['followUp.maximum', '107.0'],
    ['os.proportion.upper', '20.6%'],
    ['os.proportion.upperOneSided', '17.1%'],
    ['os.personYears', '76.1'],
    ['age.atDiagnosis.median.coverage', '97.9%'],
    ['flow.complete.ofEligible.proportion.lower', '56.3%'],
    ['flow.complete.ofEligible.proportion.upper', '94.3%'],
    ['recurrenceByMargin.primaryMargin.R0.count', '1'],
    ['recurrenceByMargin.primaryMargin.R1.count', '2'],
    ['recurrenceByMargin.primaryMargin.RX.count', '0'],
  ])('prints %s as %s', (id, printed) => {
    expect(numberIn(results, id).printed.en).toBe(printed);
  });

  it('draws no flat line without an event: limits are null with a reason, and a note says why', () => {
    expect(numberIn(results, 'os.survival@60mo')).toMatchObject({ value: 1 });
    expect(numberIn(results, 'os.survival@60mo.lower')).toMatchObject({ value: null, whyNull: 'notEstimable' });
    expect(numberIn(results, 'os.greyFrom')).toMatchObject({ value: null, whyNull: 'tooFewEvents' });
    expect(codesOf(results, 'os')).toEqual(['survival.noEvents']);
    expect(codesOf(results, 'rfs')).toEqual(['survival.greyTail']);
  });

  it('names the records of the events', () => {
    expect(numberIn(results, 'rfs.events').deciding).toEqual([
      { form: 'event', patient: 'INV-05', repeat: '1', item: 'date' },
      { form: 'event', patient: 'INV-07', repeat: '1', item: 'date' },
      { form: 'event', patient: 'INV-10', repeat: '1', item: 'date' },
    ]);
  });

  it('gives the same results twice, and for rows in any order', { timeout: 60_000 }, () => {
    const shuffled = tables.map((one) => ({ ...one, rows: [...one.rows].reverse() }));
    expect(run(smallStudy(file('study.yaml'), shuffled))).toEqual(results);
  });
});

describe('the invented study', () => {
  const small = smallStudy(INVENTED_STUDY, INVENTED_TABLES);
  const results = run(small);

  it('has one result for each analysis, in the order of the plan', () => {
    expect(results.map(({ id }) => id)).toEqual(small.study.document.analyses?.map(({ id }) => id));
  });

  it('records every option, defaults too, and who computed it', () => {
    expect(results.find(({ id }) => id === 'death')).toMatchObject({
      method: { name: 'Kaplan-Meier', engine: 'test 1' },
      inputs: {
        study: small.study.hash,
        analysisSet: 'known',
        options: {
          confidence: 'log-log',
          level: 0.95,
          timeUnit: 'month',
          greyBeyond: 0.15,
          partialDates: 'midpoint',
          axis: { step: 3, maximum: 21 },
        },
      },
    });
    expect(results.find(({ id }) => id === 'table1')?.inputs.options).toMatchObject({
      quantileType: 7,
      by: 'base.sex',
    });
  });

  it('shows a code that nobody has, and a group without anybody, with a zero', () => {
    expect(numberIn(results, 'table1.sex.X.count')).toMatchObject({ value: 0, printed: { en: '0' } });
    expect(numberIn(results, 'table1.sex.X.n').value).toBe(0);
    expect(numberIn(results, 'table1.sex.X.years.median')).toMatchObject({ value: null, whyNull: 'notEstimable' });
  });

  it('keeps whoever is missing a group among everybody and counts them apart', () => {
    const groups = ['F', 'M', 'X'].map((code) => numberIn(results, `relapse.sex.${code}.n`).value as number);
    const missing = numberIn(results, 'relapse.sex.missing').value as number;
    expect(missing).toBe(1);
    expect(groups.reduce((sum, n) => sum + n, missing)).toBe(numberIn(results, 'relapse.n').value);
  });

  it('keeps present, absent and not recorded apart, and adds up to everybody', () => {
    const n = numberIn(results, 'table1.n').value;
    for (const code of ['pain', 'fever', 'cough']) {
      const [present = 0, absent = 0, open = 0] = ['count', 'absent', 'notRecorded'].map(
        (name) => numberIn(results, `table1.symptoms.${code}.${name}`).value as number,
      );
      expect(present + absent + open).toBe(n);
      expect(numberIn(results, `table1.symptoms.${code}.proportion`).value).toBeCloseTo(
        present / (present + absent),
        10,
      );
    }
  });

  it('leaves a missing condition out of the denominator and says so', () => {
    const [n, missing] = [numberIn(results, 'marker.n').value, numberIn(results, 'marker.missing').value];
    expect((n as number) + (missing as number)).toBe(numberIn(results, 'table1.n').value);
    expect(codesOf(results, 'marker')).toEqual(['proportion.missing']);
  });

  it('gives a one-sided limit beside 0 and beside all, and nowhere else', () => {
    const oneSided = results
      .flatMap(({ statistics }) => statistics.map(({ id }) => id))
      .filter((id) => id.endsWith('OneSided'));
    expect(oneSided).toContain('none.proportion.upperOneSided');
    expect(oneSided).toContain('sized.proportion.lowerOneSided');
    expect(oneSided).not.toContain('marker.proportion.upperOneSided');
  });

  it('runs the other rules for partial dates only where a partial date decided', () => {
    const rules = (id: string) =>
      new Set(
        results
          .find((result) => result.id === id)
          ?.statistics.flatMap((statistic) => /\.partialDates\.(\w+)\./.exec(statistic.id)?.[1] ?? []),
      );
    expect([...rules('relapse')]).toEqual(['earliest', 'latest', 'refuse']);
    expect([...rules('late')]).toEqual(['midpoint', 'latest', 'refuse']);
    expect(codesOf(results, 'relapse')).toContain('endpoint.partialDates');
  });

  it('estimates nothing beyond the last day of follow-up and says so', () => {
    expect(numberIn(results, 'relapse.sex.F.survival@60mo')).toMatchObject({ value: null, whyNull: 'notEstimable' });
    expect(codesOf(results, 'relapse')).toContain('survival.beyondFollowUp');
  });

  it('gives rows for drawing: a curve of each group, in days, from 0, at risk never rising', () => {
    const rows = results.find(({ id }) => id === 'relapse')?.rows?.map(({ cells }) => cells) ?? [];
    expect(new Set(rows.map(({ group }) => group))).toEqual(new Set(['F', 'M']));
    for (const group of ['F', 'M']) {
      const own = rows.filter((row) => row.group === group);
      expect(own[0]).toMatchObject({ time: 0 });
      for (const [index, row] of own.entries()) {
        const next = own[index + 1];
        if (next) expect(next.atRisk).toBe((row.atRisk as number) - (row.events as number) - (row.censored as number));
      }
    }
  });

  it('writes nothing of a patient into a note', () => {
    for (const { notes } of results) for (const { text } of notes) expect(JSON.stringify(text)).not.toMatch(/P\d\d/);
  });
});

describe('one curve for two endpoints', () => {
  const text = (second: string) => `
casewright: study/1
id: twins
version: 1.0.0
title: { en: Twins }
languages: [en]
codeLists: { kind: { codes: [{ code: relapse, label: { en: Relapse } }, { code: progression, label: { en: Progression } }] } }
forms:
  - { id: base, label: { en: Base }, known: diagnosis, items: [{ id: start, label: { en: Start }, type: date }] }
  - id: event
    label: { en: Event }
    repeats: true
    mayBeNone: true
    known: followUp
    items: [{ id: date, label: { en: Date }, type: date }, { id: kind, label: { en: Kind }, type: code, codes: kind }]
  - { id: visit, label: { en: Visit }, repeats: true, known: followUp, items: [{ id: date, label: { en: Date }, type: date }] }
eligibility: { steps: [] }
endpoints:
  - id: one
    label: { en: First }
    timeZero: { label: { en: start }, form: base, date: start }
    events: [{ id: relapse, label: { en: relapse }, form: event, date: date, where: row.kind == 'relapse' }]
    censoring: [{ id: visit, label: { en: visit }, form: visit, date: date }]
  - id: two
    label: { en: Second, zh-CN: 第二 }
    timeZero: { label: { en: start }, form: base, date: start }
    events: [{ id: any, label: { en: any event }, form: event, date: date, where: "${second}" }]
    censoring: [{ id: visit, label: { en: visit }, form: visit, date: date }]
analyses:
  - { id: a, kind: kaplanMeier, role: primary, set: eligible, title: { en: A }, endpoint: one, times: [12] }
  - { id: b, kind: kaplanMeier, role: secondary, set: eligible, title: { en: B }, endpoint: two, times: [12] }
`;
  const tables = [
    table('base', ['patient,start', 'P1,2019-01-01', 'P2,2019-01-01', 'P3,2019-01-01']),
    table('event', ['patient,repeat,date,kind', 'P1,1,2019-05-01,relapse', 'P2,1,2019-07-01,progression']),
    table('visit', ['patient,repeat,date', 'P1,1,2020-01-01', 'P2,1,2020-01-01', 'P3,1,2020-01-01']),
    table('_forms', ['patient,form,state', 'P3,event,none-confirmed']),
  ];

  it('is said in both results, each naming the other, where patients, times and events are the same', () => {
    const results = run(smallStudy(text("row.kind == 'relapse' || row.date < date('2018-01-01')"), tables));
    expect(codesOf(results, 'a')).toContain('survival.coincides');
    expect(results[0]?.notes.at(-1)?.text).toEqual({
      en: 'First coincides with Second: the same patients, times and events, so one curve shows both.',
      'zh-CN': 'First与第二完全重合：患者、时间与事件均相同，故仅以一条曲线表示。',
    });
    expect(results[1]?.notes.at(-1)?.text.en).toContain('Second coincides with First');
  });

  it('is not said where one event differs', () => {
    const results = run(smallStudy(text("row.kind in ['relapse', 'progression']"), tables));
    expect(codesOf(results, 'a')).not.toContain('survival.coincides');
  });
});
