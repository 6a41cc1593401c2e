import { describe, expect, it } from 'vitest';
import type { TimeToEvent } from '../derive/index.ts';
import { smallStudy } from '../derive/testing/small-study.ts';
import { snapshotId } from '../records/index.ts';
import { runAnalyses } from './index.ts';
import { writeNoted } from './noted-patients.ts';
import { StatisticRows } from './statistic-rows.ts';
import { notAtRiskNotes } from './survival-notes.ts';
import { INVENTED_STUDY, INVENTED_TABLES } from './testing/invented-study.ts';

const TREATED = { en: 'never treated' };
const ENDED = { en: 'follow-up ended' };

const ENDPOINT = {
  notAtRisk: [
    { patient: 'P2', reason: ENDED },
    { patient: 'P4', reason: TREATED },
    { patient: 'P5', reason: ENDED },
  ],
  noted: [{ code: 'partialDates', patients: ['P1', 'P3'] }],
} as unknown as TimeToEvent;

describe('whom the notes of an endpoint speak of', () => {
  it('is a count for each note, and for those not at risk one for each reason in the order of the notes', () => {
    const statistics = new StatisticRows('os');
    writeNoted(statistics, ENDPOINT, ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']);
    const sets = statistics.sets.list();
    expect(
      statistics.rows.map(({ id, name, value, unit, numerator }) => [id, name, value, unit, sets[numerator ?? '']]),
    ).toEqual([
      ['os.noted.notAtRisk.1', 'noted', 2, 'count', ['P2', 'P5']],
      ['os.noted.notAtRisk.2', 'noted', 1, 'count', ['P4']],
      ['os.noted.partialDates', 'noted', 2, 'count', ['P1', 'P3']],
    ]);
    expect(new Set(statistics.rows.map(({ denominator }) => sets[denominator ?? '']?.length))).toEqual(new Set([6]));
    expect(notAtRiskNotes(ENDPOINT).map(({ text }) => text.en)).toEqual([
      'Not at risk, and so not in the curve: 2 patients (follow-up ended).',
      'Not at risk, and so not in the curve: 1 patient (never treated).',
    ]);
  });

  it('is nobody without a note', () => {
    const statistics = new StatisticRows('os');
    writeNoted(statistics, { notAtRisk: [], noted: [] } as unknown as TimeToEvent, ['P1']);
    expect(statistics.rows).toEqual([]);
  });

  it('is as many as each note of the invented study says, and those not at risk are parted by their reasons', () => {
    const { study, records, contexts, cohort } = smallStudy(INVENTED_STUDY, INVENTED_TABLES);
    const hashes = { studyHash: study.hash, snapshot: snapshotId(records), engine: 'test' };
    const results = runAnalyses({ study, records, contexts, cohort, ...hashes });
    let compared = 0;
    for (const { id, notes, statistics } of results) {
      const noted = statistics.filter(({ name }) => name === 'noted');
      const said = notes.flatMap(({ code, text }) =>
        /^(endpoint|survival\.notAtRisk)/.test(code) ? [Number(/(\d+) patient/.exec(text.en)?.[1])] : [],
      );
      expect(noted.map(({ value }) => value)).toEqual(said);
      const parted = noted.filter((one) => one.id.includes('.notAtRisk.')).map(({ value }) => value ?? 0);
      const all = statistics.find((one) => one.id === `${id}.notAtRisk`)?.value ?? 0;
      expect(parted.reduce((sum, value) => sum + value, 0)).toBe(all);
      compared += said.length;
    }
    expect(compared).toBeGreaterThan(15);
  });
});
