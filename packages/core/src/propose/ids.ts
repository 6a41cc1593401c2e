import { isReservedId } from '../protocol/index.ts';

/** Ids of one kind that have been given, so that none is given twice. */
export class Ids {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set([...taken].map((id) => id.toLowerCase()));
  }

  /** The id itself, or with the next figure behind it; never a word that means something in a study document. */
  take(wanted: string): string {
    const base = isReservedId(wanted) ? `${wanted}Value` : wanted;
    let id = base;
    for (let number = 2; this.taken.has(id.toLowerCase()); number += 1) id = `${base}${number}`;
    this.taken.add(id.toLowerCase());
    return id;
  }
}

/** `Tumour size` as `tumourSize`; null where no Latin letter begins it. */
export function idOf(text: string): string | null {
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const [first, ...others] = words;
  if (first === undefined) return null;
  const id = [
    /^[A-Z0-9]+$/.test(first) || /^[a-z]/.test(first)
      ? first.toLowerCase()
      : first.charAt(0).toLowerCase() + first.slice(1),
    ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ].join('');
  const begun = id.replace(/^[0-9]+/, '');
  return begun === '' ? null : (begun.charAt(0).toLowerCase() + begun.slice(1)).slice(0, 40);
}
