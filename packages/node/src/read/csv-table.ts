import { type Issue, words } from '@casewright/core/model';
import type { TextTable } from '@casewright/core/records';
import { type CsvFault, csvRows } from './csv-rows.ts';
import { decodeText } from './decode.ts';
import { LIMITS } from './limits.ts';
import type { CsvRow } from './sound-rows.ts';

/** Faults of one kind that are named one by one; the rest are counted. */
const NAMED = 100;

/**
 * Reads the bytes of one CSV file as RFC 4180 has it: commas, double quotes, any of the three line ends. Texts are kept
 * as they stand, those that look like formulas too; lines without anything are passed over.
 *
 * @returns the table, or null when its structure cannot be trusted (encoding, quotes, header, limits); rows with too few
 *   or too many cells are named and come filled up or cut, and a cell with a NUL comes empty
 */
export function readCsvTable(bytes: Uint8Array, file: string): { table: TextTable | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const fault = ({ severity = 'error', ...rest }: CsvFault): void => {
    issues.push({ severity, file, ...rest });
  };
  const text = textOf(bytes, fault);
  if (text === null) return { table: null, issues };
  const records = csvRows(text, fault);
  if (records === null) return { table: null, issues };
  const [header, ...rows] = records;
  if (!header) {
    fault({
      code: 'csv.empty',
      message: words(
        'A table begins with a line of column names; this file holds nothing.',
        '表格首行须为列名；此文件为空。',
      ),
      hint: words('Write the column names, or remove the file.', '请写入列名，或删去该文件。'),
    });
    return { table: null, issues };
  }
  if (!headerIsSound(header.cells, fault)) return { table: null, issues };
  const columns = header.cells;
  const counts = new Map<string, number>();
  const limited = (rowFault: CsvFault): void => {
    const count = (counts.get(rowFault.code) ?? 0) + 1;
    counts.set(rowFault.code, count);
    if (count <= NAMED) fault(rowFault);
  };
  const isDoubtful = /[\0\ufffd]/.test(text) || text.length > LIMITS.cellCharacters;
  const isSound = ({ cells }: CsvRow) =>
    cells.length === columns.length &&
    (!isDoubtful || !cells.some((cell) => cell.length > LIMITS.cellCharacters || /[\0\ufffd]/.test(cell)));
  const table: TextTable = {
    file,
    columns,
    rows: rows.map((row, index) => (isSound(row) ? row.cells : soundRow(row, index + 1, columns, limited))),
    lines: rows.map(({ line }) => line),
  };
  for (const [code, count] of counts) {
    if (count <= NAMED) continue;
    fault({
      code,
      message: words(
        `${count - NAMED} more rows of this file have the same fault (${code}); the first ${NAMED} are named.`,
        `此文件另有 ${count - NAMED} 行存在同样问题（${code}）；已列出前 ${NAMED} 行。`,
      ),
      hint: words('Correct these first: they often have one cause.', '请先更正已列出的行：它们往往出于同一原因。'),
    });
  }
  return { table, issues };
}

function textOf(bytes: Uint8Array, fault: (fault: CsvFault) => void): string | null {
  if (bytes.length > LIMITS.fileBytes) {
    fault({
      code: 'csv.tooLarge',
      message: words(
        `A table of records has at most ${LIMITS.fileBytes / 1024 / 1024} MiB; this file has ${Math.ceil(bytes.length / 1024 / 1024)}.`,
        `记录表最大为 ${LIMITS.fileBytes / 1024 / 1024} MiB；此文件为 ${Math.ceil(bytes.length / 1024 / 1024)} MiB。`,
      ),
      hint: words('Keep only the patients and items of the study in it.', '请只保留本研究的患者和项目。'),
    });
    return null;
  }
  if (looksLikeUnmarkedUtf16(bytes)) {
    fault({
      code: 'file.encoding',
      message: words(
        'A file is UTF-8 text; every other byte of this one is zero, as in UTF-16 without its mark.',
        '文件须为 UTF-8 文本；此文件每隔一个字节为零，疑为无标记的 UTF-16。',
      ),
      hint: words(
        'Save the file as UTF-8 (in a spreadsheet: "CSV UTF-8").',
        '请将文件另存为 UTF-8（电子表格中选“CSV UTF-8”）。',
      ),
    });
    return null;
  }
  const { text, fault: decodingFault } = decodeText(bytes);
  if (decodingFault) {
    fault(decodingFault);
    return null;
  }
  return text;
}

