/**
 * A symmetric matrix as L D L': below the diagonal the unit triangle L, on it D. A column that depends on earlier ones
 * has a 0 in D, and everything of it counts as 0 in what follows.
 */
export type Cholesky = { readonly size: number; readonly factor: Float64Array; readonly rank: number };

/**
 * Factor of a symmetric matrix without negative eigenvalues, such as an information or a variance.
 *
 * @param matrix - size x size, row by row; its lower triangle is read
 * @param tolerance - a pivot of no more than this share of the largest diagonal element counts as 0
 * @param largest - what is taken for the largest element: to judge several matrices by one scale
 */
export function cholesky(
  matrix: Float64Array,
  size: number,
  tolerance = 1e-12,
  largest = largestOnDiagonal(matrix, size),
): Cholesky {
  const factor = Float64Array.from(matrix);
  let rank = 0;
  for (let k = 0; k < size; k += 1) {
    const pivot = factor[k * size + k] as number;
    if (!(pivot > tolerance * largest)) {
      for (let row = k; row < size; row += 1) factor[row * size + k] = 0;
      continue;
    }
    rank += 1;
    for (let row = k + 1; row < size; row += 1) {
      const share = (factor[row * size + k] as number) / pivot;
      for (let column = k + 1; column <= row; column += 1) {
        const place = row * size + column;
        factor[place] = (factor[place] as number) - share * (factor[column * size + k] as number);
      }
    }
    for (let row = k + 1; row < size; row += 1) {
      factor[row * size + k] = (factor[row * size + k] as number) / pivot;
    }
  }
  for (let row = 0; row < size; row += 1) factor.fill(0, row * size + row + 1, (row + 1) * size);
  return { size, factor, rank };
}

/**
 * The largest element on the diagonal of a square matrix, row by row; 0 for one without rows.
 */
export function largestOnDiagonal(matrix: Float64Array, size: number): number {
  let largest = 0;
  for (let k = 0; k < size; k += 1) largest = Math.max(largest, matrix[k * size + k] as number);
  return largest;
}

/** The x with A x = b, 0 in the places of dependent columns. */
export function choleskySolve({ size, factor }: Cholesky, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row += 1) {
    let value = x[row] as number;
    for (let k = 0; k < row; k += 1) value -= (factor[row * size + k] as number) * (x[k] as number);
    x[row] = value;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const pivot = factor[row * size + row] as number;
    let value = pivot === 0 ? 0 : (x[row] as number) / pivot;
    if (pivot !== 0) {
      for (let k = row + 1; k < size; k += 1) value -= (factor[k * size + row] as number) * (x[k] as number);
    }
    x[row] = value;
  }
  return x;
}

/** The inverse, row by row; rows and columns of dependent columns are 0. */
export function choleskyInverse(found: Cholesky): Float64Array {
  const { size, factor } = found;
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column += 1) {
    if (factor[column * size + column] === 0) continue;
    unit.fill(0);
    unit[column] = 1;
    const solved = choleskySolve(found, unit);
    for (let row = 0; row <= column; row += 1) {
      // one triangle is solved and the other copied, so that the inverse is symmetric to the last bit
      inverse[row * size + column] = solved[row] as number;
      inverse[column * size + row] = solved[row] as number;
    }
  }
  return inverse;
}
