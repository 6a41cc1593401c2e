import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Issue } from '@casewright/core/model';
import {
  checkIds,
  type Question,
  tableColumns,
  type Understood,
  understandAges,
  understandDates,
  understandNumbers,
  visibleText,
  type Workbook,
} from '@casewright/core/tables';
import { afterAll, describe, expect, test } from 'vitest';
import { readWorkbook } from './index.ts';
import { textsOf } from './testing/read-bytes.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/hostile/', import.meta.url));

/** What must come of a file: it is read, refused, or a person is asked. */
type Verdict = 'must read' | 'must refuse' | 'must ask';
type Case = { verdict: Verdict; holds: (read: Understanding) => void };

/** A file as far as the reader and the understanding of columns take it. */
type Understanding = {
  workbook: Workbook;
  rows: string[][];
  questions: Question[];
  issues: Issue[];
  column: (field: string) => ReturnType<typeof tableColumns>['columns'][number];
};

const CASES: Readonly<Record<string, Case>> = {
  'csv_utf8_bom.csv': {
    verdict: 'must read',
    holds: ({ rows }) => {
      expect(rows).toHaveLength(3);
      expect(rows[0]?.[0]).toBe('patient_id');
    },
  },
  'csv_utf16le_bom.csv': {
    verdict: 'must read',
    holds: ({ rows, workbook }) => {
      expect(workbook.encoding).toBe('utf-16le');
      expect(rows.map((row) => row[1])).toEqual(['name', '张伟', '李娜']);
    },
  },
  'csv_gb18030.csv': {
    verdict: 'must read',
    holds: ({ rows, workbook, questions }) => {
      expect(workbook.encoding).toBe('gb18030');
      expect(questions.map(({ id, default: taken }) => [id, taken])).toEqual([['encoding:csv_gb18030.csv', 'gb18030']]);
      const utf8 = new TextDecoder('gb18030', { fatal: true }).decode(readFileSync(`${folder}csv_gb18030.csv`));
      expect(rows[1]?.[4]).toBe(utf8.split('\r\n')[1]?.split(',')[4]);
      expect(rows[2]?.[1]).toHaveLength(3);
    },
  },
  'csv_windows1252.csv': {
    verdict: 'must ask',
    holds: ({ questions, workbook }) => {
      expect(questions.map(({ id, default: taken }) => [id, taken])).toEqual([
        ['encoding:csv_windows1252.csv', undefined],
      ]);
      expect(questions[0]?.choices.find(({ id }) => id === 'windows-1252')?.label.en).toContain('Müller');
      expect(workbook.sheets).toEqual([]);
    },
  },
  'csv_mixed_newlines.csv': {
    verdict: 'must read',
    holds: ({ rows }) =>
      expect(rows.slice(1)).toEqual([
        ['1', '4'],
        ['2', '5'],
        ['3', '6'],
        ['4\n4', '7'],
      ]),
  },
  'csv_embedded_nul.csv': {
    verdict: 'must refuse',
    holds: ({ rows, issues }) => {
      expect(placed(issues)).toEqual(['error table.nul line 3 column 2']);
      expect(rows).toEqual([
        ['id', 'note'],
        ['1', 'ok'],
        ['2', ''],
        ['3', 'after'],
      ]);
    },
  },
  'csv_formula_injection.csv': {
    verdict: 'must read',
    holds: ({ rows }) => {
      expect(rows.slice(1).map((row) => row[1])).toEqual([
        '=1+1',
        '+1+1',
        '-1+1',
        '@SUM(A1)',
        '=HYPERLINK("http://x.invalid","a")',
        '\t=1',
        '\r=2',
        "=cmd|' /C calc'!A0",
      ]);
    },
  },
  'csv_200k_columns.csv': {
    verdict: 'must refuse',
    holds: ({ issues }) => expect(codes(issues)).toEqual(['table.tooManyColumns']),
  },
  'csv_unclosed_quote.csv': {
    verdict: 'must refuse',
    holds: ({ issues, workbook }) => {
      expect(placed(issues)).toEqual(['error table.unclosedQuote line 3']);
      expect(workbook.sheets).toEqual([]);
    },
  },
  'csv_ragged_rows.csv': {
    verdict: 'must refuse',
    holds: ({ issues }) => {
      expect(placed(issues)).toEqual(['error table.raggedRow line 2', 'error table.raggedRow line 4']);
      expect(issues[1]?.message.en).toContain('“z”');
    },
  },
  'csv_duplicate_header.csv': {
    verdict: 'must ask',
    holds: ({ questions }) => {
      expect(questions.map(({ id }) => id)).toEqual(['repeatedColumn:age']);
      expect(questions[0]?.choices.map(({ id }) => id)).toEqual(['2', '3', '4']);
    },
  },
  'csv_semicolon_decimal_comma.csv': {
    verdict: 'must ask',
    holds: ({ workbook, column, questions }) => {
      expect(workbook.delimiter).toBe(';');
      expect(questions.map(({ id }) => id)).toEqual(['numberFormat:size_cm']);
      expect(understandNumbers(column('size_cm')).values).toEqual([null, null]);
      expect(understandNumbers(column('size_cm'), { 'numberFormat:size_cm': 'decimalComma' }).values).toEqual([
        3.5, 1234.5,
      ]);
      expect(understandDates(column('date')).values.map((date) => date?.text)).toEqual(['2020-03-02', '2019-12-31']);
    },
  },
  'csv_bad_dates.csv': {
    verdict: 'must ask',
    holds: ({ column, questions }) => {
      expect(questions.map(({ id }) => id)).toEqual([
        'dateOrder:diagnosis_date',
        'shortYear:diagnosis_date',
        'serialDates:diagnosis_date',
      ]);
      const { values, issues } = understandDates(column('diagnosis_date'));
      const faulty = [2, 3, 6, 7, 8, 9, 10, 13, 21].map((row) => row + 1);
      expect(issues.map(({ line }) => line)).toEqual(faulty);
      expect(values.map((date) => date?.text ?? null).filter((text) => text !== null)).toEqual([
        '2020-02-29',
        '2020-01-01',
        '2020-01-05',
        '2020-01-05',
        '2020-01-05',
        '2099-01-01',
        '2020',
        '2020-05',
      ]);
    },
  },
  'csv_bad_ages.csv': {
    verdict: 'must refuse',
    holds: ({ column }) => {
      const { values, issues } = understandAges(column('age_years'));
      expect(issues.map(({ line }) => line)).toEqual([3, 4, 10, 11, 12, 16, 17]);
      expect(values.map((age) => (age === null ? null : Math.round(age * 100) / 100))).toEqual([
        5,
        null,
        null,
        0,
        120,
        5.5,
        5,
        0.92,
        null,
        null,
        null,
        null,
        null,
        5,
        null,
        null,
        3.33,
      ]);
    },
  },
  'csv_duplicate_ids.csv': {
    verdict: 'must ask',
    holds: ({ column, rows }) => {
      const issues = checkIds(column('patient_id'));
      expect(issues.map(({ code, line }) => `${code} ${line}`)).toEqual([
        'table.repeatedId 3',
        'table.lookAlike 4',
        'table.lookAlike 5',
        'table.lookAlike 6',
        'table.lookAlike 7',
        'table.lookAlike 8',
        'table.lookAlike 9',
        'table.lookAlike 10',
        'table.lookAlike 11',
      ]);
      expect(new Set(rows.slice(1).map(([id]) => id)).size).toBe(9);
    },
  },
  'csv_unicode_confusables.csv': {
    verdict: 'must read',
    holds: ({ rows }) => {
      expect(rows[8]?.[1]).toBe('\u202eevitisop KLA');
      expect(visibleText(rows[8]?.[1] as string)).toBe('‹U+202E›evitisop KLA');
      const written = readFileSync(`${folder}csv_unicode_confusables.csv`, 'utf8').trim().split('\n');
      expect(rows.map((row) => row.join(','))).toEqual(written);
    },
  },
  'csv_long_cell.csv': {
    verdict: 'must refuse',
    holds: ({ issues, rows }) => {
      expect(placed(issues)).toEqual(['error table.cellTooLong line 2 column 2']);
      expect(rows).toHaveLength(3);
    },
  },
  'csv_invalid_utf8.csv': {
    verdict: 'must refuse',
    holds: ({ issues }) => expect(placed(issues)).toEqual(['error table.encoding line 3']),
  },
  'csv_empty.csv': { verdict: 'must refuse', holds: ({ issues }) => expect(codes(issues)).toEqual(['table.empty']) },
  'csv_proto_headers.csv': {
    verdict: 'must read',
    holds: ({ rows, column }) => {
      expect(rows[0]).toEqual(['id', '__proto__', 'constructor', 'toString']);
      expect(column('__proto__').cells[0]?.text).toBe('a');
    },
  },
  'json_proto_keys.json': {
    verdict: 'must read',
    holds: ({ rows }) => {
      expect(rows[0]).toEqual(['__proto__', 'constructor', 'records']);
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    },
  },
  'json_duplicate_keys.json': {
    verdict: 'must refuse',
    holds: ({ issues }) =>
      expect(issues.map(({ code, field }) => [code, field])).toEqual([['json.duplicateKey', 'age']]),
  },
  'json_deep_nesting.json': {
    verdict: 'must refuse',
    holds: ({ issues }) => expect(codes(issues)).toEqual(['json.depth']),
  },
  'json_truncated.json': {
    verdict: 'must refuse',
    holds: ({ issues, workbook }) => {
      expect(placed(issues)).toEqual(['error json.truncated line 1 column 129']);
      expect(workbook.sheets).toEqual([]);
    },
  },
  'json_lone_surrogate_bignum.json': {
    verdict: 'must read',
    holds: ({ rows, issues, workbook }) => {
      expect(rows[1]).toEqual(['\ud800x', '12345678901234567890', '1e400', '-0']);
      expect(codes(issues)).toEqual(['json.halfCharacter', 'json.digits', 'json.digits']);
      expect(workbook.sheets[0]?.rows[1]?.cells[1]?.number).toBeUndefined();
    },
  },
  'xlsx_zip_bomb.xlsx': {
    verdict: 'must refuse',
    holds: ({ issues }) => expect(codes(issues)).toEqual(['xlsx.unpackedSize']),
  },
  'xlsx_path_traversal.xlsx': {
    verdict: 'must read',
    holds: ({ rows, issues }) => {
      expect(rows).toHaveLength(1);
      expect(codes(issues)).toContain('xlsx.strangePart');
      expect(existsSync(`${folder}../evil.txt`) || existsSync(`${folder}../../evil.txt`)).toBe(false);
    },
  },
  'xlsx_xxe.xlsx': {
    verdict: 'must refuse',
    holds: ({ issues }) => expect(codes(issues)).toEqual(['xlsx.documentType']),
  },
  'xlsx_serial_dates.xlsx': {
    verdict: 'must ask',
    holds: ({ column, questions, rows, workbook }) => {
      expect(questions.map(({ id }) => id)).toEqual(['serialDates:Sheet1!date']);
      const { values, issues } = understandDates(column('date'), { 'serialDates:Sheet1!date': 'system1900' });
      expect(values.map((date) => date?.text ?? null)).toEqual([null, '1900-03-01', '2020-01-01']);
      expect(issues.map(({ path, message }) => [path, message.en.includes('29 February 1900')])).toEqual([
        ['Sheet1!A2', true],
      ]);
      expect(rows.map((row) => row[1])).toEqual(['id', '12345678901234567890', '007', '=1+1']);
      expect(workbook.sheets[0]?.rows[1]?.cells[1]?.number).toBeUndefined();
    },
  },
  'xlsx_not_a_zip.xlsx': {
    verdict: 'must refuse',
    holds: ({ issues }) => expect(codes(issues)).toEqual(['xlsx.notAWorkbook']),
  },
};

