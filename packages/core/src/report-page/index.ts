export * from './packed.ts';
export * from './page-data.ts';
export * from './words.ts';
