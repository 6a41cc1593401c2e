import { words } from '@casewright/core/model';
import { type Cell, EMPTY_CELL } from '@casewright/core/tables';
import type { ByteSource } from './byte-source.ts';
import { JsonBroken, type JsonValue, parseJson } from './json-text.ts';
import { cellFault } from './read-csv.ts';
import { type ReadRequest, refuse, type TableFault, type TableSink } from './table-sink.ts';
import { decodedPieces, findEncoding } from './text-encoding.ts';

type JsonObject = JsonValue & { kind: 'object' };
/** One object of a table, and the line of the text on which it begins. */
type JsonRow = { readonly object: JsonObject; readonly line: number; readonly text: string };

/**
 * Reads a JSON text as tables: a list of objects is one; an object whose members are such lists is a sheet for each; any
 * other object is a table of one row. The first row of a sheet holds the keys. What is nested stays as it is written.
 */
export async function readJson(
  source: ByteSource,
  kind: 'json' | 'jsonl',
  request: ReadRequest,
  sink: TableSink,
): Promise<void> {
  if (source.size > request.limits.jsonBytes) refuseTooLarge(request.limits.jsonBytes);
  const encoding = findEncoding(source, request, sink);
  sink.facts({ format: kind, encoding: encoding.encoding });
  const text = [...decodedPieces(source, encoding)].join('');
  if (kind === 'jsonl') sendTable('', linesOf(text, request), request, sink);
  else for (const { name, rows } of tablesOf(text, request)) sendTable(name, rows, request, sink);
}

function linesOf(text: string, request: ReadRequest): JsonRow[] {
  const rows: JsonRow[] = [];
  let line = 0;
  for (const written of text.split(/\r\n|\n/)) {
    line += 1;
    if (written.trim() === '') continue;
    const value = parsed(written, request.limits.jsonDepth, line);
    if (value.kind !== 'object') refuseShape(line);
    rows.push({ object: value, line, text: written });
  }
  if (rows.length === 0) refuseEmpty();
  return rows;
}

function tablesOf(text: string, request: ReadRequest): { name: string; rows: JsonRow[] }[] {
  const value = parsed(text, request.limits.jsonDepth, 1);
  const lines = new Lines(text);
  const rowsOf = (list: JsonValue & { kind: 'list' }): JsonRow[] =>
    list.items.map((object) => {
      if (object.kind !== 'object') return refuseShape(lines.at(list.start));
      return { object, line: lines.at(object.start), text };
    });
  if (value.kind === 'list') {
    if (value.items.length === 0) refuseEmpty();
    return [{ name: '', rows: rowsOf(value) }];
  }
  if (value.kind !== 'object') refuseShape(1);
  if (value.members.size === 0) refuseEmpty();
  const lists = [...value.members].flatMap(([name, member]) =>
    member.kind === 'list' && member.items.length > 0 && member.items.every(({ kind }) => kind === 'object')
      ? [{ name, rows: rowsOf(member) }]
      : [],
  );
  if (lists.length === value.members.size) return lists;
  return [{ name: '', rows: [{ object: value, line: lines.at(value.start), text }] }];
}

function sendTable(name: string, rows: readonly JsonRow[], request: ReadRequest, sink: TableSink): void {
  const keys = [...new Set(rows.flatMap(({ object }) => [...object.members.keys()]))];
  if (keys.length > request.limits.columns) refuseColumns(request.limits.columns);
  sink.beginSheet({ name, hidden: false });
  const [first] = rows;
  sink.row({ number: first?.line ?? 1, cells: keys.map((key) => textCell(key)) });
  for (const { object, line, text } of rows) {
    const cells = keys.map((key, index) => {
      const cell = cellOf(object.members.get(key), text);
      const fault = textFault(cell, request.limits.cellCharacters);
      if (fault) sink.fault({ ...fault, line, column: index + 1, field: key });
      return fault && fault.severity !== 'warning' ? EMPTY_CELL : cell;
    });
    sink.row({ number: line, cells });
  }
  sink.endSheet({ merged: [], hiddenColumns: [] });
}

function cellOf(value: JsonValue | undefined, text: string): Cell {
  if (value === undefined) return EMPTY_CELL;
  switch (value.kind) {
    case 'null':
      return EMPTY_CELL;
    case 'true':
    case 'false':
      return { kind: 'boolean', text: value.kind };
    case 'text':
      return textCell(value.text);
    case 'number':
      return numberCell(value.text);
    case 'list':
    case 'object':
      return { kind: 'text', text: text.slice(value.start, value.end) };
  }
}

function textCell(text: string): Cell {
  return text === '' ? EMPTY_CELL : { kind: 'text', text };
}

/** A number that a double keeps has its value; any other only its digits. */
function numberCell(text: string): Cell {
  const number = Number(text);
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '').length;
  const isKept = Number.isFinite(number) && (/^-?\d+$/.test(text) ? Number.isSafeInteger(number) : digits <= 17);
  return isKept ? { kind: 'number', text, number: number === 0 ? 0 : number } : { kind: 'number', text };
}

