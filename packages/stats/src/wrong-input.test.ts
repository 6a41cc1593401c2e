import { describe, expect, it } from 'vitest';
import * as library from './index.ts';

/** What takes a follow-up, causes or an outcome refuses each kind of wrong column by code, sentence and index. */

const exit = Float64Array.of(2, 5, 7, 9, 11, 12);
const event = Uint8Array.of(1, 0, 1, 1, 0, 1);
const cause = Uint8Array.of(1, 0, 2, 1, 2, 1);
const covariates = [Float64Array.of(0.3, -0.2, 0.9, 0.1, -0.4, 0.5)];
const group = { code: Uint32Array.of(0, 1, 0, 1, 0, 1), count: 2 };

/** As it comes from a caller without types: a plain array where a typed one belongs. */
const untyped = (values: number[]) => values as unknown as Uint8Array;

const WRONG_TIMES: [string, Float64Array, number | undefined][] = [
  ['a time that is not a number', exit.with(2, Number.NaN), 2],
  ['a negative time', exit.with(4, -1), 4],
  ['an infinite time', exit.with(0, Number.POSITIVE_INFINITY), 0],
  ['times that are too few', exit.subarray(0, 5), undefined],
];
const WRONG_EVENTS: [string, Uint8Array, number | undefined][] = [
  ['times where events belong', Uint8Array.from(exit), 0],
  ['an event of one half', untyped([1, 0, 1, 0.5, 0, 1]), 3],
  ['a negative event', untyped([1, -1, 1, 1, 0, 1]), 1],
  ['an event that is not a number', untyped([1, 0, Number.NaN, 1, 0, 1]), 2],
  ['events that are too many', Uint8Array.of(1, 0, 1, 1, 0, 1, 0), undefined],
];
const WRONG_CAUSES: [string, Uint8Array, number | undefined][] = [
  ['a cause of one half', untyped([1, 0, 2, 0.5, 2, 1]), 3],
  ['a negative cause', untyped([1, -1, 2, 1, 2, 1]), 1],
  ['a cause that is not a number', untyped([1, 0, Number.NaN, 1, 2, 1]), 2],
  ['causes that are too few', cause.subarray(0, 4), undefined],
];

function expectRefusal(call: () => unknown, at: number | undefined): void {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(library.InputError);
    const { code, message, at: place } = error as library.InputError;
    expect(code).toMatch(/^\w+\.\w+$/);
    expect(message.split(/[.] /).length).toBeGreaterThanOrEqual(3); // rule, fact, remedy
    expect(place).toBe(at);
    return;
  }
  expect.fail('it was taken');
}

describe('a follow-up', () => {
  const calls: Record<string, (followUp: library.FollowUp) => unknown> = {
    assertFollowUp: library.assertFollowUp,
    coxRegression: (followUp) => library.coxRegression({ followUp, covariates }),
    firthCox: (followUp) => library.firthCox({ followUp, covariates }),
    kaplanMeier: library.kaplanMeier,
    kaplanMeierColumns: library.kaplanMeierColumns,
    logRank: (followUp) => library.logRank(followUp, group),
    mergeNearTies: library.mergeNearTies,
    nelsonAalen: library.nelsonAalen,
    numbersAtRisk: (followUp) => library.numbersAtRisk(followUp, [3]),
    pairwiseLogRank: (followUp) => library.pairwiseLogRank(followUp, group),
    parametricSurvival: (followUp) => library.parametricSurvival(followUp, covariates),
    permutationLogRank: (followUp) => library.permutationLogRank(followUp, group),
    reverseKaplanMeier: library.reverseKaplanMeier,
    riskTable: (followUp) => library.riskTable(followUp, true),
  };
  it.each(Object.keys(calls))('in %s', (name) => {
    const call = calls[name] as (typeof calls)[string];
    expect(() => call({ exit, event })).not.toThrow();
    for (const [, wrong, at] of WRONG_TIMES) expectRefusal(() => call({ exit: wrong, event }), at);
    for (const [, wrong, at] of WRONG_EVENTS) expectRefusal(() => call({ exit, event: wrong }), at);
  });
});

describe('a follow-up with causes', () => {
  const calls: Record<string, (followUp: library.CompetingFollowUp) => unknown> = {
    anyCauseFollowUp: (followUp) => library.anyCauseFollowUp(followUp, 2),
    cumulativeIncidence: library.cumulativeIncidence,
    fineGray: (followUp) => library.fineGray({ ...followUp, covariates }),
    grayTest: (followUp) => library.grayTest(followUp, group),
  };
  it.each(Object.keys(calls))('in %s', (name) => {
    const call = calls[name] as (typeof calls)[string];
    expect(() => call({ exit, cause })).not.toThrow();
    for (const [, wrong, at] of WRONG_TIMES) expectRefusal(() => call({ exit: wrong, cause }), at);
    for (const [, wrong, at] of WRONG_CAUSES) expectRefusal(() => call({ exit, cause: wrong }), at);
  });
});

describe('an outcome', () => {
  const models = { logisticRegression: library.logisticRegression, firthLogistic: library.firthLogistic };
  it.each(Object.keys(models) as (keyof typeof models)[])('in %s', (name) => {
    const call = (outcome: Uint8Array) => models[name](outcome, covariates);
    expect(() => call(event)).not.toThrow();
    for (const [what, wrong, at] of WRONG_EVENTS) {
      // which of two lengths is wrong nobody can tell
      expectRefusal(() => call(what.includes('too many') ? event.subarray(0, 3) : wrong), at);
    }
  });
});
