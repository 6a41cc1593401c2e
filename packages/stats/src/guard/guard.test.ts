import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coxRegression,
  fineGray,
  firthCox,
  firthLogistic,
  InputError,
  logisticRegression,
  permutationLogRank,
  type TwoByTwo,
} from '../index.ts';
import { adviceOf } from './advice.ts';
import {
  type Advice,
  findingOf,
  guardCox,
  guardFineGray,
  guardLogistic,
  guardProportion,
  guardSurvival,
  guardSurvivalComparison,
  guardTwoByTwo,
  judgedAs,
} from './index.ts';

const numbers = (...values: number[]) => Float64Array.from(values);
const flags = (...values: number[]) => Uint8Array.from(values);
const codes = <M extends string>(advice: Advice<M>) => advice.findings.map(({ code }) => code);

describe('adviceOf', () => {
  const rules = [
    { method: 'first', unfitBy: ['noEvents'], doubtfulBy: ['ties'] },
    { method: 'second', unfitBy: [], doubtfulBy: ['noEvents'] },
    { method: 'third', unfitBy: [], doubtfulBy: [] },
    { method: 'fourth', unfitBy: [], doubtfulBy: [] },
  ] as const;

  it('recommends the first method that nothing speaks against, and says what spoke against those before', () => {
    const found = adviceOf(rules, [
      { code: 'lateEntry', late: 1, subjects: 9 },
      { code: 'ties', tied: 2, events: 3 },
      { code: 'noEvents', subjects: 9 },
    ]);
    expect(found.recommended).toBe('third');
    expect(found.methods).toEqual([
      { method: 'first', standing: 'unfit', because: ['noEvents'] },
      { method: 'second', standing: 'doubtful', because: ['noEvents'] },
      { method: 'third', standing: 'recommended', because: ['noEvents'] },
      { method: 'fourth', standing: 'sound', because: [] },
    ]);
    expect(findingOf(found, 'lateEntry')).toEqual({ code: 'lateEntry', late: 1, subjects: 9 });
    expect(findingOf(found, 'separated')).toBeNull();
  });

  it('recommends nothing where something speaks against each', () => {
    expect(adviceOf(rules.slice(0, 2), [{ code: 'noEvents', subjects: 3 }]).recommended).toBeNull();
  });
});

describe('guardProportion', () => {
  it.each([
    [0, 16, 'clopperPearson', 'noEvents'],
    [16, 16, 'clopperPearson', 'nothingButEvents'],
    [2, 16, 'wilson', 'fewOutcomes'],
    [13, 16, 'wilson', 'fewOutcomes'],
    [5, 16, 'wald', null],
    [0, 0, 'describe', 'noSubjects'],
  ] as const)('%d of %d: %s because of %s', (events, n, recommended, because) => {
    const advice = guardProportion(events, n);
    expect(advice.recommended).toBe(recommended);
    expect(judgedAs(advice, recommended).because).toEqual(because === null ? [] : [because]);
  });

  it('refuses what is no count of a count', () => {
    for (const [events, n] of [
      [3, 2],
      [0.5, 2],
      [-1, 2],
    ] as const)
      expect(() => guardProportion(events, n)).toThrow(InputError);
  });
});

