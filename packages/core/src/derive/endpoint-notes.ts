import type { Labels, PartialDateRule, ResultNote } from '../model/index.ts';
import type { Endpoint } from '../protocol/index.ts';

const RULE_WORDS: Record<PartialDateRule, Labels> = {
  earliest: { en: 'the earliest day it allows', 'zh-CN': '最早可能日' },
  midpoint: { en: 'the middle of the days it allows', 'zh-CN': '可能日期的中点' },
  latest: { en: 'the latest day it allows', 'zh-CN': '最晚可能日' },
  refuse: { en: 'no day at all', 'zh-CN': '不予采用' },
};

/** Patients whom one note of an endpoint speaks of: `code` is the last part of the note's code, such as `partialDates`. */
export type NotedPatients = { code: string; patients: string[] };

/** Gathers, over the patients of one endpoint, what its reader must be told; no note names a patient. */
export class EndpointNotes {
  readonly partialDates: string[] = [];
  readonly refusedDates: string[] = [];
  readonly timeZeroUndecided: string[] = [];
  readonly censoringUndecided: string[] = [];
  readonly eventsBeforeTimeZero: string[] = [];
  readonly eventsAfterLock: string[] = [];
  readonly earlierEventPossible: string[] = [];
  readonly clippedAtLock: string[] = [];
  readonly competingEvents: string[] = [];
  private readonly endpoint: Endpoint;
  private readonly rule: PartialDateRule;

  constructor(endpoint: Endpoint, rule: PartialDateRule) {
    this.endpoint = endpoint;
    this.rule = rule;
  }

  /** The notes that apply, in a fixed order. */
  list(): ResultNote[] {
    return this.written().map(({ note }) => note);
  }

  /** Whom each of these notes speaks of, in the same order. */
  noted(): NotedPatients[] {
    return this.written().map(({ note, patients }) => ({ code: lastPart(note.code), patients: [...patients] }));
  }

  private written(): Written[] {
    const en = this.endpoint.label.en;
    const zh = this.endpoint.label['zh-CN'] ?? en;
    const word = RULE_WORDS[this.rule];
    const notes: (Written | null)[] = [
      note(this.partialDates, 'endpoint.partialDates', 'info', (n) => ({
        en: `${en}: for ${patientsInWords(n)} a date that decides names only a month or a year; it was taken as ${word.en}.`,
        'zh-CN': `${zh}：${n}例患者的关键日期仅精确到月或年，取${word['zh-CN']}。`,
      })),
      note(this.refusedDates, 'endpoint.partialDatesRefused', 'warning', (n) => ({
        en: `${en}: ${patientsInWords(n)} left out because a date that decides names only a month or a year.`,
        'zh-CN': `${zh}：${n}例患者因关键日期仅精确到月或年而未纳入。`,
      })),
      note(this.timeZeroUndecided, 'endpoint.timeZeroUndecided', 'warning', (n) => ({
        en: `${en}: for ${patientsInWords(n)} it is not recorded whether a row marks time zero; such rows were not used.`,
        'zh-CN': `${zh}：${n}例患者的记录无法判断是否为起点，此类记录未采用。`,
      })),
      note(this.censoringUndecided, 'endpoint.censoringUndecided', 'info', (n) => ({
        en: `${en}: for ${patientsInWords(n)} it is not recorded whether a row extends follow-up; such rows were not used.`,
        'zh-CN': `${zh}：${n}例患者的记录无法判断是否延长随访，此类记录未采用。`,
      })),
      note(this.eventsBeforeTimeZero, 'endpoint.eventBeforeTimeZero', 'warning', (n) => ({
        en: `${en}: ${patientsInWords(n)} had an event before time zero; it does not count.`,
        'zh-CN': `${zh}：${n}例患者在起点之前发生事件，不计入。`,
      })),
      note(this.eventsAfterLock, 'endpoint.eventAfterLock', 'info', (n) => ({
        en: `${en}: ${patientsInWords(n)} had an event after the data lock; it does not count.`,
        'zh-CN': `${zh}：${n}例患者在数据锁定日之后发生事件，不计入。`,
      })),
      note(this.earlierEventPossible, 'endpoint.earlierEventPossible', 'warning', (n) => ({
        en: `${en}: for ${patientsInWords(n)} an earlier event than the one counted cannot be ruled out.`,
        'zh-CN': `${zh}：${n}例患者不能排除存在更早的事件。`,
      })),
      note(this.clippedAtLock, 'endpoint.clippedAtLock', 'info', (n) => ({
        en: `${en}: follow-up of ${patientsInWords(n)} was cut at the data lock.`,
        'zh-CN': `${zh}：${n}例患者的随访截至数据锁定日。`,
      })),
      note(this.competingEvents, 'endpoint.competingEvents', 'warning', (n) => ({
        en: `${en}: a competing event ended the follow-up of ${patientsInWords(n)}, who count as censored; one minus this curve overstates the incidence.`,
        'zh-CN': `${zh}：${n}例患者因竞争事件终止随访并按删失处理；以1减去该曲线会高估发生率。`,
      })),
    ];
    return notes.filter((entry) => entry !== null);
  }
}

type Written = { note: ResultNote; patients: readonly string[] };

function note(
  patients: readonly string[],
  code: string,
  severity: ResultNote['severity'],
  text: (count: number) => Labels,
): Written | null {
  return patients.length === 0 ? null : { note: { code, severity, text: text(patients.length) }, patients };
}

function lastPart(code: string): string {
  return code.slice(code.lastIndexOf('.') + 1);
}

function patientsInWords(count: number): string {
  return count === 1 ? '1 patient' : `${count} patients`;
}
