import { DESCRIBED_PROBABILITIES, describe } from '../describe/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';

export function descriptive(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'desc_stats(d$x)') notUnderstood(fixture);
  return { output: descriptionOf(column(fixture, 'x')) };
}

function descriptionOf(values: (number | null)[]) {
  const found = describe(values);
  const five = found.fiveNumbers;
  return {
    n: found.n + found.missing,
    missing: found.missing,
    n_used: found.n,
    mean: found.mean,
    sd: found.standardDeviation,
    var: found.variance,
    se: found.standardError,
    median: found.median,
    min: found.minimum,
    max: found.maximum,
    sum: found.sum,
    probs: [...DESCRIBED_PROBABILITIES],
    quantile_type2: found.quantiles[2],
    quantile_type6: found.quantiles[6],
    quantile_type7: found.quantiles[7],
    fivenum_tukey: five && [five.minimum, five.lowerHinge, five.median, five.upperHinge, five.maximum],
    iqr_type2: found.interquartileRange[2],
    iqr_type6: found.interquartileRange[6],
    iqr_type7: found.interquartileRange[7],
    mad: found.medianAbsoluteDeviation,
    skewness_type1: found.skewness[1],
    skewness_type2: found.skewness[2],
    skewness_type3: found.skewness[3],
    kurtosis_type1: found.kurtosis[1],
    kurtosis_type2: found.kurtosis[2],
    kurtosis_type3: found.kurtosis[3],
    mean_ci_t: found.meanInterval && [found.meanInterval.lower, found.meanInterval.upper],
    geometric_mean: found.geometricMean,
  };
}