describe('guardTwoByTwo', () => {
  // expected counts of 3 of 10 and 9 of 12: 120/22 = 5.45 and 6.55 in the first row's cells below, 10 * 10 / 22 = 4.55
  it('finds the smallest expected count, and takes Fisher’s test in its mid-p form', () => {
    const { test, oddsRatio, riskDifference } = guardTwoByTwo([3, 7, 9, 3]);
    expect(findingOf(test, 'smallExpectedCount')?.smallest).toBeCloseTo(100 / 22, 12);
    expect(test.recommended).toBe('fisherMidP');
    expect(judgedAs(test, 'pearsonChiSquare')).toMatchObject({ standing: 'doubtful', because: ['smallExpectedCount'] });
    expect(judgedAs(test, 'fisherExact').standing).toBe('sound');
    expect(oddsRatio.recommended).toBe('conditionalExact');
    expect(riskDifference.recommended).toBe('newcombe');
  });

  it('takes the plain methods where every expected count is large', () => {
    const { test, oddsRatio, riskDifference } = guardTwoByTwo([30, 70, 50, 50]);
    expect([test.recommended, oddsRatio.recommended, riskDifference.recommended]).toEqual([
      'pearsonChiSquare',
      'woolf',
      'wald',
    ]);
    expect(test.findings).toEqual([]);
  });

  it('gives exact limits, or Firth’s, where a cell is 0', () => {
    const { oddsRatio } = guardTwoByTwo([0, 40, 20, 20]);
    expect(judgedAs(oddsRatio, 'woolf')).toEqual({ method: 'woolf', standing: 'unfit', because: ['zeroCells'] });
    expect(oddsRatio.recommended).toBe('conditionalExact');
    expect(judgedAs(oddsRatio, 'firthLogistic').standing).toBe('sound');
  });

  it.each([
    ['an empty group', [0, 0, 3, 4], ['describe', 'describe', 'describe']],
    ['an outcome of nobody', [0, 5, 0, 6], ['describe', 'describe', 'newcombe']],
    ['nobody at all', [0, 0, 0, 0], ['describe', 'describe', 'describe']],
  ] as const)('%s: describes what is there', (_name, table, expected) => {
    const { test, oddsRatio, riskDifference } = guardTwoByTwo(table as unknown as TwoByTwo);
    expect([test.recommended, oddsRatio.recommended, riskDifference.recommended]).toEqual(expected);
  });
});

describe('guardSurvival', () => {
  // six subjects: events on days 2, 3, 5, one competing on day 4
  const exit = numbers(2, 3, 4, 5, 8, 9);

  it('takes Aalen-Johansen where something competes, and refuses the median of the other curve', () => {
    const { curve, summary } = guardSurvival({ exit, cause: flags(1, 1, 2, 1, 0, 0) });
    expect(curve.recommended).toBe('aalenJohansen');
    expect(judgedAs(curve, 'kaplanMeier')).toMatchObject({ standing: 'unfit', because: ['competingEvents'] });
    expect(findingOf(curve, 'competingEvents')).toMatchObject({ events: 3, competing: 1 });
    expect(judgedAs(summary, 'median').standing).toBe('unfit');
  });

  it('bounds the risk where nobody had the event', () => {
    const { curve, summary } = guardSurvival({ exit, cause: flags(0, 0, 0, 0, 0, 0) });
    expect(curve.recommended).toBe('exactBounds');
    expect(findingOf(curve, 'noEvents')).toEqual({ code: 'noEvents', subjects: 6 });
    expect(judgedAs(summary, 'survivalAtTime').standing).toBe('unfit');
  });

  it('finds a median that is not reached: 5/6 * 4/5 is the lowest the curve comes', () => {
    const { summary } = guardSurvival({ exit, cause: flags(1, 1, 0, 0, 0, 0) }, 3);
    const found = findingOf(summary, 'medianNotReached');
    expect(found).toMatchObject({ last: 9 });
    expect(found?.lowest).toBeCloseTo(4 / 6, 12);
    expect(judgedAs(summary, 'median').standing).toBe('unfit');
    // of six, five are at risk after day 2 and four after day 3: from day 4 on fewer than five
    expect(findingOf(guardSurvival({ exit, cause: flags(1, 1, 0, 0, 0, 0) }, 4).summary, 'fewAtRisk')).toEqual({
      code: 'fewAtRisk',
      from: 4,
      below: 5,
    });
    expect(summary.recommended).toBe('survivalAtTime');
  });

  it('finds a time beyond the last one observed, unless the curve is 0 by then', () => {
    const late = guardSurvival({ exit, cause: flags(1, 1, 1, 1, 0, 0) }, 10);
    expect(findingOf(late.summary, 'beyondFollowUp')).toEqual({ code: 'beyondFollowUp', time: 10, last: 9 });
    expect(judgedAs(late.summary, 'survivalAtTime').standing).toBe('unfit');
    const over = guardSurvival({ exit, cause: flags(1, 1, 1, 1, 1, 1) }, 10);
    expect(findingOf(over.summary, 'beyondFollowUp')).toBeNull();
  });

  it('finds an event among few before the others entered, and a risk set that dies out', () => {
    const entry = numbers(0, 0, 0, 3, 3, 4);
    const tiny = guardSurvival({ entry, exit, cause: flags(1, 0, 0, 1, 0, 0) });
    expect(findingOf(tiny.curve, 'lateEntry')).toEqual({ code: 'lateEntry', late: 3, subjects: 6 });
    expect(findingOf(tiny.curve, 'tinyRiskSet')).toEqual({ code: 'tinyRiskSet', time: 2, atRisk: 3, later: 3 });
    expect(tiny.curve.recommended).toBe('fromLandmark');
    // the three who were there from the start all had the event before anybody else came
    const gone = guardSurvival({ entry: numbers(0, 0, 0, 4, 4, 4), exit, cause: flags(1, 1, 1, 1, 0, 0) });
    expect(findingOf(gone.curve, 'exhaustedRiskSet')).toEqual({ code: 'exhaustedRiskSet', time: 4, later: 3 });
    expect(judgedAs(gone.curve, 'kaplanMeier').standing).toBe('unfit');
  });

  it('describes an empty follow-up, and refuses a broken one', () => {
    const none = guardSurvival({ exit: numbers(), cause: flags() });
    expect([none.curve.recommended, none.summary.recommended]).toEqual(['describe', 'describe']);
    expect(() => guardSurvival({ exit: numbers(-1), cause: flags(0) })).toThrow(/followUp.time|time is a finite/);
  });
});

