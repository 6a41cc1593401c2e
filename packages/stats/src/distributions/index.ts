export { betaCdf, betaQuantile, betaUpperQuantile, betaUpperTail } from './beta.ts';
export { binomialCdf, binomialPmf, binomialQuantile, binomialUpperTail } from './binomial.ts';
export { chiSquareCdf, chiSquareQuantile, chiSquareUpperTail } from './chi-square.ts';
export { gammaCdf, gammaQuantile, gammaUpperQuantile, gammaUpperTail } from './gamma.ts';
export { logGamma } from './log-gamma.ts';
export { normalCdf, normalQuantile, normalUpperTail } from './normal.ts';
export { signedRankCdf, signedRankQuantile, signedRankUpperTail } from './signed-rank.ts';
export { tCdf, tQuantile } from './student-t.ts';
