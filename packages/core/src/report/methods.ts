import { CASE_FINDING } from '../case-finding/index.ts';
import type { AnalysisResult, PartialDateRule } from '../model/index.ts';
import type { Analysis, Endpoint, SelectionStep } from '../protocol/index.ts';
import { agreementMethod, agreementSentences } from './agreement-words.ts';
import { associationMethod, associationSentences } from './association-words.ts';
import { boundsMethod, boundsSentences } from './bounds-words.ts';
import { caseFindingMethod } from './case-finding-words.ts';
import { incidenceMethod, incidenceSentences } from './cumulative-incidence-words.ts';
import { describeRowsSentences } from './describe-rows-words.ts';
import type { Block, Inline } from './document.ts';
import { explained } from './explained.ts';
import { LEAVE_ONE_OUT_METHOD, leaveOneOutSentences } from './leave-one-out-words.ts';
import { markerSentences } from './marker-words.ts';
import { metaAnalysisMethod, metaAnalysisSentences } from './meta-analysis-words.ts';
import { confidenceWords, type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { PARTIAL_DATES_METHOD, partialDatesSentences } from './partial-dates-words.ts';
import { patientViewMethod, patientViewSentences } from './patient-view-words.ts';
import { publishedSeriesMethod, publishedSeriesSentences } from './published-series-words.ts';
import { rangeSentences } from './range-words.ts';
import { rateMethod, rateSentences } from './rate-words.ts';
import { regressionMethod, regressionSentences } from './regression-words.ts';
import { scoresMethod, scoresSentences } from './scores-words.ts';
import { greyShare } from './survival-tables.ts';
import { survivalTestMethod, survivalTestSentences } from './survival-test-words.ts';
import { capital, clause, dateWords, listWords, small } from './vocabulary.ts';
import {
  cite,
  declared,
  inlines,
  label,
  levelText,
  say,
  sayInlines,
  setLabel,
  type Worded,
  type Writing,
} from './writing.ts';

/**
 * The methods section, written from what was run: the study's declarations, each expression as a sentence, and the
 * method and options that each result names. Nothing in it is typed by hand, so it cannot drift from the numbers.
 */
export function methodsBlocks(w: Writing): Block[] {
  if (w.ofTable) return [...w.ofTable.methods, ...statisticsBlocks(w)];
  return [
    ...designBlocks(w),
    ...selectionBlocks(w),
    ...valueBlocks(w),
    ...endpointBlocks(w),
    ...statisticsBlocks(w),
    ...planBlocks(w),
    ...softwareBlocks(w),
  ];
}

export function heading(text: string): Block {
  return { kind: 'heading', level: 3, text };
}

export function paragraph(...sentences: readonly string[]): Block[] {
  const kept = sentences.filter((sentence) => sentence !== '');
  if (kept.length === 0) return [];
  return [{ kind: 'paragraph', inlines: inlines(joinSentences(kept)) }];
}

/** English sentences stand a space apart, Chinese ones do not. */
function joinSentences(sentences: readonly string[]): string {
  return sentences.reduce((joined, sentence) => (/[。；]$/.test(joined) ? joined + sentence : `${joined} ${sentence}`));
}

function designBlocks(w: Writing): Block[] {
  const { design, centres = [], dataLock } = w.document;
  const where = listWords(
    w,
    centres.map((centre) => label(w, centre.label)),
  );
  const designWords = design ? clause(label(w, design)) : '';
  const article = /^[aeiou]/i.test(designWords) ? 'an' : 'a';
  const sentences = [
    designWords === ''
      ? ''
      : say(
          w,
          `This was ${article} ${small(designWords)}${where === '' ? '' : ` at ${where}`}.`,
          `本研究为${designWords}${where === '' ? '' : `，研究中心为${where}`}。`,
        ),
    dataLock === undefined
      ? ''
      : say(
          w,
          `The data were locked on ${dateWords(w, dataLock)}; nothing later is included.`,
          `数据锁定日为${dateWords(w, dataLock)}，其后的信息均未纳入。`,
        ),
  ];
  const blocks = paragraph(...sentences);
  return blocks.length === 0 ? [] : [heading(say(w, 'Design', '研究设计')), ...blocks];
}

function selectionBlocks(w: Writing): Block[] {
  const { eligibility, analysisSets = [] } = w.document;
  const blocks: Block[] = [];
  if (eligibility.steps.length > 0) {
    blocks.push(
      ...paragraph(
        say(
          w,
          'Eligibility rested on facts known at diagnosis. A candidate was excluded at the first of these conditions that applied:',
          '入选标准仅依据诊断时已知的信息。候选病例按以下顺序逐条判断，符合任一条即予排除：',
        ),
      ),
      stepList(w, eligibility.steps, 'eligibility/steps'),
    );
  }
  analysisSets.forEach((set, index) => {
    const from = setLabel(w, set.from ?? 'eligible');
    blocks.push(
      ...paragraph(
        say(
          w,
          `The analysis set “${label(w, set.label)}” was formed from the ${small(from)} by leaving out, in this order:`,
          `自“${from}”中依次剔除以下患者，构成分析集“${label(w, set.label)}”：`,
        ),
      ),
      stepList(w, set.steps, `analysisSets/${index}/steps`),
    );
  });
  return blocks.length === 0 ? [] : [heading(say(w, 'Patients', '研究对象')), ...blocks];
}

function stepList(w: Writing, steps: readonly SelectionStep[], pointer: string): Block {
  return {
    kind: 'list',
    ordered: true,
    items: steps.map((step, index) => inlines(stepSentence(w, step, `${pointer}/${index}/require`))),
  };
}

function stepSentence(w: Writing, step: SelectionStep, pointer: string): string {
  const kept = [
    explained(w, pointer),
    step.requireCore
      ? say(w, 'every variable of the core set holds a value or is not applicable', '核心变量均有记录或不适用')
      : '',
  ].filter((one) => one !== '');
  const title = clause(label(w, step.label));
  if (kept.length === 0) return say(w, `${title}, as judged at screening.`, `${title}（由筛查者判定）。`);
  const condition = kept.map(capital).join(say(w, '; and ', '；且'));
  return say(w, `${title}. To stay: ${condition}.`, `${title}。保留条件：${condition}。`);
}

function valueBlocks(w: Writing): Block[] {
  const core = w.document.forms.flatMap((form) => {
    const items = form.items
      .filter((item) => item.core)
      .map((item) => say(w, small(label(w, item.label)), label(w, item.label)));
    return items.length === 0
      ? []
      : [`${listWords(w, items)}${say(w, ` (${small(label(w, form.label))})`, `（${label(w, form.label)}）`)}`];
  });
  const double = w.document.forms.filter((form) => form.doubleAbstracted).map((form) => label(w, form.label));
  return [
    heading(say(w, 'Data', '资料')),
    ...paragraph(
      say(
        w,
        'A value that the chart does not hold was entered as missing with its reason (not done, not reported, not applicable, unknown, refused) and never as a negative finding; it stands in no denominator, and nothing was imputed.',
        '病历中未记载的项目按缺失录入并注明原因（未做、未报告、不适用、不详、拒绝），不视为阴性结果，不计入任何分母，亦未作填补。',
      ),
      core.length === 0
        ? ''
        : say(w, `The core set of variables was: ${core.join('; ')}.`, `核心变量包括：${core.join('；')}。`),
      double.length === 0
        ? ''
        : say(
            w,
            `Abstracted twice, independently: ${listWords(w, double.map(small))}.`,
            `以下表单由两人独立提取：${listWords(w, double)}。`,
          ),
    ),
  ];
}

/** Endpoints that an analysis of the plan uses, in the order of the document. */
function usedEndpoints(w: Writing): Endpoint[] {
  const used = new Set(
    w.results
      .map((result) => declared(w, result.id)?.analysis)
      .flatMap((analysis) => (analysis && 'endpoint' in analysis && analysis.endpoint ? [analysis.endpoint] : [])),
  );
  return (w.document.endpoints ?? []).filter((endpoint) => used.has(endpoint.id));
}

function endpointBlocks(w: Writing): Block[] {
  const endpoints = usedEndpoints(w);
  if (endpoints.length === 0) return [];
  return [
    heading(say(w, 'Endpoints', '研究终点')),
    ...endpoints.flatMap((endpoint) => paragraph(...endpointSentences(w, endpoint))),
  ];
}

const RULE_WORDS: Readonly<Record<PartialDateRule, readonly [string, string]>> = {
  earliest: ['was taken as the earliest day it allows', '取其可能的最早一天'],
  midpoint: ['was taken as the middle of the days it allows', '取其可能区间的中点'],
  latest: ['was taken as the latest day it allows', '取其可能的最晚一天'],
  refuse: ['was not used, and the patient was left out of the analysis', '不予使用，该患者不纳入该分析'],
};

/** Time zero, events, what is none, censoring, who is not at risk, partial dates. */
export function endpointSentences(w: Writing, endpoint: Endpoint): string[] {
  const sources = (list: readonly { label: Worded }[] | undefined) =>
    (list ?? []).map((source) => small(clause(label(w, source.label))));
  const name = clause(label(w, endpoint.label));
  const zero = small(clause(label(w, endpoint.timeZero.label)));
  const events = sources(endpoint.events);
  const censoring = sources(endpoint.censoring);
  const competing = sources(endpoint.competing);
  const last = events[events.length - 1] ?? '';
  const eventWords =
    events.length > 1 ? `${events.slice(0, -1).join(say(w, ', ', '、'))}${say(w, ' or ', '或')}${last}` : last;
  const first = events.length > 1 ? ', whichever came first' : '';
  const rule = RULE_WORDS[endpoint.partialDates ?? 'midpoint'];
  return [
    say(
      w,
      `${name} was counted from ${withArticle(zero)} to ${eventWords}${first}; nothing else counted as an event.`,
      `${name}自${zero}起算，至${events.length > 1 ? '首次发生' : ''}${eventWords}为止；其他情况均不计为事件。`,
    ),
    censoring.length === 0
      ? ''
      : say(
          w,
          `Patients without an event were censored ${listWords(w, censoring.map(censoredAt))}${censoring.length > 1 ? ', whichever came last' : ''}.`,
          `未发生事件者于${listWords(w, censoring)}${censoring.length > 1 ? '（取最晚者）' : ''}时删失。`,
        ),
    competing.length === 0
      ? ''
      : say(w, `Competing events were: ${listWords(w, competing)}.`, `竞争事件：${listWords(w, competing)}。`),
    endpoint.entry
      ? say(
          w,
          `Patients entered observation at ${withArticle(small(clause(label(w, endpoint.entry.label))))} (left truncation).`,
          `患者自${clause(label(w, endpoint.entry.label))}起进入观察（左截断）。`,
        )
      : '',
    endpoint.notAtRisk
      ? say(
          w,
          `Not at risk, and left out: ${small(clause(label(w, endpoint.notAtRisk)))}.`,
          `未进入风险期而未纳入者：${clause(label(w, endpoint.notAtRisk))}。`,
        )
      : '',
    say(w, `A date known only to the month or year ${rule[0]}.`, `仅精确到月或年的日期${rule[1]}。`),
  ];
}

/** A single word such as 'birth' or 'diagnosis' stands without an article. */
function withArticle(words: string): string {
  return /^(the|an?|each) /.test(words) || !words.includes(' ') ? words : `the ${words}`;
}

function censoredAt(words: string): string {
  return /^last (known|seen|reached)/.test(words) ? `when ${words}` : `at ${withArticle(words)}`;
}

/** What stands in one paragraph: who was selected, what is described, proportions and groups, time, how firm it all is. */
const TOPICS: readonly ReadonlySet<Analysis['kind']>[] = [
  new Set(['flow', 'agreement', 'completeness']),
  new Set([
    'describe',
    'crossTable',
    'dotPlot',
    'rangeTable',
    'describeRows',
    'markerTable',
    'heatMap',
    'trajectory',
    'scores',
  ]),
  new Set(['swimmer', 'timeline', 'listing', 'patientTable']),
  new Set(['proportion', 'association']),
  new Set(['kaplanMeier', 'cumulativeIncidence', 'survivalTest', 'rate', 'reverseKaplanMeier']),
  new Set(['regression']),
  new Set(['bounds', 'leaveOneOut', 'partialDateSensitivity', 'publishedSeries', 'metaAnalysis']),
];

function statisticsBlocks(w: Writing): Block[] {
  type Grouped = { kind: Analysis['kind']; titles: string[]; write: (titles: readonly string[]) => string };
  const grouped = new Map<string, Grouped>();
  for (const result of w.results) {
    const analysis = declared(w, result.id)?.analysis;
    for (const sentence of analysis ? methodSentences(w, result, analysis) : []) {
      const known = grouped.get(sentence.key);
      if (known) known.titles.push(sentence.title);
      else if (analysis)
        grouped.set(sentence.key, { kind: analysis.kind, titles: [sentence.title], write: sentence.write });
    }
  }
  const all = [...grouped.values()];
  if (all.length === 0) return [];
  return [
    heading(say(w, 'Statistical analysis', '统计学分析')),
    ...TOPICS.flatMap((kinds) =>
      paragraph(...all.filter(({ kind }) => kinds.has(kind)).map(({ titles, write }) => write(titles))),
    ),
    ...paragraph(
      ...all.filter(({ kind }) => !TOPICS.some((kinds) => kinds.has(kind))).map(({ titles, write }) => write(titles)),
    ),
    ...(w.ofTable
      ? []
      : paragraph(
          say(
            w,
            'Times were counted in whole days; for display a month is 30.4375 days and a year 365.25 days. Baseline characteristics were not tested.',
            '时间以整日计算，展示时 1 个月为 30.4375 天，1 年为 365.25 天。基线特征未作统计学检验。',
          ),
        )),
  ];
}

/** How one analysis was done; analyses with the same key share a sentence. */
function methodSentences(w: Writing, result: AnalysisResult, analysis: Analysis): MethodSentence[] {
  const options = result.inputs.options;
  const level = levelText(result);
  const reference = cite(w, result);
  const sentence = sentenceWriter(w, result, analysis);
  switch (analysis.kind) {
    case 'describe': {
      const type = String(options['quantileType'] ?? 7);
      const all = sentence(
        'all',
        () =>
          `Categorical variables are given as counts with percentages of the patients in whom they were recorded, and numerical ones as median with quartiles (type ${type} of Hyndman and Fan${reference}) and range.`,
        () =>
          `分类变量以例数及其占有记录患者的百分比表示，数值变量以中位数、四分位数（Hyndman–Fan 第 ${type} 型${reference}）和范围表示。`,
      );
      const apart = sentence(
        'apart',
        (titles) =>
          `How far two groups lie apart (${titles}) is given as standardised difference, the difference of means or proportions over the root of the mean of both variances${reference}; it was not tested.`,
        (titles) =>
          `两组之间的差异（${titles}）以标准化差异表示，即均数或比例之差除以两组方差均值的平方根${reference}，未作检验。`,
      );
      const differences = options['standardisedDifference'] === true ? [apart] : [];
      if (!analysisHasInterval(analysis)) return [all, ...differences];
      const interval = sentence(
        'interval',
        (titles) =>
          `An interval of a median (${titles}) runs between two of the observed values, and its true coverage is printed.`,
        (titles) => `${titles}：中位数的置信区间以两个观测值为界，并列出其实际覆盖率。`,
      );
      return [all, interval, ...differences];
    }
    case 'crossTable':
      return [
        sentence(
          '',
          (titles) => `Counts were cross-tabulated without a test${reference} (${titles}).`,
          (titles) => `${titles}以交叉表列出例数，未作检验${reference}。`,
        ),
      ];
    case 'proportion': {
      const wilson = (options['interval'] ?? analysis.interval) === 'wilson';
      return [
        sentence(
          '',
          (titles) =>
            `Proportions (${titles}) carry two-sided ${level} ${wilson ? 'Wilson score' : 'exact Clopper–Pearson'} intervals${reference}.`,
          (titles) =>
            `下列比例采用双侧 ${level} ${wilson ? 'Wilson 计分法' : 'Clopper–Pearson 精确法'}置信区间${reference}：${titles}。`,
        ),
      ];
    }
    case 'kaplanMeier': {
      const scale = confidenceWords(w, String(options['confidence'] ?? analysis.confidence ?? 'log-log'));
      const grey = greyShare(w, result);
      return [
        sentence(
          'estimates',
          (titles, count) =>
            `${capital(titles)} ${count > 1 ? 'were' : 'was'} estimated by the Kaplan–Meier method with Greenwood’s variance and pointwise ${level} limits ${scale}${reference}; a limit that cannot be estimated is left out with its reason.`,
          (titles) =>
            `采用 Kaplan–Meier 法估计${titles}，方差用 Greenwood 公式，逐点 ${level} 置信限${scale}${reference}；无法估计的置信限注明原因。`,
        ),
        sentence(
          `grey beyond ${grey}`,
          (titles) =>
            `Curves (${titles}) carry their numbers at risk, are drawn grey where one more event would move them by more than ${grey}, and give way to a sentence where there was no event.`,
          (titles) =>
            `曲线（${titles}）下方列出在险人数；再发生一例事件即可使曲线变动超过${grey}的部分以灰色显示；无事件时不绘曲线，代以文字说明。`,
        ),
      ];
    }
    case 'reverseKaplanMeier':
      return [
        sentence(
          '',
          () =>
            `Length of follow-up was estimated by the reverse Kaplan–Meier method, in which the event is a censoring and the end of observation the event${reference}.`,
          () => `随访时间采用反向 Kaplan–Meier 法估计，即以终点事件为删失、以观察结束为事件${reference}。`,
        ),
      ];
    case 'describeRows':
      return describeRowsSentences(w, result, analysis);
    case 'trajectory':
      return [
        sentence(
          '',
          (titles) => `Values in time (${titles}) are drawn as one line a patient, without means.`,
          (titles) => `${titles}以每例患者一条折线表示其随时间的变化，不计算均数。`,
        ),
      ];
    case 'dotPlot':
      return [
        sentence(
          '',
          (titles) => `Values of single patients (${titles}) are drawn as dots, with their median as a line.`,
          (titles) => `${titles}以散点图逐例绘出，并以竖线标示中位数。`,
        ),
      ];
    case 'rangeTable':
      return rangeSentences(w, result, analysis);
    case 'scores':
      return scoresSentences(w, result, analysis);
    case 'heatMap':
    case 'markerTable':
      return markerSentences(w, result, analysis);
    case 'flow':
      return [
        sentence(
          '',
          () => `Selection is reported step by step in a flow diagram${reference}.`,
          () => `病例筛选过程以流程图逐步报告${reference}。`,
        ),
      ];
    case 'rate':
      return rateSentences(w, result, analysis);
    case 'swimmer':
    case 'timeline':
    case 'listing':
    case 'patientTable':
    case 'completeness':
      return patientViewSentences(w, result, analysis);
    case 'survivalTest':
      return survivalTestSentences(w, result, analysis);
    case 'regression':
      return regressionSentences(w, result, analysis);
    case 'partialDateSensitivity':
      return partialDatesSentences(w, result, analysis);
    case 'cumulativeIncidence':
      return incidenceSentences(w, result, analysis);
    case 'association':
      return associationSentences(w, result, analysis);
    case 'agreement':
      return agreementSentences(w, result, analysis);
    case 'leaveOneOut':
      return leaveOneOutSentences(w, result, analysis);
    case 'metaAnalysis':
      return metaAnalysisSentences(w, result, analysis);
    case 'publishedSeries':
      return publishedSeriesSentences(w, result, analysis);
    case 'bounds':
      return boundsSentences(w, result, analysis);
    default:
      return [];
  }
}

function analysisHasInterval(analysis: Extract<Analysis, { kind: 'describe' }>): boolean {
  return analysis.variables.some((spec) => typeof spec !== 'string' && spec.medianInterval === true);
}

function planBlocks(w: Writing): Block[] {
  const { planLock } = w.document;
  const postHoc = w.results.filter((result) => result.plan.status === 'postHoc').map((result) => titleOf(w, result));
  const primary = w.results.filter((result) => result.plan.role === 'primary').map((result) => titleOf(w, result));
  const lock =
    planLock === undefined
      ? say(w, 'The plan was not locked before the analysis.', '分析前未锁定分析计划。')
      : planLock.planHash === w.study.planHash
        ? say(w, `The plan was locked on ${dateWords(w, planLock.at)}.`, `分析计划于${dateWords(w, planLock.at)}锁定。`)
        : say(
            w,
            `The plan was locked on ${dateWords(w, planLock.at)} and has been changed since.`,
            `分析计划于${dateWords(w, planLock.at)}锁定，此后有改动。`,
          );
  return [
    heading(say(w, 'Plan', '分析计划')),
    ...paragraph(
      lock,
      primary.length === 0
        ? ''
        : say(w, `Primary analyses were: ${listWords(w, primary)}.`, `主要分析：${listWords(w, primary)}。`),
      postHoc.length === 0
        ? ''
        : say(
            w,
            `Added after the plan (post hoc): ${listWords(w, postHoc)}.`,
            `计划外事后追加：${listWords(w, postHoc)}。`,
          ),
    ),
  ];
}

function titleOf(w: Writing, result: AnalysisResult): string {
  const analysis = declared(w, result.id)?.analysis;
  return analysis ? small(clause(label(w, analysis.title))) : result.id;
}

function softwareBlocks(w: Writing): Block[] {
  const hash = (whole: string): Inline => ({ kind: 'text', text: `${whole.slice(0, 12)}…`, code: true });
  return [
    heading(say(w, 'Software and data version', '软件与数据版本')),
    {
      kind: 'paragraph',
      inlines: sayInlines(
        w,
        [
          `All numbers were computed by ${w.program} from version ${w.document.version} of the study document (SHA-256 `,
          hash(w.study.hash),
          ') and one snapshot of the records (SHA-256 ',
          hash(w.snapshot),
          '); the appendix has both in full.',
        ],
        [
          `全部数字由 ${w.program} 根据研究文档第 ${w.document.version} 版（SHA-256 `,
          hash(w.study.hash),
          '）和记录快照（SHA-256 ',
          hash(w.snapshot),
          '）计算得出，完整哈希值见附录。',
        ],
      ),
    },
  ];
}

/** The method of a result as its number cards and the appendix name it. */
export function methodWords(w: Writing, result: AnalysisResult): string {
  const analysis = declared(w, result.id)?.analysis;
  if (w.language === 'zh-CN' && result.id === CASE_FINDING) return caseFindingMethod(levelText(result));
  if (w.language === 'en' || !analysis)
    return [result.method.name, result.method.variant].filter((one) => one !== '').join('; ');
  const level = levelText(result);
  const options = result.inputs.options;
  switch (analysis.kind) {
    case 'describe':
      return `描述性统计；四分位数为 Hyndman–Fan 第 ${String(options['quantileType'] ?? 7)} 型`;
    case 'crossTable':
      return '交叉表，患者例数';
    case 'proportion':
      return options['interval'] === 'wilson'
        ? `比例；Wilson 计分法 ${level} 置信区间`
        : `比例；Clopper–Pearson 精确法 ${level} 置信区间`;
    case 'kaplanMeier':
      return `Kaplan–Meier 法；${level} 置信限${confidenceWords(w, String(options['confidence'] ?? 'log-log'))}`;
    case 'reverseKaplanMeier':
      return `反向 Kaplan–Meier 法；${level} 置信限${confidenceWords(w, String(options['confidence'] ?? 'log-log'))}`;
    case 'describeRows':
      return `按记录描述；四分位数为 Hyndman–Fan 第 ${String(options['quantileType'] ?? 7)} 型`;
    case 'trajectory':
      return '逐例折线图，不计算均数';
    case 'dotPlot':
      return '逐例散点图；中位数为 Hyndman–Fan 第 7 型';
    case 'rangeTable':
      return '实验室检查：按年龄、性别及检验机构的参考区间判定';
    case 'scores':
      return scoresMethod(result, analysis);
    case 'heatMap':
    case 'markerTable':
      return '标志物：阳性例数/有结果例数，每例患者每个标志物只计一次';
    case 'flow':
      return `筛选流程计数；占比采用 Clopper–Pearson 精确法 ${level} 置信区间`;
    case 'rate':
      return rateMethod(result);
    case 'swimmer':
    case 'timeline':
    case 'listing':
    case 'patientTable':
    case 'completeness':
      return patientViewMethod(analysis);
    case 'survivalTest':
      return survivalTestMethod(result, analysis);
    case 'regression':
      return regressionMethod(result, analysis);
    case 'partialDateSensitivity':
      return PARTIAL_DATES_METHOD;
    case 'cumulativeIncidence':
      return incidenceMethod(w, result);
    case 'association':
      return associationMethod(w, result, analysis);
    case 'agreement':
      return agreementMethod(result);
    case 'leaveOneOut':
      return LEAVE_ONE_OUT_METHOD;
    case 'metaAnalysis':
      return metaAnalysisMethod(result);
    case 'publishedSeries':
      return publishedSeriesMethod(result);
    case 'bounds':
      return boundsMethod(result);
    default:
      return result.method.name;
  }
}
