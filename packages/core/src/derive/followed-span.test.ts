import { describe, expect, it } from 'vitest';
import { isoDay } from '../model/index.ts';
import { deriveEndpoint } from './endpoint.ts';
import { followedSpans, timeZeros } from './followed-span.ts';
import { smallStudy, table } from './testing/small-study.ts';

/** Everybody here is invented. Time zero is a resection; lock 2020-12-31. */
const STUDY = `
casewright: study/1
id: spans
version: 1.0.0
title: { en: Spans }
languages: [en]
dataLock: 2020-12-31
codeLists:
  kind: { codes: [{ code: seen, label: { en: Seen } }, { code: relapse, label: { en: Relapse } }, { code: death, label: { en: Death } }] }
forms:
  - id: surgery
    label: { en: Surgery }
    repeats: true
    mayBeNone: true
    known: treatment
    items: [{ id: date, label: { en: Date }, type: date }]
  - id: visit
    label: { en: Visit }
    repeats: true
    known: followUp
    items: [{ id: date, label: { en: Date }, type: date }, { id: kind, label: { en: Kind }, type: code, codes: kind }]
eligibility: { steps: [] }
endpoints:
  - id: relapse
    label: { en: Relapse-free survival }
    timeZero: { label: { en: resection }, form: surgery, date: date }
    events: [{ id: relapse, label: { en: relapse }, form: visit, date: date, where: row.kind == 'relapse' }]
    competing: [{ id: death, label: { en: death }, form: visit, date: date, where: row.kind == 'death' }]
    censoring: [{ id: seen, label: { en: last visit }, form: visit, date: date, where: row.kind == 'seen' }]
`;

const SMALL = smallStudy(STUDY, [
  table('surgery', [
    'patient,repeat,date',
    'P1,1,2019-03-01',
    'P1,2,2019-06-01',
    'P2,1,2019-01-01',
    'P3,1,2019-01',
    'P4,1,2019-01-01',
    'P5,1,2019-01-01',
  ]),
  table('visit', [
    'patient,repeat,date,kind',
    'P1,1,2019-05-01,relapse', // and seen long after it
    'P1,2,2020-02-01,seen',
    'P2,1,2019-04-01,seen',
    'P2,2,2019-08-01,relapse', // and not seen again
    'P3,1,2020-06-30,seen',
    'P4,1,2019-09-09,death',
    'P4,2,2019-02-02,seen',
    'P5,1,2021-05-05,seen', // after the lock
    'P6,1,2019-05-05,seen', // never operated on, as was confirmed
  ]),
  table('_forms', ['patient,form,state', 'P6,surgery,none-confirmed']),
]);
const EVERYBODY = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'];

describe('how long a person was followed', () => {
  const { study, records, contexts } = SMALL;
  const endpoint = deriveEndpoint(study, 'relapse', EVERYBODY, contexts, records);
  const spans = followedSpans(study, endpoint, contexts, records);

  it.each([
    ['P1', '2019-03-01', '2020-02-01', '2'], // past the event to the last visit
    ['P2', '2019-01-01', '2019-08-01', '2'], // the event is the last that is known
    ['P3', '2019-01-16', '2020-06-30', '1'], // the middle of January
    ['P4', '2019-01-01', '2019-09-09', '1'], // what competes ends it
    ['P5', '2019-01-01', '2020-12-31', '1'], // cut at the lock
  ])('%s from %s to %s by visit %s', (patient, zero, end, repeat) => {
    const span = spans.find((one) => one.patient === patient);
    expect([isoDay(span?.zero.day ?? 0), isoDay(span?.end.day ?? 0), span?.end.ref.repeat]).toEqual([
      zero,
      end,
      repeat,
    ]);
  });

  it('is told of those at risk only, in their order', () => {
    expect(spans.map(({ patient }) => patient)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
  });

  it('counts from the same day as the endpoint: zero and its time give the day of the event', () => {
    expect(isoDay((spans[0]?.zero.day ?? 0) + (endpoint.timeDays[0] as number))).toBe('2019-05-01');
  });
});

describe('time zero of anybody', () => {
  const { study, records, contexts } = SMALL;
  const zeros = (rule: 'midpoint' | 'refuse') => timeZeros(study, 'relapse', rule, EVERYBODY, contexts, records);

  it('is left out where there is none, and where the rule refuses the only date', () => {
    expect([...zeros('midpoint').keys()]).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
    expect([...zeros('refuse').keys()]).toEqual(['P1', 'P2', 'P4', 'P5']);
  });

  it('names its record', () => {
    expect(zeros('midpoint').get('P1')?.ref).toEqual({ form: 'surgery', patient: 'P1', repeat: '1', item: 'date' });
  });
});
