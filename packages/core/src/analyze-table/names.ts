/** Ids of the grammar of a study made from the words of a table: what readers see stays the words of the table. */

/** Names that mean something else in an expression, or that the generated study uses itself. */
const TAKEN: readonly string[] = ['in', 'null', 'true', 'false', 'row', 'study', 'status', 'start', 'end'];

/** Gives each name of a column an id: `ph.ecog` is `phEcog`; a name without Latin letters is `column4` by its place. */
export function columnIds(): (name: string, place: number) => string {
  const used = new Set<string>(TAKEN);
  return (name, place) => {
    const [first = '', ...others] = name.match(/[A-Za-z0-9]+/g) ?? [];
    const camel = (lowFirst(first) + others.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')).slice(
      0,
      40,
    );
    const isPlain = /^[a-z][A-Za-z0-9]*$/.test(camel) && !TAKEN.includes(camel);
    return unused(isPlain ? camel : `column${place}`, used, 'x');
  };
}

function lowFirst(word: string): string {
  return /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word.slice(0, 1).toLowerCase() + word.slice(1);
}

/** Gives each value of a column a code: itself where it can be one, else its Latin letters and digits, or its place. */
export function levelCodes(): (value: string, place: number) => string {
  const used = new Set<string>();
  return (value, place) => {
    if (/^[A-Za-z0-9][A-Za-z0-9_+-]*$/.test(value) && value.length <= 60) return unused(value, used, '_');
    const plain = value
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 40);
    const isTelling = plain !== '' && !/[^\p{ASCII}]/u.test(value);
    return unused(isTelling ? plain : `level${place}`, used, '_');
  };
}

/** Codes that differ only in case are one to the file systems that hold what is named after them. */
function unused(wanted: string, used: Set<string>, between: string): string {
  let name = wanted;
  for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${wanted}${between}${count}`;
  used.add(name.toLowerCase());
  return name;
}
