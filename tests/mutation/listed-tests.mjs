/**
 * Stands in for vitest where thousands of mutants are judged: `describe` and `it` only list the tests, and the runner
 * beside this file calls those it wants. `expect` is vitest's own.
 */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import fc from 'fast-check';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
globalThis[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0 }, expect);

// A mutant that dies must die again: the same examples each time, and few, since each mutant that lives meets them all.
fc.configureGlobal({ seed: 20_261_122, numRuns: 10 });

/** In the order of the files: the test and the name by which it is known. */
export const listed = [];

const path = [];

export function describe(name, body) {
  path.push(name);
  body();
  path.pop();
}

export function it(name, ...rest) {
  const run = rest.find((part) => typeof part === 'function');
  // names made from a table need not differ
  const whole = [...path, name].join(' > ');
  const same = listed.filter((test) => test.whole === whole).length;
  listed.push({ whole, id: same === 0 ? whole : `${whole} #${same + 1}`, run });
}

it.each = (table) => (name, run) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    it(`${name}: ${JSON.stringify(row.name ?? row)}`, () => run(...values));
  }
};
describe.each = (table) => (name, body) => {
  for (const row of table)
    describe(`${name}: ${JSON.stringify(row)}`, () => body(...(Array.isArray(row) ? row : [row])));
};

export const test = it;
