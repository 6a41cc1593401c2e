/** Three digits that mean something: 0.27, 7.30, 12.4, 585. */
export function ratioDecimals(value: number | null): number {
  const size = Math.abs(value ?? 1);
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}
