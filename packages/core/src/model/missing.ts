/**
 * Why a value is missing. The first six are what a chart abstractor can state (DESIGN 4); the last two arise
 * while an expression is evaluated. None of them is ever a "no".
 */
export const MISSING_REASONS = [
  'notEntered',
  'notDone',
  'notReported',
  'notApplicable',
  'unknown',
  'refused',
  'imprecise', // a partial date leaves the comparison open
  'noRows', // a repeating form has no rows and nobody confirmed that there are none
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** A missing value, carrying every reason that led to it. Compare by identity or by `mask`: each set of reasons is one object. */
export type Missing = { readonly kind: 'missing'; readonly mask: number; readonly reasons: readonly MissingReason[] };

const everySet: readonly Missing[] = Array.from({ length: 1 << MISSING_REASONS.length }, (_, mask) =>
  Object.freeze({
    kind: 'missing' as const,
    mask,
    reasons: Object.freeze(MISSING_REASONS.filter((_reason, bit) => mask & (1 << bit))),
  }),
);

/** The missing value with one reason. */
export function missing(reason: MissingReason): Missing {
  return everySet[1 << MISSING_REASONS.indexOf(reason)] as Missing;
}

/** The missing value with the reasons of both; nothing is allocated. */
export function mergeMissing(a: Missing, b: Missing): Missing {
  return everySet[a.mask | b.mask] as Missing;
}

export function isMissing(value: unknown): value is Missing {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'missing';
}

/** Whether an item holds nothing: absent, or said to be `notEntered`. */
export function isNotEntered(value: unknown): value is Missing | undefined {
  return value === undefined || (isMissing(value) && value.reasons.includes('notEntered'));
}
