/** Letters that look like another one in print, by what they look like. */
const CONFUSABLE: ReadonlyMap<string, string> = new Map([
  ...pairs('авекмнорстухіјѕ', 'abekmhopctyxijs'), // Cyrillic
  ...pairs('αβεηικμνορτυχζ', 'abehikmvoptyxz'), // Greek
  ...pairs('oil', '011'),
]);

/**
 * What the eye takes an id for: case, spaces, full width, Cyrillic or Greek letters, characters without width, 0 and O,
 * 1 and l, leading zeros do not count. Two ids of one appearance are easily one by mistake.
 */
export function appearance(id: string): string {
  const plain = id
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]/gu, '');
  const letters = [...plain]
    .map((letter) => CONFUSABLE.get(letter) ?? letter)
    .map((letter) => CONFUSABLE.get(letter) ?? letter);
  return letters.join('').replace(/(?<!\d)0+(?=\d)/g, '');
}

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((letter, index) => [letter, to[index] as string]);
}
