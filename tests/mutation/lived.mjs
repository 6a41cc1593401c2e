/**
 * Why each change lived, by the reasons of a folder (`reasons` by key, and in `lived` the key of each change): by what was
 * changed and not by its line, so that code added above it takes no reason away.
 *
 * @returns the survivors with `why`, null without a reason; how many have none; the entries that no survivor has any
 *   more, and the reasons that no entry has
 */
export function explained(survivors, { reasons, lived }) {
  const found = survivors.map((survivor) => ({ ...survivor, why: reasons[lived[changeOf(survivor)]] ?? null }));
  const changes = new Set(survivors.map(changeOf));
  const keys = new Set(Object.values(lived));
  return {
    survivors: found,
    unexplained: found.filter(({ why }) => why === null).length,
    unused: [
      ...Object.keys(lived).filter((change) => !changes.has(change)),
      ...Object.keys(reasons).filter((key) => !keys.has(key)),
    ],
  };
}

export function changeOf({ file, in: line, was, is }) {
  return `${file} | ${line} | ${was} -> ${is}`;
}