describe('guardSurvivalComparison', () => {
  const grouping = { code: Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1), count: 2 };
  const exit = numbers(2, 4, 6, 8, 3, 5, 7, 9);

  it('has no hazard ratio for a group without events: Firth’s, or restricted means within common follow-up', () => {
    const { test, effect } = guardSurvivalComparison({ exit, cause: flags(1, 1, 1, 1, 0, 0, 0, 0) }, grouping);
    expect(judgedAs(effect, 'hazardRatio')).toMatchObject({ standing: 'unfit', because: ['groupWithoutEvents'] });
    expect(findingOf(effect, 'groupWithoutEvents')).toEqual({ code: 'groupWithoutEvents', group: 1, subjects: 4 });
    // four events are too few for a penalty too
    expect(judgedAs(effect, 'firthHazardRatio')).toMatchObject({ because: ['underFiveEventsAPredictor'] });
    expect(effect.recommended).toBe('restrictedMeanDifference');
    // the curve of the first group is 0 at its end, so the other alone limits the horizon
    expect(findingOf(effect, 'commonFollowUp')).toEqual({ code: 'commonFollowUp', until: 9 });
    expect(test.recommended).toBe('permutationLogRank');
    expect(judgedAs(test, 'logRank')).toMatchObject({ standing: 'doubtful', because: ['fewEvents'] });
  });

  it('does not exchange who entered late', () => {
    const entry = numbers(0, 0, 1, 0, 0, 0, 0, 1);
    const { test } = guardSurvivalComparison({ entry, exit, cause: flags(1, 1, 0, 1, 1, 0, 1, 0) }, grouping);
    expect(judgedAs(test, 'permutationLogRank')).toMatchObject({ standing: 'unfit', because: ['lateEntry'] });
  });

  it('takes Gray’s test where events compete and there are enough', () => {
    const many = numbers(...Array.from({ length: 40 }, (_, at) => at + 1));
    const cause = Uint8Array.from({ length: 40 }, (_, at) => at % 3);
    const two = { code: Uint32Array.from({ length: 40 }, (_, at) => at % 2), count: 2 };
    const { test } = guardSurvivalComparison({ exit: many, cause }, two);
    expect(test.recommended).toBe('grayTest');
    expect(judgedAs(test, 'logRank')).toMatchObject({ standing: 'doubtful', because: ['competingEvents'] });
    expect(
      judgedAs(guardSurvivalComparison({ exit, cause: flags(1, 0, 0, 0, 1, 0, 0, 0) }, grouping).test, 'grayTest')
        .standing,
    ).toBe('unfit');
  });

  it('finds a horizon that one group was not observed up to', () => {
    const cause = flags(1, 0, 1, 0, 1, 0, 1, 0);
    const { effect } = guardSurvivalComparison({ exit, cause }, grouping, 8.5);
    expect(findingOf(effect, 'horizonBeyondFollowUp')).toEqual({
      code: 'horizonBeyondFollowUp',
      horizon: 8.5,
      until: 8,
    });
    expect(judgedAs(effect, 'restrictedMeanDifference').standing).toBe('unfit');
    expect(findingOf(guardSurvivalComparison({ exit, cause }, grouping, 8).effect, 'horizonBeyondFollowUp')).toBeNull();
  });

  it('finds groups that were never observed at the same time', () => {
    const entry = numbers(0, 0, 0, 0, 10, 10, 11, 12);
    const later = numbers(2, 4, 6, 8, 13, 15, 17, 19);
    const { test, effect } = guardSurvivalComparison(
      { entry, exit: later, cause: flags(1, 1, 0, 0, 1, 1, 0, 0) },
      grouping,
    );
    expect(findingOf(test, 'noCommonFollowUp')).toEqual({ code: 'noCommonFollowUp', from: 10, until: 8 });
    expect([test.recommended, effect.recommended]).toEqual(['describe', 'describe']);
  });

  it('has nothing to compare without a second group, or anybody', () => {
    const alone = guardSurvivalComparison(
      { exit: numbers(1, 2), cause: flags(1, 0) },
      { code: Uint32Array.of(0, 0), count: 2 },
    );
    expect(findingOf(alone.test, 'groupWithoutSubjects')).toEqual({ code: 'groupWithoutSubjects', group: 1 });
    expect(alone.test.recommended).toBe('describe');
    const none = guardSurvivalComparison({ exit: numbers(), cause: flags() }, { code: new Uint32Array(0), count: 2 });
    expect([none.test.recommended, none.effect.recommended]).toEqual(['describe', 'describe']);
  });

  it('counts weights as so many subjects', () => {
    const once = guardSurvivalComparison({ exit, cause: flags(1, 1, 0, 1, 1, 0, 1, 0) }, grouping);
    const weight = new Float64Array(8).fill(3);
    const thrice = guardSurvivalComparison({ exit, cause: flags(1, 1, 0, 1, 1, 0, 1, 0), weight }, grouping);
    expect(findingOf(once.test, 'fewEvents')?.events).toBe(5);
    expect(findingOf(thrice.test, 'fewEvents')).toBeNull();
  });
});