function looksLikeUnmarkedUtf16(bytes: Uint8Array): boolean {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (marked) return false;
  const sample = bytes.subarray(0, 400);
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  return sample.length >= 4 && Math.max(even, odd) > sample.length / 5 && Math.min(even, odd) === 0;
}

function headerIsSound(header: readonly string[], fault: (fault: CsvFault) => void): boolean {
  const [only = ''] = header;
  const delimiter = header.length === 1 ? ([';', '\t', '|'] as const).find((mark) => only.includes(mark)) : undefined;
  if (delimiter) {
    const name = {
      ';': words('semicolons', '分号'),
      '\t': words('tabs', '制表符'),
      '|': words('bars', '竖线'),
    }[delimiter];
    fault({
      code: 'csv.delimiter',
      line: 1,
      message: words(
        `The columns of a table are separated by commas; these are separated by ${name.en}.`,
        `表格各列以逗号分隔；此文件以${name['zh-CN']}分隔。`,
      ),
      hint: words(
        'Save it separated by commas. Where decimals were written with a comma, write them with a point.',
        '请以逗号分隔另存。小数点写作逗号者，请改为小数点。',
      ),
    });
    return false;
  }
  const places = new Map<string, number[]>();
  header.forEach((name, index) => {
    const key = name.trim();
    places.set(key, [...(places.get(key) ?? []), index + 1]);
  });
  let sound = true;
  for (const [key, columns] of places) {
    if (key === '') {
      sound = false;
      fault({
        code: 'csv.columnWithoutName',
        line: 1,
        message: words(
          `Each column has a name; column ${columns.join(', ')} has none.`,
          `每列须有名称；第 ${columns.join('、')} 列没有。`,
        ),
        hint: words('Name it, or remove it with its cells.', '请为其命名，或连同单元格一并删去。'),
      });
    } else if (columns.length > 1) {
      sound = false;
      fault({
        code: 'csv.repeatedColumn',
        line: 1,
        field: header[(columns[0] as number) - 1] as string,
        message: words(
          `Each column has a name of its own; columns ${columns.join(', ')} share one, spaces aside.`,
          `各列名称不得重复；第 ${columns.join('、')} 列同名（不计空格）。`,
        ),
        hint: words('Rename them, or remove all but one.', '请重命名，或只保留其中一列。'),
      });
    }
  }
  return sound;
}

function soundRow(
  { cells, line }: CsvRow,
  row: number,
  columns: readonly string[],
  fault: (fault: CsvFault) => void,
): string[] {
  if (cells.length !== columns.length) {
    fault({
      code: 'csv.raggedRow',
      row,
      line,
      message: words(
        `Each row has as many cells as there are columns, ${columns.length}; this one has ${cells.length}.`,
        `每行的单元格数须与列数（${columns.length}）相同；此行有 ${cells.length} 个。`,
      ),
      hint: words(
        'Add or remove cells; a comma inside a text needs double quotes around the cell.',
        '请增删单元格；文本中含逗号时，单元格须加双引号。',
      ),
    });
  }
  return columns.map((field, index) => {
    const cell = cells[index] ?? '';
    if (cell.includes('\0')) {
      fault({
        code: 'csv.nul',
        row,
        line,
        field,
        message: words(
          'A cell holds text; this one holds a NUL character, which no text has.',
          '单元格须为文本；此单元格含有 NUL 字符，文本中不应出现。',
        ),
        hint: words('Find out what wrote it, and remove it.', '请查明其来源并删去。'),
      });
      return '';
    }
    if (cell.length > LIMITS.cellCharacters) {
      fault({
        code: 'csv.cellTooLong',
        row,
        line,
        field,
        message: words(
          `A cell has at most ${LIMITS.cellCharacters} characters; this one has ${cell.length}.`,
          `单元格最多 ${LIMITS.cellCharacters} 个字符；此单元格有 ${cell.length} 个。`,
        ),
        hint: words(
          'Keep the sentence that says it, and name the document it is from.',
          '请只保留相关语句，并注明出自哪份文书。',
        ),
      });
      return '';
    }
    if (cell.includes('\ufffd')) {
      fault({
        severity: 'warning',
        code: 'csv.replacementCharacter',
        row,
        line,
        field,
        message: words(
          'This cell holds the character U+FFFD, with which programs replace what they could not read.',
          '此单元格含有字符 U+FFFD，即程序无法识读时的替代字符。',
        ),
        hint: words('Look the text up where it came from and write it again.', '请查对原始出处并重新录入。'),
      });
    }
    return cell;
  });
}
