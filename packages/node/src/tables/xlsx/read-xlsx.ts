import { words } from '@casewright/core/model';
import { type Cell, EMPTY_CELL, type Merged } from '@casewright/core/tables';
import type { ByteSource } from '../byte-source.ts';
import { cellFault } from '../read-csv.ts';
import { type ReadRequest, refuse, type TableSink } from '../table-sink.ts';
import { Archive } from './archive.ts';
import { cellFaultWords } from './cell-fault-words.ts';
import { readCellValue } from './cell-value.ts';
import { type CellStyles, readCellStyles } from './number-formats.ts';
import { isTrue, type ListedSheet, readWorkbookPart, relationsOf } from './package-parts.ts';
import { RichText, unescaped } from './rich-text.ts';
import { readComments, readSharedTexts } from './shared-texts.ts';
import { readXmlPart, type XmlHandler } from './xml-part.ts';

const MOST_MERGED = 100_000;
/** Cells that a message names before it says that there are more. */
const MOST_NAMED = 8;

/** What the sheets of a workbook share. */
type Shared = {
  readonly texts: readonly string[];
  readonly styles: CellStyles;
  readonly is1904: boolean;
};

/**
 * Reads the sheets of an XLSX workbook (ECMA-376), each as a stream: cells as they are stored, formulas as text beside
 * the result that was stored with them, days by number format. Nothing is computed and nothing outside is looked up.
 */
export async function readXlsx(source: ByteSource, request: ReadRequest, sink: TableSink): Promise<void> {
  sink.facts({ format: 'xlsx' });
  const { limits } = request;
  const archive = await Archive.open(source, limits, sink);
  const workbook = await readWorkbookPart(archive, limits);
  const partOf = (type: string) => workbook.relations.find((relation) => relation.type.endsWith(type))?.target;
  const texts = partOf('/sharedStrings');
  const styles = partOf('/styles');
  const sheets = wanted(workbook.sheets, request.sheets);
  const shared: Shared = {
    texts: texts !== undefined && archive.has(texts) ? await readSharedTexts(archive, texts, limits) : [],
    styles:
      styles !== undefined && archive.has(styles)
        ? await readCellStyles(archive, styles, limits)
        : { formats: [], colours: [] },
    is1904: workbook.is1904,
  };
  for (const sheet of sheets) {
    sink.beginSheet({ name: sheet.name, hidden: sheet.hidden });
    const notes = (await relationsOf(archive, sheet.part, limits)).find(({ type }) =>
      type.endsWith('/comments'),
    )?.target;
    const comments =
      notes !== undefined && archive.has(notes)
        ? await readComments(archive, notes, limits)
        : new Map<string, string>();
    const reading = sheetHandler(sheet.name, shared, comments, request, sink);
    await readXmlPart(archive, sheet.part, limits, reading.handler);
    sink.endSheet(reading.end());
  }
}

function wanted(sheets: readonly ListedSheet[], asked: ReadRequest['sheets']): ListedSheet[] {
  if (asked === 'all') return [...sheets];
  const found =
    asked === 'first'
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : sheets.find(({ name }) => name === asked.name);
  if (found) return [found];
  const names = sheets.map(({ name }) => `“${name}”`);
  return refuse({
    code: 'xlsx.noSuchSheet',
    message: words(
      `The sheet that is read is one of the workbook: ${names.join(', ')}; the one asked for is not.`,
      `所读工作表须在工作簿中（${names.join('、')}）；所指定的不在其中。`,
    ),
    hint: words('Write the name as the workbook has it.', '请按工作簿中的名称书写。'),
  });
}

