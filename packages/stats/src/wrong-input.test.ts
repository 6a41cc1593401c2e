import { describe, expect, it } from 'vitest';
import {
  type Arguments,
  asIs,
  column,
  emptyArguments,
  one,
  records,
  rightArguments,
  rowsOf,
  word,
  wrongCalls,
} from '../test-support/wrong-arguments.ts';
import * as library from './index.ts';

const functions = new Map(Object.entries(library).filter(([, member]) => typeof member === 'function'));

/**
 * Every function that takes data refuses each wrong value of each argument by code, sentence and index. A function that is
 * neither in the table nor named as taking none makes the test fail.
 */

const SUBJECTS = 6;
const exit = Float64Array.of(2, 5, 7, 9, 11, 12);
const event = Uint8Array.of(1, 0, 1, 1, 0, 1);
const cause = Uint8Array.of(1, 0, 2, 1, 2, 1);
const codes = Uint32Array.of(0, 1, 0, 1, 0, 1);

const exits = column('time', exit);
const followUp = {
  entry: column('time', Float64Array.of(0, 1, 0, 2, 0, 3)),
  exit: exits,
  event: column('event', event),
  weight: column('positiveCount', Float64Array.of(1, 2, 1, 1, 3, 1)),
};
const fromStart = { exit: exits, event: followUp.event };
const causes = { exit: exits, cause: column('cause', cause) };
const covariates = [column('finite', Float64Array.of(0.3, -0.2, 0.9, 0.1, -0.4, 0.5))];
const group = grouping(codes);
const stratum = grouping(Uint32Array.of(0, 0, 0, 1, 1, 1));
const level = one('level', 0.9);
const scale = word('log');
const yes = asIs(true);
const survivalOptions = { level, confidence: scale, mergeNearTies: yes };

function grouping(code: Uint32Array): Arguments {
  return { code: column('cause', code), count: asIs(2) };
}

const curve = library.kaplanMeier({ exit, event });
const curves = library.cumulativeIncidence({ exit, cause });
const cox = library.coxRegression({
  followUp: { exit, event },
  covariates: [Float64Array.of(0.3, -0.2, 0.9, 0.1, -0.4, 0.5)],
});
const made = (value: unknown) => asIs(value);

const values = column('finite', [1.5, 2, 4, 3.25, 7, 9], 'free');
const paired = [column('finite', [1.5, 2, 4, 3.25, 7, 9]), column('finite', [3, 1, 5, 4.5, 9, 8])];
const twoSamples = [values, column('finite', [3, 1, 5, 4.5, 9, 8, 2.25], 'free')];
const groups = [[...twoSamples, column('finite', [4, 6, 5, 8], 'free')]];
const numbers = column('number', Float64Array.of(1.5, 2, 4, 3.25, 7, 9), 'free');

const proportion = [one('count', 3), one('positiveCount', 10), level];
const groupEvents = { events: one('count', 3), n: one('count', 10) };
const two = [groupEvents, { events: one('count', 6), n: one('count', 12) }, level];
const rate = [one('count', 3), one('positive', 40.5), level];
const rates = [
  { events: one('count', 3), personTime: one('positive', 40.5) },
  { events: one('count', 5), personTime: one('positive', 22) },
  level,
];
const twoByTwo = [0, 1, 2, 3].map((at) => one('count', [7, 3, 2, 9][at] as number, at));
const table = rowsOf(
  'count',
  [
    [4, 3, 2],
    [1, 6, 5],
    [2, 2, 7],
  ],
  { cell: 7 },
);
const ratings = rowsOf(
  'count',
  [
    [4, 0, 0],
    [1, 3, 0],
    [2, 1, 1],
  ],
  { cell: 2, short: 2 },
);
const square = rowsOf(
  'count',
  [
    [4, 1, 0],
    [1, 3, 0],
    [0, 1, 5],
  ],
  { cell: 2, short: 2 },
);
const trend = [column('count', [1, 3, 6]), column('positiveCount', [8, 9, 10]), column('finite', [0, 1, 3])];

