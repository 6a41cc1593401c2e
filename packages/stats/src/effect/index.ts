export {
  type StandardisedDifference,
  standardisedDifference,
  standardisedDifferenceOfProportions,
} from './standardised-difference.ts';
