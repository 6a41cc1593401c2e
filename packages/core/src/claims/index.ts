export { judgeClaims } from './judge-claims.ts';
export { type JudgedSentence, judgeText } from './judge-text.ts';
export * from './verdict.ts';