describe('guardCox', () => {
  /** Events on every second of n days, a column of 0 and 1 that changes every `stride` days. */
  const input = (n: number, stride: number) => ({
    followUp: {
      exit: Float64Array.from({ length: n }, (_, at) => at + 1),
      event: Uint8Array.from({ length: n }, (_, at) => at % 2),
    },
    covariates: [Float64Array.from({ length: n }, (_, at) => Math.floor(at / stride) % 2)],
  });

  it.each([
    [8, 'describe', ['underFiveEventsAPredictor']],
    [12, 'firthCox', ['underTenEventsAPredictor']],
    [20, 'cox', []],
  ] as const)('%d subjects, half of them with the event: %s', (n, recommended, found) => {
    const advice = guardCox(input(n, 3));
    expect(advice.recommended).toBe(recommended);
    expect(codes(advice)).toEqual(found);
  });

  it('names Firth’s method where a level has no events, and says which', () => {
    const n = 40;
    const { followUp, covariates } = input(n, 1); // events are exactly those with 1
    const advice = guardCox({ followUp, covariates });
    expect(codes(advice)).toEqual(['levelWithoutContrast', 'separated']);
    expect(findingOf(advice, 'levelWithoutContrast')).toEqual({
      code: 'levelWithoutContrast',
      column: 0,
      value: 0,
      subjects: 20,
      events: 0,
    });
    expect(advice.recommended).toBe('firthCox');
    expect(judgedAs(advice, 'cox')).toMatchObject({ standing: 'unfit', because: ['separated'] });
    // a level in which everybody had the event is no separation over time
    const all = guardCox({ followUp: { ...followUp, event: new Uint8Array(n).fill(1) }, covariates });
    expect(codes(all)).toEqual([]);
  });

  it('finds columns that tell nothing of their own', () => {
    const { followUp, covariates } = input(40, 3);
    const [own] = covariates as [Float64Array];
    const twice = own.map((value) => 2 * value + 1);
    expect(codes(guardCox({ followUp, covariates: [own, twice] }))).toContain('dependentColumn');
    expect(findingOf(guardCox({ followUp, covariates: [own, twice] }), 'dependentColumn')?.column).toBe(1);
    const flat = guardCox({ followUp, covariates: [own, new Float64Array(40).fill(7)] });
    expect(findingOf(flat, 'constantColumn')?.column).toBe(1);
    expect(flat.recommended).toBe('describe');
  });

  it('finds ties that hide the order of many at risk', () => {
    // two events on each of ten days among 20, 18 ... 2 at risk: 1/20 + 1/18 + ... + 1/2 hidden, of 20 events
    const exit = Float64Array.from({ length: 20 }, (_, at) => 1 + Math.floor(at / 2));
    const followUp = { exit, event: new Uint8Array(20).fill(1) };
    const covariates = [Float64Array.from({ length: 20 }, (_, at) => (at * 7) % 5)];
    const advice = guardCox({ followUp, covariates });
    const hidden = [20, 18, 16, 14, 12, 10, 8, 6, 4, 2].reduce((sum, n) => sum + 1 / n, 0);
    expect(findingOf(advice, 'heavyTies')?.displaced).toBeCloseTo(hidden / 20, 12);
    expect(advice.recommended).toBe('coxExact');
    expect(judgedAs(advice, 'cox')).toMatchObject({ standing: 'doubtful', because: ['heavyTies'] });
    const few = guardCox({
      followUp: { exit: exit.map((day, at) => day + (at > 2 ? at / 100 : 0)), event: followUp.event },
      covariates,
    });
    expect(codes(few)).toEqual(['ties']);
    expect(few.recommended).toBe('cox');
  });

  it('counts ties and risk sets by stratum', () => {
    const { followUp, covariates } = input(20, 3);
    const twice = {
      exit: Float64Array.from({ length: 40 }, (_, at) => followUp.exit[at % 20] as number),
      event: Uint8Array.from({ length: 40 }, (_, at) => followUp.event[at % 20] as number),
    };
    const columns = covariates.map((column) => Float64Array.from({ length: 40 }, (_, at) => column[at % 20] as number));
    const stratum = { code: Uint32Array.from({ length: 40 }, (_, at) => Math.floor(at / 20)), count: 2 };
    expect(codes(guardCox({ followUp: twice, covariates: columns }))).toEqual(['ties', 'heavyTies']);
    expect(codes(guardCox({ followUp: twice, covariates: columns, stratum }))).toEqual([]);
  });

  it('has no model without events or anybody', () => {
    const { followUp, covariates } = input(8, 3);
    const without = guardCox({ followUp: { ...followUp, event: new Uint8Array(8) }, covariates });
    expect(codes(without)).toEqual(['noEvents', 'underFiveEventsAPredictor']);
    expect(without.recommended).toBe('describe');
    const nobody = guardCox({ followUp: { exit: numbers(), event: flags() }, covariates: [numbers()] });
    expect(codes(nobody)).toEqual(['noSubjects']);
  });

  it('counts the predictors that the caller counts', () => {
    expect(findingOf(guardCox(input(20, 3), 4), 'underFiveEventsAPredictor')).toMatchObject({ events: 10, ratio: 2.5 });
  });
});

