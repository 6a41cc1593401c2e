/** Ranks from 1, tied values sharing the mean of their ranks, and the number of values in each group of ties. */
export function midranks(values: Float64Array): { ranks: Float64Array; groups: number[] } {
  const order = Uint32Array.from(values, (_, index) => index).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const ranks = new Float64Array(values.length);
  const groups: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end += 1;
    for (let index = start; index < end; index += 1) ranks[order[index] as number] = (start + 1 + end) / 2;
    groups.push(end - start);
    start = end;
  }
  return { ranks, groups };
}
