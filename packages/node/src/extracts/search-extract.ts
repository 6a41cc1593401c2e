import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { type Issue, type ReportCode, type SourceReport, type TermHit, words } from '@casewright/core/model';
import type { CompiledSearch } from '@casewright/core/search';
import { type Answers, type Encoding, openQuestions, type Question } from '@casewright/core/tables';
import { DistinctKeys, Drawing } from './drawing.ts';
import { ExtractRefused } from './extract-fault.ts';
import { openMappingFile } from './mapping-file.ts';
import { type OmopTables, readOmopTables } from './omop-tables.ts';
import { openPseudonyms } from './pseudonyms.ts';
import { KEYS, type RawBatch, type RawReport } from './raw-report.ts';
import { rowReader } from './read-rows.ts';
import { duckDbReader, NotWithDuckDb } from './read-with-duckdb.ts';
import { Cancelled, type Reader, type Reading, type ReadingRequest } from './reader.ts';
import { openWorkFile, type WorkFile } from './work-file.ts';

/** A report in which a term stands, or with which a code of the search stands. */
export type SearchedReport = { report: SourceReport; hits: readonly TermHit[]; codes: readonly ReportCode[] };

/** What came of searching an extract. */
export type SearchedExtract = {
  /** reports read, and patients among them */
  reports: number;
  patients: number;
  /** reports in which a term stands, or with which a code of the search stands */
  reportsWithHit: number;
  found: readonly SearchedReport[];
  /** a random sample of the others */
  sample: { seed: number; reports: readonly SourceReport[] };
  issues: readonly Issue[];
  questions: readonly Question[];
};

export type SearchProgress = { readonly reports: number; readonly found: number; readonly done: number };

