import { describe, expect, it } from 'vitest';
import { formsReport, head, printed, spoken, tableIn } from './testing/forms-report.ts';

describe('the table of ordered scores', () => {
  const report = formsReport();
  const chinese = formsReport({ language: 'zh-CN' });
  const last = tableIn(report, 'atLast');

  it('gives x/N of those assessed, and keeps apart whom it does not apply to and who was not assessed', () => {
    expect(head(last)).toBe('Score | All patients (N = 7) | Female (N = 3) | Male (N = 4)');
    expect(printed(last).slice(0, 8)).toEqual([
      '# Constipation',
      'None | 1/2 (50.0%) | 1/2 (50.0%) | –',
      'Mild | 1/2 (50.0%) | 1/2 (50.0%) | –',
      'Severe | 0/2 (0.0%; 0.0%–84.2%) | 0/2 (0.0%; 0.0%–84.2%) | –',
      'Mild or worse | 1/2 (50.0%; 1.3%–98.7%) | 1/2 (50.0%; 1.3%–98.7%) | –',
      'Not applicable | 1 | 0 | 1',
      'Missing | 2 (not reported 1, unknown 1) | 0 | 2 (not reported 1, unknown 1)',
      'No such assessment | 2 | 1 | 1',
    ]);
  });

  it('takes no for the better answer of a yes-or-no', () => {
    const rows = printed(last);
    const start = rows.indexOf('# Any aid');
    expect(rows.slice(start + 1, start + 3)).toEqual([
      'No | 2/3 (66.7%) | 1/2 (50.0%) | 1/1 (100.0%)',
      'Yes | 1/3 (33.3%; 0.8%–90.6%) | 1/2 (50.0%; 1.3%–98.7%) | 0/1 (0.0%; 0.0%–97.5%)',
    ]);
  });

  it('takes the worst of all rows, or the first', () => {
    expect(printed(tableIn(report, 'atWorst'))).toContain('Severe | 2/4 (50.0%; 18.2%–81.8%)');
    // the second row of WREN-3 has no date: the first that has one counts
    expect(printed(tableIn(report, 'atFirst'))).toContain('Severe | 1/4 (25.0%; 0.6%–80.6%)');
  });

  it('says what counts, and that scores have no mean', () => {
    const notes = last.footnotes.map(spoken).join('\n');
    expect(notes).toContain('Scores have an order and no distances, so they have no mean.');
    expect(notes).toContain('Of several assessments of a patient the latest counted');
    expect(notes).toContain('missing is not a no, and such rows give no value');
    expect(printed(tableIn(chinese, 'atLast'))).toContain(
      '轻度或更差 | 1/2（50.0%；1.3%～98.7%） | 1/2（50.0%；1.3%～98.7%） | –',
    );
    expect(tableIn(chinese, 'atLast').footnotes.map(spoken).join('')).toContain(
      '不适用者与未评估者（缺失、未记录）分别列出，均不计入分母',
    );
  });

  it('names its numbers, with the row that decided', () => {
    const card = report.cards.find(({ statistic }) => statistic === 'atLast.sex.F.bowel.mild.orWorse.count');
    expect(card).toMatchObject({
      title: 'Function at the last visit, Sex: Female, Constipation: Mild or worse – number of patients',
      numerator: { patients: ['WREN-1'] },
      denominator: { label: 'Children of known sex, Sex: Female, assessed for constipation', count: 2 },
      deciding: [{ patient: 'WREN-1', text: 'Function 2: Constipation' }],
    });
    expect(card?.options).toContainEqual({ name: 'By', value: 'Sex' });
    expect(card?.options).toContainEqual({ name: 'Which value counts', value: 'the latest' });
    const other = chinese.cards.find(({ statistic }) => statistic === 'atLast.bowel.notApplicable');
    expect(other?.title).toBe('末次随访的功能，便秘——不适用的例数');
  });
});
