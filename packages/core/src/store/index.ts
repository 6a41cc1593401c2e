export * from './audit-entry.ts';
export * from './content.ts';
export * from './row-change.ts';
export * from './verify-chain.ts';
