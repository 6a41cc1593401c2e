export { byarRate, logRate } from './approximate-rate.ts';
export { exactRate, exactRateUpperLimit } from './exact-rate.ts';
export type { RateInterval } from './incidence-rate.ts';
export { midPRate } from './mid-p-rate.ts';
export { type EventsOverTime, logRateRatio, type RateRatio, rateRatio } from './rate-ratio.ts';
