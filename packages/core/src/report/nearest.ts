/** The words most like a wrong one, for a message that helps: at most `count`, the closest first, none that is far off. */
export function nearest(wrong: string, known: Iterable<string>, count = 3): string[] {
  const furthest = Math.max(3, Math.floor(wrong.length / 2));
  const scored: { word: string; distance: number }[] = [];
  for (const word of known) {
    if (Math.abs(word.length - wrong.length) > furthest) continue;
    const distance = editDistance(wrong.toLowerCase(), word.toLowerCase());
    if (distance <= furthest) scored.push({ word, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  return scored.slice(0, count).map(({ word }) => word);
}

/** Levenshtein distance: insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (previous[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[to.length] as number;
}
