export * from './input-error.ts';
export * from './issue.ts';
export * from './labels.ts';
export * from './missing.ts';
export * from './partial-date.ts';
export * from './records.ts';
export * from './result.ts';
export * from './value.ts';
