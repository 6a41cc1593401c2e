import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type RecordLine, recordItems, screeningReasons } from '@casewright/core/case-finding';
import {
  type AnalysisResult,
  canonicalJson,
  hasErrors,
  type Issue,
  type Language,
  labelIn,
  numberToFile,
  type Records,
  words,
} from '@casewright/core/model';
import type { LoadedStudy } from '@casewright/core/protocol';
import { fileOf, SCREENING_TABLE, tablesFromRecords } from '@casewright/core/records';
import {
  adjudicationSheet,
  type Disputed,
  decisionsAfter,
  mergeLog,
  type ReturnedSheet,
  readSheet,
  type ScreeningRun,
  type ScreeningState,
  type Settled,
  type SheetVotes,
  screeningResult,
  settle,
  type Vote,
} from '@casewright/core/screening';
import { writeRecords } from '../write/index.ts';
import { sha256 } from './find-cases.ts';
import { readReturnedSheet } from './returned-sheet.ts';
import { screeningWorkbook } from './screening-workbook.ts';
import { RESULT_FILE, writeScreeningFile, writeState, writeWhole } from './state-file.ts';

export type ScreenRequest = {
  folder: string;
  study: LoadedStudy;
  records: Records;
  state: ScreeningState;
  decisions: readonly string[];
  adjudicated: string | undefined;
  out: string | undefined;
  language: Language;
  program: string;
};

/** An item of RECORD with the numbers in its lines. */
export type PrintedItem = { item: string; asks: string; lines: string[] };

export type Screened = {
  issues: Issue[];
  /** null where faults stand in the way: then nothing was written */
  result: AnalysisResult | null;
  settled: Settled[];
  screeners: string[];
  record: PrintedItem[];
  /** lines added to the screening log */
  added: number;
  written: string[];
};

/**
 * Reads screeners' sheets back and puts what they settle into the study: its screening log, the state of its screening, and
 * the result that its report shows. With any fault nothing is written.
 */
export async function screenSheets(request: ScreenRequest): Promise<Screened> {
  const { study, state, language } = request;
  const { current } = state;
  const issues: Issue[] = [];
  const everybody = new Set(current.sheet.map(({ patient }) => patient));
  const common = { study: study.document.id, run: current, reasons: screeningReasons(study), sha256 };
  const returned: { sheet: ReturnedSheet; read: SheetVotes }[] = [];
  for (const [index, file] of request.decisions.entries()) {
    const { sheet, issues: found } = await readReturnedSheet(file);
    issues.push(...found);
    if (sheet === null) continue;
    const otherwise = current.screeners[index] ?? String.fromCharCode(65 + index);
    const one = readSheet(sheet, { ...common, kind: 'screening', expected: everybody, otherwise });
    issues.push(...one.issues);
    returned.push({ sheet, read: one.read });
  }
  const sheets = returned.map(({ read }) => read);
  issues.push(...sameScreener(sheets));
  const adjudicated = await adjudication(request, sheets, issues, common);
  const screeners = sheets.map(({ screener }) => screener);
  const nothing = { result: null, settled: [], screeners, record: [], added: 0, written: [] };
  if (hasErrors(issues)) return { issues, ...nothing };

  const settled = settle(current, sheets, adjudicated);
  const decisions = decisionsAfter(state.decisions, current, settled, screeners);
  const log = mergeLog(request.records.screening, current, decisions, screeners, state.decisions);
  issues.push(...log.issues);
  const votes = new Map<string, readonly (Vote | null)[]>(settled.map((one) => [one.patient, one.votes]));
  const result = screeningResult({
    study,
    run: current,
    decisions,
    screeners,
    votes,
    snapshot: sha256(canonicalJson(JSON.parse(JSON.stringify(decisions)))),
    engine: request.program,
  });
  const record = printedItems(study, result, language);
  const written = await writeAll(request, {
    log: log.entries,
    decisions,
    result,
    settled,
    screeners,
    record,
    sheets: returned.map(({ sheet }) => sheet),
  });
  return { issues, result, settled, screeners, record, added: log.added, written };
}

async function adjudication(
  { adjudicated: file, state }: ScreenRequest,
  sheets: readonly SheetVotes[],
  issues: Issue[],
  common: {
    study: string;
    run: ScreeningRun;
    reasons: ReturnType<typeof screeningReasons>;
    sha256: typeof sha256;
  },
): Promise<SheetVotes | null> {
  if (file === undefined) return null;
  const { sheet, issues: found } = await readReturnedSheet(file);
  issues.push(...found);
  if (sheet === null) return null;
  const disputed = settle(state.current, sheets, null).filter((one) => one.state === 'disputed');
  const expected = new Set(disputed.map(({ patient }) => patient));
  const one = readSheet(sheet, { ...common, kind: 'adjudication', expected, otherwise: 'adjudicator' });
  issues.push(...one.issues);
  return one.read;
}

