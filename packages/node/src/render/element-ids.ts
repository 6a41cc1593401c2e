/**
 * Gives each part of a page an id of its own: the wanted one where it is free, else with a number behind it.
 * What does not belong into an id becomes a hyphen.
 */
export function elementIds(reserved: readonly string[] = []): (wanted: string) => string {
  const taken = new Set(reserved);
  return (wanted) => {
    const base = wanted.replace(/[^\p{L}\p{N}_.-]+/gu, '-') || 'part';
    let id = base;
    for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
    taken.add(id);
    return id;
  };
}
