import { describe, expect, it } from 'vitest';
import { blocksOf, formsReport, head, printed, spoken, tableIn } from './testing/forms-report.ts';

describe('the table of laboratory values', () => {
  const report = formsReport();
  const table = tableIn(report, 'blood');
  const notes = table.footnotes.map(spoken);

  it('leads with x/N below, within and above, keeps apart what was not judged, and has each range with its source under its test', () => {
    expect(head(table)).toBe('Test | Below | Within | Above | No range | Another unit | No value | No row');
    expect(printed(table)).toEqual([
      'Haemoglobin | 1/4 (25.0%) | 2/4 (50.0%) | 1/4 (25.0%) | 2 | 1 | 0 | 0',
      'From 2 years to under 12 years: 110–140 g/L [3]; judged by it: 3',
      'Female, from 12 years to under 18 years: 115–150 g/L [3]; judged by it: 1',
      'Platelets | 1/4 (25.0%) | 1/4 (25.0%) | 2/4 (50.0%) | 1 | 1 | 0 | 1',
      '150–400 ×10⁹/L [3]; judged by it: 3',
      'Second laboratory: 180–500 ×10⁹/L [4]; judged by it: 1',
      'C-reactive protein | – | 2/3 (66.7%) | 1/3 (33.3%) | 0 | 0 | 1 not done | 3',
      '5 mg/L or less [3]; judged by it: 3',
    ]);
  });

  it('names tests without a row, and cites the sources of its ranges', () => {
    expect(notes).toContain('No row for anybody: Ferritin.');
    const references = blocksOf(report).flatMap((block) => (block.kind === 'list' && block.ordered ? block.items : []));
    expect(references.map(spoken)).toContain('An invented handbook.');
    expect(references.map(spoken).indexOf('The second laboratory.')).toBe(
      references.map(spoken).indexOf('An invented handbook.') + 1,
    );
  });

  it('takes the last value before a date, and says which rows count', () => {
    const before = tableIn(report, 'bloodBefore');
    expect(printed(before).filter((row) => !row.includes('judged by it'))).toEqual([
      'Haemoglobin | 0/2 (0.0%) | 2/2 (100.0%) | 0/2 (0.0%) | 0 | 2 | 1 | 1 not done, 1 refused | 0',
      // of a value below 450, by a range from 180 to 500, nobody can say where it lies
      'Platelets | 0/2 (0.0%) | 0/2 (0.0%) | 1/2 (50.0%) | 1 | 1 | 1 | 1 not done | 2',
      'C-reactive protein | – | 1/1 (100.0%) | 0/1 (0.0%) | 0 | 0 | 0 | 1 not done, 1 not entered and not done, 1 not reported | 3',
    ]);
    expect(before.footnotes.map(spoken)).toContain(
      'A patient counts once a test, by the latest value dated on or before: Date of operation.',
    );
  });

  it('has cards with the value that decided, and the ranges in words', () => {
    const card = report.cards.find(({ statistic }) => statistic === 'blood.hb.below.count');
    expect(card).toMatchObject({
      title: 'Laboratory values, Haemoglobin – number below the range',
      numerator: { label: 'Haemoglobin: below the range', patients: ['WREN-1'] },
      denominator: { count: 4 },
      deciding: [{ patient: 'WREN-1', text: 'Laboratory 1: Value' }],
    });
    expect(card?.options.find(({ name }) => name === 'Reference ranges')?.value).toContain(
      'Haemoglobin, Female, from 12 years to under 18 years: 115–150 g/L [3]',
    );
    expect(card?.options).toContainEqual({ name: 'Which value counts', value: 'the earliest' });
  });
});
