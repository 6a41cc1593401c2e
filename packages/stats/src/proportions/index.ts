export { binomialTest } from './binomial-test.ts';
export { clopperPearson, exactUpperLimit } from './clopper-pearson.ts';
export { jeffreys } from './jeffreys.ts';
export { midP } from './mid-p.ts';
export type { ProportionInterval } from './proportion.ts';
export { agrestiCoull, wald } from './wald.ts';
export { wilson, wilsonCorrected } from './wilson.ts';
