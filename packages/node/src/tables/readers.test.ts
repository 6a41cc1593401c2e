import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { makeParquet } from './testing/make-parquet.ts';
import { makeZip, workbookParts } from './testing/make-zip.ts';
import { bytesOf, readBytes, textsOf } from './testing/read-bytes.ts';

async function csv(text: string | Uint8Array, asked = {}) {
  return readBytes('a.csv', typeof text === 'string' ? bytesOf(text) : text, asked);
}

function codesOf({ issues }: { issues: readonly { code: string; line?: number }[] }): string[] {
  return issues.map(({ code, line }) => (line === undefined ? code : `${code} ${line}`));
}

describe('CSV', () => {
  it('reads back what is written, whatever the delimiter, line end and encoding', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\r\n', ' ', '=', '病', 'é', '-', '1'),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
        async (rows, delimiter, end, encoding) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = `\uFEFF${rows.map((row) => row.map(quoted).join(delimiter)).join(end)}${end}`;
          const workbook = await csv(encoded(text, encoding), { delimiter });
          expect(textsOf(workbook.sheets[0])).toEqual(rows);
          expect(workbook.encoding).toBe(encoding);
        },
      ),
    );
  });

  it('cuts a text into the same records wherever its pieces end', async () => {
    const { CsvRecords } = await import('./csv-records.ts');
    const text = 'a,"b\r\n""c""",d\r\n1,2,3\r4,"5",6\n\n"7\n8",,"9"';
    const cutAt = (places: number[]) => {
      const records: [string[], number][] = [];
      const cutter = new CsvRecords(',', { columns: 9, recordCharacters: 999 }, ({ cells, line }) =>
        records.push([cells, line]),
      );
      let from = 0;
      for (const place of [...places, text.length]) {
        cutter.push(text.slice(from, place));
        from = place;
      }
      cutter.end();
      return records;
    };
    const whole = cutAt([]);
    expect(whole.map(([, line]) => line)).toEqual([1, 3, 4, 6]);
    for (let at = 0; at <= text.length; at += 1) expect(cutAt([at])).toEqual(whole);
  });

  test.each([
    ['a;b\n1;2\n', ';'],
    ['a\tb\n1\t2,5\n', '\t'],
    ['a|b,c\n1|2\n', '|'],
    ['sep=;\na;b\n1,5;2,5\n', ';'],
    ['name,note\n"x, y",z;w\n', ','],
  ])('finds the delimiter of %j', async (text, delimiter) => {
    const workbook = await csv(text);
    expect(workbook.delimiter).toBe(delimiter);
    expect(workbook.sheets[0]?.rows).toHaveLength(2);
  });

  it('asks where two delimiters would do', async () => {
    const text = 'a,b;c\n1,2;3\n4,5;6\n';
    const open = await csv(text);
    expect(open.questions.map(({ id, choices }) => [id, choices.map((choice) => choice.id)])).toEqual([
      ['delimiter:a.csv', [',', ';']],
    ]);
    expect(open.sheets).toEqual([]);
    const answered = await csv(text, { answers: { 'delimiter:a.csv': ';' } });
    expect(textsOf(answered.sheets[0])[1]).toEqual(['1,2', '3']);
  });

  it('finds UTF-16 without its mark', async () => {
    const workbook = await csv(encoded('id,name\n1,张伟\n2,abc\n', 'utf-16le'));
    expect([workbook.encoding, textsOf(workbook.sheets[0])[1]]).toEqual(['utf-16le', ['1', '张伟']]);
  });

  it('reads the encoding that it is asked for, and refuses it where the bytes are not of it', async () => {
    const bytes = new Uint8Array([...bytesOf('id,name\n1,M'), 0xfc, ...bytesOf('ller\n')]);
    const asked = await csv(bytes, { encoding: 'windows-1252' });
    expect(textsOf(asked.sheets[0])[1]).toEqual(['1', 'Müller']);
    expect(codesOf(await csv(bytes, { encoding: 'utf-8' }))).toEqual(['table.encoding 2']);
    const answered = await csv(bytes, { answers: { 'encoding:a.csv': 'windows-1252' } });
    expect(textsOf(answered.sheets[0])[1]).toEqual(['1', 'Müller']);
  });

  test.each([
    ['a,b\n1,"2\n3,4\n', ['table.unclosedQuote 2']],
    ['a,b\n1,"2"x\n', ['table.textAfterQuote 2']],
    ['a,b\n1,5" long\n', ['table.strayQuote 2']],
    ['a,b\n1,\0\n', ['table.nul 2']],
    ['a,b\n1,\ufffd\n', ['table.replacementCharacter 2']],
    ['\n\n', ['table.empty']],
    [`${'a,'.repeat(20_000)}\n`, ['table.tooManyColumns 1']],
    ['<html><table></table></html>', ['table.otherFile']],
    ['%PDF-1.7', ['table.otherFile']],
  ])('says what is wrong with %#', async (text, codes) => expect(codesOf(await csv(text))).toEqual(codes));

  it('names a hundred faults of a kind and counts the rest', async () => {
    const workbook = await csv(`a,b\n${'1,\0\n'.repeat(150)}`);
    expect(workbook.issues).toHaveLength(101);
    expect(workbook.issues.at(-1)?.message.en).toMatch(/^50 more/);
  });
});

