/** Which codes a search counts: one code, all that begin so (`D48*`), or all from one to another (`8800/0-8809/3`). */
export type SearchCode =
  | { readonly kind: 'one' | 'prefix'; readonly code: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

/**
 * Reads a code, a prefix or a range as a study writes it.
 * @returns null for what is none of them, and for a range that ends before it begins
 */
export function parseSearchCode(written: string): SearchCode | null {
  const text = written.trim();
  const range = /^([A-Za-z0-9./]+)\s*[-–]\s*([A-Za-z0-9./]+)$/.exec(text);
  if (range) {
    const [from, to] = [plainCode(range[1] as string), plainCode(range[2] as string)];
    const isOrdered =
      /^[A-Z]*/.exec(from)?.[0] === /^[A-Z]*/.exec(to)?.[0] ? from <= to : from[0] !== undefined && from < to;
    return from !== '' && to !== '' && isOrdered ? { kind: 'range', from, to } : null;
  }
  const prefix = /^([A-Za-z0-9][A-Za-z0-9./_-]*)\*$/.exec(text);
  if (prefix) return { kind: 'prefix', code: plainCode(prefix[1] as string) };
  if (!/^[A-Za-z0-9][A-Za-z0-9._/+: -]*$/.test(text)) return null;
  return { kind: 'one', code: plainCode(text) };
}

/** A code as codes are compared: capitals, without dots and blanks. */
export function plainCode(code: string): string {
  return code.toUpperCase().replaceAll(/[.\s]/g, '');
}
