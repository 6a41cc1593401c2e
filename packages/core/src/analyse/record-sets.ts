import type { SetId } from '../model/index.ts';

/** The sets of patients behind one result, each stored once however many numbers rest on it. */
export class RecordSets {
  private readonly stored: (readonly string[])[] = [];
  private readonly ofList = new Map<readonly string[], SetId>();
  private readonly byContent = new Map<number, number[]>();

  /**
   * Stores a set, or finds the one that is already there with the same members.
   *
   * @param members - ids in code-unit order, as the members of an analysis set and of all its subsets are
   * @returns the set's id: `set1`, `set2` ... in the order of first use
   */
  add(members: readonly string[]): SetId {
    const known = this.ofList.get(members);
    if (known !== undefined) return known;
    const content = contentHash(members);
    const alike = this.byContent.get(content) ?? [];
    let place = alike.find((other) => sameMembers(this.stored[other] as readonly string[], members));
    if (place === undefined) {
      place = this.stored.push(members) - 1;
      this.byContent.set(content, [...alike, place]);
    }
    const id = setId(place);
    this.ofList.set(members, id);
    return id;
  }

  list(): Record<SetId, string[]> {
    return Object.fromEntries(this.stored.map((members, place) => [setId(place), [...members]]));
  }
}

function setId(place: number): SetId {
  return `set${place + 1}`;
}

/** FNV-1a over the ids; equal hashes are compared member by member. */
function contentHash(members: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const member of members) {
    for (let i = 0; i < member.length; i += 1) hash = Math.imul(hash ^ member.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0xffff, 0x01000193);
  }
  return hash;
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index]);
}
