import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patientContexts } from '@casewright/core/derive';
import { loadStudy } from '@casewright/core/protocol';
import { checkRecords, recordsFromTables, type TextTable } from '@casewright/core/records';
import { checkStudy, runStudy, type StudyInput, type StudyRun } from '@casewright/core/run';
import { PROGRAM, reportFiles, reportPage } from '@casewright/node/publish';
import { readStudyFolder } from '@casewright/node/read';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../studies/sct/', import.meta.url));
const { studyText, tables, issues: readIssues } = await readStudyFolder(folder);
const loaded = loadStudy(studyText, 'study.yaml');
if (!loaded.study) throw new Error(`The shipped study must load: ${JSON.stringify(loaded.issues, null, 2)}`);
const study = loaded.study;
const { forms } = study.document;

const sha256 = () => '0'.repeat(64);
const inputOf = (text: string, changed = tables): StudyInput => ({
  studyText: text,
  studyFile: 'study.yaml',
  tables: changed,
  sha256,
});

type Cells = Readonly<Record<string, string>>;

/** The shipped tables of one infant with some cells of one row changed, which is named as `form SCT-01` or `form 2 SCT-01`. */
function tablesWith(at: string, cells: Cells): TextTable[] {
  const words = at.split(' ');
  const [form, patient, repeat] = [words[0], words.at(-1), words.length === 3 ? words[1] : undefined];
  let changed = 0;
  const edited = tables.map((table): TextTable => {
    if (table.file === 'records/_screening.csv') return { ...table, rows: [] };
    const own = table.rows.filter((row) => row[table.columns.indexOf('patient')] === patient);
    if (table.file !== `records/${form}.csv`) return { ...table, rows: own };
    const is = (row: readonly string[], column: string, wanted: string | undefined) =>
      row[table.columns.indexOf(column)] === wanted;
    const rows = own.map((row) => {
      if (repeat !== undefined && !is(row, 'repeat', repeat)) return row;
      changed += 1;
      return row.map((cell, index) => cells[table.columns[index] ?? ''] ?? cell);
    });
    return { ...table, rows };
  });
  expect(changed, at).toBe(1);
  return edited;
}

describe('the records of studies/sct', () => {
  const out = mkdtempSync(join(tmpdir(), 'casewright-sct-'));
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test('are what the seeded generator writes, byte for byte', () => {
    execFileSync(process.execPath, [join(folder, 'make-records.mjs'), out]);
    const files = readdirSync(join(folder, 'records')).sort();
    expect(readdirSync(out).sort()).toEqual(files);
    for (const file of files)
      expect(readFileSync(join(out, file)).equals(readFileSync(join(folder, 'records', file))), file).toBe(true);
  });

  test('say of themselves that they are invented, in both languages', () => {
    expect(study.document.notice?.en).toContain('invented');
    expect(study.document.notice?.['zh-CN']).toContain('虚构');
  });
});

