import { describe, expect, it } from 'vitest';
import { formsReport, head, printed, spoken, tableIn } from './testing/forms-report.ts';

describe('the table of markers', () => {
  const report = formsReport();
  const table = tableIn(report, 'markers');

  it('leads with positive of tested, clones under their marker, and keeps apart what is no result', () => {
    expect(head(table)).toBe(
      'Marker | Positive / tested | Positive | Negative | Equivocal | Not done | Not reported | No result for another reason | No row',
    );
    expect(printed(table)).toEqual([
      'alpha | 4/5 | 80.0% | 1 | 0 | 1 | 0 | – | 1',
      'K1 | 3/3 | 100.0% | 0 | 0 | – | – | – | –',
      'K2 | 0/2 | 0.0% | 2 | 0 | – | – | – | –',
      'Clone not stated | 1/1 | 100.0% | 0 | 0 | – | – | – | –',
      'beta | 0/2 | 0.0% | 1 | 1 | 1 | 1 | 1 not done and not reported | 2',
      'K1 | 0/2 | 0.0% | 1 | 1 | – | – | – | –',
      'gamma | 1/2 | 50.0% | 0 | 1 | 0 | 0 | 1 unknown | 4',
      'K1 | 0/1 | 0.0% | 0 | 1 | – | – | – | –',
      'Clone not stated | 1/1 | 100.0% | 0 | 0 | – | – | – | –',
    ]);
  });

  it('adds up to everybody in each marker', () => {
    const value = (id: string) => Number(report.cards.find(({ statistic }) => statistic === id)?.exact);
    for (const marker of ['alpha', 'beta', 'gamma', 'delta']) {
      const id = `markers.${marker}`;
      expect(value(`${id}.n`) + value(`${id}.missing`) + value(`${id}.notRecorded`)).toBe(value('markers.n'));
      expect(value(`${id}.count`) + value(`${id}.negative`) + value(`${id}.equivocal`)).toBe(value(`${id}.n`));
    }
  });

  it('says how several rows of one marker are resolved, in whom they differ, and what nobody has', () => {
    const notes = table.footnotes.map(spoken);
    expect(notes).toContain(
      'A patient counts once a marker: positive where any row is positive, else equivocal where any is, else negative.',
    );
    expect(notes).toContain('Patients whose results of a marker differ: alpha 1, beta 1.');
    expect(notes).toContain('Positive: Positive and Focally positive.');
    expect(notes).toContain('No row for anybody: delta.');
    const conflict = report.cards.find(({ statistic }) => statistic === 'markers.beta.conflict');
    expect(conflict).toMatchObject({
      title: 'Markers, beta – number with results that differ',
      numerator: { label: 'Beta: results differ', count: 1, patients: ['WREN-4'] },
      denominator: { label: 'Children of known sex, tested for beta', count: 2 },
      deciding: [
        { patient: 'WREN-4', text: 'Stains 2: Result' },
        { patient: 'WREN-4', text: 'Stains 3: Result' },
      ],
    });
  });

  it('takes only the rows that its condition lets in, and the codes as the plan reads them', () => {
    const ofPrimary = tableIn(report, 'ofPrimary');
    expect(printed(ofPrimary)).toEqual([
      'alpha | 2/4 | 50.0% | 1 | 1 | 1 | 0 | – | 2',
      'beta | 0/2 | 0.0% | 1 | 1 | 2 | 1 | – | 2',
      'gamma | 0/1 | 0.0% | 0 | 1 | 0 | 0 | 2 unknown | 4',
    ]);
    expect(ofPrimary.footnotes.map(spoken)).toContain('Only rows for which: Specimen is Primary.');
    expect(ofPrimary.footnotes.map(spoken)).toContain('Equivocal: Focally positive and Unclear.');
  });

  it('names the clone in its cards', () => {
    const card = report.cards.find(({ statistic }) => statistic === 'markers.alpha.clone.K2.negative');
    expect(card).toMatchObject({
      title: 'Markers, alpha, Clone: K2 – number negative',
      numerator: { label: 'Alpha, Clone: K2: negative', patients: ['WREN-1', 'WREN-3'] },
      denominator: { label: 'Children of known sex, tested for alpha, K2', patients: ['WREN-1', 'WREN-3'] },
    });
  });
});