function sheetHandler(
  sheet: string,
  shared: Shared,
  comments: ReadonlyMap<string, string>,
  request: ReadRequest,
  sink: TableSink,
): { handler: XmlHandler; end(): { merged: Merged[]; hiddenColumns: number[] } } {
  const { limits } = request;
  const merged: Merged[] = [];
  const hiddenColumns: number[] = [];
  const rich = new RichText();
  let row = 0;
  let column = 0;
  let cells: Cell[] = [];
  let hiddenRows = 0;
  // the first row is the header, whose colour is decoration
  let firstRow: number | null = null;
  let plain = 0;
  let colouredCells = 0;
  const coloured: string[] = [];
  let inRow = false;
  let inCell = false;
  let address = '';
  let type: string | undefined;
  let style: string | undefined;
  let value = '';
  let formula: string | null = null;
  let collecting: 'v' | 'f' | null = null;
  let hasComments = comments.size > 0;
  const unplaced = new Map(comments);

  const beginRow = (attributes: Readonly<Record<string, string>>): void => {
    const number = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
    if (!Number.isInteger(number) || number <= row) refuseOrder(sheet, row);
    row = number;
    column = 0;
    cells = [];
    inRow = true;
    if (isTrue(attributes['hidden'])) hiddenRows += 1;
  };
  const beginCell = (attributes: Readonly<Record<string, string>>): void => {
    const reference = attributes['r'];
    const next = reference === undefined ? column + 1 : columnOf(reference);
    if (next > limits.columns) refuseColumns(sheet, row, limits.columns);
    if (next <= column) refuseOrder(sheet, row);
    column = next;
    inCell = true;
    address = hasComments || reference === undefined ? `${columnLetters(column)}${row}` : reference;
    type = attributes['t'];
    style = attributes['s'];
    value = '';
    formula = null;
  };
  const endCell = (): void => {
    inCell = false;
    if (type === 'inlineStr') value = rich.take();
    else if (type === 'str') value = unescaped(value);
    const comment = hasComments ? comments.get(address) : undefined;
    if (comment !== undefined) unplaced.delete(address);
    if (value === '' && formula === null && comment === undefined) return;
    const { formats, colours } = shared.styles;
    const numberFormat = style === undefined ? formats[0] : formats[Number(style)];
    const colour = style === undefined ? undefined : colours[Number(style)];
    const read = readCellValue({ type, value, formula, numberFormat, comment }, shared.texts, shared.is1904);
    let { cell } = read;
    if (read.fault) sink.fault({ ...cellFaultWords(read.fault, cell), ...placeOf() });
    const fault = cell.kind === 'text' ? cellFault(cell.text, limits.cellCharacters) : null;
    if (fault) {
      sink.fault({ ...fault, ...placeOf() });
      if (fault.severity !== 'warning') cell = EMPTY_CELL;
    }
    if (cell === EMPTY_CELL) return;
    while (cells.length < column - 1) cells.push(EMPTY_CELL);
    cells.push(cell);
    if (firstRow === null || firstRow === row) firstRow = row;
    else if (colour === undefined) plain += 1;
    else if (coloured.push(address) > MOST_NAMED) coloured.pop();
    if (colour !== undefined && firstRow !== row) colouredCells += 1;
  };
  const placeOf = () => ({ line: row, column, path: `${sheet}!${columnLetters(column)}${row}` });

  return {
    handler: {
      open: (name, attributes) => {
        switch (name) {
          case 'row':
            return beginRow(attributes);
          case 'c':
            if (inRow) beginCell(attributes);
            return;
          case 'v':
            if (inCell) collecting = 'v';
            return;
          case 'f':
            if (!inCell) return;
            collecting = 'f';
            formula = '';
            return;
          case 'col':
            if (isTrue(attributes['hidden'])) addHidden(hiddenColumns, attributes, limits.columns);
            return;
          case 'mergeCell': {
            const block = blockOf(attributes['ref'] ?? '');
            if (block && merged.length < MOST_MERGED) merged.push(block);
            return;
          }
          default:
            if (inCell) rich.open(name);
        }
      },
      close: (name) => {
        switch (name) {
          case 'row':
            inRow = false;
            if (cells.length > 0) sink.row({ number: row, cells });
            cells = [];
            return;
          case 'c':
            if (inCell) endCell();
            return;
          case 'v':
          case 'f':
            collecting = null;
            return;
          default:
            if (inCell) rich.close(name);
        }
      },
      text: (text) => {
        if (collecting === 'v') value += text;
        else if (collecting === 'f') formula += text;
        else if (inCell) rich.text(text);
      },
      waiting: () => sink.waiting(),
    },
    end: () => {
      hasComments = false;
      if (hiddenRows > 0) sink.fault(hiddenRowsFault(sheet, hiddenRows));
      if (colouredCells > 0 && plain > 0) sink.fault(coloursFault(sheet, colouredCells, coloured));
      for (const [cell, comment] of unplaced) sink.fault(commentOnNothing(sheet, cell, comment));
      return { merged, hiddenColumns };
    },
  };
}

