export type { CoarsePatterns } from './coarse-pattern.ts';
export { type CompiledSearch, compileSearch, type Search } from './compile-search.ts';
export { type CodeFinder, systemName } from './find-codes.ts';
export { readableText } from './readable-text.ts';
