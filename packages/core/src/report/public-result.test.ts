import { describe, expect, it } from 'vitest';
import type { AnalysisResult } from '../model/index.ts';
import { publicResult } from './public-result.ts';
import { PATIENTS, sixResults } from './test-report.ts';

const byId = (id: string): AnalysisResult => {
  const found = sixResults().find((result) => result.id === id);
  if (!found) throw new Error(`no result ${id}`);
  return found;
};

describe('publicResult', () => {
  it('leaves out sets, deciding records and steps, and keeps every other number', () => {
    const before = byId('rfs');
    const after = publicResult(before);
    expect(after).not.toHaveProperty('recordSets');
    const kept = after.statistics.map(({ id }) => id);
    expect(kept).toEqual(before.statistics.map(({ id }) => id).filter((id) => !id.includes('.step.')));
    for (const statistic of after.statistics) {
      expect(statistic).not.toHaveProperty('numerator');
      expect(statistic).not.toHaveProperty('denominator');
      expect(statistic).not.toHaveProperty('deciding');
    }
    expect(JSON.stringify(sixResults().map(publicResult))).not.toContain('CANARY');
  });

  it('keeps of a patient’s own value the digits that are printed, and of probabilities all', () => {
    const { statistics } = publicResult(byId('rfs'));
    const value = (id: string) => statistics.find((statistic) => statistic.id === id)?.value;
    expect(value('rfs.median')).toBe(16.4);
    expect(value('rfs.median.upper')).toBeNull();
    expect(value('rfs.survival@12mo')).toBe(0.666666666667);
    expect(value('rfs.atRisk@12mo')).toBe(3);
  });

  it('rounds the times of a curve to whole months and makes one row of each month', () => {
    const before = byId('rfs');
    const day = (time: number, events: number, survival: number) => ({
      cells: {
        group: null,
        time,
        atRisk: 6 - time / 100,
        events,
        censored: 0,
        survival,
        lower: null,
        upper: null,
        grey: false,
      },
    });
    const { rows } = publicResult({ ...before, rows: [day(100, 1, 0.8), day(95, 1, 0.7), day(300, 1, 0.5)] });
    expect(rows?.map(({ cells }) => [cells['time'], cells['events'], cells['survival']])).toEqual([
      [3 * 30.4375, 2, 0.7],
      [10 * 30.4375, 1, 0.5],
    ]);
  });

  it('leaves out rows and notes that name a patient', () => {
    const before = byId('flow');
    const note = (text: string) => ({ code: 'x', severity: 'info' as const, text: { en: text } });
    const after = publicResult({
      ...before,
      rows: [{ cells: { box: 'a' } }, { cells: { box: 'b' }, patient: PATIENTS[0] }],
      notes: [note('six months'), note(`${PATIENTS[1]} left`)],
    });
    expect(after.rows).toEqual([{ cells: { box: 'a' } }]);
    expect(after.notes).toEqual([note('six months')]);
  });

  it('changes nothing in what it was given', () => {
    const before = sixResults();
    before.map(publicResult);
    expect(before).toEqual(sixResults());
  });
});
