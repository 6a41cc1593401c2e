import type { SetId } from '../model/index.ts';

/** The sets of patients behind one result, each stored once however many numbers rest on it. */
export class RecordSets {
  private readonly stored: (readonly string[])[] = [];
  private readonly ofList = new Map<readonly string[], SetId>();
  private readonly byContent = new Map<string, SetId>();

  /**
   * Stores a set, or finds the one that is already there with the same members.
   *
   * @param members - ids in code-unit order, as the members of an analysis set and of all its subsets are
   * @returns the set's id: `set1`, `set2` ... in the order of first use
   */
  add(members: readonly string[]): SetId {
    const known = this.ofList.get(members);
    if (known !== undefined) return known;
    const content = members.join('\u0000');
    let id = this.byContent.get(content);
    if (id === undefined) {
      id = setId(this.stored.push(members) - 1);
      this.byContent.set(content, id);
    }
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
