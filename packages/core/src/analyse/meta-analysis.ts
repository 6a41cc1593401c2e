import {
  binomialNormal,
  heterogeneityInterval,
  logitProportion,
  type PooledEffect,
  type ProportionScale,
  poolProportions,
  proportionEffects,
  type StudyProportion,
} from '@casewright/stats';
import type { AnalysisResult, Json, ResultNote, ResultRow } from '../model/index.ts';
import type { AnalysisOfKind, Series } from '../protocol/index.ts';
import { limitsOfProportion, type ProportionLimits } from './proportion.ts';
import { type Standing, seriesByYear, sourceOf, standingOf } from './published-series.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { type Limits, type Place, StatisticRows } from './statistic-rows.ts';

type MetaAnalysis = AnalysisOfKind<'metaAnalysis'>;

/** A series that gives the figure, and why it is not pooled, if it is not. */
type Given = { series: Series; study: StudyProportion; standing: Standing | 'notChosen' };

/** Points of the quadrature: so many that series far apart and without events are weighed right. */
const POINTS = 31;

/** Below so many series their spread is hardly known, and nothing shows whether small ones without the event stayed unpublished. */
const ENOUGH_SERIES = 10;

/**
 * Pools the share of patients with the figure over published series: the mean of the series' true shares with its
 * interval, how far they differ, and where the share of a further series would lie. Series that count patients again or
 * chose them are left out, whatever the plan says; this study stands beside and is pooled only where the plan says so.
 *
 * Each number names as its source the series that it is worked out from. With fewer than two of them nothing is pooled.
 *
 * @param of - the study's own proportion with its counts, for the kind of interval of single series and for `withOwn`
 */
export function analyseMetaAnalysis(
  inputs: RunInputs,
  analysis: MetaAnalysis,
  of: { analysis: AnalysisOfKind<'proportion'>; count: StudyProportion } | null,
): AnalysisResult {
  const interval = of?.analysis.interval ?? 'clopper-pearson';
  const level = analysis.level ?? of?.analysis.level ?? DEFAULT_LEVEL;
  const { limits, variant } = limitsOfProportion(interval);
  const statistics = new StatisticRows(analysis.id);
  const all = seriesByYear(inputs.study.document.literature ?? []);
  const given = all.flatMap((series) => givenBy(series, analysis));
  for (const one of given) writeSeries(statistics, one, limits, level);
  const pooled = given.filter(({ standing }) => standing === 'comparable');
  const own = analysis.withOwn === true && of ? of.count : null;
  const members = [
    ...pooled.map(({ series, study }) => ({ id: series.id, name: nameOf(series), study })),
    ...(own ? [{ id: OWN_ROW, name: THIS_STUDY, study: own }] : []),
  ];
  const telling = members.filter(({ study }) => study.n > 0);
  const studies = telling.map(({ study }) => study);
  const source = members.map(({ name }) => name).join('; ');
  const found = studies.length < 2 ? null : poolBy(analysis, studies, level);
  writePooled(statistics, source, studies, found);
  if (found) writeInfluence(statistics, telling, found, (kept) => poolBy(analysis, kept, level));
  const apart = given.filter(({ standing }) => standing !== 'comparable');
  statistics.decimal('leftOut.series', { name: 'series', source: namesOf(apart) }, apart.length, SERIES, 0);
  const rows = all.map((series): ResultRow => {
    const standing = given.find((one) => one.series === series)?.standing ?? standingOf(series);
    const hasFigure = series.values?.[analysis.literature] !== undefined;
    return { cells: { series: series.id, year: series.year ?? null, standing, hasFigure } };
  });
  return assembleResult(
    inputs,
    analysis,
    { ...methodOf(analysis), variant: `${methodOf(analysis).variant}; single series ${variant}, two-sided` },
    optionsOf(analysis, interval, level),
    statistics,
    notesOf(studies, found, own !== null),
    rows,
  );
}

const THIS_STUDY = 'this study';
/** The row of this study where it is pooled too. */
const OWN_ROW = 'this-study';
/** The unit of a number of series, which is no number of patients. */
const SERIES = '{series}';

