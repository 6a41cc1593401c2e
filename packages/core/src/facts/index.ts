export type {
  DateFact,
  Fact,
  FactValue,
  FusionFact,
  MarginFact,
  MitosesFact,
  RearrangementFact,
  SizeFact,
  StainFact,
} from './fact.ts';
export { findFacts } from './find-facts.ts';
export {
  parseStainPanel,
  type StainedShare,
  type StainFinding,
  type StainPanel,
  type UnreadText,
} from './ihc-panel.ts';
export {
  type Bound,
  type BoundedNumber,
  type DurationText,
  parseBoundedNumber,
  parseDuration,
  parseSize,
  type SizeText,
} from './measure-text.ts';
export { type MissingWord, missingKey, missingWord, type StatedReason } from './missing-words.ts';
export { plainWidth } from './plain-width.ts';
