import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand, casewright, repository } from '../support/command.ts';
import { INVENTED_WORKBOOKS, type InventedWorkbook, writeInventedWorkbook } from './invented-workbooks.ts';

/** Every child, name and number of these workbooks is invented. */

type Column = {
  sheet: string;
  column: string;
  header: string;
  kind: string;
  sure: string;
  items: string[];
  type: string;
  unit: string | null;
  codes: { code: string }[];
  mapping: { from: string; to: string; count: number }[];
  left: string[];
};
type Told = {
  written: boolean;
  columns: Column[];
  questions: { id: string; required: boolean; answer: string | null }[];
  cells: Record<string, number>;
  left: { cell: string; why: string }[];
  issues: { severity: string; code: string }[];
};

let folder: string;
const at = (...parts: string[]): string => path.join(folder, ...parts);
const answersOf = (kind: string): string => path.join(repository, 'tests/workbooks/answers', `${kind}.yaml`);
const told = new Map<InventedWorkbook, { open: Told; done: Told; status: (number | null)[] }>();

beforeAll(async () => {
  await buildCommand();
  folder = mkdtempSync(path.join(tmpdir(), 'casewright-workbooks-'));
  for (const kind of INVENTED_WORKBOOKS) {
    await writeInventedWorkbook(kind, at(`${kind}.xlsx`));
    const from = ['new', at(kind), '--from', at(`${kind}.xlsx`), '--json'];
    const open = casewright(from);
    expect(existsSync(at(kind))).toBe(false);
    const done = casewright([...from, '--answers', answersOf(kind)]);
    told.set(kind, {
      open: JSON.parse(open.stdout) as Told,
      done: JSON.parse(done.stdout) as Told,
      status: [open.status, done.status],
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const of = (kind: InventedWorkbook) => told.get(kind) as NonNullable<ReturnType<typeof told.get>>;

/** What each column is, in a line: `sheet!letter kind -> items type unit codes`. */
function lines({ columns }: Told): string[] {
  return columns.map(({ sheet, column, kind, sure, items, type, unit, codes }) =>
    [`${sheet}!${column}`, kind, sure, items.join('+'), type, unit ?? '', codes.map(({ code }) => code).join('|')]
      .filter((part) => part !== '')
      .join(' '),
  );
}

const EXPECTED: Readonly<
  Record<InventedWorkbook, { asked: string[]; columns: string[]; cells: Record<string, number> }>
> = {
  tidy: {
    asked: ['endpoint.deathDate'],
    columns: [
      'Data!A patient certain',
      'Data!B code certain baseline.sex code M|F',
      'Data!C date certain baseline.birthDate date',
      'Data!D age certain baseline.age age',
      'Data!E date certain baseline.diagnosisDate date',
      'Data!F date certain treatment.surgeryDate date',
      'Data!G code likely baseline.site code lung|mesentery|bladder',
      'Data!H size certain baseline.size decimal cm',
      'Data!I number certain other.wbc decimal 10*9/L',
      'Data!J yesNo certain baseline.metastasisAtDiagnosis boolean',
      'Data!K code likely treatment.resectionMargin code R0|R1',
      'Data!L yesNo certain outcome.recurrence boolean',
      'Data!M date certain outcome.recurrenceDate date',
      'Data!N code likely outcome.status code alive|dead',
      'Data!O date certain outcome.latestContactDate date',
    ],
    cells: { header: 15, patient: 14, value: 183 },
  },
  'two-line': {
    asked: ['s1.H.bounds', 's1.J.mixed', 's1.Q.persons', 'endpoint.deathDate'],
    columns: [
      '病例!A sequence certain',
      '病例!B identifier certain',
      '病例!C identifier certain',
      '病例!D code certain baseline.sex code M|F',
      '病例!E date certain baseline.birthDate date',
      '病例!F number certain baseline.wbc decimal 10*9/L',
      '病例!G number certain baseline.columnG integer g/L',
      '病例!H number answered baseline.crp+baseline.crpBound decimal mg/L',
      '病例!I date certain treatment.surgeryDate date',
      '病例!J size answered treatment.sizeMax+treatment.sizeA+treatment.sizeB+treatment.sizeC+treatment.sizeAsWritten decimal cm',
      '病例!K code likely treatment.columnK code negative|positive',
      '病例!L date certain outcome.latestContactDate date',
      '病例!M code likely outcome.status code alive|dead|lost',
      '病例!N yesNo certain outcome.recurrence boolean',
      '病例!O date certain outcome.recurrenceDate date',
      '病例!P identifier certain',
      '病例!Q text answered other.remarks text',
    ],
    cells: { title: 1, header: 20, sequence: 12, identifier: 37, value: 135 },
  },
  'several-sheets': {
    asked: ['s2.unmatched', 's2.D.bounds'],
    columns: [
      'Patients!A identifier certain',
      'Patients!B code certain baseline.sex code M|F',
      'Patients!C date certain baseline.birthDate date',
      'Patients!D date certain baseline.diagnosisDate date',
      'Patients!E code likely baseline.diagnosis code mature|immature',
      'Labs!A identifier certain',
      'Labs!B date certain laboratory.date date',
      'Labs!C number certain laboratory.haemoglobin integer g/L',
      'Labs!D number answered laboratory.marker+laboratory.markerAsWritten decimal ng/mL',
      '随访!A identifier certain',
      '随访!B date certain followUp.date date',
      '随访!C code likely followUp.columnC code c1|c2',
      '随访!D code likely followUp.columnD code c1|c2',
    ],
    cells: { header: 13, identifier: 32, value: 104, leftOut: 4 },
  },
  messy: {
    asked: [
      's1.alike.A18',
      's1.noPatient',
      's1.C.nines',
      's1.C.unit',
      's1.E.figures',
      's1.F.mixed',
      'endpoint.deathDate',
    ],
    columns: [
      'list (final) v3!A patient certain',
      'list (final) v3!B code certain baseline.sex code M|F',
      'list (final) v3!C age answered baseline.age age',
      'list (final) v3!D date certain baseline.diagnosisDate date',
      'list (final) v3!E code answered other.group code 1|2|3',
      'list (final) v3!F number answered other.ldh+other.ldhAsWritten integer U/L',
      'list (final) v3!G number certain other.nodes integer',
      'list (final) v3!H text answered other.opFindings text',
      'list (final) v3!I code likely outcome.status code NED|AWD|DOD',
      'list (final) v3!J date certain outcome.latestContactDate date',
    ],
    cells: { title: 2, header: 20, total: 2, note: 1, patient: 14, value: 126, leftOut: 9 },
  },
  'mixed-language': {
    asked: ['s1.D.dates', 's1.F.unit', 's1.G.elsewhere', 's1.G.shared', 's1.H.hyphen', 's1.I.mixed', 's1.J.serials'],
    columns: [
      'cases 病例!A patient certain',
      'cases 病例!B code certain baseline.sex code M|F',
      'cases 病例!C age certain baseline.age age',
      'cases 病例!D date answered baseline.diagnosisDate date',
      'cases 病例!E codes likely baseline.symptoms codes c1|c2|cough|c3',
      'cases 病例!F duration answered other.duration decimal d',
      'cases 病例!G panel answered other.stains text',
      'cases 病例!H stain answered other.alk code positive|negative|equivocal',
      'cases 病例!I size answered baseline.sizeMax+baseline.sizeA+baseline.sizeB+baseline.sizeC+baseline.sizeAsWritten decimal cm',
      'cases 病例!J date answered outcome.latestContactDate date',
      'cases 病例!K text certain other.remarks text',
    ],
    cells: { header: 11, patient: 8, value: 74 },
  },
};

describe.each(INVENTED_WORKBOOKS)('%s', (kind) => {
  test('without answers nothing of the study is written, and what is ambiguous is asked', () => {
    const { open, status } = of(kind);
    expect(status[0]).toBe(1);
    expect(open.written).toBe(false);
    expect(open.questions.filter(({ required, answer }) => required && answer === null).map(({ id }) => id)).toEqual(
      EXPECTED[kind].asked,
    );
  });

  test('with answers each column is what it is, and the study has no error', () => {
    const { done, status } = of(kind);
    expect(done.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lines(done)).toEqual(EXPECTED[kind].columns);
    expect([status[1], done.written]).toEqual([0, true]);
    const check = casewright(['check', at(kind), '--json']);
    expect(check.status).toBe(0);
  });

  test('every cell that holds something is accounted for, and each value has the cell as its source, word for word', async () => {
    const { done } = of(kind);
    expect(Object.fromEntries(Object.entries(done.cells).filter(([, count]) => count > 0))).toEqual(
      EXPECTED[kind].cells,
    );
    const written = new Map<string, string>();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(at(`${kind}.xlsx`));
    for (const sheet of workbook.worksheets) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (cell.value === null || (cell.isMerged && cell.master !== cell)) return;
          const text = cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : String(cell.value);
          written.set(`${kind}.xlsx!${sheet.name}!${cell.address}`, text);
        }),
      );
    }
    expect(Object.values(done.cells).reduce((sum, count) => sum + count, 0)).toBe(written.size);
    const sources = rowsOf(kind, '_sources');
    expect(new Set(sources.map(({ document }) => document)).size).toBe(done.cells['value']);
    for (const { form, verbatim, sentence, document } of sources) {
      expect([form, document, form === 'stains' ? sentence : verbatim]).toEqual([
        form,
        document,
        written.get(document as string),
      ]);
    }
  });

  test('the report builds', () => {
    const report = casewright(['report', at(kind), '--out', at(`${kind}-report`)]);
    expect([report.status, report.stderr.includes('error')]).toEqual([0, false]);
    expect(existsSync(at(`${kind}-report`, 'report.html'))).toBe(true);
  });
});

describe('what the records hold', () => {
  test('missing words become reasons, each as the mapping says', () => {
    expect(rowsOf('tidy', 'baseline').map(({ size }) => size)[4]).toBe('!not-reported');
    expect(rowsOf('tidy', 'other').map(({ wbc }) => wbc)[1]).toBe('!not-done');
    expect(rowsOf('tidy', 'other').map(({ wbc }) => wbc)[10]).toBe('');
    expect(rowsOf('messy', 'other').map(({ ldh }) => ldh)[7]).toBe('!not-done');
    expect(rowsOf('messy', 'baseline').map(({ age }) => age)[3]).toBe('!unknown');
    const mapping = of('two-line').done.columns.flatMap((column) =>
      column.mapping.map(({ from, to }) => `${from} ${to}`),
    );
    expect(mapping).toEqual(expect.arrayContaining(['未做 !not-done', '不详 !unknown', '1 M', '2 F', '失访 lost']));
  });

  test('five habits of a date, as the answers order them', () => {
    expect(rowsOf('mixed-language', 'baseline').map(({ diagnosisDate }) => diagnosisDate)).toEqual([
      '2016-03-14',
      '2017-05-02',
      '2018-07',
      '2018-04-03',
      '2019-11-12',
      '2020-01-20',
      '2020-06-15',
      '2021-01-09',
    ]);
    expect(rowsOf('mixed-language', 'outcome')[0]).toMatchObject({ latestContactDate: '2019-03-01' });
  });

  test('panels of stains become a form of their own; what was not read is said', () => {
    const stains = rowsOf('mixed-language', 'stains').map(
      ({ patient, marker, clone, result, percentFrom, percentTo }) =>
        [patient, marker, clone, result, percentFrom, percentTo].filter((part) => part !== '').join(' '),
    );
    expect(stains).toEqual(
      expect.arrayContaining([
        'C1 Vimentin positive',
        'C1 Ki-67 positive 10 10',
        'C2 S-100 negative',
        'C2 ALK D5F3 positive',
        'C3 CD34 negative',
        'C5 Ki-67 !not-reported 10 15',
        'C6 Vimentin positive',
      ]),
    );
    expect(stains).toHaveLength(18);
    expect(of('mixed-language').done.columns[6]?.left.join(' ')).toContain('余见附页');
  });

  test('who the children are is nowhere in the study folder', () => {
    const texts = ['two-line', 'several-sheets'].flatMap((kind) =>
      ['study.yaml', ...readdirSync(at(kind, 'records')).map((name) => `records/${name}`)].map((file) =>
        readFileSync(at(kind, file), 'utf8'),
      ),
    );
    for (const text of texts)
      expect(text).not.toMatch(/虚构[甲乙丙丁戊己庚辛壬癸子丑]|88000\d{3}|8800\d{4}|1390000\d{4}|H70\d{3}/);
  });

  test('a row without a match and a row of nobody are named', () => {
    expect(of('several-sheets').done.left.map(({ cell }) => cell)).toEqual(['A16', 'B16', 'C16', 'D16']);
    expect(
      of('messy')
        .done.left.filter(({ why }) => why === 'names no patient')
        .map(({ cell }) => cell),
    ).toContain('C20');
  });
});

describe('the command', () => {
  test('writes the questions beside the folder; its answers make the run complete', () => {
    const first = casewright(['new', at('again'), '--from', at('several-sheets.xlsx')]);
    expect(first.status).toBe(1);
    expect(
      Math.max(
        ...first.stdout
          .split('\n')
          .filter((line) => !line.includes(folder))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
    const questions = readFileSync(at('again-answers.yaml'), 'utf8');
    expect(existsSync(at('again'))).toBe(false);
    writeFileSync(
      at('again-answers.yaml'),
      questions.replace('s2.unmatched:', 's2.unmatched: leaveOut').replace('s2.D.bounds:', 's2.D.bounds: text'),
    );
    const second = casewright([
      'new',
      at('again'),
      '--from',
      at('several-sheets.xlsx'),
      '--answers',
      at('again-answers.yaml'),
      '--lang',
      'zh-CN',
    ]);
    expect(second.status).toBe(0);
    expect(readFileSync(at('again', 'records/laboratory.csv'), 'utf8')).toBe(
      readFileSync(at('several-sheets', 'records/laboratory.csv'), 'utf8'),
    );
    expect(second.stdout).not.toMatch(/\b(?:The|column|cells?|sheet|which)\b(?! F)/);
  });

  test('reads a CSV as well', () => {
    writeFileSync(at('list.csv'), 'Study ID,Sex,Date of birth\nK1,F,2014-03-02\nK2,M,2015-07\n');
    const { status } = casewright(['new', at('csv'), '--from', at('list.csv')]);
    expect(status).toBe(0);
    expect(rowsOf('csv', 'baseline')).toEqual([
      { patient: 'K1', sex: 'F', birthDate: '2014-03-02' },
      { patient: 'K2', sex: 'M', birthDate: '2015-07' },
    ]);
    expect(rowsOf('csv', '_sources')[0]).toMatchObject({ verbatim: 'F', document: 'list.csv!B2' });
  });

  test('says what is wrong with answers and files', () => {
    writeFileSync(at('wrong.yaml'), 's9.Z.kind: text\n');
    const wrong = casewright(['new', at('none'), '--from', at('list.csv'), '--answers', at('wrong.yaml')]);
    expect([wrong.status, wrong.stdout.includes('answers.noQuestion'), existsSync(at('none'))]).toEqual([
      1,
      true,
      false,
    ]);
    const nowhere = casewright(['new', at('none'), '--from', at('nowhere.xlsx')]);
    expect([nowhere.status, nowhere.stderr.includes('There is no file at')]).toEqual([2, true]);
  });
});

/** The rows of a table of records, by column. Cells of these tables hold no line ends. */
function rowsOf(kind: string, name: string): Record<string, string>[] {
  const [header = [], ...rows] = readFileSync(at(kind, 'records', `${name}.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map(cellsOf);
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
