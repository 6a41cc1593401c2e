export { type BuiltReport, buildReport } from './build.ts';
export { closedUp } from './chinese-spacing.ts';
export * from './document.ts';
export { figureWithNotice } from './figure-with-notice.ts';
export { publicResult } from './public-result.ts';
export { textWidth } from './text-measure.ts';
export { measureUnit, missingWords, speaksOfAge } from './vocabulary.ts';
export type { ReportInput, TableStory } from './writing.ts';
