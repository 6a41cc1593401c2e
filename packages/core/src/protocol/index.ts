export { valuesOf } from './check-claims.ts';
export { isReservedId } from './check-identity.ts';
export { type Arithmetic, parseArithmetic, statisticsIn } from './claim-arithmetic.ts';
export { type PatternPiece, parseClaimPattern, plainWord } from './claim-pattern.ts';
export * from './load-study.ts';
export type { Known, Variable } from './names.ts';
export { planStatus } from './plan.ts';
export * from './schema.ts';
export { parseSearchCode, plainCode, type SearchCode } from './search-code.ts';
export {
  isPatternFault,
  parseSearchPattern,
  SEARCH_PATTERN_LIMITS,
  type SearchPattern,
  type SearchPatternFault,
  type SearchPhrase,
  type SearchPiece,
} from './search-pattern.ts';
export { readYaml } from './yaml-text.ts';
