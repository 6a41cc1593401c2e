import type { ScreeningSheet } from '@casewright/core/screening';
import { element, escapeXml, part, zipped } from '../word/index.ts';

/**
 * A screening sheet as an XLSX file: first the rows, then what the screener is asked to do, then two hidden sheets with the
 * choices of the lists and with what the sheet is known by. Every cell is a text, those that look like formulas too: a
 * spreadsheet shows them and runs nothing. The same sheet gives the same bytes.
 */
export function screeningWorkbook(sheet: ScreeningSheet): Uint8Array {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  const names = sheetNames(sheet);
  const parts: [string, string][] = [
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', packageRelationships()],
    ['xl/workbook.xml', workbook(sheet, names)],
    ['xl/_rels/workbook.xml.rels', workbookRelationships()],
    ['xl/styles.xml', styles()],
    ['xl/worksheets/sheet1.xml', rowsPart(sheet)],
    [
      'xl/worksheets/sheet2.xml',
      textsPart(
        sheet.instructions.map((line) => [line]),
        [{ width: 100 }],
      ),
    ],
    ['xl/worksheets/sheet3.xml', textsPart(listRows(sheet), [])],
    [
      'xl/worksheets/sheet4.xml',
      textsPart(
        sheet.facts.map((fact) => [...fact]),
        [],
      ),
    ],
  ];
  return zipped(parts.map(([path, text]) => ({ path, bytes: utf8(text) })));
}

