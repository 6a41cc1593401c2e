export { type Extreme, type Influence, type InfluenceOptions, influenceOf } from './influence.ts';
export { leaveOneOut, subjectsOf } from './leave-one-out.ts';
