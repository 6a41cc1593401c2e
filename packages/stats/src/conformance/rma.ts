import {
  type BetweenStudyMethod,
  type Limits,
  type PooledEffect,
  type PooledTest,
  type PoolingOptions,
  poolEffects,
  type StudyEffect,
} from '../meta-analysis/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood, UnansweredCall } from './fixture-case.ts';
import { Arguments, type RCall } from './r-call.ts';

const METHODS: Record<string, 'common' | BetweenStudyMethod> = {
  FE: 'common',
  EE: 'common',
  CE: 'common',
  DL: 'derSimonianLaird',
  HE: 'hedges',
  SJ: 'sidikJonkman',
  PM: 'pauleMandel',
  EB: 'empiricalBayes',
  ML: 'maximumLikelihood',
  REML: 'restrictedMaximumLikelihood',
};

const TESTS: Record<string, PooledTest> = {
  z: 'normal',
  knha: 'hartungKnapp',
  adhoc: 'hartungKnappNotNarrower',
};

/** Options of rma() beside those that name its columns. */
const OPTIONS = ['method', 'test', 'level', 'control'];

/** The arguments of a call of metafor on data frame d, with the columns and options that it may have. */
export function argumentsOf(fixture: FixtureCase, call: RCall, columns: string[], options: string[]): Arguments {
  const given = new Arguments(fixture, call, ['data', ...columns, ...options]);
  if (given.name('data') !== 'd') notUnderstood(fixture);
  return given;
}

export function rmaArguments(fixture: FixtureCase, call: RCall, columns: string[], more: string[] = []): Arguments {
  return argumentsOf(fixture, call, columns, [...OPTIONS, ...more]);
}

/** Two-sided level, which metafor takes as a percentage or as a share. */
export function levelOf(given: Arguments): number {
  const level = given.number('level', 95);
  return level >= 1 ? level / 100 : level;
}

/** What rma() adds to the counts of a study with a 0. */
export function correctionOf(given: Arguments): number {
  given.choice('to', { only0: null }, 'only0');
  return given.number('add', 0.5);
}

/** The options of rma(), with R's defaults where the call has none. */
export function poolingOptions(fixture: FixtureCase, given: Arguments): PoolingOptions {
  const control = given.list('control', ['threshold', 'tol', 'maxiter', 'stepadj']);
  if (control.number('stepadj', 1) !== 1) notUnderstood(fixture);
  const betweenStudies = given.choice('method', METHODS, 'REML');
  // R's default leaves Paule and Mandel's root where its search happened to stop
  const root = control.number('tol', Number.EPSILON ** 0.25);
  if (betweenStudies === 'pauleMandel' && root > 1e-9) notUnderstood(fixture);
  return {
    betweenStudies,
    test: given.choice('test', TESTS, 'z'),
    level: levelOf(given),
    tolerance: betweenStudies === 'pauleMandel' ? root : control.number('threshold', 1e-5),
    maximumIterations: control.number('maxiter', 100),
  };
}

/** Answers rma() as R's answer is laid out. */
export function rmaAnswer(
  effects: readonly StudyEffect[],
  options: PoolingOptions,
  back: ((point: number) => number) | null = null,
): Answer {
  const found = poolEffects(effects, options);
  const { heterogeneity } = found;
  return {
    output: {
      k: found.studies,
      estimate: found.estimate,
      se: found.standardError,
      zval: found.statistic,
      p: found.pValue,
      ci: pair(found.interval),
      tau2: heterogeneity.tauSquared,
      se_tau2: heterogeneity.tauSquaredError,
      i2: heterogeneity.iSquared * 100,
      h2: heterogeneity.hSquared,
      q: heterogeneity.q,
      q_p: heterogeneity.pValue,
      prediction: found.prediction && pair(found.prediction),
      weights_pct: Array.from(found.weights, (weight) => weight * 100),
      yi: effects.map(({ estimate }) => estimate),
      vi: effects.map(({ variance }) => variance),
      test: options.test === 'normal' ? 'z' : options.test === 'hartungKnapp' ? 'knha' : 'adhoc',
      ...(back && { back: turnedBack(found, back) }),
    },
    warnings: found.verdict === 'notConverged' ? ['notConverged'] : [],
  };
}

function turnedBack({ estimate, interval, prediction }: PooledEffect, back: (point: number) => number) {
  const points = [estimate, ...pair(interval), ...(prediction ? pair(prediction) : [])];
  return points.map((point) => (point === null ? null : back(point)));
}

export function pair(limits: Limits | null): [number, number] | [null, null] {
  return limits ? [limits.lower, limits.upper] : [null, null];
}

/** A column of counts, none of them missing. */
export function counts(fixture: FixtureCase, name: string): number[] {
  return column(fixture, name).map((value, row) => {
    if (typeof value === 'number') return value;
    throw new UnansweredCall({ lacks: 'number', name, row: row + 1 });
  });
}
