import type { CandidateStatus } from '../model/index.ts';
import { comparedText } from './copies.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** Why two numbers may be one person. */
export type Likeness = 'sameBirthDate' | 'sameText' | 'similarText' | 'sameDate';

/** Two numbers that may be one person; a person decides, nothing is merged. */
export type TwoNumbers = { patient: string; other: string; because: Likeness[] };

type Person = {
  patient: string;
  status: CandidateStatus;
  births: readonly string[];
  reports: readonly UnderstoodReport[];
};

/** Texts of at least this length are compared; below it two short diagnoses are alike by chance. */
const SHORTEST = 60;
/** From this share of common pieces on two texts are near-identical. */
const NEAR = 0.8;
const PIECE = 6;
/** Of a long report its beginning is compared: the head tells two reports apart. */
const LONGEST = 4000;

/**
 * Pairs of candidates who may be one person under two numbers, by evidence that holds no name: the same text; or the same
 * birth date with a near-identical text, or with reports of the same day. Different birth dates speak against it.
 */
export function twoNumbersAmong(people: readonly Person[]): TwoNumbers[] {
  const byKey = new Map<string, number[]>();
  people.forEach((person, index) => {
    for (const key of keysOf(person)) {
      const members = byKey.get(key) ?? [];
      members.push(index);
      byKey.set(key, members);
    }
  });
  const found = new Map<string, TwoNumbers>();
  for (const members of byKey.values()) {
    if (members.length > MOST_ALIKE) continue;
    for (let first = 0; first < members.length; first += 1) {
      for (let second = first + 1; second < members.length; second += 1) {
        const [a, b] = [people[members[first] as number] as Person, people[members[second] as number] as Person];
        if (a.patient === b.patient) continue;
        const [one, other] = a.patient < b.patient ? [a, b] : [b, a];
        const name = `${one.patient}\u0000${other.patient}`;
        if (found.has(name)) continue;
        const because = likenesses(one, other);
        if (because !== null) found.set(name, { patient: one.patient, other: other.patient, because });
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/** What so many share is a form, or a date that stands for none: it tells nothing of one person. */
const MOST_ALIKE = 60;

function keysOf({ births, reports }: Person): Set<string> {
  const texts = textsOf(reports).map((text) => `text ${text}`);
  return new Set([...births.map((birth) => `born ${birth}`), ...texts]);
}

function textsOf(reports: readonly UnderstoodReport[]): string[] {
  return reports.map(({ report }) => comparedText(report.text)).filter((text) => text.length >= SHORTEST);
}

function likenesses(one: Person, other: Person): Likeness[] | null {
  const sameBirth = one.births.some((birth) => birth.length === DAY && other.births.includes(birth));
  if (!sameBirth && one.births.length > 0 && other.births.length > 0) return null;
  const [texts, others] = [textsOf(one.reports), textsOf(other.reports)];
  const sameText = texts.some((text) => others.includes(text));
  const similar = !sameText && sameBirth && texts.some((text) => others.some((second) => isNear(text, second)));
  const dates = new Set(one.reports.flatMap(({ report }) => (report.date?.length === DAY ? [report.date] : [])));
  const sameDate = other.reports.some(({ report }) => report.date !== null && dates.has(report.date));
  if (!sameText && !similar && !(sameBirth && sameDate)) return null;
  return [
    ...(sameBirth ? (['sameBirthDate'] as const) : []),
    ...(sameText ? (['sameText'] as const) : []),
    ...(similar ? (['similarText'] as const) : []),
    ...(sameDate ? (['sameDate'] as const) : []),
  ];
}

/** The length of a date that names a day. */
const DAY = 10;

/** Whether two texts share nearly all their pieces (Jaccard). */
function isNear(one: string, other: string): boolean {
  const [shorter, longer] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  if (shorter / longer < NEAR * NEAR) return false;
  const [a, b] = [piecesOf(one), piecesOf(other)];
  let common = 0;
  for (const piece of a) if (b.has(piece)) common += 1;
  return common / (a.size + b.size - common) >= NEAR;
}

function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  const end = Math.min(text.length, LONGEST) - PIECE;
  for (let start = 0; start <= end; start += 1) pieces.add(text.slice(start, start + PIECE));
  return pieces;
}
