/** What a number format of a spreadsheet shows of a day. */
export type DateFormat = { readonly year: boolean; readonly month: boolean; readonly day: boolean };

/**
 * What a number format shows of a day; null for one that shows no part of a day: numbers, times of the clock, elapsed
 * time such as `[h]:mm`. Only its first section counts (ECMA-376 part 1, 18.8.31).
 */
export function dateFormat(format: string): DateFormat | null {
  const bare = format
    .replace(/"[^"]*"|\\.|[_*]./gs, '')
    .split(';', 1)
    .join('')
    .toLowerCase();
  if (/\[(h+|m+|s+)\]/.test(bare)) return null;
  const letters = bare
    .replace(/\[[^\]]*\]/g, '')
    .replace(/am\/pm|a\/p|上午\/下午/g, '')
    .replace(/h+[:时]?m+|m+[:分]?s+/g, '');
  if (letters.includes('general') || /[#0?]/.test(letters.replace(/\.0+$/, ''))) return null;
  const found = { year: /[ye]/.test(letters), month: letters.includes('m'), day: letters.includes('d') };
  return found.year || found.day || (found.month && !/[hs]/.test(letters)) ? found : null;
}
