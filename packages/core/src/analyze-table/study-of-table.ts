import type { Cohort } from '../cohort/index.ts';
import { EndpointNotes, type TimeToEvent } from '../derive/index.ts';
import type { Context } from '../expression/index.ts';
import {
  InputError,
  type Labels,
  missing,
  type RecordRef,
  type Records,
  type Sha256,
  type Value,
} from '../model/index.ts';
import { type LoadedStudy, loadStudy } from '../protocol/index.ts';
import type { TableAnalysis } from './asked.ts';
import { DAYS_OF } from './dated-times.ts';
import type { NoEntry } from './entries.ts';
import { columnIds } from './names.ts';
import type { NoTime } from './times.ts';
import type { UnderstoodTable } from './understand.ts';
import { usualTimes } from './usual-times.ts';
import type { ReadVariable } from './variables.ts';
import { WORDS } from './words.ts';

/** A table as a study: what the analyses of a plan run on. Ids of patients are the numbers of their rows. */
export type StudyOfTable = {
  study: LoadedStudy;
  records: Records;
  contexts: ReadonlyMap<string, Context>;
  cohort: Cohort;
  endpoint: TimeToEvent;
  /** digits after the point that the times have */
  decimals: number;
};

const FORM = 'table';
const ENDPOINT = 'eventFree';

/** With fewer events the chi-square approximation is no longer trusted alone. */
const FEW_EVENTS = 20;

export function studyOfTable(table: UnderstoodTable, asked: TableAnalysis, sha256: Sha256): StudyOfTable {
  const idOf = columnIds();
  const variables = [table.group, ...table.predictors].filter((one) => one !== null);
  const named = variables.map((variable) => ({ variable, id: idOf(variable.column.field, variable.column.index) }));
  const timeId = idOf(table.names.time, 0);
  const document = documentOf(table, asked, named, timeId);
  const { study, issues } = loadStudy(JSON.stringify(document), 'table', sha256);
  if (study === null)
    throw new InputError('analyze.document', `A table makes a study document without errors. ${issues[0]?.message.en}`);
  const patients = table.rows.map(String);
  const rows = patients.map((patient, at) => ({
    patient,
    repeat: null,
    values: Object.fromEntries([
      ['status', heldValue(table.statuses.values[at])],
      [timeId, heldValue(table.times.values[at])],
      ...named.map(({ variable, id }) => [id, heldValue(variable.values[at])] as const),
    ]) as Record<string, Value>,
  }));
  const contexts = new Map<string, Context>(rows.map(({ patient, values }) => [patient, { [FORM]: values }]));
  return {
    study,
    records: { forms: { [FORM]: rows }, states: [], sources: [], screening: [] },
    contexts,
    cohort: {
      candidates: patients,
      steps: [],
      eligible: patients,
      sets: new Map([['eligible', patients]]),
      issues: [],
    },
    endpoint: endpointOf(table, patients, study),
    decimals: table.times.decimals,
  };
}

function heldValue(value: string | number | null | undefined): Value {
  return value ?? missing('notEntered');
}

const SAYS_NOTHING = /^[\d.+-]+$|^(yes|no|y|n|true|false|是|否|有|无)$/i;

/** Values that say nothing by themselves stand beside the name of their column: 'sex 2'. */
function levelText({ column, levels }: Extract<ReadVariable, { kind: 'code' }>, text: string): string {
  return levels.every((level) => SAYS_NOTHING.test(level.text)) ? `${column.field} ${text}` : text;
}

type Named = { variable: ReadVariable; id: string };

