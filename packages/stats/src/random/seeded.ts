/**
 * Uniform numbers in [0, 1), 53 bits each, that depend on the seed alone: the same on every machine and in every run.
 * Not for secrets.
 *
 * @param seed - any whole number; its lowest 32 bits count
 */
export function seededUniform(seed: number): () => number {
  const next = xoshiro128(spread(seed));
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

/**
 * Words of 32 bits from four words of state, not all 0; they come round after 2^128 - 1.
 *
 * @see Blackman & Vigna (2021) ACM Trans Math Softw 47:36, xoshiro128**
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const word = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return word;
  };
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Four words from one, so that near seeds start far apart: even steps, each mixed as the hash MurmurHash3 ends. */
function spread(seed: number): [number, number, number, number] {
  let step = seed | 0;
  const word = () => {
    step = (step + 0x9e3779b9) | 0;
    let mixed = step;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  return [word(), word(), word(), word()];
}