/** Names of the hidden sheets. A reader looks for `FACTS_SHEET`. */
const LISTS_SHEET = 'lists';
export const FACTS_SHEET = 'casewright';

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Formats of cells, by their place in the styles. */
const STYLE = { text: 0, head: 1, wrapped: 2, entered: 3, quoted: 4 } as const;
/** What a spreadsheet may take for the start of a formula, full-width forms included. */
const LIKE_FORMULA = /^\s*[=+\-@＝＋－＠]/;
/** Widths in characters, by what a column holds. */
const WIDTHS: Readonly<Record<string, number>> = {
  number: 6,
  candidate: 14,
  age: 10,
  reports: 96,
  decision: 12,
  reason: 34,
  note: 34,
};
const VOTE_WIDTH = 22;
/** Points of a line, and the tallest row that spreadsheets have. */
const LINE = 14;
const TALLEST = 400;
/** Wide characters of Chinese count double. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/g;

function sheetNames({ title, language }: ScreeningSheet): string[] {
  return [title, language === 'en' ? 'Read me first' : '填写说明', LISTS_SHEET, FACTS_SHEET];
}

function contentTypes(): string {
  const override = (name: string, type: string): string => element('Override', { PartName: name, ContentType: type });
  return part(
    element(
      'Types',
      { xmlns: `${PACKAGE}/content-types` },
      element('Default', {
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
      override('/xl/workbook.xml', `${TYPE}.sheet.main+xml`),
      override('/xl/styles.xml', `${TYPE}.styles+xml`),
      ...[1, 2, 3, 4].map((place) => override(`/xl/worksheets/sheet${place}.xml`, `${TYPE}.worksheet+xml`)),
    ),
  );
}

function relationships(...targets: readonly [type: string, target: string][]): string {
  return part(
    element(
      'Relationships',
      { xmlns: `${PACKAGE}/relationships` },
      ...targets.map(([type, target], index) =>
        element('Relationship', { Id: `rId${index + 1}`, Type: `${RELATIONSHIPS}/${type}`, Target: target }),
      ),
    ),
  );
}

function packageRelationships(): string {
  return relationships(['officeDocument', 'xl/workbook.xml']);
}

function workbookRelationships(): string {
  return relationships(
    ...[1, 2, 3, 4].map((place): [string, string] => ['worksheet', `worksheets/sheet${place}.xml`]),
    ['styles', 'styles.xml'],
  );
}

function workbook(sheet: ScreeningSheet, names: readonly string[]): string {
  const [title = ''] = names;
  const last = columnLetter(sheet.columns.length);
  const quoted = `'${title}'`;
  return part(
    element(
      'workbook',
      { xmlns: SPREADSHEET, 'xmlns:r': RELATIONSHIPS },
      element('bookViews', {}, element('workbookView', { activeTab: 0 })),
      element(
        'sheets',
        {},
        ...names.map((name, index) =>
          element('sheet', {
            name,
            sheetId: index + 1,
            state: index < 2 ? undefined : 'hidden',
            'r:id': `rId${index + 1}`,
          }),
        ),
      ),
      element(
        'definedNames',
        {},
        element(
          'definedName',
          { name: '_xlnm._FilterDatabase', localSheetId: 0, hidden: 1 },
          escapeXml(`${quoted}!$A$1:$${last}$${sheet.rows.length + 1}`),
        ),
        element('definedName', { name: '_xlnm.Print_Titles', localSheetId: 0 }, escapeXml(`${quoted}!$1:$1`)),
      ),
    ),
  );
}

function styles(): string {
  const font = (bold: boolean, colour: string): string =>
    element(
      'font',
      {},
      bold ? element('b') : '',
      element('sz', { val: 10 }),
      colour,
      element('name', { val: 'Arial' }),
    );
  // one colour in front and behind makes any pattern plain
  const fill = (colour: string): string =>
    element(
      'fill',
      {},
      element(
        'patternFill',
        { patternType: 'lightGray' },
        element('fgColor', { rgb: colour }),
        element('bgColor', { rgb: colour }),
      ),
    );
  const thin = (side: string): string => element(side, { style: 'thin' }, element('color', { rgb: 'FFD5D8DC' }));
  const format = (attributes: Record<string, string | number>): string =>
    element(
      'xf',
      {
        numFmtId: 49,
        xfId: 0,
        fontId: 0,
        fillId: 0,
        borderId: 1,
        applyAlignment: 1,
        applyNumberFormat: 1,
        ...attributes,
      },
      element('alignment', { vertical: 'top', wrapText: 1 }),
    );
  return part(
    element(
      'styleSheet',
      { xmlns: SPREADSHEET },
      element('fonts', { count: 2 }, font(false, ''), font(true, element('color', { rgb: 'FFFFFFFF' }))),
      element(
        'fills',
        { count: 4 },
        element('fill', {}, element('patternFill', { patternType: 'none' })),
        element('fill', {}, element('patternFill', { patternType: 'gray125' })),
        fill('FF0A4A6E'),
        fill('FFFFF8E1'),
      ),
      element(
        'borders',
        { count: 2 },
        element('border', {}, '<left/><right/><top/><bottom/><diagonal/>'),
        element('border', {}, thin('left'), thin('right'), thin('top'), thin('bottom'), '<diagonal/>'),
      ),
      element('cellStyleXfs', { count: 1 }, element('xf', { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 })),
      element(
        'cellXfs',
        { count: 5 },
        format({}),
        format({ fontId: 1, fillId: 2, applyFont: 1, applyFill: 1 }),
        format({}),
        format({ fillId: 3, applyFill: 1 }),
        format({ quotePrefix: 1 }),
      ),
      element('cellStyles', { count: 1 }, element('cellStyle', { name: 'Normal', xfId: 0, builtinId: 0 })),
    ),
  );
}

function rowsPart(sheet: ScreeningSheet): string {
  const { columns, rows } = sheet;
  const last = columnLetter(columns.length);
  const entered = new Set(['decision', 'reason', 'note']);
  const head = rowOf(
    1,
    columns.map(({ title }) => ({ text: title, style: STYLE.head })),
    22,
  );
  const body = rows.map((cells, index) =>
    rowOf(
      index + 2,
      cells.map((text, column) => ({
        text,
        style: entered.has(columns[column]?.id ?? '') ? STYLE.entered : STYLE.wrapped,
      })),
      heightOf(cells, columns),
    ),
  );
  return part(
    element(
      'worksheet',
      { xmlns: SPREADSHEET },
      element('sheetPr', {}, element('pageSetUpPr', { fitToPage: 1 })),
      element('dimension', { ref: `A1:${last}${rows.length + 1}` }),
      element(
        'sheetViews',
        {},
        element(
          'sheetView',
          { workbookViewId: 0, tabSelected: 1 },
          element('pane', { xSplit: 2, ySplit: 1, topLeftCell: 'C2', activePane: 'bottomRight', state: 'frozen' }),
        ),
      ),
      columnsPart(columns.map(({ id }) => ({ width: WIDTHS[id] ?? VOTE_WIDTH }))),
      element('sheetData', {}, head, ...body),
      element('autoFilter', { ref: `A1:${last}${rows.length + 1}` }),
      validations(sheet),
      element('pageMargins', { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 }),
      element('pageSetup', { paperSize: 9, orientation: 'landscape', fitToHeight: 0 }),
      element('headerFooter', {}, element('oddFooter', {}, '&amp;L&amp;F&amp;R&amp;P / &amp;N')),
    ),
  );
}

/** Choices of decision and reason; what is not on the list is refused by the spreadsheet, and again when it is read back. */
function validations({ columns, rows, decisions, reasons, language }: ScreeningSheet): string {
  const [title, text] =
    language === 'en'
      ? ['Choose from the list', 'Only the entries of the list are read.']
      : ['请从列表选择', '仅可填写列表中的内容。'];
  const listed = [
    ['decision', 'A', decisions.length],
    ['reason', 'B', reasons.length],
  ] as const;
  const made = listed.flatMap(([id, list, length]) => {
    const place = columns.findIndex((column) => column.id === id);
    if (place < 0 || length === 0 || rows.length === 0) return [];
    const letter = columnLetter(place + 1);
    return element(
      'dataValidation',
      {
        type: 'list',
        allowBlank: 1,
        showErrorMessage: 1,
        errorTitle: title,
        error: text,
        sqref: `${letter}2:${letter}${rows.length + 1}`,
      },
      element('formula1', {}, `${LISTS_SHEET}!$${list}$1:$${list}$${length}`),
    );
  });
  return made.length === 0 ? '' : element('dataValidations', { count: made.length }, ...made);
}

