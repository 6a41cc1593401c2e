import { assertGrouping, type Grouping } from '../survival/index.ts';
import { assertColumn } from './covariates.ts';
import type { CoxData } from './cox-data.ts';
import { Meetings, pairsAtOneTimeOf } from './meetings.ts';
import { orderOf } from './order-of.ts';

export type Concordance = {
  /** the share of comparable pairs in which the higher score has the event first, ties of scores as half; null without pairs */
  readonly concordance: number | null;
  readonly standardError: number | null;
  /** pairs, by the product of the weights */
  readonly concordant: number;
  readonly discordant: number;
  /** comparable pairs with one score */
  readonly tiedScores: number;
  /** pairs with the event at one time, with different scores and with one */
  readonly tiedTimes: number;
  readonly tiedBoth: number;
};

/**
 * Harrell's concordance of a score with the order of events, in strata and with late entries. A pair is comparable when
 * one has the event while the other is at risk beyond that time. The error is the infinitesimal jackknife's, over
 * clusters where there are some. O(n log n); linear in subjects, but for the sort, where times are whole days.
 *
 * @param score - of each subject, in the order of the input; higher means earlier
 * @returns concordance and error null where no pair is comparable
 * @throws InputError `covariates.length` unless each subject has a score, `covariates.value` with the index of one that is no number
 * @see Harrell et al. (1982) JAMA 247:2543; Therneau & Watson (2015) Mayo Technical Report 85
 */
export function concordanceOf(data: CoxData, score: Float64Array, cluster: Grouping | null = null): Concordance {
  assertColumn(score, data.subjects, 'the score');
  if (cluster) assertGrouping(cluster, data.subjects);
  const { order, weight, subjects } = data;
  const scoreOf = new Float64Array(subjects);
  for (let place = 0; place < subjects; place += 1) scoreOf[place] = score[order[place] as number] as number;
  // the scores go in from the lowest up, equal ones together
  const ascending = orderOf(scoreOf);
  const sorted = new Float64Array(subjects);
  for (let at = 0; at < subjects; at += 1) sorted[at] = scoreOf[ascending[at] as number] as number;
  const meetings = new Meetings(data, ascending);
  // of each in that order: the weights of those it is concordant with, half of those it ties with; and of all it meets
  const inFavour = new Float64Array(subjects);
  const met = new Float64Array(subjects);
  let concordant = 0;
  let discordant = 0;
  let tiedScores = 0;
  let tiedBoth = 0;
  for (let from = 0, to = 0; from < subjects; from = to) {
    const own = sorted[from];
    to = from + 1;
    while (to < subjects && sorted[to] === own) to += 1;
    const isAlone = to - from === 1;
    for (let at = from; at < to; at += 1) {
      inFavour[at] = meetings.atRiskAtEvent(at);
      met[at] = meetings.eventsMet(at);
    }
    for (let at = from; at < to; at += 1) meetings.goesIn(at);
    for (let at = from; at < to; at += 1) {
      const w = weight ? (weight[ascending[at] as number] as number) : 1;
      const below = inFavour[at] as number;
      const tied = isAlone ? 0 : meetings.atRiskAtEvent(at) - below;
      const above = meetings.allAtRiskAtEvent(at) - below - tied;
      const eventsBelow = met[at] as number;
      const eventsTied = isAlone ? 0 : meetings.eventsMet(at) - eventsBelow;
      const eventsAbove = meetings.allEventsMet(at) - eventsBelow - eventsTied;
      concordant += w * below;
      discordant += w * above;
      tiedScores += w * tied;
      inFavour[at] = below + eventsAbove + (tied + eventsTied) / 2;
      met[at] = below + tied + above + eventsBelow + eventsTied + eventsAbove;
    }
    if (!isAlone) tiedBoth += meetings.pairsAtOneTime(from, to);
  }
  const tiedTimes = pairsAtOneTimeOf(data) - tiedBoth;

  const pairs = concordant + discordant + tiedScores;
  const counts = { concordant, discordant, tiedScores, tiedTimes, tiedBoth };
  if (pairs === 0) return { concordance: null, standardError: null, ...counts };
  const concordance = (concordant + tiedScores / 2) / pairs;
  const influence = new Float64Array(cluster ? cluster.count : subjects);
  for (let at = 0; at < subjects; at += 1) {
    const place = ascending[at] as number;
    const w = weight ? (weight[place] as number) : 1;
    const own = (w * ((inFavour[at] as number) - concordance * (met[at] as number))) / pairs;
    const to = cluster ? (cluster.code[order[place] as number] as number) : at;
    influence[to] = (influence[to] as number) + own;
  }
  let squares = 0;
  for (let at = 0; at < influence.length; at += 1) squares += (influence[at] as number) ** 2;
  return { concordance, standardError: Math.sqrt(squares), ...counts };
}