function sameScreener(sheets: readonly SheetVotes[]): Issue[] {
  const first = new Map<string, string>();
  return sheets.flatMap(({ file, screener }): Issue[] => {
    const before = first.get(screener);
    first.set(screener, before ?? file);
    if (before === undefined) return [];
    return [
      {
        severity: 'error',
        code: 'screen.sameScreener',
        file,
        message: words(
          `Each screener returns one sheet. This one and ${before} are both of ${JSON.stringify(screener)}.`,
          `每名筛查者交回一份表格。此文件与 ${before} 均属于筛查者 ${JSON.stringify(screener)}。`,
        ),
        hint: words('Name one of the two.', '请只指定其中一份。'),
      },
    ];
  });
}

type Outcome = {
  log: Records['screening'];
  decisions: ScreeningState['decisions'];
  result: AnalysisResult;
  settled: readonly Settled[];
  screeners: readonly string[];
  record: readonly PrintedItem[];
  sheets: readonly ReturnedSheet[];
};

/** The log first: should the disk fail later, reading the sheets again brings the rest to the same state. */
async function writeAll(request: ScreenRequest, outcome: Outcome): Promise<string[]> {
  const { folder, study, records, state, out } = request;
  const tables = tablesFromRecords(study, { ...records, screening: outcome.log });
  const log = tables.filter(({ file }) => file === fileOf(SCREENING_TABLE));
  await writeRecords(folder, log);
  await writeState(folder, { ...state, decisions: outcome.decisions });
  await writeScreeningFile(folder, RESULT_FILE, jsonText(outcome.result));
  const written = [fileOf(SCREENING_TABLE), `screening/${RESULT_FILE}`].map((file) => path.join(folder, file));
  if (out === undefined) return written;
  await mkdir(out, { recursive: true, mode: 0o700 });
  const disputed = outcome.settled.filter((one) => one.state === 'disputed');
  const files: [string, string | Uint8Array][] = [
    ['screening.json', jsonText(outcome.result)],
    ['record.md', recordText(outcome.record)],
    ...(disputed.length === 0
      ? []
      : [['adjudication.xlsx', adjudicationWorkbook(request, disputed, outcome)] as [string, Uint8Array]]),
    ['.gitignore', '*\n'],
  ];
  for (const [name, content] of files) await writeWhole(path.join(out, name), content);
  return [...written, ...files.flatMap(([name]) => (name.startsWith('.') ? [] : [path.join(out, name)]))];
}

function jsonText(value: unknown): string {
  const numbers = (_key: string, one: unknown): unknown => (typeof one === 'number' ? numberToFile(one) : one);
  return `${JSON.stringify(value, numbers, 2)}\n`;
}

function recordText(items: readonly PrintedItem[]): string {
  return `${items.map(({ item, asks, lines }) => `## RECORD ${item}. ${asks}\n\n${lines.map((line) => `- ${line}`).join('\n')}`).join('\n\n')}\n`;
}

function printedItems(study: LoadedStudy, result: AnalysisResult, language: Language): PrintedItem[] {
  const printed = new Map(result.statistics.map((one) => [one.id, labelIn(one.printed, language)]));
  const written = (line: RecordLine): string =>
    line.map((piece) => (typeof piece === 'string' ? piece : (printed.get(piece.statistic) ?? '–'))).join('');
  return recordItems(study, result, language).map((one) => ({ ...one, lines: one.lines.map(written) }));
}

/** Rows of the disputed, with the reports as the first sheet shows them and the votes of both. */
function adjudicationWorkbook(
  request: ScreenRequest,
  disputed: readonly Settled[],
  { screeners, sheets }: Outcome,
): Uint8Array {
  const { study, state, language } = request;
  const rows = shownRows(sheets[0]);
  const said = (vote: Vote | null): string =>
    vote === null ? '' : [vote.decision, vote.reason].filter((part) => part !== null).join(': ');
  const entries = disputed.map(({ patient, votes }): Disputed => {
    const shown = rows.get(patient);
    return { patient, age: shown?.age ?? '', text: shown?.text ?? '', votes: votes.map(said) };
  });
  const notice = study.document.notice;
  return screeningWorkbook(
    adjudicationSheet(entries, screeners, {
      study: study.document.id,
      run: state.current.fingerprint,
      screener: 'adjudicator',
      language,
      reasons: screeningReasons(study),
      notice: notice === undefined ? null : (notice[language] ?? notice.en),
    }),
  );
}

/** What the rows of a returned sheet show of each candidate, by the places that sheets are written with. */
function shownRows(sheet: ReturnedSheet | undefined): Map<string, { age: string; text: string }> {
  const rows = sheet?.rows ?? [];
  return new Map(
    rows.map(({ cells }) => [(cells[1] ?? '').trim(), { age: (cells[2] ?? '').trim(), text: cells[3] ?? '' }]),
  );
}
