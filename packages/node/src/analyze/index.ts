export { type ReadOptions, readTable } from './read-table.ts';