describe('XLSX', () => {
  it('reads back what another program writes', async () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', '0', '=', '<', '&', '病', ' ', '\n', '𠮷'),
        minLength: 1,
        maxLength: 6,
      }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }),
      fc.boolean(),
      fc.integer({ min: 61, max: 100_000 }).map((day) => new Date((day - 25_569) * 86_400_000)),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 4 }), async (rows) => {
        const workbook = new ExcelJS.Workbook();
        const sheet = workbook.addWorksheet('病例');
        for (const row of rows) sheet.addRow(row);
        const read = await readBytes('a.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
        const found = new Map((read.sheets[0]?.rows ?? []).map(({ number, cells }) => [number, cells]));
        rows.forEach((row, index) => {
          row.forEach((value, at) => {
            const cellRead = found.get(index + 1)?.[at];
            if (value === null) expect(cellRead?.kind ?? 'empty').toBe('empty');
            else if (value instanceof Date) expect(cellRead?.date).toBe(value.toISOString().slice(0, 10));
            else if (typeof value === 'number')
              expect(cellRead?.number ?? Number(cellRead?.text)).toBe(value === 0 ? 0 : value);
            else expect(cellRead?.text).toBe(String(value));
          });
        });
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ['a row on yellow ground', 2, true],
    ['every row on yellow ground', 0, false],
    ['the header alone', 1, false],
  ])('tells of cells in colour: %s', async (_case, row, isTold) => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('A');
    for (const name of ['id', 'x', 'y', 'z']) sheet.addRow([name, name]);
    for (const number of row === 0 ? [1, 2, 3, 4] : [row])
      sheet.getRow(number).eachCell((cell) => {
        cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
      });
    const read = await readBytes('a.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
    const told = read.issues.find(({ code }) => code === 'xlsx.colours');
    expect(told !== undefined).toBe(isTold);
    if (told) expect(told.message.en).toContain('2 cells are in colour and others are not: A2, B2.');
  });

  it('reads sheets, merged and hidden cells, comments, formulas and rich texts', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('A');
    sheet.addRow([
      'id',
      'day',
      { formula: 'SUM(1,1)', result: 2 },
      { richText: [{ text: 'a' }, { font: { bold: true }, text: ' b' }] },
    ]);
    sheet.getCell('A1').note = 'why';
    sheet.mergeCells('A2:B3');
    sheet.getCell('D9').note = 'on nothing';
    sheet.getColumn(2).hidden = true;
    sheet.getRow(1).hidden = true;
    workbook.addWorksheet('B', { state: 'hidden' }).addRow([{ error: '#N/A' }]);
    const read = await readBytes('a.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
    const [first, second] = read.sheets;
    expect(first?.rows[0]?.cells).toEqual([
      { kind: 'text', text: 'id', comment: 'why' },
      { kind: 'text', text: 'day' },
      { kind: 'number', text: '2', number: 2, formula: 'SUM(1,1)' },
      { kind: 'text', text: 'a b' },
    ]);
    expect(first?.merged).toEqual([{ top: 2, left: 1, bottom: 3, right: 2 }]);
    expect([first?.hidden, second?.hidden, first?.hiddenColumns]).toEqual([false, true, [2]]);
    expect(second?.rows[0]?.cells).toEqual([{ kind: 'error', text: '#N/A' }]);
    expect(codesOf(read)).toContain('xlsx.hiddenRows');
    expect(
      first?.rows.find(({ number }) => number === 9)?.cells[3]?.comment ??
        read.issues.find(({ path }) => path === 'A!D9')?.message.en,
    ).toContain('on nothing');
  });

  const styles = {
    name: 'xl/styles.xml',
    bytes:
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>',
  };
  const texts = {
    name: 'xl/sharedStrings.xml',
    bytes:
      '<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si><si><t>a_x000D_b</t></si></sst>',
  };
  const row = (cells: string) => `<sheetData><row r="1">${cells}</row></sheetData>`;
  const readSheet = (sheet: string, workbook = '') =>
    readBytes('a.xlsx', makeZip(workbookParts(sheet, [styles, texts], workbook)));

  test.each([
    ['<c r="A1" t="s"><v>1</v></c>', { kind: 'text', text: 'rich' }],
    ['<c r="A1" t="s"><v>2</v></c>', { kind: 'text', text: 'a\rb' }],
    ['<c r="A1"><v>0.10000000000000001</v></c>', { kind: 'number', text: '0.1', number: 0.1 }],
    ['<c r="A1"><v>1E-3</v></c>', { kind: 'number', text: '0.001', number: 0.001 }],
    ['<c r="A1"><v>12345678901234567890</v></c>', { kind: 'number', text: '12345678901234567890' }],
    [
      '<c r="A1" s="1"><v>61.5</v></c>',
      {
        kind: 'dateTime',
        text: '1900-03-01T12:00:00',
        date: '1900-03-01',
        number: 61.5,
        numberFormat: 'yyyy\\-mm\\-dd',
      },
    ],
    ['<c r="A1" s="2"><v>1.5</v></c>', { kind: 'number', text: '1.5', number: 1.5, numberFormat: '[h]:mm:ss' }],
    ['<c r="A1" t="d"><v>2021-03-04</v></c>', { kind: 'date', text: '2021-03-04', date: '2021-03-04' }],
    ['<c r="A1" t="inlineStr"><is><t>=1+1</t></is></c>', { kind: 'text', text: '=1+1' }],
    ['<c r="A1" t="str"><f>A2&amp;"x"</f><v>ax</v></c>', { kind: 'text', text: 'ax', formula: 'A2&"x"' }],
    ['<c><v>7</v></c>', { kind: 'number', text: '7', number: 7 }],
  ])('reads %s', async (cell, expected) => {
    const read = await readSheet(row(cell));
    expect(read.sheets[0]?.rows[0]?.cells).toEqual([expected]);
    expect(read.issues).toEqual([]);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const read = await readSheet(row('<c r="A1" s="1"><v>0</v></c>'), '<workbookPr date1904="1"/>');
    expect(read.sheets[0]?.rows[0]?.cells[0]).toMatchObject({ kind: 'date', date: '1904-01-01' });
  });

  test.each([
    ['<c r="A1" s="1"><v>60</v></c>', 'xlsx.serialDate'],
    ['<c r="A1" s="1"><v>0</v></c>', 'xlsx.serialDate'],
    ['<c r="A1" s="1"><v>-5</v></c>', 'xlsx.serialDate'],
    ['<c r="A1" s="1"><v>2958466</v></c>', 'xlsx.serialDate'],
    ['<c r="A1" t="s"><v>9</v></c>', 'xlsx.sharedText'],
    ['<c r="A1"><f>B1</f></c>', 'xlsx.noResult'],
    ['<c r="A1"><v>seven</v></c>', 'xlsx.number'],
    ['<c r="A1"><v>1.2345678901234501E+19</v></c>', 'xlsx.longNumber'],
  ])('names %s', async (cell, code) => {
    const read = await readSheet(row(cell));
    expect(read.issues.map((issue) => [issue.code, issue.path])).toEqual([[code, 'S!A1']]);
  });

  const twice = (name: string, bytes: string) => workbookParts(row(''), [{ name, bytes }]);
  test.each([
    [
      'a document type',
      makeZip(workbookParts('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "y">]><worksheet>&x;</worksheet>')),
      'xlsx.documentType',
    ],
    ['an entity nobody declared', makeZip(workbookParts(row('<c r="A1"><v>&x;</v></c>'))), 'xlsx.damagedPart'],
    ['XML that breaks off', makeZip(workbookParts('<?xml version="1.0"?><worksheet><sheetData>')), 'xlsx.damagedPart'],
    ['elements in elements', makeZip(workbookParts('<a>'.repeat(5000))), 'xlsx.damagedPart'],
    [
      'cells out of order',
      makeZip(workbookParts(row('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>'))),
      'xlsx.cellOrder 1',
    ],
    ['too many columns', makeZip(workbookParts(row('<c r="XFE1"><v>1</v></c>'))), 'table.tooManyColumns 1'],
    [
      'a size that is a lie',
      makeZip([
        ...workbookParts(row('')).slice(0, 3),
        { name: 'xl/worksheets/sheet1.xml', bytes: 'x'.repeat(1_000_000), claimedSize: 10 },
      ]),
      'xlsx.notAWorkbook',
    ],
    ['a missing sheet', makeZip(workbookParts(row('')).slice(0, 3)), 'xlsx.missingPart'],
    ['a password', makeZip(workbookParts(row('')).map((part) => ({ ...part, encrypted: true }))), 'xlsx.encrypted'],
    ['a Word document', makeZip([{ name: 'word/document.xml', bytes: '<a/>' }]), 'xlsx.notAWorkbook'],
    ['half an archive', makeZip(twice('xl/a.xml', '<a/>')).slice(0, 300), 'xlsx.notAWorkbook'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'xlsx.oldWorkbook'],
    [
      'an encrypted workbook',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'xlsx.encrypted',
    ],
    ['a text', bytesOf('id,age\n'), 'xlsx.notAWorkbook'],
  ])('refuses %s', async (_what, bytes, code) => {
    const read = await readBytes('a.xlsx', bytes);
    expect(codesOf(read)).toEqual([code]);
    expect(read.sheets).toEqual([]);
  });

  it('refuses by the size unpacked, declared or real, and reads no part whose name leads out', async () => {
    const bytes = makeZip(workbookParts(row(`<c r="A1"><v>${'1'.repeat(50_000)}</v></c>`)));
    expect(codesOf(await readBytes('a.xlsx', bytes, { limits: { unpackedBytes: 20_000 } }))).toEqual([
      'xlsx.unpackedSize',
    ]);
    const strange = makeZip([
      ...workbookParts(row('<c r="A1"><v>1</v></c>')),
      { name: '../../x.txt', bytes: 'x' },
      { name: '/etc/x', bytes: 'x' },
    ]);
    const read = await readBytes('a.xlsx', strange);
    expect(codesOf(read)).toEqual(['xlsx.strangePart', 'xlsx.strangePart']);
    expect(read.sheets[0]?.rows).toHaveLength(1);
  });
});

