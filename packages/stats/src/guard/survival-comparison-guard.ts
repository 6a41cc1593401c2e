import { anyCauseFollowUp, type CompetingFollowUp, causesIn } from '../competing-risks/index.ts';
import { assertGrouping, type FollowUp, type Grouping, kaplanMeier, logRank } from '../survival/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import { eventsAPredictor } from './events-a-predictor.ts';
import type { Finding, FindingCode } from './finding.ts';
import { assertTime, countOf, followUpsByGroup, lateEntryIn, ofFirstCause, tiesIn } from './follow-up-findings.ts';
import { GUARD_LIMITS } from './guard-limits.ts';

/** Tests of groups over time; 'describe': events and person-time of each. */
export type SurvivalTestMethod = 'logRank' | 'permutationLogRank' | 'grayTest' | 'describe';

/** What says how far groups are apart. */
export type SurvivalEffect = 'hazardRatio' | 'firthHazardRatio' | 'restrictedMeanDifference' | 'describe';

const NOTHING_TO_COMPARE: readonly FindingCode[] = ['noSubjects', 'groupWithoutSubjects', 'noCommonFollowUp'];

const NO_CONTRAST: readonly FindingCode[] = ['noEvents', 'neverAtRiskTogether'];

const TESTS: readonly MethodRule<SurvivalTestMethod>[] = [
  {
    method: 'logRank',
    unfitBy: [...NOTHING_TO_COMPARE, ...NO_CONTRAST],
    doubtfulBy: ['competingEvents', 'fewEvents', 'heavyTies', 'tinyRiskSet', 'exhaustedRiskSet'],
  },
  // exchanges subjects who were observed from the start
  {
    method: 'permutationLogRank',
    unfitBy: [...NOTHING_TO_COMPARE, ...NO_CONTRAST, 'lateEntry'],
    doubtfulBy: ['competingEvents'],
  },
  {
    method: 'grayTest',
    unfitBy: [...NOTHING_TO_COMPARE, ...NO_CONTRAST, 'nothingCompetes'],
    doubtfulBy: ['fewEvents', 'lateEntry'],
  },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

const EFFECTS: readonly MethodRule<SurvivalEffect>[] = [
  {
    method: 'hazardRatio',
    unfitBy: [...NOTHING_TO_COMPARE, ...NO_CONTRAST, 'groupWithoutEvents'],
    doubtfulBy: ['underFiveEventsAPredictor', 'underTenEventsAPredictor', 'heavyTies'],
  },
  {
    method: 'firthHazardRatio',
    unfitBy: [...NOTHING_TO_COMPARE, ...NO_CONTRAST],
    doubtfulBy: ['underFiveEventsAPredictor', 'heavyTies'],
  },
  {
    method: 'restrictedMeanDifference',
    unfitBy: [...NOTHING_TO_COMPARE, 'horizonBeyondFollowUp', 'exhaustedRiskSet'],
    doubtfulBy: ['competingEvents'],
  },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * How groups may be compared over time, by a test and by an effect.
 *
 * With fewer than ten events the chi-square approximation of a log-rank test is no guide; its permutation form does
 * without, but not with late entries. Where events compete, Gray's test is of the incidence, and a log-rank test of the
 * hazard of the cause alone. A group without events has no finite hazard ratio: Firth's stays finite, and restricted means can
 * be compared up to a horizon within the follow-up that the groups have in common.
 *
 * @param followUp - as in `guardSurvival`
 * @param horizon - up to which restricted means would go; the end of the common follow-up unless given
 * @returns for each question every method with how it stands; 'describe' is left where nothing else is
 * @throws InputError `followUp.*`, `competing.cause`, `grouping.*`, with the index of the subject
 * @see Heimann & Neuhaus (1998) Biometrics 54:168; Gray (1988) Ann Stat 16:1141; Royston & Parmar (2013) BMC Med Res Methodol 13:152
 */
export function guardSurvivalComparison(
  followUp: CompetingFollowUp,
  grouping: Grouping,
  horizon?: number,
): { readonly test: Advice<SurvivalTestMethod>; readonly effect: Advice<SurvivalEffect> } {
  anyCauseFollowUp(followUp, causesIn(followUp.cause));
  assertGrouping(grouping, followUp.exit.length);
  if (horizon !== undefined) assertTime(horizon);
  const findings = findingsOf(followUp, grouping, horizon);
  return { test: adviceOf(TESTS, findings), effect: adviceOf(EFFECTS, findings) };
}

function findingsOf(followUp: CompetingFollowUp, grouping: Grouping, horizon: number | undefined): Finding[] {
  const subjects = countOf(followUp, () => true);
  if (subjects === 0) return [{ code: 'noSubjects', subjects: 0 }];
  const own = ofFirstCause(followUp);
  const events = countOf(followUp, (code) => code === 1);
  const competing = countOf(followUp, (code) => code > 1);
  const findings: Finding[] = [];
  if (events === 0) findings.push({ code: 'noEvents', subjects });
  else if (events < GUARD_LIMITS.eventsOfATest)
    findings.push({ code: 'fewEvents', events, below: GUARD_LIMITS.eventsOfATest });
  findings.push(competing > 0 ? { code: 'competingEvents', events, competing } : { code: 'nothingCompetes', events });
  findings.push(...tiesIn([own]));
  const groups = followUpsByGroup(own, grouping);
  for (const [group, part] of groups.entries()) {
    const counted = subjectsOf(part);
    if (counted === 0) findings.push({ code: 'groupWithoutSubjects', group });
    else if (events > 0 && !part.event.includes(1))
      findings.push({ code: 'groupWithoutEvents', group, subjects: counted });
  }
  if (events > 0 && logRank(own, grouping).pValue === null) findings.push({ code: 'neverAtRiskTogether', events });
  findings.push(...eventsAPredictor(events, Math.max(1, groups.length - 1)));
  const present = groups.filter(({ exit }) => exit.length > 0);
  findings.push(...commonTimes(present, horizon));
  return [...findings, ...lateEntryIn(own, present)];
}

function commonTimes(groups: readonly FollowUp[], horizon: number | undefined): Finding[] {
  const from = Math.max(
    ...groups.map(({ entry }) =>
      entry ? entry.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY) : 0,
    ),
  );
  // a group whose curve is 0 is known for all later times
  const ends = groups.map((part) => {
    const curve = kaplanMeier(part);
    return curve.survival.at(-1) === 0 ? Number.POSITIVE_INFINITY : (curve.time.at(-1) as number);
  });
  const last = Math.min(...groups.map(latest));
  if (from >= last && groups.length > 1) return [{ code: 'noCommonFollowUp', from, until: last }];
  const until = Math.min(...ends);
  const known = Number.isFinite(until) ? until : Math.max(...groups.map(latest));
  const findings: Finding[] = [{ code: 'commonFollowUp', until: known }];
  if (horizon !== undefined && horizon > until) findings.push({ code: 'horizonBeyondFollowUp', horizon, until });
  return findings;
}

function latest({ exit }: FollowUp): number {
  return exit.reduce((most, time) => Math.max(most, time), 0);
}

function subjectsOf({ exit, weight }: FollowUp): number {
  return weight ? weight.reduce((sum, one) => sum + one, 0) : exit.length;
}