const effects = records(
  [
    { estimate: 0.2, variance: 0.1 },
    { estimate: -0.3, variance: 0.2 },
    { estimate: 0.5, variance: 0.15 },
  ],
  { estimate: 'finite', variance: 'positive' },
);
const proportions = records(
  [
    { events: 2, n: 12 },
    { events: 5, n: 15 },
    { events: 3, n: 9 },
  ],
  { events: 'count', n: 'positiveCount' },
);
const STUDIES_OF_TWO = [1, 2, 3].map((k) => ({ first: { events: k, n: 10 + k }, second: { events: k + 1, n: 12 } }));
const studiesOfTwo = {
  taken: STUDIES_OF_TWO,
  empty: [],
  wrong: (['first', 'second'] as const).flatMap((side) =>
    [
      { events: Number.NaN, n: 13 },
      { events: -1, n: 13 },
      { events: 1.5, n: 13 },
      { events: 14, n: 13 },
      { events: 1, n: 0 },
      { events: 1, n: Number.POSITIVE_INFINITY },
    ].map((value) => ({
      what: `${side} ${value.events} of ${value.n}`,
      value: STUDIES_OF_TWO.with(2, { ...(STUDIES_OF_TWO[2] as (typeof STUDIES_OF_TWO)[number]), [side]: value }),
      at: 2,
    })),
  ),
};
const iteration = { tolerance: one('positive', 1e-8), maximumIterations: one('positiveCount', 100) };
const pooling = {
  ...iteration,
  betweenStudies: word('hedges'),
  test: word('normal'),
  prediction: word('asTest'),
  level,
};

const shape = one('positive', 2);
const urn = { marked: one('count', 7), unmarked: one('count', 9), drawn: one('count', 5) };
const p = one('probability', 0.3);
const workBudget = one('notNegative', 1000);
const seed = one('count', 7);

