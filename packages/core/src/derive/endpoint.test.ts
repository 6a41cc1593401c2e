import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, type PartialDateRule, parsePartialDate } from '../model/index.ts';
import { deriveEndpoint, type TimeToEvent } from './endpoint.ts';
import { smallStudy, table } from './testing/small-study.ts';

/** Everybody here is invented. Time zero is the first complete resection; lock 2020-12-31. */
function studyText(endpoint = ''): string {
  return `
casewright: study/1
id: small
version: 1.0.0
title: { en: A small study }
languages: [en]
dataLock: 2020-12-31
codeLists:
  margin:
    codes: [{ code: R0, label: { en: R0 } }, { code: R1, label: { en: R1 } }, { code: R2, label: { en: R2 } }]
  kind:
    codes: [{ code: relapse, label: { en: Relapse } }, { code: other, label: { en: Something else } }]
forms:
  - id: person
    label: { en: Person }
    known: diagnosis
    items:
      - { id: referred, label: { en: Referred on }, type: date }
      - { id: elsewhere, label: { en: Treated elsewhere before }, type: boolean }
  - id: surgery
    label: { en: Surgery }
    repeats: true
    mayBeNone: true
    known: treatment
    datedBy: date
    items:
      - { id: date, label: { en: Date }, type: date }
      - { id: margin, label: { en: Margin }, type: code, codes: margin }
  - id: event
    label: { en: Event }
    repeats: true
    mayBeNone: true
    known: followUp
    datedBy: date
    items:
      - { id: date, label: { en: Date }, type: date }
      - { id: kind, label: { en: Kind }, type: code, codes: kind }
  - id: death
    label: { en: Death }
    repeats: true
    mayBeNone: true
    known: followUp
    datedBy: date
    items: [{ id: date, label: { en: Date }, type: date }]
  - id: visit
    label: { en: Visit }
    repeats: true
    known: followUp
    datedBy: date
    items:
      - { id: date, label: { en: Date }, type: date }
      - { id: imaging, label: { en: Imaging }, type: boolean }
eligibility: { steps: [] }
endpoints:
  - id: rfs
    label: { en: Relapse-free survival }
    timeZero: { label: { en: first complete resection }, form: surgery, date: date, where: "row.margin in ['R0', 'R1']" }
    notAtRisk: { en: never free of tumour }
    events: [{ id: relapse, label: { en: relapse }, form: event, date: date, where: row.kind == 'relapse' }]
    censoring:
      - { id: visit, label: { en: last visit }, form: visit, date: date, where: row.imaging }
${endpoint}
`;
}

const COMPETING = '    competing: [{ id: death, label: { en: death }, form: death, date: date }]';
const ENTRY = `    entry: { label: { en: referral }, form: person, date: referred, where: row.elsewhere }`;

type Chart = {
  person?: string[];
  surgery?: string[];
  event?: string[];
  death?: string[];
  visit?: string[];
  /** forms confirmed to hold nothing */
  none?: string[];
};

/** Follows one invented patient; a row is its cells joined by a space, '-' for an empty one. */
function follow(chart: Chart, endpoint = '', rule?: PartialDateRule): TimeToEvent {
  const numbered = (name: string, columns: string, rows: string[] = []) =>
    table(name, [
      `patient,repeat,${columns}`,
      ...rows.map((row, index) => `P1,${index + 1},${row.replaceAll(' ', ',').replaceAll(/(?<=^|,)-(?=,|$)/g, '')}`),
    ]);
  const none = (chart.none ?? ['event', 'death']).filter((form) => !chart[form as keyof Chart]?.length);
  const { study, records, contexts } = smallStudy(studyText(endpoint), [
    table('person', ['patient,referred,elsewhere', `P1,${(chart.person ?? [''])[0]?.replace(' ', ',') || ','}`]),
    numbered('surgery', 'date,margin', chart.surgery ?? ['2018-01-10 R0']),
    numbered('event', 'date,kind', chart.event),
    numbered('death', 'date', chart.death),
    numbered('visit', 'date,imaging', chart.visit ?? ['2019-01-10 yes']),
    table('_forms', ['patient,form,state', ...none.map((form) => `P1,${form},none-confirmed`)]),
  ]);
  return deriveEndpoint(study, 'rfs', ['P1'], contexts, records, rule);
}

const codes = (result: TimeToEvent): string[] => result.notes.map(({ code }) => code);