function givenBy(series: Series, analysis: MetaAnalysis): Given[] {
  const value = series.values?.[analysis.literature];
  if (!value) return [];
  const standing = standingOf(series);
  const isChosen = analysis.series?.includes(series.id) ?? true;
  const study = { events: value.events, n: value.of };
  return [{ series, study, standing: standing === 'comparable' && !isChosen ? 'notChosen' : standing }];
}

function writeSeries(
  statistics: StatisticRows,
  { series, study }: Given,
  limits: ProportionLimits,
  level: number,
): void {
  const place = (name: string): Place => ({ name, row: series.id, source: sourceOf(series) });
  statistics.decimal(`${series.id}.count`, place('count'), study.events, 'count', 0);
  statistics.decimal(`${series.id}.of`, place('of'), study.n, 'count', 0);
  const share = study.n === 0 ? null : limits(study.events, study.n, level);
  const id = `${series.id}.proportion`;
  statistics.probability(id, place('proportion'), share?.estimate ?? null);
  statistics.probability(`${id}.lower`, place('proportion.lower'), share?.lower ?? null);
  statistics.probability(`${id}.upper`, place('proportion.upper'), share?.upper ?? null);
}

/** What pooling gives: shares as probabilities, tau squared on the scale of the model. */
type Pooled = {
  estimate: number | null;
  interval: Limits;
  prediction: Limits;
  tauSquared: number | null;
  tauSquaredLimits: Limits;
  iSquared: number | null;
  iSquaredLimits: Limits;
  /** of the test that all series have one share */
  statistic: number | null;
  pValue: number | null;
  /** share of each study in the mean */
  weights: Float64Array | null;
  whyNull: string | null;
};

function poolBy(analysis: MetaAnalysis, studies: readonly StudyProportion[], level: number): Pooled {
  const model = analysis.model ?? 'binomialNormal';
  return model === 'binomialNormal' ? byModel(studies, level) : byScale(analysis, model, studies, level);
}

function byModel(studies: readonly StudyProportion[], level: number): Pooled {
  const found = binomialNormal(studies, { level, points: POINTS, prediction: 'higgins' });
  const back = (limits: Limits): Limits =>
    limits && { lower: logitProportion(limits.lower), upper: logitProportion(limits.upper) };
  return {
    estimate: found.estimate === null ? null : logitProportion(found.estimate),
    interval: back(found.interval),
    prediction: back(found.prediction),
    tauSquared: found.tauSquared,
    tauSquaredLimits: null,
    iSquared: found.iSquared,
    iSquaredLimits: null,
    statistic: found.equality?.likelihoodRatio ?? null,
    pValue: found.equality?.likelihoodRatioPValue ?? null,
    weights: found.weights,
    whyNull: found.whyNull,
  };
}

function byScale(
  analysis: MetaAnalysis,
  scale: ProportionScale,
  studies: readonly StudyProportion[],
  level: number,
): Pooled {
  const betweenStudies = betweenOf(analysis);
  const test = isHartungKnapp(analysis) ? 'hartungKnapp' : 'normal';
  const { onScale, ...share } = poolProportions(studies, { scale, betweenStudies, test, level, prediction: 'higgins' });
  const limits = betweenStudies === 'common' ? null : heterogeneityInterval(proportionEffects(studies, scale), level);
  return {
    ...share,
    ...heterogeneityOf(onScale),
    tauSquaredLimits: limits?.tauSquared ?? null,
    iSquaredLimits: limits?.iSquared ?? null,
    weights: onScale.weights,
    whyNull: null,
  };
}

function heterogeneityOf({ heterogeneity }: PooledEffect) {
  const { tauSquared, iSquared, q, pValue } = heterogeneity;
  return { tauSquared, iSquared, statistic: q, pValue };
}

