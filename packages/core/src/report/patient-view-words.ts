import { type AnalysisResult, type Json, timeUnitWord } from '../model/index.ts';
import type { Analysis, AnalysisOfKind } from '../protocol/index.ts';
import { formLabel, itemLabel } from './form-words.ts';
import { eventWords, isCourse } from './lane-plan.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, plain, type Subject } from './number-kinds.ts';
import { clause, listWords, missingWords, small } from './vocabulary.ts';
import { cite, endpointOf, type Found, label, say, type Writing } from './writing.ts';

/** What shows patients one by one, and what of them is recorded: its words on cards and in the methods. */

type PatientView = AnalysisOfKind<'swimmer' | 'timeline' | 'listing' | 'patientTable' | 'completeness'>;

/** What a number is: of all patients, of one source of marks, of one item, or of one patient. */
export function patientViewNumber(
  w: Writing,
  found: Found,
  analysis: PatientView,
  rest: string,
  among: string,
): Subject {
  const [first = '', second = '', third = '', ...more] = rest.split('.');
  if (first === 'mark') return sourceNumber(w, analysis, second, third, among);
  if (first === 'lane' || first === 'course') return ownNumber(w, found, analysis, first, second, third, more);
  if (first === 'at' || first === 'from') return courseNumber(w, found, analysis, first, third, among);
  if (first === 'status') return statusNumber(w, analysis, second, third, among);
  if (analysis.kind === 'completeness') return completenessNumber(w, found, rest, among);
  const words = WHOLE[`${analysis.kind}.${first}`] ?? WHOLE[first];
  if (!words) return plain(w, '', kindWords(w, found, rest), among);
  const kind = say(w, words[0], words[1]);
  return { ...plain(w, '', kind, among), numerator: say(w, words[2] ?? words[0], words[3] ?? words[1]) };
}

type Words = readonly [en: string, zh: string, whoEn?: string, whoZh?: string];

/** Numbers of all patients, by the kind of analysis where one name means two things. */
const WHOLE: Readonly<Record<string, Words>> = {
  n: ['number of patients', '患者数', 'patients', '患者'],
  'swimmer.n': ['number of patients with a bar', '绘制条形的患者数', 'patients with a bar', '绘制条形的患者'],
  events: ['number with the event', '发生事件的例数', 'patients with the event', '发生事件的患者'],
  censored: ['number without the event', '未发生事件的例数', 'patients without the event', '未发生事件的患者'],
  notAtRisk: [
    'number never at risk, so without a bar',
    '从未处于风险期而未绘制的例数',
    'patients never at risk',
    '从未处于风险期的患者',
  ],
  count: ['number of patients shown', '列出的患者数', 'patients shown', '列出的患者'],
  'listing.count': [
    'number of patients with such entries',
    '有此类记录的患者数',
    'patients with such entries',
    '有此类记录的患者',
  ],
  missing: [
    'number of whom it is not known whether they belong here',
    '无法判断是否列入的例数',
    'patients of whom it is not known',
    '情况不明的患者',
  ],
  none: [
    'number known to have no such entry',
    '确认无此类记录的例数',
    'patients known to have none',
    '确认无此类记录的患者',
  ],
  unknown: ['number of whom it is not known', '情况不明的例数', 'patients of whom it is not known', '情况不明的患者'],
  rows: ['number of entries', '记录条数', 'patients who have them', '有此类记录的患者'],
  undecided: [
    'number of entries of which it is not known whether they belong here',
    '无法判断是否列入的记录条数',
    'patients who have them',
    '有此类记录的患者',
  ],
  noZero: [
    'number without a day to count from',
    '无起算日期的例数',
    'patients without a day to count from',
    '无起算日期的患者',
  ],
  empty: [
    'number with nothing dated',
    '无已注明日期事件的例数',
    'patients with nothing dated',
    '无已注明日期事件的患者',
  ],
  beyond: [
    'number with a course that is not shown',
    '未列出病程的例数',
    'patients whose course is not shown',
    '未列出病程的患者',
  ],
  alone: [
    'number whose row is like no other',
    '所在行与他人均不相同的例数',
    'patients whose row is like no other',
    '所在行与他人均不相同的患者',
  ],
};

