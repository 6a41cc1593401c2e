import { type Words, words } from '@casewright/core/model';
import { type Cell, choiceOf, EMPTY_CELL, type Question } from '@casewright/core/tables';
import type { ByteSource } from './byte-source.ts';
import { CsvBroken, type CsvRecord, CsvRecords } from './csv-records.ts';
import { findDelimiter } from './delimiter.ts';
import { type ReadRequest, refuse, type TableFault, TableRefused, type TableSink } from './table-sink.ts';
import { decodedPieces, type FoundEncoding, findEncoding } from './text-encoding.ts';

const SAMPLE_CHARACTERS = 256 * 1024;

const DELIMITER_NAMES: Readonly<Record<string, Words>> = {
  ',': words('comma', '逗号'),
  ';': words('semicolon', '分号'),
  '\t': words('tab', '制表符'),
  '|': words('bar', '竖线'),
};

/**
 * Reads a text of rows and delimiters, piece by piece. Texts are kept as they stand, those that look like formulas too.
 * A cell with a NUL, or longer than cells are, is a fault and comes empty; its row is kept.
 */
export async function readCsv(source: ByteSource, request: ReadRequest, sink: TableSink): Promise<void> {
  const encoding = findEncoding(source, request, sink);
  sink.facts({ format: 'csv', encoding: encoding.encoding });
  const { text: sample, isWhole } = sampleOf(source, encoding);
  const stated = /^sep=([^\r\n])(?:\r\n|\n|\r)/i.exec(sample);
  const delimiter = request.delimiter ?? stated?.[1] ?? delimiterOf(sample, isWhole, request, sink);
  checkDelimiter(delimiter);
  sink.facts({ delimiter });
  sink.beginSheet({ name: '', hidden: false });
  let rows = 0;
  let width = 0;
  let isFirst = stated !== null;
  const records = new CsvRecords(delimiter, request.limits, (record) => {
    if (isFirst) {
      isFirst = false; // the line that only states the delimiter
      return;
    }
    rows += 1;
    width = Math.max(width, record.cells.length);
    sink.row({ number: record.line, cells: cellsOf(record, request, sink) });
  });
  try {
    for (const piece of decodedPieces(source, encoding)) {
      records.push(piece);
      const waiting = sink.waiting();
      if (waiting) await waiting;
    }
    records.end();
  } catch (error) {
    if (error instanceof CsvBroken) refuse(brokenFault(error, request));
    throw error;
  }
  if (rows === 0) {
    refuse({
      code: 'table.empty',
      message: words(
        'A table has a row of column names and rows under it; this file has no rows.',
        '表格须有列名行和数据行；此文件没有任何行。',
      ),
      hint: words('Check that it is the file you mean.', '请确认是否选对了文件。'),
    });
  }
  sink.endSheet({ merged: [], hiddenColumns: [] });
}

function sampleOf(source: ByteSource, encoding: FoundEncoding): { text: string; isWhole: boolean } {
  let text = '';
  for (const piece of decodedPieces(source, encoding)) {
    text += piece;
    if (text.length >= SAMPLE_CHARACTERS) return { text: text.slice(0, SAMPLE_CHARACTERS), isWhole: false };
  }
  return { text, isWhole: true };
}

function delimiterOf(sample: string, isWhole: boolean, request: ReadRequest, sink: TableSink): string {
  const found = findDelimiter(sample, isWhole);
  if (found.kind === 'found') return found.delimiter;
  const question: Question = {
    id: `delimiter:${request.file}`,
    about: { file: request.file },
    rule: words('One character separates the columns of a table.', '表格各列以同一字符分隔。'),
    fact: words('Several characters would do in this file.', '此文件有多个字符均可作为分隔符。'),
    choices: found.delimiters.map((id) => ({ id, label: DELIMITER_NAMES[id] ?? words(id, id) })),
  };
  sink.ask(question);
  const choice = choiceOf(question, request.answers);
  if (choice === null) throw new TableRefused();
  return choice;
}

function checkDelimiter(delimiter: string): void {
  if (delimiter.length === 1 && !'"\r\n\0'.includes(delimiter)) return;
  refuse({
    code: 'table.delimiter',
    message: words(
      'A delimiter is one character, and neither a quote nor a line end; the one asked for is not.',
      '分隔符须为单个字符，且不能是引号或换行；所指定的不符合。',
    ),
    hint: words(
      'Ask for a comma, a semicolon, a tab or another single character.',
      '请指定逗号、分号、制表符或其他单个字符。',
    ),
  });
}