function documentOf(table: UnderstoodTable, asked: TableAnalysis, named: readonly Named[], timeId: string): object {
  const text = (words: Labels): Labels => words;
  const column = (name: string): Labels => ({ en: shown(name), 'zh-CN': shown(name) });
  const codeLists = Object.fromEntries(
    named.flatMap(({ variable, id }) =>
      variable.kind === 'code'
        ? [
            [
              id,
              {
                codes: variable.levels.map((level) => ({
                  code: level.code,
                  label: column(levelText(variable, level.text)),
                })),
              },
            ],
          ]
        : [],
    ),
  );
  const competes = table.statuses.values.includes('competing');
  const source = (id: string, label: Labels) => ({
    id,
    label,
    form: FORM,
    date: 'end',
    where: `row.status == '${id}'`,
  });
  return {
    casewright: 'study/1',
    id: 'table',
    version: '1.0.0',
    title: WORDS.title(shown(table.file)),
    languages: ['en', 'zh-CN'],
    codeLists: {
      status: {
        codes: [
          { code: 'event', label: WORDS.event },
          { code: 'censored', label: WORDS.censored },
          { code: 'competing', label: WORDS.competing },
        ],
      },
      ...codeLists,
    },
    forms: [
      {
        id: FORM,
        label: WORDS.row,
        known: 'diagnosis',
        items: [
          { id: 'start', label: WORDS.timeZero, type: 'date' },
          ...(table.entries ? [{ id: 'entered', label: WORDS.entry(shown(table.entries.name)), type: 'date' }] : []),
          { id: 'end', label: WORDS.end, type: 'date' },
          { id: 'status', label: WORDS.status(shown(table.names.event)), type: 'code', codes: 'status' },
          { id: timeId, label: column(table.names.time), type: 'decimal', decimals: table.times.decimals },
          ...named.map(({ variable, id }) =>
            variable.kind === 'code'
              ? { id, label: column(variable.column.field), type: 'code', codes: id }
              : {
                  id,
                  label: column(variable.column.field),
                  type: 'decimal',
                  decimals: Math.min(6, variable.decimals),
                },
          ),
        ],
      },
    ],
    eligibility: { label: text(WORDS.everyRow), steps: [] },
    endpoints: [
      {
        id: ENDPOINT,
        label: WORDS.endpoint,
        eventLabel: WORDS.event,
        timeZero: { label: WORDS.timeZero, form: FORM, date: 'start' },
        ...(table.entries
          ? { entry: { label: WORDS.entry(shown(table.entries.name)), form: FORM, date: 'entered' } }
          : {}),
        events: [source('event', WORDS.event)],
        censoring: [source('censored', WORDS.censored)],
        ...(competes ? { competing: [source('competing', WORDS.competing)] } : {}),
      },
    ],
    analyses: analysesOf(table, asked, named, competes),
  };
}

function analysesOf(
  table: UnderstoodTable,
  asked: TableAnalysis,
  named: readonly Named[],
  competes: boolean,
): object[] {
  const { unit, values } = table.times;
  const isUsed = (at: number) =>
    values[at] !== null && table.statuses.values[at] !== null && (table.entries?.why[at] ?? null) === null;
  const longest = values.reduce<number>((most, value, at) => (isUsed(at) ? Math.max(most, value ?? 0) : most), 0);
  const events = table.statuses.values.filter((status, at) => status === 'event' && isUsed(at)).length;
  const refOf = ({ id }: Named) => `${FORM}.${id}`;
  const grouping = table.group === null ? null : (named[0] as Named);
  const by = grouping === null ? {} : { by: refOf(grouping) };
  const times = asked.times.length > 0 ? [...asked.times] : usualTimes(longest, unit);
  const common = { role: 'exploratory', set: 'eligible', postHoc: true };
  const over = { ...common, endpoint: ENDPOINT };
  const groups = new Set(grouping?.variable.values.filter((value, at) => value !== null && isUsed(at)));
  const canCompare = grouping !== null && groups.size > 1;
  const curve = { ...over, ...by, confidence: asked.confidence, times, timeUnit: unit };
  const test = (kind: string) => ({ ...over, ...by, kind: 'survivalTest', test: kind });
  const isRough = events < FEW_EVENTS;
  const references = named.flatMap(({ variable, id }) =>
    variable.kind === 'code' && variable.levels.length > 0 ? [[`${FORM}.${id}`, variable.reference]] : [],
  );
  return [
    ...(competes
      ? [
          {
            ...curve,
            id: 'incidence',
            title: WORDS.incidence,
            kind: 'cumulativeIncidence',
            test: canCompare ? 'gray' : 'none',
          },
        ]
      : [{ ...curve, id: 'survival', title: WORDS.endpoint, kind: 'kaplanMeier' }]),
    ...(canCompare
      ? [{ ...test('logRank'), id: 'logRank', title: competes ? WORDS.causeSpecific : WORDS.logRank }]
      : []),
    ...(canCompare && isRough ? [{ ...test('permutationLogRank'), id: 'permutation', title: WORDS.permutation }] : []),
    ...(named.length === 0 || (table.predictors.length === 0 && !canCompare)
      ? []
      : [
          {
            ...over,
            id: 'cox',
            title: WORDS.cox,
            kind: 'regression',
            model: 'cox',
            covariates: named.map(refOf),
            references: Object.fromEntries(references),
          },
        ]),
    {
      ...over,
      ...by,
      id: 'followUp',
      title: WORDS.followUp,
      kind: 'reverseKaplanMeier',
      confidence: asked.confidence,
      timeUnit: unit,
    },
    ...(table.predictors.length === 0
      ? []
      : [
          {
            ...common,
            id: 'patients',
            title: WORDS.patients,
            kind: 'describe',
            variables: named.filter(({ variable }) => variable !== table.group).map(refOf),
            ...by,
          },
        ]),
  ];
}

