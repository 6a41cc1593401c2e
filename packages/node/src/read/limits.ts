/** What a table of records may hold; beyond it something else was put in its place. */
export const LIMITS = {
  columns: 2_000,
  cellCharacters: 100_000,
  recordCharacters: 4_000_000,
  fileBytes: 256 * 1024 * 1024,
};
