import { describe, expect, it } from 'vitest';
import {
  foreignWords,
  printedRows,
  readersWords,
  spoken,
  tableIn,
  wordsOf,
  writtenReport,
} from './testing/comparison-report.ts';

const RELAPSED =
  '{ id: relapsed, kind: proportion, role: primary, set: complete, title: { en: Relapse, zh-CN: 复发 }, label: { en: Patients with a relapse, zh-CN: 复发患者 }, when: relapsed, by: base.sex }';
const BOUNDS =
  '{ id: bounds, kind: bounds, role: secondary, set: complete, title: { en: Bounds of relapse, zh-CN: 复发的上下界 }, of: relapsed, against: eligible }';
const PLAN = [RELAPSED, BOUNDS];

describe('the table of bounds', () => {
  it('sets complete cases beside all, and says what holds if none or all of the unknown had it', () => {
    const table = tableIn(writtenReport(PLAN), 'bounds');
    expect(printedRows(table).slice(0, 4)).toEqual([
      'Complete cases | 3/16 | 18.8% | 4.0%–45.6%',
      'Eligible patients, where it is known | 3/16 | 18.8% | 4.0%–45.6%',
      'Eligible patients, if none of the 4 unknown had it | 3/20 | 15.0% | 3.2%–37.9%',
      'Eligible patients, if all of the 4 unknown had it | 7/20 | 35.0% | 15.4%–59.2%',
    ]);
    expect(printedRows(table)[4]).toBe('# Sex: Female');
    expect(spoken(table.footnotes[1] ?? [])).toMatch(/^Of the eligible patients 4 are not among those analysed;/);
  });

  it('is a sentence of the methods', () => {
    expect(wordsOf(writtenReport(PLAN))).toContain(
      'For bounds of relapse, the patients analysed stand beside all eligible patients, with the bounds that hold if none, and if all, of those in whom it is unknown had it',
    );
  });

  it('names each of its numbers', () => {
    const { cards } = writtenReport(PLAN);
    const title = (id: string) => cards.find(({ statistic }) => statistic === id)?.title;
    expect(title('bounds.most.proportion.upper')).toBe(
      'Bounds of relapse, eligible patients, if all of the unknown had it – upper 95% limit of proportion',
    );
    expect(title('bounds.unknown')).toBe('Bounds of relapse – number in whom it is unknown');
    expect(cards.find(({ statistic }) => statistic === 'bounds.sex.F.most.count')).toMatchObject({
      numerator: { label: 'Patients with a relapse, and those in whom it is unknown', count: 2 },
      denominator: { label: 'Eligible patients, Sex: Female', count: 9 },
    });
  });

  it('is Chinese for Chinese readers', () => {
    const words = readersWords(writtenReport(PLAN, { language: 'zh-CN' }), 'bounds');
    expect(words.length).toBeGreaterThan(50);
    expect(foreignWords(words)).toEqual([]);
  });

  it('names no patient to the public', () => {
    expect(wordsOf(writtenReport(PLAN, { audience: 'public' }))).not.toMatch(/K\d\d/);
    expect(wordsOf(writtenReport(PLAN))).toMatch(/K17/);
  });
});