const REASONS: Readonly<Record<NoTime | NoEntry | 'noStatus', Labels>> = {
  missing: { en: 'no time', 'zh-CN': '无时间' },
  negative: { en: 'a negative time', 'zh-CN': '时间为负' },
  notANumber: { en: 'text in place of a time', 'zh-CN': '时间处为文字' },
  date: { en: 'a date in place of a time', 'zh-CN': '时间处为日期' },
  notADate: { en: 'something else in place of a date', 'zh-CN': '日期处不是日期' },
  partialDate: { en: 'a date that names no day', 'zh-CN': '日期不精确到日' },
  noEntry: { en: 'no entry', 'zh-CN': '无进入时间' },
  leftBeforeEntry: { en: 'follow-up ended before the entry', 'zh-CN': '随访在进入前已终止' },
  noStatus: { en: 'no status', 'zh-CN': '无状态' },
};

function endpointOf(table: UnderstoodTable, patients: readonly string[], study: LoadedStudy): TimeToEvent {
  const { values, why, unit } = table.times;
  const { entries } = table;
  const statuses = table.statuses.values;
  const isEntered = (at: number) => (entries?.why[at] ?? null) === null;
  const kept = patients.flatMap((_patient, at) =>
    values[at] !== null && statuses[at] !== null && isEntered(at) ? [at] : [],
  );
  // between dates there are whole days, whatever the unit in which they are told
  const toDays = (value: number) => (table.times.start ? Math.round(value * DAYS_OF[unit]) : value * DAYS_OF[unit]);
  const is = (status: string) => Uint8Array.from(kept, (at) => (statuses[at] === status ? 1 : 0));
  const notes = new EndpointNotes((study.document.endpoints ?? [])[0] as never, 'refuse');
  const ref = (at: number): RecordRef => ({ form: FORM, patient: patients[at] as string });
  for (const at of kept) if (statuses[at] === 'competing') notes.competingEvents.push(patients[at] as string);
  return {
    endpoint: ENDPOINT,
    rule: 'refuse',
    patients: kept.map((at) => patients[at] as string),
    timeDays: Float64Array.from(kept, (at) => toDays(values[at] as number)),
    event: is('event'),
    competing: is('competing'),
    entryDays: entries ? Float64Array.from(kept, (at) => toDays(entries.values[at] as number)) : null,
    deciding: kept.map((at) => [ref(at), ref(at)]),
    eventSource: kept.map((at) => (statuses[at] === 'event' ? 'event' : null)),
    competingSource: kept.map((at) => (statuses[at] === 'competing' ? 'competing' : null)),
    notAtRisk: patients.flatMap((patient, at) => {
      const reason = why[at] ?? (statuses[at] === null ? 'noStatus' : (entries?.why[at] ?? null));
      return reason === null ? [] : [{ patient, reason: REASONS[reason] }];
    }),
    partialDates: 0,
    notes: notes.list(),
    noted: notes.noted(),
  };
}

/** The words of a table as a label: something to see, on one line, without what turns the direction of writing. */
function shown(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short = plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
  return short === '' ? '–' : short;
}
