import { aalenJohansen } from './aalen-johansen.ts';
import { canonicalCall } from './canonical-call.ts';
import { chisq } from './chisq.ts';
import { cochranArmitage } from './cochran-armitage.ts';
import { cohenKappa } from './cohen-kappa.ts';
import { concordance } from './concordance.ts';
import { conditionalSurvival } from './conditional-survival.ts';
import { correlation } from './correlation.ts';
import { coxPredictedSurvival } from './cox-predicted-survival.ts';
import { coxph } from './coxph.ts';
import { cumincGray } from './cuminc-gray.ts';
import { descriptive } from './descriptive.ts';
import { disclosure } from './disclosure.ts';
import { fineGray } from './fine-gray.ts';
import { firthCox } from './firth-cox.ts';
import { firthLogistic } from './firth-logistic.ts';
import { fisher2x2 } from './fisher-2x2.ts';
import { fisherRxc } from './fisher-rxc.ts';
import type { Adapter, FixtureCase } from './fixture-case.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { gwetAc1 } from './gwet-ac1.ts';
import { icc } from './icc.ts';
import { incidenceRate } from './incidence-rate.ts';
import { incidenceRateRatio } from './incidence-rate-ratio.ts';
import { km } from './km.ts';
import { kruskalWallis } from './kruskal-wallis.ts';
import { logistic } from './logistic.ts';
import { logrank } from './logrank.ts';
import { logrankTrend } from './logrank-trend.ts';
import { logrankWeighted } from './logrank-weighted.ts';
import { mcnemar } from './mcnemar.ts';
import { medianCi } from './median-ci.ts';
import { metaGeneric } from './meta-generic.ts';
import { metaProportion } from './meta-proportion.ts';
import { metaProportionGlmm } from './meta-proportion-glmm.ts';
import { metaTwoGroup } from './meta-two-group.ts';
import { multiplicity } from './multiplicity.ts';
import { nelsonAalen } from './nelson-aalen.ts';
import { pairwiseLogrank } from './pairwise-logrank.ts';
import { parametric } from './parametric.ts';
import { proportionCi } from './proportion-ci.ts';
import { proportionDifference } from './proportion-difference.ts';
import { reverseKm } from './reverse-km.ts';
import { rmst } from './rmst.ts';
import { smd } from './smd.ts';
import { tTest } from './t-test.ts';
import { twoByTwo } from './two-by-two.ts';
import { unconditionalExact } from './unconditional-exact.ts';
import { wilcoxonRankSum } from './wilcoxon-rank-sum.ts';
import { wilcoxonSignedRank } from './wilcoxon-signed-rank.ts';

export type { Comparison, Deviation } from './compare.ts';
export { type Adapter, type Answer, type FixtureCase, UnansweredCall } from './fixture-case.ts';
export { judge } from './judge.ts';
export type { Difference, Reason, Unanswered } from './reason.ts';
export { type Verdict, valuesIn, verdictOf } from './verdict.ts';

/** For each method of R's fixtures what answers its calls: one module a method. */
const ANSWERS: Readonly<Record<string, Adapter>> = {
  aalen_johansen: aalenJohansen,
  chisq,
  cochran_armitage: cochranArmitage,
  cohen_kappa: cohenKappa,
  concordance,
  conditional_survival: conditionalSurvival,
  correlation,
  cox_predicted_survival: coxPredictedSurvival,
  coxph,
  cuminc_gray: cumincGray,
  descriptive,
  disclosure,
  fine_gray: fineGray,
  firth_cox: firthCox,
  firth_logistic: firthLogistic,
  fisher_2x2: fisher2x2,
  fisher_rxc: fisherRxc,
  fleiss_kappa: fleissKappa,
  gwet_ac1: gwetAc1,
  icc,
  incidence_rate: incidenceRate,
  incidence_rate_ratio: incidenceRateRatio,
  km,
  kruskal_wallis: kruskalWallis,
  logistic,
  logrank,
  logrank_trend: logrankTrend,
  logrank_weighted: logrankWeighted,
  mcnemar,
  median_ci: medianCi,
  meta_generic: metaGeneric,
  meta_proportion: metaProportion,
  meta_proportion_glmm: metaProportionGlmm,
  meta_two_group: metaTwoGroup,
  multiplicity,
  nelson_aalen: nelsonAalen,
  pairwise_logrank: pairwiseLogrank,
  parametric,
  proportion_ci: proportionCi,
  proportion_difference: proportionDifference,
  reverse_km: reverseKm,
  rmst,
  smd,
  t_test: tTest,
  two_by_two: twoByTwo,
  unconditional_exact: unconditionalExact,
  wilcoxon_rank_sum: wilcoxonRankSum,
  wilcoxon_signed_rank: wilcoxonSignedRank,
};

/** The same, of a call in any of the ways in which R takes it. */
export const ADAPTERS: Readonly<Record<string, Adapter>> = Object.fromEntries(
  Object.entries(ANSWERS).map(([method, answer]) => [
    method,
    (fixture: FixtureCase) => answer({ ...fixture, r_call: canonicalCall(fixture.r_call) }),
  ]),
);
