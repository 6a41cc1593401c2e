import { chiSquareUpperTail, normalQuantile, normalUpperTail, tQuantile } from '../distributions/index.ts';
import { assertLevel, assertNumber, assertWord, InputError } from '../input/index.ts';
import { type Limits, sharesAt, typicalVariance } from './pool-effects.ts';
import { assertProportions, proportionEffects, type StudyProportion } from './proportion-effects.ts';
import { type Count, fitRandomIntercept } from './random-intercept.ts';
import {
  assertStudiesOfTwo,
  cellsOf,
  corrected,
  effectOfCells,
  type StudyOfTwo,
  saysNothing,
} from './two-group-effects.ts';

export type BinomialNormalOptions = {
  /** points of the quadrature, 1 to 100; 7 by default, as R's metafor has it */
  points?: number;
  /** two-sided, 0.95 by default */
  level?: number;
  /** `normal`, or t on studies less 2 degrees of freedom, null below three studies */
  prediction?: 'normal' | 'higgins';
};

/** The mean of the studies' true effects as log odds (or log odds ratios), and how far these differ. */
export type BinomialNormal = {
  /** studies that the model uses */
  studies: number;
  /** null, as all that follows from it, where the likelihood has no maximum: see `whyNull` */
  estimate: number | null;
  standardError: number | null;
  /** Wald's z of the hypothesis that it is 0, and its two-sided p */
  statistic: number | null;
  pValue: number | null;
  interval: Limits | null;
  /** where the true effect of a further study lies */
  prediction: Limits | null;
  /** variance of the true effects; 0 for one study, which cannot show any */
  tauSquared: number | null;
  /** share of the variance that is not sampling, 0 to 1, by the typical variance of the corrected effects */
  iSquared: number | null;
  /**
   * share of each study that the model uses in what is known of the mean, adding up to 1: of the information about it,
   * tau squared taken as known
   */
  weights: Float64Array | null;
  /**
   * `noEvents`, `allEvents`: of proportions nobody or everybody; `oneSided`: all events, or all others, in one group;
   * `unbounded`: the studies say so opposite things, such as nobody and everybody, that any spread of theirs is too small
   */
  whyNull: 'noEvents' | 'allEvents' | 'oneSided' | 'unbounded' | null;
};

/** Two tests that all studies have one proportion, both by chi-square on studies less 1 degrees of freedom. */
export type ProportionEquality = {
  /** by the squares of the log odds about their mean; studies in which nobody or everybody had the event add nothing */
  wald: number;
  waldPValue: number;
  /** by the ratio of the likelihoods */
  likelihoodRatio: number;
  likelihoodRatioPValue: number;
};

const NOTHING = {
  estimate: null,
  standardError: null,
  statistic: null,
  pValue: null,
  interval: null,
  prediction: null,
  tauSquared: null,
  iSquared: null,
  weights: null,
};

/**
 * Mean proportion of studies by the binomial-normal model: the events of each study are binomial, the log odds of the
 * studies normal about their mean. It is fitted by maximum likelihood to the counts themselves, so studies without events
 * need no correction and weigh what they say.
 *
 * @returns log odds; `logitProportion` turns them back. What comes back is the proportion of the median study. Null where
 *   nobody, or everybody, had the event, in all studies or in each of them.
 * @throws InputError `studies.none`, `study.n`, `study.events` with the index of the study, `level.range`,
 *   `quadrature.points`
 * @see Hamza, van Houwelingen & Stijnen (2008) J Clin Epidemiol 61:41; Stijnen, Hamza & Özdemir (2010) Stat Med 29:3046
 */
export function binomialNormal(
  studies: readonly StudyProportion[],
  options: BinomialNormalOptions = {},
): BinomialNormal & { equality: ProportionEquality | null } {
  assertProportions(studies);
  assertOptions(options);
  const events = studies.reduce((sum, study) => sum + study.events, 0);
  const whyNull = events === 0 ? 'noEvents' : studies.every((study) => study.events === study.n) ? 'allEvents' : null;
  if (whyNull) return { studies: studies.length, ...NOTHING, whyNull, equality: null };
  const counts = studies.map(({ events, n }): Count[] => [{ events, n, offset: 0, hasEffect: 1, share: 1 }]);
  const effects = proportionEffects(studies, 'logit');
  return {
    ...fitted(counts, false, effects.length > 1 ? typicalVariance(effects) : 0, options),
    equality: studies.length > 1 ? equalityOf(studies, events) : null,
  };
}

/**
 * How the groups of each study are modelled. `fixedLevels`: each study's log odds are its own, and its log odds ratio
 * deviates from the mean by half to each side; `conditional`: given a study's events, those of the first group are about
 * binomial, which suits rare events.
 */
export type TwoGroupModel = 'fixedLevels' | 'conditional';

/**
 * Mean log odds ratio of studies of two groups, as `binomialNormal` for proportions. Studies in which nobody or everybody
 * had the event are left out: they say nothing of it.
 *
 * @returns the log odds ratio of the first group against the second; null with `whyNull` where the likelihood has no
 *   maximum
 * @throws InputError as `binomialNormal`
 * @see Turner, Omar, Yang, Goldstein & Thompson (2000) Stat Med 19:3417 (`fixedLevels`); Stijnen, Hamza & Özdemir (2010)
 *   Stat Med 29:3046 (`conditional`)
 */