describe('guardLogistic', () => {
  const outcome = Uint8Array.from({ length: 40 }, (_, at) => at % 2);

  it('takes the plain model with ten of the rarer state a predictor', () => {
    const x = Float64Array.from(outcome, (_, at) => (at * 7) % 11);
    expect(guardLogistic(outcome, [x])).toMatchObject({ recommended: 'logistic', findings: [] });
    // twenty of each state are five a predictor of four
    const four = guardLogistic(outcome, [x], 4);
    expect(findingOf(four, 'underTenEventsAPredictor')).toMatchObject({ events: 20, predictors: 4, ratio: 5 });
    expect(four.recommended).toBe('firthLogistic');
    const rare = Uint8Array.from(outcome, (_, at) => (at < 36 ? 1 : 0));
    expect(findingOf(guardLogistic(rare, [x]), 'underFiveEventsAPredictor')?.events).toBe(4);
  });

  it('finds a column that tells all, and a level in which all had the outcome', () => {
    const advice = guardLogistic(outcome, [Float64Array.from(outcome, (one, at) => one * 10 + (at % 3))]);
    expect(codes(advice)).toEqual(['separated']);
    expect(advice.recommended).toBe('firthLogistic');
    const level = guardLogistic(outcome, [Float64Array.from(outcome, (one, at) => (one === 1 && at < 12 ? 1 : 0))]);
    expect(findingOf(level, 'levelWithoutContrast')).toMatchObject({ value: 1, subjects: 6, events: 6 });
    expect(level.recommended).toBe('firthLogistic');
  });

  it.each([
    [0, 'noEvents'],
    [1, 'nothingButEvents'],
  ] as const)('has no model where all have %d', (value, code) => {
    const advice = guardLogistic(new Uint8Array(5).fill(value), [numbers(1, 2, 3, 4, 5)]);
    expect(codes(advice)).toEqual([code]);
    expect(advice.recommended).toBe('describe');
  });
});