/** For each edit check a row and cells that break it; the shipped row is the sound one beside it. */
const BROKEN: Record<string, [at: string, cells: Cells]> = {
  detectedBeforeBirth: ['pregnancy SCT-01', { detectionWeeks: '42' }],
  interventionNeedsDetection: ['pregnancy SCT-23', { intervention: 'fetal_surgery' }],
  hydropsNeedsDetection: ['pregnancy SCT-23', { hydrops: 'yes' }],
  amnioreductionNeedsFluid: ['pregnancy SCT-01', { intervention: 'amnioreduction', polyhydramnios: 'no' }],
  earlyDetection: ['pregnancy SCT-01', { detectionWeeks: '12' }],
  weightForGestation: ['birth SCT-07', { weight: '4100' }],
  lightAtTerm: ['birth SCT-23', { weight: '1700' }],
  bornBeforeLock: ['birth SCT-07', { birthDate: '2025-07-01' }],
  hydropicVaginal: ['birth SCT-07', { mode: 'vaginal' }],
  ratioBelongsToPregnancy: ['tumour SCT-23', { weightRatio: '0.1' }],
  ratioWithHydrops: ['tumour SCT-01', { weightRatio: '0.3' }],
  insideSeenLate: ['tumour SCT-01', { altman: 'IV', largestDiameter: '16' }],
  complicationIsNamed: ['surgery SCT-01', { complications: 'bleeding_again' }],
  operatedAfterBirth: ['surgery SCT-01', { date: '2007-01-01' }],
  operatedBeforeDeath: ['surgery SCT-27', { date: '2025-01-01' }],
  unoperatedDied: ['surgery SCT-02', { done: 'no' }],
  approachForType: ['tumour SCT-02', { altman: 'IV' }],
  coccyxKept: ['surgery SCT-02', { coccyxRemoved: 'no' }],
  bloodLossLarge: ['surgery SCT-01', { bloodLoss: '90' }],
  lateForPrenatal: ['surgery SCT-01', { date: '2024-01-01' }],
  gradeOfMature: ['pathology SCT-01', { histology: 'mature', immatureGrade: '2' }],
  gradeOfImmature: ['pathology SCT-01', { histology: 'immature', immatureGrade: '0' }],
  specimenNeedsOperation: ['pathology SCT-07', { histology: 'mature', immatureGrade: '0' }],
  operationNeedsSpecimen: ['pathology SCT-01', { histology: '!not-done', immatureGrade: '' }],
  edgeOfIncomplete: ['pathology SCT-15', { edge: 'free' }],
  specimenBelowBirthWeight: ['pathology SCT-01', { specimenWeight: '3900' }],
  courseInOrder: ['chemotherapy 1 SCT-11', { stop: '2007-01-01' }],
  courseNeedsMalignancy: ['pathology SCT-11', { histology: 'mature', immatureGrade: '0' }],
  courseNeedsRecurrence: ['chemotherapy 2 SCT-11', { start: '2008-01-01' }],
  courseBeforeDeath: ['chemotherapy 2 SCT-33', { start: '2025-01-01', stop: '2025-02-01' }],
  sampleAfterBirth: ['afp 1 SCT-01', { date: '2007-01-01' }],
  sampleBeforeDeath: ['afp 1 SCT-27', { date: '2025-01-01' }],
  limitIsLow: ['afp 1 SCT-01', { belowDetection: 'yes', value: '200' }],
  unitIsMass: ['afp 1 SCT-01', { unit: 'IU/mL' }],
  newbornIsHigh: ['afp 1 SCT-02', { value: '12' }],
  tooYoungForScore: ['functionScore 1 SCT-01', { soiling: 'mild' }],
  oldEnoughForScore: ['functionScore 2 SCT-01', { soiling: '!not-applicable' }],
  scoreBeforeDeath: ['functionScore 1 SCT-33', { date: '2025-01-01' }],
  seenAfterBirth: ['followUp 1 SCT-01', { date: '2007-01-01' }],
  nothingAfterDeath: ['followUp 1 SCT-27', { date: '2025-01-01' }],
  telephoneSeesNothing: ['followUp 1 SCT-01', { contactKind: 'telephone' }],
  diseaseNeedsEvent: ['followUp 1 SCT-02', { disease: 'tumour_present' }],
  contactOnce: ['followUp 2 SCT-01', {}],
  eventAfterBirth: ['event 1 SCT-27', { date: '2007-01-01' }],
  recurrenceAfterSurgery: ['event 1 SCT-25', { date: '2007-01-01' }],
  oneDeath: ['event 1 SCT-33', { kind: 'death', foundBy: '', histology: '', treatment: '', deathCause: 'tumour' }],
  afpRiseIsMeasured: ['event 1 SCT-25', { foundBy: 'afp_rise' }],
  tumourDeathNeedsTumour: ['event 1 SCT-27', { deathCause: 'tumour' }],
};

describe('the edit checks of studies/sct', () => {
  const declared = forms.flatMap(({ checks = [] }) => checks);

  test('are thirty or more, each with a record here that breaks it', () => {
    expect(Object.keys(BROKEN)).toEqual(declared.map(({ id }) => id));
    expect(declared.length).toBeGreaterThanOrEqual(30);
  });

  test.each(Object.entries(BROKEN))('%s', (check, [at, cells]) => {
    let changed = tablesWith(at, cells);
    if (check === 'contactOnce') changed = withRowTwice(changed, 'followUp', 'SCT-01');
    if (check === 'afpRiseIsMeasured') changed = withNone(changed, 'afp', 'SCT-25');
    const { records, issues } = recordsFromTables(study, changed);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const found = checkRecords(study, records, patientContexts(study, records));
    const raised = found.filter(
      ({ code, message }) => code === 'records.editCheck' && message.en.includes(`(${check})`),
    );
    expect(raised.length).toBeGreaterThan(0);
    const { severity } = declared.find(({ id }) => id === check) ?? {};
    for (const issue of raised) expect(issue.severity).toBe(severity);
  });
});

/** The second contact of a patient entered as the first one is. */
function withRowTwice(changed: TextTable[], form: string, patient: string): TextTable[] {
  return changed.map((table) => {
    if (table.file !== `records/${form}.csv`) return table;
    const own = table.rows.filter((row) => row[0] === patient);
    return {
      ...table,
      rows: table.rows.map((row) => (row === own[1] ? [patient, '2', ...(own[0] ?? []).slice(2)] : row)),
    };
  });
}

function withNone(changed: TextTable[], form: string, patient: string): TextTable[] {
  return changed.map((table) => {
    if (table.file === `records/${form}.csv`) return { ...table, rows: table.rows.filter((row) => row[0] !== patient) };
    if (table.file === 'records/_forms.csv')
      return { ...table, rows: [...table.rows, [patient, form, 'none-confirmed']] };
    return table;
  });
}

