const DIGIT = 11; // bits sorted at a time

/** The places of numbers in ascending order; equal ones keep their order. A radix sort: linear, and of any numbers but NaN. */
export function orderOf(values: Float64Array): Uint32Array {
  const count = values.length;
  // the bits of a double sort as it does, once those of negative ones are turned round and the others put above them
  const unsigned = new Float64Array(count);
  for (let index = 0; index < count; index += 1) unsigned[index] = (values[index] as number) + 0; // of -0 and 0 makes one
  const bits = new Uint32Array(unsigned.buffer);
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    const top = bits[2 * index + 1] as number;
    const isNegative = top >>> 31 === 1;
    low[index] = isNegative ? ~(bits[2 * index] as number) : (bits[2 * index] as number);
    high[index] = isNegative ? ~top : top ^ 0x80000000;
  }
  let order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  let spare = new Uint32Array(count);
  const start = new Uint32Array((1 << DIGIT) + 1);
  for (const key of [low, high]) {
    for (let shift = 0; shift < 32; shift += DIGIT) {
      start.fill(0);
      for (let index = 0; index < count; index += 1) {
        const next = (((key[index] as number) >>> shift) & ((1 << DIGIT) - 1)) + 1;
        start[next] = (start[next] as number) + 1;
      }
      for (let digit = 0; digit < 1 << DIGIT; digit += 1) {
        start[digit + 1] = (start[digit + 1] as number) + (start[digit] as number);
      }
      for (let at = 0; at < count; at += 1) {
        const index = order[at] as number;
        const digit = ((key[index] as number) >>> shift) & ((1 << DIGIT) - 1);
        spare[start[digit] as number] = index;
        start[digit] = (start[digit] as number) + 1;
      }
      [order, spare] = [spare, order];
    }
  }
  return order;
}
