import type { SetId } from '../model/index.ts';

/** The sets of patients behind one result, each stored once however many numbers rest on it. */
export class RecordSets {
  private readonly stored: (readonly string[])[] = [];
  private readonly ofList = new Map<readonly string[], SetId>();
  /** places of the sets that are as long and begin, halve and end alike */
  private readonly alike = new Map<string, number[]>();

  /**
   * Stores a set, or finds the one that is already there with the same members.
   *
   * @param members - ids in code-unit order, as the members of an analysis set and of all its subsets are
   * @returns the set's id: `set1`, `set2` ... in the order of first use
   */
  add(members: readonly string[]): SetId {
    const known = this.ofList.get(members);
    if (known !== undefined) return known;
    const look = `${members.length} ${members[0]} ${members[members.length >> 1]} ${members.at(-1)}`;
    const alike = this.alike.get(look) ?? [];
    let place = alike.find((one) => areSame(this.stored[one] as readonly string[], members));
    if (place === undefined) {
      place = this.stored.push(members) - 1;
      this.alike.set(look, [...alike, place]);
    }
    const id = setId(place);
    this.ofList.set(members, id);
    return id;
  }

  list(): Record<SetId, string[]> {
    return Object.fromEntries(this.stored.map((members, place) => [setId(place), [...members]]));
  }
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index += 1) if (some[index] !== others[index]) return false;
  return true;
}

function setId(place: number): SetId {
  return `set${place + 1}`;
}
