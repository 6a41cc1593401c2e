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

const RELAPSE =
  '{ id: relapseRate, kind: rate, role: secondary, set: complete, title: { en: Rate of relapse, zh-CN: 复发率 }, endpoint: relapse, by: operation.margin }';
const SECOND =
  '{ id: secondRate, kind: rate, role: secondary, set: complete, title: { en: Rate of second tumours, zh-CN: 第二肿瘤发生率 }, endpoint: second, per: 1 }';

describe('the table of a rate', () => {
  it('has events over patient-years with exact limits, overall and by group', () => {
    const table = tableIn(writtenReport([RELAPSE]), 'relapseRate');
    expect(spoken(table.columns[4]?.title ?? [])).toBe('Events per 100 patient-years');
    const [all = '', heading, clean = ''] = printedRows(table);
    const years = Number(all.split(' | ')[3]);
    expect(all).toMatch(/^All patients \| 16 \| 3 \| \d+\.\d \| \d+\.\d \| \d+\.\d–\d+\.\d$/);
    // 3 events: exact limits of the count 0.619 and 8.767
    expect(Number(all.split(' | ')[4])).toBeCloseTo(300 / years, 1);
    expect(Number(all.split(' | ')[5]?.split('–')[0])).toBeCloseTo(61.9 / years, 1);
    expect(heading).toBe('# Margin');
    expect(clean).toMatch(/^Clean \| 10 \| 1 \| /);
    const notes = table.footnotes.map(spoken).join(' ');
    expect(notes).toContain('Unclear: no event; the upper limit above is two-sided');
    expect(notes).not.toContain('overstates');
  });

  it('says without an event which upper limit it gives', () => {
    const report = writtenReport([SECOND]);
    const { cards } = report;
    const table = tableIn(report, 'secondRate');
    const [all = ''] = printedRows(table);
    const years = Number(cards.find(({ statistic }) => statistic === 'secondRate.personYears')?.exact);
    expect(all).toMatch(/^All patients \| 16 \| 0 \| \d+\.\d \| 0\.000 \| 0\.000–0\.\d{3}$/);
    // one-sided -log(0.05) = 2.996, two-sided -log(0.025) = 3.689 over the patient-years
    expect(Number(all.split('–')[1])).toBeCloseTo(3.689 / years, 3);
    const note = table.footnotes.map(spoken).find((text) => text.includes('one-sided'));
    expect(note).toMatch(/^no event; the upper limit above is two-sided, the one-sided upper 95% limit is 0\.\d{3}\.$/);
    expect(Number(/(0\.\d+)\.$/.exec(note ?? '')?.[1])).toBeCloseTo(2.996 / years, 3);
  });

  it('names each of its numbers', () => {
    const { cards } = writtenReport([RELAPSE, SECOND]);
    const title = (id: string) => cards.find(({ statistic }) => statistic === id)?.title;
    expect(title('relapseRate.margin.close.rate.upper')).toBe(
      'Rate of relapse, Margin: Close – upper 95% limit of events per 100 patient-years',
    );
    expect(title('secondRate.rate.upperOneSided')).toBe(
      'Rate of second tumours – one-sided upper 95% limit of events a patient-year',
    );
  });

  it('is Chinese for Chinese readers, and names no patient to the public', () => {
    const report = writtenReport([RELAPSE, SECOND], { language: 'zh-CN' });
    expect(foreignWords(readersWords(report, 'relapseRate'))).toEqual([]);
    expect(foreignWords(readersWords(report, 'secondRate'))).toEqual([]);
    expect(wordsOf(writtenReport([RELAPSE, SECOND], { audience: 'public' }))).not.toMatch(/K\d\d/);
  });
});