const OF_SOURCE: Readonly<Record<string, Words>> = {
  count: ['number of patients with any', '有此事件的患者数', 'patients with any', '有此事件的患者'],
  none: ['number known to have none', '确认无此事件的例数', 'patients known to have none', '确认无此事件的患者'],
  unknown: ['number of whom it is not recorded', '未记录的例数', 'patients of whom it is not recorded', '未记录的患者'],
  rows: ['number shown', '显示的次数', 'patients who have them', '有此事件的患者'],
  undated: ['number without a date', '缺少日期的条数', 'patients who have them', '有此记录的患者'],
  afterLock: [
    'number dated after the data lock',
    '日期晚于数据锁定日的条数',
    'patients who have them',
    '有此记录的患者',
  ],
  imprecise: ['number with a date without a day', '日期不精确到日的条数', 'patients who have them', '有此记录的患者'],
};

function sourceNumber(w: Writing, analysis: PatientView, source: string, name: string, among: string): Subject {
  const words = OF_SOURCE[name] ?? [name, name];
  return {
    subject: sourceLabel(w, analysis, source),
    kind: say(w, words[0], words[1]),
    numerator: say(w, words[2] ?? words[0], words[3] ?? words[1]),
    denominator: among,
    named: false,
  };
}

/** A number of the course of many together: at a time after time zero, or from it to the next tick. */
function courseNumber(
  w: Writing,
  { statistic, result }: Found,
  analysis: PatientView,
  first: 'at' | 'from',
  name: string,
  among: string,
): Subject {
  const { value: time = 0, unit = 'month' as const } = statistic.at ?? {};
  const [start, end] = [time, time + courseStep(result)].map((one) => String(one).replace('-', '−')) as [
    string,
    string,
  ];
  const words = (count: number) => timeUnitWord(unit, w.language, count);
  const event = analysis.kind === 'swimmer' ? eventWords(w, analysis) : '';
  if (first === 'from') {
    const from = say(w, `from ${start} to ${end} ${words(2)}`, `${start} 至 ${end} ${words(2)}`);
    return {
      subject: small(sourceLabel(w, analysis, name)),
      kind: say(w, `number of patients with any ${from}`, `${from}有此事件的患者数`),
      numerator: say(w, `patients with any ${from}`, `${from}有此事件的患者`),
      denominator: among,
      named: false,
    };
  }
  const at = say(w, `at ${start} ${words(time)}`, `${start} ${words(time)}时`);
  const followed = say(w, `patients still followed ${at}`, `${at}仍在随访的患者`);
  if (name === 'followed')
    return {
      ...plain(w, '', say(w, `number still followed ${at}`, `${at}仍在随访的例数`), among),
      numerator: followed,
    };
  return {
    subject: '',
    kind: say(w, `number still followed ${at}, with ${event} by then`, `${at}仍在随访者中已发生${event}的例数`),
    numerator: say(w, `those with ${event} by then`, `此前已发生${event}的患者`),
    denominator: followed,
    named: false,
  };
}

/** From one tick of the axis to the next. */
function courseStep(result: AnalysisResult): number {
  const axis = result.inputs.options['axis'];
  return axis !== null && typeof axis === 'object' && 'step' in axis ? Number(axis.step) : 0;
}

function sourceLabel(w: Writing, analysis: PatientView, id: string): string {
  const sources =
    analysis.kind === 'swimmer' ? (analysis.lanes ?? []) : analysis.kind === 'timeline' ? analysis.sources : [];
  const source = sources.find((one) => one.id === id);
  return source ? clause(label(w, source.label)) : id;
}

/** 'P1, operation – time': a number of one patient, named after its record set. */
function ownNumber(
  w: Writing,
  { result, statistic }: Found,
  analysis: PatientView,
  group: string,
  place: string,
  name: string,
  more: readonly string[],
): Subject {
  const patient = result.recordSets?.[statistic.denominator ?? '']?.[0] ?? place;
  const [step = '', what = ''] = more;
  const row = result.rows?.find(
    ({ cells }) =>
      String(cells[group]) === place &&
      String(cells[group === 'lane' ? 'mark' : 'event']) === step &&
      cells['source'] !== undefined,
  );
  const source = row ? sourceLabel(w, analysis, String(row.cells['source'])) : '';
  const times = what === 'until' ? say(w, 'time of its end', '结束时间') : say(w, 'time', '时间');
  const kind =
    name === 'end' && step === ''
      ? say(w, 'time to the last day known', '至末次随访的时间')
      : step === ''
        ? say(w, 'time of the event', '事件发生时间')
        : times;
  return {
    subject: source === '' ? patient : `${patient}${say(w, ', ', '，')}${small(source)}`,
    kind,
    numerator: patient,
    denominator: say(w, 'this patient', '该患者'),
    named: false,
  };
}

