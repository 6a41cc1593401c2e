export type { ExactTails } from './exact-tails.ts';
export { type KruskalWallis, kruskalWallis } from './kruskal-wallis.ts';
export { type LocationShift, locationShift } from './location-shift.ts';
export type { PValues, RankMethod } from './p-values.ts';
export { type RankSumOptions, type RankSumTest, rankSumTest } from './rank-sum-test.ts';
export { type SignedRankTest, signedRankTest } from './signed-rank-test.ts';