describe('Parquet', () => {
  const file = makeParquet([
    { name: 'id', type: 'BYTE_ARRAY', converted: 0, values: ['007', '张', null] },
    { name: 'big', type: 'INT64', values: [9_007_199_254_740_993n, -5n, null] },
    { name: 'x', type: 'DOUBLE', values: [0.1, null, NaN] },
    { name: 'day', type: 'INT32', converted: 6, values: [18_690, null, -1] },
    { name: 'at', type: 'INT64', converted: 9, values: [1_614_846_600_500n, null, -1000n] },
    { name: 'cost', type: 'INT64', converted: 5, scale: 2, values: [12_345n, -5n, null] },
    { name: 'flag', type: 'BOOLEAN', values: [1, 0, null] },
  ]);

  it('keeps digits, days, instants and what is missing', async () => {
    const read = await readBytes('a.parquet', file);
    expect(read.issues).toEqual([]);
    expect(textsOf(read.sheets[0])).toEqual([
      ['id', 'big', 'x', 'day', 'at', 'cost', 'flag'],
      ['007', '9007199254740993', '0.1', '2021-03-04', '2021-03-04T08:30:00.5', '123.45', 'true'],
      ['张', '-5', '', '', '', '-0.05', 'false'],
      ['', '', 'NaN', '1969-12-31', '1969-12-31T23:59:59', '', ''],
    ]);
    const [, first] = read.sheets[0]?.rows ?? [];
    expect(first?.cells.map(({ kind, number }) => [kind, number])).toEqual([
      ['text', undefined],
      ['number', undefined],
      ['number', 0.1],
      ['date', undefined],
      ['dateTime', undefined],
      ['number', 123.45],
      ['boolean', undefined],
    ]);
  });

  test.each([
    ['cut off', file.slice(0, file.length - 20)],
    ['without its middle', new Uint8Array([...file.slice(0, 8), ...file.slice(200)])],
    ['claiming rows that are not there', makeParquet([{ name: 'a', type: 'INT32', values: [1] }], { rows: 2 ** 40 })],
    ['pointing behind its end', makeParquet([{ name: 'a', type: 'INT32', values: [1] }], { offset: 2 ** 40 })],
    ['of nothing but its mark', bytesOf('PAR1PAR1')],
    [
      'claiming a long description',
      new Uint8Array([...bytesOf('PAR1xxxx'), 0xff, 0xff, 0xff, 0x7f, ...bytesOf('PAR1')]),
    ],
  ])('refuses a file %s', async (_what, bytes) => {
    const read = await readBytes('a.parquet', bytes);
    expect(codesOf(read)).toEqual(['parquet.damaged']);
    expect(read.sheets).toEqual([]);
  });
});

