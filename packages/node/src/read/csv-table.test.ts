import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows, parsedRows } from './csv-rows.ts';
import { readCsvTable } from './csv-table.ts';
import { LIMITS } from './limits.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : part)));
const read = (input: string | Uint8Array) =>
  readCsvTable(typeof input === 'string' ? utf8(input) : input, 'records/x.csv');

/** The table without its file, or the faults as `code row line field`. */
function outcome(input: string | Uint8Array) {
  const { table, issues } = read(input);
  return {
    table: table && { columns: table.columns, rows: table.rows, lines: table.lines },
    faults: issues.map(({ severity, code, row, line, field }) =>
      [severity, code, row, line, field].map((part) => part ?? '-').join(' '),
    ),
  };
}

const UTF16 = (text: string, littleEndian: boolean) => {
  const units = [0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))];
  return Uint8Array.from(units.flatMap((unit) => (littleEndian ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};

describe('readCsvTable reads', () => {
  const two = {
    columns: ['patient', 'name'],
    rows: [
      ['P1', '张三'],
      ['P2', 'x, y'],
    ],
    lines: [2, 3],
  };
  test.each<[string, string | Uint8Array]>([
    ['UTF-8', 'patient,name\nP1,张三\nP2,"x, y"\n'],
    ['UTF-8 with its mark', bytes([0xef, 0xbb, 0xbf], 'patient,name\r\nP1,张三\r\nP2,"x, y"\r\n')],
    ['UTF-16 little-endian', UTF16('patient,name\r\nP1,张三\r\nP2,"x, y"', true)],
    ['UTF-16 big-endian', UTF16('patient,name\nP1,张三\nP2,"x, y"\n', false)],
    ['lines ended by CR alone', 'patient,name\rP1,张三\rP2,"x, y"\r'],
  ])('%s', (_what, input) => {
    expect(outcome(input)).toEqual({ table: two, faults: [] });
  });

  test('mixed line ends, empty lines, and line ends inside cells, with the line on which each row begins', () => {
    const { table, faults } = outcome('id,age\r\n1,4\n2,5\r\n\r\n\n3,6\r"4\r\n4\n",7\n5,8\n"6\r6",9');
    expect(faults).toEqual([]);
    expect(table?.rows).toEqual([
      ['1', '4'],
      ['2', '5'],
      ['3', '6'],
      ['4\r\n4\n', '7'],
      ['5', '8'],
      ['6\r6', '9'],
    ]);
    expect(table?.lines).toEqual([2, 3, 6, 7, 10, 11]);
  });

  test('what looks like a formula, quotes in quotes and names of built-in properties, as they stand', () => {
    const { table, faults } = outcome('id,__proto__,constructor\n1,=1+1,"@SUM(""A1"")"\n2,-2,\t=1\n');
    expect(faults).toEqual([]);
    expect(table).toMatchObject({
      columns: ['id', '__proto__', 'constructor'],
      rows: [
        ['1', '=1+1', '@SUM("A1")'],
        ['2', '-2', '\t=1'],
      ],
    });
  });

  test('a header alone, as a table without rows', () => {
    expect(outcome('patient,sex\n')).toEqual({
      table: { columns: ['patient', 'sex'], rows: [], lines: [] },
      faults: [],
    });
  });
});

describe('readCsvTable refuses the file', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['without anything', '', 'error csv.empty - - -'],
    ['with empty lines only', '\n\r\n', 'error csv.empty - - -'],
    [
      'with a quote that is never closed, at the row that opens it',
      'id,note\n1,fine\n2,"never closed\n3,x\n4,y\n',
      'error csv.unclosedQuote 2 3 -',
    ],
    ['with the header itself unclosed', 'id,"note\n1,x\n', 'error csv.unclosedQuote - 1 -'],
    ['with text after a closing quote', 'id,note\n1,x\n\n2,"a"b\n', 'error csv.strayQuote 2 4 -'],
    ['with a quote inside a bare cell', 'id,note\n1,5" wide\n', 'error csv.strayQuote 1 2 -'],
    ['with two columns of one name', 'id,age,age \n1,2,3\n', 'error csv.repeatedColumn - 1 age'],
    ['with a column without a name', 'id,,age\n1,2,3\n', 'error csv.columnWithoutName - 1 -'],
    ['separated by semicolons', 'id;size\n1;3,5\n', 'error csv.delimiter - 1 -'],
    ['separated by tabs', 'id\tsize\n1\t3.5\n', 'error csv.delimiter - 1 -'],
    [
      'with too many columns',
      `${Array.from({ length: LIMITS.columns + 1 }, (_, index) => `c${index}`).join(',')}\n`,
      'error csv.tooManyColumns - - -',
    ],
    [
      'with a row that has no end',
      `id,note\n1,x\n2,${'y'.repeat(LIMITS.recordCharacters + 10)}\n`,
      'error csv.rowTooLong 2 3 -',
    ],
    [
      'in Windows-1252',
      bytes('id,note\n1,M', [0xfc], 'ller ', [0x96], ' 5 ', [0xb5], 'm\n'),
      'error file.encoding - 2 -',
    ],
    [
      'in GB18030',
      bytes('id,name\nP1,', [0xd5, 0xc5, 0xce, 0xb0, 0x81, 0x39, 0xef, 0x31], '\n'),
      'error file.encoding - 2 -',
    ],
    [
      'with bytes that are no text',
      bytes('id,note\n1,good\n2,bad ', [0xff, 0xfe, 0x80], '\n'),
      'error file.encoding - 3 -',
    ],
    ['with an overlong sequence', bytes('id\n', [0xc0, 0xaf], '\n'), 'error file.encoding - 2 -'],
    ['with half a surrogate pair in UTF-8', bytes('id\n', [0xed, 0xa0, 0x80], '\n'), 'error file.encoding - 2 -'],
    ['cut off inside a character', bytes('id\n1\n', [0xe8, 0x82]), 'error file.encoding - 3 -'],
    ['in UTF-16 without its mark', UTF16('id,note\n1,x\n', true).subarray(2), 'error file.encoding - - -'],
    ['in UTF-16 cut off inside a unit', UTF16('id,note\n1,x\n', true).subarray(0, 11), 'error file.encoding - - -'],
    ['in UTF-32', bytes([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0]), 'error file.encoding - - -'],
  ])('%s', (_what, input, fault) => {
    expect(outcome(input)).toEqual({ table: null, faults: [fault] });
  });

  test.each<[string, Uint8Array]>([
    ['GB18030', bytes('id,name\nP1,', [0xd5, 0xc5, 0xce, 0xb0], '\n')],
    ['Windows-1252', bytes('id,note\n1,na', [0xef], 've ', [0x93], 'quoted', [0x94], '\n')],
  ])('naming the encoding that it looks like: %s', (encoding, input) => {
    const [issue] = read(input).issues;
    expect(issue?.message.en).toContain(`looks like ${encoding}.`);
    expect(issue?.hint?.en).toContain(`Open the file as ${encoding} and save it as UTF-8`);
  });

  test('claiming no encoding for UTF-8 that is damaged in one place', () => {
    const [issue] = read(bytes('id,name\nP1,炎性肌纤维母细胞瘤', [0xff], '\n')).issues;
    expect(issue?.message.en).not.toContain('looks like');
  });

  test('at 200,000 columns in a moment', () => {
    const header = Array.from({ length: 200_000 }, (_, index) => `c${index}`).join(',');
    const start = process.cpuUsage().user;
    expect(outcome(`${header}\n${header}\n`).faults).toEqual(['error csv.tooManyColumns - - -']);
    expect(process.cpuUsage().user - start).toBeLessThan(5e6);
  });
});

