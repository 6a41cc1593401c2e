export * from './endpoint.ts';
export * from './evaluate.ts';
export * from './patient-contexts.ts';
export * from './variable-value.ts';
