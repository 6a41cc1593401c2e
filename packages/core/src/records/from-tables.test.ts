import { describe, expect, test } from 'vitest';
import { type Issue, missing, type Records } from '../model/index.ts';
import { entered, read, study, table } from './test-study.ts';

const brief = (issues: readonly Issue[]) =>
  issues.map(({ severity, code, file, row, line, field }) =>
    [severity, code, file?.replace('records/', '').replace('.csv', ''), row, line, field]
      .map((part) => part ?? '-')
      .join(' '),
  );

const rowsOf = (records: Records, form: string) =>
  records.forms[form]?.map((row) => ({ ...row, values: entered(row.values) }));

const baseline = (...lines: string[]) => table('baseline', 'patient,sex', ...lines);

describe('recordsFromTables', () => {
  test('sorts rows by patient, then repeat as a number, and leaves out what holds nothing', () => {
    const { records, issues } = read(
      baseline('P2,M', 'P1,'),
      table('operation', 'note,repeat,patient', 'tenth,10,P1', 'second,2,P1', ',,', '!refused,1,P2'),
    );
    expect(issues).toEqual([]);
    expect(rowsOf(records, 'baseline')).toEqual([
      { patient: 'P1', repeat: null, values: {} },
      { patient: 'P2', repeat: null, values: { sex: 'M' } },
    ]);
    expect(rowsOf(records, 'operation')).toEqual([
      { patient: 'P1', repeat: '2', values: { note: 'second' } },
      { patient: 'P1', repeat: '10', values: { note: 'tenth' } },
      { patient: 'P2', repeat: '1', values: { note: missing('refused') } },
    ]);
    expect(records.forms['pathology']).toEqual([]);
  });

  test('gives every row each item of its form, in one order, so that all rows are of one shape', () => {
    const { records } = read(baseline('P1,F', 'P2,'), table('operation', 'repeat,patient,note', '1,P1,first'));
    const items = (form: string) => study.form(form)?.items.map(({ id }) => id);
    for (const form of ['baseline', 'operation']) {
      const rows = records.forms[form] ?? [];
      expect(rows.length).toBeGreaterThan(0);
      for (const { values } of rows) expect(Object.keys(values)).toEqual(items(form));
    }
    expect(records.forms['baseline']?.[1]?.values['sex']).toBe(missing('notEntered'));
  });

  test('keeps an item called constructor apart from what every object has', () => {
    const { records } = read(table('baseline', 'patient,constructor', 'P1,text', 'P2,'));
    expect(records.forms['baseline']?.map(({ values }) => values['constructor'])).toEqual([
      'text',
      missing('notEntered'),
    ]);
  });

  test('names every fault at once, each with its file, row, line and field', () => {
    const { records, issues } = read(
      table('baseline', 'patient,sex,size,Haemoglobin', 'P1,X,3,5', 'P1,F,,', ',M,,', 'P2,F,1,,'),
      table('operation', 'patient,repeat,date', 'P1,1,2020', 'P1,1,2021', 'P1,01,', 'P1,,', 'P9,1,'),
      table('pathology', 'patient,kind', 'P1,visit'),
      table('therapy', 'patient'),
      table('_forms', 'patient,form,state', 'P1,operation,none-confirmed', 'P2,operation,none', 'P2,surgery,entered'),
    );
    expect(brief(issues)).toEqual([
      'error records.unknownForm therapy - - -',
      'error records.unknownColumn baseline - - Haemoglobin',
      'error cell.code baseline 1 2 sex',
      'error records.duplicateRow baseline 2 3 patient',
      'error records.missingPatient baseline 3 4 patient',
      'error records.duplicateRow operation 2 3 repeat',
      'error records.repeat operation 3 4 repeat',
      'error records.repeat operation 4 5 repeat',
      'error records.missingColumn pathology - - repeat',
      'error records.noneWithRows _forms 1 2 state',
      'error records.state _forms 2 3 state',
      'error records.unknownForm _forms 3 4 form',
      'error records.unknownPatient operation 5 6 patient',
    ]);
    expect(issues.every(({ message, hint }) => /\.$/.test(message.en) && /\w/.test(hint?.en ?? ''))).toBe(true);
    expect(issues.find(({ code }) => code === 'records.unknownColumn')?.hint).toEqual({
      en: 'Did you mean haemoglobin? Write it exactly so.',
      'zh-CN': '是否应为 haemoglobin？须完全一致。',
    });
    expect(records.forms['baseline']?.map(({ patient, values }) => [patient, entered(values)])).toEqual([
      ['P1', { size: 3 }],
      ['P2', { sex: 'F', size: 1 }],
    ]);
  });

  test('never quotes a value of a patient but the cell that cannot be read', () => {
    const { issues } = read(
      table('baseline', 'patient,size,metastasis,where', 'P1,SECRET-1,no,SECRET-2', 'P1,2,no,SECRET-3'),
      table('operation', 'patient,repeat,note', 'P1,1,SECRET-4', 'P1,1,SECRET-5', 'P7,1,SECRET-6'),
    );
    expect(issues).toHaveLength(4);
    const said = JSON.stringify(issues);
    expect(new Set(said.match(/SECRET-\d/g))).toEqual(new Set(['SECRET-1']));
  });

  test('refuses two files for one form, and a column that stands twice', () => {
    const { issues } = read(
      { ...baseline('P1,F'), file: 'records/baseline.CSV' },
      baseline('P2,F'),
      table('operation', 'patient,repeat,note,note', 'P1,1,a,b'),
    );
    expect(brief(issues)).toEqual([
      'error records.tableTwice baseline - - -',
      'error records.repeatedColumn operation - - note',
    ]);
  });
});

