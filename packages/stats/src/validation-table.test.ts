import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMITTED_FIXTURES, hasSharedFixtures, readFixtures, SHARED_FIXTURES } from '../test-support/fixture.ts';
import { ADAPTERS, valuesIn } from './conformance/index.ts';

/** The table of docs/validation.md: how many cases and values of each method there are, counted here again. */
const METHODS: Record<string, readonly string[]> = {
  'description: moments, quantiles, shape': ['descriptive'],
  'interval of a median, Hodges-Lehmann': ['median_ci'],
  'intervals of a proportion': ['proportion_ci'],
  'Kaplan-Meier': ['km'],
  'reverse Kaplan-Meier': ['reverse_km'],
  'intervals of a difference of proportions': ['proportion_difference'],
  "Fisher's test, conditional odds ratio": ['fisher_2x2'],
  'risk ratio, odds ratio, number needed': ['two_by_two'],
  "Fisher's test of larger tables": ['fisher_rxc'],
  'chi-square tests': ['chisq'],
  "McNemar's test": ['mcnemar'],
  "Cochran and Armitage's trend": ['cochran_armitage'],
  "Barnard's and Boschloo's tests": ['unconditional_exact'],
  "log-rank test, weighted by R's rho, stratified": ['logrank'],
  'log-rank test, other weights; trend; pairs': ['logrank_weighted', 'logrank_trend', 'pairwise_logrank'],
  'Nelson-Aalen, Fleming-Harrington': ['nelson_aalen'],
  'restricted means and their contrasts': ['rmst'],
  'conditional survival': ['conditional_survival'],
  "Aalen-Johansen with the jackknife's errors": ['aalen_johansen'],
  "cumulative incidence with Gray's variance, Gray's test": ['cuminc_gray'],
  'Cox regression, its residuals and tests': ['coxph'],
  'survival predicted by Cox models, concordance': ['cox_predicted_survival', 'concordance'],
  'Fine-Gray regression, by weights and by rows': ['fine_gray'],
  'parametric survival models': ['parametric'],
  'logistic regression': ['logistic'],
  "Firth's logistic and Cox regression": ['firth_logistic', 'firth_cox'],
  'incidence rate: exact, mid-p, Byar, logarithmic limits': ['incidence_rate'],
  'ratio of two rates': ['incidence_rate_ratio'],
  "Cohen's kappa, also weighted": ['cohen_kappa'],
  "Gwet's AC1": ['gwet_ac1'],
  "Fleiss' kappa": ['fleiss_kappa'],
  'intraclass correlations': ['icc'],
  "Wilcoxon's rank sum, exact and normal, with the shift": ['wilcoxon_rank_sum'],
  "Wilcoxon's signed ranks": ['wilcoxon_signed_rank'],
  'Kruskal-Wallis, analyses of variance': ['kruskal_wallis'],
  't tests': ['t_test'],
  'standardised differences': ['smd'],
  'correlations: Pearson, Spearman, Kendall': ['correlation'],
  'adjusted p values': ['multiplicity'],
  'disclosure risk': ['disclosure'],
  "meta-analysis of effects: eight models, Hartung-Knapp, intervals of heterogeneity, Egger's regression": [
    'meta_generic',
  ],
  'meta-analysis of proportions on four scales': ['meta_proportion'],
  'meta-analysis of proportions, binomial-normal model': ['meta_proportion_glmm'],
  'meta-analysis of two groups: inverse variance, Mantel-Haenszel, Peto, binomial-normal models': ['meta_two_group'],
};

const text = readFileSync(new URL('../../../docs/validation.md', import.meta.url), 'utf8');
const HEAD = '| method | committed cases | values | full set | values | worst relative difference |\n';
const rows = text
  .slice(text.indexOf(HEAD) + HEAD.length)
  .split('\n\n', 1)
  .flatMap((table) => table.split('\n').slice(1))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** What R was asked to do badly counts as one value: that it is answered. */
function counted(folder: string, methods: readonly string[]): [cases: string, values: string] {
  const cases = methods.flatMap((method) => readFixtures(folder, method));
  const values = cases.reduce((sum, { tol, output }) => sum + (tol.kind === 'behaviour' ? 1 : valuesIn(output)), 0);
  return [`${cases.length}`, `${values}`.replace(/\B(?=(\d{3})+$)/g, ',')];
}

describe('the table of cases in docs/validation.md', () => {
  it('has each method that is compared, once', () => {
    expect(rows.map(([, label]) => label)).toEqual(Object.keys(METHODS));
    expect(Object.values(METHODS).flat().sort()).toEqual(Object.keys(ADAPTERS).sort());
  });

  it('counts the committed cases', () => {
    const truth = Object.entries(METHODS).map(([label, methods]) => [label, ...counted(COMMITTED_FIXTURES, methods)]);
    expect(rows.map((cells) => cells.slice(1, 4))).toEqual(truth);
  });

  it.skipIf(!hasSharedFixtures)('counts the full set', () => {
    const truth = Object.entries(METHODS).map(([label, methods]) => [label, ...counted(SHARED_FIXTURES, methods)]);
    expect(rows.map(([, label, , , ...rest]) => [label, ...rest.slice(0, 2)])).toEqual(truth);
  });
});
