import { describe, expect, it } from 'vitest';
import type { ReportStatus } from '../context/index.ts';
import { latestWord } from './latest-word.ts';
import { told } from './testing/invented-reports.ts';

type Said = Partial<ReportStatus>;
const tissue = (status: ReportStatus['status'], more: Said = {}): Said => ({ status, source: 'tissue', ...more });
const scan = (status: ReportStatus['status']): Said => ({ status, source: 'imaging' });
const letter = (status: ReportStatus['status'], more: Said = {}): Said => ({ status, source: 'clinical', ...more });
const frozen = (status: ReportStatus['status']): Said => ({ status, source: 'frozen' });

const word = (...says: Said[]) =>
  latestWord(says.map((one, index) => told({ patient: 'P', date: `2020-01-0${index + 1}`, says: one })));

describe('the status of a patient by the latest word', () => {
  it.each<[string, Said[], ReportStatus['status'], string]>([
    ['one report', [tissue('case')], 'case', 'onlyWord'],
    ['a scan asks, tissue answers', [scan('possible'), tissue('case')], 'case', 'surer'],
    ['a scan asks, tissue says no', [scan('possible'), tissue('not')], 'not', 'settled'],
    ['tissue says no, a later scan asks again', [tissue('not'), scan('possible')], 'possible', 'surer'],
    ['a later scan that finds nothing takes no case away', [tissue('case'), scan('not')], 'case', 'onlyWord'],
    ['a re-excision without tumour takes no case away', [tissue('case'), tissue('not')], 'case', 'onlyWord'],
    ['a later history takes no case away', [tissue('case'), letter('history')], 'case', 'onlyWord'],
    ['an amendment does', [tissue('case'), tissue('not', { revises: true, overturns: true })], 'not', 'overturned'],
    [
      'a consultation that only hedges lowers it',
      [tissue('case'), tissue('probable', { revises: true })],
      'probable',
      'revised',
    ],
    ['an amendment makes a case', [tissue('probable'), tissue('case', { revises: true })], 'case', 'revised'],
    [
      'a copied history after that is not followed',
      [tissue('case'), tissue('not', { overturns: true }), letter('case')],
      'not',
      'overturned',
    ],
    [
      'new tissue after that is',
      [tissue('not', { overturns: true }), tissue('not', { overturns: true }), tissue('case')],
      'case',
      'surer',
    ],
    ['paraffin over frozen', [frozen('probable'), tissue('not')], 'not', 'paraffinOverFrozen'],
    ['a scan settles no tissue', [tissue('probable'), scan('not')], 'probable', 'onlyWord'],
    ['a scan overturns no tissue', [tissue('case'), { ...scan('not'), overturns: true }], 'case', 'onlyWord'],
    ['family and a denial', [letter('family'), scan('not')], 'family', 'onlyWord'],
    ['a revised history is no diagnosis', [tissue('case'), tissue('history', { revises: true })], 'case', 'onlyWord'],
  ])('%s', (_, says, status, rule) => {
    expect(word(...says)).toMatchObject({ status, rule });
  });

  it('goes by dates and not by the order of the extract; on one day the amendment is last', () => {
    const amended = told({ patient: 'P', date: '2020-03-01', says: tissue('not', { revises: true, overturns: true }) });
    const original = told({ patient: 'P', date: '2020-03-01', says: tissue('case') });
    expect(latestWord([amended, original])?.status).toBe('not');
    const undated = told({ patient: 'P', date: null, says: tissue('not', { overturns: true }) });
    expect(latestWord([undated, original])?.status).toBe('case');
  });

  it('names the reports that were not followed', () => {
    const original = told({ patient: 'P', date: '2020-01-01', says: tissue('case') });
    const amended = told({ patient: 'P', date: '2020-02-01', says: tissue('not', { overturns: true }) });
    const copied = told({ patient: 'P', date: '2020-03-01', says: letter('case') });
    const found = latestWord([original, amended, copied]);
    expect(found?.against.map(({ report }) => report.id)).toEqual([original.report.id, copied.report.id]);
  });

  it('is none without a mention', () => {
    expect(latestWord([told({ patient: 'P', says: null, codes: ['X'] })])).toBeNull();
  });
});
