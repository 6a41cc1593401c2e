import { RECORDS_LISTED } from '../analyse/index.ts';
import { type AnalysisResult, formatExact, type Json, type RecordRef, type Statistic } from '../model/index.ts';
import type { Analysis } from '../protocol/index.ts';
import { measureWords, raterNames } from './agreement-words.ts';
import { numberTitle, numberWords } from './card-titles.ts';
import { CASE_FINDING_OPTION_NAMES } from './case-finding-words.ts';
import type { NumberCard, PatientCard } from './document.ts';
import { explained } from './explained.ts';
import { FORM_OPTION_NAMES, formOptionValue } from './form-options.ts';
import { META_ANALYSIS_OPTION_NAMES, META_ANALYSIS_VALUES } from './meta-analysis-words.ts';
import { confidenceWords } from './method-sentence.ts';
import { methodWords } from './methods.ts';
import { ruleWords } from './partial-dates-words.ts';
import { PATIENT_VIEW_OPTION_NAMES, patientViewOption } from './patient-view-words.ts';
import { seriesNames } from './published-series-plan.ts';
import { REGRESSION_OPTION_NAMES, regressionOption } from './regression-words.ts';
import { greyShare } from './survival-tables.ts';
import { planWords } from './table-parts.ts';
import { capital, clause, listWords, timeUnitNoun, unitWords } from './vocabulary.ts';
import {
  codesOf,
  declared,
  endpointOf,
  type Found,
  label,
  levelText,
  printedText,
  say,
  setLabel,
  type Writing,
} from './writing.ts';

/**
 * What opens behind each number. `w.results` are what the audience may have; `full` the results with their sets of
 * patients, from which the sizes of numerator and denominator are read. Patients are named for the team only.
 */
export function numberCards(w: Writing, full: readonly AnalysisResult[]): NumberCard[] {
  const inOrder = membersInOrder(w);
  const fullById = new Map(full.map((result) => [result.id, result]));
  return w.results.flatMap((result) => {
    const source = fullById.get(result.id) ?? result;
    const sources = new Map(source.statistics.map((statistic) => [statistic.id, statistic]));
    const shared = {
      method: methodWords(w, result),
      reference: result.method.reference,
      options: optionWords(w, result),
      analysisSet: capital(setLabel(w, result.inputs.analysisSet)),
      plan: capital(planWords(w, result)),
      notes: result.notes.map((note) => label(w, note.text)),
    };
    return result.statistics.map((statistic): NumberCard => {
      const words = numberWords(w, { statistic, result });
      const set = (id: string | undefined, text: string): NumberCard['numerator'] => {
        const members = id === undefined ? undefined : source.recordSets?.[id];
        if (!members) return null;
        const patients = w.audience === 'team' ? inOrder(members) : null;
        return { label: capital(text), count: members.length, patients };
      };
      const withSets = sources.get(statistic.id);
      return {
        statistic: statistic.id,
        title: numberTitle(w, { statistic, result }),
        printed: printedText(w, statistic),
        exact: formatExact(statistic.value, statistic.whyNull, w.language),
        unit: unitWords(w, statistic.unit),
        numerator: set(withSets?.numerator, words.numerator),
        denominator: set(withSets?.denominator, words.denominator),
        deciding: decidingWords(w, { statistic, result }),
        ...(statistic.source === undefined ? {} : { source: statistic.source }),
        ...shared,
      };
    });
  });
}

/** The members of a set in the order of their ids, each set put in order once. */
function membersInOrder(w: Writing): (members: string[]) => string[] {
  const known = new Map<string[], string[]>();
  const order = orderOf(w);
  return (members) => {
    let sorted = known.get(members);
    if (sorted === undefined) {
      sorted = [...members].sort(order);
      known.set(members, sorted);
    }
    return sorted;
  };
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decidingWords(w: Writing, { statistic }: Found): NumberCard['deciding'] {
  if (w.audience === 'public') return null;
  if (!statistic.deciding || statistic.deciding.length === 0) return isOfManyRecords(statistic) ? manyRecords(w) : null;
  const named = statistic.deciding.slice(0, RECORDS_NAMED);
  const others = statistic.deciding.length - named.length;
  const records = named.map((ref) => ({ patient: ref.patient, text: recordWords(w, ref) }));
  if (others === 0) return records;
  const more = say(w, `and ${others} more, all named in results.json`, `另有 ${others} 条，均列于结果数据文件`);
  return [...records, { patient: '', text: more }];
}

function isOfManyRecords({ name, value }: Statistic): boolean {
  return name === 'rows' && (value ?? 0) > RECORDS_LISTED;
}

function manyRecords(w: Writing): NumberCard['deciding'] {
  const text = say(
    w,
    `More than ${RECORDS_LISTED} records, which are not named one by one: they are among those of the patients of the numerator`,
    `记录超过 ${RECORDS_LISTED} 条，不逐条列出，均为分子所列患者的记录`,
  );
  return [{ patient: '', text }];
}

/** Records that a card names: more than anybody reads would make the page heavy and tell nothing. */
const RECORDS_NAMED = 40;

/** 'Follow-up 3: date' */
function recordWords(w: Writing, ref: RecordRef): string {
  const form = w.study.form(ref.form);
  const item = ref.item === undefined ? null : w.study.item(ref.form, ref.item);
  const place = `${form ? clause(label(w, form.label)) : ref.form}${ref.repeat === undefined ? '' : ` ${ref.repeat}`}`;
  if (ref.item === undefined) return place;
  return `${place}${say(w, ': ', '：')}${item ? clause(label(w, item.label)) : ref.item}`;
}

/** Patients in the order of their ids. */
export function patientCards(w: Writing): PatientCard[] {
  if (w.audience === 'public') return [];
  return [...(w.patientLines ?? [])].sort((a, b) => orderOf(w)(a.patient, b.patient));
}

/** Every option of a result with its value, in words where the program has them. */
function optionWords(w: Writing, result: AnalysisResult): NumberCard['options'] {
  return Object.entries(result.inputs.options)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const words = optionInWords(w, result, name, value);
      const named = { name: optionName(w, name) };
      return words === null ? { ...named, value: writtenOption(value), code: true } : { ...named, value: words };
    });
}

