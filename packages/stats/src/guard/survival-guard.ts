import { anyCauseFollowUp, type CompetingFollowUp, causesIn } from '../competing-risks/index.ts';
import { kaplanMeier, survivalQuantile } from '../survival/index.ts';
import { type Advice, adviceOf, type MethodRule } from './advice.ts';
import type { Finding } from './finding.ts';
import { assertTime, countOf, lateEntryIn, ofFirstCause } from './follow-up-findings.ts';
import { GUARD_LIMITS } from './guard-limits.ts';

/**
 * How often an event occurs over time; 'exactBounds': an exact upper bound of the proportion, and of the rate.
 * 'fromLandmark': the same estimates among those under observation at a later time.
 */
export type SurvivalCurveMethod = 'kaplanMeier' | 'aalenJohansen' | 'fromLandmark' | 'exactBounds' | 'describe';

/** The number that tells a curve; 'survivalAtTime': at a time within follow-up. */
export type SurvivalSummary = 'median' | 'survivalAtTime' | 'restrictedMean' | 'describe';

const CURVES: readonly MethodRule<SurvivalCurveMethod>[] = [
  {
    method: 'kaplanMeier',
    unfitBy: ['noSubjects', 'noEvents', 'competingEvents', 'exhaustedRiskSet'],
    doubtfulBy: ['tinyRiskSet'],
  },
  {
    method: 'aalenJohansen',
    unfitBy: ['noSubjects', 'noEvents', 'exhaustedRiskSet'],
    doubtfulBy: ['tinyRiskSet'],
  },
  { method: 'fromLandmark', unfitBy: ['noSubjects', 'noEvents'], doubtfulBy: [] },
  { method: 'exactBounds', unfitBy: ['noSubjects'], doubtfulBy: [] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

const SUMMARIES: readonly MethodRule<SurvivalSummary>[] = [
  { method: 'median', unfitBy: ['noSubjects', 'noEvents', 'medianNotReached', 'competingEvents'], doubtfulBy: [] },
  { method: 'survivalAtTime', unfitBy: ['noSubjects', 'noEvents', 'beyondFollowUp'], doubtfulBy: ['fewAtRisk'] },
  { method: 'restrictedMean', unfitBy: ['noSubjects', 'beyondFollowUp', 'competingEvents'], doubtfulBy: ['fewAtRisk'] },
  { method: 'describe', unfitBy: [], doubtfulBy: [] },
];

/**
 * Which curve and which number of it a follow-up bears.
 *
 * One minus Kaplan-Meier overstates the risk where events compete: Aalen-Johansen. Without an event a flat line tells
 * less than an exact upper bound. Where patients enter late and events fall among a handful, the curve drops by large
 * steps, and to 0 for good where all of them had the event: begin at a later landmark. A median that the curve does not
 * reach, and a time after the last one observed, are not estimable.
 *
 * @param followUp - cause 1 is the event, causes 2 and up compete with it; without competing events the column of events
 *   itself
 * @param time - at which the curve would be read, or up to which a restricted mean goes; the last time observed unless
 *   given
 * @returns for each question every method with how it stands; 'describe' is left where nothing else is
 * @throws InputError `followUp.*`, `competing.cause` with the index of the subject
 * @see Gooley et al. (1999) Stat Med 18:695; Pocock, Clayton & Altman (2002) Lancet 359:1686; Klein & Moeschberger (2003) 4.6
 */
export function guardSurvival(
  followUp: CompetingFollowUp,
  time?: number,
): { readonly curve: Advice<SurvivalCurveMethod>; readonly summary: Advice<SurvivalSummary> } {
  anyCauseFollowUp(followUp, causesIn(followUp.cause));
  if (time !== undefined) assertTime(time);
  const findings = findingsOf(followUp, time);
  return { curve: adviceOf(CURVES, findings), summary: adviceOf(SUMMARIES, findings) };
}

function findingsOf(followUp: CompetingFollowUp, time: number | undefined): Finding[] {
  const subjects = countOf(followUp, () => true);
  if (subjects === 0) return [{ code: 'noSubjects', subjects: 0 }];
  const own = ofFirstCause(followUp);
  const curve = kaplanMeier(own);
  const events = countOf(followUp, (code) => code === 1);
  const competing = countOf(followUp, (code) => code > 1);
  const last = curve.time.at(-1) as number;
  const lowest = curve.survival.at(-1) as number;
  const findings: Finding[] = [];
  if (events === 0) findings.push({ code: 'noEvents', subjects });
  if (competing > 0) findings.push({ code: 'competingEvents', events, competing });
  if (events > 0 && survivalQuantile(curve, 0.5).time === null)
    findings.push({ code: 'medianNotReached', lowest, last });
  // a curve at 0 says all there is to say of later times
  if (time !== undefined && time > last && lowest > 0) findings.push({ code: 'beyondFollowUp', time, last });
  const from = fewAtRiskFrom(curve);
  if (from !== null && (time ?? last) >= from) findings.push({ code: 'fewAtRisk', from, below: GUARD_LIMITS.atRisk });
  return [...findings, ...lateEntryIn(own)];
}

/** The first time from which fewer than a handful are at risk to the end. */
function fewAtRiskFrom({ time, atRisk }: { time: Float64Array; atRisk: Float64Array }): number | null {
  let from: number | null = null;
  for (let row = time.length - 1; row >= 0 && (atRisk[row] as number) < GUARD_LIMITS.atRisk; row -= 1)
    from = time[row] as number;
  return from;
}
