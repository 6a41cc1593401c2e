import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCsvTable } from './csv-table.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/hostile/', import.meta.url));

type Expected = { faults: string[]; rows: number | null; holds?: unknown };

/** What must come of each hostile table: its faults as `code row line field`, and its rows or null where it is refused. */
const EXPECTED: Record<string, Expected> = {
  'csv_utf8_bom.csv': { faults: [], rows: 2, holds: { columns: expect.arrayContaining(['patient_id']) } },
  'csv_utf16le_bom.csv': {
    faults: [],
    rows: 2,
    holds: { rows: [expect.arrayContaining(['张伟']), expect.arrayContaining(['李娜', 'IMT, bladder'])] },
  },
  'csv_gb18030.csv': { faults: ['file.encoding - 2 -'], rows: null },
  'csv_windows1252.csv': { faults: ['file.encoding - 2 -'], rows: null },
  'csv_invalid_utf8.csv': { faults: ['file.encoding - 3 -'], rows: null },
  'csv_mixed_newlines.csv': { faults: [], rows: 4, holds: { rows: expect.arrayContaining([['4\n4', '7']]) } },
  'csv_embedded_nul.csv': {
    faults: ['csv.nul 2 3 note'],
    rows: 3,
    holds: {
      rows: [
        ['1', 'ok'],
        ['2', ''],
        ['3', 'after'],
      ],
    },
  },
  'csv_formula_injection.csv': {
    faults: [],
    rows: 8,
    holds: {
      rows: expect.arrayContaining([
        ['1', '=1+1'],
        ['6', '\t=1'],
        ['7', '\r=2'],
        ['8', "=cmd|' /C calc'!A0"],
      ]),
    },
  },
  'csv_200k_columns.csv': { faults: ['csv.tooManyColumns - - -'], rows: null },
  'csv_unclosed_quote.csv': { faults: ['csv.unclosedQuote 2 3 -'], rows: null },
  'csv_ragged_rows.csv': { faults: ['csv.raggedRow 1 2 -', 'csv.raggedRow 3 4 -'], rows: 4 },
  'csv_duplicate_header.csv': { faults: ['csv.repeatedColumn - 1 age'], rows: null },
  'csv_semicolon_decimal_comma.csv': { faults: ['csv.delimiter - 1 -'], rows: null },
  'csv_bad_dates.csv': { faults: [], rows: 22 },
  'csv_bad_ages.csv': { faults: [], rows: 17 },
  'csv_duplicate_ids.csv': {
    faults: [],
    rows: 10,
    holds: {
      rows: expect.arrayContaining([
        ['P001 ', 'M'],
        ['P001\u200b', 'M'],
      ]),
    },
  },
  'csv_unicode_confusables.csv': {
    faults: [],
    rows: 11,
    holds: { rows: expect.arrayContaining([['8', '\u202eevitisop KLA']]) },
  },
  'csv_long_cell.csv': { faults: ['csv.cellTooLong 1 2 report'], rows: 2 },
  'csv_empty.csv': { faults: ['csv.empty - - -'], rows: null },
  'csv_proto_headers.csv': { faults: [], rows: 1, holds: { columns: ['id', '__proto__', 'constructor', 'toString'] } },
};

describe('hostile tables', () => {
  test.skipIf(!existsSync(folder)).each(Object.entries(EXPECTED))('%s', (file, { faults, rows, holds }) => {
    const { table, issues } = readCsvTable(readFileSync(`${folder}${file}`), file);
    expect(
      issues.map(({ code, row, line, field }) => [code, row, line, field].map((part) => part ?? '-').join(' ')),
    ).toEqual(faults);
    expect(table?.rows.length ?? null).toBe(rows);
    if (holds) expect(table).toMatchObject(holds as object);
    expect(JSON.stringify(table ?? '')).not.toContain('\ufffd');
  });
});