/** Files whose meaning belongs to readers of their own; what is at stake here is named for each. */
const LATER: Readonly<Record<string, string>> = {
  'fhir_wrong_types.json': 'reader of FHIR',
  'fhir_dangling_refs.json': 'reader of FHIR',
  'phenopacket_invalid_1.json': 'reader of phenopackets',
  'phenopacket_invalid_2.json': 'reader of phenopackets',
  'phenopacket_invalid_3.json': 'reader of phenopackets',
  'odm_xxe.xml': 'reader of ODM',
  'odm_billion_laughs.xml': 'reader of ODM',
  'odm_duplicate_oid.xml': 'reader of ODM',
  'odm_missing_defs.xml': 'reader of ODM',
  'odm_wrong_encoding.xml': 'reader of ODM',
  'odm_deep_nesting.xml': 'reader of ODM',
  'redcap_circular_branching.csv': 'reader of REDCap dictionaries',
  'redcap_bad_dictionary.csv': 'reader of REDCap dictionaries',
  'search_terms_redos.txt': 'search of texts',
  'search_text_redos_victim.txt': 'search of texts',
  'omop_bad_PERSON.csv': 'reader of OMOP tables',
  'omop_bad_CONDITION_OCCURRENCE.csv': 'reader of OMOP tables',
  'text_traps_en.tsv': 'search of texts',
  'text_traps_zh.tsv': 'search of texts',
};

