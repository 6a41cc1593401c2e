import { InputError } from '../input/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import type { Finding } from './finding.ts';
import { GUARD_LIMITS } from './guard-limits.ts';

/** Limits of a proportion; 'describe': x of N without limits. */
export type ProportionMethod = 'wald' | 'wilson' | 'clopperPearson' | 'describe';

const RULES: readonly MethodRule<ProportionMethod>[] = [
  { method: 'wald', unfitBy: ['noSubjects', 'noEvents', 'nothingButEvents'], doubtfulBy: ['fewOutcomes'] },
  { method: 'wilson', unfitBy: ['noSubjects'], doubtfulBy: ['noEvents', 'nothingButEvents'] },
  { method: 'clopperPearson', unfitBy: ['noSubjects'], doubtfulBy: [] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * Which limits a proportion of x in n bears: exact ones where nobody or everybody has it, since a Wald interval has no
 * width there; Wilson's where either occurred fewer than five times.
 *
 * @returns every method of the family with how it stands; 'describe' is left where nothing else is
 * @throws InputError `proportion.count` unless x and n are whole and x is no more than n
 * @see Brown, Cai & DasGupta (2001) Stat Sci 16:101
 */
export function guardProportion(events: number, subjects: number): Advice<ProportionMethod> {
  if (!(Number.isInteger(events) && Number.isInteger(subjects) && events >= 0 && events <= subjects)) {
    throw new InputError(
      'proportion.count',
      `A proportion is of whole counts, x of n. These are ${events} of ${subjects}. Count again.`,
    );
  }
  const findings: Finding[] = [];
  if (subjects === 0) findings.push({ code: 'noSubjects', subjects });
  else if (events === 0) findings.push({ code: 'noEvents', subjects });
  else if (events === subjects) findings.push({ code: 'nothingButEvents', subjects });
  else if (Math.min(events, subjects - events) < GUARD_LIMITS.outcomes)
    findings.push({ code: 'fewOutcomes', events, subjects });
  return adviceOf(RULES, findings);
}