function textFault(cell: Cell, longest: number): TableFault | null {
  if (cell.kind === 'number' && cell.number === undefined) {
    return {
      severity: 'warning',
      code: 'json.digits',
      message: words(
        `A number keeps 15 digits and stays below 1e308; this one is ${cell.text.slice(0, 40)}, and only its digits were kept.`,
        `数字约可保留15位且小于 1e308；此数字为 ${cell.text.slice(0, 40)}，仅保留其原样数字。`,
      ),
      hint: words('Write it as a text where it is an id.', '若为编号，请写作文本。'),
    };
  }
  if (cell.kind !== 'text') return null;
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(cell.text)) {
    return {
      severity: 'warning',
      code: 'json.halfCharacter',
      message: words(
        'A text holds whole characters; this one holds half of one, and was kept so.',
        '文本须由完整字符组成；此文本含有半个字符，已原样保留。',
      ),
      hint: words('Look the text up where it came from and write it again.', '请查对原始出处并重新录入。'),
    };
  }
  return cellFault(cell.text, longest);
}

function parsed(text: string, depth: number, firstLine: number): JsonValue {
  try {
    return parseJson(text, depth);
  } catch (error) {
    if (error instanceof JsonBroken) refuse(brokenFault(error, text, depth, firstLine));
    throw error;
  }
}

function brokenFault({ at }: JsonBroken, text: string, depth: number, firstLine: number): TableFault {
  const before = text.slice(0, at.offset);
  const line = firstLine + (before.match(/\n/g)?.length ?? 0);
  const place = { line, column: at.offset - before.lastIndexOf('\n') };
  const fresh = words('Write the file again from where it came.', '请从来源处重新导出文件。');
  switch (at.kind) {
    case 'ends':
      return {
        code: 'json.truncated',
        ...place,
        message: words('A JSON text is whole; this one ends in the middle.', 'JSON 文本须完整；此文本中途结束。'),
        hint: fresh,
      };
    case 'depth':
      return {
        code: 'json.depth',
        ...place,
        message: words(
          `The values of a JSON table are nested at most ${depth} deep; these go deeper.`,
          `JSON 表格的嵌套最多 ${depth} 层；此处更深。`,
        ),
        hint: words('A table needs two levels: a list of objects.', '表格只需两层：由对象组成的列表。'),
      };
    case 'duplicateKey':
      return {
        code: 'json.duplicateKey',
        ...place,
        field: at.key ?? '',
        message: words(
          `A key stands once in its object; "${at.key}" stands twice, and which of the two is meant is not known.`,
          `对象中每个键只出现一次；“${at.key}”出现两次，无从得知以哪个为准。`,
        ),
        hint: words('Remove one of the two.', '请删去其一。'),
      };
    case 'syntax':
      return {
        code: 'json.syntax',
        ...place,
        message: words(
          'A JSON text follows its grammar (RFC 8259); here it does not.',
          'JSON 文本须符合其语法（RFC 8259）；此处不符合。',
        ),
        hint: fresh,
      };
  }
}

/** Lines by offset, asked in ascending order for the most part. */
class Lines {
  private readonly text: string;
  private offset = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  at(offset: number): number {
    if (offset < this.offset) {
      this.offset = 0;
      this.line = 1;
    }
    for (; this.offset < offset; this.offset += 1) if (this.text.charCodeAt(this.offset) === 0x0a) this.line += 1;
    return this.line;
  }
}

function refuseShape(line: number): never {
  return refuse({
    code: 'json.noTable',
    line,
    message: words(
      'A table in JSON is a list of objects, one for each row; this file holds something else.',
      'JSON 中的表格须为对象列表，每个对象为一行；此文件不是。',
    ),
    hint: words('Write each row as {"column": value, ...}.', '请将每行写成 {"列名": 值, ...}。'),
  });
}

function refuseEmpty(): never {
  return refuse({
    code: 'table.empty',
    message: words('A table has rows; this file has none.', '表格须有行；此文件没有。'),
    hint: words('Check that it is the file you mean.', '请确认是否选对了文件。'),
  });
}

function refuseColumns(columns: number): never {
  return refuse({
    code: 'table.tooManyColumns',
    message: words(`A table has at most ${columns} columns; this one has more.`, `表格最多 ${columns} 列；此表超出。`),
    hint: words('Keep the columns that the study needs.', '请只保留研究所需的列。'),
  });
}

function refuseTooLarge(limit: number): never {
  return refuse({
    code: 'table.tooLarge',
    message: words(
      `A JSON file has at most ${limit / 1024 / 1024} MiB; this one has more.`,
      `JSON 文件最大为 ${limit / 1024 / 1024} MiB；此文件超出。`,
    ),
    hint: words('Save it as CSV or Parquet.', '请另存为 CSV 或 Parquet。'),
  });
}
