export * from './page-data.ts';
export * from './words.ts';
