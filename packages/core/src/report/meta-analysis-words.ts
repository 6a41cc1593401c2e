import type { AnalysisResult } from '../model/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, type Subject } from './number-kinds.ts';
import { type MetaAnalysis, seriesName } from './published-series-plan.ts';
import { publishedSeriesNumber } from './published-series-words.ts';
import { cite, type Found, levelText, say, type Writing } from './writing.ts';

type Words = readonly [en: string, zh: string];

const SCALES: Readonly<Record<string, Words>> = {
  logit: ['logits', 'logit 变换'],
  arcsine: ['arcsines of their roots', '反正弦平方根变换'],
  doubleArcsine: ['Freeman–Tukey double arcsines', 'Freeman–Tukey 双反正弦变换'],
};

const BETWEEN: Readonly<Record<string, Words>> = {
  restrictedMaximumLikelihood: ['restricted maximum likelihood', '限制性最大似然法'],
  derSimonianLaird: ['DerSimonian and Laird', 'DerSimonian–Laird 法'],
  pauleMandel: ['Paule and Mandel', 'Paule–Mandel 法'],
  common: ['one common share', '共同效应'],
};

/** How it was pooled, in words: the model or the weights, and the limits. */
function modelWords(result: AnalysisResult): Words {
  const { model, betweenSeries, hartungKnapp } = result.inputs.options;
  const scale = SCALES[String(model)];
  if (!scale) {
    return [
      'a binomial–normal model with a random intercept on the logit scale, fitted to the counts by maximum likelihood',
      '二项-正态随机截距模型（logit 尺度，最大似然法直接拟合例数）',
    ];
  }
  const between = BETWEEN[String(betweenSeries)] ?? [String(betweenSeries), String(betweenSeries)];
  const limits: Words =
    hartungKnapp === true ? ['Hartung–Knapp limits', 'Hartung–Knapp 置信限'] : ['normal limits', '正态置信限'];
  const spread: Words =
    betweenSeries === 'common'
      ? ['and takes the series to share one true value', '共同效应']
      : [`with the variance between series by ${between[0]}`, `系列间方差以${between[1]}估计`];
  return [
    `inverse variance on ${scale[0]} ${spread[0]} and ${limits[0]}`,
    `${scale[1]}后逆方差加权（${spread[1]}，${limits[1]}）`,
  ];
}

export function metaAnalysisSentences(w: Writing, result: AnalysisResult, analysis: MetaAnalysis): MethodSentence[] {
  const level = levelText(result);
  const [en, zh] = modelWords(result);
  const own: Words =
    analysis.withOwn === true
      ? ['This study is pooled with them', '本研究一并合并']
      : ['This study stands beside them and is not pooled', '本研究仅并列，不作合并'];
  return [
    sentenceWriter(w, result, analysis)(
      JSON.stringify([en, own[0]]),
      (titles) =>
        `Published series were pooled (${titles}) by ${en}${cite(w, result)}, with a ${level} interval of the mean and a ${level} prediction interval, t on two degrees of freedom fewer than series, for the share in a further series; series that count patients of others again or chose their patients were left out. ${own[0]}.`,
      (titles) =>
        `${titles}：以${zh}${cite(w, result)}合并已发表病例系列，给出均值的 ${level} 置信区间及新系列比例的 ${level} 预测区间（t 分布，自由度为系列数减2）；患者重复或经特定条件选择的系列不纳入合并。${own[1]}。`,
    ),
  ];
}

export function metaAnalysisMethod(result: AnalysisResult): string {
  return `已发表病例系列比例的合并：${modelWords(result)[1]}`;
}

export const META_ANALYSIS_OPTION_NAMES: Readonly<Record<string, Words>> = {
  series: ['Series pooled', '并入的系列'],
  withOwn: ['This study pooled too', '本研究一并合并'],
  model: ['Model', '模型'],
  betweenSeries: ['Variance between series', '系列间方差'],
  hartungKnapp: ['Hartung–Knapp limits', 'Hartung–Knapp 置信限'],
  quadraturePoints: ['Points of the quadrature', '求积点数'],
};

export const META_ANALYSIS_VALUES: Readonly<Record<string, Words>> = {
  binomialNormal: ['binomial–normal', '二项-正态模型'],
  ...SCALES,
  ...BETWEEN,
};

const KINDS: Readonly<Record<string, Words>> = {
  'pooled.series': ['number of series pooled', '合并的系列数'],
  'pooled.count': ['number with it in the series pooled', '合并系列的发生例数'],
  'pooled.of': ['number of patients in the series pooled', '合并系列的分母例数'],
  'leftOut.series': ['number of series with the figure that are not pooled', '给出该数值而未并入的系列数'],
  tauSquared: ['variance between series (τ²)', '系列间方差（τ²）'],
  iSquared: ['share of the variance that is not sampling (I²)', '非抽样变异所占比例（I²）'],
  statistic: ['statistic of the test that all series have one share', '各系列比例相同的检验统计量'],
  degreesOfFreedom: ['degrees of freedom of that test', '该检验的自由度'],
  pValue: ['p value of that test', '该检验的 P 值'],
};

/** 'pooled share', 'upper 95% limit of the share in a further series', or as a single series has it. */
export function metaAnalysisNumber(w: Writing, found: Found, rest: string): Subject {
  const of = w.document.literature?.find(({ id }) => rest.startsWith(`${id}.`));
  const own = rest.slice(rest.indexOf('.') + 1);
  if (own === 'weight' || own.startsWith('without.')) {
    const subject = of ? seriesName(w, of) : say(w, 'This study', '本研究');
    const kind =
      own === 'weight' ? say(w, 'weight in the pooled share', '在合并比例中的权重') : withoutKind(w, found, own);
    return { subject, kind, numerator: '', denominator: '', named: true };
  }
  if (of) return publishedSeriesNumber(w, found, rest);
  return { subject: '', kind: pooledKind(w, found, rest), numerator: '', denominator: '', named: false };
}

function withoutKind(w: Writing, found: Found, own: string): string {
  const level = levelText(found.result);
  if (own.endsWith('.lower'))
    return say(w, `lower ${level} limit of the pooled share without it`, `剔除后合并比例 ${level} 置信区间的下限`);
  if (own.endsWith('.upper'))
    return say(w, `upper ${level} limit of the pooled share without it`, `剔除后合并比例 ${level} 置信区间的上限`);
  return say(w, 'pooled share without it', '剔除后的合并比例');
}

function pooledKind(w: Writing, found: Found, rest: string): string {
  const words = KINDS[rest];
  if (words) return say(w, ...words);
  const level = levelText(found.result);
  const side = rest.endsWith('.lower') ? 'lower' : 'upper';
  const limit = (en: string, zh: string): string =>
    side === 'lower'
      ? say(w, `lower ${level} limit of ${en}`, `${zh} ${level} 下限`)
      : say(w, `upper ${level} limit of ${en}`, `${zh} ${level} 上限`);
  if (rest === 'pooled.proportion') return say(w, 'pooled share', '合并比例');
  if (rest.startsWith('pooled.proportion.')) return limit('the pooled share', '合并比例的置信区间');
  if (rest.startsWith('prediction.')) return limit('the share in a further series', '新系列比例的预测区间');
  const inner = KINDS[rest.split('.')[0] ?? ''];
  return inner ? limit(`the ${inner[0]}`, `${inner[1]}的置信区间`) : kindWords(w, found, rest);
}
