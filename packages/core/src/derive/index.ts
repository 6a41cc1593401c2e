export * from './endpoint.ts';
export * from './endpoint-notes.ts';
export * from './evaluate.ts';
export * from './followed-span.ts';
export * from './patient-contexts.ts';
export * from './variable-value.ts';
