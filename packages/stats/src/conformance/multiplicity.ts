import { type Adjustment, adjustPValues } from '../multiplicity/index.ts';
import { type Answer, type FixtureCase, notUnderstood, numberList } from './fixture-case.ts';

const CALL =
  "m <- c('holm', 'hochberg', 'hommel', 'bonferroni', 'BH', 'BY'); setNames(lapply(m, function(k) arr(p.adjust(p, k))), m)";
const METHODS: [string, Adjustment][] = [
  ['holm', 'holm'],
  ['hochberg', 'hochberg'],
  ['hommel', 'hommel'],
  ['bonferroni', 'bonferroni'],
  ['BH', 'benjaminiHochberg'],
  ['BY', 'benjaminiYekutieli'],
];

export function multiplicity(fixture: FixtureCase): Answer {
  if (fixture.r_call !== CALL) notUnderstood(fixture);
  const pValues = numberList(fixture, 'p');
  return { output: Object.fromEntries(METHODS.map(([name, method]) => [name, adjustPValues(pValues, method)])) };
}