const OPTION_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  level: ['Confidence level', '置信水平'],
  confidence: ['Scale of the limits', '置信限的变换'],
  interval: ['Interval', '置信区间'],
  quantileType: ['Type of quantiles', '分位数类型'],
  times: ['Times', '时间点'],
  timeUnit: ['Unit of time', '时间单位'],
  daysPerUnit: ['Days in a unit of time', '每时间单位的天数'],
  variance: ['Variance', '方差'],
  ties: ['On one day', '同日处理'],
  axis: ['Axis', '坐标轴'],
  greyBeyond: ['Grey where one more event moves the curve by more than', '变灰阈值（再发生一例事件的变动）'],
  by: ['By', '分组'],
  variables: ['Variables', '变量'],
  standardisedDifference: ['Standardised differences', '标准化差异'],
  endpoint: ['Endpoint', '终点'],
  partialDates: ['Partial dates', '不完整日期'],
  when: ['Counted when', '计数条件'],
  rows: ['Rows', '行'],
  columns: ['Columns', '列'],
  ...FORM_OPTION_NAMES,
  ...PATIENT_VIEW_OPTION_NAMES,
  label: ['Counted', '计数对象'],
  statistics: ['Numbers', '指标'],
  per: ['Patient-years of the rate', '发生率的人年基数'],
  daysPerYear: ['Days in a year', '每年天数'],
  until: ['Horizon', '时限'],
  rules: ['Rules for partial dates', '不完整日期的规则'],
  outcome: ['Outcome', '结局'],
  levels: ['Groups compared', '所比较的组'],
  test: ['Test', '检验'],
  event: ['Counted', '所计结局'],
  scores: ['Scores of the groups', '各组评分'],
  pValue: ['p value', 'P值'],
  limits: ['Limits', '置信限'],
  draws: ['Random draws', '随机抽取次数'],
  seed: ['Seed', '随机种子'],
  raters: ['Raters', '评定者'],
  compare: ['Compared', '比较内容'],
  measures: ['Measures', '指标'],
  literature: ['Figure of the series', '文献指标'],
  of: ['Of the analysis', '所针对的分析'],
  against: ['Against', '对照分析集'],
  ...REGRESSION_OPTION_NAMES,
  ...META_ANALYSIS_OPTION_NAMES,
  ...CASE_FINDING_OPTION_NAMES,
};

function optionName(w: Writing, name: string): string {
  const words = OPTION_NAMES[name];
  return words ? say(w, words[0], words[1]) : name;
}

const VALUE_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  'clopper-pearson': ['Clopper–Pearson (exact)', 'Clopper–Pearson 精确法'],
  wilson: ['Wilson score', 'Wilson 计分法'],
  earliest: ['the earliest day', '取最早一天'],
  midpoint: ['the middle day', '取中点'],
  latest: ['the latest day', '取最晚一天'],
  refuse: ['not used', '不予使用'],
  'infinitesimal jackknife': ['infinitesimal jackknife', '无穷小刀切法'],
  gray: ['Gray’s test', 'Gray 检验'],
  none: ['none', '无'],
  greenwood: ['Greenwood', 'Greenwood 公式'],
  logRank: ['log-rank test', '对数秩检验'],
  permutationLogRank: ['permutation log-rank test', '置换对数秩检验'],
  trend: ['log-rank test for trend', '对数秩趋势检验'],
  rmstDifference: ['difference of restricted mean survival times', '限制性平均生存时间之差'],
  newcombe: ['Newcombe', 'Newcombe 法'],
  'miettinen-nurminen': ['Miettinen–Nurminen', 'Miettinen–Nurminen 法'],
  fisher: ['Fisher’s exact test', 'Fisher 精确检验'],
  wilcoxon: ['Wilcoxon rank-sum test', 'Wilcoxon 秩和检验'],
  kruskalWallis: ['Kruskal–Wallis test', 'Kruskal–Wallis 检验'],
  cochranArmitage: ['Cochran–Armitage test for trend', 'Cochran–Armitage 趋势检验'],
  riskDifference: ['risk difference', '率差'],
  oddsRatio: ['odds ratio', '比值比'],
  exact: ['exact', '精确法'],
  normal: ['normal approximation', '正态近似'],
  votes: ['votes as given', '原始结论'],
  inclusion: ['whether to include', '是否纳入'],
  'events before censorings': ['events before censorings', '事件先于删失'],
  ...META_ANALYSIS_VALUES,
};

