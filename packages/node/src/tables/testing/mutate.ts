import fc from 'fast-check';
import { makeParquet } from './make-parquet.ts';
import { makeZip, workbookParts } from './make-zip.ts';
import { bytesOf } from './read-bytes.ts';

/** Small sound files of every kind, by name. */
export const SOUND_FILES: Readonly<Record<string, Uint8Array>> = {
  'a.csv': bytesOf('id,"a ""b""",c\r\n1,"x\ny",病\r\n2,,=1+1\r\n'),
  'b.csv': new Uint8Array([0xff, 0xfe, ...Buffer.from('id;n\n1;2,5\n2;\n', 'utf16le')]),
  'a.json': bytesOf('[{"id":"1","n":1.5e3,"x":{"y":[1,null]}},{"id":"\\u5f20","n":-0}]'),
  'a.jsonl': bytesOf('{"a":true}\n{"b":"\\ud83d\\ude00"}\n'),
  'a.xlsx': makeZip(
    workbookParts(
      '<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>A1</f><v>43831.5</v></c></row></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells>',
      [
        { name: 'xl/sharedStrings.xml', bytes: '<sst><si><r><t>ri</t></r><r><t>ch</t></r></si></sst>' },
        {
          name: 'xl/styles.xml',
          bytes: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        },
      ],
    ),
  ),
  'a.parquet': makeParquet([
    { name: 'id', type: 'BYTE_ARRAY', converted: 0, values: ['1', '张', null] },
    { name: 'n', type: 'INT64', values: [1n, null, 3n] },
    { name: 'd', type: 'INT32', converted: 6, values: [0, 1, null] },
  ]),
};

type Change = readonly [
  kind: 'set' | 'insert' | 'remove' | 'repeat' | 'cut',
  place: number,
  byte: number,
  length: number,
];

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('set', 'set', 'set', 'insert', 'remove', 'repeat', 'cut' as const),
  fc.nat(4000),
  fc.oneof(fc.constantFrom(0, 0x22, 0x2c, 0x3c, 0x7f, 0x80, 0xff), fc.nat(255)),
  fc.integer({ min: 1, max: 40 }),
);

/** One of the sound files with some of its bytes changed. */
export const mutatedFile: fc.Arbitrary<{ name: string; bytes: Uint8Array }> = fc
  .tuple(fc.constantFrom(...Object.keys(SOUND_FILES)), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([name, changes]) => ({ name, bytes: changes.reduce(changed, SOUND_FILES[name] as Uint8Array) }));

function changed(bytes: Uint8Array, [kind, place, byte, length]: Change): Uint8Array {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  const before = bytes.subarray(0, at);
  switch (kind) {
    case 'set':
      return joined(before, new Uint8Array([byte]), bytes.subarray(at + 1));
    case 'insert':
      return joined(before, new Uint8Array(length).fill(byte), bytes.subarray(at));
    case 'remove':
      return joined(before, bytes.subarray(at + length));
    case 'repeat':
      return joined(before, bytes.subarray(at, at + length), bytes.subarray(at));
    case 'cut':
      return before;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
