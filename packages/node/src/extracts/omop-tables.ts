import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Issue, type Words, words } from '@casewright/core/model';
import { streamRows } from '../tables/index.ts';
import { headOfCsv } from './csv-head.ts';
import { readDateText } from './date-of-report.ts';

/** Birth dates by person, from the PERSON tables among some sources; what is wrong with rows; the sources to be searched. */
export type OmopTables = { births: Map<string, string | null>; issues: Issue[]; searched: string[] };

const HEAD_BYTES = 64 * 1024;
/** More of one file are counted and not named. */
const MOST_NAMED = 40;

/**
 * Takes the PERSON tables of OMOP out of the sources and joins what they say of births; with one, the rows of
 * CONDITION_OCCURRENCE are held against it: a person who is none, an end before its start, a start before birth, a number
 * that stands twice. Such rows are named and searched all the same.
 */
export async function readOmopTables(
  sources: readonly string[],
  isUrl: (where: string) => boolean,
): Promise<OmopTables> {
  const births = new Map<string, string | null>();
  const issues: Issue[] = [];
  const columns = new Map(sources.map((where) => [where, isUrl(where) ? [] : columnsOf(where)]));
  const isPerson = (where: string): boolean => has(columns.get(where), 'person_id', 'year_of_birth');
  for (const where of sources.filter(isPerson)) issues.push(...(await readPersons(where, births)));
  const searched = sources.filter((where) => !isPerson(where));
  if (searched.length < sources.length)
    for (const where of searched)
      if (has(columns.get(where), 'condition_occurrence_id', 'person_id', 'condition_start_date'))
        issues.push(...(await checkConditions(where, births)));
  return { births, issues, searched };
}

function has(columns: readonly string[] | undefined, ...names: readonly string[]): boolean {
  return names.every((name) => columns?.includes(name));
}

/** The columns of a CSV file in small letters; none where it is no CSV in UTF-8. */
function columnsOf(file: string): string[] {
  if (!/\.(csv|tsv|txt)$/i.test(file) || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return [];
  const head = Buffer.alloc(HEAD_BYTES);
  const handle = openSync(file, 'r');
  try {
    const bytes = readSync(handle, head, 0, HEAD_BYTES, 0);
    return (headOfCsv(head.subarray(0, bytes), undefined)?.columns ?? []).map((name) => name.toLowerCase());
  } finally {
    closeSync(handle);
  }
}

type Row = { at: (column: string) => string; row: number };

/** Each row of a table, and how faults of its rows are named: so many, and the rest as a number. */
async function eachRow(file: string, look: (row: Row, fault: (said: Words) => void) => void): Promise<Issue[]> {
  const name = path.basename(file);
  const issues: Issue[] = [];
  let more = 0;
  let columns: string[] | null = null;
  await streamRows(file, { answers: {} }, ({ number, cells }) => {
    if (columns === null) {
      columns = cells.map(({ text }) => text.trim().toLowerCase());
      return;
    }
    const known = columns;
    const at = (column: string): string => cells[known.indexOf(column)]?.text.trim() ?? '';
    look({ at, row: number }, (message) => {
      if (issues.length < MOST_NAMED)
        issues.push({ severity: 'warning', code: 'extract.omopRow', file: name, row: number, message });
      else more += 1;
    });
  });
  if (more > 0)
    issues.push({
      severity: 'warning',
      code: 'extract.omopRow',
      file: name,
      message: words(`${more} more rows have faults of this kind.`, `另有 ${more} 行存在同类问题。`),
    });
  return issues;
}

function readPersons(file: string, births: Map<string, string | null>): Promise<Issue[]> {
  return eachRow(file, ({ at }, fault) => {
    const person = at('person_id');
    if (!/^\d+$/.test(person)) {
      fault(
        words(
          `A person has a whole number in person_id. "${person}" is none; the row was not used.`,
          `person_id 须为整数。“${person}”不是；该行未使用。`,
        ),
      );
      return;
    }
    const birth = birthOf(at);
    if (birth === undefined)
      fault(
        words(
          `A birth is a day of the calendar, from 1900 on. Person ${person} has year ${at('year_of_birth') || '–'}, month ${at('month_of_birth') || '–'}, day ${at('day_of_birth') || '–'}; the birth was taken as unknown.`,
          `出生日期须为 1900 年以后的有效日期。人员 ${person} 的年、月、日为 ${at('year_of_birth') || '–'}、${at('month_of_birth') || '–'}、${at('day_of_birth') || '–'}；按不详处理。`,
        ),
      );
    if (births.has(person) && births.get(person) !== (birth ?? null)) {
      fault(
        words(
          `A person has one row. Person ${person} has several with different births; the birth was taken as unknown.`,
          `每名人员只有一行。人员 ${person} 有多行且出生日期不同；按不详处理。`,
        ),
      );
      births.set(person, null);
      return;
    }
    births.set(person, birth ?? null);
  });
}

const EARLIEST_YEAR = 1900;

/** As precise as the row gives it; null where it gives none, undefined where what it gives is no date. */
function birthOf(at: Row['at']): string | null | undefined {
  const [year, month, day] = [at('year_of_birth'), at('month_of_birth'), at('day_of_birth')];
  if (year === '') return at('birth_datetime') === '' ? null : (readDateText(at('birth_datetime')) ?? undefined);
  const written = [year, month, day === '' || month === '' ? '' : day].filter((part) => part !== '').join('-');
  const date = readDateText(written);
  return date === null || Number(date.slice(0, 4)) < EARLIEST_YEAR ? undefined : date;
}

function checkConditions(file: string, births: ReadonlyMap<string, string | null>): Promise<Issue[]> {
  const seen = new Set<string>();
  return eachRow(file, ({ at }, fault) => {
    const [id, person] = [at('condition_occurrence_id'), at('person_id')];
    const [start, end] = [readDateText(at('condition_start_date')), readDateText(at('condition_end_date'))];
    const birth = births.get(person) ?? null;
    if (seen.has(id))
      fault(
        words(`A condition has a number of its own. ${id} stands twice.`, `每条诊断须有各自的编号。${id} 重复出现。`),
      );
    seen.add(id);
    if (!births.has(person))
      fault(
        words(
          `A condition is of a person of PERSON. Person ${person || '–'} is not there.`,
          `诊断所属人员须见于 PERSON。其中没有人员 ${person || '–'}。`,
        ),
      );
    if (start !== null && end !== null && end.slice(0, start.length) < start.slice(0, end.length))
      fault(
        words(
          `A condition ends on or after its start. This one begins ${start} and ends ${end}.`,
          `诊断的结束不得早于开始。此条始于 ${start}，止于 ${end}。`,
        ),
      );
    if (start !== null && birth !== null && start.slice(0, birth.length) < birth.slice(0, start.length))
      fault(
        words(
          `A condition begins after birth. This one begins ${start}, the person was born ${birth}.`,
          `诊断不得早于出生。此条始于 ${start}，该人员出生于 ${birth}。`,
        ),
      );
  });
}
