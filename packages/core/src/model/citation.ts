/** A source as one of a method's references, which semicolons part: without a semicolon of its own, or a full stop. */
export function asReference(citation: string): string {
  return citation.replaceAll(/;\s*/g, ', ').replace(/[.\s]+$/, '');
}