export type ExtractOptions = {
  readonly sample: { readonly size: number; readonly seed: number };
  /** the study folder, where pseudonyms and the meaning of columns are kept; null keeps them in memory */
  readonly folder?: string | null | undefined;
  /** where a killed search resumes; null for one that cannot */
  readonly workFile?: string | null | undefined;
  readonly mapping?: string | null | undefined;
  readonly passphrase?: string | null | undefined;
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  readonly answers?: Answers | undefined;
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** From so many bytes on a file is read with DuckDB. */
const LARGE = 32 * 1024 * 1024;

/**
 * Searches the reports of some files or of a table of PostgreSQL: those with a hit or a code, how many there were of how many
 * patients, and a random sample of the others. A patient has the study's pseudonym throughout; the hospital's number goes
 * nowhere but into the table apart. The same sources give the same result, killed and resumed or not.
 *
 * @param sources - paths, or URLs of PostgreSQL with the table behind a #
 * @returns issues and open questions where a source cannot be read; nothing is found then
 * @throws Cancelled where the signal says so; what was done is kept in the work file
 */
export async function searchExtract(
  sources: readonly string[],
  search: CompiledSearch,
  options: ExtractOptions,
): Promise<SearchedExtract> {
  try {
    const omop = await readOmopTables(sources, isUrl);
    return await new Searching(omop.searched, search, options, omop).run();
  } catch (error) {
    if (!(error instanceof ExtractRefused)) throw error;
    return nothing(options.sample.seed, [{ severity: 'error', ...error.fault }], []);
  }
}

class Searching {
  private readonly sources: readonly string[];
  private readonly search: CompiledSearch;
  private readonly options: ExtractOptions;
  private readonly omop: OmopTables;
  private readonly patients = new DistinctKeys();
  private readonly drawing: Drawing;
  private found: { source: number; raw: RawReport; hits: TermHit[]; codes: ReportCode[] }[] = [];
  private reports = 0;

  constructor(sources: readonly string[], search: CompiledSearch, options: ExtractOptions, omop: OmopTables) {
    this.omop = omop;
    this.sources = sources;
    this.search = search;
    this.options = options;
    this.drawing = new Drawing(options.sample);
  }

  async run(): Promise<SearchedExtract> {
    const { options, search, sources } = this;
    const work = openWorkFile(options.workFile ?? null, this.workKey());
    const pseudonyms = openPseudonyms(options.folder ?? null, options.passphrase ?? null);
    const columns = openMappingFile(options.folder ?? null, options.mapping ?? null);
    const issues: Issue[] = [...this.omop.issues];
    const questions: Question[] = [];
    for (const [source, where] of sources.entries()) {
      const request: ReadingRequest = {
        source,
        seed: options.sample.seed,
        drawnBelow: this.drawnBelow(where),
        coarse: search.coarse,
        codePattern: search.codePattern,
        searched: work.progress.get(source) ?? { rows: 0, found: new Set() },
        encoding: options.encoding,
        delimiter: options.delimiter,
        answers: options.answers ?? {},
        remembered: columns.find,
        remember: columns.add,
        signal: options.signal,
      };
      const reading = await this.read(where, source, request, work);
      issues.push(...reading.issues);
      questions.push(...reading.questions);
    }
    const open = openQuestions(questions, options.answers ?? {});
    if (open.length > 0 || issues.some(({ severity }) => severity === 'error'))
      return nothing(options.sample.seed, issues, questions);
    const named = (source: number, raw: RawReport): SourceReport =>
      this.named(source, raw, pseudonyms.of(raw.hospitalNumber));
    const found = this.found.map(({ source, raw, hits, codes }) => ({ report: named(source, raw), hits, codes }));
    const sample = this.drawing.drawn().map(({ source, report }) => named(source, report));
    pseudonyms.save();
    columns.save();
    work.remove();
    return {
      reports: this.reports,
      patients: this.patients.count,
      reportsWithHit: found.length,
      found,
      sample: { seed: options.sample.seed, reports: sample },
      issues,
      questions,
    };
  }

  /** With DuckDB where it pays and can; with our own reader where not, and then with a word about it. */
  private async read(where: string, source: number, request: ReadingRequest, work: WorkFile): Promise<Reading> {
    const before = { reports: this.reports, found: this.found.length };
    const take = (batch: RawBatch): void => this.take(batch, source, request, work);
    const readers = await readersOf(where);
    for (const [index, reader] of readers.entries()) {
      try {
        const reading = await reader(request, take);
        if (index === 0 || readers.length === 1) return reading;
        return { ...reading, issues: [slower(where), ...reading.issues] };
      } catch (error) {
        if (!(error instanceof NotWithDuckDb)) throw error;
        this.reports = before.reports;
        this.found = this.found.slice(0, before.found);
        this.drawing.forget(source);
      }
    }
    return { issues: [], questions: [] };
  }

  private take(batch: RawBatch, source: number, request: ReadingRequest, work: WorkFile): void {
    this.reports += batch.reports;
    for (let at = 0; at < batch.patients.length; at += 1) this.patients.add(batch.patients[at] as number);
    const { searched } = request;
    const newly: number[] = [];
    for (const raw of batch.candidates) {
      const isKnown = raw.row <= searched.rows;
      const mayHit = isKnown ? searched.found.has(raw.row) : raw.isWithoutHit !== true && this.search.mayHit(raw.text);
      const hits = mayHit ? this.search.findHits(raw.text) : [];
      const codes = this.search.findCodes(raw.codes);
      if (hits.length === 0 && codes.length === 0) {
        this.drawing.offer(source, raw);
        continue;
      }
      this.found.push({ source, raw, hits, codes });
      if (!isKnown) newly.push(raw.row);
    }
    if (batch.rows > searched.rows) work.add(source, batch.rows, newly, batch.done === 1);
    const done = (source + batch.done) / this.sources.length;
    this.options.onProgress?.({ reports: this.reports, found: this.found.length, done });
  }

  private named(source: number, raw: RawReport, patient: string): SourceReport {
    const file = nameOf(this.sources[source] as string);
    return {
      id: raw.id === '' ? `${file}:${raw.row}` : raw.id,
      patient,
      date: raw.date,
      kind: raw.kind,
      text: raw.text,
      codes: [...raw.codes],
      birthDate: raw.birthDate ?? this.omop.births.get(raw.hospitalNumber) ?? null,
      file,
      row: raw.row,
    };
  }

  /** Of a large source only so many reports without a hit are looked at as make the sample sure. */
  private drawnBelow(where: string): number {
    const { size } = this.options.sample;
    const bytes = isUrl(where) ? 0 : (statSync(where, { throwIfNoEntry: false })?.size ?? 0);
    if (bytes < LARGE) return KEYS;
    const fewestRows = bytes / 8000;
    return Math.min(KEYS, Math.ceil((KEYS * (4 * size + 200)) / fewestRows));
  }

  private workKey(): string {
    const sources = this.sources.map((where) => {
      if (isUrl(where)) return nameOf(where);
      const stat = statSync(where, { throwIfNoEntry: false });
      return [path.resolve(where), stat?.size, stat?.mtimeMs];
    });
    const all = JSON.stringify([
      this.search.key,
      sources,
      this.options.sample,
      this.options.encoding,
      this.options.answers,
    ]);
    return createHash('sha256').update(all).digest('hex');
  }
}

/** The readers of a source, the first that can is taken. */
async function readersOf(where: string): Promise<Reader[]> {
  if (isUrl(where)) return [(await import('./read-postgres.ts')).postgresReader(where)];
  const small = (statSync(where, { throwIfNoEntry: false })?.size ?? 0) < LARGE;
  if (/\.(json|ndjson|jsonl)$/i.test(where)) {
    const { fhirReader, isFhir } = await import('./read-fhir.ts');
    if (isFhir(where)) return [fhirReader(where)];
  }
  const ours = rowReader(where);
  if (/\.parquet$/i.test(where) || (!small && /\.(csv|tsv|txt)$/i.test(where))) return [duckDbReader(where), ours];
  return [ours];
}

function isUrl(where: string): boolean {
  return /^postgres(ql)?:\/\//i.test(where);
}

/** A source as reports name it: a file without its folder, a table without its server. */
export function nameOf(where: string): string {
  if (!isUrl(where)) return path.basename(where);
  const at = where.indexOf('#');
  return at < 0 ? 'PostgreSQL' : decodeURIComponent(where.slice(at + 1));
}

function slower(where: string): Issue {
  return {
    severity: 'info',
    code: 'extract.withoutDuckDb',
    file: nameOf(where),
    message: words(
      'Large files are read with DuckDB. Here it could not be loaded, or could not read this file, and the program’s own reader was taken: the same result, more slowly.',
      '大文件由 DuckDB 读取。此处无法加载 DuckDB 或其无法读取此文件，已改用程序自带的读取方式：结果相同，速度较慢。',
    ),
    hint: words(
      'Nothing to do; as UTF-8 with one header row it is read faster.',
      '无须处理；若为 UTF-8 编码且有一行表头，读取会更快。',
    ),
  };
}

function nothing(seed: number, issues: readonly Issue[], questions: readonly Question[]): SearchedExtract {
  return { reports: 0, patients: 0, reportsWithHit: 0, found: [], sample: { seed, reports: [] }, issues, questions };
}

export { Cancelled };
