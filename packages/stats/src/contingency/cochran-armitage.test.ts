import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail, normalUpperTail } from '../distributions/index.ts';
import { chiSquareTest, cochranArmitage } from './index.ts';

const near = (value: number) => expect.closeTo(value, 13);

describe('three pairs of subjects by hand', () => {
  // half of all have the event, scores are 1 from their mean in four: variance 1/4 * 4 = 1
  it('0, 1 and 2 events lie on a line', () => {
    expect(cochranArmitage([0, 1, 2], [2, 2, 2])).toEqual({
      z: near(2),
      pValue: near(2 * normalUpperTail(2)),
      departure: { statistic: near(0), degreesOfFreedom: 1, pValue: expect.closeTo(1, 6) },
      whyNull: null,
    });
  });

  it('0, 2 and 1 do not', () => {
    // slope 1; between the groups (1 + 1) / 2 over 1/4 is 4
    expect(cochranArmitage([0, 2, 1], [2, 2, 2])).toEqual({
      z: near(1),
      pValue: near(2 * normalUpperTail(1)),
      departure: { statistic: near(3), degreesOfFreedom: 1, pValue: near(chiSquareUpperTail(3, 1)) },
      whyNull: null,
    });
  });

  it('a score of 0, 0 and 1 sets the last group against the others', () => {
    // scores 2/3 and 1/3 from their mean: spread 4 / 9 * 2 + 1 / 9 * 4 = 4 / 3, slope 1
    expect(cochranArmitage([0, 1, 2], [2, 2, 2], [0, 0, 1]).z).toBeCloseTo(1 / Math.sqrt(1 / 3), 13);
  });
});

describe('no trend to be seen', () => {
  it.each([
    ['nobody has the event', [0, 0, 0], [2, 3, 4], [1, 2, 3], 'equalProportions', 1],
    ['everybody has it', [2, 3, 4], [2, 3, 4], [1, 2, 3], 'equalProportions', 1],
    ['nobody is there', [0, 0], [0, 0], [1, 2], 'equalProportions', 0],
    ['one score', [1, 2, 3], [2, 3, 4], [5, 5, 5], 'equalScores', 1],
    ['one group', [1, 0, 0], [2, 0, 0], [1, 2, 3], 'equalScores', 0],
  ] as const)('%s', (_, events, n, scores, whyNull, degreesOfFreedom) => {
    expect(cochranArmitage(events, n, scores)).toEqual({
      z: null,
      pValue: null,
      departure: { statistic: null, degreesOfFreedom, pValue: null },
      whyNull,
    });
  });

  it('two groups have nothing beyond a line', () => {
    expect(cochranArmitage([1, 3], [4, 4]).departure).toEqual({ statistic: null, degreesOfFreedom: 0, pValue: null });
  });
});

describe('properties', () => {
  const group = fc.integer({ min: 1, max: 30 }).chain((n) => fc.tuple(fc.nat({ max: n }), fc.constant(n)));
  const groups = fc.array(group, { minLength: 2, maxLength: 6 });

  it('trend and departure are the parts of Pearson', () => {
    fc.assert(
      fc.property(groups, (given) => {
        const [events, n] = [given.map(([x]) => x), given.map(([, size]) => size)];
        const { z, departure, whyNull } = cochranArmitage(events, n);
        if (whyNull) return;
        const all = chiSquareTest([events, given.map(([x, size]) => size - x)]).pearson.statistic as number;
        expect((z as number) ** 2 + (departure.statistic ?? 0)).toBeCloseTo(all, 8);
      }),
    );
  });

  it('scores may be moved and stretched, turned round with the sign, and a group of nobody put in', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 }), (given, move, stretch) => {
        const [events, n] = [given.map(([x]) => x), given.map(([, size]) => size)];
        const { z, whyNull } = cochranArmitage(events, n);
        if (whyNull) return;
        const scores = n.map((_, k) => move + stretch * k);
        expect(cochranArmitage(events, n, scores).z).toBeCloseTo(z as number, 9);
        expect(cochranArmitage(events.toReversed(), n.toReversed()).z).toBeCloseTo(-(z as number), 9);
        expect(cochranArmitage([...events, 0], [...n, 0]).z).toBeCloseTo(z as number, 9);
      }),
    );
  });
});

it.each([
  ['trend.groups', [1], [2], [1], undefined],
  ['trend.groups', [1, 2], [2, 2], [1], undefined],
  ['trend.groups', [1, 2, 1], [2, 2], [1, 2], undefined],
  ['table.count', [1, 1.5], [2, 2], [1, 2], 1],
  ['table.count', [1, 1], [2, -2], [1, 2], 1],
  ['proportion.events', [3, 1], [2, 2], [1, 2], 0],
  ['trend.score', [1, 1], [2, 2], [1, Number.NaN], 1],
] as const)('refuses %s: %j of %j at %j', (code, events, n, scores, at) => {
  expect(() => cochranArmitage(events, n, scores)).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
});

it('counts groups from 1 where it names one', () => {
  expect(() => cochranArmitage([1, 3], [2, 2])).toThrow('Group 2 has 3');
  expect(() => cochranArmitage([1, 1], [2, 2], [1, Number.NaN])).toThrow('That of group 2 is NaN');
});