function cellsOf({ cells, line, oddity }: CsvRecord, request: ReadRequest, sink: TableSink): Cell[] {
  if (oddity === 'textAfterQuote') {
    sink.fault({
      code: 'table.textAfterQuote',
      line,
      message: words(
        'A cell in double quotes ends with its quote; in this row something follows one.',
        '带双引号的单元格须以引号结尾；此行引号之后还有内容。',
      ),
      hint: words(
        'Double each quote that belongs to the text: "he said ""no""".',
        '属于文本的引号请双写："he said ""no"""。',
      ),
    });
  } else if (oddity === 'strayQuote') {
    sink.fault({
      severity: 'warning',
      code: 'table.strayQuote',
      line,
      message: words(
        'A double quote opens or closes a cell; in this row one stands inside, and was kept as a letter of the text.',
        '双引号用于单元格的开头和结尾；此行有引号出现在中间，已作为文本保留。',
      ),
      hint: words('See that the cells of this row are where they belong.', '请核对此行各单元格的位置。'),
    });
  }
  return cells.map((text, index) => {
    if (text === '') return EMPTY_CELL;
    const fault = cellFault(text, request.limits.cellCharacters);
    if (!fault) return { kind: 'text', text };
    sink.fault({ ...fault, line, column: index + 1 });
    return fault.severity === 'warning' ? { kind: 'text', text } : EMPTY_CELL;
  });
}

/** The fault of a text that no cell should hold; null for any other. */
export function cellFault(text: string, longest: number): TableFault | null {
  if (text.length > longest) {
    return {
      code: 'table.cellTooLong',
      message: words(
        `A cell has at most ${longest} characters; this one has ${text.length} and was left out.`,
        `单元格最多 ${longest} 个字符；此单元格有 ${text.length} 个，未读入。`,
      ),
      hint: words(
        'Keep the sentence that says it, and name the document it is from.',
        '请只保留相关语句，并注明出自哪份文书。',
      ),
    };
  }
  if (text.includes('\0')) {
    return {
      code: 'table.nul',
      message: words(
        'A cell holds text; this one holds a NUL character, which no text has, and was left out.',
        '单元格须为文本；此单元格含有 NUL 字符，未读入。',
      ),
      hint: words('Find out what wrote it, and remove it.', '请查明其来源并删去。'),
    };
  }
  if (text.includes('\ufffd')) {
    return {
      severity: 'warning',
      code: 'table.replacementCharacter',
      message: words(
        'This cell holds the character U+FFFD, with which programs replace what they could not read.',
        '此单元格含有字符 U+FFFD，即程序无法识读时的替代字符。',
      ),
      hint: words('Look the text up where it came from and write it again.', '请查对原始出处并重新录入。'),
    };
  }
  return null;
}

function brokenFault({ at }: CsvBroken, { limits }: ReadRequest): TableFault {
  switch (at.kind) {
    case 'unclosedQuote':
      return {
        code: 'table.unclosedQuote',
        line: at.line,
        message: words(
          'A cell that begins with a double quote ends with one; in the row that begins here a quote is opened and never closed.',
          '以双引号开头的单元格须以双引号结尾；从此行开始有引号未闭合。',
        ),
        hint: words(
          'Close the quote, or double it ("") where it belongs to the text.',
          '请补上引号；引号若属于文本，请双写（""）。',
        ),
      };
    case 'tooManyColumns':
      return {
        code: 'table.tooManyColumns',
        line: at.line,
        message: words(
          `A table has at most ${limits.columns} columns; this row has more.`,
          `表格最多 ${limits.columns} 列；此行超出。`,
        ),
        hint: words(
          'Keep the columns that the study needs; large matrices are another kind of file.',
          '请只保留研究所需的列；大型矩阵属于另一类文件。',
        ),
      };
    case 'recordTooLong':
      return {
        code: 'table.rowTooLong',
        line: at.line,
        message: words(
          `A row has at most ${limits.recordCharacters} characters; this one has more.`,
          `每行最多 ${limits.recordCharacters} 个字符；此行超出。`,
        ),
        hint: words(
          'Check the line ends of the file, and keep whole reports out of it.',
          '请检查文件的换行，并勿放入整份报告。',
        ),
      };
  }
}
