import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypergeometricCdf, hypergeometricPmf } from '../distributions/index.ts';
import { markedInPopulation } from './finite-population.ts';

describe('how many of a finite population are marked', () => {
  // by hand: 5 of 10 drawn, none marked. P(0) with M marked is C(10-M, 5)/252: 126, 56, 21, 6, 1 of 252 for M of 1 to 5
  it.each([
    { level: 0.95, upperOneSided: 3, upper: 3 }, // 21/252 = 0.083 is above 0.05 and 0.025; 6/252 = 0.0238 is below both
    { level: 0.9, upperOneSided: 2, upper: 3 }, // 56/252 above 0.10, 21/252 below; of 0.05 the latter is above
    { level: 0.99, upperOneSided: 4, upper: 4 }, // 6/252 is above 0.01 and 0.005; 1/252 is below both
    { level: 0.5, upperOneSided: 0, upper: 1 }, // 126/252 is 0.5 exactly, and that is not above it
  ])('none of 5 drawn from 10 at $level: at most $upperOneSided, two-sided $upper', ({ level, ...limits }) => {
    const found = markedInPopulation({ marked: 0, drawn: 5, population: 10 }, level);
    expect(found).toMatchObject({ estimate: 0, lower: 0, ...limits });
  });

  // by hand: 2 of 3 drawn from 6 marked. P(X >= 2): M = 2: 4/20; P(X <= 2): M = 5: 10/20, with one unmarked drawn always left
  it('2 of 3 drawn from 6: at least 2, at most 5', () => {
    expect(markedInPopulation({ marked: 2, drawn: 3, population: 6 })).toEqual({
      estimate: 4,
      lower: 2,
      upper: 5,
      upperOneSided: 5,
    });
  });

  it('everybody drawn leaves nothing open, nobody drawn everything', () => {
    expect(markedInPopulation({ marked: 3, drawn: 8, population: 8 })).toEqual({
      estimate: 3,
      lower: 3,
      upper: 3,
      upperOneSided: 3,
    });
    expect(markedInPopulation({ marked: 0, drawn: 0, population: 8 })).toEqual({
      estimate: null,
      lower: 0,
      upper: 8,
      upperOneSided: 8,
    });
  });

  it('none of 300 drawn from a million is near the rule of three', () => {
    const { upperOneSided } = markedInPopulation({ marked: 0, drawn: 300, population: 1_000_000 });
    // 1 - 0.05^(1/300) of a million is 9936; drawing without replacement takes a little off
    expect(upperOneSided).toBeGreaterThan(9920);
    expect(upperOneSided).toBeLessThanOrEqual(9936);
  });

  const samples = fc
    .integer({ min: 1, max: 60 })
    .chain((population) => fc.integer({ min: 1, max: population }).map((drawn) => ({ population, drawn })));

  it('covers with at least the level, whatever the truth', () => {
    fc.assert(
      fc.property(samples, fc.nat(60), ({ population, drawn }, some) => {
        const truth = some % (population + 1);
        let covered = 0;
        let below = 0;
        for (let marked = Math.max(0, drawn - (population - truth)); marked <= Math.min(drawn, truth); marked += 1) {
          const chance = hypergeometricPmf(marked, { marked: truth, unmarked: population - truth, drawn });
          const { lower, upper, upperOneSided } = markedInPopulation({ marked, drawn, population }, 0.9);
          if (lower <= truth && truth <= upper) covered += chance;
          if (truth <= upperOneSided) below += chance;
        }
        expect(covered).toBeGreaterThan(0.9 - 1e-9);
        expect(below).toBeGreaterThan(0.9 - 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('one more than the upper limit is refused by its test', () => {
    fc.assert(
      fc.property(samples, fc.nat(60), ({ population, drawn }, some) => {
        const marked = some % (drawn + 1);
        const { upper } = markedInPopulation({ marked, drawn, population });
        const next = upper + 1;
        if (next > population - (drawn - marked)) return;
        expect(hypergeometricCdf(marked, { marked: next, unmarked: population - next, drawn })).toBeLessThanOrEqual(
          0.025,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { marked: 2, drawn: 1, population: 5 },
    { marked: 0, drawn: 6, population: 5 },
    { marked: 0.5, drawn: 1, population: 5 },
    { marked: -1, drawn: 1, population: 5 },
  ])('refuses %o', (sample) => {
    expect(() => markedInPopulation(sample)).toThrow(expect.objectContaining({ code: 'population.sample' }));
  });
});