describe('time zero and end of follow-up', () => {
  it.each<[string, Chart, number, 0 | 1]>([
    ['is censored at the last disease assessment', { visit: ['2018-06-10 yes', '2019-01-10 yes'] }, 365, 0],
    [
      'does not take a contact without imaging for an assessment',
      { visit: ['2018-01-20 yes', '2019-01-10 no'] },
      10,
      0,
    ],
    [
      'starts at the first complete resection',
      { surgery: ['2018-01-10 R2', '2018-01-20 R1', '2018-03-01 R0'] },
      355,
      0,
    ],
    ['ends at the first relapse', { event: ['2018-03-11 relapse', '2018-02-10 relapse'] }, 31, 1],
    ['does not take another event for a relapse', { event: ['2018-02-10 other', '2018-03-11 relapse'] }, 60, 1],
    ['counts an event on the day of the last assessment', { event: ['2019-01-10 relapse'] }, 365, 1],
    ['counts an event on the day of time zero', { event: ['2018-01-10 relapse'] }, 0, 1],
    ['counts an event after the last assessment', { event: ['2019-01-12 relapse'] }, 367, 1],
    ['counts an event on the day of the data lock', { event: ['2020-12-31 relapse'] }, 1086, 1],
    ['may last no day at all', { visit: ['2018-01-10 yes'] }, 0, 0],
  ])('%s', (_name, chart, days, event) => {
    const result = follow(chart);
    expect(result.notAtRisk).toEqual([]);
    expect([...result.timeDays]).toEqual([days]);
    expect([...result.event]).toEqual([event]);
    expect(result.notes).toEqual([]);
  });

  it('takes the latest row as time zero where the endpoint says so', () => {
    const latest = studyText().replace("where: \"row.margin in ['R0', 'R1']\" }", 'pick: latest }');
    const { study, records, contexts } = smallStudy(latest, [
      table('person', ['patient,referred,elsewhere', 'P1,,']),
      table('surgery', ['patient,repeat,date,margin', 'P1,1,2018-01-10,R0', 'P1,2,2018-02-10,R0']),
      table('visit', ['patient,repeat,date,imaging', 'P1,1,2018-03-10,yes']),
      table('_forms', ['patient,form,state', 'P1,event,none-confirmed']),
    ]);
    expect([...deriveEndpoint(study, 'rfs', ['P1'], contexts, records).timeDays]).toEqual([28]);
  });

  it('names the records that decided: time zero, then the event or the censoring', () => {
    expect(follow({ event: ['2018-03-11 relapse'] })).toMatchObject({
      eventSource: ['relapse'],
      deciding: [
        [
          { form: 'surgery', patient: 'P1', repeat: '1', item: 'date' },
          { form: 'event', patient: 'P1', repeat: '1', item: 'date' },
        ],
      ],
    });
    expect(follow({ visit: ['2019-01-10 yes', '2018-06-01 yes'] })).toMatchObject({
      eventSource: [null],
      deciding: [[{ form: 'surgery' }, { form: 'visit', repeat: '1' }]],
    });
  });

  it('says so where an event lies before time zero and does not count it', () => {
    const result = follow({ event: ['2017-12-31 relapse'] });
    expect([...result.event]).toEqual([0]);
    expect(codes(result)).toEqual(['endpoint.eventBeforeTimeZero']);
    expect(result.notes[0]?.severity).toBe('warning');
  });

  it('cuts follow-up at the data lock and leaves later events out, and says both', () => {
    const result = follow({ event: ['2021-01-01 relapse'], visit: ['2021-02-01 yes'] });
    expect([[...result.timeDays], [...result.event]]).toEqual([[1086], [0]]);
    expect(codes(result)).toEqual(['endpoint.eventAfterLock', 'endpoint.clippedAtLock']);
  });
});

