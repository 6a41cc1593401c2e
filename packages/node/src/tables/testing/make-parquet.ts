/** A column of a Parquet file to be made; null is a missing value. */
export type ParquetColumn = {
  readonly name: string;
  readonly type: 'BOOLEAN' | 'INT32' | 'INT64' | 'DOUBLE' | 'BYTE_ARRAY';
  /** number of the converted type: 0 UTF8, 5 DECIMAL, 6 DATE, 9 TIMESTAMP_MILLIS */
  readonly converted?: number;
  readonly scale?: number;
  readonly values: readonly (bigint | number | string | Uint8Array | null)[];
};

const TYPES = { BOOLEAN: 0, INT32: 1, INT64: 2, DOUBLE: 5, BYTE_ARRAY: 6 } as const;

type Field = readonly [id: number, value: Value];
type Value =
  | { readonly int: number | bigint; readonly long?: boolean }
  | { readonly text: string }
  | { readonly fields: readonly Field[] }
  | { readonly list: readonly Value[] };

/** A Parquet file of one group of rows, plain and not compressed; `claims` lie about it. */
export function makeParquet(
  columns: readonly ParquetColumn[],
  claims: { rows?: number; offset?: number } = {},
): Uint8Array {
  const rows = columns[0]?.values.length ?? 0;
  const pieces: Buffer[] = [Buffer.from('PAR1')];
  let offset = 4;
  const chunks = columns.map((column): Value => {
    const data = pageData(column);
    const header = struct([
      [1, { int: 0 }],
      [2, { int: data.length }],
      [3, { int: data.length }],
      [
        5,
        {
          fields: [
            [1, { int: rows }],
            [2, { int: 0 }],
            [3, { int: 3 }],
            [4, { int: 3 }],
          ],
        },
      ],
    ]);
    const start = offset;
    pieces.push(header, data);
    offset += header.length + data.length;
    const size = header.length + data.length;
    const meta: Field[] = [
      [1, { int: TYPES[column.type] }],
      [2, { list: [{ int: 0 }, { int: 3 }] }],
      [3, { list: [{ text: column.name }] }],
      [4, { int: 0 }],
      [5, { int: rows, long: true }],
      [6, { int: size, long: true }],
      [7, { int: size, long: true }],
      [9, { int: claims.offset ?? start, long: true }],
    ];
    return {
      fields: [
        [2, { int: start, long: true }],
        [3, { fields: meta }],
      ],
    };
  });
  const schema: Value[] = [
    {
      fields: [
        [4, { text: 'schema' }],
        [5, { int: columns.length }],
      ],
    },
    ...columns.map(({ name, type, converted, scale }): Value => {
      const fields: Field[] = [
        [1, { int: TYPES[type] }],
        [3, { int: 1 }],
        [4, { text: name }],
      ];
      if (converted !== undefined) fields.push([6, { int: converted }]);
      if (scale !== undefined) fields.push([7, { int: scale }], [8, { int: 18 }]);
      return { fields };
    }),
  ];
  const count = claims.rows ?? rows;
  const group: Field[] = [
    [1, { list: chunks }],
    [2, { int: offset, long: true }],
    [3, { int: count, long: true }],
  ];
  const metadata = struct([
    [1, { int: 1 }],
    [2, { list: schema }],
    [3, { int: count, long: true }],
    [4, { list: [{ fields: group }] }],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.length);
  return new Uint8Array(Buffer.concat([...pieces, metadata, length, Buffer.from('PAR1')]));
}

function pageData({ type, values }: ParquetColumn): Buffer {
  const levels = Buffer.alloc(Math.ceil(values.length / 8));
  values.forEach((value, at) => {
    if (value !== null) levels[at >> 3] = (levels[at >> 3] as number) | (1 << (at & 7));
  });
  const run = Buffer.concat([varint(BigInt((levels.length << 1) | 1)), levels]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(run.length);
  const present = values.filter((value) => value !== null);
  return Buffer.concat([
    length,
    run,
    ...(type === 'BOOLEAN' ? [bits(present)] : present.map((value) => plain(type, value))),
  ]);
}

function bits(values: readonly unknown[]): Buffer {
  const packed = Buffer.alloc(Math.ceil(values.length / 8));
  values.forEach((value, at) => {
    if (value) packed[at >> 3] = (packed[at >> 3] as number) | (1 << (at & 7));
  });
  return packed;
}

function plain(type: ParquetColumn['type'], value: bigint | number | string | Uint8Array): Buffer {
  if (type === 'BYTE_ARRAY') {
    const bytes = Buffer.from(value as Uint8Array);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  }
  const bytes = Buffer.alloc(type === 'INT32' ? 4 : 8);
  if (type === 'INT32') bytes.writeInt32LE(Number(value));
  else if (type === 'INT64') bytes.writeBigInt64LE(BigInt(value as bigint));
  else bytes.writeDoubleLE(Number(value));
  return bytes;
}

/** A struct in Thrift's compact protocol. */
function struct(fields: readonly Field[]): Buffer {
  let last = 0;
  const parts = fields.flatMap(([id, value]) => {
    const head = Buffer.from([((id - last) << 4) | kindOf(value)]);
    last = id;
    return [head, bodyOf(value)];
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function kindOf(value: Value): number {
  if ('int' in value) return value.long ? 6 : 5;
  if ('text' in value) return 8;
  return 'list' in value ? 9 : 12;
}

function bodyOf(value: Value): Buffer {
  if ('int' in value) {
    const int = BigInt(value.int);
    return varint(int >= 0n ? int * 2n : -int * 2n - 1n);
  }
  if ('text' in value) return Buffer.concat([varint(BigInt(Buffer.byteLength(value.text))), Buffer.from(value.text)]);
  if ('fields' in value) return struct(value.fields);
  const kind = value.list[0] ? kindOf(value.list[0]) : 5;
  const size = value.list.length;
  const head =
    size < 15 ? Buffer.from([(size << 4) | kind]) : Buffer.concat([Buffer.from([0xf0 | kind]), varint(BigInt(size))]);
  return Buffer.concat([head, ...value.list.map(bodyOf)]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}