const lines: string[] = [];

describe.skipIf(!existsSync(folder))('the hostile files of the shared folder', () => {
  test('each has a verdict or a reader that it waits for', () => {
    const named = readFileSync(`${folder}EXPECT.tsv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0]);
    expect([...Object.keys(CASES), ...Object.keys(LATER)].sort()).toEqual(named.sort());
  });

  test.each(Object.entries(CASES))('%s', async (file, { verdict, holds }) => {
    const started = performance.now();
    const memory = process.memoryUsage.rss();
    const workbook = await readWorkbook(`${folder}${file}`);
    const milliseconds = performance.now() - started;
    const megabytes = (process.memoryUsage.rss() - memory) / 1024 / 1024;
    const read = understood(workbook);
    holds(read);
    expect(verdictOf(read, file)).toBe(verdict);
    expect(milliseconds).toBeLessThan(20_000);
    expect(megabytes).toBeLessThan(500);
    for (const issue of read.issues) {
      expect(issue.file).toBe(file);
      expect(issue.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      expect(issue.hint?.en).toBeTruthy();
      expect(issue.message.en).not.toMatch(/ {4}at |TypeError|RangeError|undefined/);
    }
    expect(JSON.stringify(workbook.sheets)).not.toContain('\ufffd');
    lines.push(
      `${verdict.padEnd(12)} ${file.padEnd(34)} ${[...new Set([...codes(read.issues), ...read.questions.map(({ id }) => `? ${id}`)])].join(', ')}`,
    );
  });

  afterAll(() => {
    for (const [file, reader] of Object.entries(LATER))
      lines.push(`${'not covered'.padEnd(12)} ${file.padEnd(34)} ${reader}`);
    console.info(`Hostile files:\n${lines.join('\n')}`);
  });
});

function understood(workbook: Workbook): Understanding {
  const [sheet] = workbook.sheets;
  const table = sheet && sheet.rows.length > 1 ? tableColumns(workbook, sheet) : null;
  const column = (field: string) => {
    const found = table?.columns.find((candidate) => candidate.field === field);
    if (!found) throw new Error(`no column ${field}`);
    return found;
  };
  const parts = [
    ...(table?.columns ?? []).flatMap((candidate): Pick<Understood<unknown>, 'questions' | 'issues'>[] => {
      if (/date$/.test(candidate.field)) return [understandDates(candidate)];
      if (candidate.field === 'age_years') return [understandAges(candidate)];
      return candidate.field === 'size_cm' ? [understandNumbers(candidate)] : [];
    }),
  ];
  return {
    workbook,
    rows: textsOf(sheet),
    column,
    questions: [...workbook.questions, ...(table?.questions ?? []), ...parts.flatMap(({ questions }) => questions)],
    issues: [...workbook.issues, ...(table?.issues ?? []), ...parts.flatMap(({ issues }) => issues)],
  };
}

/** Asked before refused: a fault of a row stands until the question about its column is answered. */
function verdictOf({ questions, issues, column }: Understanding, file: string): Verdict {
  if (questions.some((question) => question.default === undefined)) return 'must ask';
  if (file === 'csv_duplicate_ids.csv' && checkIds(column('patient_id')).length > 0) return 'must ask';
  return issues.some(({ severity }) => severity === 'error') ? 'must refuse' : 'must read';
}

function codes(issues: readonly Issue[]): string[] {
  return issues.map(({ code }) => code);
}

function placed(issues: readonly Issue[]): string[] {
  return issues.map(
    ({ severity, code, line, column }) =>
      `${severity} ${code} line ${line}${column === undefined ? '' : ` column ${column}`}`,
  );
}