/** An option as the plan or the program writes it. */
function writtenOption(value: Json): string {
  if (Array.isArray(value)) return value.map(writtenOption).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value of an option in words; null where it has none. */
function optionInWords(w: Writing, result: AnalysisResult, name: string, value: Json): string | null {
  const ofForm = formOptionValue(w, result, name, value);
  if (ofForm !== null) return ofForm;
  const ofView = patientViewOption(w, result, name, value);
  if (ofView !== null) return ofView;
  const place = declared(w, result.id);
  if (place?.analysis.kind === 'regression') {
    const ofModel = regressionOption(w, place.analysis, name, value);
    if (ofModel !== null) return ofModel;
  }
  if (name === 'level') return levelText(result);
  if (name === 'greyBeyond') return greyShare(w, result).trim();
  if (name === 'confidence' && typeof value === 'string') return confidenceWords(w, value);
  if (name === 'timeUnit' && (value === 'day' || value === 'month' || value === 'year')) return timeUnitNoun(w, value);
  if (name === 'endpoint' && typeof value === 'string') {
    const endpoint = endpointOf(w, value);
    return endpoint ? label(w, endpoint.label) : null;
  }
  if (name === 'of' && typeof value === 'string') {
    const of = declared(w, value)?.analysis;
    return of ? clause(label(w, of.title)) : null;
  }
  if (name === 'statistics' && Array.isArray(value))
    return listWords(
      w,
      value.map((id) => {
        const found = w.statistics.get(String(id));
        return found ? numberTitle(w, found) : String(id);
      }),
    );
  if (name === 'series' && Array.isArray(value)) return listWords(w, seriesNames(w, value.map(String)));
  if (name === 'raters' && place?.analysis.kind === 'agreement') return listWords(w, raterNames(w, place.analysis));
  if (name === 'measures' && Array.isArray(value)) return measureWords(w, value.map(String));
  if (name === 'against' && typeof value === 'string') return setLabel(w, value);
  if (name === 'when' && place) return conditionWords(w, result, place.index) || null;
  if (place && 'by' in place.analysis && (name === 'levels' || name === 'event'))
    return comparedWords(w, place.analysis, name, value);
  if (name === 'rules' && Array.isArray(value))
    return listWords(
      w,
      value.map((rule) => ruleWords(w, String(rule))),
    );
  if (['by', 'rows', 'columns', 'outcome'].includes(name) && typeof value === 'string') return variableWords(w, value);
  if (name === 'variables' && Array.isArray(value))
    return listWords(
      w,
      value.map((one) => variableWords(w, variableRef(one))),
    );
  if (name === 'axis' && value !== null && typeof value === 'object' && 'step' in value) {
    return say(
      w,
      `every ${String(value.step)} to ${String(value['maximum'])}`,
      `每 ${String(value.step)}，至 ${String(value['maximum'])}`,
    );
  }
  if (typeof value === 'string') {
    const words = VALUE_WORDS[value];
    return words ? say(w, words[0], words[1]) : null;
  }
  if (typeof value === 'boolean') return value ? say(w, 'yes', '是') : say(w, 'no', '否');
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return listWords(w, value.map(String));
  return null;
}

/** The groups that are compared, or the outcome that is counted, in words. */
function comparedWords(w: Writing, analysis: Analysis, name: 'levels' | 'event', value: Json): string {
  const ref = name === 'levels' ? 'by' in analysis && analysis.by : 'outcome' in analysis && analysis.outcome;
  const variable = typeof ref === 'string' ? w.study.variable(ref) : null;
  const words = variable ? codesOf(w, variable) : [];
  const codes = Array.isArray(value) ? value : [value];
  return listWords(
    w,
    codes.map((code) => words.find((one) => one.code === code)?.text ?? String(code)),
  );
}

/** The condition of an analysis in words, or of the one that it is about. */
function conditionWords(w: Writing, result: AnalysisResult, index: number): string {
  const of = result.inputs.options['of'];
  const place = typeof of === 'string' ? declared(w, of)?.index : index;
  return explained(w, `analyses/${place ?? index}/when`);
}

function variableRef(value: Json): string {
  if (typeof value === 'string') return value;
  if (value !== null && typeof value === 'object' && 'variable' in value) return String(value.variable);
  return String(value);
}

function variableWords(w: Writing, ref: string): string {
  const variable = w.study.variable(ref);
  return variable ? label(w, variable.label) : ref;
}

/** Ids by code unit; those of a table are numbers of rows. */
function orderOf(w: Writing): (a: string, b: string) => number {
  return w.ofTable ? (a, b) => Number(a) - Number(b) : byCodeUnit;
}