describe('guardFineGray', () => {
  const n = 60;
  const exit = Float64Array.from({ length: n }, (_, at) => at + 1);
  const cause = Uint8Array.from({ length: n }, (_, at) => at % 3);
  const x = Float64Array.from({ length: n }, (_, at) => (at * 7) % 13);

  it('takes it where events compete, and Cox where nothing does', () => {
    expect(guardFineGray({ exit, cause, covariates: [x] }).recommended).toBe('fineGray');
    const alone = guardFineGray({ exit, cause: cause.map((code) => (code === 1 ? 1 : 0)), covariates: [x] });
    expect(alone.recommended).toBe('cox');
    expect(judgedAs(alone, 'fineGray')).toMatchObject({ standing: 'unfit', because: ['nothingCompetes'] });
  });

  it('has no penalised form where a level has no events of the cause', () => {
    const without = Float64Array.from(cause, (code, at) => (code === 1 || at % 2 === 0 ? 0 : 1));
    const advice = guardFineGray({ exit, cause, covariates: [without] });
    expect(judgedAs(advice, 'fineGray')).toMatchObject({ standing: 'unfit', because: ['separated'] });
    expect(judgedAs(advice, 'firthCox')).toMatchObject({ standing: 'doubtful', because: ['competingEvents'] });
    expect(advice.recommended).toBe('describe');
  });

  it('tells which column depends on the others', () => {
    const advice = guardFineGray({ exit, cause, covariates: [x, x.map((value) => 3 - value)] });
    expect(findingOf(advice, 'dependentColumn')?.column).toBe(1);
    expect(advice.recommended).toBe('describe');
  });
});

