import { describe, expect, it } from 'vitest';
import { day, evaluated, GAPS, shown } from './test-study.ts';
import type { Row } from './types.ts';

const R0: Row = { margin: 'R0', bloodLoss: 10, date: day('2019-01-01') };
const R1: Row = { margin: 'R1', bloodLoss: 20, date: day('2019-02-01') };
const OPEN: Row = { margin: GAPS.notDone, bloodLoss: 40, date: day('2019-03-01') };
const UNKNOWN: Row = { margin: GAPS.unknown, bloodLoss: 80, date: day('2019-04-01') };

function over(text: string, surgery: readonly Row[] | typeof GAPS.noRows): unknown {
  return shown(evaluated(text, { surgery }));
}

describe('exists is the Kleene or over the rows', () => {
  const text = "surgery.exists(s, s.margin == 'R1')";
  it.each([
    ['no rows, confirmed', [], false],
    ['none holds', [R0, R0], false],
    ['one holds', [R0, R1], true],
    ['one holds, whatever the other is', [OPEN, R1], true],
    ['one holds before one that is missing', [R1, OPEN], true],
    ['open', [R0, OPEN], 'notDone'],
    ['open for two reasons', [OPEN, R0, UNKNOWN], 'notDone+unknown'],
  ])('%s', (_name, rows, expected) => {
    expect(over(text, rows)).toBe(expected);
  });
  it('is missing where nobody knows whether there are rows', () => {
    expect(over(text, GAPS.noRows)).toBe('noRows');
  });
});

describe('all is the Kleene and over the rows', () => {
  const text = "surgery.all(s, s.margin == 'R1')";
  it.each([
    ['no rows, confirmed', [], true],
    ['each holds', [R1, R1], true],
    ['one does not', [R1, R0], false],
    ['one does not, whatever the other is', [OPEN, R0], false],
    ['open', [R1, OPEN, UNKNOWN], 'notDone+unknown'],
  ])('%s', (_name, rows, expected) => {
    expect(over(text, rows)).toBe(expected);
  });
  it('is missing where nobody knows whether there are rows', () => {
    expect(over(text, GAPS.noRows)).toBe('noRows');
  });
});

describe('exists_one', () => {
  const text = "surgery.exists_one(s, s.margin == 'R1')";
  it.each([
    ['no rows, confirmed', [], false],
    ['one', [R0, R1], true],
    ['two', [R1, R1], false],
    ['two, whatever the third is', [R1, OPEN, R1], false],
    ['one, and another that could be', [R1, OPEN], 'notDone'],
    ['none, and one that could be', [R0, UNKNOWN], 'unknown'],
  ])('%s', (_name, rows, expected) => {
    expect(over(text, rows)).toBe(expected);
  });
});

