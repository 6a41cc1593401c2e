export { findRoot } from './find-root.ts';