/** The arguments of every function that takes data. */
const CALLS: Record<string, readonly Arguments[]> = {
  // follow-up, with causes or without
  assertFollowUp: [followUp],
  assertGrouping: [group, asIs(SUBJECTS)],
  assertConfidenceScale: [scale],
  kaplanMeier: [followUp, survivalOptions],
  kaplanMeierColumns: [followUp, survivalOptions],
  reverseKaplanMeier: [followUp, survivalOptions],
  nelsonAalen: [followUp, { ...survivalOptions, ties: word('together') }],
  riskTable: [followUp, yes],
  mergeNearTies: [followUp],
  numbersAtRisk: [followUp, column('number', [0, 3, 8], 'free')],
  survivalWithout: [fromStart],
  logRank: [followUp, group, { stratum, weight: word('gehan'), mergeNearTies: yes }],
  pairwiseLogRank: [
    followUp,
    group,
    { stratum, weight: { kind: word('flemingHarrington'), p: one('time', 1), q: one('time', 0) } },
  ],
  permutationLogRank: [
    fromStart,
    group,
    { budget: one('notNegative', 100), draws: one('positiveCount', 20), seed, level, stratum },
  ],
  guardSurvival: [causes, one('time', 6)],
  guardSurvivalComparison: [causes, group, one('time', 6)],
  anyCauseFollowUp: [causes, asIs(2)],
  causesIn: [column('cause', cause, 'free')],
  cumulativeIncidence: [
    { ...causes, entry: followUp.entry, weight: followUp.weight },
    { ...survivalOptions, causes: one('count', 2) },
  ],
  grayTest: [causes, group, { cause: one('positiveCount', 1), rho: one('finite', 0), stratum }],
  // what a curve says
  survivalAt: [made(curve), one('number', 6)],
  rowsUpTo: [asIs(exit), one('number', 6)],
  survivalQuantile: [made(curve), p],
  survivalTime: [made(curve), p],
  survivalQuantilesMidpoint: [made(curve), column('probability', [0.2, 0.5, 0.6], 'free')],
  conditionalSurvival: [made(curve), one('time', 3), one('time', 8)],
  restrictedMean: [made(curve), one('time', 8)],
  restrictedMeanContrast: [made(library.restrictedMean(curve, 8)), made(library.restrictedMean(curve, 8)), level],
  cumulativeIncidenceAt: [made(curves), one('number', 6)],
  restrictedTimes: [made(curves), one('time', 6)],
  grayVariance: [made(curves), one('positiveCount', 1)],
  logRankTrend: [
    made(library.logRank({ exit, event }, { code: Uint32Array.of(0, 1, 2, 0, 1, 2), count: 3 })),
    column('finite', [0, 1, 3]),
  ],
  // models
  coxRegression: [
    {
      followUp: { entry: followUp.entry, ...fromStart },
      covariates,
      stratum,
      offset: column('finite', new Float64Array(SUBJECTS)),
      weight: column('positive', Float64Array.of(1, 2, 0.5, 1, 1, 1)),
    },
    {
      ties: word('breslow'),
      level,
      cluster: grouping(Uint32Array.of(0, 0, 1, 1, 1, 0)),
      maximumIterations: one('count', 30),
      robust: yes,
    },
  ],
  firthCox: [{ followUp: { entry: followUp.entry, ...fromStart }, covariates, stratum }, level],
  guardCox: [{ followUp: { entry: followUp.entry, ...fromStart }, covariates, stratum }, one('count', 1)],
  referenceValues: [
    { followUp: fromStart, covariates, weight: column('positive', Float64Array.of(1, 2, 0.5, 1, 1, 1)) },
  ],
  predictedSurvival: [made(cox), column('finite', [0.5]), scale],
  proportionalHazardsTest: [
    made(cox),
    word('km'),
    { taken: [[0]], wrong: [{ what: 'a column there is not', value: [[3]], at: 0 }] },
  ],
  concordanceOf: [made(cox.data), column('finite', Float64Array.of(0.3, -0.2, 0.9, 0.1, -0.4, 0.5)), group],
  waldTest: [
    column('finite', [0.4, 0.2, -0.3]),
    { taken: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), wrong: [{ what: 'too few', value: new Float64Array(4) }] },
    {
      taken: [0, 2],
      wrong: [
        { what: 'a column there is not', value: [0, 3], at: 3 },
        { what: 'half a column', value: [0.5, 1], at: 0.5 },
      ],
    },
  ],
  parametricSurvival: [{ exit: column('positive', exit), event: followUp.event }, covariates, word('weibull')],
  logisticRegression: [followUp.event, covariates, { level, ...iteration }],
  firthLogistic: [followUp.event, covariates, level],
  guardLogistic: [followUp.event, covariates, one('count', 1)],
  fineGray: [
    { ...causes, covariates },
    { cause: one('positiveCount', 1), level },
  ],
  fineGrayLikelihood: [
    { ...causes, covariates },
    {
      taken: [0.5],
      wrong: [
        { what: 'NaN', value: [Number.NaN], at: 0 },
        { what: 'too many', value: [0.5, 1] },
      ],
    },
    { cause: one('positiveCount', 1) },
  ],
  fineGrayRows: [exits, causes.cause, one('positiveCount', 1)],
  guardFineGray: [{ ...causes, covariates }, one('count', 1)],
  // describing
  describe: [values, level],
  fiveNumbers: [values],
  geometricMean: [values],
  hodgesLehmann: [values, level],
  interquartileRange: [values, asIs(7)],
  kurtosis: [values, asIs(1)],
  skewness: [values, asIs(1)],
  mean: [values],
  meanInterval: [values, level],
  median: [values],
  medianAbsoluteDeviation: [values],
  medianInterval: [values, level],
  presentValues: [values],
  quantile: [values, p, { taken: 7, wrong: [{ what: 'a type there is not', value: 5 }] }],
  standardDeviation: [values],
  variance: [values],
  completePairs: paired,
  pairedDifferences: paired,
  midranks: [numbers],
  tieGroups: [numbers],
  sumOf: [numbers],
  // tests of samples
  rankSumTest: [...twoSamples, { method: word('normal'), workBudget }],
  locationShift: [...twoSamples, { method: word('normal'), level }],
  signedRankTest: [values, { method: word('normal'), workBudget }],
  kruskalWallis: groups,
  oneWayAnova: groups,
  welchAnova: groups,
  welchTest: [...twoSamples, level],
  pooledTest: [...twoSamples, level],
  differenceTest: [values, level],
  standardisedDifference: twoSamples,
  standardisedDifferenceOfProportions: [
    { events: one('count', 3, 0), n: one('count', 10, 0) },
    { events: one('count', 6, 1), n: one('count', 12, 1) },
  ],
  pearson: [...paired, level],
  spearman: [...paired, word('t')],
  kendall: [...paired, word('normal')],
  adjustPValues: [column('probability', [0.01, 0.04, 0.3], 'free'), word('holm')],
  // proportions, rates and tables
  agrestiCoull: proportion,
  clopperPearson: proportion,
  exactUpperLimit: proportion,
  jeffreys: [...proportion, word('plain')],
  midP: proportion,
  wald: proportion,
  wilson: proportion,
  wilsonCorrected: proportion,
  binomialTest: [one('count', 3), one('positiveCount', 10), p],
  guardProportion: [one('count', 3), one('positiveCount', 10)],
  markedInPopulation: [{ marked: one('count', 2), drawn: one('count', 5), population: one('count', 20) }, level],
  miettinenNurminen: two,
  newcombe: two,
  newcombeCorrected: two,
  waldDifference: two,
  byarRate: rate,
  exactRate: rate,
  exactRateUpperLimit: rate,
  logRate: rate,
  midPRate: rate,
  rateRatio: rates,
  logRateRatio: rates,
  chiSquareTest: [table],
  fisherTable: [table, { workBudget, draws: one('positiveCount', 50), seed, level }],
  fisherExact: [twoByTwo],
  conditionalOddsRatio: [twoByTwo, level, word('midP')],
  mcnemar: [twoByTwo, level],
  numberNeeded: [twoByTwo],
  oddsRatio: [
    twoByTwo,
    level,
    {
      taken: 0.5,
      wrong: [
        { what: 'a correction there is not', value: 0.3 },
        { what: 'NaN', value: Number.NaN },
      ],
    },
  ],
  riskRatio: [twoByTwo, level],
  unconditionalExact: [twoByTwo, { statistic: word('pooled'), alternative: word('less') }],
  guardTwoByTwo: [twoByTwo],
  cochranArmitage: trend,
  exactTrend: [...trend, { workBudget }],
  cohenKappa: [square, { weights: word('linear'), level }],
  fleissKappa: [ratings],
  gwetAc1: [ratings, level],
  gwetAc1OfTable: [square, level],
  intraclassCorrelations: [
    rowsOf(
      'finite',
      [
        [4, 3, 5],
        [1, 2, 2],
        [6, 5, 7],
        [3, 3, 2],
      ],
      { cell: 3, short: 3 },
    ),
    level,
  ],
  disclosureRisk: [
    [asIs(['a', 'b', 'a', 'b'])],
    { taken: ['x', 'y', 'x', 'x'], wrong: [{ what: 'too few', value: ['x'], at: 0 }] },
    one('positiveCount', 2),
  ],
  // meta-analysis
  betweenStudyVariance: [effects, word('hedges'), iteration],
  poolEffects: [effects, pooling],
  heterogeneityInterval: [effects, level],
  smallStudyRegression: [effects],
  poolProportions: [proportions, { ...pooling, scale: word('logit'), correction: one('notNegative', 0.5) }],
  proportionEffects: [proportions, word('logit'), one('notNegative', 0.5)],
  proportionAt: [one('number', 0.3), word('doubleArcsine'), proportions],
  binomialNormal: [proportions, { points: one('positiveCount', 5), level, prediction: word('normal') }],
  binomialNormalOddsRatio: [studiesOfTwo, word('fixedLevels'), { points: one('positiveCount', 5), level }],
  mantelHaenszel: [studiesOfTwo, word('logRiskRatio'), level],
  petoOddsRatio: [studiesOfTwo, level],
  twoGroupEffects: [studiesOfTwo, word('logRiskRatio'), one('notNegative', 0.5)],
  logitProportion: [one('number', 0.3)],
  // influence
  influenceOf: [one('finite', 0.5), column('finite', [0.4, 0.6, 0.5], 'free')],
  leaveOneOut: [one('count', 3), asIs((kept: Uint32Array) => kept.length)],
  // distributions
  betaCdf: [p, shape, shape],
  betaUpperTail: [p, shape, shape],
  betaQuantile: [p, shape, shape],
  betaUpperQuantile: [p, shape, shape],
  binomialCdf: [one('number', 3), one('count', 10), p],
  binomialPmf: [one('number', 3), one('count', 10), p],
  binomialUpperTail: [one('number', 3), one('count', 10), p],
  binomialQuantile: [p, one('count', 10), p],
  chiSquareCdf: [one('notNegative', 3), shape],
  chiSquareUpperTail: [one('notNegative', 3), shape],
  chiSquareQuantile: [p, shape],
  fCdf: [one('notNegative', 3), shape, shape],
  fUpperTail: [one('notNegative', 3), shape, shape],
  fQuantile: [p, shape, shape],
  fUpperQuantile: [p, shape, shape],
  gammaCdf: [one('notNegative', 3), shape],
  gammaUpperTail: [one('notNegative', 3), shape],
  gammaQuantile: [p, shape],
  gammaUpperQuantile: [p, shape],
  hypergeometricCdf: [one('number', 3), urn],
  hypergeometricPmf: [one('number', 3), urn],
  hypergeometricUpperTail: [one('number', 3), urn],
  hypergeometricMode: [urn],
  hypergeometricRange: [urn],
  noncentralHypergeometric: [one('count', 3), urn, one('finite', 0.4)],
  logFactorial: [one('count', 5)],
  logGamma: [one('notNegative', 2.5)],
  normalQuantile: [p],
  poissonCdf: [one('number', 3), one('time', 2.5)],
  poissonPmf: [one('number', 3), one('time', 2.5)],
  poissonUpperTail: [one('number', 3), one('time', 2.5)],
  rankSumCdf: [one('number', 9), one('count', 4), one('count', 5)],
  rankSumUpperTail: [one('number', 9), one('count', 4), one('count', 5)],
  rankSumQuantile: [p, one('count', 4), one('count', 5)],
  signedRankCdf: [one('number', 9), one('count', 6)],
  signedRankUpperTail: [one('number', 9), one('count', 6)],
  signedRankQuantile: [p, one('count', 6)],
  sampleSums: [column('count', [1, 2, 3, 4], 'free'), one('count', 2)],
  sampleSumsWork: [column('count', [1, 2, 3, 4], 'free'), one('count', 2), one('notNegative', 100)],
  subsetSums: [column('count', [1, 2, 3, 4], 'free')],
  tCdf: [one('number', 0.3), shape],
  tQuantile: [p, shape],
};

