const DIGIT = 11; // bits sorted at a time
const DIGITS = 1 << DIGIT;
/** What may be moved by hand, for each number, where upper halves are alike, before their lower halves are sorted too. */
const MOVES = 8;

/**
 * The places of numbers in ascending order; equal ones keep their order. A radix sort: linear, and of any numbers but
 * NaN. The upper half of a double nearly always tells it from the others, so that three passes do for most columns.
 */
export function orderOf(values: Float64Array): Uint32Array {
  const count = values.length;
  // the bits of a double sort as it does, once those of negative ones are turned round and the others put above them
  const unsigned = new Float64Array(count);
  for (let index = 0; index < count; index += 1) unsigned[index] = (values[index] as number) + 0; // of -0 and 0 makes one
  const bits = new Uint32Array(unsigned.buffer);
  const high = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    const top = bits[2 * index + 1] as number;
    high[index] = top >>> 31 === 1 ? ~top : top ^ 0x80000000;
  }
  const inPlace = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) inPlace[index] = index;
  const byHigh = sortedBy(high, inPlace);
  if (settle(byHigh, unsigned)) return byHigh;

  const low = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    low[index] =
      (bits[2 * index + 1] as number) >>> 31 === 1 ? ~(bits[2 * index] as number) : (bits[2 * index] as number);
  }
  for (let index = 0; index < count; index += 1) inPlace[index] = index;
  return sortedBy(high, sortedBy(low, inPlace));
}

/** A stable sort of places by 32 bits of each; the array of places may be written over. */
function sortedBy(key: Uint32Array, places: Uint32Array): Uint32Array {
  let order: Uint32Array = places;
  let spare: Uint32Array = new Uint32Array(places.length);
  const start = new Uint32Array(DIGITS + 1);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    start.fill(0);
    for (let index = 0; index < key.length; index += 1) {
      const next = (((key[index] as number) >>> shift) & (DIGITS - 1)) + 1;
      start[next] = (start[next] as number) + 1;
    }
    for (let digit = 0; digit < DIGITS; digit += 1) {
      start[digit + 1] = (start[digit + 1] as number) + (start[digit] as number);
    }
    for (let at = 0; at < order.length; at += 1) {
      const index = order[at] as number;
      const digit = ((key[index] as number) >>> shift) & (DIGITS - 1);
      spare[start[digit] as number] = index;
      start[digit] = (start[digit] as number) + 1;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

/** Puts in order what is nearly so, place after place. False, with the order half done, where that takes too many moves. */
function settle(order: Uint32Array, values: Float64Array): boolean {
  let moves = MOVES * order.length;
  for (let at = 1; at < order.length; at += 1) {
    const index = order[at] as number;
    const value = values[index] as number;
    let to = at;
    for (; to > 0 && (values[order[to - 1] as number] as number) > value; to -= 1) {
      order[to] = order[to - 1] as number;
      moves -= 1;
    }
    order[to] = index;
    if (moves < 0) return false;
  }
  return true;
}