function statusNumber(w: Writing, analysis: PatientView, code: string, name: string, among: string): Subject {
  const ref = analysis.kind === 'swimmer' ? analysis.status : undefined;
  const variable = ref === undefined ? null : w.study.variable(ref);
  const title = variable ? clause(label(w, variable.label)) : '';
  if (code === 'missing') {
    const reason = name === '' ? '' : `${say(w, ': ', '：')}${missingWords(w, name)}`;
    return {
      subject: title,
      kind: say(w, `number missing${reason}`, `缺失例数${reason}`),
      numerator: say(w, 'patients in whom it is missing', '缺失的患者'),
      denominator: among,
      named: false,
    };
  }
  const words = variable?.codes?.find((one) => one.code === code)?.label;
  const text = words
    ? label(w, words)
    : code === 'yes'
      ? say(w, 'Yes', '是')
      : code === 'no'
        ? say(w, 'No', '否')
        : code;
  const subject = `${title}${say(w, ': ', '：')}${text}`;
  return {
    subject,
    kind: say(w, 'number of patients', '患者数'),
    numerator: subject,
    denominator: say(w, `${among}, in whom it is recorded`, `${among}中有记录者`),
    named: false,
  };
}

/** Of an item, or of a form that repeats: patients, or entries and the patients who have them. */
function completenessNumber(w: Writing, found: Found, rest: string, among: string): Subject {
  const [form = '', item = '', name = '', reason] = rest.split('.');
  if (form === 'core') {
    const words = say(w, 'patients who lack nothing of the core set', '核心变量完整的患者');
    return {
      ...plain(w, '', say(w, 'number who lack nothing of the core set', '核心变量完整的例数'), among),
      numerator: words,
    };
  }
  if (item === '') return plain(w, '', kindWords(w, found, rest), among);
  const title = formLabel(w, form);
  if (name === '') {
    const words = WHOLE[item === 'count' ? 'listing.count' : item] ?? [item, item];
    return {
      subject: title,
      kind: say(w, words[0], words[1]),
      numerator: say(w, words[2] ?? words[0], words[3] ?? words[1]),
      denominator: among,
      named: false,
    };
  }
  const isRepeating = w.study.form(form)?.repeats === true;
  const why = reason === undefined ? '' : `${say(w, ': ', '：')}${missingWords(w, reason)}`;
  const kinds: Readonly<Record<string, readonly [string, string]>> = {
    n: ['to which it applies', '适用'],
    recorded: ['recorded', '有记录'],
    missing: [`missing${why}`, `缺失${why}`],
    notApplicable: ['to which it does not apply', '不适用'],
  };
  const words = kinds[name];
  const unit = isRepeating ? (['number of entries', '条数'] as const) : (['number of patients', '例数'] as const);
  const kind = words
    ? say(w, `${unit[0]} ${words[0]}`, `${words[1]}${unit[1]}`)
    : say(w, 'share recorded', '有记录的比例');
  const who = isRepeating
    ? say(w, 'patients who have such entries', '有此类记录的患者')
    : say(w, 'patients counted', '计入的患者');
  const applies = say(w, `${among}, to whom it applies`, `${among}中适用者`);
  return {
    subject: `${title}${say(w, ': ', '：')}${itemLabel(w, form, item)}`,
    kind,
    numerator: who,
    denominator: name === 'n' || name === 'notApplicable' ? among : applies,
    named: true,
  };
}

