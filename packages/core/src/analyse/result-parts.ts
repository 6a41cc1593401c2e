import type { AnalysisResult, Json, ResultNote, ResultRow } from '../model/index.ts';
import { type Analysis, planStatus } from '../protocol/index.ts';
import type { RunInputs } from './run-inputs.ts';
import type { StatisticRows } from './statistic-rows.ts';

export type Method = { name: string; variant: string; reference: string };

/** Puts a result together in the order of its type, so that every result is written alike. */
export function assembleResult(
  inputs: RunInputs,
  analysis: Analysis,
  method: Method,
  options: Record<string, Json>,
  statistics: StatisticRows,
  notes: readonly ResultNote[],
  rows: readonly ResultRow[] = [],
): AnalysisResult {
  return {
    schema: 'casewright.result/1',
    id: analysis.id,
    plan: { role: analysis.role, status: planStatus(inputs.study.document, analysis) },
    method: { ...method, engine: inputs.engine },
    inputs: { study: inputs.studyHash, snapshot: inputs.snapshot, analysisSet: analysis.set, options },
    recordSets: statistics.sets.list(),
    statistics: statistics.rows,
    ...(rows.length > 0 ? { rows: [...rows] } : {}),
    notes: [...notes],
  };
}

/** Published sources of the methods. */
export const REFERENCES = {
  reporting: 'Lang TA, Altman DG. Int J Nurs Stud 2015;52:5-9',
  strobe: 'von Elm E, Altman DG, Egger M, et al. PLoS Med 2007;4:e296',
  quantiles: 'Hyndman RJ, Fan Y. Am Stat 1996;50:361-365',
  clopperPearson: 'Clopper CJ, Pearson ES. Biometrika 1934;26:404-413',
  wilson: 'Wilson EB. J Am Stat Assoc 1927;22:209-212',
  kaplanMeier: 'Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481',
  greenwood: 'Greenwood M. Rep Public Health Med Subj 1926;33:1-26',
  logLog: 'Kalbfleisch JD, Prentice RL. The Statistical Analysis of Failure Time Data. New York: Wiley; 1980',
  medianLimits: 'Brookmeyer R, Crowley J. Biometrics 1982;38:29-41',
  reverseKaplanMeier: 'Schemper M, Smith TL. Control Clin Trials 1996;17:343-346',
  care: 'Riley DS, Barber MS, Kienle GS, et al. J Clin Epidemiol 2017;89:218-235',
  anonymity: 'Hrynaszkiewicz I, Norton ML, Vickers AJ, et al. BMJ 2010;340:c181',
  leaveOneOut: 'Miller RG. Biometrika 1974;61:1-15',
  fisher: 'Fisher RA. J R Stat Soc 1935;98:39-54',
  freemanHalton: 'Freeman GH, Halton JH. Biometrika 1951;38:141-149',
  conditionalOddsRatio: 'Mehta CR, Patel NR, Gray R. J Am Stat Assoc 1985;80:969-973',
  newcombe: 'Newcombe RG. Stat Med 1998;17:873-890',
  miettinenNurminen: 'Miettinen O, Nurminen M. Stat Med 1985;4:213-226',
  trend: 'Armitage P. Biometrics 1955;11:375-386',
  standardisedDifference: 'Austin PC. Stat Med 2009;28:3083-3107',
  exactTrend: 'Williams DA. Biometrics 1988;44:431-434',
  wilcoxon: 'Wilcoxon F. Biometrics Bull 1945;1:80-83',
  hodgesLehmann: 'Hodges JL, Lehmann EL. Ann Math Stat 1963;34:598-611',
  kruskalWallis: 'Kruskal WH, Wallis WA. J Am Stat Assoc 1952;47:583-621',
  aalenJohansen: 'Aalen OO, Johansen S. Scand J Stat 1978;5:141-150',
  gray: 'Gray RJ. Ann Stat 1988;16:1141-1154',
  logRank: 'Mantel N. Cancer Chemother Rep 1966;50:163-170',
  logRankTrend: 'Tarone RE. Biometrika 1975;62:679-682',
  permutation: 'Heimann G, Neuhaus G. Biometrics 1998;54:168-184',
  cox: 'Cox DR. J R Stat Soc B 1972;34:187-220',
  efron: 'Efron B. J Am Stat Assoc 1977;72:557-565',
  proportionalHazards: 'Grambsch PM, Therneau TM. Biometrika 1994;81:515-526',
  firth: 'Firth D. Biometrika 1993;80:27-38',
  firthCox: 'Heinze G, Schemper M. Biometrics 2001;57:114-119',
  firthLogistic: 'Heinze G, Schemper M. Stat Med 2002;21:2409-2419',
  fineGray: 'Fine JP, Gray RJ. J Am Stat Assoc 1999;94:496-509',
  logistic: 'McCullagh P, Nelder JA. Generalized Linear Models. 2nd ed. London: Chapman and Hall; 1989',
  eventsAPredictor: 'Vittinghoff E, McCulloch CE. Am J Epidemiol 2007;165:710-718',
  restrictedMean: 'Royston P, Parmar MK. BMC Med Res Methodol 2013;13:152',
  kappa: 'Cohen J. Educ Psychol Meas 1960;20:37-46',
  ac1: 'Gwet KL. Br J Math Stat Psychol 2008;61:29-48',
  binomialNormal: 'Stijnen T, Hamza TH, Ozdemir P. Stat Med 2010;29:3046-3067',
  hartungKnapp: 'Hartung J, Knapp G. Stat Med 2001;20:3875-3889',
  heterogeneity: 'Higgins JPT, Thompson SG. Stat Med 2002;21:1539-1558',
  poisson: 'Garwood F. Biometrika 1936;28:437-442',
} as const;

export const DEFAULT_LEVEL = 0.95;