describe('whatever the data', () => {
  const subjects = fc.array(
    fc.record({
      exit: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 })),
      cause: fc.integer({ min: 0, max: 2 }),
      x: fc.integer({ min: 0, max: 3 }),
      y: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 0, maxLength: 90, size: 'max' },
  );
  type Drawn = { exit: number; cause: number; x: number; y: number }[];
  const columnsOf = (drawn: Drawn) => ({
    exit: Float64Array.from(drawn, ({ exit }) => exit),
    cause: Uint8Array.from(drawn, ({ cause }) => cause),
    event: Uint8Array.from(drawn, ({ cause }) => (cause === 1 ? 1 : 0)),
    covariates: [Float64Array.from(drawn, ({ x }) => x), Float64Array.from(drawn, ({ y }) => y)],
    grouping: { code: Uint32Array.from(drawn, ({ y }) => y), count: 2 },
  });
  const adviceFor = (drawn: Drawn): Advice<string>[] => {
    const { exit, cause, event, covariates, grouping } = columnsOf(drawn);
    const { test, effect } = guardSurvivalComparison({ exit, cause }, grouping, 6);
    const { curve, summary } = guardSurvival({ exit, cause }, 6);
    return [
      guardCox({ followUp: { exit, event }, covariates }),
      guardLogistic(event, covariates),
      guardFineGray({ exit, cause, covariates }),
      test,
      effect,
      curve,
      summary,
    ];
  };

  it('the model that is recommended has an estimate', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(subjects, fc.boolean(), (all, isSimple) => {
        // half of the time one predictor that does not separate, so that there are events enough
        const drawn = isSimple ? all.map((one, at) => ({ ...one, x: at % 2, y: at % 3 === 0 ? 1 : 0 })) : all;
        const { exit, cause, event, covariates, grouping } = columnsOf(drawn);
        const [cox, logistic, competing, test] = adviceFor(drawn) as [
          Advice<string>,
          Advice<string>,
          Advice<string>,
          Advice<string>,
        ];
        const ones = new Float64Array(exit.length).fill(1);
        const followUp = { exit, event };
        const verdicts: Record<string, () => string> = {
          cox: () => coxRegression({ followUp, covariates }).verdict,
          coxExact: () => coxRegression({ followUp, covariates }, { ties: 'exact' }).verdict,
          firthCox: () => firthCox({ followUp, covariates }).verdict,
          logistic: () => logisticRegression(event, [ones, ...covariates]).verdict,
          firthLogistic: () => firthLogistic(event, [ones, ...covariates]).verdict,
          fineGray: () => fineGray({ exit, cause, covariates }).verdict,
          describe: () => 'converged',
        };
        for (const { recommended } of [cox, logistic, competing]) {
          seen.add(recommended ?? '');
          expect([recommended, verdicts[recommended ?? '']?.()]).toEqual([recommended, 'converged']);
        }
        if (test.recommended === 'permutationLogRank')
          expect(permutationLogRank(followUp, grouping, { draws: 1000 }).pValue).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
    expect(seen.size).toBeGreaterThan(3);
  });

  it('each method is judged once, the one recommended by nothing against it, and findings have numbers', () => {
    fc.assert(
      fc.property(subjects, (drawn) => {
        for (const advice of adviceFor(drawn)) {
          const names = advice.methods.map(({ method }) => method);
          expect(new Set(names).size).toBe(names.length);
          const best = advice.methods.filter(({ standing }) => standing === 'recommended');
          expect(best.map(({ method }) => method)).toEqual([advice.recommended]);
          const found = new Set(advice.findings.map(({ code }) => code));
          for (const { standing, because } of advice.methods) {
            for (const code of because) expect(found.has(code)).toBe(true);
            if (standing === 'unfit' || standing === 'doubtful') expect(because.length).toBeGreaterThan(0);
          }
          for (const { code, ...facts } of advice.findings)
            for (const [name, value] of Object.entries(facts))
              expect([code, name, Number.isFinite(value)]).toEqual([code, name, true]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('neither the order of the subjects nor the unit of time matters', () => {
    fc.assert(
      fc.property(subjects, (drawn) => {
        const verdict = (advice: Advice<string>[]) => advice.map((one) => [one.recommended, codes(one)]);
        expect(verdict(adviceFor(drawn.toReversed()))).toEqual(verdict(adviceFor(drawn)));
        const { exit, event, covariates } = columnsOf(drawn);
        const days = guardCox({ followUp: { exit, event }, covariates });
        const years = guardCox({ followUp: { exit: exit.map((day) => day / 365.25), event }, covariates });
        expect([years.recommended, codes(years)]).toEqual([days.recommended, codes(days)]);
      }),
      { numRuns: 60 },
    );
  });
});