describe('readCsvTable names rows', () => {
  test('with too few or too many cells', () => {
    expect(outcome('id,a,b\n1,x\n2,x,y\n3,x,y,z\n\n4,,\n')).toEqual({
      table: {
        columns: ['id', 'a', 'b'],
        rows: [
          ['1', 'x', ''],
          ['2', 'x', 'y'],
          ['3', 'x', 'y'],
          ['4', '', ''],
        ],
        lines: [2, 3, 4, 6],
      },
      faults: ['error csv.raggedRow 1 2 -', 'error csv.raggedRow 3 4 -'],
    });
  });

  test('with NUL, with U+FFFD and with a cell that is too long', () => {
    const { table, faults } = outcome(
      `id,note\n1,ok\n2,be\0fore\n3,a\ufffdb\n4,${'x'.repeat(LIMITS.cellCharacters + 1)}\n`,
    );
    expect(faults).toEqual([
      'error csv.nul 2 3 note',
      'warning csv.replacementCharacter 3 4 note',
      'error csv.cellTooLong 4 5 note',
    ]);
    expect(table?.rows).toEqual([
      ['1', 'ok'],
      ['2', ''],
      ['3', 'a\ufffdb'],
      ['4', ''],
    ]);
  });

  test('one by one up to a hundred, and counts the rest', () => {
    const { issues } = read(`a,b\n${'1\n'.repeat(250)}`);
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)?.message.en).toContain('150 more rows');
  });
});

test('any text is read as the parser reads it', () => {
  const pieces = fc.constantFrom(
    ...['a', '张', ',', ',,', '\n', '\r\n', '\r', ' ', '\t', '\u0000', '\u2028'],
    ...['"', '""', '"a"', '"a,b"', '"say ""no"""', '"\r\n"', ',"', '",'],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const outcomeOf = (read: typeof csvRows) => {
        const faults: unknown[] = [];
        return { rows: read(text, (fault) => faults.push(fault)), faults };
      };
      expect(outcomeOf(csvRows)).toEqual(outcomeOf(parsedRows));
    }),
    { numRuns: 2000 },
  );
});
