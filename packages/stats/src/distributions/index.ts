export { betaCdf, betaQuantile, betaUpperQuantile, betaUpperTail } from './beta.ts';
export { binomialCdf, binomialPmf, binomialQuantile, binomialUpperTail } from './binomial.ts';
export { chiSquareCdf, chiSquareQuantile, chiSquareUpperTail } from './chi-square.ts';
export { fCdf, fQuantile, fUpperQuantile, fUpperTail } from './f.ts';
export { gammaCdf, gammaQuantile, gammaUpperQuantile, gammaUpperTail } from './gamma.ts';
export {
  hypergeometricCdf,
  hypergeometricMode,
  hypergeometricPmf,
  hypergeometricRange,
  hypergeometricUpperTail,
  type Urn,
} from './hypergeometric.ts';
export { logFactorial } from './log-factorial.ts';
export { logGamma } from './log-gamma.ts';
export { noncentralHypergeometric, type TailsAt } from './noncentral-hypergeometric.ts';
export { normalCdf, normalQuantile, normalUpperTail } from './normal.ts';
export { poissonCdf, poissonPmf, poissonUpperTail } from './poisson.ts';
export { rankSumCdf, rankSumQuantile, rankSumUpperTail } from './rank-sum.ts';
export { type SumDistribution, sampleSums, sampleSumsWork, subsetSums } from './score-sums.ts';
export { signedRankCdf, signedRankQuantile, signedRankUpperTail } from './signed-rank.ts';
export { tCdf, tQuantile } from './student-t.ts';