function writePooled(
  statistics: StatisticRows,
  source: string,
  studies: readonly StudyProportion[],
  found: Pooled | null,
): void {
  const place = (name: string): Place => ({ name, source });
  const sum = (key: 'events' | 'n') => studies.reduce((total, study) => total + study[key], 0);
  statistics.decimal('pooled.series', place('series'), studies.length, SERIES, 0);
  statistics.decimal('pooled.count', place('count'), sum('events'), 'count', 0);
  statistics.decimal('pooled.of', place('of'), sum('n'), 'count', 0);
  statistics.probability('pooled.proportion', place('proportion'), found?.estimate ?? null);
  statistics.probability('pooled.proportion.lower', place('proportion.lower'), found?.interval?.lower ?? null);
  statistics.probability('pooled.proportion.upper', place('proportion.upper'), found?.interval?.upper ?? null);
  statistics.probability('prediction.lower', place('prediction.lower'), found?.prediction?.lower ?? null);
  statistics.probability('prediction.upper', place('prediction.upper'), found?.prediction?.upper ?? null);
  statistics.decimal('tauSquared', place('tauSquared'), found?.tauSquared ?? null, '1', 3);
  statistics.probability('iSquared', place('iSquared'), found?.iSquared ?? null);
  if (found?.tauSquaredLimits && found.iSquaredLimits) {
    for (const side of ['lower', 'upper'] as const) {
      statistics.decimal(`tauSquared.${side}`, place(`tauSquared.${side}`), found.tauSquaredLimits[side], '1', 3);
      statistics.probability(`iSquared.${side}`, place(`iSquared.${side}`), found.iSquaredLimits[side]);
    }
  }
  statistics.decimal('statistic', place('statistic'), found?.statistic ?? null, '1', 2);
  statistics.decimal('degreesOfFreedom', place('degreesOfFreedom'), found ? studies.length - 1 : null, '1', 0);
  statistics.pValue('pValue', place('pValue'), found?.pValue ?? null);
}

type Member = { id: string; name: string; study: StudyProportion };

/** How much each series says of the mean, and what the mean is without it, where two others are left to pool. */
function writeInfluence(
  statistics: StatisticRows,
  members: readonly Member[],
  all: Pooled,
  pool: (kept: StudyProportion[]) => Pooled,
): void {
  const source = members.map(({ name }) => name).join('; ');
  members.forEach(({ id }, place) => {
    statistics.probability(`${id}.weight`, { name: 'weight', row: id, source }, all.weights?.[place] ?? null);
    if (members.length < 3) return;
    const others = members.filter((_, other) => other !== place);
    const without = pool(others.map(({ study }) => study));
    const of = (name: string): Place => ({ name, row: id, source: others.map((other) => other.name).join('; ') });
    const at = 'without.proportion';
    statistics.probability(`${id}.${at}`, of(at), without.estimate);
    statistics.probability(`${id}.${at}.lower`, of(`${at}.lower`), without.interval?.lower ?? null);
    statistics.probability(`${id}.${at}.upper`, of(`${at}.upper`), without.interval?.upper ?? null);
  });
}

function betweenOf(analysis: MetaAnalysis) {
  return analysis.betweenSeries ?? 'restrictedMaximumLikelihood';
}

function isHartungKnapp(analysis: MetaAnalysis): boolean {
  return analysis.hartungKnapp ?? betweenOf(analysis) !== 'common';
}

function optionsOf(analysis: MetaAnalysis, interval: string, level: number): Record<string, Json> {
  const model = analysis.model ?? 'binomialNormal';
  const shared = {
    literature: analysis.literature,
    of: analysis.of ?? null,
    series: analysis.series ?? null,
    withOwn: analysis.withOwn ?? false,
    model,
    interval,
    level,
  };
  if (model === 'binomialNormal') return { ...shared, quadraturePoints: POINTS };
  return { ...shared, betweenSeries: betweenOf(analysis), hartungKnapp: isHartungKnapp(analysis) };
}

const SCALES = { logit: 'logit', arcsine: 'arcsine', doubleArcsine: 'Freeman-Tukey double arcsine' } as const;