const CHECKED_BEFORE = 'it is the inside of a sweep over subjects or rows, which what calls it has checked';
const NAN_FOR_NAN = 'any number is right, and NaN comes back for NaN, which the search for a maximum counts on';
const OF_A_RESULT = 'it takes only what another function of the library gave';
const WITHOUT_DATA: Record<string, string> = {
  InputError: 'it is the refusal itself',
  baselineHazard: OF_A_RESULT,
  coxResiduals: OF_A_RESULT,
  martingaleResiduals: OF_A_RESULT,
  schoenfeldResiduals: OF_A_RESULT,
  survivalSteps: OF_A_RESULT,
  membersByGroup: CHECKED_BEFORE,
  timeRows: CHECKED_BEFORE,
  survivalLimits: CHECKED_BEFORE,
  normalCdf: NAN_FOR_NAN,
  normalUpperTail: NAN_FOR_NAN,
  findingOf: OF_A_RESULT,
  judgedAs: OF_A_RESULT,
  subjectsOf: 'it picks from a column by places that leaveOneOut made',
};

const functionOf = (name: string) => functions.get(name) as (...values: unknown[]) => unknown;

function refusalOf(call: () => unknown): library.InputError | string {
  try {
    const taken = call();
    return `it was taken: ${JSON.stringify(taken)?.slice(0, 80)}`;
  } catch (error) {
    return error instanceof library.InputError ? error : `it threw ${error}`;
  }
}

