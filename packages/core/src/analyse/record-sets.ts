import { InputError, type SetId } from '../model/index.ts';

/** The name of the set without members, whichever number it belongs to. */
export const NOBODY: SetId = 'nobody';

/** The sets of patients behind one result, each stored once whatever it is called by. */
export class RecordSets {
  private readonly stored = new Map<SetId, readonly string[]>();
  private readonly byContent = new Map<number, SetId[]>();

  /**
   * Stores a set under a name, or finds the one that is already there with the same members.
   *
   * @param members - ids in code-unit order, as the members of an analysis set and all its subsets are
   * @returns the name of the stored set
   * @throws InputError `analyse.setTwice` where the name already stands for other members
   */
  add(name: SetId, members: readonly string[]): SetId {
    if (members.length === 0) {
      this.stored.set(NOBODY, members);
      return NOBODY;
    }
    const content = contentHash(members);
    const alike = this.byContent.get(content) ?? [];
    const same = alike.find((other) => sameMembers(this.stored.get(other) as readonly string[], members));
    if (same !== undefined) return same;
    if (this.stored.has(name)) {
      throw new InputError(
        'analyse.setTwice',
        `A set has one name and one list of members. ${name} would have two.`,
        name,
      );
    }
    this.stored.set(name, members);
    this.byContent.set(content, [...alike, name]);
    return name;
  }

  list(): Record<SetId, string[]> {
    return Object.fromEntries([...this.stored].map(([name, members]) => [name, [...members]]));
  }
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