describe('what is stated about forms', () => {
  const states = (...lines: string[]) =>
    read(
      baseline('P1,F', 'P2,M'),
      table('operation', 'patient,repeat', 'P1,1'),
      table('_forms', 'patient,form,state', ...lines),
    );

  test('is read, sorted', () => {
    const { records, issues } = states('P2,operation,none-confirmed', 'P1,operation,entered');
    expect(issues).toEqual([]);
    expect(records.states).toEqual([
      { patient: 'P1', form: 'operation', state: 'entered' },
      { patient: 'P2', form: 'operation', state: 'noneConfirmed' },
    ]);
  });

  test.each([
    ['P1,operation,none-confirmed', 'records.noneWithRows'],
    ['P2,operation,entered', 'records.enteredWithoutRows'],
    ['P2,pathology,none-confirmed', 'records.noneNotOffered'],
    ['P2,surgery,none-confirmed', 'records.unknownForm'],
    ['P2,operation,None', 'records.state'],
    ['P2,operation,constructor', 'records.state'],
    [',operation,entered', 'records.missingPatient'],
    ['P3,operation,none-confirmed', 'records.unknownPatient'],
  ])('%s is %s', (line, code) => {
    const { issues } = states(line);
    expect(issues.map((issue) => issue.code)).toEqual([code]);
  });

  test('is said once', () => {
    const { records, issues } = states('P2,operation,none-confirmed', 'P2,operation,none-confirmed');
    expect(brief(issues)).toEqual(['error records.duplicateState _forms 2 3 form']);
    expect(records.states).toHaveLength(1);
  });
});

describe('sources', () => {
  const sources = (...lines: string[]) =>
    read(
      baseline('P1,F', 'P2,!not-reported', 'P3,'),
      table('operation', 'patient,repeat,note', 'P1,1,seen'),
      table('_sources', 'form,patient,repeat,item,verbatim,document,sentence,abstractor,abstracted-on', ...lines),
    );

  test('are read with their words as they stand', () => {
    const { records, issues } = sources(
      'operation,P1,1,note,肿物 ,op report, "x,AB,2024-05-01',
      'baseline,P2,,sex,,,,,',
    );
    expect(issues).toEqual([]);
    expect(records.sources).toEqual([
      {
        form: 'baseline',
        patient: 'P2',
        repeat: null,
        item: 'sex',
        verbatim: '',
        document: '',
        sentence: '',
        abstractor: '',
        abstractedOn: '',
      },
      {
        form: 'operation',
        patient: 'P1',
        repeat: '1',
        item: 'note',
        verbatim: '肿物 ',
        document: 'op report',
        sentence: ' "x',
        abstractor: 'AB',
        abstractedOn: '2024-05-01',
      },
    ]);
  });

  test.each([
    ['surgery,P1,,sex,,,,,', 'form'],
    ['baseline,P1,,weight,,,,,', 'item'],
    ['baseline,P4,,sex,,,,,', 'patient'],
    ['baseline,P1,1,sex,,,,,', 'patient'],
    ['operation,P1,,note,,,,,', 'repeat'],
    ['operation,P1,2,note,,,,,', 'repeat'],
    ['baseline,P3,,sex,,,,,', 'item'],
  ])('%s points at nothing', (line, field) => {
    const { records, issues } = sources(line);
    expect(issues).toMatchObject([
      { code: 'records.sourceOfNothing', file: 'records/_sources.csv', row: 1, line: 2, field },
    ]);
    expect(records.sources).toEqual([]);
  });

  test('a day of abstraction is a day; the same source is noted once; a column of another name is a fault', () => {
    expect(
      brief(
        sources(
          'baseline,P1,,sex,,,,,May',
          'baseline,P1,,sex,a,,,,',
          'baseline,P1,,sex,a,,,,',
          'baseline,P1,,sex,b,,,,',
        ).issues,
      ),
    ).toEqual([
      'error records.abstractedOn _sources 1 2 abstracted-on',
      'error records.duplicateSource _sources 3 4 item',
    ]);
    expect(brief(read(table('_sources', 'form,patient,item,page')).issues)).toEqual([
      'error records.unknownColumn _sources - - page',
    ]);
  });
});

