import type { TimeToEvent } from '../derive/index.ts';
import type { PatientSet, StatisticRows } from './statistic-rows.ts';
import { notAtRiskByReason } from './survival-notes.ts';

/**
 * Whom the notes of an endpoint speak of, so that the number in each note opens like any other: `noted.CODE` by the
 * last part of the note's code, and `noted.notAtRisk.K` for the reasons of those not at risk in the order of their notes.
 *
 * @param asked - everybody the endpoint was worked out for
 */
export function writeNoted(statistics: StatisticRows, endpoint: TimeToEvent, asked: PatientSet): void {
  const reasons = [...notAtRiskByReason(endpoint).values()];
  const noted: [string, PatientSet][] = [
    ...reasons.map((members, index): [string, PatientSet] => [`notAtRisk.${index + 1}`, members]),
    ...endpoint.noted.map(({ code, patients }): [string, PatientSet] => [code, patients]),
  ];
  for (const [code, members] of noted)
    statistics.count(`noted.${code}`, { name: 'noted', numerator: members, denominator: asked });
}