describe.each(['en', 'zh-CN'] as const)('the report of studies/sct in %s', (language) => {
  let run: StudyRun;
  beforeAll(() => {
    run = runStudy(inputOf(studyText), { language, audience: 'public', program: PROGRAM });
  });

  test('is built without a fault', () => {
    expect([...readIssues, ...run.issues]).toEqual([]);
    expect(run.document).not.toBeNull();
  });

  test('has no patient in its public form', () => {
    if (run.document === null) throw new Error('no report');
    const sound = { ...run, document: run.document };
    const page = reportPage(sound, { script: 'void 0;', style: 'p{margin:0}' });
    const files = reportFiles(sound, [{ path: 'report.html', text: page }]);
    expect(files.length).toBeGreaterThan(20);
    for (const { path, text } of files) expect(String(text).match(/SCT-X?\d\d/g), path).toBeNull();
  });

  test('holds what the study was made to hold', () => {
    const values = new Map(run.results.flatMap(({ statistics }) => statistics.map(({ id, value }) => [id, value])));
    const expected = {
      'flow.candidates.count': 51,
      'flow.liveBirth.excluded.count': 3,
      'flow.eligible.count': 40,
      'flow.operated.count': 39,
      'table1.detected.prenatal.n': 22,
      'table1.detected.postnatal.n': 18,
      'os.events': 5,
      'relapse.events': 6,
      'relapse.competing': 3,
      'status.contactLast.lost.count': 4,
      'firth.univariable.malignantTumour.eventsPerPredictor': 6,
      'continence.constipation.notApplicable': 7,
    };
    expect(Object.fromEntries(Object.keys(expected).map((id) => [id, values.get(id)]))).toEqual(expected);
  });

  test('judges each value of the marker by the range for its age, and none below detection as a measured one', () => {
    const values = new Map(run.results.flatMap(({ statistics }) => statistics.map(({ id, value }) => [id, value])));
    expect(values.get('afp.reference.judged')).toBe(values.get('afp.points'));
    expect(values.get('afp.below')).toBeGreaterThan(0);
    const ranges = run.results.find(({ id }) => id === 'afpRanges');
    expect(ranges?.inputs.options).toMatchObject({ belowDetection: 'belowDetection' });
  });

  test('gives no mean of a marker that falls with age', () => {
    const names = run.results
      .filter(({ id }) => id.startsWith('afp'))
      .flatMap(({ statistics }) => statistics.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => /mean|deviation/i.test(name))).toEqual([]);
  });
});

/** What would make a study of this tumour mislead, each in a variant of the document with one thing changed. */
const TRAPS: [trap: string, code: string, from: string | RegExp, to: string][] = [
  [
    'survival to surgery as a group of survival from birth',
    'analysis.futureGroup',
    /(id: os\n {4}kind: kaplanMeier[\s\S]*?by: )pregnancy\.detected/,
    '$1surgery.done',
  ],
  [
    'survival from birth of those operated on only',
    'analysis.futureSet',
    /(id: os\n {4}kind: kaplanMeier\n {4}role: secondary\n {4}set: )eligible/,
    '$1operated',
  ],
  [
    'recurrence counted from birth',
    'endpoint.beforePossible',
    '{ label: { en: resection, zh-CN: 肿瘤切除手术 }, form: surgery, date: date, where: row.done }',
    '{ label: { en: birth, zh-CN: 出生 }, form: birth, date: birthDate }',
  ],
  [
    'fetal losses dropped from the flow',
    'eligibility.reasonWithoutStep',
    / {4}- id: liveBirth\n.*\n {6}reasons: \[fetal_loss\]\n/,
    '',
  ],
  [
    'alpha-fetoprotein judged by the range of adults',
    'range.noAge',
    /referenceRanges:\n[\s\S]*?\n\n/,
    'referenceRanges:\n  - { form: afp, test: AFP, unit: ug/L, upper: 10, citation: Adults }\n\n',
  ],
  [
    'strata by centre for six events',
    'analysis.thinStratum',
    '    model: firthCox\n    endpoint: recurrence\n',
    '    model: cox\n    endpoint: recurrence\n    strata: [birth.centre]\n',
  ],
  [
    'a second predictor for six events',
    'analysis.tooFewEvents',
    'covariates: [malignantTumour]\n    adjusted: false',
    'covariates: [malignantTumour, preterm]',
  ],
];

describe('a study of this tumour that would mislead is found out', () => {
  test.each(TRAPS)('%s: %s', (_trap, code, from, to) => {
    const changed = studyText.replace(from, to);
    expect(changed).not.toBe(studyText);
    const found = checkStudy(inputOf(changed), PROGRAM).map((issue) => issue.code);
    expect(found).toContain(code);
  });
});
