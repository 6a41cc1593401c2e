import {
  type HeterogeneityInterval,
  heterogeneityInterval,
  poolEffects,
  type StudyEffect,
  smallStudyRegression,
} from '../meta-analysis/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { Arguments, type RCall, readCall } from './r-call.ts';
import { counts, poolingOptions, rmaAnswer, rmaArguments } from './rma.ts';

export function metaGeneric(fixture: FixtureCase): Answer {
  const call = readCall(fixture);
  if (call.of === 'metafor::rma') {
    const { effects, options } = modelOf(fixture, call);
    return rmaAnswer(effects, options);
  }
  if (call.of === 'confint') return intervalAnswer(fixture, call);
  if (call.of === 'list') return regressionAnswer(fixture, call);
  return notUnderstood(fixture);
}

function modelOf(fixture: FixtureCase, call: RCall) {
  const given = rmaArguments(fixture, call, ['yi', 'vi']);
  const estimates = counts(fixture, given.name('yi'));
  const variances = counts(fixture, given.name('vi'));
  const effects = estimates.map((estimate, study): StudyEffect => ({ estimate, variance: variances[study] as number }));
  return { effects, options: poolingOptions(fixture, given) };
}

/** The call of rma() that stands first among the arguments of another call, and the others. */
function modelWithin(fixture: FixtureCase, call: RCall) {
  const [first, ...rest] = call.arguments;
  if (!first || first.name !== null || first.value.kind !== 'call' || first.value.of !== 'metafor::rma') {
    return notUnderstood(fixture);
  }
  return { ...modelOf(fixture, first.value), rest: { ...call, arguments: rest } };
}

/** confint(rma(...)): tau squared, tau, I squared as a percentage and H squared, each with its limits. */
function intervalAnswer(fixture: FixtureCase, call: RCall): Answer {
  const { effects, options, rest } = modelWithin(fixture, call);
  const given = new Arguments(fixture, rest, ['level', 'control']);
  const tolerance = given.list('control', ['tol']).number('tol', Number.EPSILON ** 0.25);
  if (tolerance > 1e-9 || options.betweenStudies === 'common') notUnderstood(fixture);
  const level = given.has('level') ? given.number('level', 95) : (options.level ?? 0.95);
  const { tauSquared, iSquared, hSquared } = poolEffects(effects, options).heterogeneity;
  const found = heterogeneityInterval(effects, level >= 1 ? level / 100 : level);
  const row = (
    estimate: number,
    limits: { lower: number; upper: number } | undefined,
    scale = (value: number) => value,
  ) => [estimate, limits?.lower ?? null, limits?.upper ?? null].map((value) => (value === null ? null : scale(value)));
  return {
    output: {
      rows: ['tau^2', 'tau', 'I^2(%)', 'H^2'],
      values: [
        row(tauSquared, found?.tauSquared),
        row(tauSquared, found?.tauSquared, Math.sqrt),
        row(iSquared, found?.iSquared, (share) => share * 100),
        row(hSquared, found?.hSquared),
      ],
    },
    deviations: found ? limitsOfSearch(found, tauSquared) : [],
  };
}

/** confint() searches tau squared up to 100 or ten times the estimate, and gives that end where the limit lies beyond. */
function limitsOfSearch(found: HeterogeneityInterval, tauSquared: number): Deviation[] {
  const end = Math.max(100, 10 * tauSquared);
  if (found.tauSquared.upper <= end) return [];
  const typical = found.tauSquared.upper / (found.hSquared.upper - 1);
  const pairs = [
    [found.tauSquared.upper, end],
    [Math.sqrt(found.tauSquared.upper), Math.sqrt(end)],
    [100 * found.iSquared.upper, (100 * end) / (typical + end)],
    [found.hSquared.upper, end / typical + 1],
  ] as const;
  return pairs.map(([ours, stated], row) => ({
    path: `values.${row}.2`,
    applies: () => true,
    agree: (mine, r) => mine === ours && Math.abs(r - stated) <= 1e-9 * stated,
  }));
}

/** list(lm = regtest(rma(...), model = 'lm')): Egger's regression. */
function regressionAnswer(fixture: FixtureCase, call: RCall): Answer {
  const [only, ...more] = call.arguments;
  if (!only || more.length > 0 || only.name !== 'lm') return notUnderstood(fixture);
  if (only.value.kind !== 'call' || only.value.of !== 'metafor::regtest') return notUnderstood(fixture);
  const { effects, rest } = modelWithin(fixture, only.value);
  new Arguments(fixture, rest, ['model']).choice('model', { lm: null });
  const found = smallStudyRegression(effects);
  return { output: { z_or_t: found?.t ?? null, p: found?.pValue ?? null, limit_estimate: found?.limit ?? null } };
}
