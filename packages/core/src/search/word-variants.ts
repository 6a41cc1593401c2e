/** How a stem is written on either side of the Atlantic; each stands in words of medicine. */
const SPELLINGS: readonly (readonly [british: string, american: string])[] = [
  ['tumour', 'tumor'],
  ['colour', 'color'],
  ['behaviour', 'behavior'],
  ['haem', 'hem'],
  ['aemia', 'emia'],
  ['paed', 'ped'],
  ['anaes', 'anes'],
  ['gynaec', 'gynec'],
  ['caec', 'cec'],
  ['faec', 'fec'],
  ['oedem', 'edem'],
  ['oesoph', 'esoph'],
  ['oestr', 'estr'],
  ['foet', 'fet'],
  ['coeliac', 'celiac'],
  ['rrhoea', 'rrhea'],
  ['homoeo', 'homeo'],
  ['leucocyt', 'leukocyt'],
  ['fibre', 'fiber'],
  ['centre', 'center'],
  ['grey', 'gray'],
  ['ised', 'ized'],
  ['isation', 'ization'],
];

/** Parts of words behind which a hyphen or a blank is often written. */
const COMBINING = [
  'pseudo',
  'myo',
  'fibro',
  'lympho',
  'histio',
  'neuro',
  'osteo',
  'chondro',
  'angio',
  'adeno',
  'lipo',
  'leio',
  'rhabdo',
  'post',
  'pre',
  'intra',
  'extra',
  'peri',
  'retro',
  'para',
  'multi',
  'sub',
  'inter',
  'micro',
  'macro',
  'non',
  'sacro',
  'oligo',
  'hepato',
  'nephro',
];

/** Words of so many letters are also met with one slip of the pen, and of so many with a letter left out. */
export const LONG_WORD = 9;
export const VERY_LONG_WORD = 12;
const MOST_SPELLINGS = 16;

/** The spellings of a word, itself first; each stem that has two is written in both ways. */
export function spellingsOf(word: string): string[] {
  let spellings = [word];
  for (const [british, american] of SPELLINGS) {
    spellings = spellings.flatMap((spelling) => {
      if (spelling.includes(british)) return [spelling, spelling.replace(british, american)];
      if (!isStem(spelling, american)) return [spelling];
      return [spelling, spelling.replace(american, british)];
    });
  }
  return [...new Set(spellings)].slice(0, MOST_SPELLINGS);
}

/** Short stems count only where they begin a word: `hem` of `hematoma`, not of `scheme`. */
function isStem(word: string, stem: string): boolean {
  if (stem.length >= 4) return word.includes(stem);
  return word.startsWith(stem) && word.length >= stem.length + 4;
}

/** The plural forms of a word, without itself; none for what is too short to have one. */
export function pluralsOf(word: string): string[] {
  if (!/^[a-z]{3,}$/.test(word) || word.endsWith('ss')) return [];
  if (word.endsWith('oma')) return [`${word}s`, `${word}ta`];
  if (word.endsWith('is')) return [`${word.slice(0, -2)}es`];
  if (word.endsWith('us')) return [`${word.slice(0, -2)}i`, `${word}es`];
  if (word.endsWith('s')) return [];
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`];
  if (/(x|ch|sh)$/.test(word)) return [`${word}es`];
  return [`${word}s`];
}

/** After how many letters a word may be parted by a hyphen or a blank; 0 where it may not. */
export function partingOf(word: string): number {
  const part = COMBINING.filter((start) => word.startsWith(start) && word.length >= start.length + 4).sort(
    (a, b) => b.length - a.length,
  )[0];
  return part?.length ?? 0;
}

/** Whether a word may miss the letter at a place and still mean nothing else: -stomy without its s is another operation. */
export function mayMiss(word: string, at: number): boolean {
  return word.length >= VERY_LONG_WORD && !(word.slice(at).startsWith('stom') && word.slice(at).length <= 6);
}
