import { nearestWord } from '../model/index.ts';

/** "Known: a, b and c.", with the nearest first when there is one; short enough to read. */
export function offerWords(word: string, known: readonly string[], many = 12): string {
  const nearest = nearestWord(word, known);
  if (nearest !== null) return `Did you mean "${nearest}"?`;
  if (known.length === 0) return 'There is none yet.';
  const shown = known.slice(0, many).join(', ');
  return `Known here: ${shown}${known.length > many ? ' ...' : ''}.`;
}
