import { describe, expect, it } from 'vitest';
import { runAnalyses } from '../analyse/index.ts';
import { FORMS_STUDY, FORMS_TABLES } from '../analyse/testing/forms-study.ts';
import { smallStudy } from '../derive/testing/small-study.ts';
import { formsReport, head, printed, spoken, tableIn } from './testing/forms-report.ts';

describe('the table of rows', () => {
  const table = tableIn(formsReport(), 'withContrast');

  it('leads with x/N of rows and of patients, side by side', () => {
    expect(head(table)).toBe('Item | Rows | Patients');
    expect(printed(table)).toEqual([
      'Imaging | 3 | 2/7',
      'Rows of one patient: median (range) | 1.5 (1–2) | –',
      'No such row | – | 2/7',
      'Not known whether there is one | – | 3/7',
      '# Longest axis, cm',
      'Median (quartiles) over rows | 3.50 (3.40–3.60) | –',
      'Range | 3.40–3.60 | –',
      'Recorded | 2 | 1',
      'Missing | 1 (not done) | –',
    ]);
  });

  it('says that rows are not patients, which rows count, and of which it is not known', () => {
    const notes = table.footnotes.map(spoken);
    expect(notes[0]).toMatch(/^Rows are not patients: one patient may have several rows of “Imaging”/);
    expect(notes).toContain('Only rows for which: Contrast is yes.');
    const undecided = table.footnotes.find((line) => spoken(line).startsWith('Of 2 rows it is not known'));
    expect(undecided).toContainEqual({ kind: 'number', statistic: 'withContrast.undecided', text: '2' });
  });

  it('gives each group its two columns, and leaves out what a group cannot differ in', () => {
    const grouped = tableIn(formsReport(), 'imaging');
    expect(head(grouped)).toBe(
      'Item | Rows | Patients | Ultrasound: rows | Ultrasound: patients | CT: rows | CT: patients | MRI: rows | MRI: patients',
    );
    const lines = printed(grouped);
    expect(lines).toContain('Imaging | 9 | 5/7 | 3/9 | 2/5 | 3/9 | 3/5 | 2/9 | 2/5');
    expect(lines).toContain('CT | 3/8 | 3/5 (60.0%) | – | – | – | – | – | –');
    expect(lines).toContain(
      'Cystic | 3 (3 absent, 3 not recorded) | 3/5 (60.0%) | 0 (2 absent, 1 not recorded) | 0/2 (0.0%) | 3 (0 absent) | 3/3 (100.0%) | 0 (0 absent, 2 not recorded) | 0/0',
    );
    expect(lines).toContain('Missing | 2 (not done 1, refused 1) | – | 0 | – | 1 (refused) | – | 1 (not done) | –');
    expect(grouped.footnotes.map(spoken)).toContain('Rows whose group is not known, in the first columns only: 1.');
  });

  it('gives codes that no row has one line together, where they are many', () => {
    const more = ['one', 'two', 'three'].map(
      (code) => `      - { code: ${code}, label: { en: Kind ${code}, zh-CN: 类别${code} } }\n`,
    );
    const text = FORMS_STUDY.replace(/ {2}modality:\n(.*\n)? {4}codes:\n/, (start) => `${start}${more.join('')}`);
    expect(text).not.toBe(FORMS_STUDY);
    const wide = smallStudy(text, FORMS_TABLES);
    const results = runAnalyses({ ...wide, studyHash: wide.study.hash, snapshot: 'b'.repeat(64), engine: 'test' });
    const wanted = results.filter(({ id }) => id === 'imaging');
    const lines = printed(tableIn(formsReport({ study: wide.study, results: wanted }), 'imaging'));
    expect(lines).toContain('In no row: Kind one; Kind two; Kind three.');
    expect(lines.filter((line) => line.startsWith('Kind'))).toEqual([]);
    // fewer stand with their zeros
    expect(printed(tableIn(formsReport(), 'imaging')).join('\n')).not.toContain('In no row');
  });

  it('has cards that name the rows and tell them from patients', () => {
    const { cards } = formsReport();
    const card = (id: string) => cards.find(({ statistic }) => statistic === id);
    expect(card('withContrast.rows')).toMatchObject({
      title: 'Imaging with contrast – number of rows',
      printed: '3',
      unit: 'rows',
      numerator: { label: 'Patients with rows of “Imaging”', count: 2, patients: ['WREN-1', 'WREN-3'] },
      denominator: { count: 7 },
      deciding: [
        { patient: 'WREN-1', text: 'Imaging 2' },
        { patient: 'WREN-1', text: 'Imaging 10' },
        { patient: 'WREN-3', text: 'Imaging 1' },
      ],
    });
    expect(card('imaging.modality.ungrouped')?.title).toBe('Imaging – number of rows whose group is not known');
    expect(card('imaging.modality.CT.axis.median')?.title).toBe(
      'Imaging, Modality: CT, Longest axis on imaging – median over rows',
    );
    expect(card('withContrast.rows')?.options).toContainEqual({ name: 'Rows for which', value: 'Contrast is yes' });
  });
});