describe('JSON', () => {
  it('reads a list of objects, lines of objects, and lists under names', async () => {
    const list = await readBytes('a.json', bytesOf('[{"id":"1","n":1.50},\n{"id":"2","x":{"y":[1]},"n":null}]'));
    expect(textsOf(list.sheets[0])).toEqual([
      ['id', 'n', 'x'],
      ['1', '1.50', ''],
      ['2', '', '{"y":[1]}'],
    ]);
    expect(list.sheets[0]?.rows.map(({ number }) => number)).toEqual([1, 1, 2]);
    const lines = await readBytes('a.jsonl', bytesOf('{"a":true}\n\n{"a":12345678901234567890}\n'));
    expect(textsOf(lines.sheets[0])).toEqual([['a'], ['true'], ['12345678901234567890']]);
    const named = await readBytes('a.json', bytesOf('{"patients":[{"id":1}],"visits":[{"id":2}]}'));
    expect(named.sheets.map(({ name }) => name)).toEqual(['patients', 'visits']);
  });

  it('agrees with the parser of the engine on every value', async () => {
    const { parseJson } = await import('./json-text.ts');
    type Read = ReturnType<typeof parseJson>;
    const plain = (value: Read): unknown => {
      if (value.kind === 'object')
        return Object.fromEntries([...value.members].map(([key, member]) => [key, plain(member)]));
      if (value.kind === 'list') return value.items.map(plain);
      if (value.kind === 'number') return Number(value.text);
      return value.kind === 'text' ? value.text : value.kind === 'null' ? null : value.kind === 'true';
    };
    fc.assert(
      fc.property(fc.json(), (text) => {
        if (text.includes('__proto__')) return;
        expect(plain(parseJson(text, 100))).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"a":1', 'json.truncated 1'],
    ['[{"a":tru', 'json.truncated 1'],
    ['[{"a":1}\n{"b":2}]', 'json.syntax 2'],
    ['[{"a":NaN}]', 'json.syntax 1'],
    ['[{"a":01}]', 'json.syntax 1'],
    ['[{"a":"\t"}]', 'json.syntax 1'],
    ['[{"a":1,"a":2}]', 'json.duplicateKey 1'],
    ['['.repeat(100_000), 'json.depth 1'],
    ['[1,2]', 'json.noTable 1'],
    ['"text"', 'json.noTable 1'],
    ['[]', 'table.empty'],
  ])('refuses %#: %j'.slice(0, 12), async (text, code) => {
    const read = await readBytes('a.json', bytesOf(text));
    expect(codesOf(read)).toEqual([code]);
    expect(read.sheets).toEqual([]);
  });
});

function encoded(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return bytesOf(text);
  const little = Buffer.from(text, 'utf16le');
  return new Uint8Array(encoding === 'utf-16le' ? little : little.swap16());
}
