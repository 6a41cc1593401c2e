export { anyCauseFollowUp, type CompetingFollowUp, causesIn } from './competing-follow-up.ts';
export {
  type CumulativeIncidence,
  type CumulativeIncidenceOptions,
  cumulativeIncidence,
  type StateProbability,
} from './cumulative-incidence.ts';
export { type CumulativeIncidencePoint, cumulativeIncidenceAt } from './cumulative-incidence-at.ts';
export { type GrayOptions, type GrayTest, grayTest } from './gray-test.ts';
export { grayVariance } from './gray-variance.ts';
export { type RestrictedTimes, restrictedTimes } from './restricted-times.ts';
