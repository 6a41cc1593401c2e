import { createHash } from 'node:crypto';

/**
 * The bookmark of a number's row in the list of numbers. Made from the number's id, so that it stays the same when a
 * report changes around it. Word allows letters, digits and underscores, 40 at most.
 */
export function numberAnchor(statistic: string): string {
  return `number_${createHash('sha256').update(statistic, 'utf8').digest('hex').slice(0, 20)}`;
}

/** The bookmark of a section's title, as Word names what its tables of contents lead to. */
export function sectionAnchor(index: number): string {
  return `_Toc${String(index + 1).padStart(9, '0')}`;
}
