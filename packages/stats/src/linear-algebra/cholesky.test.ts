import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, choleskyInverse, choleskySolve } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 10);

describe('Cholesky', () => {
  // [4 2; 2 3] = [1 0; 1/2 1] diag(4, 2) [1 1/2; 0 1]
  const matrix = Float64Array.of(4, 2, 2, 3);

  it('factors by hand', () => {
    expect(cholesky(matrix, 2)).toEqual({ size: 2, rank: 2, factor: Float64Array.of(4, 0, 0.5, 2) });
    expect([...choleskySolve(cholesky(matrix, 2), Float64Array.of(8, 8))]).toEqual([1, 2]);
    expect([...choleskyInverse(cholesky(matrix, 2))]).toEqual([3 / 8, -1 / 4, -1 / 4, 1 / 2]);
  });

  it('leaves out a column that depends on earlier ones', () => {
    // the second is twice the first
    const dependent = Float64Array.of(1, 2, 0, 2, 4, 0, 0, 0, 5);
    const found = cholesky(dependent, 3);
    expect(found.rank).toBe(2);
    expect([...choleskySolve(found, Float64Array.of(3, 6, 10))]).toEqual([3, 0, 2]);
    expect([...choleskyInverse(found)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1 / 5]);
  });

  it('inverts what it factors', () => {
    const entry = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry, entry), { minLength: 6, maxLength: 12 }), (rows) => {
        const square = new Float64Array(9);
        for (const row of rows)
          for (let i = 0; i < 3; i += 1)
            for (let j = 0; j < 3; j += 1)
              square[3 * i + j] = (square[3 * i + j] as number) + (row[i] as number) * (row[j] as number);
        for (let i = 0; i < 3; i += 1) square[4 * i] = (square[4 * i] as number) + 1;
        const inverse = choleskyInverse(cholesky(square, 3));
        for (let i = 0; i < 3; i += 1)
          for (let j = 0; j < 3; j += 1) {
            let sum = 0;
            for (let k = 0; k < 3; k += 1) sum += (square[3 * i + k] as number) * (inverse[3 * k + j] as number);
            expect(sum).toEqual(nearly(i === j ? 1 : 0));
          }
      }),
    );
  });
});
