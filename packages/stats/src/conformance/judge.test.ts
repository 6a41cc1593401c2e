import { expect, it } from 'vitest';
import { InputError } from '../input/index.ts';
import type { Answer, FixtureCase } from './fixture-case.ts';
import { judge } from './judge.ts';

const fixture = (kind: string): FixtureCase => ({
  name: 'a',
  method: 'm',
  r_call: 'f(x)',
  tol: kind === 'behaviour' ? { kind, rel: null } : { kind, rel: 1e-9, abs: 1e-12 },
  input: {},
  output: { a: 1 },
});
const refuse = (): Answer => {
  throw new InputError('a.b', 'Rule. Fact. Remedy.');
};

it('compares the values of a case', () => {
  expect(judge(fixture('closed'), () => ({ output: { a: 1 } }))).toMatchObject({ compared: 1, differences: [] });
  expect(judge(fixture('closed'), () => ({ output: { a: 2 } })).differences).toHaveLength(1);
});

it('wants a refusal or a warning where R errs or warns', () => {
  expect(judge(fixture('behaviour'), refuse)).toMatchObject({ compared: 1, differences: [] });
  expect(judge(fixture('behaviour'), () => ({ output: {}, warnings: ['separated'] })).differences).toEqual([]);
  expect(judge(fixture('behaviour'), () => ({ output: { a: 1 } })).differences).toHaveLength(1);
});

it('takes neither a refusal for an answer nor a fault for a refusal', () => {
  expect(() => judge(fixture('closed'), refuse)).toThrow(InputError);
  expect(() =>
    judge(fixture('behaviour'), () => {
      throw new Error('no answer');
    }),
  ).toThrow('no answer');
});