describe('filter does not hide a row of which it is not known whether it belongs', () => {
  const filtered = "surgery.filter(s, s.margin == 'R1')";
  it.each([
    ['size of a sure list', `size(${filtered})`, [R0, R1], 1],
    ['size of an open list', `size(${filtered})`, [R1, OPEN], 'notDone'],
    ['size of an open list that ends surely', `size(${filtered})`, [OPEN, R1], 'notDone'],
    ['size with two reasons', `size(${filtered})`, [UNKNOWN, OPEN], 'notDone+unknown'],
    ['earliest of a sure list', `earliest(${filtered}.map(s, s.date))`, [R0, R1], '2019-02-01'],
    ['earliest of an open list', `earliest(${filtered}.map(s, s.date))`, [R1, OPEN], 'notDone'],
    ['sum of an open list', `sum(${filtered}.map(s, s.bloodLoss))`, [R1, OPEN], 'notDone'],
    ['exists that a sure row decides', `${filtered}.exists(s, s.bloodLoss == 20)`, [R1, OPEN], true],
    ['exists that only the open row would decide', `${filtered}.exists(s, s.bloodLoss == 40)`, [R1, OPEN], 'notDone'],
    ['exists that no row meets', `${filtered}.exists(s, s.bloodLoss > 99)`, [R1, OPEN], false],
    ['all that the open row would break', `${filtered}.all(s, s.bloodLoss == 20)`, [R1, OPEN], 'notDone'],
    ['all that the open row meets as well', `${filtered}.all(s, s.bloodLoss > 0)`, [R1, OPEN], true],
    ['all that a sure row breaks', `${filtered}.all(s, s.bloodLoss > 30)`, [R1, OPEN], false],
    ['exists_one with an open row', `${filtered}.exists_one(s, s.bloodLoss > 0)`, [R1, OPEN], 'notDone'],
    ['exists_one that the open row does not touch', `${filtered}.exists_one(s, s.bloodLoss == 20)`, [R1, OPEN], true],
    ['filtered twice', `size(${filtered}.filter(s, s.bloodLoss < 30))`, [R1, OPEN], 1],
    ['filtered twice, still open', `size(${filtered}.filter(s, s.bloodLoss < 50))`, [R1, OPEN], 'notDone'],
    ['in a mapped open list', `20 in ${filtered}.map(s, s.bloodLoss)`, [R1, OPEN], true],
    ['in a mapped open list, undecided', `40 in ${filtered}.map(s, s.bloodLoss)`, [R1, OPEN], 'notDone'],
    ['in a mapped open list, in no case', `41 in ${filtered}.map(s, s.bloodLoss)`, [R1, OPEN], false],
    ['joined to a sure list', `size(${filtered}.map(s, s.bloodLoss) + [1.0])`, [R1, OPEN], 'notDone'],
    ['map with a condition of its own', "size(surgery.map(s, s.margin == 'R1', s.bloodLoss))", [R1, R0], 1],
  ])('%s', (_name, text, rows, expected) => {
    expect(over(text, rows)).toBe(expected);
  });

  it('filters rows by whether they hold something, which is never missing', () => {
    expect(over('size(surgery.filter(s, has(s.margin)))', [R1, OPEN])).toBe(1);
  });

  it.each(['filter(s, true).size()', 'map(s, s.bloodLoss).size()', 'size()'])(
    'rows that nobody knows stay missing: %s',
    (rest) => {
      expect(over(`surgery.${rest}`, GAPS.noRows)).toBe('noRows');
    },
  );
});

describe('rows within rows', () => {
  it('compares rows of two forms, and rows of one form with each other', () => {
    const context = {
      surgery: [R0, R1],
      followUp: [{ date: day('2019-01-15'), kind: 'relapse' }],
    };
    const text = "surgery.exists(s, followUp.exists(f, f.kind == 'relapse' && f.date > s.date))";
    expect(evaluated(text, context)).toBe(true);
    expect(evaluated('surgery.exists(s, surgery.exists(t, t.date > s.date))', context)).toBe(true);
    expect(evaluated('surgery.all(s, surgery.exists(t, t.date > s.date))', context)).toBe(false);
  });

  it('reads the row that it is asked for', () => {
    const row: Row = { date: day('2019-01-15'), kind: 'death' };
    expect(evaluated("row.kind == 'death' && surgery.exists(s, s.date < row.date)", { row, surgery: [R0] })).toBe(true);
  });

  it('reads the row that it is given beside a context, before any that the context has', () => {
    const text = "row.kind == 'death' && surgery.exists(s, s.date < row.date)";
    const context = { row: { date: day('2018-01-15'), kind: 'relapse' }, surgery: [R0] };
    const given = (row?: Row) => evaluated(text, context, undefined, row);
    expect(given({ date: day('2019-01-15'), kind: 'death' })).toBe(true);
    expect(given({ date: day('2018-01-15'), kind: 'death' })).toBe(false);
    expect(given()).toBe(false);
  });

  it('goes through lists of values as well', () => {
    expect(evaluated('[1, 2, 3].exists(x, x > 2)')).toBe(true);
    expect(evaluated('[1, 2, 3].all(x, x > 2)')).toBe(false);
    expect(shown(evaluated('[presentation.weight, 2.0].exists(x, x > 2)'))).toBe('notEntered');
  });
});
