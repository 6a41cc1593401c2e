import { coxRegression, fineGray, firthCox, normalQuantile } from '@casewright/stats';
import { describe, expect, it } from 'vitest';
import { smallStudy } from '../derive/testing/small-study.ts';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import { guardPlan, runAnalyses } from './index.ts';
import { type Invented, idOf, ninetyPatients, regressionStudy, regressionTables } from './testing/regression-study.ts';

function run(patients: readonly Invented[], ...analyses: string[]): AnalysisResult[] {
  const small = smallStudy(regressionStudy(analyses), regressionTables(patients));
  return runAnalyses({ ...small, studyHash: small.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
}

function only(patients: readonly Invented[], analysis: string): AnalysisResult {
  return run(patients, `id: m, ${analysis}`)[0] as AnalysisResult;
}

function row(result: AnalysisResult, id: string): Statistic {
  const found = result.statistics.find((one) => one.id === `${result.id}.${id}`);
  if (!found) throw new Error(`no ${id} among ${result.statistics.map((one) => one.id).join(' ')}`);
  return found;
}
const value = (result: AnalysisResult, id: string) => row(result, id).value;
const has = (result: AnalysisResult, id: string) => result.statistics.some((one) => one.id === `${result.id}.${id}`);
const noteCodes = (result: AnalysisResult) => result.notes.map(({ code }) => code);
const noteText = (result: AnalysisResult, code: string) => result.notes.find((note) => note.code === code)?.text;

/**
 * Four patients: with the marker an event on day 1 and a censoring on day 3, without it events on days 2 and 4. With r
 * the hazard ratio the likelihood is r/(2r + 2) * 1/(r + 2) * 1, which is highest where r * r = 2. The same four in a
 * second centre, a stratum of its own, double its logarithm.
 */
const FOUR: Invented[] = (['one', 'two'] as const).flatMap((centre): Invented[] => [
  { time: 1, end: 'death', marker: 'yes', centre },
  { time: 2, end: 'death', marker: 'no', centre },
  { time: 3, end: 'seen', marker: 'yes', centre },
  { time: 4, end: 'death', marker: 'no', centre },
]);
const ROOT = Math.SQRT2;

describe('Cox regression by hand', () => {
  const model = 'model: cox, endpoint: alive, covariates: [base.marker], strata: [base.centre]';

  it('of four patients twice has a hazard ratio of the root of 2', () => {
    const result = only(FOUR, model);
    expect(value(result, 'univariable.marker.yes.hazardRatio')).toBeCloseTo(ROOT, 10);
    // twice r/(r + 1)^2 + 2r/(r + 2)^2
    const information = 2 * (ROOT / (ROOT + 1) ** 2 + (2 * ROOT) / (ROOT + 2) ** 2);
    const reach = normalQuantile(0.975) / Math.sqrt(information);
    expect(value(result, 'univariable.marker.yes.hazardRatio.lower')).toBeCloseTo(ROOT * Math.exp(-reach), 9);
    expect(value(result, 'univariable.marker.yes.hazardRatio.upper')).toBeCloseTo(ROOT * Math.exp(reach), 8);
    expect(value(result, 'univariable.marker.eventsPerPredictor')).toBe(6);
    expect(row(result, 'univariable.marker.yes.hazardRatio').printed.en).toBe('1.41');
    expect([value(result, 'univariable.marker.no.n'), value(result, 'univariable.marker.no.events')]).toEqual([4, 4]);
    expect([value(result, 'univariable.marker.yes.n'), value(result, 'univariable.marker.yes.events')]).toEqual([4, 2]);
    expect(noteCodes(result)).toEqual(['regression.fewEvents', 'regression.proportionalHazards']);
    expect(result.inputs.options).toMatchObject({
      references: { 'base.marker': 'no' },
      methods: { 'base.marker': 'cox' },
      ties: 'efron',
    });
  });

  it('turns over with the reference', () => {
    const result = only(FOUR, `${model}, references: { base.marker: 'yes' }`);
    expect(value(result, 'univariable.marker.no.hazardRatio')).toBeCloseTo(1 / ROOT, 10);
    expect(has(result, 'univariable.marker.yes.hazardRatio')).toBe(false);
  });

  it('respects late entry: whoever comes on day 3 was not at risk on days 1 and 2', () => {
    const late = [...FOUR, { time: 5, end: 'seen', entry: 3, marker: 'no', centre: 'one' } as const];
    const entry = model.replace('alive', 'late');
    expect(value(only(late, entry), 'univariable.marker.yes.hazardRatio')).toBeCloseTo(ROOT, 10);
    expect(value(only(late, model), 'univariable.marker.yes.hazardRatio')).not.toBeCloseTo(ROOT, 2);
  });

  it('counts apart whose stratum is not known', () => {
    const lost: Invented[] = [...FOUR, { time: 7, end: 'death', marker: 'yes' }];
    const result = only(
      lost.map((one): Invented => ({ ...one, site: one.time === 7 ? '' : one.centre === 'two' ? 'b' : 'a' })),
      model.replace('base.centre', 'base.site'),
    );
    expect(value(result, 'univariable.marker.yes.hazardRatio')).toBeCloseTo(ROOT, 10);
    expect([value(result, 'n'), value(result, 'strata.missing'), value(result, 'univariable.marker.n')]).toEqual([
      9, 1, 8,
    ]);
  });

  it('keeps limits of another level', () => {
    const [wide, narrow] = [only(FOUR, model), only(FOUR, `${model}, level: 0.8`)];
    expect(value(narrow, 'univariable.marker.yes.hazardRatio.lower')).toBeGreaterThan(
      value(wide, 'univariable.marker.yes.hazardRatio.lower') as number,
    );
  });
});

describe('logistic regression by hand', () => {
  const group = (marker: 'yes' | 'no', withIt: number, without: number): Invented[] => [
    ...Array.from({ length: withIt }, (): Invented => ({ time: 9, end: 'seen', marker, response: 'yes' })),
    ...Array.from({ length: without }, (): Invented => ({ time: 9, end: 'seen', marker, response: 'no' })),
  ];
  const model = 'model: logistic, outcome: base.response, covariates: [base.marker]';

  it('of two groups is ad/bc, with Woolf’s limits', () => {
    const result = only([...group('yes', 12, 8), ...group('no', 6, 18)], model);
    expect(value(result, 'univariable.marker.yes.oddsRatio')).toBeCloseTo((12 * 18) / (8 * 6), 9);
    const reach = normalQuantile(0.975) * Math.sqrt(1 / 12 + 1 / 8 + 1 / 6 + 1 / 18);
    expect(value(result, 'univariable.marker.yes.oddsRatio.lower')).toBeCloseTo(4.5 * Math.exp(-reach), 5);
    // eighteen with the outcome, and twenty-six without
    expect(value(result, 'univariable.marker.eventsPerPredictor')).toBe(18);
    expect(result.method.name).toBe('Logistic regression');
    expect(noteCodes(result)).toEqual([]);
  });

  it('with nobody in one cell gives way to Firth’s, which adds a half to each of two by two', () => {
    const result = only([...group('yes', 0, 10), ...group('no', 6, 6)], model);
    expect(value(result, 'univariable.marker.yes.oddsRatio')).toBeCloseTo((0.5 * 6.5) / (10.5 * 6.5), 9);
    expect(result.inputs.options).toMatchObject({ methods: { 'base.marker': 'firthLogistic' } });
    expect(result.method.variant).toContain('in its place Firth’s penalised likelihood');
    expect(noteText(result, 'regression.separated')?.en).toBe(
      'Marker: the predictors tell the events apart all by themselves (Marker, yes: nobody had the event), so that the plain likelihood has no maximum. Firth’s penalised likelihood, whose estimates stay finite, was used instead, with profile limits.',
    );
    expect(noteText(result, 'regression.separated')?.['zh-CN']).toContain('标志物“是”者均无事件');
  });

  it('leaves out whose outcome is not known, and says how many', () => {
    const result = only([...group('yes', 12, 8), ...group('no', 6, 18), { time: 9, end: 'seen', marker: 'no' }], model);
    expect([value(result, 'n'), value(result, 'missing'), value(result, 'events')]).toEqual([44, 1, 18]);
  });

  it('of a code explains the one that the plan names', () => {
    const patients = [...group('yes', 12, 8), ...group('no', 6, 18)].map(
      (one): Invented => ({ ...one, site: one.response === 'yes' ? 'b' : 'c' }),
    );
    const named = 'model: logistic, outcome: base.site, event: b, covariates: [base.marker]';
    expect(value(only(patients, named), 'univariable.marker.yes.oddsRatio')).toBeCloseTo(4.5, 9);
  });
});

describe('several predictors', () => {
  const patients = ninetyPatients();
  const columnsOf = (isKept: (one: Invented) => boolean) => {
    const kept = patients.filter(isKept);
    return {
      kept,
      exit: Float64Array.from(kept, ({ time }) => time),
      event: Uint8Array.from(kept, ({ end }) => (end === 'seen' ? 0 : 1)),
      cause: Uint8Array.from(kept, ({ end }) => ({ seen: 0, death: 1, other: 2 })[end]),
      column: (of: (one: Invented) => number) => Float64Array.from(kept, of),
    };
  };

  it('each by itself in the patients who have it, and all together in those who have all', () => {
    const result = only(patients, 'model: cox, endpoint: alive, covariates: [base.size, base.site, base.marker]');
    const all = columnsOf(({ size, marker }) => size !== undefined && marker !== '');
    const together = coxRegression({
      followUp: all,
      covariates: [
        all.column(({ size }) => size as number),
        all.column(({ site }) => (site === 'b' ? 1 : 0)),
        all.column(({ site }) => (site === 'c' ? 1 : 0)),
        all.column(({ marker }) => (marker === 'yes' ? 1 : 0)),
      ],
    });
    const ids = ['size.hazardRatio', 'site.b.hazardRatio', 'site.c.hazardRatio', 'marker.yes.hazardRatio'];
    for (const [at, id] of ids.entries()) {
      const own = together.coefficients[at];
      expect(value(result, `multivariable.${id}`)).toBeCloseTo(own?.hazardRatio as number, 10);
      expect(value(result, `multivariable.${id}.lower`)).toBeCloseTo(own?.lower as number, 10);
      expect(value(result, `multivariable.${id.replace('hazardRatio', 'pValue')}`)).toBeCloseTo(
        own?.pValue as number,
        10,
      );
    }
    expect(value(result, 'multivariable.n')).toBe(all.kept.length);
    expect(value(result, 'multivariable.missing')).toBe(90 - all.kept.length);
    expect(value(result, 'multivariable.statistic')).toBeCloseTo(together.likelihoodRatioTest.statistic, 9);
    expect(value(result, 'multivariable.degreesOfFreedom')).toBe(4);
    expect(value(result, 'multivariable.eventsPerPredictor')).toBeCloseTo(together.events / 4, 10);
    const sized = columnsOf(({ size }) => size !== undefined);
    const alone = coxRegression({ followUp: sized, covariates: [sized.column(({ size }) => size as number)] });
    expect(value(result, 'univariable.size.hazardRatio')).toBeCloseTo(alone.coefficients[0]?.hazardRatio as number, 10);
    expect(value(result, 'univariable.size.missing')).toBe(90 - sized.kept.length);
    // a code of several levels has a test of all of them; one of two has that of its ratio
    expect(value(result, 'univariable.site.pValue')).toBeGreaterThan(0);
    expect(has(result, 'univariable.marker.pValue')).toBe(false);
    expect(has(result, 'univariable.site.d.n')).toBe(false);
    // and whether the hazards stay proportional
    for (const id of ['proportionalHazards', 'size.proportionalHazards', 'site.proportionalHazards'])
      expect(value(result, `multivariable.${id}`)).toBeGreaterThan(0);
  });

  it('only each by itself where the plan says so', () => {
    const result = only(patients, 'model: cox, endpoint: alive, covariates: [base.size, isLarge], adjusted: false');
    expect(result.statistics.some(({ id }) => id.startsWith('m.multivariable'))).toBe(false);
    expect(value(result, 'univariable.isLarge.yes.hazardRatio')).toBeGreaterThan(1);
  });

  it('Fine and Gray’s where something competes, by the library', () => {
    const result = only(patients, 'model: fineGray, endpoint: ofIt, covariates: [base.size]');
    const sized = columnsOf(({ size }) => size !== undefined);
    const own = fineGray({ ...sized, covariates: [sized.column(({ size }) => size as number)] }).coefficients[0];
    expect(value(result, 'univariable.size.subdistributionHazardRatio')).toBeCloseTo(own?.hazardRatio as number, 10);
    expect(value(result, 'univariable.size.subdistributionHazardRatio.upper')).toBeCloseTo(own?.upper as number, 10);
    expect(value(result, 'competing')).toBe(patients.filter(({ end }) => end === 'other').length);
    expect(noteCodes(result)).toEqual([]);
  });

  it('Fine and Gray’s does not take patients who are observed late', () => {
    expect(() => only(patients, 'model: fineGray, endpoint: late, covariates: [base.size]')).toThrow(/delayed entry/);
  });

  it('Cox regression where something competes says of which hazard it is', () => {
    const result = only(patients, 'model: cox, endpoint: ofIt, covariates: [base.size]');
    expect(noteCodes(result)).toContain('regression.causeSpecific');
  });

  it('a number of years for an age, and limits of Firth’s profile where the plan asks for it', () => {
    const result = only(patients, 'model: firthCox, endpoint: alive, covariates: [base.age]');
    const all = columnsOf(() => true);
    const own = firthCox({ followUp: all, covariates: [all.column(({ age }) => Number.parseInt(age as string, 10))] });
    expect(value(result, 'univariable.age.hazardRatio')).toBeCloseTo(
      Math.exp(own.coefficients[0]?.estimate as number),
      9,
    );
    expect(value(result, 'univariable.age.hazardRatio.lower')).toBeCloseTo(
      Math.exp(own.coefficients[0]?.lower as number),
      8,
    );
    expect(has(result, 'univariable.age.proportionalHazards')).toBe(false);
  });

  it('of an outcome without time does not depend on partial dates', () => {
    const of = 'id: d, kind: partialDateSensitivity, role: exploratory, set: all, title: { en: D, zh-CN: D }, of: m';
    expect(() => run(patients, 'id: m, model: logistic, outcome: base.response, covariates: [base.size]', of)).toThrow(
      /outcome without time/,
    );
    const [, dates] = run(patients, 'id: m, model: cox, endpoint: alive, covariates: [base.size]', of) as [
      AnalysisResult,
      AnalysisResult,
    ];
    expect(value(dates, 'midpoint.univariable.size.hazardRatio')).toBeGreaterThan(1);
  });

  it('moves each ratio by leaving one patient out', () => {
    const [, without] = run(
      patients,
      'id: m, model: cox, endpoint: alive, covariates: [base.size, base.marker]',
      'id: w, kind: leaveOneOut, role: exploratory, set: all, title: { en: W, zh-CN: W }, of: m',
    ) as [AnalysisResult, AnalysisResult];
    expect(value(without, 'multivariable.size.hazardRatio.change')).not.toBe(0);
    expect(value(without, 'multivariable.size.hazardRatio.notEstimable')).toBe(0);
  });
});

describe('what the data do not bear', () => {
  /** Ten of each marker; all events are among those without it. */
  const separated = Array.from(
    { length: 24 },
    (_, at): Invented => ({
      time: 10 + at,
      end: at % 2 === 0 ? 'death' : 'seen',
      marker: at % 2 === 0 ? 'no' : 'yes',
      size: (at * 5) % 7,
    }),
  );

  it('a level without events has Firth’s ratio, and is named', () => {
    const result = only(separated, 'model: cox, endpoint: alive, covariates: [base.marker, base.size]');
    const followUp = {
      exit: Float64Array.from(separated, ({ time }) => time),
      event: Uint8Array.from(separated, ({ end }) => (end === 'death' ? 1 : 0)),
    };
    const own = firthCox({
      followUp,
      covariates: [Float64Array.from(separated, ({ marker }) => (marker === 'yes' ? 1 : 0))],
    });
    expect(value(result, 'univariable.marker.yes.hazardRatio')).toBeCloseTo(
      Math.exp(own.coefficients[0]?.estimate as number),
      9,
    );
    expect(result.inputs.options).toMatchObject({
      methods: { 'base.marker': 'firthCox', 'base.size': 'cox', all: 'firthCox' },
    });
    expect(result.method.variant).toContain('where that has no estimate Firth’s penalised likelihood');
    expect(noteText(result, 'regression.separated')?.en).toContain('Marker, yes: nobody had the event');
    expect(result.notes.filter(({ code }) => code === 'regression.separated')).toHaveLength(2);
  });

  it('Fine and Gray’s has no penalised form, and gives no estimate', () => {
    const patients = separated.map((one, at): Invented => (at % 8 === 1 ? { ...one, end: 'other' } : one));
    const result = only(patients, 'model: fineGray, endpoint: ofIt, covariates: [base.marker]');
    expect(row(result, 'univariable.marker.yes.subdistributionHazardRatio')).toMatchObject({
      value: null,
      whyNull: 'notEstimable',
    });
    expect(noteText(result, 'regression.separated')?.en).toContain('no penalised form');
  });

  const few = separated.slice(0, 8).map((one, at): Invented => ({ ...one, marker: at % 3 === 0 ? 'yes' : 'no' }));

  it('fewer than five events a predictor are refused before it runs, and give nothing', () => {
    const keys = 'model: cox, endpoint: alive, covariates: [base.marker]';
    const small = smallStudy(regressionStudy([`id: m, ${keys}`]), regressionTables(few));
    expect(guardPlan(small).map(({ code }) => code)).toEqual(['analysis.tooFewEvents']);
    const result = only(few, keys);
    expect(row(result, 'univariable.marker.yes.hazardRatio')).toMatchObject({ value: null, whyNull: 'tooFewEvents' });
    expect(row(result, 'univariable.marker.yes.pValue')).toMatchObject({ value: null, whyNull: 'tooFewEvents' });
    expect(noteCodes(result)).toEqual(['regression.tooFewEvents']);
  });

  it('where the plan says why they are accepted Firth’s method is used, and the reason is printed', () => {
    const result = only(
      few,
      'model: cox, endpoint: alive, covariates: [base.marker], overrideGuard: { en: Asked for by a reviewer., zh-CN: 应审稿人要求。 }',
    );
    expect(value(result, 'univariable.marker.yes.hazardRatio')).toBeGreaterThan(0);
    expect(result.inputs.options).toMatchObject({ methods: { 'base.marker': 'firthCox' }, overrideGuard: true });
    expect(noteText(result, 'regression.overridden')?.en).toContain('The plan accepts it: Asked for by a reviewer.');
    expect(noteText(result, 'regression.overridden')?.['zh-CN']).toContain('计划对此予以接受：应审稿人要求。');
  });

  it.each([
    [
      'all have one value',
      separated.map((one): Invented => ({ ...one, marker: 'no' })),
      'base.marker',
      'regression.alike',
    ],
    [
      'all have one number',
      separated.map((one): Invented => ({ ...one, size: 3 })),
      'base.size',
      'regression.dependent',
    ],
    [
      'nobody had the event',
      separated.map((one): Invented => ({ ...one, end: 'seen' })),
      'base.size',
      'regression.noEvents',
    ],
    [
      'nobody has the value',
      separated.map(({ size: _size, ...one }): Invented => one),
      'base.size',
      'regression.noPatients',
    ],
    [
      'nobody has the code',
      separated.map(({ marker: _marker, ...one }): Invented => one),
      'base.marker',
      'regression.noPatients',
    ],
  ])('%s: no estimate, and a note', (_name, patients, ref, code) => {
    const result = only(patients, `model: cox, endpoint: alive, covariates: [${ref}], overrideGuard: { en: A test }`);
    expect(noteCodes(result)).toContain(code);
    const ratios = result.statistics.filter(({ name }) => name.startsWith('hazardRatio'));
    expect(ratios.every(({ value: one }) => one === null)).toBe(true);
  });

  it('predictors that follow from each other have no estimate together', () => {
    const patients = ninetyPatients().map((one): Invented => ({ ...one, site: one.centre === 'one' ? 'a' : 'b' }));
    const result = only(patients, 'model: firthCox, endpoint: alive, covariates: [base.site, base.centre]');
    expect(value(result, 'multivariable.site.b.hazardRatio')).toBeNull();
    expect(value(result, 'univariable.site.b.hazardRatio')).toBeGreaterThan(0);
    expect(noteText(result, 'regression.dependent')?.en).toMatch(/^All predictors together: /);
  });

  it('hazards that cross are told', () => {
    // with the marker all die early or live on; without it they die in the middle
    const patients = Array.from({ length: 60 }, (_, at): Invented => {
      const marker = at % 2 === 0 ? 'yes' : 'no';
      const time = marker === 'yes' ? (at < 40 ? 5 + at : 500 + at) : 100 + at;
      return { time, end: at < 40 || marker === 'no' ? 'death' : 'seen', marker };
    });
    const result = only(patients, 'model: cox, endpoint: alive, covariates: [base.marker]');
    expect(value(result, 'univariable.marker.proportionalHazards')).toBeLessThan(0.05);
    expect(result.notes.find(({ code }) => code === 'regression.proportionalHazards')?.severity).toBe('warning');
  });

  it('names no patient and no number in its notes', () => {
    const all = run(separated, 'id: m, model: cox, endpoint: alive, covariates: [base.marker, base.size]');
    const text = JSON.stringify(all[0]?.notes);
    expect(text).not.toMatch(/\d/);
    expect(text).not.toContain(idOf(0));
  });
});
