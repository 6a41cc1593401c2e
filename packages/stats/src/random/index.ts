export { seededUniform } from './seeded.ts';
