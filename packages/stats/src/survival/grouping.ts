import { InputError } from '../input/index.ts';

/** To which of `count` groups each subject belongs: codes 0 to count - 1, in the order of the follow-up. */
export type Grouping = { readonly code: Uint32Array; readonly count: number };

/** @throws InputError `grouping.length`, or with the index of the subject `grouping.code` */
export function assertGrouping(grouping: Grouping, subjects: number): void {
  const { code, count } = grouping;
  if (code.length !== subjects) {
    throw new InputError(
      'grouping.length',
      `Each subject belongs to one group. There are ${subjects} subjects and ${code.length} codes. Give each subject a code.`,
    );
  }
  for (let index = 0; index < code.length; index += 1) {
    const own = code[index] as number;
    // a caller without types can give other than whole numbers
    if (own < count && own >>> 0 === own) continue;
    throw new InputError(
      'grouping.code',
      `Groups are numbered from 0. Subject ${index} has ${code[index]} and there are ${count} groups. Give a code below that.`,
      index,
    );
  }
}

/** The subjects of each group, in their order: those of group g are members[start[g]] to members[start[g + 1] - 1]. */
export function membersByGroup({ code, count }: Grouping): { start: Uint32Array; members: Uint32Array } {
  const start = new Uint32Array(count + 1);
  for (let index = 0; index < code.length; index += 1) {
    const next = (code[index] as number) + 1;
    start[next] = (start[next] as number) + 1;
  }
  for (let group = 0; group < count; group += 1) {
    start[group + 1] = (start[group + 1] as number) + (start[group] as number);
  }
  const members = new Uint32Array(code.length);
  const next = start.slice(0, count);
  for (let index = 0; index < code.length; index += 1) {
    const group = code[index] as number;
    members[next[group] as number] = index;
    next[group] = (next[group] as number) + 1;
  }
  return { start, members };
}
