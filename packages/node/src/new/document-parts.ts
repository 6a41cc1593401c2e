/**
 * The top-level parts of a YAML text, in order: each begins with a key at the start of a line and goes up to the next,
 * with what stands between; comments and blank lines right above a key belong to it. What stands before the first has no key.
 */
export type DocumentPart = { key: string | null; text: string };

const KEY = /^([A-Za-z][A-Za-z0-9]*):(?:\s|$)/;

export function documentParts(text: string): DocumentPart[] {
  const parts: DocumentPart[] = [{ key: null, text: '' }];
  let above = '';
  for (const line of text.split(/(?<=\n)/)) {
    const key = KEY.exec(line)?.[1];
    const last = parts.at(-1) as DocumentPart;
    if (key !== undefined) {
      parts.push({ key, text: above + line });
      above = '';
    } else if (/^(#|\s*$)/.test(line)) {
      above += line;
    } else {
      last.text += above + line;
      above = '';
    }
  }
  (parts.at(-1) as DocumentPart).text += above;
  return parts;
}

/**
 * A study document in which the parts of another text take the place of its own parts of the same name, with the comments
 * above them. A part that the document lacks is not added.
 */
export function replaceParts(document: string, replacement: string): string {
  const own = new Map(documentParts(replacement).map(({ key, text }) => [key, text]));
  return documentParts(document)
    .map(({ key, text }) => (key === null ? text : (own.get(key) ?? text)))
    .join('');
}
