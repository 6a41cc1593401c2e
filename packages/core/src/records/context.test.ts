import { describe, expect, test } from 'vitest';
import type { Row } from '../expression/index.ts';
import { dayNumber, exactDate, missing, parsePartialDate } from '../model/index.ts';
import { formContext } from './context.ts';
import { entered, read, study, table } from './test-study.ts';

const { records } = read(
  table('baseline', 'patient,sex', 'P1,F', 'P2,M'),
  table('operation', 'patient,repeat,date', 'P1,2,2021', 'P1,1,2020'),
  table('_forms', 'patient,form,state', 'P2,operation,none-confirmed'),
);

describe('formContext', () => {
  test('holds the row of a form that does not repeat and the rows of one that does, in order', () => {
    const context = formContext(study, records, 'P1');
    expect(entered(context['baseline'] as Row)).toEqual({ sex: 'F' });
    expect((context['operation'] as Row[]).map(entered)).toEqual([
      { date: parsePartialDate('2020') },
      { date: parsePartialDate('2021') },
    ]);
    expect(context['study']).toEqual({ dataLock: exactDate(dayNumber(2024, 6, 30)) });
  });

  test('tells no rows, nobody knows why, from none, confirmed', () => {
    expect(formContext(study, records, 'P2')['operation']).toEqual([]);
    expect(formContext(study, records, 'P2')['pathology']).toBe(missing('noRows'));
  });

  test('of a patient without records is missing throughout, never empty', () => {
    const context = formContext(study, records, 'nobody');
    expect(context['baseline']).toBe(missing('notEntered'));
    expect(context['operation']).toBe(missing('noRows'));
  });
});