export function binomialNormalOddsRatio(
  studies: readonly StudyOfTwo[],
  model: TwoGroupModel,
  options: BinomialNormalOptions = {},
): BinomialNormal {
  assertStudiesOfTwo(studies);
  assertOptions(options);
  assertWord('model', model, ['fixedLevels', 'conditional']);
  const telling = studies.filter((study) => !saysNothing(cellsOf(study)));
  const sum = (cell: 0 | 1 | 2 | 3) => telling.reduce((total, study) => total + cellsOf(study)[cell], 0);
  const isConditional = model === 'conditional';
  const isBounded = sum(0) > 0 && sum(2) > 0 && (isConditional || (sum(1) > 0 && sum(3) > 0));
  if (!isBounded) return { studies: telling.length, ...NOTHING, whyNull: 'oneSided' };
  const counts = telling.map(({ first, second }): Count[] =>
    isConditional
      ? [
          {
            events: first.events,
            n: first.events + second.events,
            offset: Math.log(first.n / second.n),
            hasEffect: 1,
            share: 1,
          },
        ]
      : [
          { ...first, offset: 0, hasEffect: 1, share: 0.5 },
          { ...second, offset: 0, hasEffect: 0, share: -0.5 },
        ],
  );
  const effects = telling.map((study) => effectOfCells(corrected(cellsOf(study), 0.5), 'logOddsRatio'));
  return fitted(counts, !isConditional, effects.length > 1 ? typicalVariance(effects) : 0, options);
}

/** The proportion at log odds, 0 to 1. @throws InputError `number.notANumber` */
export function logitProportion(logOdds: number): number {
  assertNumber('logarithm of the odds', logOdds);
  return 1 / (1 + Math.exp(-logOdds));
}

function fitted(
  studies: readonly Count[][],
  hasOwnLevels: boolean,
  typical: number,
  { points = 7, level = 0.95, prediction = 'normal' }: BinomialNormalOptions,
): BinomialNormal {
  const isAllOrNone = studies.every(([first, ...more]) => {
    return more.length === 0 && (first?.events === 0 || first?.events === first?.n);
  });
  const fit = isAllOrNone ? null : fitRandomIntercept({ studies, hasOwnLevels }, points);
  if (!fit) return { studies: studies.length, ...NOTHING, whyNull: 'unbounded' };
  const { effect, standardError, tau, information } = fit;
  const known = information.reduce((sum, one) => sum + one, 0);
  const tauSquared = tau ** 2;
  const tail = (1 - level) / 2;
  const reach = -normalQuantile(tail) * standardError;
  const degrees = studies.length - 2;
  const quantile = prediction === 'normal' ? -normalQuantile(tail) : degrees > 0 ? -tQuantile(tail, degrees) : null;
  const spread = quantile === null ? null : quantile * Math.sqrt(standardError ** 2 + tauSquared);
  return {
    studies: studies.length,
    estimate: effect,
    standardError,
    statistic: effect / standardError,
    pValue: 2 * normalUpperTail(Math.abs(effect / standardError)),
    interval: { lower: effect - reach, upper: effect + reach },
    prediction: spread === null ? null : { lower: effect - spread, upper: effect + spread },
    tauSquared,
    iSquared: studies.length > 1 ? sharesAt(tauSquared, typical).iSquared : 0,
    weights: Float64Array.from(information, (one) => one / known),
    whyNull: null,
  };
}

function equalityOf(studies: readonly StudyProportion[], events: number): ProportionEquality {
  const share = events / studies.reduce((sum, { n }) => sum + n, 0);
  let [sum, mean, likelihoodRatio] = [0, 0, 0];
  const within = studies.filter((study) => study.events > 0 && study.events < study.n);
  const logOdds = within.map((study) => {
    const weight = (study.events * (study.n - study.events)) / study.n;
    return { weight, value: Math.log(study.events / (study.n - study.events)) };
  });
  for (const { weight, value } of logOdds) {
    sum += weight;
    mean += weight * value;
  }
  mean = sum > 0 ? mean / sum : 0;
  const wald = logOdds.reduce((total, { weight, value }) => total + weight * (value - mean) ** 2, 0);
  const surprise = (count: number, expected: number) => (count === 0 ? 0 : 2 * count * Math.log(count / expected));
  for (const study of studies) {
    likelihoodRatio +=
      surprise(study.events, study.n * share) + surprise(study.n - study.events, study.n * (1 - share));
  }
  likelihoodRatio = Math.max(0, likelihoodRatio);
  const degrees = studies.length - 1;
  return {
    wald,
    waldPValue: chiSquareUpperTail(wald, degrees),
    likelihoodRatio,
    likelihoodRatioPValue: chiSquareUpperTail(likelihoodRatio, degrees),
  };
}

function assertOptions({ points = 7, level = 0.95, prediction = 'normal' }: BinomialNormalOptions): void {
  assertLevel(level);
  assertWord('prediction', prediction, ['normal', 'higgins']);
  if (Number.isInteger(points) && points >= 1 && points <= 100) return;
  throw new InputError(
    'quadrature.points',
    `The points of a quadrature are a whole number from 1 to 100. They are ${points}. Leave them out for 7.`,
  );
}