describe('who cannot be followed is listed with the reason, never censored', () => {
  it.each<[string, Chart, string]>([
    ['a tumour never resected completely', { surgery: ['2018-01-10 R2'] }, 'never free of tumour'],
    ['no surgery, confirmed', { surgery: [], none: ['surgery', 'event'] }, 'never free of tumour'],
    ['no surgery, not confirmed', { surgery: [] }, 'time zero is not recorded'],
    ['a margin that was not reported', { surgery: ['2018-01-10 !not-reported'] }, 'time zero is not recorded'],
    ['a resection without a date', { surgery: ['!unknown R0'] }, 'time zero has no date'],
    ['a resection after the data lock', { surgery: ['2021-05-05 R0'] }, 'time zero lies after the data lock'],
    ['no event form and none confirmed', { none: [] }, 'whether the event happened is not recorded'],
    ['an event of unknown kind', { event: ['2018-05-05 !unknown'] }, 'whether the event happened is not recorded'],
    ['an event of unknown kind and date', { event: ['- -'] }, 'whether the event happened is not recorded'],
    ['a relapse without a date', { event: ['!unknown relapse'] }, 'had the event on an unknown date'],
    ['no assessment', { visit: [] }, 'no date ends the follow-up'],
    ['an assessment without a date', { visit: ['!unknown yes'] }, 'no date ends the follow-up'],
    ['a last assessment before time zero', { visit: ['2017-05-05 yes'] }, 'follow-up ends before time zero'],
  ])('%s', (_name, chart, reason) => {
    const result = follow(chart);
    expect(result.patients).toEqual([]);
    expect(result.notAtRisk).toMatchObject([{ patient: 'P1', reason: { en: reason } }]);
  });

  it('keeps an event that is certain, and says that an earlier one is possible', () => {
    const result = follow({ event: ['2018-02-10 !unknown', '2018-03-11 relapse'] });
    expect([[...result.timeDays], [...result.event]]).toEqual([[60], [1]]);
    expect(codes(result)).toEqual(['endpoint.earlierEventPossible']);
  });

  it.each([
    ['after the event', ['2018-02-10 relapse', '2018-03-11 !unknown'], 1],
    ['before time zero', ['2017-02-10 !unknown'], 0],
  ])('does not mind an event of unknown kind %s', (_name, event, outcome) => {
    const result = follow({ event });
    expect([...result.event]).toEqual([outcome]);
    expect(codes(result)).toEqual([]);
  });
});

describe('partial dates', () => {
  it.each<[PartialDateRule, number[]]>([
    ['earliest', [90]], // 2018-03-01 from 2017-12-01
    ['midpoint', [90 + 15]],
    ['latest', [90 + 30]],
    ['refuse', []],
  ])('of an event are read by the rule: %s', (rule, days) => {
    const result = follow({ surgery: ['2017-12-01 R0'], event: ['2018-03 relapse'] }, '', rule);
    expect([...result.timeDays]).toEqual(days);
    expect(result.rule).toBe(rule);
    expect(result.partialDates).toBe(1);
    expect(codes(result)).toEqual([rule === 'refuse' ? 'endpoint.partialDatesRefused' : 'endpoint.partialDates']);
    expect(result.notAtRisk).toHaveLength(rule === 'refuse' ? 1 : 0);
  });

  it('takes the middle where neither the endpoint nor the caller names a rule', () => {
    expect(follow({ surgery: ['2018-01 R0'], visit: ['2018-02-16 yes'] })).toMatchObject({
      rule: 'midpoint',
      timeDays: Float64Array.of(31),
    });
  });

  it.each<[string, Chart]>([
    ['event after an exact one', { event: ['2018-03-11 relapse', '2018-05 relapse'] }],
    ['event that begins on the day of an exact one', { event: ['2018-05-01 relapse', '2018-05 relapse'] }],
    ['assessment before an exact one', { visit: ['2018-05 yes', '2019-01-10 yes'] }],
    ['resection after an exact one', { surgery: ['2018-01-10 R0', '2018-02 R1'] }],
    ['assessment where there is an event', { event: ['2018-03-11 relapse'], visit: ['2019 yes'] }],
  ])('decides nothing: %s', (_name, chart) => {
    for (const rule of ['midpoint', 'refuse'] as const) {
      const result = follow(chart, '', rule);
      expect(result.patients).toEqual(['P1']);
      expect(result.partialDates).toBe(0);
      expect(result.notes).toEqual([]);
    }
  });

  it('never turns an event that may follow time zero into one before it', () => {
    const sameMonth = follow({ surgery: ['2018-03-20 R0'], event: ['2018-03 relapse'] });
    expect([[...sameMonth.timeDays], [...sameMonth.event]]).toEqual([[0], [1]]);
    const zeroPartial = follow({ surgery: ['2018-03 R0'], event: ['2018-03-05 relapse'] });
    expect([[...zeroPartial.timeDays], [...zeroPartial.event]]).toEqual([[0], [1]]);
  });

  it('keeps an event of the year of the data lock before the lock', () => {
    const result = follow({ event: ['2020-12 relapse'] }, '', 'latest');
    expect([[...result.timeDays], [...result.event]]).toEqual([[1086], [1]]);
  });
});