function methodOf(analysis: MetaAnalysis) {
  const name = 'Meta-analysis of proportions';
  const model = analysis.model ?? 'binomialNormal';
  if (model === 'binomialNormal') {
    const variant =
      'random-intercept binomial-normal model by maximum likelihood, adaptive quadrature; prediction by t';
    return { name, variant, reference: REFERENCES.binomialNormal };
  }
  const limits = isHartungKnapp(analysis) ? 'Hartung-Knapp limits' : 'normal limits';
  const variant = `inverse variance, ${SCALES[model]}, ${betweenOf(analysis)}, ${limits}`;
  return { name, variant, reference: isHartungKnapp(analysis) ? REFERENCES.hartungKnapp : REFERENCES.heterogeneity };
}

function nameOf({ id, name }: Series): string {
  if (name === undefined) return id;
  return typeof name === 'string' ? name : name.en;
}

function namesOf(given: readonly Given[]): string {
  return given.length === 0 ? 'no series' : given.map(({ series }) => nameOf(series)).join('; ');
}

function notesOf(studies: readonly StudyProportion[], found: Pooled | null, hasOwn: boolean): ResultNote[] {
  const notes: ResultNote[] = [];
  if (!found) notes.push(NOTHING_TO_POOL);
  else if (found.estimate === null) notes.push(NO_MAXIMUM);
  notes.push(DIFFERENT);
  if (found && (studies.length < ENOUGH_SERIES || isNone(found.tauSquared))) notes.push(FEW);
  if (found) notes.push(UNPUBLISHED);
  if (hasOwn) notes.push(OWN_POOLED);
  return notes;
}

/** 0, or as near to it as an iteration comes. */
function isNone(tauSquared: number | null): boolean {
  return tauSquared !== null && tauSquared < 1e-9;
}

const NOTHING_TO_POOL: ResultNote = {
  code: 'metaAnalysis.nothingToPool',
  severity: 'warning',
  text: {
    en: 'Two series or more are needed to pool, which give the figure and are not set apart.',
    'zh-CN': '合并至少需要两个给出该数值且未另列的系列。',
  },
};

const NO_MAXIMUM: ResultNote = {
  code: 'metaAnalysis.notEstimable',
  severity: 'warning',
  text: {
    en: 'The model has no estimate where nobody, or everybody, had the event in all series or in each of them.',
    'zh-CN': '当全部系列（或每个系列）中均无人发生或均全部发生时，该模型无法估计。',
  },
};

const DIFFERENT: ResultNote = {
  code: 'metaAnalysis.different',
  severity: 'info',
  text: {
    en: 'The series differ in patients, definitions and length of follow-up, and a share of patients takes no account of the time they were followed: the pooled share is a mean of what was published, not the risk of a patient.',
    'zh-CN':
      '各系列的患者、定义和随访时间不同，且比例未考虑随访时间长短：合并比例是已发表结果的平均，而非某一患者的风险。',
  },
};

const FEW: ResultNote = {
  code: 'metaAnalysis.fewSeries',
  severity: 'warning',
  text: {
    en: 'With so few series the spread between them is hardly known: a spread of 0 does not show that they agree, and both intervals can be too narrow.',
    'zh-CN': '系列数过少，系列间差异难以准确估计：估计为0并不表明各系列一致，两种区间均可能过窄。',
  },
};

const UNPUBLISHED: ResultNote = {
  code: 'metaAnalysis.publicationBias',
  severity: 'info',
  text: {
    en: 'Series of a rare tumour are published when they are large or unusual. No funnel plot is drawn: of shares it leans by itself, and with so few series it shows nothing.',
    'zh-CN':
      '罕见肿瘤的系列往往因规模较大或情况特殊而发表。不绘制漏斗图：比例的漏斗图本身即不对称，系列过少时亦无意义。',
  },
};

const OWN_POOLED: ResultNote = {
  code: 'metaAnalysis.ownPooled',
  severity: 'info',
  text: {
    en: 'This study is pooled with the published series, as the plan says, and is no comparison with them.',
    'zh-CN': '按分析计划，本研究已与已发表系列一并合并，不再作为与其比较的对象。',
  },
};