describe('what is wrong in one place', () => {
  it.each(Object.keys(CALLS))('is refused by %s', (name) => {
    const call = functionOf(name);
    const tree = CALLS[name] as readonly Arguments[];
    expect(() => call(...rightArguments(tree))).not.toThrow();
    const faults: string[] = [];
    for (const { what, values: wrong, at } of wrongCalls(tree)) {
      const refusal = refusalOf(() => call(...wrong));
      if (typeof refusal === 'string') faults.push(`${what}: ${refusal}`);
      else {
        if (!/^\w+\.\w+$/.test(refusal.code)) faults.push(`${what}: no code ${refusal.code}`);
        if (refusal.message.split(/[.] /).length < 3)
          faults.push(`${what}: not rule, fact and remedy: ${refusal.message}`);
        if (refusal.at !== at) faults.push(`${what}: at ${refusal.at}, not ${at} (${refusal.code})`);
      }
    }
    expect(faults).toEqual([]);
  });
});

describe('no subjects at all', () => {
  it.each(Object.keys(CALLS))('give an answer or a refusal, never NaN, in %s', (name) => {
    const call = functionOf(name);
    const refusal = refusalOf(() => {
      const answer = call(...emptyArguments(CALLS[name] as readonly Arguments[]));
      expect(notANumber(answer), name).toBe(false);
    });
    if (typeof refusal === 'string') expect(refusal).toMatch(/^it was taken/);
  });
});

function notANumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some(notANumber);
}

it('is asked of every public function, or the reason why not is given', () => {
  expect([...Object.keys(CALLS), ...Object.keys(WITHOUT_DATA)].sort()).toEqual([...functions.keys()].sort());
});