/** How these analyses were made, a sentence each. */
export function patientViewSentences(w: Writing, result: AnalysisResult, analysis: PatientView): MethodSentence[] {
  const reference = cite(w, result);
  const write = sentenceWriter(w, result, analysis);
  switch (analysis.kind) {
    case 'swimmer': {
      const endpoint = endpointOf(w, analysis.endpoint);
      const zero = endpoint ? small(clause(label(w, endpoint.timeZero.label))) : say(w, 'time zero', '起点');
      if (isCourse(result))
        return [
          write(
            `${analysis.endpoint} together`,
            (titles) =>
              `The follow-up of the patients at risk (${titles}) is drawn together, since nobody could tell so many bars apart: how many are still followed at each time from ${zero}, past the event, and when what is marked happened${reference}.`,
            (titles) =>
              `处于风险期的患者人数较多，逐条绘制难以分辨，故合并绘制其随访情况（${titles}）：自${zero}起各时点仍在随访的例数（含事件之后的随访），以及所标记事件发生的时间${reference}。`,
          ),
        ];
      return [
        write(
          analysis.endpoint,
          (titles) =>
            `In the swimmer plot (${titles}) each patient at risk has a bar from ${zero} to the last day known, past the event${reference}.`,
          (titles) =>
            `游泳图（${titles}）中每例处于风险期的患者以一条表示，自${zero}至末次随访，事件之后的随访亦计入${reference}。`,
        ),
      ];
    }
    case 'timeline':
      return [
        write(
          '',
          (titles) =>
            `The courses of single patients (${titles}) are told event by event, without calendar dates${reference}.`,
          (titles) => `个别患者的病程（${titles}）按事件顺序叙述，不列日历日期${reference}。`,
        ),
      ];
    case 'listing':
      return [];
    case 'patientTable':
      if (analysis.public !== 'banded') return [];
      return [
        write(
          'banded',
          (titles) =>
            `For readers outside the team, patients are tabulated one by one (${titles}) with values in bands, times in whole months, and neither ids nor dates${reference}.`,
          (titles) =>
            `供研究团队以外读者查阅的逐例资料（${titles}）以区间列出数值，时间取整月，不列编号与日期${reference}。`,
        ),
      ];
    case 'completeness':
      return [
        write(
          '',
          () =>
            `For each variable it was counted how often it is recorded, among those to whom it applies, and why it is missing${reference}.`,
          () => `逐项统计各变量在适用者中的记录情况及缺失原因${reference}。`,
        ),
      ];
  }
}

/** The method of a result in Chinese, as cards and the appendix name it. */
export function patientViewMethod(analysis: PatientView): string {
  switch (analysis.kind) {
    case 'swimmer':
      return '游泳图；至末次随访，含事件之后';
    case 'timeline':
      return '时间线；逐例按日期排列的记录';
    case 'listing':
      return '列表；按患者与日期列出原始记录';
    case 'patientTable':
      return analysis.public === 'banded' ? '逐例表；公开版以区间表示并随机排列' : '逐例表；仅供研究团队';
    case 'completeness':
      return '资料完整性；适用者中的记录比例';
  }
}

export const PATIENT_VIEW_OPTION_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  order: ['Order of the bars', '条形排列'],
  status: ['Status at the end', '末次状态'],
  orderedBy: ['Ordered by', '排序依据'],
  public: ['For the public', '公开版'],
  forms: ['Forms', '表单'],
};

const PUBLIC_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  omit: ['not shown', '不展示'],
  banded: ['in bands', '以区间展示'],
};

/** The value of an option of these analyses in words; null for one that is written like those of others. */
export function patientViewOption(w: Writing, result: AnalysisResult, name: string, value: Json): string | null {
  if ((name === 'order' || name === 'status') && typeof value === 'string') {
    const variable = w.study.variable(value);
    return variable ? clause(label(w, variable.label)) : value;
  }
  if (name === 'forms' && Array.isArray(value))
    return listWords(
      w,
      value.map((form) => formLabel(w, String(form))),
    );
  const form = result.inputs.options['form'];
  if (name === 'orderedBy' && typeof value === 'string' && typeof form === 'string') return itemLabel(w, form, value);
  if (name === 'public' && typeof value === 'string') {
    const words = PUBLIC_WORDS[value];
    return words ? say(w, words[0], words[1]) : value;
  }
  return null;
}

export function isPatientView(analysis: Analysis): analysis is PatientView {
  return ['swimmer', 'timeline', 'listing', 'patientTable', 'completeness'].includes(analysis.kind);
}
