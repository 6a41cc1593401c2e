import { describe, expect, it } from 'vitest';
import { restrictedMeanContrast } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 12);
const mean = (value: number | null, standardError: number | null, tau = 10) => ({ tau, mean: value, standardError });

describe('contrast of restricted means by hand', () => {
  it('has a difference and a ratio with limits', () => {
    // errors 3 and 4 make one of 5
    const { difference, ratio } = restrictedMeanContrast(mean(40, 3), mean(50, 4));
    const z = 1.959963984540054;
    expect(difference).toMatchObject({
      estimate: 10,
      standardError: 5,
      lower: nearly(10 - 5 * z),
      upper: nearly(10 + 5 * z),
    });
    expect(difference?.pValue).toBeCloseTo(0.0455002638963584, 14); // P(|Z| > 2)
    const error = Math.sqrt((3 / 40) ** 2 + (4 / 50) ** 2);
    expect(ratio).toMatchObject({
      estimate: nearly(1.25),
      standardError: nearly(error),
      lower: nearly(1.25 * Math.exp(-z * error)),
    });
  });

  it.each([
    [mean(null, 1), mean(5, 1)],
    [mean(5, null), mean(5, 1)],
    [mean(5, 1), mean(null, 1)],
    [mean(5, 1), mean(5, null)],
  ])('has nothing to compare where one of the four numbers is missing: %j, %j', (first, second) => {
    expect(restrictedMeanContrast(first, second)).toMatchObject({ difference: null, ratio: null });
  });

  it('says what cannot be estimated', () => {
    expect(restrictedMeanContrast(mean(5, 1), mean(0, 1)).ratio).toBeNull();
    expect(restrictedMeanContrast(mean(null, null), mean(5, 1))).toMatchObject({ difference: null, ratio: null });
    expect(restrictedMeanContrast(mean(0, 0), mean(5, 1)).ratio).toBeNull();
    expect(restrictedMeanContrast(mean(5, 0), mean(5, 0)).difference).toMatchObject({ estimate: 0, pValue: null });
  });

  it('wants one horizon', () => {
    expect(() => restrictedMeanContrast(mean(5, 1, 10), mean(5, 1, 12))).toThrow(
      expect.objectContaining({ code: 'survival.horizon' }),
    );
    expect(() => restrictedMeanContrast(mean(5, 1), mean(5, 1), 95)).toThrow(
      expect.objectContaining({ code: 'level.range' }),
    );
  });
});
