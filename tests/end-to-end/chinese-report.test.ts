import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Inline, ReportDocument, Table } from '../../packages/core/src/report/index.ts';
import type { PageData } from '../../packages/core/src/report-page/index.ts';
import type { StudyRun } from '../../packages/core/src/run/index.ts';
import { PROGRAM, reportPage, runStudyFolder } from '../../packages/node/src/publish/index.ts';
import { pageDataOf, type Said, saidBy } from '../support/page-words.ts';

/**
 * Everything that a reader of the Chinese report of a shipped study sees or hears is Chinese, but for the words
 * below. What the page marks as no words of its own (references, code, what somebody wrote down) is not asked.
 */

const ALLOWED: ReadonlySet<string> = new Set(
  [
    // genes, proteins, markers, antibody clones, viruses
    'ALK ALK1 D5F3 5A4 ROS1 RET NTRK1 NTRK3 PDGFRB IGF1R TPM3 TPM4 CLTC CARS1 ATIC SEC31A PPFIBP1 RANBP2 EML4 TFG',
    'YWHAE FN1 ETV6 pan-TRK SMA S-100 CD34 CK CD117 DOG1 Ki-67 EBER IgG4 MUC4 MDM2 EBV DNA RNA',
    // methods of examination, classifications and registries that have no other name in Chinese
    'CT PET-CT X FISH RT-PCR QT ICD-O UCUM IRS WHO ICH E11 RECIST CTCAE Clavien-Dindo SEER',
    'R0 R1 R2 RX I II III IV V IA IB IIA IIB IIC IIIA IIIB IIIa IIIb IVa IVb',
    // substances and films named by a letter: C反应蛋白, 放线菌素D, X线
    'C D',
    // units and symbols of statistics
    'cm mm mg g kg L mL h n N x z P t log logit I² CI',
    // names of methods' authors
    'Kaplan-Meier Greenwood Clopper-Pearson Hyndman-Fan Fisher Newcombe Poisson Garwood Aalen-Johansen Cohen Gwet',
    'Kappa AC1 Gray Wilcoxon Hodges-Lehmann Cochran-Armitage Firth Cox Breslow',
    // of the second study: a marker, gradings and regimens that have no other name in Chinese
    'AFP Altman Apgar PEB JEB',
    // software, files of the report, hashes and identifiers
    'casewright SHA-256 doi iD ORCID',
  ]
    .join(' ')
    .split(' '),
);
/** Ids of the invented patients and candidates. */
const PATIENT = /^(?:INV|SCT)-X?\d\d$/;
/** a small number as computers write it: 4.1e-10 */
const POWER = /\b\d(?:\.\d+)?e[+-]\d+\b/g;
const DOI = /\b10\.\d{4,}\/\S+?(?=[，。；）]|$)/g;
const WORD = /\p{Script=Latin}[\p{Script=Latin}\p{N}'’-]*|\d+\p{Script=Latin}[\p{Script=Latin}\p{N}]*/gu;

const assets = { script: 'void 0;', style: 'p{margin:0}' };

const REPORTS = [
  ['imt', 'team', 3_000],
  ['imt', 'public', 3_000],
  ['sct', 'team', 2_000],
  ['sct', 'public', 2_000],
] as const;

describe.each(REPORTS)('the Chinese report of studies/%s for the audience %s', (id, audience, least) => {
  const study = fileURLToPath(new URL(`../../studies/${id}`, import.meta.url));
  let run: StudyRun;
  let document: ReportDocument;
  let said: Said[];
  /** authors of the series by whom tables and figures call them */
  let surnames: ReadonlySet<string>;

  beforeAll(async () => {
    run = await runStudyFolder(study, { language: 'zh-CN', audience, program: PROGRAM });
    if (run.document === null) throw new Error(JSON.stringify(run.issues.map(({ message }) => message.en)));
    document = run.document;
    const page = reportPage({ ...run, document }, assets);
    said = [...saidBy(page, 'zh-CN'), ...saidByCards(pageDataOf(page) as PageData), ...saidByFiles(run, document)];
    surnames = surnamesOf(document);
  }, 300_000);

  it('is long enough to mean something', () => {
    expect(said.length).toBeGreaterThan(least);
    for (const part of ['text', 'title', '[aria-label]', 'card', 'tables/']) {
      expect(
        said.some(({ where }) => where.includes(part)),
        part,
      ).toBe(true);
    }
  });

  it('has no English word that is not on the list', () => {
    const isKnown = (word: string) => ALLOWED.has(word) || PATIENT.test(word) || surnames.has(word);
    const found = said.flatMap(({ text, where }) =>
      wordsOf(text)
        .filter((word) => !isKnown(word))
        .map((word) => `${word} | ${text.slice(0, 90)} | ${where}`),
    );
    expect(distinct(found)).toEqual([]);
  });

  it('has Chinese punctuation beside Chinese', () => {
    const found = said.flatMap(({ text, where }) =>
      punctuationFaults(text).map((fault) => `${fault} | ${text.slice(0, 90)} | ${where}`),
    );
    expect(distinct(found)).toEqual([]);
  });
});

describe('the search for English', () => {
  it.each([
    ['<p>复发 recurrence</p>', ['recurrence']],
    ['<p>复发<code>recurrence</code></p>', []],
    ['<p><cite lang="en">Kaplan EL. Journal</cite></p>', []],
    ['<p><span translate="no">left <b>arm</b></span> arm</p>', ['arm']],
    ['<svg><text aria-label="at risk">3</text><title>curve</title></svg>', ['at', 'risk', 'curve']],
    ['<button aria-label="close">×</button>', ['close']],
    ['<script>let word;</script><p lang="en">word</p>', []],
    ['<p>Ki-67 与 CD34 &lt;5%</p>', ['Ki-67', 'CD34']],
  ])('finds in %s: %j', (html, words) => {
    expect(saidBy(html, 'zh-CN').flatMap(({ text }) => wordsOf(text))).toEqual(words);
  });

  it.each(['中位数 (范围)', '男,女', '例：3; 共', '全部患者 (N', '未记录 。', '无 瘤', '16 例。。'])(
    'and for punctuation finds fault with %s',
    (text) => {
      expect(punctuationFaults(text)).not.toEqual([]);
    },
  );
});

function wordsOf(text: string): string[] {
  return text.replaceAll(DOI, '10').replaceAll(POWER, '0').match(WORD) ?? [];
}

function punctuationFaults(text: string): string[] {
  const faults =
    text
      .replaceAll(DOI, '10')
      .match(
        /[\p{Script=Han}）”][,;:!?]|[,;:!?]\s?\p{Script=Han}|[\p{Script=Han}]\s?\(|\(\p{Script=Han}|\p{Script=Han}\)|\p{Script=Han} [\p{L}\d]|[\p{L}\d] \p{Script=Han}|\s[，。；：、）]|[，。；：、（]\s|[。；，、][。；，、]/gu,
      ) ?? [];
  return [...faults];
}

function distinct(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

/** The texts of the number cards and of the patients, as the page's script shows them; marked texts are left out. */
function saidByCards({ texts, marks, words, notice }: PageData): Said[] {
  const isMarked = new Set([...marks.cite, ...marks.code, ...marks.verbatim]);
  return [
    ...texts.flatMap((text, index) => (isMarked.has(index) ? [] : [{ text, where: 'card' }])),
    ...Object.values(words).map((text) => ({ text, where: 'dialog' })),
    ...(notice === null ? [] : [{ text: notice, where: 'dialog' }]),
  ].filter(({ text }) => text !== '');
}

/** The cells of tables/*.csv, which have no marks, by those of the tables that they are written from; and figures/*.svg. */
function saidByFiles(run: StudyRun, document: ReportDocument): Said[] {
  const tables = tablesIn(document);
  const cells = run.tables.flatMap(({ id, columns, rows }): Said[] => {
    const table = tables.get(id);
    const where = `tables/${id}.csv`;
    // the list of all numbers is no table of the document; the first cell of its rows is an id
    if (id === 'all-numbers')
      return [columns, ...rows.map(([, ...words]) => words)].flat().map((text) => ({ text, where }));
    if (!table) return [{ text: `no table for ${id}.csv`, where }];
    return [
      ...columns.map((text) => ({ text, where })),
      ...table.rows.flatMap((row) => row.cells.map((cell) => ({ text: unmarked(cell), where }))),
    ];
  });
  const figures = run.figures.flatMap(({ id, svg }) =>
    saidBy(svg, 'zh-CN').map(({ text, where }) => ({ text, where: `figures/${id}.svg ${where}` })),
  );
  return [...cells, ...figures].filter(({ text }) => text !== '');
}

function tablesIn(document: ReportDocument): Map<string, Table> {
  const blocks = document.sections.flatMap((section) => section.blocks);
  return new Map(
    blocks.flatMap((block) => {
      if (block.kind === 'table') return [[block.table.id, block.table] as const];
      return block.kind === 'figure' ? [[`${block.figure.id}-data`, block.figure.data] as const] : [];
    }),
  );
}

function unmarked(cell: readonly Inline[]): string {
  return cell
    .map((inline) => (inline.kind === 'text' && (inline.code || inline.cite || inline.verbatim) ? '' : inline.text))
    .join('');
}

/** The first author of each reference that names one ('Smith AB, et al.', 'Smith, et al.'): by it a series is called. */
function surnamesOf(document: ReportDocument): Set<string> {
  const cited = [...tablesIn(document).values()].flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => cells.flat().filter((inline) => inline.kind === 'text' && inline.cite)),
  );
  const names = cited.flatMap(({ text }) => /^[\p{Script=Latin}-]+(?=,| \p{Lu}{1,3}(?:,| \())/u.exec(text)?.[0] ?? []);
  return new Set(names);
}