describe('the screening log', () => {
  test('keeps further columns as they are written and leaves empty cells out', () => {
    const { records, issues } = read(
      baseline('P1,F'),
      table(
        '_screening',
        'candidate,patient,decision,reason,found-by,__proto__',
        'C2,,duplicate,of C1,text,',
        'C1,P1,include,,,=1+1',
      ),
    );
    expect(issues).toEqual([]);
    expect(records.screening.map((entry) => ({ ...entry, details: Object.entries(entry.details) }))).toEqual([
      { candidate: 'C1', patient: 'P1', decision: 'include', reason: '', details: [['__proto__', '=1+1']] },
      { candidate: 'C2', patient: null, decision: 'duplicate', reason: 'of C1', details: [['found-by', 'text']] },
    ]);
  });

  test('names missing columns, candidates and decisions, and a candidate that stands twice', () => {
    const { issues } = read(
      table('_screening', 'candidate,decision, ', 'C1,include,', ',include,', 'C2,,', 'C1,duplicate,'),
    );
    expect(brief(issues)).toEqual([
      'error records.missingColumn _screening - - patient',
      'error records.missingColumn _screening - - reason',
      'error records.columnWithoutName _screening - - -',
      'error screening.missingCandidate _screening 2 3 candidate',
      'error screening.missingDecision _screening 3 4 decision',
      'error screening.candidateTwice _screening 4 5 candidate',
    ]);
  });

  test('says who is known: with a log its patients and candidates, else those of the form that does not repeat', () => {
    const log = table('_screening', 'candidate,patient,decision,reason', 'C1,P1,include,', 'C2,,duplicate,');
    const operations = table('operation', 'patient,repeat', 'P1,1', 'P2,1', 'C2,1');
    expect(brief(read(baseline('P1,F', 'P2,F'), operations, log).issues)).toEqual([
      'error records.unknownPatient baseline 2 3 patient',
      'error records.unknownPatient operation 2 3 patient',
    ]);
    expect(brief(read(baseline('P1,F', 'P2,F'), operations).issues)).toEqual([
      'error records.unknownPatient operation 3 4 patient',
    ]);
  });
});

describe('ids that look alike', () => {
  test('are warned of, never merged', () => {
    const ids = ['P001', 'p001', 'P001 ', 'P 001', 'Р001', 'P0Ol', 'P001\u200b', 'Ｐ００１', 'P1'];
    const { records, issues } = read(table('baseline', 'patient', ...ids, 'P002', 'P011', 'Q001'));
    expect(records.forms['baseline']).toHaveLength(12);
    expect(new Set(issues.map(({ severity, code }) => `${severity} ${code}`))).toEqual(
      new Set(['warning records.lookAlike']),
    );
    expect(issues).toHaveLength(ids.length - 1);
    expect(issues.find(({ row }) => row === 7)?.message.en).toContain('"P001<U+200B>"');
  });

  test('of many patients in order are not', () => {
    const ids = Array.from({ length: 300 }, (_, index) => `INV-${String(index).padStart(3, '0')}`);
    expect(read(table('baseline', 'patient', ...ids)).issues).toEqual([]);
  });
});
