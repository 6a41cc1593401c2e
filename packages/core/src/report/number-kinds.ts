import { timeUnitWord } from '../model/index.ts';
import { missingWords } from './vocabulary.ts';
import { type Found, levelText, say, type Writing } from './writing.ts';

/** What a number is, in pieces of words: whose it is, of what, and which number of it. */
export type NumberWords = {
  /** the group of patients, the variable and code, the step: '' where the number is of everybody */
  readonly subject: string;
  /** 'number of patients', 'median' ... with 'lower limit' and time where it has them */
  readonly kind: string;
  /** the patients counted, and those among whom they were counted */
  readonly numerator: string;
  readonly denominator: string;
};

/** `named`: the subject stands by itself, without the title of the analysis before it. */
export type Subject = NumberWords & { readonly named: boolean };

/** The words of a number that has no subject of its own. */
export function plain(w: Writing, subject: string, kind: string, among: string, named = false): Subject {
  return {
    subject,
    kind,
    numerator: subject === '' ? say(w, 'patients counted', '计入的患者') : subject,
    denominator: among,
    named,
  };
}

/** What ids may begin with, each with what it stands for. */
export type Beginnings<T> = ReadonlyMap<string, T>;

export function beginningsOf<T>(list: readonly T[], idOf: (one: T) => string): Beginnings<T> {
  return new Map(list.map((one) => [idOf(one), one]));
}

/** Takes the longest known beginning and its full stop off an id: a code may begin another. */
export function begun<T>(
  known: Beginnings<T>,
  id: string,
  accepts: (rest: string) => boolean = () => true,
): { one: T; rest: string } | undefined {
  for (let end = id.lastIndexOf('.'); end >= 0; end = id.lastIndexOf('.', end - 1)) {
    const one = known.get(id.slice(0, end));
    if (one !== undefined && accepts(id.slice(end + 1))) return { one, rest: id.slice(end + 1) };
    if (end === 0) break;
  }
  return undefined;
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  n: ['number of patients', '患者数'],
  count: ['number of patients', '患者数'],
  proportion: ['proportion', '比例'],
  absent: ['number in whom it is absent', '记录为无的例数'],
  notRecorded: ['number in whom it is not recorded', '未记录的例数'],
  missing: ['number missing', '缺失例数'],
  median: ['median', '中位数'],
  coverage: ['true coverage of the interval', '置信区间的实际覆盖率'],
  quartile1: ['first quartile', '第一四分位数'],
  quartile3: ['third quartile', '第三四分位数'],
  minimum: ['minimum', '最小值'],
  maximum: ['maximum', '最大值'],
  mean: ['mean', '均数'],
  standardisedDifference: ['standardised difference', '标准化差异'],
  chance: [
    'standardised difference within which chance alone keeps those of such groups',
    '仅由机遇造成的标准化差异的界限',
  ],
  standardDeviation: ['standard deviation', '标准差'],
  events: ['number of events', '事件数'],
  censored: ['number censored', '删失数'],
  notAtRisk: ['number never at risk', '从未处于风险期的例数'],
  survival: ['survival', '生存率'],
  standardError: ['standard error of survival', '生存率的标准误'],
  atRisk: ['number at risk', '在险人数'],
  cumulativeEvents: ['number of events so far', '累计事件数'],
  cumulativeCensored: ['number censored so far', '累计删失数'],
  personYears: ['patient-years observed', '随访人年'],
  rate: ['events a patient-year', '每人年事件数'],
  competing: ['number of competing events', '竞争事件数'],
  cumulativeCompeting: ['number of competing events so far', '累计竞争事件数'],
  cumulativeIncidence: ['cumulative incidence', '累积发生率'],
  competingIncidence: ['cumulative incidence of what competes', '竞争事件的累积发生率'],
  incidence: ['cumulative incidence', '累积发生率'],
  incidenceError: ['standard error of the cumulative incidence', '累积发生率的标准误'],
  oneMinusKaplanMeier: ['one minus Kaplan–Meier', '1 减去 Kaplan–Meier 估计值'],
  statistic: ['test statistic', '检验统计量'],
  degreesOfFreedom: ['degrees of freedom', '自由度'],
  pValue: ['p value', 'P值'],
  greyFrom: ['time from which the curve is grey', '曲线转灰的时间'],
  time: ['time', '时间'],
};

const PARTIAL_DATES: Readonly<Record<string, readonly [string, string]>> = {
  earliest: ['taken as the earliest', '取最早可能日'],
  midpoint: ['taken as the middle', '取中点'],
  latest: ['taken as the latest', '取最晚可能日'],
  refuse: ['not used', '不予采用'],
};

/** 'lower limit (95%) of survival at 12 months', from the end of an id. */
export function kindWords(w: Writing, found: Found, rest: string): string {
  const step = /^step\.(\d+)\.(.*)$/.exec(rest);
  if (step) {
    const inner = kindWords(w, found, step[2] ?? '');
    return say(w, `${inner}, event time ${step[1]}`, `第 ${step[1]} 个事件时间的${inner}`);
  }
  const missing = /^missing\.(.+)$/.exec(rest);
  if (missing)
    return say(
      w,
      `number missing: ${missingWords(w, missing[1] ?? '')}`,
      `缺失例数（${missingWords(w, missing[1] ?? '')}）`,
    );
  const rule = /^partialDates\.([a-z]+)\.(.*)$/.exec(rest);
  if (rule) {
    const inner = kindWords(w, found, rule[2] ?? '');
    const words = PARTIAL_DATES[rule[1] ?? ''] ?? [rule[1] ?? '', rule[1] ?? ''];
    return say(w, `${inner}, dates without a day ${words[0]}`, `${inner}（不完整日期${words[1]}）`);
  }
  const limit = /^(?:(.*)\.)?(lower|upper)(OneSided)?$/.exec(rest);
  if (limit) {
    const inner = kindWords(w, found, limit[1] ?? 'survival');
    const level = levelText(found.result);
    const sided = limit[3] ? (['one-sided ', '单侧 '] as const) : (['', ''] as const);
    return limit[2] === 'lower'
      ? say(w, `${sided[0]}lower ${level} limit of ${inner}`, `${inner}的${sided[1]}${level} 置信下限`)
      : say(w, `${sided[0]}upper ${level} limit of ${inner}`, `${inner}的${sided[1]}${level} 置信上限`);
  }
  const [name = '', time] = (rest.split('.').pop() ?? '').split('@');
  const words = KINDS[name];
  const kind = words ? say(w, words[0], words[1]) : name;
  if (time === undefined) return kind;
  const at = found.statistic.at;
  const value = at ? at.value : Number.parseFloat(time);
  const unit =
    at?.unit ?? (time.endsWith('wk') ? 'week' : time.endsWith('mo') ? 'month' : time.endsWith('a') ? 'year' : 'day');
  return say(
    w,
    `${kind} at ${value} ${timeUnitWord(unit, w.language, value)}`,
    `${value} ${timeUnitWord(unit, w.language, value)}时的${kind}`,
  );
}
