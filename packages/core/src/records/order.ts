/** Strings by UTF-16 code unit, the same everywhere. */
export function byCodeUnit(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** By patient, then by repeat; repeats are whole numbers, so 2 comes before 10. */
export function byPatientAndRepeat(
  a: { readonly patient: string; readonly repeat: string | null },
  b: { readonly patient: string; readonly repeat: string | null },
): number {
  return byCodeUnit(a.patient, b.patient) || byRepeat(a.repeat, b.repeat);
}

function byRepeat(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return Number(a ?? 0) - Number(b ?? 0) || byCodeUnit(a ?? '', b ?? '');
}