describe('a note remembers whom it speaks of', () => {
  it.each<[string, Chart, string?, PartialDateRule?]>([
    ['partialDates', { event: ['2018-03 relapse'] }],
    ['partialDatesRefused', { event: ['2018-03 relapse'] }, '', 'refuse'],
    ['timeZeroUndecided', { surgery: ['2018-01-10 R0', '2018-02-10 !not-reported'] }],
    ['timeZeroUndecided', { surgery: ['2018-01-10 !not-reported'] }],
    ['censoringUndecided', { visit: ['2019-01-10 yes', '2019-02-10 !unknown'] }],
    ['eventBeforeTimeZero', { event: ['2017-12-31 relapse', '2017-11-30 relapse'] }],
    ['eventAfterLock', { event: ['2021-01-01 relapse'] }],
    ['earlierEventPossible', { event: ['2018-02-10 !unknown', '2018-03-11 relapse'] }],
    ['clippedAtLock', { visit: ['2021-02-01 yes'] }],
    ['competingEvents', { death: ['2018-02-10'] }, COMPETING],
  ])('%s', (code, chart, endpoint, rule) => {
    const result = follow(chart, endpoint, rule);
    expect(result.noted).toEqual([{ code, patients: ['P1'] }]);
    expect(codes(result)).toEqual([`endpoint.${code}`]);
    expect(result.notes[0]?.text.en).toContain('1 patient');
  });

  it('and without a note of nobody', () => {
    expect(follow({}).noted).toEqual([]);
  });
});

describe('competing events', () => {
  it.each<[string, Chart, number, 0 | 1, string[]]>([
    [
      'end follow-up as censored when they come first',
      { death: ['2018-02-10'], event: ['2018-03-11 relapse'] },
      31,
      0,
      ['endpoint.competingEvents'],
    ],
    ['come after an event of the same day', { death: ['2018-03-11'], event: ['2018-03-11 relapse'] }, 60, 1, []],
    ['end follow-up before a later assessment', { death: ['2018-02-10'] }, 31, 0, ['endpoint.competingEvents']],
  ])('%s', (_name, chart, days, event, notes) => {
    const result = follow(chart, COMPETING);
    expect([[...result.timeDays], [...result.event]]).toEqual([[days], [event]]);
    expect(codes(result)).toEqual(notes);
    expect(result.eventSource).toEqual([event === 1 ? 'relapse' : null]);
    expect([[...result.competing], result.competingSource]).toEqual(event === 1 ? [[0], [null]] : [[1], ['death']]);
  });

  it('leave out whoever may have had one', () => {
    const result = follow({ none: ['event'] }, COMPETING);
    expect(result.notAtRisk).toMatchObject([{ reason: { en: 'whether the event happened is not recorded' } }]);
  });
});

describe('delayed entry', () => {
  it.each<[string, Chart, number]>([
    ['starts observation at the referral', { person: ['2018-02-10 yes'] }, 31],
    ['is none for somebody not treated elsewhere', { person: ['2018-02-10 no'] }, 0],
    ['is none where the referral came before time zero', { person: ['2017-02-10 yes'] }, 0],
  ])('%s', (_name, chart, entry) => {
    const result = follow(chart, ENTRY);
    expect([...(result.entryDays ?? [])]).toEqual([entry]);
    expect([...result.timeDays]).toEqual([365]);
  });

  it.each<[string, Chart, string]>([
    ['unknown', { person: ['2018-02-10 !unknown'] }, 'the start of observation is not recorded'],
    ['after the end', { person: ['2019-01-10 yes'] }, 'follow-up ended before observation started'],
  ])('leaves out whose start of observation is %s', (_name, chart, reason) => {
    expect(follow(chart, ENTRY).notAtRisk).toMatchObject([{ reason: { en: reason } }]);
  });

  it('is absent where the endpoint declares none', () => {
    expect(follow({}).entryDays).toBeNull();
  });
});

describe('every chart', () => {
  const day = fc.integer({ min: 17_000, max: 18_800 }).map(isoDay);
  const date = fc.oneof(
    day,
    day.map((text) => text.slice(0, 7)),
    day.map((text) => text.slice(0, 4)),
    fc.constant('-'),
  );
  const rows = (values: readonly string[]) =>
    fc.array(
      fc.tuple(date, fc.constantFrom(...values)).map((cells) => cells.join(' ')),
      { maxLength: 3 },
    );

  it('is followed or listed, and is followed only forward and to the lock at most', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        rows(['R0', 'R2', '-']),
        rows(['relapse', 'other', '-']),
        rows(['yes', 'no', '-']),
        fc.constantFrom<PartialDateRule>('earliest', 'midpoint', 'latest', 'refuse'),
        (surgery, event, visit, rule) => {
          const result = follow({ surgery, event, visit }, '', rule);
          expect(result.patients.length + result.notAtRisk.length).toBe(1);
          for (const [index, time] of result.timeDays.entries()) {
            expect(time).toBeGreaterThanOrEqual(0);
            const zero = result.deciding[index]?.[0];
            const written = surgery[Number(zero?.repeat) - 1]?.split(' ')[0] ?? '';
            expect((parsePartialDate(written)?.earliest ?? 0) + time).toBeLessThanOrEqual(18_627);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