function listRows({ decisions, reasons }: ScreeningSheet): string[][] {
  return Array.from({ length: Math.max(decisions.length, reasons.length) }, (_, index) => [
    decisions[index] ?? '',
    reasons[index] ?? '',
  ]);
}

function textsPart(rows: readonly (readonly string[])[], columns: readonly { width: number }[]): string {
  return part(
    element(
      'worksheet',
      { xmlns: SPREADSHEET },
      columns.length === 0 ? '' : columnsPart(columns),
      element(
        'sheetData',
        {},
        ...rows.map((cells, index) =>
          rowOf(
            index + 1,
            cells.map((text) => ({ text, style: STYLE.text })),
            null,
          ),
        ),
      ),
    ),
  );
}

function columnsPart(columns: readonly { width: number }[]): string {
  return element(
    'cols',
    {},
    ...columns.map(({ width }, index) => element('col', { min: index + 1, max: index + 1, width, customWidth: 1 })),
  );
}

function rowOf(number: number, cells: readonly { text: string; style: number }[], height: number | null): string {
  return element(
    'row',
    height === null ? { r: number } : { r: number, ht: height, customHeight: 1 },
    ...cells.map(({ text, style }, index) => cellOf(`${columnLetter(index + 1)}${number}`, text, style)),
  );
}

/** What XML loses on the way, a spreadsheet reads back from its own escape. */
function cellOf(place: string, text: string, style: number): string {
  if (text === '') return element('c', { r: place, s: style });
  const isLikeFormula = style === STYLE.wrapped && LIKE_FORMULA.test(text);
  return element(
    'c',
    { r: place, s: isLikeFormula ? STYLE.quoted : style, t: 'inlineStr' },
    element('is', {}, `<t xml:space="preserve">${escapeXml(text.replace(/\r\n?/g, '\n'))}</t>`),
  );
}

/** As tall as the longest text needs, as far as a spreadsheet allows; one that needs more is read in its cell. */
function heightOf(cells: readonly string[], columns: ScreeningSheet['columns']): number {
  const lines = cells.map((text, index) => {
    const width = (WIDTHS[columns[index]?.id ?? ''] ?? VOTE_WIDTH) - 2;
    return text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length + (line.match(WIDE)?.length ?? 0)) / width)), 0);
  });
  return Math.min(TALLEST, Math.max(2, ...lines) * LINE);
}

/** 1 is A, 27 is AA. */
function columnLetter(place: number): string {
  const rest = (place - 1) % 26;
  const letter = String.fromCharCode(65 + rest);
  return place <= 26 ? letter : `${columnLetter((place - 1 - rest) / 26)}${letter}`;
}
