/** The known word that a mistyped one most likely means: at most a third of its letters away, ignoring case. */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance, with a swap of neighbours counted once. */
function editDistance(from: string, to: string): number {
  let twoUp: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (twoUp[column - 2] as number) + 1);
      current.push(cost);
    }
    twoUp = above;
    above = current;
  }
  return above[to.length] as number;
}

/** "Known: a, b and c.", with the nearest first when there is one; short enough to read. */
export function offerWords(word: string, known: readonly string[], many = 12): string {
  const nearest = nearestWord(word, known);
  if (nearest !== null) return `Did you mean "${nearest}"?`;
  if (known.length === 0) return 'There is none yet.';
  const shown = known.slice(0, many).join(', ');
  return `Known here: ${shown}${known.length > many ? ' ...' : ''}.`;
}
