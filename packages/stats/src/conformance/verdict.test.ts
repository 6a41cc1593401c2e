import { describe, expect, it } from 'vitest';
import { COMMITTED_FIXTURES, hasSharedFixtures, readFixtures, SHARED_FIXTURES } from '../../test-support/fixture.ts';
import { InputError } from '../input/index.ts';
import { type Adapter, type FixtureCase, UnansweredCall } from './fixture-case.ts';
import { ADAPTERS } from './index.ts';
import { valuesIn, verdictOf } from './verdict.ts';

const closed: FixtureCase = {
  name: 'a',
  method: 'm',
  r_call: 'f(x)',
  tol: { kind: 'closed', rel: 1e-9, abs: 1e-12 },
  input: {},
  output: { a: 1, b: [2, null], c: { d: 'log' } },
};
const answers =
  (output: unknown): Adapter =>
  () => ({ output });

describe('verdictOf', () => {
  it('passes a case of which every value was compared and none differs', () => {
    expect(verdictOf(closed, answers(closed.output))).toEqual({
      name: 'a',
      method: 'm',
      verdict: 'pass',
      compared: 4,
      of: 4,
      maxRelativeError: 0,
      why: null,
    });
  });

  it.each([
    ['a number that differs', { a: 1 + 1e-8, b: [2, null], c: { d: 'log' } }],
    ['a value that we lack', { a: 1, b: [2, null], c: {} }],
    ['a value that R lacks', { ...(closed.output as object), e: 5 }],
    ['a list of another length', { a: 1, b: [2], c: { d: 'log' } }],
    ['a null where R has a number', { a: null, b: [2, null], c: { d: 'log' } }],
    ['a number where R has none', { a: 1, b: [2, 3], c: { d: 'log' } }],
    ['another word', { a: 1, b: [2, null], c: { d: 'plain' } }],
  ])('fails for %s', (_what, output) => {
    const { verdict, why } = verdictOf(closed, answers(output));
    expect(verdict).toBe('fail');
    expect(why).toMatchObject({ why: 'differs', differences: expect.arrayContaining([expect.anything()]) });
  });

  it('fails a case of which R says nothing, for nothing was compared', () => {
    expect(verdictOf({ ...closed, output: {} }, answers({}))).toMatchObject({ verdict: 'fail', compared: 0, of: 0 });
  });

  it('fails where the library refuses what R answers, or breaks', () => {
    const throws = (error: Error): Adapter => {
      return () => {
        throw error;
      };
    };
    expect(verdictOf(closed, throws(new InputError('a.b', 'Rule. Fact.'))).why).toEqual({
      why: 'refused',
      code: 'a.b',
      message: 'Rule. Fact.',
      at: undefined,
    });
    expect(verdictOf(closed, throws(new TypeError('x is not a function'))).verdict).toBe('fail');
    expect(verdictOf(closed, throws(new UnansweredCall({ lacks: 'call', call: 'f(x)' })))).toMatchObject({
      verdict: 'unsupported',
      compared: 0,
      of: 4,
      maxRelativeError: null,
    });
  });

  it('calls a method that the library lacks unsupported', () => {
    expect(verdictOf(closed, undefined)).toMatchObject({
      verdict: 'unsupported',
      why: { why: 'noMethod', method: 'm' },
    });
  });
});

/** Places of the numbers of an answer. */
function numbersOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value === 'number') return [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersOf(part, [...path, key]));
}

function moved(fixture: FixtureCase, path: readonly string[]): FixtureCase {
  const output = structuredClone(fixture.output);
  let parent = output as Record<string, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  const last = path.at(-1) as string;
  const value = parent[last] as number;
  const { rel, abs } = fixture.tol;
  parent[last] = value + 10 * Math.max(abs ?? 1e-12, (rel ?? 0) * Math.abs(value));
  return { ...fixture, output };
}

/** How many numbers of a case are moved, spread over all of it; the long run moves every one. */
const MOVED = process.env['CASEWRIGHT_LONG'] === '1' ? Number.POSITIVE_INFINITY : 25;

function spread<T>(values: readonly T[]): readonly T[] {
  if (values.length <= MOVED) return values;
  return Array.from({ length: MOVED }, (_, index) => values[Math.floor((index * values.length) / MOVED)] as T);
}

/**
 * One number of R's at a time is moved by ten tolerances: the verdict must turn. The library's answer is worked out once,
 * and anew only where the adapter reads what was moved (the rows that R's answer kept of a long table).
 */
function expectEachNumberToCount(fixture: FixtureCase, adapter: Adapter): number {
  if (fixture.tol.kind === 'behaviour') return 0;
  const answer = adapter(fixture);
  const places = spread(numbersOf(fixture.output));
  for (const path of places) {
    const again = path.includes('row_index') ? adapter : () => answer;
    const { verdict } = verdictOf(moved(fixture, path), again);
    if (verdict !== 'fail')
      expect.fail(`${fixture.name}: ${path.join('.')} may be moved and the verdict is ${verdict}`);
  }
  return places.length;
}

const FOLDERS = [
  ['committed', COMMITTED_FIXTURES],
  ...(hasSharedFixtures ? [['shared', SHARED_FIXTURES]] : []),
] as const;

describe.each(FOLDERS.map(([which, folder]) => ({ which, folder })))(
  'every number of the $which fixtures decides',
  ({ folder }) => {
    it.each(Object.keys(ADAPTERS))(
      '%s',
      (method) => {
        const adapter = ADAPTERS[method] as Adapter;
        let tried = 0;
        for (const fixture of readFixtures(folder, method)) tried += expectEachNumberToCount(fixture, adapter);
        expect(tried).toBeGreaterThan(0);
      },
      120_000,
    );
  },
);

it('counts the values of an answer', () => {
  expect(valuesIn({ a: [1, 2, null], b: { c: 'x', d: {} }, e: [] })).toBe(5);
});