/** The number of a column by its letters: A is 1, XFD 16384; 0 where there are none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + (letter - 64);
  }
  return column;
}

export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function blockOf(reference: string): Merged | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (!match) return null;
  const [, left = '', top = '', right = '', bottom = ''] = match;
  return { top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) };
}

function addHidden(columns: number[], { min, max }: Readonly<Record<string, string>>, most: number): void {
  const last = Math.min(Number(max), most);
  for (let column = Number(min); column <= last && columns.length < most; column += 1) columns.push(column);
}

function refuseOrder(sheet: string, row: number): never {
  return refuse({
    code: 'xlsx.cellOrder',
    line: Math.max(row, 1),
    message: words(
      `The cells of a sheet stand in their order; those of "${sheet}" after row ${row} do not.`,
      `工作表的单元格须按顺序排列；“${sheet}”第 ${row} 行之后不是。`,
    ),
    hint: words('Open it in Excel and save it again.', '请在 Excel 中打开并重新保存。'),
  });
}

function refuseColumns(sheet: string, row: number, columns: number): never {
  return refuse({
    code: 'table.tooManyColumns',
    line: row,
    message: words(
      `A sheet has at most ${columns} columns; "${sheet}" has more.`,
      `工作表最多 ${columns} 列；“${sheet}”超出。`,
    ),
    hint: words('Keep the columns that the study needs.', '请只保留研究所需的列。'),
  });
}

function coloursFault(sheet: string, count: number, cells: readonly string[]) {
  const more = count > cells.length ? ' ...' : '';
  return {
    severity: 'warning' as const,
    code: 'xlsx.colours',
    path: sheet,
    message: words(
      `Colours are not read. In the sheet "${sheet}", ${count === 1 ? 'a cell is' : `${count} cells are`} in colour and others are not: ${cells.join(', ')}${more}.`,
      `颜色不读取。工作表“${sheet}”中有 ${count} 个单元格带颜色，其余没有：${cells.join('、')}${more}。`,
    ),
    hint: words('If a colour means something, write it in a column of its own.', '颜色若有含义，请另设一列写明。'),
  };
}

function hiddenRowsFault(sheet: string, count: number) {
  return {
    severity: 'warning' as const,
    code: 'xlsx.hiddenRows',
    path: sheet,
    message: words(
      `What is read is what a person sees; ${count} rows of "${sheet}" are hidden, by a filter or by hand, and were read like the others.`,
      `读取的内容应与所见一致；“${sheet}”有 ${count} 行被筛选或手动隐藏，仍已照常读入。`,
    ),
    hint: words('Show all rows and see whether they belong to the study.', '请显示全部行，核对其是否属于本研究。'),
  };
}

function commentOnNothing(sheet: string, cell: string, comment: string) {
  return {
    severity: 'warning' as const,
    code: 'xlsx.commentOnEmptyCell',
    path: `${sheet}!${cell}`,
    message: words(
      `A comment hangs on a cell that holds something; ${cell} is empty. The comment reads “${comment.slice(0, 80)}”.`,
      `批注应附在有内容的单元格上；${cell} 为空。批注内容为“${comment.slice(0, 80)}”。`,
    ),
    hint: words('Write into the cell what belongs into it.', '请将应记录的内容写入单元格。'),
  };
}
